"""A log of any size, written in bulk: what `audit.record` would have written, much faster."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction

from hawkari.engines.merkle import Frontier, grow, leaf_hash
from hawkari.evidence.audit.recording import HEAD
from hawkari.evidence.bulk import insert_rows
from hawkari.evidence.log_entries import FIELDS, row_bytes
from hawkari.evidence.models.audit import AuditEntry, AuditHead

BLOCK = 512
START = datetime(2026, 1, 1, tzinfo=UTC)
ACTS = ("consult", "search", "consult", "decide", "login", "deny")


def rows(count: int) -> Iterator[tuple]:
    """Entries of version 2 as `hawkari.evidence.audit.rows` reads them, without their hashes."""
    for seq in range(count):
        at = START + timedelta(milliseconds=seq * 7919, microseconds=1 if seq % 5 else 0)
        yield (
            2, seq, at.replace(tzinfo=None).isoformat(" ", timespec="microseconds"),
            ACTS[seq % len(ACTS)], f"officer.{seq % 97}", "nca", "analyst", "hawraman", "crime",
            "DPA 2018 s.35", "tasking 4, پرسیار", f'["{seq % 5003:032x}"]', 1, "", "ok",
            '{"what":"entity"}',
        )  # fmt: skip


@transaction.atomic
def build(count: int) -> None:
    """Write a log of `count` entries into an empty store."""
    columns = (*FIELDS[2], "leaf_hash", "node_hash")
    frontier, block = Frontier(), list[tuple]()

    def store() -> None:
        nonlocal frontier
        leaves = [leaf_hash(row_bytes(row)) for row in block]
        frontier, nodes = grow(frontier, leaves)
        stored = [
            (*row[:2], _stored(row[2]), *row[3:], leaf.hex(), node.hex())
            for row, leaf, node in zip(block, leaves, nodes, strict=True)
        ]
        insert_rows(AuditEntry, columns, stored)
        block.clear()

    for row in rows(count):
        block.append(row)
        if len(block) == BLOCK:
            store()
    if block:
        store()
    AuditHead.objects.update_or_create(
        pk=HEAD,
        defaults={
            "size": frontier.size,
            "peaks": frontier.hex_peaks,
            "root_hash": frontier.root().hex(),
        },
    )


def _stored(at: str) -> str:
    """The time as Django writes it on SQLite; PostgreSQL reads it too."""
    return at.removesuffix(".000000")
