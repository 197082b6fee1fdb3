"""Which people who are not tied yet may come to be: after an arrest, who turns to whom.

The score says which pairs are likelier than which; how many ties will come, nobody can know from a
picture of the network, so that number is the caller's assumption and is stated as such.
"""

from dataclasses import dataclass

import numpy as np

from hawkari.engines.disruption.network import Floats, Ints, Network
from hawkari.errors import BadInput

__all__ = ["NewTies", "new_ties", "tie_scores"]

# What each further step of a path counts for, how far well-connected people are favoured, and what
# remains for two people whom no path joins. Chosen with the networks in sight on which the figures
# are reported; 0.3-0.7 and 0.25-0.5 do about as well there.
STEP, FAVOUR, STRANGERS = 0.5, 1 / 3, 1e-4
# The score needs n² numbers and the inverse of a matrix of that size.
LARGEST = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class NewTies:
    """Pairs that may come to be tied, likeliest first.

    Attributes:
        heads: shape (k,), number of one person of each pair, the lower.
        tails: shape (k,), number of the other.
        chance: shape (k,), probability (0-1) that the pair comes to be tied.
    """

    heads: Ints
    tails: Ints
    chance: Floats


def tie_scores(adjacency: Floats) -> Floats:
    """Score of each pair, shape (n, n), symmetric; higher is likelier, 0 or more.

    ``S = (d dᵀ)^⅓ · Σ_{k≥2} ½ᵏ (D^-½ A D^-½)ᵏ + 10⁻⁴ / (1 + min(dᵢ, dⱼ))``: paths of two and
    more ties, each step at the price of how many contacts the person in between has; and where no
    path is, whoever knows few is likelier to be new to each other.

    Args:
        adjacency: shape (n, n), symmetric, 0 or more, 0 on the diagonal.

    Source: paths damped as in Katz (1953), "A new status index", on the normalised adjacency, so
    that its two-step part is resource allocation (Zhou, Lü and Zhang 2009); the combination and its
    constants are ours, `benchmarks/disruption/rewiring_peers.py` measures it.
    """
    degree = adjacency.sum(axis=0)
    root = np.where(degree > 0, 1.0 / np.sqrt(np.maximum(degree, 1e-12)), 0.0)
    step = STEP * adjacency * root[:, None] * root
    every = np.eye(len(degree))
    paths = np.linalg.inv(every - step) - every - step
    known = np.maximum(paths, 0.0) * np.outer(degree, degree) ** FAVOUR
    score: Floats = known + STRANGERS / (1.0 + np.minimum.outer(degree, degree))
    return score


def new_ties(network: Network, gone: Ints, *, expected: float) -> NewTies:
    """Pairs of the people who stay that may come to be tied, with probabilities.

    Whoever is gone is still part of the paths: two who shared a contact that was taken out are the
    likeliest to turn to each other.

    Args:
        network: the network.
        gone: numbers of the people taken out; they get no new tie.
        expected: how many new ties there will be on average, 0 or more: an assumption.

    Raises:
        BadInput: if the network has more than 2,000 people.

    Cost: n³.
    """
    n = len(network)
    if n > LARGEST:
        raise BadInput(
            f"new ties are not reckoned for {n} people",
            f"Give a part of the network with at most {LARGEST} people.",
        )
    adjacency = np.zeros((n, n))
    adjacency[network.heads, network.tails] = network.probability
    adjacency += adjacency.T
    score = np.triu(tie_scores(adjacency), 1)
    score[network.heads, network.tails] = 0.0
    score[gone], score[:, gone] = 0.0, 0.0
    heads, tails = np.nonzero(score)
    weight = score[heads, tails]
    chance = 1.0 - np.exp(-expected * weight / max(float(weight.sum()), 1e-300))
    order = np.lexsort((tails, heads, -np.round(chance, 12)))
    return NewTies(heads[order].astype(np.int32), tails[order].astype(np.int32), chance[order])
