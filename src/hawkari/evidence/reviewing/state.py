"""How an item of the review queue stands, as one reader may know it.

Who decides must decide on what they saw. So each item goes out with a token that changes with
whatever its reader could notice of the pair: what is stated of the two records, whom they stand
together with, what was judged about any of these, and whether a join needs a second person. An
answer that brings another token back is an answer to something that is no more.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.crypto import salted_hmac

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import Decision, partition
from hawkari.evidence.harm import harms_of
from hawkari.evidence.identities import (
    DECISION_COLUMNS,
    OUTRIGHT,
    as_decision,
    groups_of,
    known_events,
    touching,
)
from hawkari.evidence.linking.runs import shown_runs
from hawkari.evidence.models import Candidate, JudgementKind
from hawkari.evidence.reviewing.issues import issues_standing
from hawkari.evidence.reviewing.kinds import Because, ItemKey, ItemKind, QueueItem

__all__ = ["Stands", "item_as_it_stands", "pair_token", "with_state"]

PAIRS = (ItemKind.PAIR, ItemKind.CUT)
EVENTS = (ItemKind.PROPOSAL, ItemKind.READING)


@dataclass(frozen=True, slots=True)
class Stands:
    """An item by its key, as it stands now.

    `left` and `right` are ids as stated; `events` the numbers of the judgements it is about; with
    `token` nothing has changed since that token was given out.
    """

    kind: ItemKind
    number: int
    left: str
    right: str
    events: tuple[int, ...]
    token: str


def with_state(access: Access, items: Sequence[QueueItem]) -> list[QueueItem]:
    """The items with their tokens, those marked of which a join needs a second person.

    A second reading joins nothing, so it needs nobody. However many items, three queries in a
    request that has looked up already what stands together around them; else those of
    `identities.groups_of` and of `access.visible_parts` as well.
    """
    pairs = {one.key: (one.left.members[0], one.right.members[0]) for one in items}
    around = _Around(access, {side for pair in pairs.values() for side in pair})
    seen = {
        view.members[0]: {one.statement_id for one in view.values}
        for item in items
        for view in (item.left, item.right)
    }
    marked = []
    for item in items:
        needs_two = item.kind is not ItemKind.READING and around.needs_two(pairs[item.key])
        because = (*item.because, Because("two people")) if needs_two else item.because
        token = around.token(item.key, pairs[item.key], seen)
        marked.append(replace(item, needs_two=needs_two, because=because, token=token))
    return marked


def item_as_it_stands(access: Access, key: ItemKey) -> Stands | None:
    """The item of a key; None if it is gone, or hidden from the access.

    Not audited: it tells a service whether to go on, and nobody anything.
    """
    found = _about(access, key.kind, key.number)
    if found is None:
        return None
    left, right, events = found
    token = pair_token(access, (left, right), key=str(key))
    return Stands(key.kind, key.number, left, right, events, token)


def pair_token(access: Access, pair: tuple[str, str], *, key: str = "") -> str:
    """The token of two records as stated; `key` is of the item that they are, if of any."""
    rows = visible_to(access).filter(entity_id__in=in_list(sorted(pair)))
    seen: dict[str, set[int]] = {}
    for entity_id, statement in rows.values_list("entity_id", "pk"):
        seen.setdefault(entity_id, set()).add(statement)
    return _Around(access, set(pair)).token(key, pair, seen)


class _Around:
    """What stands around some records, as the access may know."""

    def __init__(self, access: Access, records: Collection[str]) -> None:
        groups = groups_of(access, records)
        self._group = {one: sorted(group) for group in groups for one in group}
        ids = sorted(self._group)
        self._harmed = set(harms_of(access, ids))
        self._judged: dict[str, set[int]] = {}
        by_people: list[Decision] = []
        rows = known_events(access).filter(touching(ids)).values_list(*DECISION_COLUMNS)
        for pk, left, right, kind, rule, weight in rows:
            self._judged.setdefault(left, set()).add(pk)
            self._judged.setdefault(right, set()).add(pk)
            if kind in OUTRIGHT and not rule:
                by_people.append(as_decision(pk, left, right, kind, rule, weight))
        # As `harm.held_by_people` has it, from what was read already.
        self._held = partition(
            one for one in by_people if one.left in self._group and one.right in self._group
        ).roots

    def _near(self, pair: tuple[str, str]) -> list[str]:
        return sorted({one for side in pair for one in self._group.get(side, [side])})

    def needs_two(self, pair: tuple[str, str]) -> bool:
        """Whether joining the two needs a second person: not where people joined them already."""
        left, right = (self._held.get(one, one) for one in pair)
        return left != right and not self._harmed.isdisjoint(self._near(pair))

    def token(self, key: str, pair: tuple[str, str], seen: Mapping[str, Collection[int]]) -> str:
        """A keyed digest, so that nothing can be read from it."""
        told = [
            key,
            [
                [side, sorted(seen.get(side, ())), self._group.get(side, [])]
                for side in sorted(pair)
            ],
            sorted({pk for one in self._near(pair) for pk in self._judged.get(one, ())}),
            self.needs_two(pair),
        ]
        return salted_hmac("hawkari.review", json.dumps(told)).hexdigest()[:32]


def _about(access: Access, kind: ItemKind, number: int) -> tuple[str, str, tuple[int, ...]] | None:
    if kind in PAIRS:
        return _of_candidate(access, number, is_cut=kind is ItemKind.CUT)
    if kind in EVENTS:
        return _of_event(access, kind, number)
    issue = issues_standing(access).filter(kind=kind, pk=number).first()
    return None if issue is None else (issue.left_id, issue.right_id, tuple(issue.events))


def _of_candidate(
    access: Access, number: int, *, is_cut: bool
) -> tuple[str, str, tuple[int, ...]] | None:
    row = Candidate.objects.filter(pk=number, run__in=shown_runs(access)).first()
    if row is None or bool(row.cut) is not is_cut:
        return None
    return row.left_id, row.right_id, ()


def _of_event(
    access: Access, kind: ItemKind, number: int
) -> tuple[str, str, tuple[int, ...]] | None:
    event = known_events(access).filter(pk=number, operation=access.operation).first()
    if event is None:
        return None
    if kind is ItemKind.READING:
        return None if event.readings.exists() else (event.left_id, event.right_id, ())
    if event.judgement != JudgementKind.PROPOSED:
        return None
    return event.left_id, event.right_id, (event.pk,)
