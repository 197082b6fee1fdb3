"""Writes events of cases and reads them back; nothing else does.

Whatever changes a case goes through `change`: it locks the case, reads its history anew, lets a
step be judged on exactly that history, and writes the events, what follows from them and the
standing in one transaction. So of two people who act at once the second is judged on what the
first has done, and a barrier that was opened a moment ago stops whoever confirms a departure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.returns.models import Case, CaseEvent, Family, Standing
from hawkari.desks.returns.services.access import known_cases
from hawkari.desks.returns.services.leaving import drop_what_may_not_leave
from hawkari.desks.returns.services.refusals import CaseNotFound, StepRefused
from hawkari.desks.returns.services.standing import standing_of
from hawkari.desks.returns.services.telling import tell
from hawkari.engines.casework import (
    Event,
    EventKind,
    Facts,
    State,
    check,
    check_body,
    consequences,
    fold,
    foreseen,
    load_table,
)
from hawkari.engines.casework.events import YEARS
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "NewEvent",
    "Open",
    "append",
    "change",
    "event_row",
    "events_of",
    "facts_of",
    "locked_case",
    "refresh",
    "step",
    "take",
    "within",
]


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What is about to be recorded.

    Attributes:
        kind: what happened.
        body: what it says; its fields are listed by `hawkari.engines.casework.BODIES`.
        at: when it happened; None for now. Steps that guards judge always happen now.
        second: the other of the four eyes, where a step needs them.
    """

    kind: EventKind
    body: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    second: str = ""


@dataclass
class Open:
    """A case whose row is locked, with its history as it is now."""

    case: Case
    events: list[Event]
    now: datetime

    @property
    def facts(self) -> Facts:
        """What the history comes to."""
        return fold(self.events)


def locked_case(access: Access, reference: str) -> Case:
    """A case that nobody else changes until the transaction ends; its family's too.

    Raises:
        CaseNotFound: if there is none, it was disposed of, or it is another agency's.
    """
    cases = known_cases(access).filter(disposed_at__isnull=True)
    found = cases.filter(reference=reference).first()
    if found is None:
        raise CaseNotFound(reference)
    if found.family_id is not None:
        # One order for everybody: the family, then its cases.
        Family.objects.select_for_update().get(pk=found.family_id)
    again = cases.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if again is None:
        raise CaseNotFound(reference)
    return again


def events_of(case: Case) -> list[Event]:
    """The history of a case, in the order in which it was recorded."""
    return [_event(one) for one in CaseEvent.objects.filter(case=case).order_by("number")]


def facts_of(case: Case) -> Facts:
    """What the history of a case comes to."""
    return fold(events_of(case))


def _event(row: CaseEvent) -> Event:
    return Event(
        kind=EventKind(row.kind),
        at=row.at,
        recorded=row.recorded,
        actor=row.actor,
        second=row.second,
        body=row.body,
        number=row.number,
    )


def append(
    access: Access, case: Case, new: Sequence[NewEvent], *, now: datetime | None = None
) -> list[CaseEvent]:
    """Write events of a locked case, with what follows from them, and how it now stands.

    No guard is asked: for what moves a case use `take`.

    Raises:
        BadInput: if a body is not as its kind needs it, or something happened after now.
    """
    return within(access, Open(case, events_of(case), now or timezone.now()), new)


def take(
    access: Access, case: Case, new: NewEvent, *, to: State, now: datetime | None = None
) -> list[CaseEvent]:
    """Take a step of a locked case if every guard allows it at this instant.

    Args:
        access: who takes it.
        case: locked.
        new: the event that says so.
        to: where the case comes by it.
        now: the instant; None for the clock's.

    Raises:
        BadInput: if the event's body is not as its kind needs it.
        StepRefused: with every guard that forbids it.
    """
    return step(access, Open(case, events_of(case), now or timezone.now()), new, to=to)


def step(access: Access, opened: Open, new: NewEvent, *, to: State) -> list[CaseEvent]:
    """Take a step of an open case if every guard allows it at this instant; see `take`."""
    event = _next(access, opened, new)
    _check_event(event, opened.now)
    facts = foreseen(opened.events, event)
    verdict = check(load_table(), facts, to, opened.now, actor=event.actor, second=event.second)
    if not verdict.allowed:
        raise StepRefused(opened.case.reference, to, verdict.reasons)
    return within(access, opened, [new])


def within(access: Access, opened: Open, new: Sequence[NewEvent]) -> list[CaseEvent]:
    """Write events into an open case, with what follows from them, and how it now stands."""
    before, written = opened.facts, list[Event]()
    for one in new:
        event = _next(access, opened, one)
        _check_event(event, opened.now)
        opened.events.append(event)
        written.append(event)
        for follows in consequences(load_table(), opened.facts, event):
            following = _next(access, opened, NewEvent(follows.kind, follows.body))
            opened.events.append(following)
            written.append(following)
    rows = CaseEvent.objects.bulk_create(event_row(access, opened.case, one) for one in written)
    _write_standing(opened.case, opened.events)
    tell(access, opened.case, rows, before=before)
    return rows


def _next(access: Access, opened: Open, new: NewEvent) -> Event:
    return Event(
        kind=new.kind,
        at=new.at or opened.now,
        recorded=opened.now,
        actor=access.user.get_username(),
        second=new.second,
        body=dict(new.body),
        number=opened.events[-1].number + 1 if opened.events else 1,
    )


def _check_event(event: Event, now: datetime) -> None:
    problems = check_body(event.kind, event.body)
    if event.at.tzinfo is None:
        problems.append("at: says no offset, such as +00:00")
    elif event.at > now:
        problems.append("at: is in the future")
    if event.at.year not in YEARS:
        problems.append("at: is too long ago")
    if problems:
        raise BadInput("; ".join(problems), "Correct it; nothing was recorded.")


def event_row(access: Access, case: Case, event: Event) -> CaseEvent:
    """An event of a case as it is kept, not saved; `access` is whoever writes it down here."""
    return CaseEvent(
        case=case,
        number=event.number,
        kind=event.kind,
        at=event.at,
        recorded=event.recorded,
        actor=event.actor,
        second=event.second,
        by=access.user,
        body=dict(event.body),
    )


def _write_standing(case: Case, events: Sequence[Event]) -> None:
    row = standing_of(case, events, fold(events))
    kept = [one.attname for one in Standing._meta.concrete_fields if not one.primary_key]
    Standing.objects.update_or_create(
        case=case, defaults={name: getattr(row, name) for name in kept}
    )


def refresh(case: Case) -> None:
    """Compute the standing of a case anew from its events."""
    if events := events_of(case):
        _write_standing(case, events)


def change(
    access: Access,
    reference: str,
    do: Callable[[Open], Sequence[CaseEvent]],
    *,
    act: Act = Act.ALTER,
) -> list[CaseEvent]:
    """Do something to one case: locked, in one transaction, and audited.

    What was released to the receiving authority and may leave no more is dropped with it. A step
    that guards forbid changes nothing, and leaves its entry too. The audit log says who did
    what to which case and when, by the numbers of events. What they say stays in the case: the log
    is read by auditors of every agency of the operation, the receiving state's among them, and
    must not tell them why somebody was protected.

    Args:
        access: who does it; the caller has checked that the role may.
        reference: of the case.
        do: gets the locked case with its history, and returns what it wrote.
        act: of the audit entry.

    Raises:
        CaseNotFound: if there is none that the officer may know of.
        StepRefused: with every guard that forbids it.
    """
    try:
        with transaction.atomic():
            case = locked_case(access, reference)
            opened = Open(case, events_of(case), timezone.now())
            rows = list(do(opened))
            drop_what_may_not_leave(access, reference, opened.facts, now=opened.now)
            audit.record(
                act,
                access=access,
                objects=sorted({reference, *(one.case.reference for one in rows)}),
                count=len(rows),
                detail={"what": "case", "events": [one.number for one in rows]},
            )
    except StepRefused as refused:
        _record_refusal(access, refused)
        raise
    return rows


def _record_refusal(access: Access, refused: StepRefused) -> None:
    with transaction.atomic():
        audit.record(
            Act.DENY,
            access=access,
            objects=[refused.reference],
            outcome="refused",
            detail={"what": "case", "to": refused.step, "guards": len(refused.reasons)},
        )
