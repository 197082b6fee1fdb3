"""Drawing a plan's roll-out, what it could show, and its seal in the audit log before it begins."""

import json
from datetime import date, timedelta
from hashlib import sha256

import numpy as np
from django.db import transaction
from django.utils import timezone

from hawkari.desks.campaign.models import Plan, PlanCount, PlanPlace
from hawkari.desks.campaign.services.plans import own_plan, record_of_plan
from hawkari.engines.effect import NEVER, Panel, Place, Power, RollOut, plan_rollout, power
from hawkari.engines.effect.values import LEAST_BEFORE
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = [
    "Table",
    "begins_of",
    "digest_of",
    "likely_power",
    "seal_plan",
    "sealed_text",
    "table_of",
]

WEEK = timedelta(days=7)
Table = tuple[tuple[PlanPlace, ...], tuple[date, ...], np.ndarray]


def seal_plan(access: Access, reference: str) -> Plan:
    """Draw the roll-out and seal the plan: its hash goes into the audit log, and nothing changes.

    Raises:
        AccessDenied, NotFound: as `own_plan`.
        BadInput: if it is sealed, has begun, or its places cannot show anything.
    """
    with transaction.atomic():
        plan = own_plan(access, reference)
        if plan.sealed_at is not None:
            raise BadInput("the plan is sealed already", "Make a new one if it must change.")
        if plan.first <= access.today:
            raise BadInput(
                "the first day has come: what is sealed now would not be planned before",
                "Make a plan that begins later.",
            )
        _, weeks, _ = table_of(plan, until=plan.first)
        plan.counted_to = weeks[-1]
        drawn = _draw(plan, plan.seed)
        for place in plan.places.all():
            place.wave = drawn.wave[place.name]
            place.save(update_fields=["wave"])
        plan.digest = digest_of(plan)
        plan.sealed_at, plan.sealed_by = timezone.now(), access.user.get_username()
        plan.save()
        record_of_plan(access, Act.ALTER, plan, step="sealed", sha256=plan.digest)
    return plan


def likely_power(plan: Plan) -> Power:
    """How likely the plan shows the change that is expected, by counts before it.

    Before the seal by a trial draw, so that nobody tries seeds until they like their places.

    Raises:
        BadInput, NoComparison: if the counts or places are too few.
    """
    places, weeks, counts = table_of(plan, until=plan.first)
    wave = _waves(plan, places)
    watched = min(plan.weeks, len(weeks) - LEAST_BEFORE)
    first = len(weeks) - watched
    treated = [row for row, of in enumerate(wave) if of != NEVER]
    begins = [first + (wave[row] - 1) * plan.weeks_between for row in treated]
    if watched < 1 or max(begins) >= len(weeks):
        raise BadInput(
            f"{len(weeks)} weeks before the campaign are too few to say what it could show",
            f"Load at least {LEAST_BEFORE + plan.weeks} weeks.",
        )
    history = Panel(counts, tuple(treated), min(begins), tuple(begins))
    return power(history, change=float(plan.change))


def _waves(plan: Plan, places: tuple[PlanPlace, ...]) -> list[int]:
    if plan.sealed_at is not None:
        return [place.wave or NEVER for place in places]
    trial = _draw(plan, f"trial {plan.reference}")
    return [trial.wave[place.name] for place in places]


def _draw(plan: Plan, seed: str) -> RollOut:
    counts = PlanCount.objects.filter(
        place__plan=plan, week__lt=plan.first, week__lte=plan.counted_to or plan.first
    )
    size: dict[int, int] = {}
    for place, count in counts.values_list("place", "count"):
        size[place] = size.get(place, 0) + count
    places = [Place(one.name, one.district, size.get(one.pk, 0)) for one in plan.places.all()]
    return plan_rollout(places, seed=seed, waves=plan.waves, weeks_between=plan.weeks_between)


def begins_of(plan: Plan, wave: int) -> date:
    """The Monday on which a wave begins."""
    return plan.first + (wave - 1) * plan.weeks_between * WEEK


def table_of(plan: Plan, *, until: date | None = None) -> Table:
    """A plan's counts: its places, the weeks that all have, and a row of counts a place.

    Args:
        plan: whose.
        until: only weeks before this day.

    Raises:
        BadInput: if there are none, or a week within is missing.
    """
    kept: dict[int, dict[date, int]] = {}
    rows = PlanCount.objects.filter(place__plan=plan)
    if until is not None:
        rows = rows.filter(week__lt=until)
    for of, week, count in rows.values_list("place", "week", "count"):
        kept.setdefault(of, {})[week] = count
    places = tuple(plan.places.all())
    bare = [place.name for place in places if place.pk not in kept]
    if not places or bare:
        raise BadInput(
            f"there are no counts of {bare[0]}" if bare else "there are no counts yet",
            "Load counts a week of every place.",
        )
    first = max(min(one) for one in kept.values())
    last = min(max(one) for one in kept.values())
    weeks = tuple(first + number * WEEK for number in range((last - first).days // 7 + 1))
    for place in places:
        for week in weeks:
            if week not in kept[place.pk]:
                raise BadInput(
                    f"the week of {week} is missing for {place.name}", "Load it; 0 is a count too."
                )
    if not weeks:
        raise BadInput("the places have no week in common", "Load the same weeks for each place.")
    counts = np.array([[kept[place.pk][week] for week in weeks] for place in places], dtype=float)
    return places, weeks, counts


def sealed_text(plan: Plan) -> str:
    """All that was planned, as JSON in one form: its sha256 is what stands in the audit log."""
    # Weeks that are counted between the seal and the first day are no part of what was sealed.
    before = PlanCount.objects.filter(place__plan=plan, week__lte=plan.counted_to or date.min)
    counts = sorted(before.values_list("place__name", "week", "count"))
    listed = json.dumps([[name, str(week), count] for name, week, count in counts])
    places = sorted(plan.places.values_list("name", "district", "wave"))
    content = {
        "reference": plan.reference,
        "title": plan.title,
        "sponsor": plan.sponsor,
        "audience": plan.audience,
        "channels": plan.channels,
        "why_here": plan.why_here,
        "outcome": plan.outcome,
        "expected_change": f"{plan.change:.3f}",
        "budget": f"{plan.budget:.2f} {plan.currency}",
        "first": str(plan.first),
        "weeks": plan.weeks,
        "waves": plan.waves,
        "weeks_between": plan.weeks_between,
        "seed": plan.seed,
        "places": [list(one) for one in places],
        "counted_to": str(plan.counted_to),
        "counts_before_sha256": sha256(listed.encode()).hexdigest(),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def digest_of(plan: Plan) -> str:
    """The sha256 of `sealed_text`."""
    return sha256(sealed_text(plan).encode()).hexdigest()
