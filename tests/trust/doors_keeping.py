"""Doors of review, disposal, corrections and subject access, and what each needs to be there."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hawkari.evidence.models import (
    CorrectionNotice,
    Disclosure,
    Disposal,
    Hold,
    OperationMember,
    Source,
    SubjectExport,
    SubjectExportRow,
    User,
)

if TYPE_CHECKING:
    from tests.trust.visits import Ground

REASON = "the review found it so"
REVIEWER = "reviewer"


def _by(ground: "Ground") -> User:
    members = OperationMember.objects.filter(operation=ground.case.world.operation)
    return members.order_by("pk")[0].user


def _of(ground: "Ground") -> dict[str, Any]:
    return {"operation": ground.case.world.operation}


def source(_ground: "Ground") -> str:
    return str(Source.objects.order_by("pk")[0].slug)


def hold(ground: "Ground") -> int:
    made = Hold.objects.create(
        kind="court", reason=REASON, entity="0" * 32, review_due="2030-01-01",
        placed_by=_by(ground), placed_at=timezone.now(), **_of(ground),
    )  # fmt: skip
    return int(made.pk)


def disposal(ground: "Ground") -> int:
    made = Disposal.objects.create(
        scope="statements", rule="own-unset", rule_version=1, reason=REASON, state="done",
        requested_by=_by(ground), requested_at=timezone.now(), **_of(ground),
    )  # fmt: skip
    return int(made.pk)


def notice(ground: "Ground") -> int:
    told = Disclosure.objects.create(
        recipient="Police nationale", medium="brief", disclosed_by=_by(ground),
        disclosed_at=timezone.now(), **_of(ground),
    )  # fmt: skip
    made = CorrectionNotice.objects.create(
        disclosure=told, change="retracted", cause="load:1", raised_at=timezone.now()
    )
    return int(made.pk)


def export(ground: "Ground", state: str = "draft") -> SubjectExport:
    """An export of somebody of whom nothing is left to be told."""
    return SubjectExport.objects.create(
        entity="0" * 32, requester="somebody", state=state, drafted_by=_by(ground),
        drafted_at=timezone.now(), **_of(ground),
    )  # fmt: skip


def row(ground: "Ground") -> SubjectExportRow:
    return SubjectExportRow.objects.create(export=export(ground), number=ground.statement)


def out(folder: Path) -> str:
    return str(folder / "export.json")


def newest_row() -> int:
    return int(SubjectExportRow.objects.order_by("-pk")[0].pk)


def soon() -> str:
    """A day that a review may be put off to."""
    return (timezone.now() + timedelta(days=90)).date().isoformat()
