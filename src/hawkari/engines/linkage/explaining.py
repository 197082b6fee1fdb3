"""Why two records of a state are one entity, or why they are two."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hawkari.engines.linkage.blocking import RULES, block_pairs
from hawkari.engines.linkage.comparing import Levels, compare_pairs, contradicts
from hawkari.engines.linkage.keeping import LinkState
from hawkari.engines.linkage.model import bits_of, total_weights
from hawkari.engines.linkage.neighbours import Clustered, clustered, touched
from hawkari.engines.linkage.pairs import reasons_of
from hawkari.engines.linkage.stores import key_of
from hawkari.engines.linkage.subsets import prepared_of
from hawkari.engines.linkage.values import Cut, Reason
from hawkari.errors import BadInput

__all__ = ["Apart", "PairExplanation", "why_not"]


class Apart(StrEnum):
    """What keeps two records apart, the most telling first."""

    JUDGED = "judged different"
    CUT = "joining them was refused"
    BELOW = "the weight is below the threshold"
    CONTRADICTED = "years of birth or genders contradict"
    STOPPED = "all that they share is shared by too many records"
    NOTHING = "they share nothing that a blocking rule looks for"


@dataclass(frozen=True, slots=True)
class PairExplanation:
    """All that is known of two records.

    Attributes:
        left: id of one record, as asked.
        right: id of the other.
        apart: what keeps them apart; None where they are in one cluster.
        proposed_by: blocking rules that proposed the pair; empty where none did, or where the pair
            was dropped because it contradicts.
        shared: blocking rules of which the two share a key, whoever else holds it.
        reasons: what every comparison says, strongest first, as if the pair had been proposed.
        prior: bits that every pair starts from.
        weight: bits, the prior's and every reason's together.
        probability: of being one entity, 0–1, given the weight.
        join_at: least probability of a pair that is joined without a person, 0–1.
        cut: the joining that was refused between their clusters, if any; of another pair where
            that one was tried first.
        path: ids from one to the other by way of pairs that were joined; empty where apart.
    """

    left: str
    right: str
    apart: Apart | None
    proposed_by: tuple[str, ...]
    shared: tuple[str, ...]
    reasons: tuple[Reason, ...]
    prior: float
    weight: float
    probability: float
    join_at: float
    cut: Cut | None
    path: tuple[str, ...]


def why_not(state: LinkState, left: str, right: str) -> PairExplanation:
    """Why two records are apart, or, where they are not, what joins them.

    Args:
        state: a run's, with the judgements that its clusters rest on.
        left: id of a record in it.
        right: id of another.

    Raises:
        BadInput: if a record is not in the state, or they are one record.

    Cost: that of clustering again what joinable pairs connect with them.
    """
    rows = _two(state, left, right)
    prepared, _ = prepared_of(state, np.sort(np.array(rows, np.int64)))
    place = {one.record.id: at for at, one in enumerate(prepared)}
    ends = (np.array([place[left]]), np.array([place[right]]))
    levels = compare_pairs(prepared, *ends)
    weight = float(total_weights(levels.matrix, state.model.m, state.model.u)[0])
    weight += bits_of(state.model.prior)
    made = clustered(state, touched(state, rows, state.judged))
    together = made.clusters[left] == made.clusters[right]
    cut = None if together else _cut_between(made, left, right)
    proposed_by = _proposed_by(state, rows)
    shared = _names_of(int(np.bitwise_or.reduce(block_pairs(prepared).rules, initial=0)))
    return PairExplanation(
        left=left,
        right=right,
        apart=None if together else _apart(cut, levels, (proposed_by, shared)),
        proposed_by=proposed_by,
        shared=shared,
        reasons=reasons_of(
            (prepared[place[left]], prepared[place[right]]),
            levels.matrix[0],
            best=levels.best_names[0],
            model=state.model,
        ),
        prior=bits_of(state.model.prior),
        weight=weight,
        probability=1 / (1 + 2**-weight),
        join_at=state.join_at,
        cut=cut,
        path=_path(state, made, (left, right)) if together else (),
    )


def _two(state: LinkState, left: str, right: str) -> tuple[int, int]:
    rows = state.rows((left, right))
    for one in (left, right):
        if one not in rows:
            raise BadInput(f"no record has the id {one!r}", "Give ids as the files state them.")
    if left == right:
        raise BadInput("that is one record", "Give the ids of two.")
    return rows[left], rows[right]


def _proposed_by(state: LinkState, rows: tuple[int, int]) -> tuple[str, ...]:
    key = key_of(*(np.array([row], np.int64) for row in rows))[0]
    for segment in state.segments:
        at = int(np.searchsorted(segment.pairs, key))
        if at < len(segment.pairs) and segment.pairs[at] == key:
            return _names_of(int(segment.rules[at]))
    return ()


def _names_of(rules: int) -> tuple[str, ...]:
    return tuple(rule.name for number, rule in enumerate(RULES) if rules >> number & 1)


def _apart(
    cut: Cut | None, levels: Levels, blocking: tuple[tuple[str, ...], tuple[str, ...]]
) -> Apart:
    proposed_by, shared = blocking
    if cut is not None:
        return Apart.JUDGED if cut.why == str(Apart.JUDGED) else Apart.CUT
    if proposed_by:
        return Apart.BELOW
    if contradicts(levels.matrix)[0]:
        return Apart.CONTRADICTED
    return Apart.STOPPED if shared else Apart.NOTHING


def _cut_between(made: Clustered, left: str, right: str) -> Cut | None:
    """The joining of two clusters that was refused: that of the pair itself before others."""
    ends = {made.clusters[left], made.clusters[right]}
    cuts = [cut for cut in made.cuts if {made.clusters[cut.left], made.clusters[cut.right]} == ends]
    return min(cuts, key=lambda cut: {cut.left, cut.right} != {left, right}, default=None)


def _path(state: LinkState, made: Clustered, ends: tuple[str, str]) -> tuple[str, ...]:
    """The shortest way within a cluster; of several the one met first, by weight."""
    name = made.clusters[ends[0]]
    beside: dict[str, list[str]] = {}
    judged = [(one.left, one.right) for one in sorted(state.judged, key=str) if one.same]
    for left, right in [*judged, *made.joined]:
        if made.clusters.get(left) == name == made.clusters.get(right):
            beside.setdefault(left, []).append(right)
            beside.setdefault(right, []).append(left)
    ways: list[tuple[str, ...]] = [ends[:1]]
    seen = {ends[0]}
    for way in ways:
        if way[-1] == ends[1]:
            return way
        for following in beside.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append((*way, following))
    return ends
