"""Decisions on pairs of entities: made, refused, withdrawn, undone. Append-only events.

A positive joins two clusters for whoever may see what it rests on. A negative keeps two clusters
apart for ever. Unsure leaves the pair open. What would contradict a person's earlier decision is
refused, with the chain of decisions that stands against it; one of them must be withdrawn first.
A rule's decision gives way to a person's. Where a wrong merge would do harm (`hawkari.evidence.
harm`), the first person's positive is a proposal, not in force, until a second person agrees.

The door looks only at judgements that rest on nothing hidden from the maker. Should a hidden one
contradict, both stand, and the refusal wins when clusters are computed (`clusters.partition`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.bulk import in_list
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters, refresh_clusters
from hawkari.evidence.clusters import Decision, path_between, separate
from hawkari.evidence.harm import harms_of, held_by_people
from hawkari.evidence.identities import (
    Clusters,
    EntityNotFound,
    clusters_of,
    decisions_among,
    log_ids,
    stated_ids,
)
from hawkari.evidence.identities import live_events as all_live_events
from hawkari.evidence.issues import raise_conflict
from hawkari.evidence.judgement_views import (
    JudgementConflict,
    JudgementView,
    judgement_views,
    live_events,
)
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

DECISIONS = frozenset({JudgementKind.POSITIVE, JudgementKind.NEGATIVE, JudgementKind.UNSURE})


def judge(  # noqa: PLR0917  left and right are one pair
    access: Access,
    left: str,
    right: str,
    kind: JudgementKind,
    *,
    reason: str = "",
    source: str = "refused",
) -> JudgementEvent:
    """Decide on a pair of entities.

    Args:
        access: who decides.
        left: one of the pair, a canonical id or an id as stated.
        right: the other; their order does not matter.
        kind: positive, negative or unsure.
        reason: why, in the maker's words.
        source: cause that a refusal is kept under in the queue: ``refused``, or ``import``.

    Returns:
        The event. Its `judgement` is ``proposed`` where a second person has to agree first; then
        it joins nothing. A positive on what another person proposed confirms it.

    Raises:
        AccessDenied: if the role may not judge.
        EntityNotFound: if one of them is unknown, or hidden from the maker.
        BadInput: if both are the same, the kind is no decision, or the maker has proposed the
            very same already.
        JudgementConflict: if it contradicts a person's decision; audited, and kept in the queue.
    """
    require(access, Action.JUDGE)
    kind = JudgementKind(kind)
    pair = sorted(stated_ids((left, right)).values())
    if len(pair) < 2 or pair[0] == pair[1] or kind not in DECISIONS:
        raise BadInput("a judgement is on two different entities", "Choose two, and decide.")
    try:
        with transaction.atomic():
            lock_judgements()
            basis = _basis(access, pair)
            around = clusters_of(access, pair)
            displaced = _displaced(access, pair, kind, around=around)
            word = _word(access, pair, kind, around=around)
            event = _make(access, pair, word, basis=basis, reason=reason)
            _give_way(access, [*displaced, *word.instead_of], event)
            refresh_clusters(pair)
            audit.record(
                Act.DECIDE,
                access=access,
                objects=log_ids(pair),
                count=1,
                justification=reason,
                detail={
                    "judgement": event.judgement,
                    "event": event.pk,
                    "displaced": [*displaced, *word.instead_of],
                },
            )
            return event
    except JudgementConflict as conflict:
        _keep_conflict(access, pair, conflict, cause=source)
        raise


def _keep_conflict(
    access: Access, pair: Sequence[str], conflict: JudgementConflict, *, cause: str
) -> None:
    """Put a refused decision into the queue, and into the log."""
    with transaction.atomic():
        raise_conflict(access, pair, conflict, cause=cause)
        audit.record(
            Act.DECIDE,
            access=access,
            objects=log_ids(pair),
            outcome="conflict",
            detail={
                "judgement": conflict.judgement,
                "against": [one.event for one in conflict.against],
            },
        )


@dataclass(frozen=True, slots=True)
class _Word:
    """What a decision comes to: its kind, the proposal it confirms, and those it stands in for."""

    kind: JudgementKind
    confirms: JudgementEvent | None = None
    instead_of: tuple[int, ...] = ()


def _word(access: Access, pair: Sequence[str], kind: JudgementKind, *, around: Clusters) -> _Word:
    """Whether a decision holds by itself, needs a second person, or is that second person's."""
    proposals = _proposals(access, pair, around)
    instead_of = tuple(one.pk for one in proposals)
    if kind != JudgementKind.POSITIVE:
        # A refusal answers every proposal to join the two; "unsure" only one on this pair.
        on_pair = [one.pk for one in proposals if [one.left_id, one.right_id] == list(pair)]
        return _Word(kind, None, instead_of if kind == JudgementKind.NEGATIVE else tuple(on_pair))
    others = [one for one in proposals if one.made_by_id not in {None, access.user.pk}]
    if others:
        return _Word(kind, others[0], instead_of)
    records = {*pair, *around.head}
    held = held_by_people(access, records)
    if held[pair[0]] == held[pair[1]] or not harms_of(access, records):
        return _Word(kind, None, instead_of)
    if any(one.made_by_id == access.user.pk for one in proposals):
        raise BadInput(
            "you have proposed this already; it awaits a second person",
            "Ask a colleague to confirm or decline it.",
        )
    return _Word(JudgementKind.PROPOSED, None, instead_of)


def _proposals(access: Access, pair: Sequence[str], around: Clusters) -> list[JudgementEvent]:
    """The proposals to join the two clusters that the access may know of, oldest first."""
    heads = {around.head.get(one, one) for one in pair}
    ids = sorted({*pair, *around.head})
    parts = whole_parts(access)
    found = all_live_events().filter(
        judgement=JudgementKind.PROPOSED, left_id__in=in_list(ids), right_id__in=in_list(ids)
    )
    return [
        one
        for one in found.order_by("pk")
        if {around.head.get(one.left_id), around.head.get(one.right_id)} == heads
        and parts.issuperset(one.rests_on)
    ]


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
    access: Access, pair: Sequence[str], word: _Word, *, basis: _Basis, reason: str
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
        judgement=word.kind,
        confirms=word.confirms,
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


def _displaced(
    access: Access, pair: Sequence[str], kind: JudgementKind, *, around: Clusters
) -> list[int]:
    """The events that give way to a new decision; raises JudgementConflict where none may."""
    left, right = pair
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
                raise JudgementConflict(
                    JudgementKind.POSITIVE,
                    chain,
                    _views(access, [refusal]),
                    events=[one.event for one in (*first, *last)],
                )


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
    found = judgement_views(access, [one.event for one in decisions])
    return [found[one.event] for one in decisions]


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
