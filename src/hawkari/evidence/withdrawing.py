"""Taking decisions back: withdrawn with a reason, or given way to others.

What had given way to a decision stands again once it is taken back, as an event of its own with
maker, time and reasons as they were, and with what was asked about it meanwhile; where a decision
that was made meanwhile says more on the same pair, it gives way to that one instead, as if the
decision taken back had never been.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.cluster_cache import lock_judgements, refresh_clusters
from hawkari.evidence.identities import OUTRIGHT, known_events, live_events, log_ids
from hawkari.evidence.models import Act, JudgementEvent, JudgementKind, LoadPart
from hawkari.evidence.reviewing.standing_again import carry_over

__all__ = ["give_way", "said", "take_back", "withdraw"]


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
        if earlier.made_by_id is None or _may_know(earlier, event):
            _withdraw(access, earlier, "gives way to a newer decision", gives_way_to=event)
            gone.append(earlier.pk)
    return gone


def _may_know(earlier: JudgementEvent, newer: JudgementEvent) -> bool:
    """Whether everybody who may know of a judgement may know of another one too.

    Parts of one agency under one marking are reached by the same people. So a file that states the
    same once more, or a newer one of the same handling, hides nothing.
    """
    beyond = set(newer.rests_on).difference(earlier.rests_on)
    return not beyond or _reach(beyond) <= _reach(earlier.rests_on)


def _reach(parts: Collection[int]) -> set[tuple[int, int]]:
    """Whose some parts are, and under which marking: agency and marking."""
    rows = LoadPart.objects.filter(pk__in=in_ids(sorted(set(parts))))
    return set(rows.values_list("load__source__agency", "marking").distinct())


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
        event = known_events(access).filter(pk=event_id).first()
        if event is None:
            raise BadInput(
                f"there is no live judgement {event_id} that you may see",
                "It may have been withdrawn already.",
            )
        return take_back(access, event, reason)


def said(event: JudgementEvent) -> dict[str, Any]:
    """What an event shares with those by which the same decision stands again."""
    same = ("left_id", "right_id", "judgement", "made_by_id", "operation_id", "made_at")
    return {name: getattr(event, name) for name in same}


def take_back(
    access: Access, event: JudgementEvent, reason: str, *, is_undo: bool = False
) -> JudgementEvent:
    """Withdraw a live event, and let what had given way to it stand again; audited.

    For a caller's transaction that holds the lock.

    Args:
        access: who takes it back.
        event: one that stands to them.
        reason: why.
        is_undo: it is their own last decision, taken back by the key for it.

    Returns:
        The withdrawal.
    """
    withdrawal = _withdraw(access, event, reason, is_undo=is_undo)
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
    is_undo: bool = False,
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
        is_undo=is_undo,
    )


def _restore(access: Access, event: JudgementEvent) -> list[JudgementEvent]:
    """Say again, with maker and reasons as they were, what had given way to an event."""
    restored = []
    again: dict[int, JudgementEvent] = {}
    # Some gave way to it when it stood under an earlier number.
    same = JudgementEvent.objects.filter(**said(event))
    earlier = JudgementEvent.objects.filter(withdrawal__gives_way_to__in=same).order_by("pk")
    for one in earlier:
        number, one.pk = one.pk, None
        one._state.adding = True
        one.save(force_insert=True)
        again[number] = one
        heir = _would_displace(one)
        if heir is None:
            restored.append(one)
        else:
            give_way(access, [one.pk], heir)
    carry_over(again)
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
    same = (one for one in later.order_by("pk") if _may_know(event, one) and _may_know(one, event))
    return next(same, None)
