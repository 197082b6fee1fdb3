"""This node and its partners, for whoever looks after the node. No content of any message."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hawkari.desks.exchange.models import Delivery, DeliveryState, Partner, PartnerState
from hawkari.desks.exchange.node.cards import read_card, write_card
from hawkari.desks.exchange.node.heads import newest_heads
from hawkari.desks.exchange.node.partners import own_card, pin_partner, revoke_partner
from hawkari.desks.exchange.node.people import is_own, require_own
from hawkari.desks.exchange.node.showing import NodeView, node_view
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act

__all__ = ["add_partner", "end_partner", "own_card_file", "see_node"]

LONG_WAITING = timedelta(days=1)


def see_node(access: Access) -> NodeView:
    """This node and its partners.

    Raises:
        AccessDenied: if the role does not look after the node.
        NodeUnset: before ``hawkari node init``.
    """
    require(access, Action.MANAGE_NODE)
    with transaction.atomic():
        detail = {"what": "node"}
        audit.record(Act.CONSULT, access=access, count=Partner.objects.count(), detail=detail)
        return node_view()


def own_card_file(access: Access) -> str:
    """The text of this node's card, to be given to partners.

    Raises:
        AccessDenied: if the role does not look after the node.
        NodeUnset: before ``hawkari node init``.
    """
    require(access, Action.MANAGE_NODE)
    with transaction.atomic():
        audit.record(Act.CONSULT, access=access, count=1, detail={"what": "node card"})
        return write_card(own_card())


def add_partner(access: Access, card: bytes, fingerprint: str) -> Partner:
    """Trust a partner's keys, once somebody compared the fingerprint by voice.

    Args:
        access: who adds it.
        card: the content of the card's file.
        fingerprint: what the partner read out.

    Raises:
        AccessDenied: if the role does not look after the node.
        BadInput: if the file is no card, the fingerprint is another one, or this is another
            agency's node.
        NodeUnset: before ``hawkari node init``.
    """
    _looks_after(access)
    found = read_card(card)
    found.check_fingerprint(fingerprint)
    return pin_partner(found, by=access.user.get_username())


def end_partner(access: Access, slug: str, reason: str) -> Partner:
    """Trust a partner's keys no longer, at once.

    Raises:
        AccessDenied: if the role does not look after the node.
        BadInput: if no such partner is pinned, no reason is given, or this is another agency's
            node.
    """
    _looks_after(access)
    return revoke_partner(slug, by=access.user.get_username(), reason=reason)


def _looks_after(access: Access) -> None:
    """Refuse whoever looks after another agency's node: what is pinned here is believed here."""
    require(access, Action.MANAGE_NODE)
    require_own(access.user)


@waits_for(Action.MANAGE_NODE)
def partners_in_trouble(access: Access) -> list[Waiting]:
    """Partners whose log contradicts itself, and those that confirm nothing."""
    if not is_own(access.user):
        return []
    address = reverse("exchange:partners")
    since = timezone.now() - LONG_WAITING
    broken = [
        Waiting(
            gettext("Find out why a partner's audit log was rewritten"),
            address,
            about=head.partner.agency.name,
            since=head.received_at.date(),
        )
        for head in newest_heads().values()
        if head.is_broken
    ]
    return broken + [
        Waiting(
            gettext("See why a partner confirms nothing"),
            address,
            about=partner.agency.name,
            since=waiting.message.created_at.date(),
        )
        for partner, waiting in _silent(since)
    ]


def _silent(since: datetime) -> list[tuple[Partner, Delivery]]:
    """The pinned partners that have not confirmed a message for long, with the oldest of each."""
    oldest: dict[int, Delivery] = {}
    for one in Delivery.objects.filter(
        state__in=(DeliveryState.WAITING, DeliveryState.DELIVERED),
        partner__state=PartnerState.PINNED,
        message__created_at__lt=since,
    ).select_related("partner__agency", "message"):
        oldest.setdefault(one.partner_id, one)
    return [(one.partner, one) for one in oldest.values()]
