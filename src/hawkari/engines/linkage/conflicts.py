"""Judgements that contradict one another: two records held the same by a chain, and different.

Neither side is believed: the chain is taken out, its records are kept apart, and a person is asked.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from itertools import pairwise

from hawkari.engines.linkage.values import Cut, Judged

__all__ = ["CONTRADICTORY", "part_judged"]

CONTRADICTORY = "contradictory judgements"

_Pair = tuple[str, str]


def part_judged(
    judged: Iterable[Judged],
) -> tuple[tuple[_Pair, ...], tuple[_Pair, ...], tuple[Cut, ...]]:
    """What judgements bind and what they keep apart, and where they contradict one another.

    Args:
        judged: live judgements, in any order; a pair may be judged more than once.

    Returns:
        Pairs to be joined; pairs to be kept apart, among them every link of a chain that is in
        dispute; and the disputes, with their chains. All in order, whatever the order given. Pairs
        left to be joined never connect a pair that was judged different.
    """
    same: set[_Pair] = set()
    different: set[_Pair] = set()
    for one in judged:
        pair = (min(one.left, one.right), max(one.left, one.right))
        if pair[0] != pair[1]:
            (same if one.same else different).add(pair)
    beside: dict[str, set[str]] = defaultdict(set)
    for left, right in same:
        beside[left].add(right)
        beside[right].add(left)
    disputes = [cut for pair in sorted(different) for cut in _disputes(pair, beside)]
    broken = {_ordered(a, b) for cut in disputes for a, b in pairwise(cut.chain)}
    return tuple(sorted(same - broken)), tuple(sorted(different | broken)), tuple(disputes)


def _disputes(pair: _Pair, beside: Mapping[str, set[str]]) -> Iterable[Cut]:
    """Chains from one record of a pair to the other, shortest first; each is taken out."""
    while chain := _chain(*pair, beside):
        for a, b in pairwise(chain):
            beside[a].discard(b)
            beside[b].discard(a)
        yield Cut(*pair, CONTRADICTORY, between=pair, chain=chain)


def _chain(start: str, end: str, beside: Mapping[str, set[str]]) -> tuple[str, ...]:
    """The shortest chain of records, the first in order where several are; empty if none."""
    came = {start: start}
    waiting = deque([start])
    while waiting and end not in came:
        here = waiting.popleft()
        for there in sorted(beside.get(here, ())):
            if there not in came:
                came[there] = here
                waiting.append(there)
    if end not in came:
        return ()
    chain = [end]
    while chain[-1] != start:
        chain.append(came[chain[-1]])
    return tuple(reversed(chain))


def _ordered(a: str, b: str) -> _Pair:
    return (a, b) if a < b else (b, a)
