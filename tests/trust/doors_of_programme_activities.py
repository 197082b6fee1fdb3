"""Doors of the programme desk: activities, their entries, and the quarterly report."""

from pathlib import Path
from typing import Any

from hawkari.desks.programme.models import Milestone, RegisterItem
from hawkari.evidence.local import LOCAL
from tests.desks.programme.acting import Office, busy_activity
from tests.trust.visits import Call, Ground, Visit

__all__ = ["COMMANDS", "VISITS"]

OFFICER = "programme"
QUARTER = {"quarter": "2025Q1", "language": "en", "format": "ods"}


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


def _report(_ground: Ground, folder: Path) -> list[str]:
    out = str(folder / "report.ods")
    return ["--quarter", "2025Q1", "--out", out, "--operation", LOCAL]


COMMANDS = {"programme report": Call(_report, role=OFFICER)}
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
    Visit("programme:operations", role=OFFICER),
    Visit("programme:report", ready=_busy, role=OFFICER),
    Visit("programme:report_file", data=lambda _: QUARTER, ready=_busy, role=OFFICER),
    Visit("programme:api:activities", ready=_busy, role=OFFICER),
    Visit("programme:api:activity", arguments=_at(), ready=_busy, role=OFFICER),
    Visit("programme:api:report", arguments=lambda _: ["2025Q1"], ready=_busy, role=OFFICER),
)  # fmt: skip
