"""What a reviewer answers to an item of the queue, and taking answers back."""

from dataclasses import dataclass

from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityView, show_records
from hawkari.evidence.issues import settle
from hawkari.evidence.judgements import (
    JudgementConflict,
    JudgementKind,
    JudgementView,
    judge,
    undo_last,
    withdraw,
)
from hawkari.evidence.review_items import ItemKind
from hawkari.evidence.second_readings import read_again

__all__ = [
    "ANSWERS",
    "Answer",
    "Conflict",
    "Kept",
    "answer",
    "conflict_of",
    "decide",
    "take_back",
    "undo",
]

ANSWERS = ("positive", "negative", "unsure", "settle", "withdraw")
"""What may be answered. The first three decide a pair, or read it a second time; a ``positive`` on
what somebody else proposed confirms it. ``settle`` leaves every judgement as it is; ``withdraw``
takes one back. Which of them an item offers: `reviewing.OFFERED`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to an item.

    Attributes:
        answer: one of `ANSWERS`.
        left, right: ids of the records as stated, for an answer that decides a pair.
        item: key of the item it answers, e.g. ``proposal-12``; empty for a pair.
        event: number of the judgement to withdraw.
        reason: why, in the reviewer's words.
    """

    answer: str
    left: str = ""
    right: str = ""
    item: str = ""
    event: int = 0
    reason: str = ""

    @property
    def kind(self) -> str:
        """Kind of the item; empty where none was named."""
        return self.item.partition("-")[0]

    @property
    def number(self) -> int:
        """Number of the item within its kind; 0 where it is none."""
        number = self.item.partition("-")[2]
        return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of an answer.

    `code` is the answer, ``proposed`` where a join awaits a second person, or ``read`` where it
    was a second reading, which changes nothing. `event` is the number of the judgement that was
    made or withdrawn; 0 where there is none.
    """

    code: str
    event: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """A refused decision: the chain of joins, by name, and the decisions that stand against it."""

    judgement: str
    chain: tuple[EntityView, ...]
    against: tuple[JudgementView, ...]


def answer(access: Access, given: Answer) -> Kept:
    """Keep an answer to an item.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: if the item is gone or does not take the answer, or a reason is missing.
        EntityNotFound: if a record is unknown, or hidden.
        JudgementConflict: if it contradicts a person's decision; audited, and kept in the queue.
    """
    if given.answer == "settle":
        settle(access, given.number, reason=given.reason)
        return Kept("settle")
    if given.answer == "withdraw":
        return Kept("withdraw", withdraw(access, given.event, reason=given.reason).pk)
    kind = JudgementKind(given.answer)
    if given.kind == ItemKind.READING:
        read_again(access, given.number, kind, reason=given.reason)
        return Kept("read")
    return decide(access, (given.left, given.right), kind, reason=given.reason)


def decide(access: Access, pair: tuple[str, str], kind: str, *, reason: str = "") -> Kept:
    """Decide on a pair of records.

    Args:
        access: who decides.
        pair: ids of the records as stated.
        kind: ``positive``, ``negative`` or ``unsure``.
        reason: why, in the decider's words.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: if both are the same.
        EntityNotFound: if one of them is unknown, or hidden.
        JudgementConflict: if it contradicts a person's earlier decision; audited.
    """
    left, right = pair
    event = judge(access, left, right, JudgementKind(kind), reason=reason)
    return Kept(event.judgement, event.pk)


def undo(access: Access) -> tuple[str, str] | None:
    """Take this user's last standing decision back; the pair it was on, None if there is none.

    Raises:
        AccessDenied: if the role may not judge; audited.
    """
    require(access, Action.JUDGE)
    event = undo_last(access)
    return None if event is None else (event.left_id, event.right_id)


def take_back(access: Access, event: int, *, reason: str) -> None:
    """Withdraw one judgement, a person's or a rule's; what follows from it comes apart.

    Raises:
        AccessDenied: if the role may not judge; audited.
        BadInput: without a reason, or if there is no such judgement that the user may see.
    """
    withdraw(access, event, reason=reason)


def conflict_of(access: Access, refused: JudgementConflict) -> Conflict:
    """A conflict with names instead of ids; what the viewer may not see is left out."""
    views = show_records(access, dict.fromkeys(refused.chain))
    chain = tuple(views[one] for one in refused.chain if one in views)
    return Conflict(refused.judgement, chain, refused.against)
