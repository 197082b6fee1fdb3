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
from numpy.typing import NDArray

from hawkari.engines.names.compiled import compiled
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
        curve: (k, 2) float64: the sum of all is carried to the logit along straight lines through
            these points, (sum, logit), both rising; outside along the first and the last line.
    """

    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    value: NDArray[np.float64]
    roots: NDArray[np.int64]
    start: float
    slopes: NDArray[np.float64]
    curve: NDArray[np.float64]


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
        threshold=np.array(table["threshold"], np.float32).astype(np.float64),
        left=np.array(table["left"], np.int64),
        value=np.array(table["value"], np.float64),
        roots=np.array(table["roots"], np.int64),
        start=float(table["start"]),
        slopes=np.array(table["slopes"], np.float64),
        curve=np.array(table["curve"], np.float64),
    )


class Packed(NamedTuple):
    """Trees laid out for speed: each asks its questions as often as its deepest branch does.

    A leaf asks whether a feature is above infinity, and stays where it is.

    Attributes:
        feature: (nodes,) uint8: place of the feature asked.
        threshold: (nodes,) float32.
        left: (nodes,) uint16.
        value: (nodes,) float32.
        roots: (trees,) uint16.
        depths: (trees,) uint8: questions on the longest way down.
    """

    feature: NDArray[np.uint8]
    threshold: NDArray[np.float32]
    left: NDArray[np.uint16]
    value: NDArray[np.float32]
    roots: NDArray[np.uint16]
    depths: NDArray[np.uint8]


def packed(trees: Trees) -> Packed:
    """The same trees, packed."""
    leaf = trees.feature < 0
    return Packed(
        feature=np.where(leaf, 0, trees.feature).astype(np.uint8),
        threshold=np.where(leaf, np.inf, trees.threshold).astype(np.float32),
        left=np.where(leaf, np.arange(len(leaf)), trees.left).astype(np.uint16),
        value=trees.value.astype(np.float32),
        roots=trees.roots.astype(np.uint16),
        depths=np.array([_depth(trees, int(root)) for root in trees.roots], np.uint8),
    )


def _depth(trees: Trees, node: int) -> int:
    if trees.feature[node] < 0:
        return 0
    left = int(trees.left[node])
    return 1 + max(_depth(trees, left), _depth(trees, left + 1))


@compiled
def _walk(trees: Any, slopes: Any, features: Any, out: Any) -> Any:  # noqa: PLR0917
    """Add what line and trees say of each row of features, in this order and no other."""
    for row in range(features.shape[0]):
        asked = features[row]
        total = 0.0
        for place in range(slopes.size):
            total += slopes[place] * asked[place]
        for tree in range(trees.roots.size):
            node = np.uintp(trees.roots[tree])
            for _ in range(trees.depths[tree]):
                above = asked[np.uintp(trees.feature[node])] > trees.threshold[node]
                node = np.uintp(trees.left[node]) + np.uintp(above)
            total += trees.value[node]
        out[row] += total


@lru_cache(maxsize=2)
def _packed_shipped(near: bool) -> Packed:  # noqa: FBT001
    return packed(load().near if near else load().probability)


def _sums(features: NDArray[np.float32], *, near: bool) -> NDArray[np.float64]:
    """Sum of line and trees for each row of features, carried along the curve."""
    trees = load().near if near else load().probability
    out = np.full(len(features), trees.start)
    _walk(_packed_shipped(near), trees.slopes, features, out)
    return along(trees.curve, out)


def along(curve: NDArray[np.float64], sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Carry sums to logits along `Trees.curve`, shape (n,)."""
    place = np.clip(np.searchsorted(curve[:, 0], sums) - 1, 0, len(curve) - 2)
    (x, y), (to_x, to_y) = curve[place].T, curve[place + 1].T
    carried: NDArray[np.float64] = y + (sums - x) * (to_y - y) / (to_x - x)
    return carried


def probabilities(features: NDArray[np.float32]) -> NDArray[np.float64]:
    """Probability that each pair of names can be one person's, at `BASE_RATE`.

    Args:
        features: shape (p, len(FEATURES)).

    Returns:
        Shape (p,), between 0 and 1.
    """
    logits: NDArray[np.float64] = _sums(features, near=False)
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
    odds: NDArray[np.float64] = _sums(features, near=False) / np.log(2)
    near = 1 / (1 + np.exp(-_sums(features, near=True)))
    share = near * model.near_share + (1 - near) * model.random_share
    weights: NDArray[np.float64] = odds - np.log2(BASE_RATE / (1 - BASE_RATE)) - np.log2(share)
    return weights
