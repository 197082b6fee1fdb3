"""What a smuggling corridor needs done, and what partners can reach: read beside the network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.network import Network

__all__ = ["STAGES", "Roles"]

# In the order in which a journey needs them; paying and laundering run along the whole of it.
STAGES = ("recruit", "move", "house", "supply", "pay", "launder")


@dataclass(frozen=True, slots=True)
class Roles:
    """What people do, and who can act on them.

    Attributes:
        stages: by person, which of `STAGES` the person works in; absent when unknown.
        partners: by person, which partners can act on the person; absent when nobody can.
    """

    stages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    partners: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def names(self) -> list[str]:
        """Every partner that can act on someone, in text order."""
        return sorted({partner for held in self.partners.values() for partner in held})

    def in_stage(self, network: Network, stage: str) -> NDArray[np.bool_]:
        """Shape (n,), who works in a stage."""
        return _mask(network, (node for node, held in self.stages.items() if stage in held))

    def reached_by(self, network: Network, partner: str) -> NDArray[np.bool_]:
        """Shape (n,), on whom a partner can act: of those who may be ranked at all."""
        reached = (node for node, held in self.partners.items() if partner in held)
        return _mask(network, reached) & network.rankable


def _mask(network: Network, nodes: Iterable[str]) -> NDArray[np.bool_]:
    chosen = frozenset(nodes)
    return np.array([node in chosen for node in network.nodes], dtype=np.bool_)
