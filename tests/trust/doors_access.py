"""Doors of operations, break-glass and what colleagues see, and what each needs to be there."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import BreakGlass, OperationMember, Source, User

if TYPE_CHECKING:
    from tests.trust.visits import Ground

MANAGER = "administrator"
READER = "liaison"
REVIEWER = "reviewer"
OPENED = {"name": "Larkspur", "slug": "larkspur", "purpose": "boats", "purpose_kind": "crime"}
WENT_ON = {"decision": "go_on", "reason": "still needed", "next_due": ""}


def slug(ground: "Ground") -> str:
    return str(ground.case.world.operation.slug)


def member(ground: "Ground") -> str:
    members = OperationMember.objects.filter(operation=ground.case.world.operation)
    return str(members.order_by("pk")[0].user.username)


def source(ground: "Ground") -> str:
    """A source of the agency that the case's people are of."""
    agency = User.objects.get(username=member(ground)).agency
    return str(Source.objects.filter(agency=agency).order_by("pk")[0].slug)


def agency(ground: "Ground") -> str:
    return str(ground.case.world.operation.agencies.order_by("pk")[0].slug)


def asked(ground: "Ground") -> dict[str, Any]:
    return {"operation": slug(ground), "reason": "a child is missing", "minutes": "30"}


def broken(ground: "Ground") -> BreakGlass:
    """A use of break-glass by somebody who is no member."""
    user, _ = User.objects.get_or_create(username="night", agency=ensure_agency(agency(ground)))
    now = timezone.now()
    return BreakGlass.objects.create(
        operation=ground.case.world.operation,
        user=user,
        reason="a child is missing",
        asked_at=now,
        expires_at=now + timedelta(hours=1),
    )


def review(ground: "Ground") -> dict[str, Any]:
    return {"number": broken(ground).pk, "outcome": "justified", "note": "a child was missing"}


def newest(_ground: "Ground") -> dict[str, Any]:
    glass = BreakGlass.objects.order_by("-pk").first()
    return {"number": 0 if glass is None else glass.pk}
