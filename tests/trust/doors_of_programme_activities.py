"""Doors of the programme desk: activities, their entries, and the quarterly report."""

from typing import Any

from hawkari.desks.programme.models import Milestone, RegisterItem
from tests.desks.programme.acting import Office, busy_activity
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

OFFICER = "programme"


def _busy(ground: Ground) -> None:
    busy_activity(Office("nca", ground.case.world.operation).officer())


def _at(*more: str) -> Any:
    def arguments(_ground: Ground) -> list[str]:
        found = RegisterItem.objects.order_by("pk").last()
        return [found.reference if found is not None else "P-2026-XXXXXX", *more]

    return arguments


def _late(_ground: Ground) -> list[str]:
    found = Milestone.objects.filter(done=None).order_by("pk").first()
    return ["milestone", str(found.pk if found is not None else 1), "withdraw"]


VISITS = (
    Visit("programme:activities", ready=_busy, role=OFFICER),
    Visit("programme:activity", arguments=_at(), ready=_busy, role=OFFICER),
    Visit(
        "programme:activity_add", method="post", arguments=_at("position"), ready=_busy,
        data=lambda _: {"title": "Analyst", "planned": 2}, role=OFFICER,
    ),
    Visit("programme:activity_file", arguments=_at("milestones"), ready=_busy, role=OFFICER),
    Visit(
        "programme:entry_step", method="post", arguments=_late, ready=_busy,
        data=lambda _: {"why": "entered twice"}, role=OFFICER,
    ),
)  # fmt: skip
