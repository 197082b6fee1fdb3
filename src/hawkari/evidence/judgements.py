"""Decisions on pairs of entities: made, refused, withdrawn, undone. Append-only events.

A positive joins two clusters for whoever may see what it rests on. A negative keeps two clusters
apart for ever. Unsure leaves the pair open. What would contradict a person's earlier decision is
refused, with the chain of decisions that stands against it; one of them must be withdrawn first.
A rule's decision gives way to a person's. Where a wrong merge would do harm (`hawkari.evidence.
harm`), the first person's positive is a proposal, not in force, until a second person agrees. A
person's word gives way only where whoever knows of it may know of what it gives way to.

The door looks only at judgements that rest on nothing hidden from the maker. Should a hidden one
contradict, both stand: the refusal wins for whoever may know of it, a run puts the contradiction
into their queue, and the maker is shown what follows from what they may know.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters, refresh_clusters
from hawkari.evidence.clusters import Decision, path_between, separate
from hawkari.evidence.identities import (
    Clusters,
    EntityNotFound,
    clusters_of,
    decisions_among,
    known_events,
    log_ids,
    stated_ids,
)
from hawkari.evidence.judgement_views import (
    JudgementConflict,
    JudgementView,
    judgement_views,
    live_events,
)
from hawkari.evidence.models import Act, Candidate, JudgementEvent, JudgementKind
from hawkari.evidence.reviewing.issues import raise_conflict
from hawkari.evidence.reviewing.proposals import BY_HAND, How, Word, word_of
from hawkari.evidence.reviewing.shown_pairs import shown_candidate
from hawkari.evidence.undoing import undo
from hawkari.evidence.unseen import parts_of
from hawkari.evidence.withdrawing import give_way, withdraw

__all__ = [
    "BY_HAND",
    "How",
    "JudgementConflict",
    "JudgementKind",
    "JudgementView",
    "judge",
    "live_events",
    "rebuild_clusters",
    "undo",
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
    how: How = BY_HAND,
) -> JudgementEvent:
    """Decide on a pair of entities.

    Args:
        access: who decides.
        left: one of the pair, a canonical id or an id as stated.
        right: the other; their order does not matter.
        kind: positive, negative or unsure.
        reason: why, in the maker's words.
        how: by hand, from a file, or in answer to a proposal.

    Returns:
        The event. Its `judgement` is ``proposed`` where a second person has to agree first; then
        it joins nothing. A positive on what another person proposed confirms it.

    Raises:
        AccessDenied: if the role may not judge.
        EntityNotFound: if one of them is unknown, or hidden from the maker.
        BadInput: if both are the same, the kind is no decision, the maker has proposed the very
            same already, the proposal to be answered does not await the maker any more, or a file
            would answer somebody's proposal.
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
            word = word_of(access, pair, kind, around=around, how=how)
            displaced = _displaced(access, pair, kind, around=around)
            event = _make(access, pair, word, basis=basis, reason=reason)
            gone = give_way(access, [*displaced, *word.instead_of], event)
            event.answers.set(_answered(word, gone))
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
                    "displaced": gone,
                },
            )
            return event
    except JudgementConflict as conflict:
        _keep_conflict(access, pair, conflict, cause="import" if how.from_file else "refused")
        raise


def _keep_conflict(
    access: Access, pair: Sequence[str], conflict: JudgementConflict, *, cause: str
) -> None:
    """Put a refused decision into the queue, and into the log."""
    with transaction.atomic():
        lock_judgements()
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
    access: Access, pair: Sequence[str], word: Word, *, basis: _Basis, reason: str
) -> JudgementEvent:
    shown = shown_candidate(access, pair[0], pair[1])
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


def _answered(word: Word, gone: Sequence[int]) -> list[int]:
    """The proposals that a decision answers and that did not give way to it.

    Those among them that were answered by what gave way to it: else they would wait again.
    """
    handed_on = JudgementEvent.objects.filter(answered_by__in=gone).values_list("pk", flat=True)
    return sorted({*word.instead_of, *handed_on}.difference(gone))


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
    left_open = known_events(access).filter(
        left_id=left, right_id=right, judgement=JudgementKind.UNSURE
    )
    unsure = list(left_open.values_list("pk", flat=True))
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
