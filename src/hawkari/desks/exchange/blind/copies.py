"""Our copies of partners' indexes: taken in piece by piece, in whatever order the pieces come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from hawkari.desks.exchange.blind.indexes import IndexKey
from hawkari.desks.exchange.models.blind import IndexPiece, PartnerIndex
from hawkari.engines.blindmatch import BadMessage, IdentifierType, PublishedIndex, Scope
from hawkari.engines.blindmatch.epochs import live_epochs
from hawkari.evidence.models import Agency

__all__ = ["CopyKey", "newest_copy", "opened_copy", "take_piece"]


@dataclass(frozen=True, slots=True)
class CopyKey:
    """Which copy: of whose index, for us, of what."""

    holder: Agency
    ours: Agency
    purpose: str
    kind: IdentifierType
    epoch: int

    def scope(self) -> Scope:
        """The engine's scope, in which the holder is the partner and we ask."""
        return IndexKey(self.ours, self.purpose, self.kind, self.epoch).scope(self.holder.slug)

    def columns(self) -> dict[str, Any]:
        """The columns that name it."""
        return {
            "holder": self.holder,
            "purpose": self.purpose,
            "kind": self.kind.value,
            "epoch": self.epoch,
        }


def take_piece(key: CopyKey, piece: IndexPiece) -> bool:
    """Keep a piece, and take in whatever is whole and next now.

    Returns:
        False if the copy cannot go on from what is there: the holder must send the whole again.
    """
    where = {
        **key.columns(), "number": piece.number, "is_whole": piece.is_whole, "place": piece.place,
    }  # fmt: skip
    given = {
        "pieces": piece.pieces, "public": piece.public, "decoys": piece.decoys,
        "content": piece.content,
    }  # fmt: skip
    IndexPiece.objects.get_or_create(**where, defaults=given)
    while message := _next(key):
        if not _applied(key, message):
            return False
    return not _waits_for_another(key)


def newest_copy(holder: Agency, *, kind: str, purpose: str, today: date) -> PartnerIndex | None:
    """The copy to ask with: of the newest epoch that is live today."""
    rows = PartnerIndex.objects.filter(
        holder=holder, kind=kind, purpose=purpose, epoch__in=live_epochs(today)
    )
    return rows.order_by("-epoch").first()


def opened_copy(key: CopyKey, row: PartnerIndex) -> PublishedIndex:
    """The engine's copy, to look outputs up in."""
    return PublishedIndex.restored(key.scope(), bytes(row.public), bytes(row.saved))


@dataclass(frozen=True, slots=True)
class _Message:
    number: int
    is_whole: bool
    public: bytes
    decoys: list[str]
    content: bytes


def _next(key: CopyKey) -> _Message | None:
    """The next complete message that can be taken in, if it is here."""
    pieces = IndexPiece.objects.filter(**key.columns())
    complete = pieces.values("number", "is_whole", "pieces").annotate(here=Count("pk"))
    ready = list(complete.filter(here=F("pieces")).order_by("-is_whole", "number"))
    row = PartnerIndex.objects.filter(**key.columns()).first()
    at = None if row is None else opened_copy(key, row).number
    for one in ready:
        fits = one["is_whole"] or (at is not None and one["number"] == at + 1)
        if fits:
            found = list(
                pieces.filter(number=one["number"], is_whole=one["is_whole"]).order_by("place")
            )
            content = b"".join(bytes(piece.content) for piece in found)
            head = found[0]
            return _Message(
                head.number, head.is_whole, bytes(head.public), list(head.decoys), content
            )
    return None


def _waits_for_another(key: CopyKey) -> bool:
    """Whether a whole message is here that cannot be taken in: one before it is missing."""
    complete = IndexPiece.objects.filter(**key.columns(), is_whole=False)
    counted = complete.values("number", "pieces").annotate(here=Count("pk"))
    return counted.filter(here=F("pieces")).exists()


def _applied(key: CopyKey, message: _Message) -> bool:
    pieces = IndexPiece.objects.filter(**key.columns())
    row = PartnerIndex.objects.filter(**key.columns()).first()
    try:
        copy = _changed(key, row, message)
    except BadMessage:
        pieces.filter(number=message.number, is_whole=message.is_whole).delete()
        return False
    PartnerIndex.objects.update_or_create(
        **key.columns(),
        defaults={
            "public": message.public,
            "saved": copy.saved(),
            "decoys": message.decoys,
            "changed_at": timezone.now(),
        },
    )
    pieces.filter(number__lte=copy.number).delete()
    return True


def _changed(key: CopyKey, row: PartnerIndex | None, message: _Message) -> PublishedIndex:
    """The copy that a message makes of what is there.

    Raises:
        BadMessage: if it does not follow, or its content is of another number than it says: its
            pieces would never be behind us, and it would be taken in for ever.
    """
    if message.is_whole:
        copy = PublishedIndex(message.content, key.scope(), message.public)
        if copy.number != message.number:
            raise BadMessage("The index is of another number than its message says")
        return copy
    if row is None or bytes(row.public) != message.public:
        raise BadMessage("The change is for another index")
    copy = opened_copy(key, row)
    copy.apply(message.content)
    return copy
