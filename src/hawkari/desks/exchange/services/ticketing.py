"""Tickets: a hit that both duty officers look at before anybody asks for content.

Whoever asked sees a hit first, alone; only when their officer says so does the holder learn which
record it is about, by a proof that the value was evaluated. Then the holder's officer looks. A
ticket is confirmed when both say so; either may dismiss it. Nothing of any record crosses over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hawkari.desks.exchange.blind import post
from hawkari.desks.exchange.blind.answering import NODE, SHOWN, Shown, confirmed_records
from hawkari.desks.exchange.blind.wire import head, hex_of, read_head, text_of, texts_of
from hawkari.desks.exchange.models.blind import Purpose
from hawkari.desks.exchange.models.tickets import BlindTicket, Side, TicketState, Verdict
from hawkari.desks.exchange.node.handling import Received, Refuse
from hawkari.desks.exchange.node.people import own_rows
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.blind_material import shared_operations, spared_records
from hawkari.evidence.entities import entities_of
from hawkari.evidence.identities import clusters_of, log_ids
from hawkari.evidence.models import Agency, Operation

__all__ = [
    "RecordView",
    "TicketView",
    "known_tickets",
    "refuse_shown",
    "say_of_ticket",
    "take_ticket",
    "take_verdict",
    "ticket_of",
    "tickets_of",
]

MOST_SHOWN = 400
LONGEST_CALL = 200
OPEN = (TicketState.HIT, TicketState.OPEN, TicketState.CONFIRMED)


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record of ours that a hit is about, as this reader may see it.

    `is_spared`: a victim, migrant or witness by now: such a hit is dismissed, or handled by whoever
    protects them.
    """

    canonical: str
    caption: str
    is_spared: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as its reader may know it.

    Attributes:
        side: ``asked``: we asked; ``held``: the partner asked, and we hold.
        label: what was asked for, at the side that asked.
        records: what we hold, at the other; those that the reader may not see are counted in
            `hidden`.
        bound: for a person, the most bits that one record can share; not a score.
        may_confirm, may_dismiss: what is left to say.
    """

    reference: str
    side: str
    partner: Agency
    kind: str
    state: str
    created_at: datetime
    label: str
    bound: float | None
    legal_basis: str
    purpose: str
    our_verdict: str
    our_words: str
    our_call: str
    our_officer: str
    our_at: datetime | None
    their_verdict: str
    their_words: str
    their_call: str
    their_officer: str
    their_at: datetime | None
    may_confirm: bool
    may_dismiss: bool
    records: tuple[RecordView, ...] = ()
    hidden: int = 0


def known_tickets(access: Access) -> QuerySet[BlindTicket]:
    """The tickets of the operation in use that somebody of this node's own agency knows of."""
    found = own_rows(access, BlindTicket.objects.filter(operation=access.operation))
    return found.select_related("partner", "our_officer", "operation").order_by("-created_at", "pk")


def tickets_of(access: Access, *, state: str = "", query: str = "") -> list[TicketView]:
    """Tickets, newest first; audited.

    Args:
        access: who asks.
        state: only of this state; empty for all.
        query: only of this query; empty for all.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = known_tickets(access)
        found = found.filter(state=state) if state else found
        found = found.filter(query=query) if query else found
        listed = list(found[:500])
        _look(access, listed)
    return [_view(one) for one in listed]


def ticket_of(access: Access, reference: str) -> TicketView:
    """One ticket, with what we hold; audited.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such ticket.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        ticket = _known(known_tickets(access), reference)
        records, hidden = _records(access, ticket)
        _look(access, [ticket])
    return _view(ticket, records=records, hidden=hidden)


def say_of_ticket(
    access: Access, reference: str, verdict: str, *, words: str = "", call: str = ""
) -> None:
    """As duty officer, confirm or dismiss a hit; the partner is told what it may know.

    Dismissing a hit that the partner does not know of yet tells it nothing.

    Args:
        access: who looked.
        reference: of the ticket.
        verdict: ``confirmed`` or ``dismissed``.
        words: why; needed for dismissing. The partner reads them: no name, no number.
        call: whom the partner calls; needed for confirming.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such ticket, that was said already, or something is missing.
    """
    require(access, Action.EXCHANGE)
    if verdict not in Verdict.values:
        raise BadInput(f"{verdict!r} is no verdict", f"Say one of {', '.join(Verdict.values)}.")
    if verdict == Verdict.CONFIRMED and not call.strip():
        raise BadInput("the partner must know whom to call", "Give a desk and its telephone.")
    if verdict == Verdict.DISMISSED and not words.strip():
        raise BadInput("dismissing a hit needs a reason", "Say why.")
    with transaction.atomic():
        known = known_tickets(access).select_for_update(of=("self",))
        ticket = _known(known, reference)
        view = _view(ticket)
        if not (view.may_confirm if verdict == Verdict.CONFIRMED else view.may_dismiss):
            raise BadInput("that was said of this ticket already", "Look at it again.")
        is_first = ticket.state == TicketState.HIT
        ticket.our_verdict, ticket.our_words = verdict, words.strip()
        ticket.our_call, ticket.our_officer = call.strip()[:LONGEST_CALL], access.user
        ticket.our_at = timezone.now()
        ticket.state = _state(ticket)
        ticket.save()
        if not is_first:
            _tell_verdict(access, ticket)
        elif verdict == Verdict.CONFIRMED:
            _show(access, ticket)
        _record(access, ticket)


def take_ticket(message: Received) -> None:
    """Keep a hit that a partner shows, once it is proved; inside its message's transaction.

    Raises:
        BadInput: if it cannot be read, or is not proved.
        Refuse: if its reference is known already, or no operation is shared.
    """
    body = message.body
    said, reference = read_head(body), text_of(body, "reference")
    hex_of(reference, size=16)
    if said.purpose != Purpose.RECORDS:
        raise Refuse("malformed", "this is no hit among records")
    if BlindTicket.objects.filter(pk=reference).exists():
        raise Refuse("replay", "this reference is known already")
    hits = tuple(hex_of(one, size=SHOWN) for one in texts_of(body, "shown", most=MOST_SHOWN))
    if not hits:
        raise Refuse("malformed", "no hit is shown")
    ours = post.own_agency()
    records = confirmed_records(Shown(said, hits), ours=ours, partner=message.sender)
    operation = _operation_for(message, ours)
    grounds = {name: text_of(body, name) for name in ("legal_basis", "purpose")}
    ticket = BlindTicket.objects.create(
        reference=reference, side=Side.HELD, partner=message.sender, operation=operation,
        kind=said.kind.value, epoch=said.epoch, query=text_of(body, "query")[:32],
        state=TicketState.OPEN, records=records, grounds=grounds, created_at=timezone.now(),
        their_verdict=Verdict.CONFIRMED, their_words=text_of(body, "words"),
        their_call=text_of(body, "call")[:LONGEST_CALL], their_officer=message.signer[:150],
        their_at=message.sent_at,
    )  # fmt: skip
    _record_theirs(ticket, message)


def take_verdict(message: Received) -> None:
    """Keep what the partner's officer says of a ticket.

    Raises:
        Refuse: if there is no such ticket of this partner, or the verdict is none.
    """
    verdict = text_of(message.body, "verdict")
    known = BlindTicket.objects.select_for_update().filter(
        pk=text_of(message.body, "reference"), partner=message.sender
    )
    ticket = known.exclude(state=TicketState.HIT).first()
    if ticket is None or verdict not in Verdict.values:
        raise Refuse("unknown", "there is no such ticket, or no such verdict")
    ticket.their_verdict, ticket.their_words = verdict, text_of(message.body, "words")
    ticket.their_call = text_of(message.body, "call")[:LONGEST_CALL]
    ticket.their_officer, ticket.their_at = message.signer[:150], message.sent_at
    ticket.state = _state(ticket)
    ticket.save()
    _record_theirs(ticket, message)


def refuse_shown(reference: str, words: str) -> None:
    """Dismiss a hit of ours that the partner's node did not take; in the receipt's transaction."""
    known = BlindTicket.objects.select_for_update().filter(pk=reference, side=Side.ASKED)
    ticket = known.exclude(state=TicketState.DISMISSED).first()
    if ticket is None:
        return
    ticket.their_verdict, ticket.their_words = Verdict.DISMISSED, words
    ticket.their_officer, ticket.their_at = NODE, timezone.now()
    ticket.state = _state(ticket)
    ticket.save()
    audit.record(
        Act.DECIDE,
        actor="blind matching",
        objects=[ticket.reference],
        count=1,
        outcome="refused",
        detail={"what": "blind ticket not taken", "query": ticket.query},
    )


def _state(ticket: BlindTicket) -> str:
    said = {ticket.our_verdict, ticket.their_verdict}
    if Verdict.DISMISSED in said:
        return TicketState.DISMISSED
    return TicketState.CONFIRMED if said == {Verdict.CONFIRMED} else TicketState.OPEN


def _operation_for(message: Received, ours: Agency) -> Operation:
    """The shared operation of the asker's name, or the first that is shared: somebody must look."""
    shared = shared_operations(ours, message.sender, timezone.now().date())
    if not shared:
        raise Refuse("operation", "no running operation is shared with your agency")
    return next((one for one in shared if one.slug == message.operation), shared[0])


def _show(access: Access, ticket: BlindTicket) -> None:
    """Show the holder a hit: proof, reference, grounds and whom to call; no value."""
    body = {
        **head(Purpose.RECORDS, ticket.kind, ticket.epoch),
        "reference": ticket.reference, "query": ticket.query, "shown": ticket.shown,
        "call": ticket.our_call, "words": ticket.our_words,
        "legal_basis": ticket.grounds.get("legal_basis", ""),
        "purpose": ticket.grounds.get("purpose", ""),
    }  # fmt: skip
    post.post(
        "blind-ticket", body, to=ticket.partner, by=access.user, operation=ticket.operation.slug
    )


def _tell_verdict(access: Access, ticket: BlindTicket) -> None:
    body = {
        "reference": ticket.reference,
        "verdict": ticket.our_verdict,
        "words": ticket.our_words,
        "call": ticket.our_call,
    }
    post.post(
        "blind-verdict", body, to=ticket.partner, by=access.user, operation=ticket.operation.slug
    )


def _known(tickets: QuerySet[BlindTicket], reference: str) -> BlindTicket:
    found = tickets.filter(pk=reference).first()
    if found is None:
        raise BadInput("there is no such ticket in this operation", "Look at the list again.")
    return found


def _records(access: Access, ticket: BlindTicket) -> tuple[tuple[RecordView, ...], int]:
    if ticket.side != Side.HELD:
        return (), 0
    clusters = clusters_of(access, ticket.records)
    spared = spared_records(ticket.records)
    heads = {clusters.head[one]: one in spared for one in ticket.records if one in clusters.head}
    found = entities_of(access, sorted(heads)) if heads else {}
    seen = [
        RecordView(canonical, found[canonical].caption, is_spared)
        for canonical, is_spared in sorted(heads.items())
        if canonical in found
    ]
    hidden = sum(one not in clusters.head for one in ticket.records)
    return tuple(seen), hidden


def _look(access: Access, tickets: list[BlindTicket]) -> None:
    audit.record(
        Act.CONSULT,
        access=access,
        objects=[one.reference for one in tickets],
        count=len(tickets),
        detail={"what": "blind tickets"},
    )


def _record(access: Access, ticket: BlindTicket) -> None:
    audit.record(
        Act.DECIDE,
        access=access,
        objects=[ticket.reference, *log_ids(ticket.records)],
        count=1,
        justification=ticket.our_words,
        recipient=ticket.partner.slug,
        detail={
            "what": "blind ticket",
            "verdict": ticket.our_verdict,
            "state": str(ticket.state),
            "query": ticket.query,
        },
    )


def _record_theirs(ticket: BlindTicket, message: Received) -> None:
    audit.record(
        Act.DECIDE,
        actor=f"{message.sender.slug}: {message.signer}",
        objects=[ticket.reference, *log_ids(ticket.records)],
        count=1,
        recipient=message.sender.slug,
        detail={
            "what": "blind ticket of a partner",
            "verdict": ticket.their_verdict,
            "state": str(ticket.state),
            "query": ticket.query,
        },
    )


def _view(one: BlindTicket, *, records: tuple[RecordView, ...] = (), hidden: int = 0) -> TicketView:
    grounds: Mapping[str, Any] = one.grounds
    is_open = one.state in OPEN
    return TicketView(
        reference=one.reference, side=one.side, partner=one.partner, kind=one.kind,
        state=one.state, created_at=one.created_at, label=one.label, bound=one.bound,
        legal_basis=grounds.get("legal_basis", ""), purpose=grounds.get("purpose", ""),
        our_verdict=one.our_verdict, our_words=one.our_words, our_call=one.our_call,
        our_officer=one.our_officer.get_username() if one.our_officer else "", our_at=one.our_at,
        their_verdict=one.their_verdict, their_words=one.their_words, their_call=one.their_call,
        their_officer=one.their_officer, their_at=one.their_at,
        may_confirm=is_open and not one.our_verdict, may_dismiss=is_open,
        records=records, hidden=hidden,
    )  # fmt: skip


@waits_for(Action.EXCHANGE)
def waiting_tickets(access: Access) -> list[Waiting]:
    """Hits that nobody here has looked at yet."""
    waiting = known_tickets(access).filter(our_verdict="").exclude(state=TicketState.DISMISSED)
    return [
        Waiting(
            gettext("Validate a hit"),
            reverse("exchange:ticket", args=[one.reference]),
            about=one.partner.name,
            since=one.created_at.date(),
        )
        for one in waiting
    ]
