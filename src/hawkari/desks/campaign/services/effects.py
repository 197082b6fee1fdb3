"""What came of a campaign: never without an interval, a comparison group and a sealed plan."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

import numpy as np
from django.db import transaction

from hawkari.desks.campaign.models import Plan, PlanAnswers, PlanMeasure
from hawkari.desks.campaign.services.access import require_reading
from hawkari.desks.campaign.services.plan_surveys import QUESTIONS
from hawkari.desks.campaign.services.plans import plan_of, record_of_plan
from hawkari.desks.campaign.services.sealing import begins_of, digest_of, likely_power, table_of
from hawkari.engines.effect import (
    NEVER,
    Asked,
    Effect,
    NoComparison,
    Panel,
    Power,
    ShareEffect,
    compare_shares,
    estimate,
)
from hawkari.errors import BadInput, HawkariError
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = ["Measured", "PlanView", "Surveyed", "effect_of", "view_plan"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The sum of one kind over all weeks, and what one of it cost; None for money itself."""

    kind: str
    total: Decimal
    cost_each: Decimal | None


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One question: how many were asked, and the difference; `why_not` where there is none."""

    question: str
    asked: int
    effect: ShareEffect | None
    why_not: HawkariError | None


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan and all that is known of it.

    Attributes:
        plan: itself.
        groups: waves (0 is who is compared with) with the first day of each and its places.
        weeks: first and last week counted; None without counts.
        power: what it could show; `why_no_power` where that cannot be said.
        effect: what changed; `why_no_effect` where that cannot be said.
        is_whole: whether the plan is still what was sealed.
        measured: reach, engagement, recall, money.
        surveyed: each question.
        may_work: whether the reader may change anything.
        course: mean count a place a week, with and without the campaign, by week.
    """

    plan: Plan
    groups: tuple[tuple[int, date | None, tuple[str, ...]], ...]
    weeks: tuple[date, date] | None
    power: Power | None
    why_no_power: HawkariError | None
    effect: Effect | None
    why_no_effect: HawkariError | None
    is_whole: bool
    measured: tuple[Measured, ...]
    surveyed: tuple[Surveyed, ...]
    may_work: bool
    course: tuple[tuple[date, float, float], ...]


def view_plan(access: Access, reference: str) -> PlanView:
    """A plan, what it could show and what it showed; the look is audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is none in the operation.
    """
    require_reading(access)
    plan = plan_of(access, reference)
    power, why_no_power = _tried(lambda: likely_power(plan))
    effect, why_no_effect = _tried(lambda: effect_of(plan))
    found = PlanView(
        plan=plan,
        groups=_groups(plan),
        weeks=_weeks(plan),
        power=power,
        why_no_power=why_no_power,
        effect=effect,
        why_no_effect=why_no_effect,
        is_whole=not plan.digest or plan.digest == digest_of(plan),
        measured=_measured(plan),
        surveyed=_surveyed(plan),
        may_work=_may_work(access, plan),
        course=_course(plan),
    )
    with transaction.atomic():
        record_of_plan(access, Act.CONSULT, plan, step="looked")
    return found


def effect_of(plan: Plan) -> Effect:
    """What the campaign changed so far.

    Raises:
        BadInput: if the plan was not sealed before, or has not begun, or weeks are missing.
        NoComparison: if there is nothing to compare with.
    """
    if plan.sealed_at is None:
        raise BadInput(
            "the plan is not sealed: an effect of what nobody planned before is not measured",
            "Seal the plan before it begins.",
        )
    places, weeks, counts = table_of(plan)
    begun: dict[int, int] = {}
    for row, place in enumerate(places):
        if place.wave and (first := begins_of(plan, place.wave)) in weeks:
            begun[row] = weeks.index(first)
    if not begun:
        raise BadInput("no week of the campaign is counted yet", "Load counts as weeks pass.")
    last = weeks[-1]
    late = [place for place in places if place.wave and begins_of(plan, place.wave) <= last]
    if len(late) != len(begun):
        raise NoComparison(
            "the counts begin after the campaign did", "Load counts of the weeks before it"
        )
    return estimate(Panel(counts, tuple(begun), min(begun.values()), tuple(begun.values())))


Found = TypeVar("Found")


def _tried(of: Callable[[], Found]) -> tuple[Found | None, HawkariError | None]:
    try:
        return of(), None
    except (BadInput, NoComparison) as error:
        return None, error


def _may_work(access: Access, plan: Plan) -> bool:
    return access.may(Action.CAMPAIGN) and plan.agency_id == access.user.agency_id


def _groups(plan: Plan) -> tuple[tuple[int, date | None, tuple[str, ...]], ...]:
    names: dict[int, list[str]] = {}
    for place in plan.places.all():
        if place.wave is not None:
            names.setdefault(place.wave, []).append(place.name)
    return tuple(
        (wave, begins_of(plan, wave) if wave != NEVER else None, tuple(names[wave]))
        for wave in sorted(names, key=lambda one: (one == NEVER, one))
    )


def _weeks(plan: Plan) -> tuple[date, date] | None:
    table, _ = _tried(lambda: table_of(plan))
    return (table[1][0], table[1][-1]) if table else None


def _course(plan: Plan) -> tuple[tuple[date, float, float], ...]:
    """Only where a draw tells the two groups apart."""
    table, _ = _tried(lambda: table_of(plan))
    if table is None or plan.sealed_at is None:
        return ()
    places, weeks, counts = table
    chosen = np.array([bool(place.wave) for place in places])
    if chosen.all() or not chosen.any():
        return ()
    ours, others = counts[chosen].mean(0), counts[~chosen].mean(0)
    return tuple(
        (week, float(one), float(other))
        for week, one, other in zip(weeks, ours, others, strict=True)
    )


def _measured(plan: Plan) -> tuple[Measured, ...]:
    sums: dict[str, Decimal] = {}
    for kind, value in plan.measures.values_list("kind", "value"):
        sums[kind] = sums.get(kind, Decimal(0)) + value
    spent = sums.get(PlanMeasure.Kind.SPENT)
    return tuple(
        Measured(kind, sums[kind], _cost_each(kind, sums[kind], spent))
        for kind in PlanMeasure.Kind.values
        if kind in sums
    )


def _cost_each(kind: str, total: Decimal, spent: Decimal | None) -> Decimal | None:
    if spent is None or not total or kind == PlanMeasure.Kind.SPENT:
        return None
    return (spent / total).quantize(Decimal("0.0001"))


def _surveyed(plan: Plan) -> tuple[Surveyed, ...]:
    rows = list(PlanAnswers.objects.filter(place__plan=plan).select_related("place"))
    found = []
    for question in QUESTIONS:
        of = [row for row in rows if row.question == question.id]
        if of:
            effect, why_not = _tried(lambda of=of: compare_shares(_asked(of)))  # type: ignore[misc]
            found.append(Surveyed(question.id, sum(row.asked for row in of), effect, why_not))
    return tuple(found)


def _asked(rows: list[PlanAnswers]) -> list[Asked]:
    """Places asked both before and after; others say nothing of a change."""
    by_place: dict[int, dict[bool, PlanAnswers]] = {}
    for row in rows:
        by_place.setdefault(row.place_id, {})[row.is_after] = row
    return [
        Asked(
            both[True].place.name, bool(both[True].place.wave),
            both[False].asked, both[False].so, both[True].asked, both[True].so,
        )
        for both in by_place.values()
        if len(both) == 2 and both[True].place.wave is not None
    ]  # fmt: skip
