"""Reintegration of one person: assessed, planned with them, helped, referred.

Each use case records one event of the case, judged by `hawkari.engines.casework.reintegration` on
exactly the history that the locked case has, so that two officers at once cannot promise the same
money twice. A step of the case that follows (a plan, first help) is taken with it, by its guards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.recording import (
    NewEvent,
    Open,
    change,
    events_of,
    step,
    within,
)
from hawkari.engines.casework import (
    Deadline,
    Event,
    EventKind,
    Facts,
    Place,
    Receiver,
    State,
    UnknownClock,
    deadline,
    fold,
)
from hawkari.engines.casework.reintegration import (
    Ceiling,
    ReferralState,
    Reintegration,
    ceiling_of,
    check_step,
    fold_reintegration,
)
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "HERE",
    "PLACES",
    "Referring",
    "Standing",
    "arrival_of",
    "assess",
    "cancel_item",
    "give_item",
    "plan",
    "promise_item",
    "record_checked",
    "refer",
    "reintegration_of",
    "step_referral",
]

HERE = frozenset({State.ARRIVED, State.REINTEGRATION_PLAN, State.SUPPORTED, State.FOLLOW_UP})
"""States of a person who has arrived and whose case is not closed."""
PLACES: Mapping[Receiver | None, Place] = {
    Receiver.BAGHDAD: Place.IRAQ,
    Receiver.ERBIL: Place.KURDISTAN,
}
"""Whose days count for duties after arrival, by the authority that received the person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person's reintegration stands now.

    Attributes:
        case: with its person.
        facts: of the case.
        done: assessments, plans, assistance, referrals, surveys.
        arrived: when the person arrived; None before.
        plan_due: until when a plan is due; None before arrival, and when there is one.
        plan_overdue: whether that day has passed.
        ceiling: the most money on the case's route; None where there is none of ours.
        left: pounds that may still be promised.
        may_work: whether the reader may record anything.
    """

    case: Case
    facts: Facts
    done: Reintegration
    arrived: datetime | None
    plan_due: Deadline | None
    plan_overdue: bool
    ceiling: Ceiling | None
    left: Decimal
    may_work: bool


@dataclass(frozen=True, slots=True)
class Referring:
    """A referral as it is made; see `Referral`. `informed` says that the person consented."""

    to: str
    service: str
    consent_document: str
    consent_dated: date
    consent_language: str
    informed: bool
    fields: Sequence[str]


def arrival_of(events: Sequence[Event], facts: Facts) -> datetime | None:
    """When the person arrived; None if they have not, or came back."""
    if facts.state not in HERE | {State.CLOSED}:
        return None
    wrong = {one.body.get("event") for one in events if one.kind is EventKind.CORRECTED}
    arrivals = [
        one.at for one in events if one.kind is EventKind.ARRIVED and one.number not in wrong
    ]
    return max(arrivals, default=None)


def reintegration_of(access: Access, reference: str) -> Standing:
    """How a person's reintegration stands; the look is audited.

    Raises:
        AccessDenied: if the role may not.
        CaseNotFound: if there is none that the reader may know of.
    """
    case = case_of(access, reference)
    with transaction.atomic():
        found = _standing(access, case)
        audit.record(
            Act.CONSULT, access=access, objects=[reference], count=1,
            detail={"what": "reintegration"},
        )  # fmt: skip
    return found


def _standing(access: Access, case: Case) -> Standing:
    events = events_of(case)
    facts, done = fold(events), fold_reintegration(events)
    arrived, now = arrival_of(events, facts), timezone.now()
    due = None
    if arrived is not None and not done.plans and facts.state is not State.CLOSED:
        due = _deadline("reintegration_plan", arrived, facts)
    ceiling = ceiling_of(facts.route, access.today)
    most = ceiling.amount if ceiling is not None else Decimal("0.00")
    return Standing(
        case=case,
        facts=facts,
        done=done,
        arrived=arrived,
        plan_due=due,
        plan_overdue=due is not None and due.has_run(now),
        ceiling=ceiling,
        left=max(most - done.committed, Decimal("0.00")),
        may_work=access.may(Action.CASEWORK) and facts.state is not State.CLOSED,
    )


def _deadline(clock: str, start: datetime, facts: Facts) -> Deadline | None:
    try:
        return deadline(clock, start, PLACES.get(facts.receiver))
    except UnknownClock:
        return None


def record_checked(opened: Open, access: Access, new: NewEvent) -> list[CaseEvent]:
    """Record an event of reintegration into an open case, if its history allows it.

    Raises:
        BadInput: with what is wrong.
    """
    facts = opened.facts
    if facts.state is State.CLOSED:
        raise BadInput("the case is closed", "Nothing is added to a closed case.")
    event = Event(
        new.kind, opened.now, opened.now, access.user.get_username(), body=dict(new.body),
        number=len(opened.events) + 1,
    )  # fmt: skip
    so_far = fold_reintegration(opened.events)
    check_step(so_far, event, route=facts.route, arrived=facts.state in HERE)
    return within(access, opened, [new])


def _record(access: Access, reference: str, new: NewEvent, **step_on: State) -> list[CaseEvent]:
    """Record an event, and take the case on where it now stands at the first of two states."""
    require(access, Action.CASEWORK)

    def do(opened: Open) -> list[CaseEvent]:
        rows = record_checked(opened, access, new)
        if step_on and opened.facts.state is step_on["at"]:
            to = step_on["to"]
            rows += step(access, opened, NewEvent(EventKind.MOVED, {"to": str(to)}), to=to)
        return rows

    return change(access, reference, do)


def assess(access: Access, reference: str, needs: Mapping[str, str]) -> list[CaseEvent]:
    """Record what was found out with the person about each of `NEEDS`; best before return.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, it is closed, or nothing was found out.
    """
    said = {name: words.strip() for name, words in needs.items() if words.strip()}
    return _record(access, reference, NewEvent(EventKind.PLAN, {"do": "assess", "needs": said}))


def plan(
    access: Access, reference: str, goals: Sequence[Mapping[str, str]], *, document: str
) -> list[CaseEvent]:
    """Record the plan that the person agreed to. The first one takes the case on.

    Args:
        access: who records it.
        reference: of the case.
        goals: each with ``goal``, ``step``, ``who`` and ``until`` (ISO day).
        document: what the person signed.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, the person has not arrived, or a goal is not complete.
    """
    body = {"do": "plan", "goals": [dict(one) for one in goals], "document": document.strip()}
    at, to = State.ARRIVED, State.REINTEGRATION_PLAN
    return _record(access, reference, NewEvent(EventKind.PLAN, body), at=at, to=to)


def promise_item(
    access: Access, reference: str, kind: str, *, what: str, amount: str
) -> list[CaseEvent]:
    """Promise an item of assistance: money up to the ceiling, or help in kind for 0 pounds.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, the amount is none, or is more than is left.
    """
    body = {"do": "promise", "kind": kind, "what": what.strip(), "amount": amount.strip()}
    return _record(access, reference, NewEvent(EventKind.ASSISTANCE, body))


def give_item(access: Access, reference: str, item: int, *, receipt: str) -> list[CaseEvent]:
    """Record that a promised item was given; by another officer than promised it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no such promise stands, the same officer promised it, or there is no receipt.
    """
    body = {"do": "give", "item": item, "receipt": receipt.strip()}
    at, to = State.REINTEGRATION_PLAN, State.SUPPORTED
    return _record(access, reference, NewEvent(EventKind.ASSISTANCE, body), at=at, to=to)


def cancel_item(access: Access, reference: str, item: int, *, why: str) -> list[CaseEvent]:
    """Take a promise back, with a reason; its money may be promised again.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no such promise stands, or there is no reason.
    """
    body = {"do": "cancel", "item": item, "why": why.strip()}
    return _record(access, reference, NewEvent(EventKind.ASSISTANCE, body))


def refer(access: Access, reference: str, new: Referring) -> list[CaseEvent]:
    """Refer the person to somebody who helps. Without their consent nobody is referred.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, the person has not arrived, or consent is not complete.
    """
    body = {
        "do": "make", "to": new.to.strip(), "service": new.service,
        "consent_document": new.consent_document.strip(),
        "consent_dated": new.consent_dated.isoformat(),
        "consent_language": new.consent_language, "consent_informed": new.informed,
        "fields": list(new.fields),
    }  # fmt: skip
    return _record(access, reference, NewEvent(EventKind.REFERRAL, body))


def step_referral(
    access: Access, reference: str, item: int, *, to: ReferralState, why: str = ""
) -> list[CaseEvent]:
    """Record what became of a referral; revoking it needs no more than the person's word.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such referral, or it cannot come there from where it stands.
    """
    body = {"do": str(to), "item": item, "why": why.strip()}
    return _record(access, reference, NewEvent(EventKind.REFERRAL, body))
