"""Plans and effects by API: never an effect without its interval and what it is compared with."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from hawkari.desks.campaign.services.effects import view_plan
from hawkari.desks.campaign.services.plans import list_plans
from hawkari.desks.programs import REFUSALS, access_of

__all__ = ["router"]

router = Router()


class PlanOut(Schema):
    """A plan in a list."""

    reference: str
    title: str
    sponsor: str
    first: date
    weeks: int
    sealed: bool
    sha256: str


class EffectOut(Schema):
    """What a campaign changed, with its 95 % interval and comparison."""

    log_effect: float
    lo: float
    hi: float
    method: str
    treated: int
    compared: int
    weeks_before: int
    weeks_after: int
    spike_likely: bool


class OnePlanOut(PlanOut):
    """A plan, and its effect if one can be told; `why_no_effect` if not."""

    is_whole: bool
    power: float | None
    effect: EffectOut | None
    why_no_effect: str


def _listed(plan: Any) -> dict[str, Any]:
    return {
        "reference": plan.reference,
        "title": plan.title,
        "sponsor": plan.sponsor,
        "first": plan.first,
        "weeks": plan.weeks,
        "sealed": plan.sealed_at is not None,
        "sha256": plan.digest,
    }


@router.get("/plans", response={200: list[PlanOut], **REFUSALS})
def plans(request: HttpRequest) -> list[dict[str, Any]]:
    """The plans of this operation, newest first; audited."""
    return [_listed(one) for one in list_plans(access_of(request))]


@router.get("/plans/{reference}", response={200: OnePlanOut, **REFUSALS})
def plan(request: HttpRequest, reference: str) -> dict[str, Any]:
    """One plan and what came of it; audited."""
    view = view_plan(access_of(request), reference.replace("\0", ""))
    found = view.effect
    effect = None
    if found is not None:
        effect = {
            "log_effect": found.log_effect,
            "lo": found.lo,
            "hi": found.hi,
            "method": found.method,
            "treated": found.comparison.treated,
            "compared": found.comparison.compared,
            "weeks_before": found.comparison.weeks_before,
            "weeks_after": found.comparison.weeks_after,
            "spike_likely": found.spike.is_likely,
        }
    return {
        **_listed(view.plan),
        "is_whole": view.is_whole,
        "power": view.power.power if view.power else None,
        "effect": effect,
        "why_no_effect": str(view.why_no_effect or ""),
    }
