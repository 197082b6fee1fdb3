"""Decisions on pairs of entities: made, refused, withdrawn, undone. Append-only events.

A positive joins two clusters for whoever may see what it rests on. A negative keeps two clusters
apart for ever. Unsure leaves the pair open. What would contradict a person's earlier decision is
refused, with the chain of decisions that stands against it; one of them must be withdrawn first.
A rule's decision gives way to a person's.

The door looks only at judgements that rest on nothing hidden from the maker. Should a hidden one
contradict, both stand, and the refusal wins when clusters are computed (`clusters.partition`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput, HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters, refresh_clusters
from hawkari.evidence.clusters import Decision, path_between, separate
from hawkari.evidence.identities import (
    EntityNotFound,
    clusters_of,
    decisions_among,
    log_ids,
    stated_ids,
    touching,
)
from hawkari.evidence.identities import live_events as all_live_events
from hawkari.evidence.models import Act, Candidate, JudgementEvent, JudgementKind
from hawkari.evidence.unseen import parts_of

__all__ = [
    "JudgementConflict",
    "JudgementKind",
    "JudgementView",
    "judge",
    "live_events",
    "rebuild_clusters",
    "undo_last",
    "withdraw",
]


@dataclass(frozen=True, slots=True)
class JudgementView:
    """One live judgement that the reader may see.

    `left` < `right` are ids as stated. `reason` is empty where another agency's person gave it in
    another operation. `maker` is a user name, or the rule's name where `by_rule`.
    `probability` (0-1), `weight` (bits) and `reasons` are what the maker was shown; None or empty
    where there was no candidate.
    """

    event: int
    left: str
    right: str
    judgement: str
    maker: str
    by_rule: bool
    made_at: datetime
    reason: str
    probability: float | None
    weight: float | None
    reasons: tuple[dict[str, Any], ...]


class JudgementConflict(HawkariError):
    """A decision that would contradict earlier ones, with the chain that stands against it.

    Args:
        judgement: what was to be decided.
        chain: ids as stated along the joins, from one side of the contradiction to the other.
        against: the judgements that stand against it: the refusal, or the joins of the chain.
    """

    def __init__(
        self, judgement: str, chain: Sequence[str], against: Sequence[JudgementView]
    ) -> None:
        self.judgement = judgement
        self.chain = tuple(chain)
        self.against = tuple(against)
        said = "; ".join(
            f"{one.left} {'≠' if one.judgement == JudgementKind.NEGATIVE else '='} {one.right} "
            f"by {one.maker} on {one.made_at:%Y-%m-%d}"
            for one in self.against
        )
        super().__init__(
            f"{judgement} contradicts earlier decisions: {' = '.join(self.chain)}, but {said}. "
            "Withdraw one of them first, with a reason"
        )


def live_events(access: Access, entity_ids: Sequence[str] | None = None) -> list[JudgementView]:
    """Live judgements that rest on nothing hidden from this access, oldest first.

    Args:
        access: who asks.
        entity_ids: only those with an end among these ids as stated; None for all.
    """
    events = all_live_events().order_by("pk")
    if entity_ids is not None:
        events = events.filter(touching(entity_ids))
    parts = whole_parts(access)
    return [
        _view(access, event)
        for event in events.select_related("made_by")
        if parts.issuperset(event.rests_on)
    ]


def _view(access: Access, event: JudgementEvent) -> JudgementView:
    agency = event.made_by.agency_id if event.made_by is not None else None
    # What somebody typed in another operation is of that operation, and of their agency.
    is_ours = event.operation_id == access.operation.pk or agency == access.user.agency_id
    maker = event.made_by.get_username() if event.made_by is not None else event.rule
    return JudgementView(
        event=event.pk,
        left=event.left_id,
        right=event.right_id,
        judgement=event.judgement,
        maker=maker,
        by_rule=event.made_by is None,
        made_at=event.made_at,
        reason=event.reason if is_ours or event.made_by is None else "",
        probability=event.probability,
        weight=event.weight,
        reasons=tuple(event.reasons),
    )


def judge(  # noqa: PLR0917  left and right are one pair
    access: Access, left: str, right: str, kind: JudgementKind, *, reason: str = ""
) -> JudgementEvent:
    """Decide on a pair of entities.

    Args:
        access: who decides.
        left: one of the pair, a canonical id or an id as stated.
        right: the other; their order does not matter.
        kind: positive, negative or unsure.
        reason: why, in the maker's words.

    Raises:
        AccessDenied: if the role may not judge.
        EntityNotFound: if one of them is unknown, or hidden from the maker.
        BadInput: if both are the same, or the kind is no decision.
        JudgementConflict: if it contradicts a person's decision; audited.
    """
    require(access, Action.JUDGE)
    kind = JudgementKind(kind)
    pair = sorted(stated_ids((left, right)).values())
    if len(pair) < 2 or pair[0] == pair[1] or kind == JudgementKind.WITHDRAWN:
        raise BadInput("a judgement is on two different entities", "Choose two, and decide.")
    try:
        with transaction.atomic():
            lock_judgements()
            basis = _basis(access, pair)
            displaced = _displaced(access, pair, kind)
            event = _make(access, pair, kind, basis=basis, reason=reason)
            _give_way(access, displaced, event)
            refresh_clusters(pair)
            audit.record(
                Act.DECIDE,
                access=access,
                objects=log_ids(pair),
                count=1,
                justification=reason,
                detail={"judgement": kind.value, "event": event.pk, "displaced": displaced},
            )
            return event
    except JudgementConflict as conflict:
        against = [one.event for one in conflict.against]
        audit.record(
            Act.DECIDE,
            access=access,
            objects=log_ids(pair),
            outcome="conflict",
            detail={"judgement": kind.value, "against": against},
        )
        raise


@dataclass(frozen=True, slots=True)
class _Basis:
    """What the maker sees of a pair: statement ids and the parts they came from."""

    statements: list[int]
    parts: list[int]


def _basis(access: Access, pair: Sequence[str]) -> _Basis:
    rows = visible_to(access).filter(entity_id__in=pair).values_list("entity_id", "pk", "part")
    seen = list(rows)
    for entity_id in pair:
        if all(row[0] != entity_id for row in seen):
            raise EntityNotFound(entity_id)
    return _Basis(sorted({row[1] for row in seen}), sorted({row[2] for row in seen}))


def _make(
    access: Access, pair: Sequence[str], kind: JudgementKind, *, basis: _Basis, reason: str
) -> JudgementEvent:
    shown = (
        Candidate.objects.filter(left_id=pair[0], right_id=pair[1], run__operation=access.operation)
        .select_related("run")
        .order_by("-run")
        .first()
    )
    if shown is not None and not whole_parts(access).issuperset(shown.run.parts):
        shown = None
    return JudgementEvent.objects.create(
        left_id=pair[0],
        right_id=pair[1],
        judgement=kind,
        made_by=access.user,
        operation=access.operation,
        made_at=timezone.now(),
        reason=reason,
        probability=shown.probability if shown is not None else None,
        weight=shown.weight if shown is not None else None,
        reasons=shown.reasons if shown is not None else [],
        model_version=shown.run.model_version if shown is not None else "",
        statements_seen=basis.statements,
        rests_on=sorted({*basis.parts, *_compared_parts(pair, shown)}),
    )


def _compared_parts(pair: Sequence[str], shown: Candidate | None) -> set[int]:
    """The parts behind the reasons that were shown, also of values that were taken back since."""
    return set() if shown is None else parts_of(pair) & set(shown.run.parts)


def _displaced(access: Access, pair: Sequence[str], kind: JudgementKind) -> list[int]:
    """The events that give way to a new decision; raises JudgementConflict where none may."""
    left, right = pair
    around = clusters_of(access, pair)
    scope = {*pair, *(one for group in around.members.values() for one in group)}
    parts = whole_parts(access)
    decisions = decisions_among(sorted(scope), parts=parts)
    on_pair = [one for one in decisions if {one.left, one.right} == set(pair)]
    unsure = [
        event.pk
        for event in all_live_events().filter(
            left_id=left, right_id=right, judgement=JudgementKind.UNSURE
        )
        if parts.issuperset(event.rests_on)
    ]
    if kind == JudgementKind.POSITIVE:
        _refuse_forbidden_join(access, decisions, (left, right))
        return unsure
    if kind == JudgementKind.NEGATIVE:
        apart = separate(decisions, left, right)
        if apart.blocked_by:
            raise _conflict(access, kind, apart.blocked_by, start=left)
        return [*unsure, *(one.event for one in apart.give_way)]
    decided = [one for one in on_pair if not one.by_rule]
    if decided:
        raise _conflict(access, kind, decided[:1], start=left)
    return [*unsure, *(one.event for one in on_pair)]


def _refuse_forbidden_join(
    access: Access, decisions: list[Decision], pair: tuple[str, str]
) -> None:
    """Refuse a join of two clusters between which someone has said "different"."""
    left, right = pair
    for refusal in sorted((one for one in decisions if not one.same), key=lambda one: one.event):
        for near, far in ((refusal.left, refusal.right), (refusal.right, refusal.left)):
            first = path_between(decisions, near, left)
            last = path_between(decisions, right, far)
            if (first or near == left) and (last or right == far):
                chain = [*_stops(first, near), *_stops(last, right)]
                raise JudgementConflict(JudgementKind.POSITIVE, chain, _views(access, [refusal]))


def _stops(path: Sequence[Decision], start: str) -> list[str]:
    """The entities along a chain of joins, in walking order."""
    stops = [start]
    for one in path:
        stops.append(one.right if one.left == stops[-1] else one.left)
    return stops


def _conflict(
    access: Access, kind: JudgementKind, path: Sequence[Decision], *, start: str
) -> JudgementConflict:
    return JudgementConflict(kind, _stops(path, start), _views(access, path))


def _views(access: Access, decisions: Sequence[Decision]) -> list[JudgementView]:
    events = JudgementEvent.objects.select_related("made_by").in_bulk(
        [one.event for one in decisions]
    )
    return [_view(access, events[one.event]) for one in decisions]


def _give_way(access: Access, displaced: Sequence[int], event: JudgementEvent) -> None:
    for earlier in JudgementEvent.objects.filter(pk__in=displaced).order_by("pk"):
        _withdraw(access, earlier, "gives way to a newer decision", gives_way_to=event)


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
        event = all_live_events().filter(pk=event_id).first()
        if event is None or not whole_parts(access).issuperset(event.rests_on):
            raise BadInput(
                f"there is no live judgement {event_id} that you may see",
                "It may have been withdrawn already.",
            )
        withdrawal = _withdraw(access, event, reason)
        restored = _restore(event)
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


def _restore(event: JudgementEvent) -> list[JudgementEvent]:
    """Say again, with maker and reasons as they were, what had given way to an event."""
    restored = []
    earlier = JudgementEvent.objects.filter(withdrawal__gives_way_to=event).order_by("pk")
    for one in earlier:
        one.pk = None
        one._state.adding = True
        one.save(force_insert=True)
        restored.append(one)
    return restored


def undo_last(access: Access) -> JudgementEvent | None:
    """Withdraw this user's own last live judgement in this operation; None if there is none."""
    last = (
        all_live_events()
        .filter(made_by=access.user, operation=access.operation)
        .order_by("-pk")
        .first()
    )
    return None if last is None else withdraw(access, last.pk, reason="undone by its maker")
