"""Undo: a decision that its maker takes back without a reason, if it is the last word on its pair.

The last decision is by when it was made. One that a colleague took back, agreed to or decided after
still is the last: nothing older is undone in its place.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements
from hawkari.evidence.identities import known_events
from hawkari.evidence.models import JudgementEvent, JudgementKind
from hawkari.evidence.withdrawing import said, take_back

__all__ = ["LastDecision", "NotUndone", "WhyNotUndone", "last_decision", "undo", "undone_before"]

UNDONE = "undone by its maker"
"""The reason that is kept with an undo, for whoever reads; `is_undo` is what tells it."""


class WhyNotUndone(StrEnum):
    """Why a decision of somebody's own is not undone."""

    NOT_THEIRS = "not theirs"
    STANDS_NO_MORE = "stands no more"
    DECIDED_SINCE = "decided since"


class NotUndone(BadInput):
    """A decision that is not undone; `because` says why, for doors that speak other languages."""

    def __init__(self, because: WhyNotUndone, problem: str, remedy: str) -> None:
        self.because = because
        super().__init__(problem, remedy)


@dataclass(frozen=True, slots=True)
class LastDecision:
    """The last decision that a person made in an operation and did not take back.

    Attributes:
        event: its number, as it stands or stood last.
        pair: its records as stated, in order of ids.
        made_at: when it was made; what stands again keeps its time.
        because: why it cannot be undone; None where it can.
    """

    event: int
    pair: tuple[str, str]
    made_at: datetime
    because: WhyNotUndone | None


def undo(access: Access, event: int) -> JudgementEvent:
    """Take exactly this decision of one's own back; gives the withdrawal.

    Args:
        access: who undoes it.
        event: number of the decision, as `judge` gave it. Where it gave way to another that was
            taken back since, the event by which it stands again is meant.

    Raises:
        AccessDenied: if the role may not judge.
        NotUndone: if it is no decision of this user's in this operation, stands no more, or
            somebody decided on the same pair after it.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        lock_judgements()
        own = _own(access).filter(pk=event).first()
        if own is None:
            raise NotUndone(
                WhyNotUndone.NOT_THEIRS, f"{event} is no decision of yours here", "Undo your own."
            )
        return take_back(access, _undoable(access, own), UNDONE, is_undo=True)


def undone_before(access: Access, event: int) -> JudgementEvent | None:
    """The withdrawal by which this user undid a decision of theirs; None where they did not."""
    return JudgementEvent.objects.filter(
        withdraws=event, made_by=access.user, operation=access.operation, is_undo=True
    ).first()


def last_decision(access: Access) -> LastDecision | None:
    """What this user decided last in this operation, and whether it can be undone; not audited.

    The last is by when it was made, and one that its maker took back does not count. One that
    somebody else took back, confirmed or decided after still is the last: nothing older is undone
    in its place. None where nothing was decided.
    """
    last = _last(access)
    if last is None:
        return None
    because = None
    try:
        last = _undoable(access, last)
    except NotUndone as refused:
        because = refused.because
    return LastDecision(last.pk, (last.left_id, last.right_id), last.made_at, because)


def _own(access: Access) -> QuerySet[JudgementEvent]:
    return JudgementEvent.objects.filter(made_by=access.user, operation=access.operation).exclude(
        judgement=JudgementKind.WITHDRAWN
    )


def _last(access: Access) -> JudgementEvent | None:
    """The newest decision that the user did not take back themselves."""
    seen = set()
    rows = _own(access).select_related("withdrawal").order_by("-made_at", "-pk")
    for one in rows.iterator(chunk_size=50):
        about = tuple(said(one).values())
        # What stood again after it gave way is the same decision, and its newest event counts.
        if about not in seen and not _is_undone(one, access):
            return one
        seen.add(about)
    return None


def _is_undone(event: JudgementEvent, access: Access) -> bool:
    taken = getattr(event, "withdrawal", None)
    return (
        taken is not None and taken.made_by_id == access.user.pk and taken.gives_way_to_id is None
    )


def _undoable(access: Access, event: JudgementEvent) -> JudgementEvent:
    """The event by which a decision stands; raises NotUndone where it is not to be undone."""
    standing = known_events(access).filter(**said(event)).order_by("-pk").first()
    if standing is None:
        raise NotUndone(
            WhyNotUndone.STANDS_NO_MORE,
            f"your decision {event.pk} does not stand any more, or rests on what you no longer see",
            "Somebody may have taken it back, or decided anew.",
        )
    newer = known_events(access).filter(
        left_id=event.left_id,
        right_id=event.right_id,
        made_by__isnull=False,
        made_at__gt=event.made_at,
    )
    if newer.exists():
        raise NotUndone(
            WhyNotUndone.DECIDED_SINCE,
            f"somebody decided on this pair after your decision {event.pk}",
            "Withdraw yours, with a reason.",
        )
    return standing
