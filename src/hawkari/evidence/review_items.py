"""Everything that waits in the review queue, of every kind, each item with why it stands there.

In this order: decisions that contradict each other and reviewers who disagree; joins that new facts
put in doubt; proposals that await a second person; a pair to be read a second time, now and then;
and the pairs, first where an answer teaches or matters most (`hawkari.evidence.priorities`), joins
that the engine refused among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.entities.profile import record_views
from hawkari.evidence.entities.values import EntityView, ValueView, value_views
from hawkari.evidence.harm import held_by_people
from hawkari.evidence.identities import ensure_ids, live_events, log_ids
from hawkari.evidence.issues import open_issues
from hawkari.evidence.judgement_views import JudgementView, judgement_views
from hawkari.evidence.models import Act, IssueKind, JudgementEvent, JudgementKind, ReviewIssue
from hawkari.evidence.review import CandidateView, candidates_behind, not_compared
from hawkari.evidence.review_kinds import Because, ItemFilter, ItemKind, QueueItem
from hawkari.evidence.review_state import with_state
from hawkari.evidence.second_readings import readings_due

__all__ = ["Because", "ItemFilter", "ItemKind", "QueueItem", "item_counts", "next_items"]


EVERYTHING = ItemFilter()
_FIRST = (
    ItemKind.CONFLICT,
    ItemKind.DISAGREEMENT,
    ItemKind.DOUBTFUL,
    ItemKind.PROPOSAL,
    ItemKind.READING,
)
_PAIRS = frozenset({ItemKind.PAIR, ItemKind.CUT})


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
    kind, number = _parsed(after)
    with transaction.atomic():
        items = [] if kind in _PAIRS else _beside_pairs(access, only, behind=(kind, number))[:limit]
        if len(items) < limit and (only.wants(ItemKind.PAIR) or only.wants(ItemKind.CUT)):
            candidates = candidates_behind(
                access,
                number if kind in _PAIRS else None,
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
    found = dict.fromkeys((kind.value for kind in _FIRST), 0)
    for item in _beside_pairs(access, EVERYTHING, behind=(None, 0)):
        found[item.kind] += 1
    return found


def _parsed(key: str) -> tuple[ItemKind | None, int]:
    if not key:
        return None, 0
    kind, _, number = key.partition("-")
    if kind not in set(ItemKind) or not number.isdecimal():
        raise BadInput(f"{key!r} is no item of the queue", "Begin at its head.")
    return ItemKind(kind), int(number)


def _records(items: Sequence[QueueItem]) -> list[str]:
    return [one for item in items for view in (item.left, item.right) for one in view.members]


def _beside_pairs(
    access: Access, only: ItemFilter, *, behind: tuple[ItemKind | None, int]
) -> list[QueueItem]:
    """Items of every kind but pairs, in order, behind a place."""
    kind, number = behind
    place = (-1, 0) if kind is None else (_FIRST.index(kind), number)
    drafts = [
        one
        for one in _drafts(access)
        if (_FIRST.index(one.kind), one.number) > place and only.wants(one.kind)
    ]
    drafts.sort(key=lambda one: (_FIRST.index(one.kind), one.number))
    return list(_shown(access, drafts, only))


@dataclass(frozen=True, slots=True)
class _Draft:
    kind: ItemKind
    number: int
    pair: tuple[str, str]
    about: ReviewIssue | JudgementEvent


def _drafts(access: Access) -> Iterator[_Draft]:
    for issue in open_issues(access):
        yield _Draft(ItemKind(issue.kind), issue.pk, (issue.left_id, issue.right_id), issue)
    for event in _proposals(access):
        yield _Draft(ItemKind.PROPOSAL, event.pk, (event.left_id, event.right_id), event)
    for event in readings_due(access):
        yield _Draft(ItemKind.READING, event.pk, (event.left_id, event.right_id), event)


def _proposals(access: Access) -> list[JudgementEvent]:
    """What others proposed in the operation and people have not joined by now.

    What only the rule joined is shown: with the next run it takes that back.
    """
    parts = whole_parts(access)
    rows = live_events().filter(judgement=JudgementKind.PROPOSED, operation=access.operation)
    seen = [
        one
        for one in rows.exclude(made_by=access.user).order_by("pk")
        if parts.issuperset(one.rests_on)
    ]
    held = held_by_people(access, {side for one in seen for side in (one.left_id, one.right_id)})
    return [one for one in seen if held[one.left_id] != held[one.right_id]]


def _shown(access: Access, drafts: Sequence[_Draft], only: ItemFilter) -> Iterator[QueueItem]:
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
        key=f"{draft.kind}-{draft.number}",
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
        not_compared=not_compared(about.reasons),
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
        key=f"{kind}-{view.candidate}",
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
