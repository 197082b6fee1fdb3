"""Checks the stored log against its own hashes and against the heads that were handed out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError
from django.db.models import Max
from django.utils import timezone

from hawkari.engines.merkle import Frontier, grow, leaf_hash
from hawkari.evidence.audit.recording import HEAD
from hawkari.evidence.audit.rows import COLUMNS, blocks
from hawkari.evidence.log_entries import VERSION, row_bytes
from hawkari.evidence.log_files import BLOCK, MOST_PROBLEMS, AuditProblem, AuditReport
from hawkari.evidence.models.audit import AuditEntry, AuditHead, AuditMark
from hawkari.evidence.tree_heads import SignedHead

__all__ = ["verify"]

SEQ, WIDTH = COLUMNS.index("seq"), len(COLUMNS)
Row = tuple[Any, ...]


@dataclass(slots=True)
class _Walk:
    """The tree so far, which entry should come next, and what is wrong."""

    known: dict[int, str]
    frontier: Frontier = field(default_factory=Frontier)
    expected: int = 0
    trees_agree: bool = True
    problems: list[AuditProblem] = field(default_factory=list)

    def say(self, seq: int | None, what: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(AuditProblem(seq, what))

    def take(self, rows: Sequence[Row]) -> None:
        """Check some rows that follow those taken before."""
        digests, stored = _leaves(rows), [row[WIDTH] for row in rows]
        first = self.expected
        if [row[SEQ] for row in rows] != list(range(first, first + len(rows))):
            self._name_missing(rows)
        if [digest.hex() for digest in digests] != stored:
            for row, digest in zip(rows, digests, strict=True):
                if row[WIDTH] != digest.hex():
                    self.say(row[SEQ], "the entry was changed after it was written")
            # Go on with what is stored, so that one changed entry is one problem.
            digests = [_from_hex(leaf) for leaf in stored]
        before = self.frontier
        self.frontier, nodes = grow(before, digests)
        self._compare_trees(rows, nodes)
        self._compare_known(before, digests)
        self.expected = rows[-1][SEQ] + 1

    def _name_missing(self, rows: Sequence[Row]) -> None:
        expected = self.expected
        for row in rows:
            if row[SEQ] > expected:
                self.say(expected, f"entries {expected} to {row[SEQ] - 1} are missing")
            expected = row[SEQ] + 1

    def _compare_trees(self, rows: Sequence[Row], nodes: Sequence[bytes]) -> None:
        found = [node.hex() for node in nodes]
        if found == [row[-1] for row in rows]:
            self.trees_agree = True
            return
        for row, node in zip(rows, found, strict=True):
            agrees = row[-1] == node
            if self.trees_agree and not agrees:
                self.say(row[SEQ], "the tree does not follow from the entries")
            self.trees_agree = agrees

    def _compare_known(self, before: Frontier, digests: Sequence[bytes]) -> None:
        last = before.size + len(digests)
        for size in [one for one in self.known if before.size < one <= last]:
            root = grow(before, digests[: size - before.size])[0].root().hex()
            if root != self.known[size]:
                self.say(None, f"the first {size} entries are not those whose head was handed out")


def _leaves(rows: Sequence[Row]) -> list[bytes]:
    """The leaf hash of each row; of one that cannot have been written, a hash of nothing."""
    try:
        if {row[0] for row in rows} == {VERSION}:
            dumps = orjson.dumps
            return [sha256(b"\x00" + dumps(row[:WIDTH])).digest() for row in rows]
        return [leaf_hash(row_bytes(row[:WIDTH])) for row in rows]
    except (TypeError, ValueError):
        return [_leaf(row) for row in rows]


def _leaf(row: Row) -> bytes:
    try:
        return leaf_hash(row_bytes(row[:WIDTH]))
    except (TypeError, ValueError):
        return b""


def _from_hex(text: Any) -> bytes:
    try:
        return bytes.fromhex(text)
    except (TypeError, ValueError):
        return sha256(str(text).encode("utf-8", "replace")).digest()


def verify(
    *,
    block: int = BLOCK,
    mark: bool = False,
    older: Sequence[SignedHead] = (),
    key: Ed25519PublicKey | None = None,
) -> AuditReport:
    """Recompute every leaf and the tree of the stored log, and say what is wrong and where.

    Also compares the log with every head that was signed or shipped. Linear in the log, about four
    microseconds an entry on SQLite; memory is flat. A changed entry is named once, not with all
    that follow it.

    Args:
        block: how many entries are taken at once.
        mark: whether to keep that the log was verified, for the log's health.
        older: heads kept elsewhere, which the log must have grown from.
        key: the public key that they must be signed with.
    """
    walk = _Walk({**_handed_out(), **{one.size: one.root for one in older}})
    for one in older:
        if key is None or not one.is_signed_by(key):
            walk.say(None, f"the older head of {one.size} entries is not signed by the log's key")
    head = AuditHead.objects.filter(pk=HEAD).first() or AuditHead()
    try:
        for rows in blocks(0, head.size, block=block):
            walk.take(rows)
    except DatabaseError as error:
        what = f"the entries from {walk.expected} on cannot be read ({type(error).__name__})"
        walk.say(walk.expected, what)
    else:
        _check_head(walk, head)
    report = AuditReport(walk.frontier.size, walk.frontier.root().hex(), tuple(walk.problems))
    if mark:
        AuditMark.objects.create(
            kind=AuditMark.Kind.VERIFIED,
            at=timezone.now(),
            size=report.entries,
            root_hash=report.root,
            whole=report.ok,
        )
    return report


def _handed_out() -> dict[int, str]:
    """Tree heads that were signed or shipped, by size."""
    marks = AuditMark.objects.exclude(kind=AuditMark.Kind.VERIFIED)
    return dict(marks.values_list("size", "root_hash"))


def _check_head(walk: _Walk, head: AuditHead) -> None:
    frontier = walk.frontier
    found = (frontier.hex_peaks, frontier.root().hex())
    if head.size != frontier.size:
        what = f"{frontier.size} entries are left of the {head.size} that the log's head counts"
        walk.say(None, what)
    elif head.size and found != (head.peaks, head.root_hash):
        walk.say(None, "the stored tree head is not that of the entries")
    largest = max(walk.known, default=0)
    if largest > frontier.size:
        what = f"{frontier.size} entries are left of the {largest} whose head was handed out"
        walk.say(None, what)
    _name_uncounted(walk)


def _name_uncounted(walk: _Walk) -> None:
    """Entries past the head; it is read again, as some may have been written since."""
    last = AuditEntry.records.aggregate(last=Max("seq"))["last"]
    size = AuditHead.objects.filter(pk=HEAD).values_list("size", flat=True).first() or 0
    if last is not None and last >= size:
        walk.say(size, f"entries {size} to {last} are not counted by the log's head")
    first = AuditEntry.records.order_by("seq").values_list("seq", flat=True).first()
    if first is not None and first < 0:
        walk.say(first, "entries below 0 were never written by this program")
