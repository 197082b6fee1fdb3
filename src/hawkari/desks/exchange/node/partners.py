"""Partners: whose keys are pinned, and whose no longer count."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import (
    Delivery,
    DeliveryState,
    Partner,
    PartnerSigner,
    PartnerState,
)
from hawkari.desks.exchange.node.addresses import check_address, check_slug
from hawkari.desks.exchange.node.cards import Card
from hawkari.desks.exchange.node.identity import own_agency, own_node
from hawkari.desks.exchange.node.keys import sealing_key, signing_key
from hawkari.desks.exchange.node.tls import check_certificate, own_certificate, write_partners
from hawkari.engines.envelopes import (
    KnownSender,
    check_sealing_recipient,
    check_verifying_key,
)
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Agency

__all__ = [
    "card_of",
    "known_sender",
    "own_card",
    "partners_of",
    "pin_partner",
    "revoke_partner",
    "revoke_person",
]


def own_card() -> Card:
    """This node's card.

    Raises:
        NodeUnset: before ``hawkari node init``.
    """
    node = own_node()
    return Card(
        agency=node.agency.slug,
        name=node.agency.name,
        country=node.agency.country,
        address=node.address,
        signing_key=signing_key().public,
        sealing_key=sealing_key().public,
        tls_certificate=own_certificate(),
    )


def card_of(partner: Partner) -> Card:
    """A partner's card, as it was pinned."""
    return Card(
        agency=partner.agency.slug,
        name=partner.agency.name,
        country=partner.agency.country,
        address=partner.address,
        signing_key=partner.signing_key,
        sealing_key=partner.sealing_key,
        tls_certificate=partner.tls_certificate,
    )


def pin_partner(card: Card, *, by: str) -> Partner:
    """Trust a partner's keys from now on, after its fingerprint was compared by voice.

    Keys of a known partner are replaced: what still waits for it is signed anew for the new ones
    when it is handed over.

    Raises:
        BadInput: if a key is none, or the card is this node's own.
        NodeUnset: before ``hawkari node init``.
    """
    if card.agency == own_agency().slug:
        raise BadInput("this card is this node's own", "Give the partner's card.")
    check_slug(card.agency)
    if not card.name.strip() or len(card.name) > 200:
        raise BadInput("the card names no agency", "Ask the partner for another one.")
    check_verifying_key(card.signing_key)
    check_sealing_recipient(card.sealing_key)
    address, certificate = check_address(card.address), check_certificate(card.tls_certificate)
    with transaction.atomic():
        agency = ensure_agency(card.agency, name=card.name, country=card.country)
        partner, _ = Partner.objects.update_or_create(
            agency=agency,
            defaults={
                "address": address,
                "tls_certificate": certificate,
                "signing_key": card.signing_key,
                "sealing_key": card.sealing_key,
                "state": PartnerState.PINNED,
                "pinned_by": by,
                "pinned_at": timezone.now(),
                "revoked_by": "",
                "revoked_at": None,
            },
        )
        detail = {"what": "partner", "done": "pinned", "fingerprint": card.fingerprint}
        audit.record(Act.ALTER, actor=by, objects=[card.agency], detail=detail)
        transaction.on_commit(write_partners)
    return partner


def revoke_partner(slug: str, *, by: str, reason: str) -> Partner:
    """Trust a partner's keys no longer, at once: nothing is sent to it or taken from it any more.

    Raises:
        BadInput: if no such partner is pinned, or no reason is given.
    """
    if not reason.strip():
        raise BadInput("a reason is needed", "Say why in a few words; it stays in the audit log.")
    with transaction.atomic():
        partner = (
            Partner.objects.select_for_update(of=("self",))
            .filter(agency__slug=slug, state=PartnerState.PINNED)
            .first()
        )
        if partner is None:
            raise BadInput(f"no partner {slug!r} is pinned", "See: hawkari node show")
        partner.state, partner.revoked_by = PartnerState.REVOKED, by
        partner.revoked_at = timezone.now()
        partner.save()
        Delivery.objects.filter(
            partner=partner, state__in=(DeliveryState.WAITING, DeliveryState.DELIVERED)
        ).update(
            state=DeliveryState.FAILED, outcome="partner-revoked", at=timezone.now(),
            last_error="the partner was revoked before it confirmed",
        )  # fmt: skip
        detail = {"what": "partner", "done": "revoked"}
        audit.record(Act.ALTER, actor=by, objects=[slug], justification=reason, detail=detail)
        transaction.on_commit(write_partners)
    return partner


def revoke_person(slug: str, name: str, *, by: str, reason: str) -> int:
    """Take nothing any more that a person of a partner signs with the keys known now.

    Gives how many keys there were. A new key of theirs counts again once their agency vouches for
    it, as with everybody: tell the agency why.

    Raises:
        BadInput: if nobody of that name signed so far, or no reason is given.
    """
    if not reason.strip():
        raise BadInput("a reason is needed", "Say why in a few words; it stays in the audit log.")
    with transaction.atomic():
        found = PartnerSigner.objects.filter(
            partner__agency__slug=slug, name=name, revoked_at__isnull=True
        ).update(revoked_at=timezone.now())
        if not found:
            raise BadInput(
                f"nobody named {name!r} signed for {slug!r}", "Give the name as messages show it."
            )
        detail = {"what": "partner's signer", "done": "revoked", "keys": found}
        audit.record(Act.ALTER, actor=by, objects=[slug], justification=reason, detail=detail)
    return found


def partners_of(agencies: Collection[Agency]) -> list[Partner]:
    """The pinned partners that some agencies are, in the order of their short names.

    Raises:
        BadInput: if there are none, or one is no partner or revoked.
    """
    wanted = {agency.pk: agency for agency in agencies}
    found = list(
        Partner.objects.filter(agency__in=list(wanted))
        .select_related("agency")
        .order_by("agency__slug")
    )
    if not wanted:
        raise BadInput("no recipient is given", "Choose at least one partner.")
    missing = sorted(
        {agency.slug for agency in agencies} - {partner.agency.slug for partner in found}
    )
    if missing:
        raise BadInput(
            f"{', '.join(missing)}: no such partner",
            "Whoever runs the node first adds the partner's card.",
        )
    revoked = [one.agency.slug for one in found if one.state != PartnerState.PINNED]
    if revoked:
        raise BadInput(
            f"{', '.join(revoked)}: the partner was revoked",
            "Ask whoever runs the node; new keys have to be compared and added first.",
        )
    return found


def known_sender(slug: str) -> KnownSender | None:
    """What is known of whoever sends as an agency; None of a stranger."""
    partner = Partner.objects.filter(agency__slug=slug).first()
    if partner is None:
        return None
    revoked = partner.signers.filter(revoked_at__isnull=False).values_list("key", flat=True)
    return KnownSender(
        partner.signing_key, partner.state != PartnerState.PINNED, frozenset(revoked)
    )
