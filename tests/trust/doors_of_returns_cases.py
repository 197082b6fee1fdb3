"""Doors of the returns desk: cases, their steps, the API, why, rebuild."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from hawkari.desks.references import new_reference
from hawkari.desks.returns.models import Case, CasePerson, Told
from hawkari.desks.returns.services.recording import NewEvent, append
from hawkari.engines.casework import EventKind, State
from hawkari.evidence.models import Operation
from tests.desks.returns.playing import Desk, proposed
from tests.trust.visits import Call, Ground, Need, Visit

__all__ = ["COMMANDS", "EXEMPT_ROUTES", "VISITS"]


def desk_of(ground: Ground, agency: str = "nca") -> Desk:
    """The ground's operation as one for returns."""
    operation = ground.case.world.operation
    Operation.objects.filter(pk=operation.pk).update(purpose_kind="return")
    operation.refresh_from_db()
    return Desk(agency, operation)


def a_case(ground: Ground) -> Case:
    """A case that nobody has worked on."""
    desk = desk_of(ground)
    return desk.case(desk.officer())


def booked(ground: Ground) -> Case:
    """A case that may depart."""
    desk = desk_of(ground)
    return desk.to(desk.officer(), State.BOOKED)


def agreed(ground: Ground) -> None:
    """A departure that one officer proposed."""
    case = booked(ground)
    proposed(desk_of(ground).officer(), case.reference)


def somebody_to_tell(ground: Ground) -> None:
    """A lawyer who must be told."""
    case = a_case(ground)
    Told.objects.create(case=case, event=case.events.get(), who="lawyer: x", made_at=timezone.now())


def at(_: Ground) -> list[str]:
    """The newest case."""
    found = Case.objects.order_by("pk").last()
    return [found.reference if found is not None else "R-2026-XXXXXX"]


def as_proposed(_: Ground) -> dict[str, int]:
    """The proposal of the newest case, which is its last event."""
    found = Case.objects.order_by("pk").last()
    return {"seen": found.standing.events if found is not None else 1}


def step(name: str) -> Any:
    """The newest case, and the name of a step."""
    return lambda ground: [*at(ground), name]


def told(ground: Ground) -> list[Any]:
    """The newest case, and who must be told."""
    found = Told.objects.order_by("pk").last()
    return [*at(ground), found.pk if found is not None else 1]


def case_of_this_machine(ground: Ground, _folder: Path) -> list[str]:
    """A case of the agency of this machine's own user."""
    desk = desk_of(ground, "taskforce")
    # Written past the services: this must succeed where the audit log cannot be written.
    officer, now = desk.officer(), timezone.now()
    case = Case.objects.create(
        reference=new_reference("R", Case.objects.all(), now.date()), operation=desk.operation,
        agency=officer.user.agency, opened_at=now, review_due=now.date(),
    )  # fmt: skip
    CasePerson.objects.create(case=case, name="x")
    append(officer, case, [NewEvent(EventKind.OPENED)])
    return [case.reference, "--operation", desk.operation.slug]


def letter_of_this_machine(ground: Ground, folder: Path) -> list[str]:
    """A letter to the person of such a case."""
    reference, *rest = case_of_this_machine(ground, folder)
    file = folder / "letter.json"
    file.write_text(json.dumps(LETTER), "utf-8")
    return [reference, str(file), "--out", str(folder / "letter.pdf"), *rest]


WORKER = "caseworker"
LETTER = {
    "kind": "intention", "language": "ckb", "destination": "Erbil, Iraq", "route": "London, Erbil",
    "place": "england-wales", "office": "Returns team", "advice_name": "Fenwick Law Centre",
    "advice_phone": "+44 7700 900123", "interpreter_name": "Interpreters' desk",
    "interpreter_phone": "+44 7700 900124", "questions_name": "Returns team",
    "questions_phone": "+44 7700 900125",
}  # fmt: skip
NEW = {"name": "x", "why": "x"}
BARRIER = {"barrier": "rule39", "source": "letter"}
VISITS = (
    Visit("returns:cases", ready=a_case, role=WORKER),
    Visit("returns:case", arguments=at, ready=a_case, role=WORKER),
    Visit("returns:new_case", "post", data=lambda _: NEW, ready=desk_of, role=WORKER),
    Visit("returns:told", "post", arguments=told, ready=somebody_to_tell, role=WORKER),
    Visit("returns:step", arguments=step("open_barrier"), ready=a_case, role=WORKER),
    Visit("returns:api:cases", ready=a_case, role=WORKER),
    Visit("returns:api:why", arguments=at, ready=a_case, role=WORKER),
    Visit(
        "returns:api:barrier",
        "post",
        arguments=at,
        data=lambda _: BARRIER,
        ready=a_case,
        role=WORKER,
        as_json=True,
    ),
    Visit(
        "returns:api:proposal",
        "post",
        arguments=at,
        data=lambda _: {"why": "seen"},
        ready=booked,
        role=WORKER,
        as_json=True,
    ),
    Visit(
        "returns:api:confirmation",
        "post",
        arguments=at,
        data=as_proposed,
        ready=agreed,
        role=WORKER,
        as_json=True,
    ),
)
EXEMPT_ROUTES = {
    "returns:api:openapi-json": "describes the API's form; the same for everybody",
    "returns:api:api-root": "answers 404",
}
COMMANDS = {
    "returns letter": Call(letter_of_this_machine, role=WORKER),
    "returns why": Call(case_of_this_machine, role=WORKER),
    "returns rebuild": Call(need=Need.AUDIT),
}
