"""Where each person stands in each measure, and how sure one can be of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hawkari.engines.disruption.around import cores, surroundings
from hawkari.engines.disruption.kernels import AGAIN, ONCE, betweenness
from hawkari.engines.disruption.network import Floats, Ints, Network
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.worlds import affordable_worlds, top_k

__all__ = ["Estimate", "Measure", "standings"]


class Measure(StrEnum):
    """What of a person's place is measured; each from the ties of one world.

    DEGREE: ties to different people. BETWEENNESS: share of the shortest paths between two others
    that pass here. CONSTRAINT: Burt's; whoever has least joins people who do not know one another,
    so the lowest stand first. REACH: share of all others within two ties. CORE: largest k such
    that the person is in the k-core. COHESION: share of the pairs of contacts who are tied.
    """

    DEGREE = "degree"
    BETWEENNESS = "betweenness"
    CONSTRAINT = "constraint"
    REACH = "reach"
    CORE = "core"
    COHESION = "cohesion"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measure of one person, as drawn and over the worlds that may be true.

    Attributes:
        value: with every reported tie holding and no other; None where there is none, such as the
            constraint of somebody without ties.
        expected: mean over the worlds in which there is a value, else None.
        low: 5 % quantile over those worlds. The drawn value may lie outside low-high: what is
            reported has ties too many and ties too few.
        high: 95 % quantile.
        p_top_k: share of worlds in which this person is among the k first, of those who may be
            ranked; 0 for whoever may not.
    """

    value: float | None
    expected: float | None
    low: float | None
    high: float | None
    p_top_k: float


def standings(
    network: Network, *, top: int = 10, seed: int = 0
) -> dict[str, Mapping[Measure, Estimate]]:
    """Every measure of everyone, in id order.

    Over 200 worlds, fewer past a few hundred people, at least 30. Victims, migrants and witnesses
    are measured and never ranked.

    Args:
        network: the network.
        top: k of `p_top_k`, at least 1.
        seed: of the worlds; equal seeds give equal numbers.

    Cost: worlds · n · m.
    """
    if len(network) == 0:
        return {}
    worlds = affordable_worlds(network)
    drawn = _measured((network.indptr, network.indices), ONCE)
    shape = (worlds, len(Measure), len(network))
    scores = np.zeros(shape)
    for row, world in zip(scores, possible_worlds(network, worlds, seed=seed), strict=True):
        row[:] = _measured(world, AGAIN)
    columns = []
    for place, measure in enumerate(Measure):
        stays = top_k(_ranked(measure, scores[:, place]), network.rankable, top)
        columns.append(_estimates(drawn[place], scores[:, place], stays))
    return {
        name: {measure: columns[place][node] for place, measure in enumerate(Measure)}
        for node, name in enumerate(network.nodes)
    }


def _measured(graph: tuple[Ints, Ints], sources: tuple[int, int]) -> Floats:
    """Every measure of everyone in one world, shape (measures, n), NaN where there is none."""
    around = surroundings(*graph)
    found = {
        Measure.DEGREE: np.diff(graph[0]),
        Measure.BETWEENNESS: betweenness(graph, sources=sources),
        Measure.CONSTRAINT: around[:, 0],
        Measure.COHESION: around[:, 1],
        Measure.REACH: around[:, 2],
        Measure.CORE: cores(*graph),
    }
    return np.array([found[measure] for measure in Measure], dtype=np.float64)


def _ranked(measure: Measure, scores: Floats) -> Floats:
    """Scores with the first highest and nothing below 0; somebody without a value is at 0."""
    return np.nan_to_num(1 / scores, nan=0.0) if measure is Measure.CONSTRAINT else scores


def _estimates(drawn: Floats, scores: Floats, stays: Floats) -> list[Estimate]:
    """Estimates of one measure for everyone."""
    return [
        _estimate(None if np.isnan(value) else value, column[~np.isnan(column)], stay)
        for value, column, stay in zip(drawn.tolist(), scores.T, stays.tolist(), strict=True)
    ]


def _estimate(value: float | None, column: Floats, stay: float) -> Estimate:
    if column.size == 0:
        return Estimate(value, None, None, None, stay)
    low, high = np.quantile(column, (0.05, 0.95)).tolist()
    return Estimate(value, float(column.mean()), low, high, stay)
