"""Clusters as a pure function of decisions: who is one, and which joins were refused.

A refusal ("these are different") is applied before joining: two clusters that hold a refused pair
are never joined, whatever speaks for it. Joins are taken people's before rules', heavier evidence
first, so the result does not depend on the order in which decisions were made.
"""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Decision", "Partition", "Separation", "partition", "path_between", "separate"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A live, decisive judgement on a pair of entities.

    Args:
        event: its number.
        left, right: the pair; order does not matter.
        same: positive, or negative.
        by_rule: made by a rule, which gives way to a person.
        weight: evidence in bits; 0 where none was kept.
    """

    event: int
    left: str
    right: str
    same: bool
    by_rule: bool = False
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Partition:
    """Clusters of two or more, and the positives that had no effect.

    `roots` gives each entity its cluster's smallest entity id; entities alone are left out.
    `cuts` are the numbers of positive events that a refusal kept from joining, rising.
    """

    roots: dict[str, str]
    cuts: tuple[int, ...]


def partition(decisions: Iterable[Decision]) -> Partition:
    """Join what is the same, never across a refusal. Near linear in the number of decisions."""
    parent: dict[str, str] = {}
    enemies: dict[str, set[str]] = defaultdict(set)
    size: dict[str, int] = defaultdict(lambda: 1)

    def root_of(item: str) -> str:
        while (up := parent.get(item, item)) != item:
            parent[item] = item = parent.get(up, up)
        return item

    listed = list(decisions)
    for decision in listed:
        if not decision.same:
            enemies[decision.left].add(decision.right)
            enemies[decision.right].add(decision.left)
    refused = []
    for decision in sorted((one for one in listed if one.same), key=_strength):
        kept, lost = root_of(decision.left), root_of(decision.right)
        if kept == lost:
            continue
        if lost in enemies[kept]:
            refused.append(decision)
            continue
        if size[kept] < size[lost]:
            kept, lost = lost, kept
        parent[lost] = kept
        size[kept] += size[lost]
        for enemy in enemies.pop(lost, ()):
            enemies[enemy].discard(lost)
            enemies[enemy].add(kept)
            enemies[kept].add(enemy)
    touched = {side for one in listed if one.same for side in (one.left, one.right)}
    cuts = sorted(one.event for one in refused if root_of(one.left) != root_of(one.right))
    return Partition(_named({item: root_of(item) for item in touched}), tuple(cuts))


def _strength(decision: Decision) -> tuple[bool, float, str, str]:
    left, right = sorted((decision.left, decision.right))
    return (decision.by_rule, -decision.weight, left, right)


def _named(roots: dict[str, str]) -> dict[str, str]:
    """Clusters of two or more under their smallest member, instead of whichever root was kept."""
    members: dict[str, list[str]] = defaultdict(list)
    for item, root in roots.items():
        members[root].append(item)
    groups = (sorted(group) for group in members.values() if len(group) > 1)
    return {item: group[0] for group in groups for item in group}


def path_between(decisions: Iterable[Decision], left: str, right: str) -> tuple[Decision, ...]:
    """The shortest chain of positives from one entity to another; empty if there is none.

    Of equally short chains, the one by the smallest entity ids.
    """
    steps: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        if one.same:
            steps[one.left].append(one)
            steps[one.right].append(one)
    came: dict[str, Decision] = {}
    queue = deque([left])
    while queue and right not in came:
        here = queue.popleft()
        for one in sorted(steps[here], key=lambda step: (step.left, step.right, step.event)):
            there = one.right if one.left == here else one.left
            if there != left and there not in came:
                came[there] = one
                queue.append(there)
    if right not in came or left == right:
        return ()
    path, here = [], right
    while here != left:
        path.append(came[here])
        here = came[here].left if came[here].right == here else came[here].right
    return tuple(reversed(path))


@dataclass(frozen=True, slots=True)
class Separation:
    """What must give way so that two entities come apart.

    `give_way` are rule-made positives, in the order they were taken out; `blocked_by` is a chain of
    people's positives that no rule can undo, empty if the two come apart.
    """

    give_way: tuple[Decision, ...]
    blocked_by: tuple[Decision, ...]


def separate(decisions: Iterable[Decision], left: str, right: str) -> Separation:
    """Take out rule-made joins, weakest first on each chain, until two entities are apart."""
    remaining = list(decisions)
    given = []
    while path := path_between(remaining, left, right):
        rules = [one for one in path if one.by_rule]
        if not rules:
            return Separation((), path)
        weakest = min(rules, key=lambda one: (one.weight, one.event))
        given.append(weakest)
        remaining.remove(weakest)
    return Separation(tuple(given), ())
