"""Parts of the network: components, cores, cut persons, and the ties that join most of it."""

import numpy as np
import rustworkx as rx

from hawkari.engines.disruption.around import cores
from hawkari.engines.disruption.network import Floats, Ints, Network

__all__ = [
    "articulations",
    "component_numbers",
    "components",
    "core_numbers",
    "neighbours_of",
    "number_components",
    "pieces_without",
    "tie_betweenness",
]


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
    found: Ints = cores(network.indptr, network.indices)
    return found


def articulations(network: Network) -> set[int]:
    """Numbers of the people whose removal alone splits their component."""
    return set(rx.articulation_points(as_graph(network)))


def tie_betweenness(network: Network) -> Floats:
    """Shortest paths over each tie, counted once for each pair of people, shape (m,).

    Where several paths of a pair are as short, each counts its share. Cost: n · m.

    Source: Brandes (2008), "On variants of shortest-path betweenness centrality".
    """
    # Never in parallel: sums would differ in the last digit from run to run.
    found = rx.edge_betweenness_centrality(
        as_graph(network), normalized=False, parallel_threshold=len(network) + 1
    )
    return np.array([found[number] for number in range(len(network.heads))], dtype=np.float64)


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
