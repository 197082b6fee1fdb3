"""Doors of the exchange desk: joint tasks."""

from collections.abc import Callable

from hawkari.desks.exchange.models import JointTask
from hawkari.evidence.models import Task
from tests.desks.exchange.playing import PlayedPartner, be_node, partner_of
from tests.trust.visits import Ground, Visit

__all__ = ["VISITS"]

NEW = {"partner": "asayish", "kind": "question", "what": "x", "language": "en", "handling": "P"}
GIVEN = {
    "task": {
        "reference": "a" * 32, "kind": "question", "what": "x", "why": "", "language": "en",
        "handling": "P", "condition": "", "wanted_by": "",
    },
    "step": {
        "number": 1, "state": "proposed", "due": "", "answer": "", "words": "", "language": "",
    },
}  # fmt: skip
DONE = GIVEN["step"] | {"state": "done", "answer": "refuted", "words": "seen"}


REFERENCE = "a" * 32


def partner(ground: Ground) -> PlayedPartner:
    """This installation as a node with a partner in the operation."""
    be_node()
    return partner_of(ground.case.world.operation)


def given(ground: Ground) -> None:
    """A task that a partner proposed, under `REFERENCE`."""
    slug = ground.case.world.operation.slug
    partner(ground).says("joint-task", GIVEN, operation=slug)


def answered(ground: Ground) -> None:
    """A task of the plan that a partner answered, under `REFERENCE`."""
    operation = ground.case.world.operation
    asked = partner(ground)
    plan_task = Task.objects.create(
        operation=operation, kind="confirm tie", left_id="krg-2", right_id="uk-1",
        agency=operation.agencies.get(slug=asked.slug), state="proposed",
    )  # fmt: skip
    JointTask.objects.create(
        reference=REFERENCE, is_ours=True, partner=plan_task.agency, operation=operation,
        kind="question", what="x", handling="P", plan_task=plan_task,
    )  # fmt: skip
    asked.says("joint-task-step", {"reference": REFERENCE, "step": DONE}, operation=operation.slug)


def newest(_: Ground) -> list[str]:
    """The reference of the newest task."""
    task = JointTask.objects.order_by("pk").last()
    return [task.reference if task is not None else REFERENCE]


def at(_: Ground) -> list[str]:
    """The reference of what `given` and `answered` make."""
    return [REFERENCE]


def _step(name: str, ready: Callable[[Ground], None], **data: str) -> Visit:
    return Visit(f"exchange:{name}", "post", arguments=at, data=lambda _: data, ready=ready)


PROPOSED = Visit("exchange:propose_joint_task", "post", data=lambda _: NEW, ready=partner)
ACCEPTED = _step("accept_joint_task", given, due="2999-01-01")
VISITS = (
    Visit("exchange:joint_tasks"),
    PROPOSED,
    ACCEPTED,
    _step("decline_joint_task", given, words="busy"),
    Visit(
        "exchange:finish_joint_task",
        "post",
        first=ACCEPTED,
        arguments=at,
        data=lambda _: {"words": "seen", "answer": "refuted"},
    ),
    Visit(
        "exchange:withdraw_joint_task",
        "post",
        first=PROPOSED,
        arguments=newest,
        data=lambda _: {"words": "a mistake"},
    ),
    _step("keep_joint_answer", answered),
)
