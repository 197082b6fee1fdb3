"""What nodes tell each other of joint tasks, read back with every field checked.

Two kinds of message: ``joint-task``, by the asker, holds the whole task with the step, so that a
withdrawal may even come before the proposal; ``joint-task-step``, by who is asked, holds the
task's reference with the step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hawkari.desks.exchange.models.joint_tasks import JointKind, JointState, JointStep, JointTask
from hawkari.desks.exchange.node.handling import Received, Refuse
from hawkari.evidence.models import TaskAnswer

__all__ = [
    "LONGEST",
    "STEP",
    "TASK",
    "StepSaid",
    "TaskSaid",
    "said_of_step",
    "said_of_task",
    "step_of",
    "task_of",
]

TASK = "joint-task"
STEP = "joint-task-step"
LONGEST = 2000
"""Characters of each text."""
MOST_STEPS = 1000
REFERENCE = 32


@dataclass(frozen=True, slots=True)
class TaskSaid:
    """A task as its asker states it; the fields of `JointTask`."""

    reference: str
    kind: str
    what: str
    why: str
    language: str
    handling: str
    condition: str
    wanted_by: date | None


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as who took it states it; the fields of `JointStep`."""

    number: int
    state: str
    due: date | None
    answer: str
    words: str
    language: str


def said_of_task(task: JointTask) -> dict[str, Any]:
    """A task as it is sent."""
    return {
        "reference": task.reference,
        "kind": str(task.kind),
        "what": task.what,
        "why": task.why,
        "language": task.language,
        "handling": task.handling,
        "condition": task.condition,
        "wanted_by": _text(task.wanted_by),
    }


def said_of_step(step: JointStep) -> dict[str, Any]:
    """A step as it is sent; who took it and when stands in the message's own head."""
    return {
        "number": step.number,
        "state": str(step.state),
        "due": _text(step.due),
        "answer": str(step.answer),
        "words": step.words,
        "language": step.language,
    }


def task_of(message: Received) -> TaskSaid:
    """The task in a message.

    Raises:
        Refuse: if it is none.
    """
    said = _inside(message, "task")
    handling, condition = said.text("handling", longest=1), _text_of(said, "condition")
    if handling not in ("P", "C") or (handling == "C") != bool(condition.strip()):
        raise Refuse("malformed", "handling is P, or C with its condition")
    return TaskSaid(
        reference=reference_of(said),
        kind=_one_of(said, "kind", JointKind.values),
        what=said.text("what", longest=LONGEST),
        why=_text_of(said, "why"),
        language=said.text("language", longest=12, may_lack=True),
        handling=handling,
        condition=condition,
        wanted_by=_day(said, "wanted_by"),
    )


def step_of(message: Received, allowed: frozenset[JointState]) -> StepSaid:
    """The step in a message, one of those that its sender may take.

    Raises:
        Refuse: if it is none, or lacks what such a step needs.
    """
    said = _inside(message, "step")
    step = StepSaid(
        number=said.number_of("number", least=1, most=MOST_STEPS),
        state=_one_of(said, "state", sorted(allowed)),
        due=_day(said, "due"),
        answer=_one_of(said, "answer", ["", *TaskAnswer.values]),
        words=_text_of(said, "words"),
        language=said.text("language", longest=12, may_lack=True),
    )
    if step.state == JointState.ACCEPTED and step.due is None:
        raise Refuse("malformed", "a task is accepted until a day")
    if step.state != JointState.DONE and step.answer:
        raise Refuse("malformed", "only a finished task has an answer")
    if step.state in (JointState.DECLINED, JointState.WITHDRAWN, JointState.DONE) and not (
        step.words.strip()
    ):
        raise Refuse("malformed", f"{step.state} needs its words")
    return step


def reference_of(message: Received) -> str:
    """The reference of a task in a message: 32 hexadecimal digits.

    Raises:
        Refuse: if it is none.
    """
    reference = message.text("reference", longest=REFERENCE)
    if len(reference) != REFERENCE or set(reference) - set("0123456789abcdef"):
        raise Refuse("malformed", "reference is no 32 hexadecimal digits")
    return reference


def _inside(message: Received, name: str) -> Received:
    inner: Mapping[str, Any] = message.fields(name)
    return replace(message, body=inner)


def _text_of(said: Received, name: str) -> str:
    return said.text(name, longest=LONGEST, may_lack=True)


def _one_of(said: Received, name: str, allowed: list[str]) -> str:
    value = said.text(name, longest=20, may_lack=True)
    if value not in allowed:
        raise Refuse("malformed", f"{name} is none of {', '.join(filter(None, allowed))}")
    return value


def _day(said: Received, name: str) -> date | None:
    text = said.text(name, longest=10, may_lack=True)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refuse("malformed", f"{name} is no day as YYYY-MM-DD") from None


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
