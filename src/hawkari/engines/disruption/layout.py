"""Positions for the chart: distances on paper follow distances in the network."""

from math import ceil, sqrt

import numpy as np
import rustworkx as rx
from numba import njit

from hawkari.engines.disruption.network import Floats, Ints, Network
from hawkari.engines.disruption.parts import components

__all__ = ["layout"]

# Up to here every pair of people pulls; beyond, neighbours and a sample of pivots do.
ALL_PAIRS = 1200
PIVOTS = 60
SWEEPS = 30
# Room around a component, in lengths of one tie.
MARGIN = 0.7
# Squares of a tie's length that each person of a crowded component gets.
ROOM = 0.8
# Columns of the strip that components are packed into.
COLUMNS = 400


def layout(network: Network, *, seed: int = 0) -> dict[str, tuple[float, float]]:
    """Position of everyone, x and y in 0-1, in id order; the same for the same seed.

    Each component is laid out by itself so that the distance between two people follows the
    number of ties between them, turned to lie flat, and packed beside the others without overlap,
    the largest first. One scale holds for both axes; crowded components are enlarged as a whole.

    Cost: about n² / 2 · 30 steps up to 1,200 people a component, 60 · n · 30 beyond; for 2,000
    people about a second.

    Source: Zheng, Pawar and Goodman (2019), "Graph drawing by stochastic gradient descent".
    """
    number = {node: place for place, node in enumerate(network.nodes)}
    boxes = []
    for part in components(network):
        members = np.array(sorted(number[node] for node in part), dtype=np.int32)
        boxes.append((members, _roomy(_flat(_component(network, members, seed)))))
    positions = _pack(boxes, len(network))
    return {
        node: (float(x), float(y)) for node, (x, y) in zip(network.nodes, positions, strict=True)
    }


def _component(network: Network, members: Ints, seed: int) -> Floats:
    """Positions of one component's people, shape (k, 2), in lengths of one tie."""
    random = np.random.default_rng(seed)
    place = random.random((len(members), 2)) * sqrt(len(members))
    if len(members) == 1:
        return np.zeros((1, 2))
    if len(members) == 2:
        return np.array([[0.0, 0.0], [1.0, 0.0]])
    indptr, indices = network.within(members)
    pairs = _springs(indptr, indices, random)
    order = np.array([random.permutation(len(pairs[0])) for _ in range(3)], dtype=np.int32)
    _relax(place, pairs, order)
    return place


def _springs(indptr: Ints, indices: Ints, random: np.random.Generator) -> tuple[Ints, Ints, Floats]:
    """Pairs that pull on one another, each once, and how far apart they should be."""
    n = len(indptr) - 1
    everyone = np.arange(n, dtype=np.int32)
    heads = np.repeat(everyone, np.diff(indptr))
    if n <= ALL_PAIRS:
        graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(n))
        graph.add_edges_from_no_data(list(zip(heads.tolist(), indices.tolist(), strict=True)))
        first, second = (side.astype(np.int32) for side in np.triu_indices(n, 1))
        return first, second, rx.distance_matrix(graph)[first, second]
    pivots = np.sort(random.permutation(n)[:PIVOTS]).astype(np.int32)
    first = np.concatenate([heads, np.repeat(pivots, n)])
    second = np.concatenate([indices, np.tile(everyone, len(pivots))])
    distance = np.concatenate(
        [np.ones(len(heads)), *(_hops(indptr, indices, int(pivot)) for pivot in pivots)]
    )
    # Ties come from both ends, and pairs of pivots too: keep the ascending one of each.
    once = (first < second) | ((first > second) & ~np.isin(second, pivots) & (distance > 1))
    return first[once], second[once], distance[once]


def _hops(indptr: Ints, indices: Ints, source: int) -> Floats:
    """Ties on the shortest path from one person to each other of a component, shape (n,)."""
    hops = np.full(len(indptr) - 1, -1.0)
    hops[source] = 0.0
    ring, step = [source], 0.0
    while ring:
        around = np.unique(np.concatenate([indices[indptr[v] : indptr[v + 1]] for v in ring]))
        ring = around[hops[around] < 0].tolist()
        step += 1.0
        hops[ring] = step
    return hops


@njit(cache=True)
def _relax(place: Floats, pairs: tuple[Ints, Ints, Floats], order: Ints) -> None:
    """Move each pair towards its distance, with steps that shrink from sweep to sweep."""
    first, second, distance = pairs
    longest = distance.max()
    cooling = np.log(longest * longest / 0.1) / (SWEEPS - 1)
    for sweep in range(SWEEPS):
        step = longest * longest * np.exp(-cooling * sweep)
        for pair in order[sweep % order.shape[0]]:
            one, two, wanted = first[pair], second[pair], distance[pair]
            pull = min(1.0, step / (wanted * wanted))
            x = place[one, 0] - place[two, 0]
            y = place[one, 1] - place[two, 1]
            length = max(np.sqrt(x * x + y * y), 1e-9)
            move = pull * (length - wanted) / 2 / length
            place[one, 0] -= move * x
            place[one, 1] -= move * y
            place[two, 0] += move * x
            place[two, 1] += move * y


def _flat(place: Floats) -> Floats:
    """Turn a component so that its long side lies flat, and move it to start at (0, 0)."""
    centred = place - place.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    if len(place) > 2:
        # The signs of the axes are the library's choice: fix them for the same picture everywhere.
        axes *= np.where(np.abs(axes).max(axis=1) == axes.max(axis=1), 1.0, -1.0)[:, None]
        centred = centred @ axes.T
    flat: Floats = centred - centred.min(axis=0)
    return flat


def _roomy(place: Floats) -> Floats:
    """Blow a crowded component up until each person has about one square of a tie's length."""
    area = float((place.max(axis=0) + MARGIN).prod())
    spread: Floats = place * max(1.0, sqrt(ROOM * len(place) / area))
    return spread


def _pack(boxes: list[tuple[Ints, Floats]], n: int) -> Floats:
    """Put components side by side, largest first, each as high up as it fits; scale to 0-1."""
    positions = np.zeros((n, 2))
    if n == 0:
        return positions
    sizes = [place.max(axis=0) + 2 * MARGIN for _, place in boxes]
    width = 1.15 * sqrt(sum(float(size.prod()) for size in sizes))
    width = max(width, *(float(size[0]) for size in sizes))
    floor = np.zeros(COLUMNS)
    for (members, place), size in zip(boxes, sizes, strict=True):
        columns = min(COLUMNS, ceil(float(size[0]) / width * COLUMNS))
        lowest = np.lib.stride_tricks.sliding_window_view(floor, columns).max(axis=1)
        column = int(np.argmin(lowest))
        corner = (column * width / COLUMNS, float(lowest[column]))
        positions[members] = place + corner
        floor[column : column + columns] = corner[1] + float(size[1])
    positions -= positions.min(axis=0)
    extent = positions.max()
    if extent == 0:
        return np.full((n, 2), 0.5)
    positions /= extent
    centred: Floats = np.clip(positions + (1 - positions.max(axis=0)) / 2, 0.0, 1.0)
    return centred
