"""From the features of a comparison to a probability, and to evidence in bits.

A straight line with gradient-boosted trees on top, monotone in what can only speak for or against
a match, learnt from composed people by `benchmarks/names/training/train.py`;
`resources/model.json` says from which data.

One set of trees gives the probability in a mix of pairs rich in near misses. A second gives how
far a pair of two people is typical of near misses rather than of two people at random: that turns
the odds in the mix into odds among all pairs, which is what linkage adds up.
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.names.features import FEATURES
from hawkari.errors import HawkariError

__all__ = ["BASE_RATE", "Model", "StaleModel", "Trees", "bits", "load", "probabilities"]

# Share of true pairs in the mix of pairs that the probability holds for.
BASE_RATE = 0.18


class Trees(NamedTuple):
    """A straight line and trees on top, as arrays; tree by tree, root first.

    Attributes:
        feature: (nodes,) int64: place of the feature asked in `FEATURES`, -1 at a leaf.
        threshold: (nodes,) float64: go left when the feature is at most this.
        left: (nodes,) int64: the node to the left; the one to the right follows it.
        value: (nodes,) float64: what a leaf adds.
        roots: (trees,) int64: where each tree begins.
        start: sum before line and trees.
        slopes: (features,) float64: of a straight line below the trees.
        scale: factor on the sum of all.
        shift: added afterwards.
    """

    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    value: NDArray[np.float64]
    roots: NDArray[np.int64]
    start: float
    slopes: NDArray[np.float64]
    scale: float
    shift: float


class Model(NamedTuple):
    """All that was learnt.

    Attributes:
        probability: their sum is the logit of the probability at `BASE_RATE`.
        near: their sum is the logit that a negative pair of the mix is a near miss.
        near_share: for how many pairs of two people one near miss of the mix stands.
        random_share: the same for one pair drawn at random; the mean over the mix is 1.
    """

    probability: Trees
    near: Trees
    near_share: float
    random_share: float


@lru_cache(maxsize=1)
def load() -> Model:
    """The model shipped with the package."""
    text = files("hawkari.engines.names").joinpath("resources", "model.json").read_text("utf-8")
    table = json.loads(text)
    if tuple(table["features"]) != FEATURES:
        raise StaleModel(table["date"])
    return Model(
        probability=_trees(table["probability"]),
        near=_trees(table["near"]),
        near_share=float(table["near_share"]),
        random_share=float(table["random_share"]),
    )


class StaleModel(HawkariError):
    """The shipped model was trained for other features: train it again.

    Args:
        date: when the model was made.
    """

    def __init__(self, date: str) -> None:
        self.date = date
        super().__init__(f"the names model of {date} does not fit this version; train it again")


def _trees(table: dict[str, Any]) -> Trees:
    return Trees(
        feature=np.array(table["feature"], np.int64),
        threshold=np.array(table["threshold"], np.float64),
        left=np.array(table["left"], np.int64),
        value=np.array(table["value"], np.float64),
        roots=np.array(table["roots"], np.int64),
        start=float(table["start"]),
        slopes=np.array(table["slopes"], np.float64),
        scale=float(table["scale"]),
        shift=float(table["shift"]),
    )


@njit(cache=True, nogil=True)
def _sums(trees: Any, features: Any) -> Any:
    """Scaled sum of line and trees for each row of features."""
    out = np.empty(features.shape[0])
    for row in range(features.shape[0]):
        total = trees.start
        for f in range(features.shape[1]):
            total += trees.slopes[f] * features[row, f]
        for root in trees.roots:
            node = root
            while trees.feature[node] >= 0:
                high = features[row, trees.feature[node]] > trees.threshold[node]
                node = trees.left[node] + high
            total += trees.value[node]
        out[row] = trees.scale * total + trees.shift
    return out


def probabilities(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probability that each pair of names can be one person's, at `BASE_RATE`.

    Args:
        features: shape (p, len(FEATURES)).

    Returns:
        Shape (p,), between 0 and 1.
    """
    logits: NDArray[np.float64] = _sums(load().probability, features)
    return 1 / (1 + np.exp(-logits))


def bits(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Evidence that a comparison gives: log2 of P(features | one person) / P(features | two).

    The two are people drawn at random from one population of composed names, where names are as
    common as `rarity` says and near misses, siblings and children as frequent as there.

    Args:
        features: shape (p, len(FEATURES)).

    Returns:
        Shape (p,), in bits, about -14 to 17.

    Source: Fellegi and Sunter (1969) for the ratio; odds in a chosen mix of negatives are turned
    into odds in the population by their shares, as for case-control samples (Prentice and Pyke
    1979).
    """
    model = load()
    odds: NDArray[np.float64] = _sums(model.probability, features) / np.log(2)
    near = 1 / (1 + np.exp(-_sums(model.near, features)))
    share = near * model.near_share + (1 - near) * model.random_share
    weights: NDArray[np.float64] = odds - np.log2(BASE_RATE / (1 - BASE_RATE)) - np.log2(share)
    return weights
