"""Doors of the campaign desk: plans, their seal, tables and effects."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hawkari.desks.campaign.models import Plan
from hawkari.desks.campaign.services.plan_files import load_counts
from hawkari.desks.campaign.services.sealing import seal_plan
from hawkari.evidence.indicators import quarters_before
from tests.desks.campaign.planning import WEEK, counts_file, made_plan, new_plan, passed
from tests.desks.campaign.playing import Desk
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

WORKER = "communications"
_LONG_AGO = date(2026, 1, 5)


def _kept(ground: Ground) -> Plan:
    access = Desk("nca", ground.case.world.operation).officer()
    plan = made_plan(access)
    load_counts(access, plan.reference, counts_file(plan.first - 40 * WEEK, 40))
    return plan


def _run(ground: Ground) -> None:
    access = Desk("nca", ground.case.world.operation).officer()
    passed(access, seal_plan(access, _kept(ground).reference), effect=0.5, weeks=40)


def _at(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = Plan.objects.order_by("pk").last()
        return [found.reference if found is not None else "P-2026-XXXXXX", *more]

    return arguments


def _typed(ground: Ground) -> dict[str, Any]:
    access = Desk("nca", ground.case.world.operation).officer()
    new = new_plan(access)
    fields = {name: getattr(new, name) for name in new.__slots__}
    return {**fields, "change": "-30", "first": new.first.isoformat()}


def _quarter(ground: Ground) -> dict[str, Any]:
    access = Desk("nca", ground.case.world.operation).officer()
    return {"quarter": quarters_before(access.today, 1)[0].name}


def _counts(_ground: Ground) -> dict[str, Any]:
    found = Plan.objects.order_by("pk").last()
    day = (found.first if found is not None else _LONG_AGO) - timedelta(days=70)
    return {"file": SimpleUploadedFile("counts.csv", f"place,week,count\nA,{day},1\n".encode())}


VISITS = (
    Visit("campaign:plans", ready=_kept, role=WORKER),
    Visit("campaign:new_plan", method="post", data=_typed, role=WORKER),
    Visit("campaign:plan", arguments=_at(), ready=_kept, role=WORKER),
    Visit("campaign:seal_plan", method="post", arguments=_at(), ready=_kept, role=WORKER),
    Visit("campaign:plan_survey", arguments=_at(), ready=_kept, role=WORKER),
    Visit("campaign:plan_file", arguments=_at("sealed"), ready=_kept, role=WORKER),
    Visit(
        "campaign:load_plan", method="post", arguments=_at("counts"), data=_counts, ready=_kept,
        role=WORKER,
    ),
    Visit("campaign:release_effects", method="post", data=_quarter, ready=_run, role=WORKER),
    Visit("campaign:api:plans", ready=_kept, role=WORKER),
    Visit("campaign:api:plan", arguments=_at(), ready=_kept, role=WORKER),
)  # fmt: skip
