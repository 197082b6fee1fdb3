"""Everything that waits in the review queue, of every kind, each item with why it stands there.

In this order: decisions that contradict each other and reviewers who disagree; joins that new facts
put in doubt; proposals that await a second person; a pair to be read a second time, now and then;
and the pairs, first where an answer teaches or matters most
(`hawkari.evidence.reviewing.priorities`), joins that the engine refused among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.entities.values import EntityView, ValueView, value_views
from hawkari.evidence.harm import held_by_people
from hawkari.evidence.identities import ensure_ids, groups_of, known_events, log_ids
from hawkari.evidence.judgement_views import JudgementView, judgement_views
from hawkari.evidence.models import Act, IssueKind, JudgementEvent, JudgementKind, ReviewIssue
from hawkari.evidence.reviewing.issues import issues_standing
from hawkari.evidence.reviewing.kinds import Because, ItemFilter, ItemKey, ItemKind, QueueItem
from hawkari.evidence.reviewing.queue import CandidateView, candidates_behind, not_compared
from hawkari.evidence.reviewing.second_readings import readings_due
from hawkari.evidence.reviewing.state import with_state

__all__ = ["Because", "ItemFilter", "ItemKey", "ItemKind", "QueueItem", "item_counts", "next_items"]


EVERYTHING = ItemFilter()
_FIRST = (
    ItemKind.CONFLICT,
    ItemKind.DISAGREEMENT,
    ItemKind.DOUBTFUL,
    ItemKind.PROPOSAL,
    ItemKind.READING,
)
_ISSUES = frozenset(map(ItemKind, IssueKind.values))
_PAIRS = frozenset({ItemKind.PAIR, ItemKind.CUT})
_AT_A_TIME = 50
"""Items beside pairs that are read at a time, at most."""


def next_items(
    access: Access, *, after: str = "", limit: int = 20, only: ItemFilter = EVERYTHING
) -> list[QueueItem]:
    """The next items of the queue.

    Args:
        access: who reviews; the look is audited.
        after: key of the item to go on behind; empty for the beginning. An item that has been
            decided since is a good cursor still.
        limit: at most so many.
        only: which items.

    Raises:
        AccessDenied: if the role may not judge.
        BadInput: if `after` is no key of an item.
    """
    require(access, Action.JUDGE)
    behind = ItemKey.parse(after) if after else None
    kind = None if behind is None else behind.kind
    with transaction.atomic():
        beside = _beside_pairs(access, only, behind=behind, size=min(limit, _AT_A_TIME))
        items = [] if kind in _PAIRS else list(islice(beside, limit))
        if len(items) < limit and (only.wants(ItemKind.PAIR) or only.wants(ItemKind.CUT)):
            candidates = candidates_behind(
                access,
                behind.number if behind is not None and kind in _PAIRS else None,
                limit=limit - len(items),
                only=only.pairs,
            )
            items += [_of_candidate(one) for one in candidates]
        items = with_state(access, items)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=log_ids(_records(items)),
            count=len(items),
            detail={"what": "review queue"},
        )
    return items


def item_counts(access: Access) -> dict[str, int]:
    """How many items of each kind but pairs and cuts wait, by kind; for `queue_counts` beside it.

    Not audited: it shows numbers to somebody who is shown the queue.

    Raises:
        AccessDenied: if the role may not judge.
    """
    require(access, Action.JUDGE)
    found = {kind.value: 0 for kind in _FIRST}
    issues = issues_standing(access).filter(_both_sides_visible(access)).order_by()
    found.update(issues.values_list("kind").annotate(how_many=Count("pk")))
    found[ItemKind.PROPOSAL] = len(_still_open(access, list(_proposals(access))))
    found[ItemKind.READING] = len(readings_due(access))
    return found


def _both_sides_visible(access: Access) -> Q:
    """Whether the access sees a statement of either record of a pair."""
    left, right = (
        visible_to(access).filter(entity_id=OuterRef(side)) for side in ("left_id", "right_id")
    )
    return Q(Exists(left)) & Q(Exists(right))


def _records(items: Sequence[QueueItem]) -> list[str]:
    return [one for item in items for view in (item.left, item.right) for one in view.members]


def _beside_pairs(
    access: Access, only: ItemFilter, *, behind: ItemKey | None, size: int
) -> Iterator[QueueItem]:
    """Items of every kind but pairs, in order, behind a place; so many are read at a time."""
    place = -1 if behind is None else _FIRST.index(behind.kind)
    issues = set(issues_standing(access).order_by().values_list("kind", flat=True).distinct())
    for rank, one in enumerate(_FIRST):
        if rank < place or not only.wants(one) or (one in _ISSUES and one not in issues):
            continue
        after = behind.number if behind is not None and rank == place else 0
        while drafts := _drafts(access, one, after, size=size):
            yield from _shown(access, drafts, only)
            after = drafts[-1].number


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: ItemKind
    number: int
    about: ReviewIssue | JudgementEvent

    @property
    def pair(self) -> tuple[str, str]:
        return (self.about.left_id, self.about.right_id)


def _drafts(access: Access, kind: ItemKind, after: int, *, size: int) -> list[_Draft]:
    """The next items of a kind behind a number, in order; empty if there is none."""
    about: Sequence[ReviewIssue | JudgementEvent]
    if kind is ItemKind.PROPOSAL:
        about = list(_proposals(access).filter(pk__gt=after)[:size])
    elif kind is ItemKind.READING:
        about = [one for one in readings_due(access) if one.pk > after]
    else:
        issues = issues_standing(access).filter(kind=kind, pk__gt=after)
        about = list(issues.order_by("pk")[:size])
    return [_Draft(kind, one.pk, one) for one in about]


def _proposals(access: Access) -> QuerySet[JudgementEvent]:
    """What others proposed in the operation, as far as the access may know, in order."""
    return (
        known_events(access)
        .filter(judgement=JudgementKind.PROPOSED)
        .exclude(made_by=access.user)
        .select_related("made_by")
        .order_by("pk")
    )


def _still_open(access: Access, proposals: Sequence[JudgementEvent]) -> list[JudgementEvent]:
    """Those whose two records the access sees, and that people neither joined by now nor refused.

    What only the rule joined is shown: with the next run it takes that back.
    """
    ends = {side for one in proposals for side in (one.left_id, one.right_id)}
    of = {one: number for number, group in enumerate(groups_of(access, ends)) for one in group}
    among = in_list(sorted(of))
    refusals = known_events(access).filter(
        judgement=JudgementKind.NEGATIVE,
        left_id__in=among,
        right_id__in=among,
    )
    apart = {frozenset((of[a], of[b])) for a, b in refusals.values_list("left_id", "right_id")}
    held = held_by_people(access, ends)
    return [
        one
        for one in proposals
        if of.keys() >= {one.left_id, one.right_id}
        and held[one.left_id] != held[one.right_id]
        and frozenset((of[one.left_id], of[one.right_id])) not in apart
    ]


def _shown(access: Access, drafts: Sequence[_Draft], only: ItemFilter) -> Iterator[QueueItem]:
    proposals = [one.about for one in drafts if isinstance(one.about, JudgementEvent)]
    if drafts[0].kind is ItemKind.PROPOSAL:
        open_ones = {one.pk for one in _still_open(access, proposals)}
        drafts = [one for one in drafts if one.number in open_ones]
    ids = sorted({side for one in drafts for side in one.pair})
    views = record_views(access, ids)
    own = ensure_ids(ids)
    judged = judgement_views(access, {pk for one in drafts for pk in _events(one)})
    numbers = sorted(
        {
            pk
            for one in drafts
            if isinstance(one.about, ReviewIssue)
            for pk in one.about.statements_seen
        }
    )
    values = {
        one.statement_id: one
        for one in value_views(visible_to(access).filter(pk__in=in_ids(numbers)))
    }
    for draft in drafts:
        sides = [views[one] for one in draft.pair if one in views]
        if len(sides) < 2 or not only.fits(*sides):
            continue
        if draft.kind is ItemKind.READING:
            sides = [
                replace(view, canonical_id=own[one].canonical_id)
                for view, one in zip(sides, draft.pair, strict=True)
            ]
        yield _item(draft, (sides[0], sides[1]), judged=judged, values=values)


def _events(draft: _Draft) -> Sequence[int]:
    if isinstance(draft.about, ReviewIssue):
        return tuple(draft.about.events)
    return () if draft.kind is ItemKind.READING else (draft.about.pk,)


def _item(
    draft: _Draft,
    sides: tuple[EntityView, EntityView],
    *,
    judged: dict[int, JudgementView],
    values: dict[int, ValueView],
) -> QueueItem:
    about = draft.about
    item = QueueItem(
        kind=draft.kind,
        left=sides[0],
        right=sides[1],
        because=(_because(draft),),
        number=draft.number,
        judgements=tuple(judged[pk] for pk in _events(draft) if pk in judged),
    )
    if isinstance(about, ReviewIssue):
        first = item.judgements[0] if item.judgements else None
        return replace(
            item,
            statements=tuple(values[pk] for pk in about.statements_seen if pk in values),
            wanted=about.wanted,
            figures=about.figures,
            probability=None if first is None else first.probability,
            weight=None if first is None else first.weight,
            reasons=() if first is None else first.reasons,
        )
    return replace(
        item,
        probability=about.probability,
        weight=about.weight,
        reasons=tuple(about.reasons),
        not_compared=not_compared(about.reasons, item.left.schema),
    )


def _because(draft: _Draft) -> Because:
    about = draft.about
    if isinstance(about, ReviewIssue):
        text = about.wanted if about.kind == IssueKind.CONFLICT else about.cause
        return Because(draft.kind.value, text)
    if draft.kind is ItemKind.READING:
        return Because("second reading")
    return Because("proposed", about.rule or str(about.made_by))


def _of_candidate(view: CandidateView) -> QueueItem:
    kind = ItemKind.CUT if view.cut else ItemKind.PAIR
    return QueueItem(
        kind=kind,
        left=view.left,
        right=view.right,
        because=tuple(_reasons_for_place(view)),
        number=view.candidate,
        probability=view.probability,
        weight=view.weight,
        reasons=view.reasons,
        not_compared=view.not_compared,
        unsure=view.unsure,
    )


def _reasons_for_place(view: CandidateView) -> Iterator[Because]:
    if view.cut:
        yield Because("refused", view.cut, view.probability)
    else:
        yield Because("uncertain", figure=view.probability)
    if view.unsure:
        yield Because("left open")
    matters = view.matters
    if matters is None:
        return
    if matters.is_subject:
        yield Because("subject")
    if matters.records > 2:
        yield Because("large", figure=matters.records)
    if matters.level:
        yield Because("teaches", matters.level, matters.fewest_judged)
