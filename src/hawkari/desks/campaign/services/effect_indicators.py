"""Effects as indicators that the programme desk reads: a number, its interval, of nobody."""

from decimal import Decimal
from math import exp

from hawkari.desks.campaign.models import Plan
from hawkari.desks.campaign.services.access import own_agency, require_campaign
from hawkari.desks.campaign.services.effects import effect_of
from hawkari.desks.campaign.services.sealing import begins_of, digest_of, table_of
from hawkari.engines.effect import Effect, NoComparison
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action
from hawkari.evidence.indicators import Measure, Period, release_indicators
from hawkari.evidence.models import IndicatorRelease

__all__ = ["CODES", "DESK", "release_effects"]

DESK = "campaign"
CODES = ("effect_change", "effect_low", "effect_high")
"""Share by which what a plan counts changed, and both ends of its 95 % interval."""


def release_effects(access: Access, period: Period) -> IndicatorRelease:
    """Release the effects of the agency's plans, as they stand, as indicators of a quarter.

    Only plans whose roll-out had begun by the end of the quarter, that are still what was sealed,
    and of which an effect can be told, are in it; never a figure without its interval.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such plan, the quarter is not over, or was released already.
    """
    require_campaign(access)
    measures = _measures(access, period)
    return release_indicators(access, DESK, period, measures=measures, action=Action.CAMPAIGN)


def _measures(access: Access, period: Period) -> list[Measure]:
    plans = Plan.objects.filter(
        operation=access.operation,
        agency=own_agency(access),
        sealed_at__isnull=False,
        first__lte=period.last,
    )
    found: list[tuple[str, int, tuple[Decimal, ...]]] = []
    for plan in plans.order_by("reference"):
        if plan.digest != digest_of(plan):
            continue
        try:
            effect = effect_of(plan)
        except (BadInput, NoComparison):
            continue
        found.append((plan.reference, _counted(plan), _values(effect)))
    if not found:
        raise BadInput(
            "no plan has an effect that could be told", "Load counts, or wait for more weeks."
        )
    total = sum(number for _, number, _ in found)
    return [
        one
        for at, code in enumerate(CODES)
        for one in (
            Measure(code, total),
            *(
                Measure(code, number, mean=values[at], by="plan", group=reference)
                for reference, number, values in found
            ),
        )
    ]


def _values(effect: Effect) -> tuple[Decimal, ...]:
    ends = (effect.log_effect, effect.lo, effect.hi)
    return tuple(Decimal(f"{exp(min(one, 20)) - 1:.4f}") for one in ends)


def _counted(plan: Plan) -> int:
    """What was counted in the campaign's places since it began there."""
    places, weeks, counts = table_of(plan)
    return int(
        sum(
            counts[row, number]
            for row, place in enumerate(places)
            if place.wave
            for number, week in enumerate(weeks)
            if week >= begins_of(plan, place.wave)
        )
    )
