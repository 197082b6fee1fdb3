"""How a joint task stands by its steps, whatever the order in which they became known.

Each side takes its own steps only, and messages may cross or arrive late. What holds is read off
the set of steps: a result stands above a refusal, that above a withdrawal, that above an
acceptance. So both sides show the same as soon as both know the same steps.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hawkari.desks.exchange.models.joint_tasks import JointState, Side

__all__ = ["OPEN", "TAKES", "Standing", "is_late", "standing"]

OPEN = (JointState.PROPOSED, JointState.ACCEPTED)
TAKES = {
    Side.ASKER: frozenset({JointState.PROPOSED, JointState.WITHDRAWN}),
    Side.ASKED: frozenset({JointState.ACCEPTED, JointState.DECLINED, JointState.DONE}),
}
"""The steps that each side may take."""
STRONGEST = (
    JointState.DONE,
    JointState.DECLINED,
    JointState.WITHDRAWN,
    JointState.ACCEPTED,
    JointState.PROPOSED,
)


class Step(Protocol):
    """What is asked of a step."""

    side: str
    number: int
    state: str
    due: date | None
    answer: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a joint task stands: its state, the day it is due, and the answer once it is done."""

    state: JointState
    due: date | None = None
    answer: str = ""


def standing(steps: Collection[Step]) -> Standing:
    """What a set of steps comes to; the order they are given in does not matter."""
    by_number = sorted(steps, key=lambda one: one.number)
    states = {one.state for one in by_number}
    state = next((one for one in STRONGEST if one in states), JointState.PROPOSED)
    accepted = [one for one in by_number if one.state == JointState.ACCEPTED]
    done = [one for one in by_number if one.state == JointState.DONE]
    return Standing(
        state,
        due=accepted[-1].due if accepted else None,
        answer=done[-1].answer if done else "",
    )


def is_late(state: str, *, due: date | None, wanted_by: date | None, today: date) -> bool:
    """Whether a task's day has passed: the one it was accepted until, or wanted by before that."""
    if state == JointState.ACCEPTED:
        return due is not None and due < today
    return state == JointState.PROPOSED and wanted_by is not None and wanted_by < today
