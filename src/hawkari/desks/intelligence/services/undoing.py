"""Undo by key: which answer of a person it takes back, and why it takes none.

Undo takes back the last thing that a person did, if that is a decision that stands and that nobody
has decided after, and nothing else. Where the last thing was a second reading, a withdrawal, or to
leave an item as it is, or where a colleague has taken the last decision back, confirmed it or
decided anew, undo is refused: it would take back an earlier decision, of which its maker is not
thinking.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.judgements import JudgementKind
from hawkari.evidence.judgements import undo as undo_decision
from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading
from hawkari.evidence.undoing import (
    LastDecision,
    WhyNotUndone,
    last_decision,
    undone_before,
)

__all__ = ["Last", "last_of", "undo"]

NOT_UNDONE = {
    WhyNotUndone.NOT_THEIRS: RefusedBecause.NOTHING_TO_UNDO,
    WhyNotUndone.STANDS_NO_MORE: RefusedBecause.LAST_STANDS_NO_MORE,
    WhyNotUndone.DECIDED_SINCE: RefusedBecause.DECIDED_SINCE,
}


@dataclass(frozen=True, slots=True)
class Last:
    """The last thing that a person did in the queue.

    `event` is the number of the decision that undo takes back, `pair` its records as stated;
    0 and empty where it takes none, and then `because` says why.
    """

    event: int = 0
    pair: tuple[str, str] = ("", "")
    because: RefusedBecause | None = RefusedBecause.NOTHING_TO_UNDO


def last_of(access: Access) -> Last:
    """What undo would take back for this person in this operation, now. Not audited."""
    decided = last_decision(access)
    done = [*_last_beside(access)]
    if decided is not None:
        done.append((decided.made_at, _as_last(decided)))
    return max(done, key=lambda one: one[0])[1] if done else Last()


def _as_last(decided: LastDecision) -> Last:
    if decided.because is not None:
        return Last(because=NOT_UNDONE[decided.because])
    return Last(decided.event, decided.pair, None)


def _last_beside(access: Access) -> list[tuple[datetime, Last]]:
    """The last withdrawal that was no undo, second reading, and item left as it is, with times."""
    taken = JudgementEvent.objects.filter(
        made_by=access.user,
        operation=access.operation,
        judgement=JudgementKind.WITHDRAWN,
        gives_way_to__isnull=True,
        is_undo=False,
    )
    read = SecondReading.objects.filter(read_by=access.user, operation=access.operation)
    left = ReviewIssue.objects.filter(settled_by=access.user, operation=access.operation)
    times = (
        (taken.order_by("-made_at").values_list("made_at"), RefusedBecause.LAST_WAS_WITHDRAW),
        (read.order_by("-read_at").values_list("read_at"), RefusedBecause.LAST_WAS_READ),
        (left.order_by("-settled_at").values_list("settled_at"), RefusedBecause.LAST_WAS_SETTLE),
    )
    newest = [(at, because) for rows, because in times for (at,) in rows[:1]]
    return [(at, Last(because=because)) for at, because in newest if at is not None]


def undo(access: Access, event: int) -> tuple[str, str]:
    """Take a decision back that is the last thing this person did; its pair, as stated.

    Who sends the same undo twice is told of the same pair again.

    Args:
        access: who undoes.
        event: number of the decision as it was shown to be the last.

    Raises:
        AccessDenied: if the role may not judge; audited.
        Refused: if it is not the last thing that this person did in this operation, or does not
            stand alone any more.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        lock_judgements()
        before = undone_before(access, event)
        if before is not None:
            return before.left_id, before.right_id
        last = last_of(access)
        if last.because is not None:
            raise Refused(last.because)
        if last.event != event:
            raise Refused(RefusedBecause.NOT_THE_LAST)
        undo_decision(access, event)
    return last.pair
