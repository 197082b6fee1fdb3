"""Why an answer to the review queue is refused: a code that each door says in its own words."""

from enum import StrEnum

from hawkari.errors import BadInput

__all__ = ["Refused", "RefusedBecause"]


class RefusedBecause(StrEnum):
    """Why an answer, or an undo, is not kept; nothing has changed."""

    CHANGED = "changed"
    GONE = "gone"
    NOT_OFFERED = "not offered"
    ANOTHER_PAIR = "another pair"
    ANOTHER_DECISION = "another decision"
    NO_REASON = "no reason"
    NOTHING_TO_UNDO = "nothing to undo"
    NOT_THE_LAST = "not the last"
    LAST_WAS_READ = "last was a reading"
    LAST_WAS_SETTLE = "last was settled"
    LAST_WAS_WITHDRAW = "last was a withdrawal"
    LAST_STANDS_NO_MORE = "last stands no more"
    DECIDED_SINCE = "decided since"


ENGLISH = {
    RefusedBecause.CHANGED: ("it has changed since it was shown", "Look at it as it is now."),
    RefusedBecause.GONE: ("it does not wait any more", "Go on with the queue."),
    RefusedBecause.NOT_OFFERED: ("this is no answer to it", "Give one of those that it offers."),
    RefusedBecause.ANOTHER_PAIR: (
        "the item is about two other records",
        "Give its own records, or none.",
    ),
    RefusedBecause.ANOTHER_DECISION: (
        "the item is not about that judgement",
        "Name one of those that it lists.",
    ),
    RefusedBecause.NO_REASON: ("a reason is missing", "Say why: it is kept."),
    RefusedBecause.NOTHING_TO_UNDO: ("there is no decision of yours to undo", ""),
    RefusedBecause.NOT_THE_LAST: (
        "you have decided something else since",
        "Look at what your last decision is now, and undo that one.",
    ),
    RefusedBecause.LAST_WAS_READ: (
        "your last answer was a second reading, which is kept and changes nothing",
        "To take an earlier decision back, withdraw it with a reason.",
    ),
    RefusedBecause.LAST_WAS_SETTLE: (
        "your last answer left an item as it is, which is kept with your reason",
        "To take an earlier decision back, withdraw it with a reason.",
    ),
    RefusedBecause.LAST_WAS_WITHDRAW: (
        "your last answer was a withdrawal, which cannot be undone",
        "Decide the pair again.",
    ),
    RefusedBecause.LAST_STANDS_NO_MORE: (
        "your last decision does not stand any more: somebody agreed, took it back or decided anew",
        "To take an earlier decision back, withdraw it with a reason.",
    ),
    RefusedBecause.DECIDED_SINCE: (
        "somebody has decided on the pair of your last decision after you",
        "To take yours back, withdraw it with a reason.",
    ),
}


class Refused(BadInput):
    """An answer that is not kept; `because` says why, for doors that speak other languages."""

    def __init__(self, because: RefusedBecause) -> None:
        self.because = because
        super().__init__(*ENGLISH[because])
