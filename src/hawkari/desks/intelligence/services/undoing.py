"""Undo by key: which answer of a person it takes back, and why it takes none.

Undo takes back the last thing that a person did, if that is a decision that stands, and nothing
else. Where the last thing was a second reading, a withdrawal, or to leave an item as it is, undo is
refused: it would take back an earlier decision, of which its maker is not thinking.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.judgements import JudgementKind, withdraw
from hawkari.evidence.models import JudgementEvent, ReviewIssue, SecondReading

__all__ = ["Last", "last_of", "undo"]

UNDONE = "undone by its maker"


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
    decided = _last_decided(access)
    done = [*_last_beside(access)]
    if decided is not None:
        done.append((decided.made_at, _as_last(decided)))
    return max(done, key=lambda one: one[0])[1] if done else Last()


def _last_decided(access: Access) -> JudgementEvent | None:
    """The last decision that stands, or the last withdrawal that was no undo.

    By when it was made: what stood again after a later withdrawal has a new number, and is old.
    """
    stands = ~Q(judgement=JudgementKind.WITHDRAWN) & Q(withdrawal__isnull=True)
    undone = Q(reason=UNDONE, withdraws__made_by=F("made_by"))
    taken = Q(judgement=JudgementKind.WITHDRAWN, gives_way_to__isnull=True) & ~undone
    mine = JudgementEvent.objects.filter(made_by=access.user, operation=access.operation)
    return mine.filter(stands | taken).order_by("-made_at", "-pk").first()


def _as_last(event: JudgementEvent) -> Last:
    if event.judgement == JudgementKind.WITHDRAWN:
        return Last(because=RefusedBecause.LAST_WAS_WITHDRAW)
    return Last(event.pk, (event.left_id, event.right_id), None)


def _last_beside(access: Access) -> list[tuple[datetime, Last]]:
    """The last second reading and the last item left as it is, each with its time."""
    read = SecondReading.objects.filter(read_by=access.user, operation=access.operation)
    left = ReviewIssue.objects.filter(settled_by=access.user, operation=access.operation)
    times = (
        (read.order_by("-read_at").values_list("read_at", flat=True), RefusedBecause.LAST_WAS_READ),
        (
            left.order_by("-settled_at").values_list("settled_at", flat=True),
            RefusedBecause.LAST_WAS_SETTLE,
        ),
    )
    return [
        (at, Last(because=because)) for rows, because in times for at in rows[:1] if at is not None
    ]


def undo(access: Access, event: int) -> tuple[str, str]:
    """Take a decision back that is the last thing this person did; its pair, as stated.

    Who sends the same undo twice is told of the same pair again.

    Args:
        access: who undoes.
        event: number of the decision as it was shown to be the last.

    Raises:
        AccessDenied: if the role may not judge; audited.
        Refused: if it is not the last thing that this person did in this operation.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        lock_judgements()
        before = JudgementEvent.objects.filter(
            withdraws=event, made_by=access.user, reason=UNDONE
        ).first()
        if before is not None:
            return before.left_id, before.right_id
        last = last_of(access)
        if last.because is not None:
            raise Refused(last.because)
        if last.event != event:
            raise Refused(RefusedBecause.NOT_THE_LAST)
        withdraw(access, event, reason=UNDONE)
    return last.pair
