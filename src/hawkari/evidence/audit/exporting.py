"""Writes the whole log, or what came after a place in it, to a file that verifies by itself."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence.audit.heads import current_head, head_key, root_at
from hawkari.evidence.audit.recording import lock_head, record
from hawkari.evidence.audit.rows import COLUMNS, blocks
from hawkari.evidence.log_entries import row_bytes
from hawkari.evidence.log_files import BLOCK, entry_line, first_line, last_line
from hawkari.evidence.models.audit import Act, AuditMark
from hawkari.evidence.tree_heads import SignedHead

__all__ = ["export", "lines", "write_file"]

WIDTH = len(COLUMNS)


def export(path: Path, *, actor: str) -> SignedHead:
    """Write the whole log to a file, with leaf hashes, a signed head and the public key.

    The export is itself an entry of the log, the last in the file.

    Args:
        path: the file; an older one is replaced once the new one is whole.
        actor: who exports.

    Raises:
        BadInput: if the file cannot be written.
        AuditUnavailable: if the entry cannot be written; then no file is.
    """
    with transaction.atomic():
        size = lock_head().size + 1
        detail = {"what": "audit log"}
        record(Act.DISCLOSE, actor=actor, count=size, recipient=str(path), detail=detail)
        AuditMark.objects.create(
            kind=AuditMark.Kind.SIGNED, at=timezone.now(), size=size, root_hash=current_head()[1]
        )
    return write_file(path, 0, size)


def write_file(path: Path, start: int, end: int) -> SignedHead:
    """Write entries `start` to before `end` and the signed head of the first `end` entries.

    The file appears whole or not at all.

    Raises:
        BadInput: if it cannot be written.
    """
    head = head_key().sign(end, root_at(end), at=timezone.now())
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as stream:
            stream.write(first_line(start))
            stream.writelines(lines(start, end))
            stream.write(last_line(head, head_key().public))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise BadInput(
            f"the file cannot be written: {reason}",
            "Give a folder that exists and that you may write to.",
            where=(str(path),),
        ) from error
    return head


def lines(start: int, end: int) -> Iterator[bytes]:
    """The lines of some entries, as stored: what was tampered with is exported as it stands."""
    for rows in blocks(start, end, block=BLOCK):
        for row in rows:
            yield entry_line(row[WIDTH], _entry(row))


def _entry(row: tuple[Any, ...]) -> bytes:
    try:
        return row_bytes(row[:WIDTH])
    except (TypeError, ValueError):
        return b"null"
