"""Brings our indexes up to date and publishes what changed: daily, by the node itself.

What leaves is an index that says nothing of any value without an evaluation by us; which values may
be in it is `hawkari.evidence.blind_material`'s question.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.indexes import IndexKey, Material, Published, refresh, republish
from hawkari.desks.exchange.blind.reading import end_unanswered
from hawkari.desks.exchange.blind.vault import keyring
from hawkari.desks.exchange.blind.wire import as_text, head
from hawkari.desks.exchange.models.blind import (
    BlindAdmitted,
    BlindCounter,
    HeldIndex,
    PartnerIndex,
    Purpose,
)
from hawkari.desks.exchange.models.deconfliction import DeconflictionDesk
from hawkari.desks.exchange.models.queries import BlindQuery, QueryState
from hawkari.desks.exchange.models.tickets import BlindTicket, TicketState
from hawkari.engines.blindmatch import IdentifierType, Keyring
from hawkari.engines.blindmatch.epochs import live_epochs
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.blind_material import matchable_parts, shared_operations, subjects_of
from hawkari.evidence.models import Agency

__all__ = ["PublishReport", "publish_again", "publish_indexes"]

PIECE = 192 * 1024
"""Bytes of an index in one message."""
KEEP_COUNTERS = timedelta(days=62)
"""Longer than any epoch whose queries could still be answered."""
Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class PublishReport:
    """What a run did: indexes that were looked at, messages of theirs sent."""

    indexes: int
    sent: int


def publish_indexes(
    *,
    today: date | None = None,
    kinds: Collection[IdentifierType] = tuple(IdentifierType),
    tell: Told = lambda *_: None,
) -> PublishReport:
    """Bring every index for every partner up to date; run it daily, and after loads.

    Each index is one transaction: stopped at any point, the next run goes on. A second run in which
    nothing changed sends nothing.

    Args:
        today: by our clock; None for the current date (UTC).
        kinds: only indexes of these; keys are kept for all.
        tell: told the partner, how many indexes are done, and of how many.
    """
    day = today or timezone.now().date()
    ours, partners = post.own_agency(), post.partners()
    keys = keyring(ours.slug)
    pairs = {
        (IndexKey(partner, purpose.value, kind, 0).scope(ours.slug).partner, kind)
        for partner in partners
        for purpose in Purpose
        for kind in IdentifierType
    }
    every = [
        IndexKey(partner, purpose.value, kind, epoch)
        for partner in partners
        for purpose in Purpose
        for kind in kinds
        for epoch in live_epochs(day)
    ]
    keys.rotate(sorted(pairs), day)
    _forget_what_is_over(day)
    sent = 0
    for done, key in enumerate(every):
        tell(key.partner.slug, done, len(every))
        sent += _publish_one(keys, key, ours=ours, today=day)
    audit.record(
        Act.EXCHANGE,
        actor="blind matching",
        count=sent,
        detail={"what": "blind indexes brought up to date", "indexes": len(every)},
    )
    return PublishReport(len(every), sent)


def _publish_one(keys: Keyring, key: IndexKey, *, ours: Agency, today: date) -> int:
    with transaction.atomic():
        found = refresh(keys, key, _material(key, ours=ours, today=today))
        return _send(found) if found is not None else 0


def publish_again(key: IndexKey) -> bool:
    """Send a whole index again, for a partner that lost count; whether there is one."""
    keys = keyring(post.own_agency().slug)
    found = republish(keys, key)
    if found is not None:
        _send(found)
    return found is not None


def _material(key: IndexKey, *, ours: Agency, today: date) -> Material:
    moment = timezone.now()
    parts = matchable_parts(ours, key.partner, today)
    if key.purpose == Purpose.RECORDS:
        return Material(parts, moment)
    operations = shared_operations(ours, key.partner, today)
    takes_part = DeconflictionDesk.objects.filter(operation__in=operations)
    chosen = [one.operation for one in takes_part.select_related("operation")]
    return Material(parts, moment, frozenset(subjects_of(chosen)))


def _send(found: Published) -> int:
    key = found.key
    pieces = [found.content[at : at + PIECE] for at in range(0, len(found.content), PIECE)]
    for place, piece in enumerate(pieces):
        body = {
            **head(key.purpose, key.kind.value, key.epoch),
            "public": found.public.hex(),
            "number": found.number,
            "is_whole": found.is_whole,
            "place": place,
            "pieces": len(pieces),
            "decoys": list(found.decoys),
            "content": as_text(piece),
        }
        post.post("blind-index", body, to=key.partner)
    audit.record(
        Act.DISCLOSE,
        actor="blind matching",
        objects=[],
        count=len(found.content),
        recipient=key.partner.slug,
        justification="index that says nothing without an evaluation by us",
        detail={
            "what": "blind index",
            "type": key.kind.value,
            "of": key.purpose,
            "epoch": key.epoch,
            "number": found.number,
        },
    )
    return len(pieces)


def _forget_what_is_over(today: date) -> None:
    """What is of past epochs, whose keys are gone; old counters; what a dismissed hit was of."""
    live = live_epochs(today)
    with transaction.atomic():
        waiting = BlindQuery.objects.filter(state__in=(QueryState.SENT, QueryState.WAITING))
        for query in waiting.exclude(epoch__in=live).select_related("partner", "asked_by"):
            end_unanswered(query, "epoch: no answer came while its keys lived")
        # a proof of a hit says nothing once its epoch's key is gone
        BlindTicket.objects.exclude(epoch__in=live).exclude(shown=[]).update(shown=[])
        old = BlindTicket.objects.filter(
            state=TicketState.DISMISSED, created_at__date__lt=today - KEEP_COUNTERS
        )
        old.update(label="", records=[])
        HeldIndex.objects.exclude(epoch__in=live).delete()
        PartnerIndex.objects.exclude(epoch__in=live).delete()
        BlindCounter.objects.filter(day__lt=today - KEEP_COUNTERS).delete()
        BlindAdmitted.objects.filter(day__lt=today - KEEP_COUNTERS).delete()
