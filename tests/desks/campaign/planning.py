"""A plan to play with: invented places, counts before and after, answers of nobody."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from hawkari.desks.campaign.models import Plan, PlanCount
from hawkari.desks.campaign.services.plan_files import load_counts
from hawkari.desks.campaign.services.plans import NewPlan, make_plan
from hawkari.desks.campaign.services.sealing import digest_of
from hawkari.evidence.access import Access

WEEK = timedelta(days=7)
PLACES = tuple((f"Town {n}", f"District {n // 2}") for n in range(12))


def next_monday(access: Access) -> date:
    return access.today + timedelta(days=7 - access.today.weekday())


def new_plan(access: Access, **changes: Any) -> NewPlan:
    fields: dict[str, Any] = {
        "title": "The boat is not safe",
        "sponsor": "Invented Border Office",
        "audience": "Young men who think of leaving, and their families",
        "channels": "radio, social media in Sorani",
        "why_here": "All districts of the region: none is chosen by need.",
        "outcome": "adverts of boats a week",
        "change": Decimal("-0.3"),
        "budget": Decimal("40000"),
        "currency": "GBP",
        "first": next_monday(access),
        "weeks": 20,
        "waves": 1,
        "weeks_between": 4,
        "seed": "nine dice: 4 1 6 2 2 5 3 6 1",
    }
    return NewPlan(**{**fields, **changes})


def made_plan(access: Access, **changes: Any) -> Plan:
    return make_plan(access, new_plan(access, **changes))


def counts_file(first: date, weeks: int, *, rates: dict[str, float] | None = None) -> bytes:
    """Counts of every place for some weeks from a Monday on, the same every time."""
    rng = np.random.default_rng(first.toordinal())
    stream = io.StringIO()
    rows = csv.writer(stream)
    rows.writerow(("place", "district", "week", "count"))
    for name, district in PLACES:
        for number in range(weeks):
            rate = 40 * (rates or {}).get(name, 1.0)
            rows.writerow((name, district, first + number * WEEK, rng.poisson(rate)))
    return stream.getvalue().encode()


def answers_file(so: dict[str, tuple[int, int]], asked: int = 50) -> bytes:
    """Answers to the question of intentions: of each place how many say so before and after."""
    lines = ["place,round,agreed,intends"]
    for place, both in so.items():
        for when, number in zip(("before", "after"), both, strict=True):
            lines += [f"{place},{when},yes,likely"] * number
            lines += [f"{place},{when},yes,never"] * (asked - number)
    return "\n".join(lines).encode()


def passed(access: Access, plan: Plan, *, effect: float, weeks: int) -> Plan:
    """The plan as if its weeks had passed: moved back, and sealed as if that had been then."""
    back = (weeks + 1) * WEEK
    PlanCount.objects.filter(place__plan=plan).delete()
    plan.first -= back
    sealed, plan.sealed_at = plan.sealed_at, None
    plan.save()
    before = counts_file(plan.first - 40 * WEEK, 40)
    load_counts(access, plan.reference, before)
    plan.sealed_at = sealed
    if sealed is not None:
        plan.counted_to = plan.first - WEEK
        plan.digest = digest_of(plan)
    plan.save()
    rates = {one.name: effect for one in plan.places.all() if one.wave}
    load_counts(access, plan.reference, counts_file(plan.first, weeks, rates=rates))
    return plan
