"""Messages as sealed files: out to a folder, on a stick, and in again at the partner's.

A file is what the network would have carried: a sealed message (``….message``), or the sealed
receipt for one (``….receipt``). Its name holds no words and no partner, only a number for the order
and a random id. A stick that is lost loses nothing: what nobody confirmed is written again.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, DeliveryState, InMessage, Partner, PartnerState
from hawkari.desks.exchange.node.handing import open_deliveries, sealed_bytes, take_receipt
from hawkari.desks.exchange.node.identity import own_node
from hawkari.desks.exchange.node.receiving import make_receipt, receive
from hawkari.desks.exchange.services.posting import post_released
from hawkari.engines.envelopes import LARGEST, EnvelopeRefused
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act, AuditUnavailable

__all__ = ["Exported", "FileResult", "export_to", "import_from"]

logger = logging.getLogger(__name__)
MESSAGE, RECEIPT = ".message", ".receipt"
MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written for a partner."""

    messages: int
    receipts: int


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: `what` is ``message`` or ``receipt``, `outcome` ``ok`` or a code."""

    file: str
    what: str
    outcome: str
    words: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it was taken."""
        return self.outcome == "ok"


def export_to(folder: Path, slug: str, *, by: str) -> Exported:
    """Write what waits for a partner into a folder; running it again writes the same again.

    Raises:
        BadInput: if there is no such partner, or the folder cannot be written to.
        NodeUnset: before ``hawkari node init``.
    """
    partner = Partner.objects.filter(agency__slug=slug, state=PartnerState.PINNED).first()
    if partner is None:
        raise BadInput(f"no partner {slug!r} is pinned", "See: hawkari node show")
    post_released()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        messages, receipts = _write_messages(folder, partner), _write_receipts(folder, partner)
    except OSError as error:
        raise BadInput(
            f"the folder cannot be written to ({error.strerror})",
            "Give one on a stick that is not full.",
            where=(str(folder),),
        ) from error
    detail = {"what": "messages on a stick", "way": "out", "receipts": receipts}
    audit.record(Act.EXCHANGE, actor=by, count=messages, recipient=slug, detail=detail)
    return Exported(messages, receipts)


def _write_messages(folder: Path, partner: Partner) -> int:
    count = 0
    for delivery in open_deliveries().filter(partner=partner):
        _write(
            folder / f"{delivery.pk:010d}-{delivery.message_id}{MESSAGE}", sealed_bytes(delivery)
        )
        Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING).update(
            state=DeliveryState.DELIVERED, at=timezone.now()
        )
        count += 1
    return count


def _write_receipts(folder: Path, partner: Partner) -> int:
    due = InMessage.objects.filter(sender=partner, receipt_due=True).select_related(
        "sender__agency"
    )
    count = 0
    for kept in due:
        _write(folder / f"{kept.number:010d}-{kept.id}{RECEIPT}", make_receipt(kept))
        InMessage.objects.filter(pk=kept.pk).update(receipt_due=False)
        count += 1
    return count


def _write(path: Path, content: bytes) -> None:
    """The file appears whole or not at all, however the stick is pulled out."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def import_from(places: Iterable[Path], *, by: str) -> Iterator[FileResult]:
    """Take every sealed file of some files and folders, in order; yields what became of each.

    Files that were taken before change nothing. One that is refused stops no other.

    Raises:
        BadInput: if a place cannot be read, or holds too many files.
        NodeUnset: before ``hawkari node init``.
    """
    own_node()
    files = _files(places)
    with transaction.atomic():
        detail = {"what": "messages on a stick", "way": "in"}
        audit.record(Act.EXCHANGE, actor=by, count=len(files), detail=detail)
    for path in files:
        what = path.suffix[1:]
        try:
            content = _read(path)
            if path.suffix == RECEIPT:
                take_receipt(content)
            else:
                receive(content)
        except EnvelopeRefused as refusal:
            yield FileResult(path.name, what, refusal.code.value, refusal.words)
        except (AuditUnavailable, BadInput):
            raise
        except Exception:
            logger.exception("a file of a stick was not taken")
            yield FileResult(path.name, what, "try-again", "this node could not take it now")
        else:
            yield FileResult(path.name, what, "ok")


def _files(places: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for place in places:
        if not place.exists():
            raise BadInput(
                "there is no such file or folder", "Check the path.", where=(str(place),)
            )
        inside = place.iterdir() if place.is_dir() else [place]
        found += [one for one in inside if one.suffix in (MESSAGE, RECEIPT) and one.is_file()]
        if len(found) > MOST_FILES:
            raise BadInput(f"there are more than {MOST_FILES:,} files", "Take them in parts.")
    return sorted(found, key=lambda one: one.name)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(
            f"the file cannot be read ({error.strerror})", "Try the stick again.",
            where=(path.name,),
        ) from error  # fmt: skip
