"""Taking decisions back: withdrawn with a reason, undone by their maker, or given way to others.

What had given way to a decision stands again once it is taken back, as an event of its own with
maker, time and reasons as they were; where a decision that was made meanwhile says more on the same
pair, it gives way to that one instead, as if the decision taken back had never been.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements, refresh_clusters
from hawkari.evidence.grounds import known_to
from hawkari.evidence.identities import live_events, log_ids
from hawkari.evidence.models import Act, JudgementEvent, JudgementKind

__all__ = ["give_way", "undo", "undo_last", "withdraw"]

UNDONE = "undone by its maker"
OUTRIGHT = (JudgementKind.POSITIVE, JudgementKind.NEGATIVE)


def give_way(access: Access, displaced: Sequence[int], event: JudgementEvent) -> list[int]:
    """Withdraw earlier events because of a newer one; for a caller's transaction.

    A person's only where everybody who may know it may know the newer one too: to somebody else it
    would tell of a decision on hidden grounds that theirs has gone. What stays stands beside it. A
    rule's always: it comes and goes with every run, so that it is gone tells nothing.

    Returns:
        The numbers of those withdrawn, rising.
    """
    gone = []
    for earlier in JudgementEvent.objects.filter(pk__in=displaced).order_by("pk"):
        if earlier.made_by_id is None or set(event.rests_on) <= set(earlier.rests_on):
            _withdraw(access, earlier, "gives way to a newer decision", gives_way_to=event)
            gone.append(earlier.pk)
    return gone


def withdraw(access: Access, event_id: int, *, reason: str) -> JudgementEvent:
    """Take one judgement back; refusals and everything else stay.

    What had given way to it stands again, as if it had never been.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: if no reason is given, or there is no such live judgement that the user may see.
    """
    require(access, Action.JUDGE)
    if not reason.strip():
        raise BadInput("a withdrawal needs a reason", "Say why.")
    with transaction.atomic():
        lock_judgements()
        event = live_events().filter(known_to(access), pk=event_id).first()
        if event is None:
            raise BadInput(
                f"there is no live judgement {event_id} that you may see",
                "It may have been withdrawn already.",
            )
        return _take_back(access, event, reason)


def undo(access: Access, event: int) -> JudgementEvent:
    """Take exactly this decision of one's own back; gives the withdrawal.

    Args:
        access: who undoes it.
        event: number of the decision, as `judge` gave it. Where it gave way to another that was
            taken back since, the event by which it stands again is meant.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: if it is no decision of this user's in this operation, stands no more, or
            somebody decided on the same pair after it.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        lock_judgements()
        return _undo(access, _own(access).filter(pk=event).first(), event)


def undo_last(access: Access) -> JudgementEvent | None:
    """Take this user's last decision in this operation back; None if there is none to undo.

    The last is by when it was made, and one that its maker undid does not count. Gives the
    withdrawal.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: as `undo`, if somebody else took it back or decided on the pair after it: nothing
            older is undone in its place.
    """
    require(access, Action.JUDGE)
    with transaction.atomic():
        lock_judgements()
        last = _last(access)
        return None if last is None else _undo(access, last, last.pk)


def _own(access: Access) -> QuerySet[JudgementEvent]:
    return JudgementEvent.objects.filter(made_by=access.user, operation=access.operation).exclude(
        judgement=JudgementKind.WITHDRAWN
    )


def _last(access: Access) -> JudgementEvent | None:
    """The newest decision that the user did not take back themselves."""
    seen = set()
    rows = _own(access).select_related("withdrawal").order_by("-made_at", "-pk")
    for one in rows.iterator(chunk_size=50):
        said = tuple(_said(one).values())
        # What stood again after it gave way is the same decision, and its newest event counts.
        if said not in seen and not _is_undone(one, access):
            return one
        seen.add(said)
    return None


def _is_undone(event: JudgementEvent, access: Access) -> bool:
    taken = getattr(event, "withdrawal", None)
    return (
        taken is not None and taken.made_by_id == access.user.pk and taken.gives_way_to_id is None
    )


def _undo(access: Access, event: JudgementEvent | None, number: int) -> JudgementEvent:
    if event is None:
        raise BadInput(f"{number} is no decision of yours here", "Undo one of your own.")
    standing = live_events().filter(known_to(access), **_said(event)).order_by("-pk").first()
    if standing is None:
        raise BadInput(
            f"your decision {number} does not stand any more, or rests on what you no longer see",
            "Somebody may have taken it back, or decided anew.",
        )
    newer = live_events().filter(
        known_to(access),
        left_id=event.left_id,
        right_id=event.right_id,
        made_by__isnull=False,
        made_at__gt=event.made_at,
    )
    if newer.exists():
        raise BadInput(
            f"somebody decided on this pair after your decision {number}",
            "Withdraw yours, with a reason.",
        )
    return _take_back(access, standing, UNDONE)


def _said(event: JudgementEvent) -> dict[str, Any]:
    """What an event shares with those by which the same decision stands again."""
    same = ("left_id", "right_id", "judgement", "made_by_id", "operation_id", "made_at")
    return {name: getattr(event, name) for name in same}


def _take_back(access: Access, event: JudgementEvent, reason: str) -> JudgementEvent:
    """Withdraw a live event; for a caller's transaction that holds the lock."""
    withdrawal = _withdraw(access, event, reason)
    restored = _restore(access, event)
    pairs = [event, *restored]
    refresh_clusters({side for one in pairs for side in (one.left_id, one.right_id)})
    audit.record(
        Act.DECIDE,
        access=access,
        objects=log_ids((event.left_id, event.right_id)),
        count=1,
        justification=reason,
        detail={
            "judgement": JudgementKind.WITHDRAWN.value,
            "event": withdrawal.pk,
            "withdraws": event.pk,
            "restored": [one.pk for one in restored],
        },
    )
    return withdrawal


def _withdraw(
    access: Access,
    event: JudgementEvent,
    reason: str,
    *,
    gives_way_to: JudgementEvent | None = None,
) -> JudgementEvent:
    return JudgementEvent.objects.create(
        left_id=event.left_id,
        right_id=event.right_id,
        judgement=JudgementKind.WITHDRAWN,
        made_by=access.user,
        operation=access.operation,
        made_at=timezone.now(),
        reason=reason,
        rests_on=event.rests_on,
        withdraws=event,
        gives_way_to=gives_way_to,
    )


def _restore(access: Access, event: JudgementEvent) -> list[JudgementEvent]:
    """Say again, with maker and reasons as they were, what had given way to an event."""
    restored = []
    earlier = JudgementEvent.objects.filter(withdrawal__gives_way_to=event).order_by("pk")
    for one in earlier:
        one.pk = None
        one._state.adding = True
        one.save(force_insert=True)
        heir = _would_displace(one)
        if heir is None:
            restored.append(one)
        else:
            give_way(access, [one.pk], heir)
    return restored


def _would_displace(event: JudgementEvent) -> JudgementEvent | None:
    """The oldest later decision on the pair that "unsure" or a proposal would have given way to.

    Only one on the very same grounds: its maker knew of the event, and who knows that knows it.
    """
    if event.judgement not in {JudgementKind.UNSURE, JudgementKind.PROPOSED}:
        return None
    later = live_events().filter(
        left_id=event.left_id,
        right_id=event.right_id,
        judgement__in=OUTRIGHT,
        made_by__isnull=False,
        made_at__gt=event.made_at,
    )
    grounds = set(event.rests_on)
    return next((one for one in later.order_by("pk") if set(one.rests_on) == grounds), None)
