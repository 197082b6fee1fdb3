"""Outcomes as numbers about nobody: counted here, hidden where few, released by an officer.

What is counted is chosen so that each person is counted once in an indicator of a quarter. The
counts themselves are shown to nobody: both the preview and the release pass
`hawkari.evidence.indicators`, which hides small numbers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db import transaction

from hawkari.desks.returns.models import CaseEvent, Standing
from hawkari.desks.returns.services.access import known_cases, require_returns
from hawkari.desks.returns.services.recording import events_of
from hawkari.desks.returns.services.reintegration import PLACES, arrival_of
from hawkari.engines.casework import Event, EventKind, deadline, fold
from hawkari.engines.casework.reintegration import AidState, fold_reintegration
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.indicators import (
    IndicatorRow,
    Measure,
    Period,
    quarters_before,
    release_indicators,
    released_indicators,
    shown,
    withdraw_indicators,
)
from hawkari.evidence.models import Act, IndicatorRelease

__all__ = ["CODES", "DESK", "preview", "release", "releases", "withdraw"]

DESK = "returns"
CODES = ("arrived", "planned_in_time", "helped", "interview_3", "interview_6", "interview_12")
"""Arrived in the quarter; of those who arrived in the one before, how many had a plan in time;
given help in it; and the mean score of those interviewed in it, by wave.

Plans are counted for whole quarters of arrival: of those whose plan fell due in a quarter, the
arrivals of its last weeks could be found by subtraction."""


@dataclass(frozen=True, slots=True)
class _One:
    """What one person adds to the quarter's numbers."""

    receiver: str
    arrived: bool
    arrived_before: bool
    planned: bool
    helped: bool
    scores: dict[int, float]


def preview(access: Access, period: Period) -> tuple[IndicatorRow, ...]:
    """The numbers of a quarter as a release would show them; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.CASEWORK)
    rows = shown(_measures(_people(access, period)))
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, count=len(rows),
            detail={"what": "outcomes", "period": period.name},
        )  # fmt: skip
    return rows


def release(access: Access, period: Period) -> IndicatorRelease:
    """Release the numbers of a quarter to the programme desk, without anybody in them.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the quarter is not over, or was released already.
    """
    require(access, Action.RETURN_DECIDE)
    require_returns(access)
    measures = _measures(_people(access, period))
    return release_indicators(access, DESK, period, measures=measures, action=Action.RETURN_DECIDE)


def releases(access: Access) -> list[IndicatorRelease]:
    """What the agency released, newest first."""
    return released_indicators(access, DESK)


def withdraw(access: Access, number: int, *, why: str) -> None:
    """Take a release back, with a reason.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such release, or no reason.
    """
    withdraw_indicators(access, number, why=why, action=Action.RETURN_DECIDE)


def _people(access: Access, period: Period) -> list[_One]:
    """Everybody whom the quarter's numbers could count, and what they add."""
    first = datetime.combine(period.first, time(), UTC)
    before = datetime.combine(_before(period).first, time(), UTC)
    arrived = Standing.objects.filter(arrived_at__gte=before)
    recorded = CaseEvent.objects.filter(
        kind__in=[EventKind.SURVEY, EventKind.ASSISTANCE], recorded__gte=first
    )
    cases = known_cases(access).filter(disposed_at__isnull=True)
    wanted = cases.filter(pk__in=arrived.values("case")) | cases.filter(
        pk__in=recorded.values("case")
    )
    found = []
    for case in wanted.distinct().order_by("pk").iterator(chunk_size=500):
        one = _one(period, events_of(case))
        if one is not None:
            found.append(one)
    return found


def _one(period: Period, events: Sequence[Event]) -> _One | None:
    facts, done = fold(events), fold_reintegration(events)
    at = arrival_of(events, facts)
    if at is None:
        return None
    due = deadline("reintegration_plan", at, PLACES.get(facts.receiver)).binding
    inside = _within(period)
    return _One(
        receiver=str(facts.receiver or ""),
        arrived=inside(at.date()),
        arrived_before=_within(_before(period))(at.date()),
        planned=any(one.at < due for one in done.plans),
        helped=any(
            one.at is not None and inside(one.at.date())
            for one in done.aid
            if one.state is AidState.GIVEN
        ),
        scores={
            one.month: float(value)
            for one in done.surveys
            if inside(one.day) and (value := one.scores.get("", {}).get("value")) is not None
        },
    )


def _before(period: Period) -> Period:
    return quarters_before(period.first, 1)[0]


def _within(period: Period) -> Callable[[date], bool]:
    return lambda day: period.first <= day <= period.last


def _measures(people: Sequence[_One]) -> list[Measure]:
    measures: list[Measure] = []
    for by, group, some in _groups(people):
        due = [one for one in some if one.arrived_before]
        measures += [
            Measure("arrived", sum(one.arrived for one in some), by=by, group=group),
            Measure(
                "planned_in_time", len(due), having=sum(one.planned for one in due), by=by,
                group=group,
            ),
            Measure("helped", sum(one.helped for one in some), by=by, group=group),
        ]  # fmt: skip
        for wave in (3, 6, 12):
            scores = [one.scores[wave] for one in some if wave in one.scores]
            mean = Decimal(str(sum(scores) / len(scores))) if scores else None
            measures.append(
                Measure(
                    f"interview_{wave}",
                    len(scores),
                    mean=mean,
                    alike=len(set(scores)) == 1,
                    by=by,
                    group=group,
                )
            )
    return measures


def _groups(people: Sequence[_One]) -> Iterable[tuple[str, str, Sequence[_One]]]:
    yield "", "", people
    for receiver in sorted({one.receiver for one in people}):
        yield "receiver", receiver, [one for one in people if one.receiver == receiver]
