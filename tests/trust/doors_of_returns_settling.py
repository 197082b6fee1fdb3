"""Doors of the returns desk: what follows arrival, complaints, outcomes, forms."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hawkari.desks.returns.models import Case, Complaint, FollowUp
from hawkari.desks.returns.services.complaints import NewComplaint, record_complaint
from hawkari.desks.returns.services.follow_up import form_for
from hawkari.engines.casework import State
from hawkari.evidence.models import IndicatorRelease, Operation
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import arrived, submission
from tests.trust.visits import Ground, Visit

__all__ = ["EXEMPT_COMMANDS", "VISITS"]


def _desk(ground: Ground) -> Desk:
    """The ground's operation as one for returns."""
    operation = ground.case.world.operation
    Operation.objects.filter(pk=operation.pk).update(purpose_kind="return")
    operation.refresh_from_db()
    return Desk("nca", operation)


def _home(ground: Ground) -> None:
    """Somebody who arrived."""
    desk = _desk(ground)
    arrived(desk, desk.officer(), desk.officer("reviewer"))


def _documenting(ground: Ground) -> None:
    desk = _desk(ground)
    desk.to(desk.officer(), State.DOCUMENTING)


def _complaint(ground: Ground) -> None:
    new = NewComplaint("He did not call", timezone.now().date(), "phone")
    record_complaint(_desk(ground).officer(), new)


def _at(_ground: Ground) -> list[Any]:
    found = Case.objects.order_by("pk").last()
    return [found.reference if found is not None else "R-2026-XXXXXX"]


def _answer(_ground: Ground) -> dict[str, Any]:
    found = Complaint.objects.order_by("pk").last()
    reference = found.reference if found is not None else "C-2026-XXXXXX"
    return {"reference": reference, "outcome": "upheld", "answer": "x"}


def _released(ground: Ground) -> None:
    desk, now = _desk(ground), timezone.now()
    IndicatorRelease.objects.create(
        operation=desk.operation, agency=desk.officer().user.agency, desk="returns",
        first=date(2026, 1, 1), last=date(2026, 3, 31), made_at=now, made_by="x",
    )  # fmt: skip


def _withdrawn(_ground: Ground) -> dict[str, Any]:
    found = IndicatorRelease.objects.order_by("pk").last()
    return {"number": found.pk if found is not None else 1, "why": "x"}


def _asked(ground: Ground) -> None:
    """Somebody who is to be interviewed."""
    desk = _desk(ground)
    officer = desk.officer()
    case = arrived(desk, officer, desk.officer("reviewer"))
    form_for(officer, case.reference, 0)


def _interview(_ground: Ground) -> dict[str, Any]:
    found = FollowUp.objects.order_by("pk").last()
    sent = submission(found.code if found is not None else "ZZZZZZZZZZ", 0)
    return {"interviews": [{"name": "a.xml", "xml": sent.decode()}]}


WORKER = "caseworker"
SAID = {"said": "x", "received": "2026-01-05", "how": "phone"}
SENT = {"sent": SimpleUploadedFile("a.xml", b"<data")}
VISITS = (
    Visit("returns:reintegration", arguments=_at, ready=_home, role=WORKER),
    Visit(
        "returns:settling_step",
        "post",
        arguments=lambda ground: [*_at(ground), "assess"],
        data=lambda _: {"skills": "tailor"},
        ready=_documenting,
        role=WORKER,
    ),
    Visit(
        "returns:follow_up_form",
        "post",
        arguments=lambda ground: [*_at(ground), 3],
        ready=_home,
        role=WORKER,
    ),
    Visit("returns:follow_ups", ready=_desk, role=WORKER),
    Visit("returns:api:reintegration", arguments=_at, ready=_home, role=WORKER),
    Visit("returns:api:follow_ups", ready=_desk, role=WORKER),
    Visit(
        "returns:api:interviews",
        "post",
        arguments=lambda _: [],
        data=_interview,
        ready=_asked,
        role=WORKER,
        as_json=True,
    ),
    Visit("returns:xlsform", ready=_desk, role=WORKER),
    Visit("returns:complaints", "post", data=_answer, ready=_complaint, role=WORKER),
    Visit("returns:new_complaint", "post", data=lambda _: SAID, ready=_desk, role=WORKER),
    Visit("returns:outcomes", ready=_desk, role=WORKER),
    Visit("returns:withdraw_outcomes", "post", data=_withdrawn, ready=_released, role=WORKER),
)
NO_STORE = "an engine on the caller's own files; touches no store, see test_engine_commands"
EXEMPT_COMMANDS = {"returns form": NO_STORE, "returns score": NO_STORE}
