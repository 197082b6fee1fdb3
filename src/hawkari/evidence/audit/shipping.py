"""Copies the log to another place as it grows, so that nobody can take back what was written.

A folder gets files named ``audit-FIRST-LAST.jsonl`` (`hawkari.evidence.log_files`), each closed by
a signed head; once written, a file is never touched again. Ship to a folder of another host that
the service may add to and not change. What was shipped is remembered on both sides. Where the two
do not agree, or the log no longer holds what was shipped, nothing is shipped: a gap is an error.
"""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.audit.exporting import write_file
from hawkari.evidence.audit.heads import current_head, head_key, root_at
from hawkari.evidence.audit.recording import lock_head, record
from hawkari.evidence.log_files import NAME, read_last_line
from hawkari.evidence.models.audit import Act, AuditMark
from hawkari.evidence.tree_heads import SignedHead

__all__ = ["MOST_A_FILE", "Shipment", "ShippingGap", "file_name", "ship", "shipped_to"]

MOST_A_FILE = 100_000


class ShippingGap(HawkariError):
    """What is in the folder, what was shipped and what the log holds do not fit together.

    Args:
        folder: where it was shipped to.
        what: what does not fit, without a full stop.
    """

    def __init__(self, folder: str, what: str) -> None:
        self.folder = folder
        self.what = what
        super().__init__(f"{folder}: {what}. Nothing was shipped; ask whoever may read both.")


@dataclass(frozen=True, slots=True)
class Shipment:
    """What one call shipped: entries `start` to before `end`; no files if all was there already."""

    start: int
    end: int
    files: tuple[Path, ...]


def file_name(start: int, end: int) -> str:
    """Name of the file of entries `start` to before `end`; names sort in the log's order."""
    return f"audit-{start:012}-{end - 1:012}.jsonl"


def ship(folder: Path, *, actor: str, most: int = MOST_A_FILE) -> Shipment:
    """Write to a folder every entry that it does not hold yet.

    Shipping is itself an entry of the log, and among what is shipped. A call that was interrupted
    is continued by the next one.

    Args:
        folder: where to; made if missing. Each folder is remembered by its absolute path.
        actor: who ships.
        most: how many entries a file holds at most.

    Raises:
        ShippingGap: if the folder or the log was changed since the last time.
        BadInput: if a file cannot be written.
        AuditUnavailable: if the entry cannot be written; then nothing is shipped.
    """
    place = str(folder.absolute())
    folder.mkdir(parents=True, exist_ok=True)
    start = _shipped(folder, place)
    if start == current_head()[0]:
        return Shipment(start, start, ())
    with transaction.atomic():
        end = lock_head().size + 1
        detail = {"what": "audit log", "from": start}
        record(Act.DISCLOSE, actor=actor, count=end - start, recipient=place, detail=detail)
    files = []
    for first in range(start, end, most):
        last = min(first + most, end)
        files.append(folder / file_name(first, last))
        head = write_file(files[-1], first, last)
        _remember(place, head)
    return Shipment(start, end, tuple(files))


def shipped_to(place: str = "") -> AuditMark | None:
    """The newest shipment to a place, or to any; None if there was none."""
    marks = AuditMark.objects.filter(kind=AuditMark.Kind.SHIPPED)
    return (marks.filter(place=place) if place else marks).last()


def _remember(place: str, head: SignedHead) -> None:
    AuditMark.objects.create(
        kind=AuditMark.Kind.SHIPPED,
        at=timezone.now(),
        size=head.size,
        root_hash=head.root,
        place=place,
    )


def _shipped(folder: Path, place: str) -> int:
    """How many entries the folder holds, after looking whether all sides agree on them."""
    head, end = _last_in(folder, place)
    mark = shipped_to(place)
    remembered = mark.size if mark else 0
    if end < remembered:
        raise ShippingGap(place, f"it holds {end} entries of the {remembered} that were shipped")
    size = current_head()[0]
    if end > size:
        raise ShippingGap(place, f"the log holds {size} entries and the folder {end}")
    if head is not None and root_at(end) != head.root:
        raise ShippingGap(place, f"the first {end} entries of the log are not those shipped")
    if head is not None and end > remembered:
        # The file was whole when the process that wrote it ended, before it could say so.
        _remember(place, head)
    return end


def _last_in(folder: Path, place: str) -> tuple[SignedHead | None, int]:
    """The head of the folder's last file and the number of entries, files without gaps."""
    end, head = 0, None
    for path in sorted(one for one in folder.iterdir() if NAME.fullmatch(one.name)):
        first, last = (int(part) for part in path.stem.removeprefix("audit-").split("-"))
        if first != end:
            raise ShippingGap(place, f"entries {end} to {first - 1} are missing")
        end, head = last + 1, _closing_head(path, place)
        if head.size != end:
            raise ShippingGap(place, f"the head in {path.name} is not that of {end} entries")
    if head is not None and not head.is_signed_by(head_key().public):
        raise ShippingGap(place, "its last head is not signed by this installation's key")
    return head, end


def _closing_head(path: Path, place: str) -> SignedHead:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 4096))
        lines = stream.read().splitlines(keepends=True)
    try:
        return read_last_line(lines[-1])[0]
    except (ValueError, LookupError, TypeError, AttributeError, BadInput) as error:
        raise ShippingGap(place, f"{path.name} is not closed by a signed head") from error
