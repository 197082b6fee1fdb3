"""What a case's events come to, as one row; see `Standing` for what the columns mean."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hawkari.desks.returns.models import Case, Standing
from hawkari.desks.returns.services.corrections import corrected_numbers
from hawkari.desks.returns.services.next_duty import next_duty
from hawkari.desks.returns.services.proposals import proposal_of
from hawkari.engines.casework import (
    DocumentFact,
    Event,
    EventKind,
    Facts,
    Opening,
    State,
    load_table,
)
from hawkari.engines.casework.ageing import barrier_counts, growing_unknown
from hawkari.engines.casework.values import AFTER_DEPARTURE, CONSENT_ROUTES

__all__ = ["standing_of"]

FURTHEST = ("issued", "revalidation", "agreed", "interview", "sought", "refused", "expired")
"""Statuses of a document, from the one that is furthest on."""
READY = frozenset({"agreed", "issued"})
LATE = timedelta(days=1)
"""A barrier that is learned of longer after it opened was learned of late."""


def standing_of(case: Case, events: Sequence[Event], facts: Facts) -> Standing:
    """The row of a case, not saved.

    Args:
        case: of which.
        events: all of its events, in order.
        facts: what they come to.
    """
    wrong = corrected_numbers(events)
    told = [one for one in events if one.number not in wrong]
    touched = max(one.recorded for one in events)
    agreed, proposal = _agreed_since(facts), proposal_of(events)
    row = Standing(
        case=case,
        operation_id=case.operation_id,
        agency_id=case.agency_id,
        caseworker_id=case.caseworker_id,
        family_id=case.family_id,
        state=facts.state or State.INTAKE,
        since=facts.since or case.opened_at,
        touched=touched,
        opened_at=case.opened_at,
        route=facts.route or "",
        receiver=facts.receiver or "",
        pool=_pool(told),
        agreed_since=agreed,
        idle_since=max(agreed, touched) if agreed is not None else None,
        asked_at=_asked_at(facts),
        proposed_at=proposal.at if proposal is not None else None,
        events=facts.last,
    )
    _put_consent(row, facts)
    _put_barriers(row, facts)
    _put_document(row, facts)
    _put_notices(row, facts)
    _put_instants(row, facts, told)
    _put_due(row, facts, told)
    return row


def _put_consent(row: Standing, facts: Facts) -> None:
    consent = facts.consent
    if consent.withdrawn is not None and facts.route in CONSENT_ROUTES:
        row.consent = "withdrawn"
        row.consent_withdrawn_at = consent.withdrawn
    elif consent.given is not None:
        row.consent = "given"


def _put_barriers(row: Standing, facts: Facts) -> None:
    known = {kind: facts.barrier(kind) for kind in load_table().barriers}
    openings = [one for fact in known.values() for one in fact.openings if one.lift is None]
    counts = barrier_counts(load_table(), facts)
    row.barriers_open = counts.open
    if facts.state not in AFTER_DEPARTURE:
        row.barriers_unknown = counts.unknown
        row.unknown_from = min(growing_unknown(load_table(), facts).values(), default=None)
        row.unknown_turns = [[at.isoformat(), kinds] for at, kinds in counts.turns]
    row.barrier_opened = min((one.opened for one in openings), default=None)
    row.review_at = min((one.review for one in openings if one.review), default=None)
    late = [
        (one.learned, kind)
        for kind, fact in known.items()
        for one in fact.openings
        if one.lift is None and _is_late(one, facts)
    ]
    if late:
        row.late_learned, row.late_barrier = max(late)


def _is_late(opening: Opening, facts: Facts) -> bool:
    spans = [(one.served, one.voided) for one in facts.notices]
    if facts.booking is not None:
        spans.append((facts.booking.booked, facts.booking.voided))
    within = any(
        start <= opening.learned and (end is None or opening.learned <= end) for start, end in spans
    )
    return within or opening.learned - opening.opened > LATE


def _put_document(row: Standing, facts: Facts) -> None:
    best = min(facts.documents, key=_rank, default=None)
    if best is None:
        return
    row.document_kind, row.document_status = best.kind, best.status
    row.document_expires = best.expires if best.status == "issued" else None


def _rank(one: DocumentFact) -> tuple[int, float]:
    return FURTHEST.index(one.status), -one.since.timestamp()


def _agreed_since(facts: Facts) -> datetime | None:
    if facts.state in AFTER_DEPARTURE:
        return None
    found = [one.since for one in facts.documents if one.status in READY]
    if (accepted := facts.acceptance) is not None and accepted.answer == "accepted":
        found.append(accepted.at)
    return min(found, default=None)


def _pool(events: Sequence[Event]) -> str:
    """Why the person should not be here, as the last word on it says."""
    said = [one.body["pool"] for one in events if "pool" in one.body]
    return str(said[-1] or "") if said else ""


def _asked_at(facts: Facts) -> datetime | None:
    if not facts.requests or facts.state in AFTER_DEPARTURE:
        return None
    last = facts.requests[-1]
    answer = facts.acceptance
    return None if answer is not None and answer.at >= last.at else last.at


def _put_notices(row: Standing, facts: Facts) -> None:
    live = facts.live_notices()
    row.notice_served = max((one.served for one in live), default=None)
    row.notice_void = bool(facts.notices) and not live
    if (accepted := facts.acceptance) is not None and accepted.answer == "accepted":
        row.acceptance_expires = accepted.expires
    booking = facts.live_booking()
    if booking is not None and facts.state not in AFTER_DEPARTURE:
        row.booked_for = booking.departs


def _put_instants(row: Standing, facts: Facts, events: Sequence[Event]) -> None:
    last = {one.kind: one.at for one in events}
    if facts.state in AFTER_DEPARTURE:
        row.departed_at = last.get(EventKind.DEPARTED)
        row.arrived_at = last.get(EventKind.ARRIVED)
    row.closed_at = last.get(EventKind.CLOSED) if facts.state is State.CLOSED else None
    surveys = [one.body.get("month") for one in events if one.kind is EventKind.SURVEY]
    row.last_survey = max((one for one in surveys if isinstance(one, int)), default=None)


def _put_due(row: Standing, facts: Facts, events: Sequence[Event]) -> None:
    if facts.state not in AFTER_DEPARTURE:
        ends = (row.document_expires, row.acceptance_expires)
        row.first_expires = min((one for one in ends if one is not None), default=None)
    if (found := next_duty(facts, events)) is not None:
        row.duty, row.duty_from = found
