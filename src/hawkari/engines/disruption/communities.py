"""Communities: groups tied more densely inside than by chance, and how far they hold."""

from dataclasses import dataclass

import numpy as np

from hawkari.engines.disruption.leiden import leiden
from hawkari.engines.disruption.network import Floats, Ints, Network
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.worlds import affordable_worlds

__all__ = ["Community", "communities", "stable_communities"]

# Ends of a tie that fewer of the worlds than this put together say nothing about groups.
SELDOM = 0.2


@dataclass(frozen=True, slots=True)
class Community:
    """A group that holds together over the worlds that may be true.

    Attributes:
        members: ids in text order.
        stays: by member, mean share (0-1) of the other members that are in one group with this
            one, over the worlds; for somebody alone, the share of worlds in which that is so.
        inside: share (0-1) of the members' expected ties that stay among them; 0 without ties.
    """

    members: tuple[str, ...]
    stays: tuple[float, ...]
    inside: float


def communities(network: Network) -> list[frozenset[str]]:
    """Groups more densely tied inside than by chance, weighted by tie probability.

    Largest first, equal sizes by their first id; everyone is in one, and each hangs together.
    The same for the same network.

    Cost: near linear in the ties; 10⁶ ties take some seconds.

    Source: see `leiden`.
    """
    group = leiden(network.indptr, network.indices, network.probability[network.pair])
    return [frozenset(network.nodes[node] for node in part) for part in _parts(group)]


def stable_communities(network: Network, *, seed: int = 0) -> list[Community]:
    """Groups on which the worlds agree, in the order of `communities`.

    Groups are found in each world that may be true; then once more among the reported ties, each
    weighted by the share of worlds that put its ends into one group.

    Args:
        network: the network.
        seed: of the worlds; equal seeds give equal groups.

    Cost: `affordable_worlds` times `communities`.

    Source: Lancichinetti and Fortunato (2012), "Consensus clustering in complex networks", on the
    reported ties alone as in Tandon et al. (2019), "Fast consensus clustering in complex networks".
    """
    worlds = affordable_worlds(network)
    found = np.zeros((worlds, len(network)), dtype=np.int32)
    for row, (indptr, indices) in zip(
        found, possible_worlds(network, worlds, seed=seed), strict=True
    ):
        row[:] = leiden(indptr, indices, np.ones(len(indices)), orders=1)
    together = (found[:, network.heads] == found[:, network.tails]).mean(axis=0)
    weight = np.where(together < SELDOM, 0.0, together) * network.probability
    group = _leiden_of(network, weight)
    stays = _stays(found, group)
    return [_community(network, part, stays) for part in _parts(group)]


def _leiden_of(network: Network, weight: Floats) -> Ints:
    """Groups when the pairs have these weights; pairs of weight 0 are left out."""
    entry = weight[network.pair]
    kept = entry > 0
    return leiden(*network.only(kept), entry[kept])


def _stays(found: Ints, group: Ints) -> Floats:
    """Mean share of everyone's fellows that each world leaves together, shape (n,)."""
    total = np.zeros(len(group))
    size = np.bincount(group)[group] if len(group) else np.zeros(0, dtype=np.int64)
    for row in found:
        _, both = np.unique(row * np.int64(len(group)) + group, return_inverse=True)
        shared = np.bincount(both)[both] - 1
        alone = np.bincount(row, minlength=len(group))[row] == 1
        total += np.where(size > 1, shared / np.maximum(size - 1, 1), alone)
    share: Floats = total / len(found)
    return share


def _community(network: Network, part: list[int], stays: Floats) -> Community:
    members = np.zeros(len(network), dtype=np.bool_)
    members[part] = True
    ends = members[network.heads].astype(np.int32) + members[network.tails]
    touching = float(network.probability[ends > 0].sum())
    inside = float(network.probability[ends == 2].sum()) / touching if touching else 0.0
    return Community(
        tuple(network.nodes[node] for node in part), tuple(stays[part].tolist()), inside
    )


def _parts(group: Ints) -> list[list[int]]:
    """Groups as ascending numbers, largest first, equal sizes by their first number."""
    order = np.argsort(group, kind="stable")
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    parts: list[list[int]] = [part.tolist() for part in np.split(order, cuts) if len(part)]
    return sorted(parts, key=lambda part: (-len(part), part[0]))
