"""What a program may ask about tasks, and what an officer's program may do with them."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema

from hawkari.desks.intelligence.review_schemas import LARGEST
from hawkari.desks.intelligence.services import asking as service
from hawkari.desks.programs import REFUSALS, ErrorOut, access_of

__all__ = ["tasks_router"]

tasks_router = Router()
Number = Annotated[int, Path(ge=1, le=LARGEST)]
LONGEST = 1000


class QuestionOut(Schema):
    """An uncertain tie, and what its answer would change."""

    left: str
    right: str
    probability: float = Field(ge=0, le=1)
    change: float = Field(description="Expected share of the plan that the answer exchanges")
    gain: float = Field(description="Expected fall of what is left of the largest part")
    low: float
    high: float
    if_confirmed: list[str]
    if_refuted: list[str]
    partners: list[str] = Field(description="Agencies that could be asked")
    open_tasks: list[int]


class StepOut(Schema):
    """One step of a task."""

    state: str
    due: date | None
    answer: str
    words: str
    by: str
    at: datetime


class TaskOut(Schema):
    """A task with its history, oldest step first."""

    number: int
    left: str
    right: str
    agency: str
    state: str = Field(examples=["accepted"])
    due: date | None
    answer: str
    is_late: bool
    is_spared: bool
    figures: dict[str, float]
    steps: list[StepOut]


class PlacedOut(Schema):
    """Somebody's place in the plan by the evidence alone, and with what was learnt; 0 for none."""

    id: str
    before: int
    now: int


class TasksOut(Schema):
    """What to find out next, the tasks, and the plan with what was learnt."""

    questions: list[QuestionOut]
    tasks: list[TaskOut]
    learnt: int
    plan: list[PlacedOut]
    too_many: bool
    handling: str


class ProposeIn(Schema):
    """Which tie, by the canonical ids of its ends, and whom to ask."""

    left: str = Field(min_length=1, max_length=200)
    right: str = Field(min_length=1, max_length=200)
    agency: str = Field(min_length=1, max_length=40)
    reason: str = Field("", max_length=LONGEST)


class AcceptIn(Schema):
    """Until when; `words`: who agreed, where you are of another agency than the one asked."""

    due: date
    words: str = Field("", max_length=LONGEST)


class AnswerIn(Schema):
    """What was found."""

    answer: Literal["confirmed", "refuted", "cannot tell"]
    words: str = Field("", max_length=LONGEST)


class DeclineIn(Schema):
    """Why it will not be done."""

    words: str = Field(min_length=1, max_length=LONGEST)


class WithdrawIn(Schema):
    """Why the answer does not stand."""

    words: str = Field(min_length=1, max_length=LONGEST)


class NumberOut(Schema):
    """A task's number."""

    number: int


@tasks_router.get("/tasks.json", response={200: TasksOut, **REFUSALS})
def tasks(request: HttpRequest) -> dict[str, Any]:
    """Questions worth asking, the tasks, and the plan with what was learnt; audited."""
    page = service.asking(access_of(request))
    return {
        "questions": [_question(one) for one in page.questions],
        "tasks": [one.task for _, listed in page.tasks for one in listed],
        "learnt": page.learnt,
        "plan": [{"id": one.who.id, "before": one.before, "now": one.now} for one in page.plan],
        "too_many": page.too_many,
        "handling": page.handling,
    }


def _question(one: service.Asking) -> dict[str, Any]:
    figures = ("probability", "change", "gain", "low", "high")
    return {
        "left": one.left.id,
        "right": one.right.id,
        **{name: getattr(one.question, name) for name in figures},
        "if_confirmed": list(one.question.if_confirmed),
        "if_refuted": list(one.question.if_refuted),
        "partners": list(one.partners),
        "open_tasks": list(one.open_tasks),
    }


@tasks_router.post("/tasks", response={200: NumberOut, **REFUSALS, 404: ErrorOut})
def propose_task(request: HttpRequest, given: ProposeIn) -> dict[str, int]:
    """Ask an agency to look into a tie, in the name of whoever is logged in; audited."""
    ends = (given.left, given.right)
    access = access_of(request)
    number = service.propose(access, ends, agency=given.agency, reason=given.reason)
    return {"number": number}


@tasks_router.post("/tasks/{number}/accept", response={200: NumberOut, **REFUSALS})
def accept_task(request: HttpRequest, number: Number, given: AcceptIn) -> dict[str, int]:
    """Take a proposed task on until a day; audited."""
    service.accept(access_of(request), number, due=given.due, words=given.words)
    return {"number": number}


@tasks_router.post("/tasks/{number}/answer", response={200: NumberOut, **REFUSALS})
def answer_task(request: HttpRequest, number: Number, given: AnswerIn) -> dict[str, int]:
    """Say what was found about the tie of an accepted task; audited."""
    service.finish(access_of(request), number, answer=given.answer, words=given.words)
    return {"number": number}


@tasks_router.post("/tasks/{number}/decline", response={200: NumberOut, **REFUSALS})
def decline_task(request: HttpRequest, number: Number, given: DeclineIn) -> dict[str, int]:
    """Say that a task will not be done, and why; audited."""
    service.decline(access_of(request), number, words=given.words)
    return {"number": number}


@tasks_router.post("/tasks/{number}/withdraw", response={200: NumberOut, **REFUSALS})
def withdraw_answer(request: HttpRequest, number: Number, given: WithdrawIn) -> dict[str, int]:
    """Take the answer of a task back, so that no plan counts it, and say why; audited."""
    service.withdraw(access_of(request), number, words=given.words)
    return {"number": number}
