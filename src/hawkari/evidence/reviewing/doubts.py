"""Joins by people that later facts speak against: put back into the queue, with the reason.

"Now doubtful because …": a value that nobody who made the join was shown contradicts the other
record (date of birth, gender, document number); a new record matches one member of a cluster and
contradicts another; or the present model no longer finds the pair worth a look. What was decided
stands until somebody withdraws it.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from hawkari.engines.linkage import (
    CONTRADICTING_BIRTHS,
    CONTRADICTING_GENDERS,
    Linkage,
    births_contradict,
)
from hawkari.evidence.access import Access, visible_to, whole_parts
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.clusters import Decision, path_between
from hawkari.evidence.identities import clusters_of, decisions_among
from hawkari.evidence.linking.records import ReadRecords
from hawkari.evidence.linking.runs import REVIEW_AT
from hawkari.evidence.models import IssueKind, JudgementEvent, JudgementKind
from hawkari.evidence.reviewing.issues import JUDGEMENTS, Issue, raise_issues
from hawkari.evidence.search_keys import identifier_key

__all__ = ["raise_contradictions", "raise_doubts", "raise_newcomers"]

CAUSES = {
    "birthDate": "birth date",
    "gender": "gender",
    "idNumber": "document",
    "passportNumber": "document",
}
"""Causes of doubts by the property whose values contradict."""
REFUSED_FOR = {CONTRADICTING_BIRTHS: "birthDate", CONTRADICTING_GENDERS: "gender"}
"""The property by the engine's refusals that say which values contradict."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One visible statement."""

    pk: int
    value: str
    part: int


Stated = dict[tuple[str, str], list[_Said]]
"""By record and property, by number."""


def raise_doubts(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    people: Iterable[JudgementEvent],
    parts: Collection[int],
    known: Callable[[Collection[str]], Collection[str]] | None = None,
) -> int:
    """Look again at every join that a person made of some records; how many are newly in doubt.

    Args:
        access: who ran linkage.
        read: what was compared.
        found: what the engine found.
        people: people's live judgements that the access may know.
        parts: all that the run read, what it went on from included: a doubt that its model raises
            rests on all of it.
        known: gives those of some records that the run knows, whether it compared them or not; None
            where it compared all that it knows.
    """
    compared = {record.id for record in read.records}
    joins: dict[tuple[str, str], list[JudgementEvent]] = defaultdict(list)
    for event in people:
        pair = (event.left_id, event.right_id)
        if event.judgement == JudgementKind.POSITIVE and not compared.isdisjoint(pair):
            joins[pair].append(event)
    there = compared if known is None else {*known({side for pair in joins for side in pair})}
    joins = {pair: events for pair, events in joins.items() if there.issuperset(pair)}
    if not joins:
        return 0
    stated = _stated(access, {side for pair in joins for side in pair})
    weights = _weights(found, joins)
    issues: list[Issue] = []
    for pair, events in joins.items():
        issues += _contradictions(pair, events, stated)
        issues += _fallen(pair, events, weights, parts=parts)
    return raise_issues(access, issues)


def raise_newcomers(access: Access, found: Linkage, *, parts: Collection[int]) -> int:
    """Doubt people's joins where a record that matches one member contradicts another; how many.

    A certain pair is not joined where somebody in the other's cluster contradicts it. Either the
    pair is wrong, or what people joined before is: both are asked, the pair as a refused join. That
    the engine matched it rests on all that the run read (`parts`).
    """
    refused = [cut for cut in found.cuts if cut.why in REFUSED_FOR and len(cut.between) == 2]
    ends = {side for cut in refused for side in (cut.left, cut.right, *cut.between)}
    if not ends:
        return 0
    head = clusters_of(access, ends).head
    # By cluster: a path leads through one cluster only, and a store has more of them than a run
    # could look through for every refusal.
    joins: dict[str, list[Decision]] = defaultdict(list)
    for join in decisions_among(sorted(head), parts=whole_parts(access)):
        if head[join.left] == head[join.right]:
            joins[head[join.left]].append(join)
    stated = _stated(access, ends)
    rest_on = _rest_on(one for listed in joins.values() for one in listed)
    issues: list[Issue] = []
    for cut in refused:
        said = [one for side in cut.between for one in stated[side, REFUSED_FOR[cut.why]]]
        for near, far in product((cut.left, cut.right), cut.between):
            if near in head and head[near] == head.get(far):
                path = path_between(joins[head[near]], near, far)
                grounds = {part for step in path for part in rest_on[step.event]}
                issues += _between_them(path, said, parts=frozenset({*parts, *grounds}))
    return raise_issues(access, issues)


def _rest_on(joins: Iterable[Decision]) -> dict[int, list[int]]:
    """The parts that each of some judgements rests on, by number."""
    events = JudgementEvent.objects.filter(pk__in=in_ids([one.event for one in joins]))
    return dict(events.values_list("pk", "rests_on"))


def _between_them(
    path: Iterable[Decision], said: Collection[_Said], *, parts: frozenset[int]
) -> Iterable[Issue]:
    """A doubt of each join that a person made on the way from the match to the contradiction."""
    for step in path:
        if not step.by_rule:
            left, right = sorted((step.left, step.right))
            yield Issue(
                IssueKind.DOUBTFUL,
                "new record",
                (left, right),
                events=(step.event,),
                statements=tuple(sorted(one.pk for one in said)),
                parts=parts | {one.part for one in said},
            )


def raise_contradictions(
    access: Access, found: Linkage, *, people: Iterable[JudgementEvent]
) -> int:
    """Put judgements that contradict one another into the queue; how many are new.

    The door refuses such a judgement; it comes to be where two people could not see each other's
    decisions, and somebody sees both.
    """
    disputes = [cut for cut in found.cuts if len(cut.chain) > 1]
    if not disputes:
        return 0
    said: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for event in people:
        said[event.left_id, event.right_id, event.judgement].append(event.pk)
    issues = []
    for cut in disputes:
        left, right = sorted((cut.left, cut.right))
        steps = [tuple(sorted(step)) for step in pairwise(cut.chain)]
        events = {pk for a, b in steps for pk in said[a, b, JudgementKind.POSITIVE]}
        events.update(said[left, right, JudgementKind.NEGATIVE])
        issues.append(
            Issue(IssueKind.CONFLICT, JUDGEMENTS, (left, right), "", tuple(sorted(events)))
        )
    return raise_issues(access, issues)


def _stated(access: Access, ids: Collection[str]) -> Stated:
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(ids)), prop__in=sorted(CAUSES))
    found: Stated = defaultdict(list)
    columns = ("entity_id", "prop", "pk", "value", "part")
    for entity_id, prop, pk, value, part in rows.order_by("pk").values_list(*columns):
        found[entity_id, prop].append(_Said(pk, value, part))
    return found


def _contradictions(
    pair: tuple[str, str], events: Collection[JudgementEvent], stated: Stated
) -> Iterable[Issue]:
    """What differs on every value of both sides, unless somebody joined them who was shown all."""
    for prop, cause in CAUSES.items():
        sides = [stated[side, prop] for side in pair]
        if not all(sides) or not _all_differ(prop, *sides):
            continue
        if any(_was_shown(event, prop, sides) for event in events):
            continue
        # One statement of each value: that a second file says the same is no news.
        said = [one for side in sides for one in _by_value(prop, side).values()]
        yield Issue(
            IssueKind.DOUBTFUL,
            cause,
            pair,
            events=_narrowest(events),
            statements=tuple(sorted(one.pk for one in said)),
            parts=frozenset(one.part for one in said),
        )


def _narrowest(events: Collection[JudgementEvent]) -> tuple[int, ...]:
    """Of joins of one pair those that most people may know of: so many are shown the doubt."""
    first = min(events, key=lambda one: (len(one.rests_on), one.pk))
    return tuple(sorted(one.pk for one in events if set(one.rests_on) <= {*first.rests_on}))


def _was_shown(event: JudgementEvent, prop: str, sides: Iterable[Sequence[_Said]]) -> bool:
    """Whether the maker of a judgement was shown every value of both sides, in some statement."""
    shown = set(event.statements_seen)
    return all(
        {_folded(prop, one.value) for one in side if one.pk in shown} == {*_by_value(prop, side)}
        for side in sides
    )


def _by_value(prop: str, side: Iterable[_Said]) -> dict[str, _Said]:
    """The first statement of each value."""
    found: dict[str, _Said] = {}
    for one in side:
        found.setdefault(_folded(prop, one.value), one)
    return found


def _all_differ(prop: str, left: Iterable[_Said], right: Iterable[_Said]) -> bool:
    return all(_differ(prop, one.value, other.value) for one, other in product(left, right))


def _differ(prop: str, one: str, other: str) -> bool:
    if prop == "birthDate":
        return births_contradict(one, other)
    return _folded(prop, one) != _folded(prop, other)


def _folded(prop: str, value: str) -> str:
    """What two writings of one value share."""
    return identifier_key(value) if CAUSES[prop] == "document" else value.casefold()


def _weights(
    found: Linkage, pairs: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Weight and probability now of those pairs that the engine still proposes."""
    return {
        (one.left, one.right): (one.weight, one.probability)
        for one in found.pairs
        if (one.left, one.right) in pairs
    }


def _fallen(
    pair: tuple[str, str],
    events: Iterable[JudgementEvent],
    weights: Mapping[tuple[str, str], tuple[float, float]],
    *,
    parts: Collection[int],
) -> Iterable[Issue]:
    """A pair that was shown above the threshold of review and would not be shown any more."""
    shown = [one for one in events if (one.probability or 0.0) >= REVIEW_AT]
    now = weights.get(pair)
    if not shown or (now is not None and now[1] >= REVIEW_AT):
        return
    first = shown[0]
    before = [("weight then", first.weight or 0.0), ("probability then", first.probability or 0.0)]
    after = [] if now is None else [("weight now", now[0]), ("probability now", now[1])]
    yield Issue(
        IssueKind.DOUBTFUL,
        "weight",
        pair,
        events=_narrowest(shown),
        figures=(*before, *after),
        parts=frozenset(parts),
    )
