"""Who may not ask blindly for now, why, and lifting it: by a reviewer who looked, on each side."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from hawkari.desks.exchange.models.blind import BlindSuspension
from hawkari.desks.exchange.node.people import own_rows
from hawkari.desks.exchange.services.waiting import Waiting, waits_for
from hawkari.engines.blindmatch import Grounds
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.models import Agency

__all__ = ["SuspensionView", "lift_suspension", "suspensions_of"]


@dataclass(frozen=True, slots=True)
class SuspensionView:
    """A suspension. `is_ours`: an officer of our own agency; else a partner's."""

    id: int
    agency: Agency
    officer: str
    reason: str
    since: datetime
    is_ours: bool
    told_by: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str
    may_lift: bool


def suspensions_of(access: Access) -> list[SuspensionView]:
    """Suspensions, those in force first, then newest first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        known = _known(access).select_related("agency", "told_by", "lifted_by")
        rows = list(known.order_by("-since", "pk")[:500])
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[f"suspension {one.pk}" for one in rows],
            count=len(rows),
            detail={"what": "suspensions"},
        )
    views = [_view(access, one) for one in rows]
    return sorted(views, key=lambda one: one.lifted_at is not None)


def lift_suspension(access: Access, number: int, *, reason: str) -> None:
    """Let an officer ask again, on this side.

    Raises:
        AccessDenied: if the role decides on no releases.
        BadInput: if nothing is in force under this number, it is the reader's own, or no reason is
            given.
    """
    require(access, Action.RELEASE)
    if not reason.strip():
        raise BadInput("lifting a suspension needs a reason", "Say what you found.")
    with transaction.atomic():
        rows = _known(access).select_for_update(of=("self",)).select_related("agency")
        row = rows.filter(pk=number, lifted_at__isnull=True).first()
        if row is None:
            raise BadInput("no such suspension is in force", "Look at the list again.")
        if _is_of(access, row):
            raise BadInput("nobody lifts their own suspension", "Let a reviewer look at it.")
        row.lifted_at, row.lifted_by = timezone.now(), access.user
        row.lift_reason = reason.strip()
        row.save()
        audit.record(
            Act.DECIDE,
            access=access,
            objects=[f"suspension {row.pk}"],
            count=1,
            justification=reason,
            detail={
                "what": "suspension lifted",
                "agency": row.agency.slug,
                "officer": row.named,
            },
        )


def _known(access: Access) -> QuerySet[BlindSuspension]:
    """The suspensions, which name officers: for people of this node's agency only."""
    return own_rows(access, BlindSuspension.objects.all())


def _is_of(access: Access, row: BlindSuspension) -> bool:
    """Whether a suspension that the reader knows is their own."""
    me = Grounds("", "", "", "", access.user.get_username()).asker
    return row.agency_id == access.user.agency_id and row.officer == me


def _view(access: Access, one: BlindSuspension) -> SuspensionView:
    may = access.may(Action.RELEASE) and one.lifted_at is None and not _is_of(access, one)
    return SuspensionView(
        id=one.pk, agency=one.agency, officer=one.named, reason=one.reason, since=one.since,
        is_ours=one.agency_id == access.user.agency_id,
        told_by=one.told_by.name if one.told_by else "",
        lifted_at=one.lifted_at,
        lifted_by=one.lifted_by.get_username() if one.lifted_by else "",
        lift_reason=one.lift_reason, may_lift=may,
    )  # fmt: skip


@waits_for(Action.RELEASE)
def waiting_suspensions(access: Access) -> list[Waiting]:
    """Suspensions that stand: somebody should look."""
    found = _known(access).filter(lifted_at__isnull=True).order_by("since")
    return [
        Waiting(
            gettext("Look at an alarm of blind matching"),
            reverse("exchange:suspensions"),
            about=one.named,
            since=one.since.date(),
        )
        for one in found
    ]
