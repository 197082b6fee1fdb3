"""Why a person stands where they stand in a removal order, in plain English."""

from collections.abc import Sequence

import numpy as np

from hawkari.engines.disruption.network import Network
from hawkari.engines.disruption.parts import neighbours_of
from hawkari.engines.disruption.values import RANKABLE

__all__ = ["ranked_reasons", "unranked_reason"]

# Ties less probable than this are more likely false than true.
EVEN = 0.5


def unranked_reason(network: Network, node: str) -> str:
    """Says that, and because of which subject categories, a person is not ranked."""
    return f"not ranked: subject category ({', '.join(sorted(network.held(node) - RANKABLE))})"


def ranked_reasons(network: Network, order: Sequence[int]) -> list[str]:
    """What each person holds together at the time of removal, shape of `order`.

    Args:
        network: the network.
        order: numbers of the ranked; everyone else stays in.
    """
    joined = _joined(network, order)
    place = _places(network, order)
    reasons = []
    for node, sizes in zip(order, joined, strict=True):
        entries = slice(network.indptr[node], network.indptr[node + 1])
        there = place[network.indices[entries]] > place[node]
        probability = network.probability[network.pair[entries]][there]
        doubtful = int((probability < EVEN).sum())
        reasons.append(_sentence(sizes, (len(there), int(there.sum()), doubtful)))
    return reasons


def _places(network: Network, order: Sequence[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    place = np.full(len(network), len(network), dtype=np.int64)
    place[list(order)] = np.arange(len(order))
    return place


def _joined(network: Network, order: Sequence[int]) -> list[list[int]]:
    """Sizes of the pieces that each person joins when put back, from the last to the first."""
    parent = {node: node for node in range(len(network))}
    size = dict.fromkeys(parent, 1)
    present = set(parent) - set(order)

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    def put_back(node: int) -> list[int]:
        roots = {root(other) for other in neighbours_of(network, node) if other in present}
        sizes = sorted((size[found] for found in roots), reverse=True)
        # Under the largest piece, so that paths stay short.
        top = max([node, *sorted(roots)], key=lambda found: size[found])
        size[top] = 1 + sum(sizes)
        for found in (node, *roots):
            parent[found] = top
        present.add(node)
        return sizes

    staying = sorted(present)
    present = set()
    for node in staying:
        put_back(node)
    return [put_back(node) for node in reversed(order)][::-1]


def _sentence(sizes: list[int], ties: tuple[int, int, int]) -> str:
    ever, now, doubtful = ties
    if ever == 0:
        return "tied to nobody"
    if now == 0:
        return "every contact is taken out before"
    held = "1 tie" if now == 1 else f"{now} ties"
    note = f"; {doubtful} of them more likely false than true" if doubtful else ""
    if len(sizes) == 1:
        return f"{held} into a group of {_people(sizes[0])}, which stays whole without{note}"
    shown = [str(size) for size in sizes[:3]]
    if len(sizes) > 3:
        more = f"{len(sizes) - 3} smaller"
        return f"joins groups of {', '.join(shown)} and {more} by {held}{note}"
    return f"joins groups of {', '.join(shown[:-1])} and {shown[-1]} by {held}{note}"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
