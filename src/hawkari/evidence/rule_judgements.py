"""The rule `certain-match`: joins pairs that are certain, as judgement events like any other.

Shown as the rule's, undone like a person's. What a person refused, left open or took back from the
rule is never joined by it again; and it never joins where a wrong merge would do harm
(`hawkari.evidence.harm`), but proposes.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import ScoredPair
from hawkari.evidence.access import Access, whole_parts
from hawkari.evidence.bulk import in_ids, in_list, insert_rows
from hawkari.evidence.clusters import Decision, partition
from hawkari.evidence.grounds import known_to
from hawkari.evidence.harm import harms_in
from hawkari.evidence.identities import known_events, live_events, seen_of, touching
from hawkari.evidence.linking.certain_pairs import CERTAIN_MATCH, Certain
from hawkari.evidence.linking.records import ReadRecords
from hawkari.evidence.linking.stored_pairs import reasons_text
from hawkari.evidence.models import JudgementEvent, JudgementKind

__all__ = [
    "CERTAIN_MATCH",
    "RuleOutcome",
    "decided",
    "judge_by_rule",
    "judged_pairs",
    "resting_on",
]

Pair = tuple[str, str]
About = tuple[str, str, str]
"""A pair, and what the rule says of it."""


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What changed of what the rule says: how many events are new and withdrawn, on which pairs."""

    new: int
    withdrawn: int
    pairs: tuple[Pair, ...] = ()


def decided(access: Access) -> list[JudgementEvent]:
    """People's judgements that stand to this access, oldest first."""
    return list(known_events(access).filter(made_by__isnull=False))


def resting_on(parts: Collection[int], events: Iterable[JudgementEvent]) -> list[JudgementEvent]:
    """Those of some judgements that rest on some parts alone.

    What is kept with a run is read by whoever may see its parts, and may tell of nothing else.
    """
    seen = set(parts)
    return [event for event in events if seen.issuperset(event.rests_on)]


def judged_pairs(events: Iterable[JudgementEvent]) -> list[linkage.Judged]:
    """The decisions among some judgements, as the engine takes them."""
    return [
        linkage.Judged(event.left_id, event.right_id, event.judgement == JudgementKind.POSITIVE)
        for event in events
        if event.judgement in (JudgementKind.POSITIVE, JudgementKind.NEGATIVE)
    ]


def judge_by_rule(
    access: Access, certain: Certain, read: ReadRecords, *, people: Collection[JudgementEvent]
) -> RuleOutcome:
    """Make the rule's events those that follow from a run; for a caller's transaction.

    Args:
        access: who runs it.
        certain: what the run asks.
        read: what is known of its records; what is lacking is read.
        people: people's live judgements that the access may know.
    """
    few = None if certain.scope is None else certain.pairs
    in_hand = _in_hand(access, people, few)
    asked = [one for one in certain.pairs if (one.left, one.right) not in in_hand]
    standing = _standing(access, certain.scope)
    elsewhere = [one for one in standing if one.operation_id != access.operation.pk]
    wanted = _joined_or_proposed(access, asked, [*people, *elsewhere])
    own = [one for one in standing if one.operation_id == access.operation.pk]
    # A proposal waits in the queue of its own operation only: another's stands in for none.
    there = {_about(one) for one in elsewhere if one.judgement == JudgementKind.POSITIVE}
    made = [one for one in wanted if one not in there.union(map(_about, own))]
    # What gave way and stands again may stand beside what was said meanwhile: both go.
    gone = [event for event in own if _about(event) not in wanted]
    made = _still_stated(access, made, read)
    insert_rows(
        JudgementEvent,
        EVENT_COLUMNS,
        [_event(access, wanted[one], read, kind=one[2]) for one in made],
    )
    JudgementEvent.objects.bulk_create(_withdrawal(access, event) for event in gone)
    changed = {*(one[:2] for one in made), *((one.left_id, one.right_id) for one in gone)}
    return RuleOutcome(len(made), len(gone), tuple(sorted(changed)))


def _still_stated(access: Access, made: Collection[About], read: ReadRecords) -> list[About]:
    """Those of some words whose records are there still, and read.

    A newer file may have taken a record back since the run began: the next run sees to it.
    """
    sides = {side for one in made for side in one[:2]}
    read.read_also(access, sides)
    seen = seen_of(access, sides)
    return [one for one in made if seen.issuperset(one[:2]) and read.knows(one[:2])]


def _standing(access: Access, scope: Collection[str] | None) -> list[JudgementEvent]:
    """The rule's live events that the access may know of and the run speaks of, oldest first."""
    rows = live_events().filter(rule=CERTAIN_MATCH)
    if scope is not None:
        rows = rows.filter(touching(sorted(scope)))
    parts = whole_parts(access)
    return [
        event
        for event in rows
        if parts.issuperset(event.rests_on)
        and (scope is None or {event.left_id, event.right_id} <= set(scope))
    ]


def _about(event: JudgementEvent) -> About:
    return (event.left_id, event.right_id, event.judgement)


def _in_hand(
    access: Access, people: Collection[JudgementEvent], asked: Iterable[ScoredPair] | None
) -> set[Pair]:
    """Pairs that the rule leaves to people: they decided, or took the rule's word back.

    As far as the access may know: what the rule's word gave way to on hidden grounds would show in
    a pair that the rule does not join.

    Args:
        access: who runs it.
        people: people's live judgements that the access may know.
        asked: the pairs that are asked about, where they are few; None for all.
    """
    of = Q() if asked is None else Q(left_id__in=in_list(sorted({one.left for one in asked})))
    held = {
        (event.left_id, event.right_id)
        for event in people
        if event.judgement != JudgementKind.POSITIVE
    }
    gave_way = Q(withdrawal__gives_way_to__in=in_ids(sorted(event.pk for event in people)))
    by_hand = Q(withdrawal__gives_way_to__isnull=True)
    own = JudgementEvent.objects.filter(known_to(access), of, rule=CERTAIN_MATCH)
    taken_back = own.filter(by_hand | gave_way, withdrawal__rule="").values_list(
        "left_id", "right_id"
    )
    standing = known_events(access).filter(of, rule=CERTAIN_MATCH)
    return held | (set(taken_back) - set(standing.values_list("left_id", "right_id")))


def _joined_or_proposed(
    access: Access, certain: Iterable[ScoredPair], standing: Iterable[JudgementEvent]
) -> dict[About, ScoredPair]:
    """What the rule says of each pair: positive, or proposed where one side needs two people.

    Nothing of what stands together already by somebody else's word on such a side.
    """
    joins = [
        Decision(event.pk, event.left_id, event.right_id, same=True)
        for event in standing
        if event.judgement == JudgementKind.POSITIVE
    ]
    groups = _Groups(partition(joins).roots, harms_in(access.operation))
    wanted: dict[About, ScoredPair] = {}
    for pair in certain:
        left, right = pair.left, pair.right
        if not groups.is_harmed(left) and not groups.is_harmed(right):
            groups.join(left, right)
            wanted[left, right, JudgementKind.POSITIVE] = pair
        elif not groups.are_one(left, right):
            wanted[left, right, JudgementKind.PROPOSED] = pair
    return wanted


class _Groups:
    """Which records stand together, and whether one of them needs two people."""

    def __init__(self, roots: Mapping[str, str], harmed: Iterable[str]) -> None:
        self._parent = dict(roots)
        self._harmed = {self._root(one) for one in harmed}

    def _root(self, item: str) -> str:
        while (up := self._parent.get(item, item)) != item:
            self._parent[item] = item = self._parent.get(up, up)
        return item

    def is_harmed(self, item: str) -> bool:
        return self._root(item) in self._harmed

    def are_one(self, left: str, right: str) -> bool:
        return self._root(left) == self._root(right)

    def join(self, left: str, right: str) -> None:
        self._parent[self._root(left)] = self._root(right)


def _withdrawal(access: Access, event: JudgementEvent) -> JudgementEvent:
    return JudgementEvent(
        left_id=event.left_id,
        right_id=event.right_id,
        judgement=JudgementKind.WITHDRAWN,
        rule=CERTAIN_MATCH,
        operation=access.operation,
        made_at=timezone.now(),
        reason="no longer certain, or no longer the rule's to join",
        rests_on=event.rests_on,
        withdraws=event,
    )


EVENT_COLUMNS = (
    "left_id",
    "right_id",
    "judgement",
    "rule",
    "operation_id",
    "made_at",
    "reason",
    "probability",
    "weight",
    "reasons",
    "model_version",
    "statements_seen",
    "rests_on",
)


def _event(access: Access, pair: ScoredPair, read: ReadRecords, *, kind: str) -> tuple[Any, ...]:
    ends: Sequence[str] = (pair.left, pair.right)
    return (
        *ends,
        str(kind),
        CERTAIN_MATCH,
        access.operation.pk,
        connection.ops.adapt_datetimefield_value(timezone.now()),
        "",
        pair.probability,
        pair.weight,
        reasons_text(pair),
        linkage.MODEL_VERSION,
        json.dumps(sorted(pk for end in ends for pk in read.statements[end])),
        json.dumps(sorted(read.parts[pair.left] | read.parts[pair.right])),
    )
