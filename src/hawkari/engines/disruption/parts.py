"""Parts of the network: components, cores, cut persons, communities."""

from collections import defaultdict
from typing import Any

import numpy as np
import rustworkx as rx

from hawkari.engines.disruption.network import Ints, Network

__all__ = [
    "articulations",
    "communities",
    "component_numbers",
    "components",
    "core_numbers",
    "neighbours_of",
    "number_components",
    "pieces_without",
]

Neighbours = dict[int, dict[int, float]]
# Each move raises modularity, so moving ends by itself; the bound is for the last digit's rounding.
SWEEPS = 100


def as_graph(network: Network) -> "rx.PyGraph[int, None]":
    """The network for rustworkx, people numbered as here."""
    graph: rx.PyGraph[int, None] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from_no_data(list(network.pairs()))
    return graph


def number_components(network: Network) -> list[list[int]]:
    """Connected parts as ascending numbers, in the order of `components`."""
    found: list[list[int]] = [sorted(part) for part in rx.connected_components(as_graph(network))]
    return sorted(found, key=lambda part: (-len(part), part[0]))


def components(network: Network) -> list[frozenset[str]]:
    """Connected parts, largest first; equal sizes by their first id. Everyone is in one."""
    return [frozenset(network.nodes[node] for node in part) for part in number_components(network)]


def component_numbers(network: Network) -> Ints:
    """Shape (n,), number of each person's component in the order of `components`."""
    numbers = np.zeros(len(network), dtype=np.int32)
    for number, part in enumerate(number_components(network)):
        numbers[part] = number
    return numbers


def core_numbers(network: Network) -> Ints:
    """Shape (n,), largest k such that the person is in the k-core."""
    cores: Any = rx.core_number(as_graph(network))  # a mapping; its stub says int
    return np.array([cores[node] for node in range(len(network))], dtype=np.int32)


def articulations(network: Network) -> set[int]:
    """Numbers of the people whose removal alone splits their component."""
    return set(rx.articulation_points(as_graph(network)))


def pieces_without(network: Network, node: int) -> tuple[int, ...]:
    """Sizes of the pieces, largest first, of a person's component once the person is gone.

    Empty for a person without ties. Cost: linear in the component.
    """
    seen = {node}
    sizes = []
    for start in neighbours_of(network, node):
        if start in seen:
            continue
        seen.add(start)
        stack, size = [start], 0
        while stack:
            size += 1
            for other in neighbours_of(network, stack.pop()):
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        sizes.append(size)
    return tuple(sorted(sizes, reverse=True))


def neighbours_of(network: Network, node: int) -> list[int]:
    """Numbers of the people tied to this one, ascending."""
    found: list[int] = network.indices[network.indptr[node] : network.indptr[node + 1]].tolist()
    return found


def communities(network: Network) -> list[frozenset[str]]:
    """Groups more densely tied inside than by chance, weighted by tie probability.

    Largest first, equal sizes by their first id; everyone is in one, and each is connected: a
    group that falls into parts is split, which never lowers modularity. Deterministic: people
    are visited in id order and equal gains go to the lowest number.

    Cost: near linear in the ties, a second or so at 10⁵ ties.

    Source: Blondel et al. (2008), "Fast unfolding of communities in large networks".
    """
    members = {node: [node] for node in range(len(network))}
    graph: Neighbours = {node: {} for node in members}
    for (head, tail), probability in zip(
        network.pairs(), network.probability.tolist(), strict=True
    ):
        graph[head][tail] = graph[tail][head] = probability
    while True:
        group = _local_moves(graph)
        if len(set(group.values())) == len(graph):
            break
        graph, members = _fold(graph, members, group)
    parts = [part for found in members.values() for part in _connected(network, found)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    return [frozenset(network.nodes[node] for node in part) for part in parts]


def _local_moves(graph: Neighbours) -> dict[int, int]:
    """Move single nodes to the neighbouring group with the highest gain until none gains."""
    group = {node: node for node in graph}
    strength = {node: sum(ties.values()) + ties.get(node, 0.0) for node, ties in graph.items()}
    total = dict(strength)
    doubled = sum(strength.values()) or 1.0
    for _ in range(SWEEPS):
        moved = False
        for node, ties in graph.items():
            old = group[node]
            total[old] -= strength[node]
            into: dict[int, float] = defaultdict(float)
            into[old] += 0.0
            for other, probability in ties.items():
                if other != node:
                    into[group[other]] += probability
            # Rounding keeps equal gains equal, whatever order they were added up in.
            gain = {
                found: round(inside - strength[node] * total[found] / doubled, 9)
                for found, inside in into.items()
            }
            best = min(gain, key=lambda found: (-gain[found], found != old, found))
            group[node] = best
            total[best] += strength[node]
            moved |= best != old
        if not moved:
            break
    return group


def _fold(
    graph: Neighbours, members: dict[int, list[int]], group: dict[int, int]
) -> tuple[Neighbours, dict[int, list[int]]]:
    """One node for each group; ties inside a group become a loop of its own."""
    folded: Neighbours = {found: defaultdict(float) for found in sorted(set(group.values()))}
    joined: dict[int, list[int]] = {found: [] for found in folded}
    for node, ties in graph.items():
        joined[group[node]] += members[node]
        for other, probability in ties.items():
            # A tie inside a group is met from both ends, a loop only once.
            half = 0.5 if group[other] == group[node] and other != node else 1.0
            folded[group[node]][group[other]] += half * probability
    return {node: dict(ties) for node, ties in folded.items()}, joined


def _connected(network: Network, found: list[int]) -> list[list[int]]:
    """A group's parts that hang together through its own members."""
    left, parts = set(found), []
    while left:
        stack = [min(left)]
        left.discard(stack[0])
        part = []
        while stack:
            node = stack.pop()
            part.append(node)
            for other in neighbours_of(network, node):
                if other in left:
                    left.discard(other)
                    stack.append(other)
        parts.append(part)
    return parts
