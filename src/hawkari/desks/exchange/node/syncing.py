"""Brings everything that waits to the partners' nodes, and fetches what waits there."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, DeliveryState, Partner, PartnerState
from hawkari.desks.exchange.node.handing import fail, open_deliveries, sealed_bytes, take_receipt
from hawkari.desks.exchange.node.identity import own_node
from hawkari.desks.exchange.node.receiving import MOST_PASSED_OVER, receive
from hawkari.desks.exchange.node.speaking import WAITING, say
from hawkari.desks.exchange.node.transport import Carried, NotReached, carry
from hawkari.desks.exchange.services.posting import post_released
from hawkari.engines.envelopes import EnvelopeRefused, RefusalCode
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act

__all__ = ["PartnerSync", "sync"]

logger = logging.getLogger(__name__)
Carrier = Callable[[str, bytes, Partner], Carried]
MOST_AT_ONCE = 10_000
PASSES = (RefusalCode.NOT_YET.value,)
"""Refusals that pass by themselves; after any other the same message is not sent again."""


@dataclass(slots=True)
class PartnerSync:
    """What a synchronisation did with one partner; `problem` says why it broke off, or is empty."""

    partner: str
    received: int = 0
    refused: int = 0
    fetched: int = 0
    problem: str = ""
    refusals: list[str] = field(default_factory=list)


def _carry(path: str, sealed: bytes, to: Partner) -> Carried:
    return carry(path, sealed, to=to)


def sync(slugs: Collection[str] = (), *, by: str, carrier: Carrier = _carry) -> list[PartnerSync]:
    """Synchronise with some partners, or with all that are pinned; safe to break off and repeat.

    Args:
        slugs: short names of partners; none for all.
        by: user name of who does it.
        carrier: what carries the bytes.

    Raises:
        BadInput: if one of them is no pinned partner.
        NodeUnset: before ``hawkari node init``.
    """
    partners = Partner.objects.filter(state=PartnerState.PINNED).select_related("agency")
    found = [one for one in partners if not slugs or one.agency.slug in slugs]
    missing = set(slugs) - {one.agency.slug for one in found}
    if missing:
        raise BadInput(
            f"{', '.join(sorted(missing))}: no such partner is pinned", "See: hawkari node show"
        )
    own_node()
    with transaction.atomic():
        detail = {"what": "synchronisation", "partners": [one.agency.slug for one in found]}
        audit.record(Act.EXCHANGE, actor=by, count=len(found), detail=detail)
    post_released()
    return [_with(one, carrier) for one in found]


def _with(partner: Partner, carrier: Carrier) -> PartnerSync:
    done = PartnerSync(partner.agency.slug)
    try:
        for delivery in open_deliveries().filter(partner=partner):
            _hand_over(delivery, carrier, done)
        _fetch(partner, carrier, done)
    except NotReached as error:
        done.problem = error.why
    except EnvelopeRefused as error:
        done.problem = f"the partner's node answered what it should not: {error.words}"
    except Exception:
        # Whatever one partner's message does to us, the others get and send theirs.
        logger.exception("the exchange with %s broke off", done.partner)
        done.problem = "this node could not take what the partner sent; its log says why"
    return done


def _hand_over(delivery: Delivery, carrier: Carrier, done: PartnerSync) -> None:
    row = Delivery.objects.filter(pk=delivery.pk)
    row.update(tries=F("tries") + 1, at=timezone.now())
    try:
        answer = carrier("/messages", sealed_bytes(delivery), delivery.partner)
    except NotReached as error:
        row.update(last_error=error.why)
        raise
    if answer.code in PASSES:
        row.update(last_error=answer.words)
        raise NotReached(answer.words)
    settled = (
        fail(delivery, answer.code, answer.words) if answer.code else take_receipt(answer.body)
    )
    if settled.state == DeliveryState.RECEIVED:
        done.received += 1
    else:
        done.refused += 1
        done.refusals.append(f"{delivery.message.kind} {delivery.message_id}: {settled.last_error}")


def _fetch(partner: Partner, carrier: Carrier, done: PartnerSync) -> None:
    """Take what waits at the partner's, for nodes that it cannot reach.

    What is refused stays there until it expires, and holds up nothing behind it.
    """
    skip = 0
    for _ in range(MOST_AT_ONCE):
        question = {"skip": skip} if skip else {}
        answer = carrier("/waiting", say(WAITING, question, to=partner), partner)
        if answer.code:
            raise NotReached(answer.words)
        if not answer.body:
            return
        try:
            receipt = receive(answer.body)
        except EnvelopeRefused as error:
            done.refusals.append(f"of the partner's: {error.words}")
            skip += 1
            if skip > MOST_PASSED_OVER:
                raise
            continue
        confirmed = carrier("/receipts", receipt, partner)
        if confirmed.code:
            raise NotReached(confirmed.words)
        done.fetched += 1
