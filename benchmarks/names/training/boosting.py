"""Logistic regression with gradient-boosted trees on top, in numpy and numba: the same each run.

The straight line carries what is smooth; the trees add what bends. Trees grow leaf by leaf on
quantile bins with second-order gains, as in LightGBM and XGBoost. Features may be held monotone:
then no split, and no leaf below it, goes against the given sign.

Sources: Friedman (2001); Chen and Guestrin (2016), section 2.2; Ke et al. (2017).
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

BINS = 48
ROOM = 4.0  # most a tree may add before the learning rate
Floats = NDArray[np.float64]
Bounds = tuple[float, float]


@dataclass(frozen=True)
class Settings:
    """How trees are grown.

    Attributes:
        rule: (features,) 1 rising, -1 falling, 0 free.
        line: which features the straight line uses.
        rounds: number of trees.
        leaves: most leaves a tree.
        rate: learning rate.
        least_hessian: least sum of p (1 - p) in a leaf.
        penalty: L2 penalty on leaf values.
        share: share of the features that each tree may ask, drawn anew.
        seed: of that draw.
    """

    rule: NDArray[np.int64]
    line: tuple[int, ...] = ()
    rounds: int = 120
    leaves: int = 8
    rate: float = 0.06
    least_hessian: float = 8.0
    penalty: float = 4.0
    share: float = 0.5
    seed: int = 0


@dataclass
class Model:
    """A fitted model; `predict` gives its logits.

    Attributes:
        start: the logit where all is zero.
        slopes: (features,) of the straight line.
        nodes: feature asked (-1 at a leaf), threshold (go left when at most this), node to the
            left (the one to the right follows it), and what a leaf adds.
        roots: where each tree begins in `nodes`.
    """

    start: float
    slopes: Floats
    nodes: list[list[float]] = field(default_factory=list)
    roots: list[int] = field(default_factory=list)


@dataclass
class Leaf:
    """An end of the growing tree, with its best split as (gain, feature, bin), if any."""

    node: int
    rows: NDArray[np.int64]
    bounds: Bounds
    split: tuple[float, int, int] | None


def fit(x: Floats, y: NDArray[np.int64], settings: Settings) -> Model:
    """Fit to rows `x` (n, features) and labels `y` (n,), 0 or 1."""
    model = straight_line(x, y, settings.line)
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS)[1:-1])) for column in x.T]
    columns = [np.searchsorted(edge, column) for edge, column in zip(edges, x.T, strict=True)]
    binned = np.stack(columns, axis=1).astype(np.uint8)
    logit = model.start + x @ model.slopes
    rng = np.random.default_rng(settings.seed)
    for _ in range(settings.rounds):
        asked = rng.random(x.shape[1]) < settings.share
        p = 1 / (1 + np.exp(-logit))
        Tree(model, Data(binned, edges, p - y, p * (1 - p), asked), settings).grow(logit)
    return model


def straight_line(x: Floats, y: NDArray[np.int64], line: tuple[int, ...]) -> Model:
    """Ridge logistic regression by Newton's method; only the start when `line` is empty."""
    design = np.concatenate([x[:, line].astype(np.float64), np.ones((len(x), 1))], axis=1)
    theta = np.zeros(design.shape[1])
    ridge = 1e-3 * np.eye(len(theta))
    for _ in range(30):
        p = 1 / (1 + np.exp(-design @ theta))
        slope = design.T @ (p - y) + ridge @ theta
        theta -= np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design + ridge, slope)
    slopes = np.zeros(x.shape[1])
    slopes[list(line)] = theta[:-1]
    return Model(float(theta[-1]), slopes)


@dataclass(frozen=True)
class Data:
    """What one tree is grown on.

    Attributes:
        binned: (n, features) bin of each value, uint8.
        edges: per feature the upper ends of its bins.
        gradient: (n,) of the loss.
        hessian: (n,) of the loss.
        asked: (features,) which features the tree may ask.
    """

    binned: Any
    edges: list[Floats]
    gradient: Floats
    hessian: Floats
    asked: NDArray[np.bool_]


class Tree:
    """One tree in the making."""

    def __init__(self, model: Model, data: Data, settings: Settings) -> None:
        self.model, self.data, self.settings = model, data, settings

    def grow(self, logit: Floats) -> None:
        """Grow leaf by leaf, best gain first, and add what the leaves say to `logit`."""
        nodes = self.model.nodes
        self.model.roots.append(len(nodes))
        ends = [self.leaf(np.arange(len(self.data.gradient)), (-ROOM, ROOM))]
        while len(ends) < self.settings.leaves:
            best = max(ends, key=lambda end: end.split[0] if end.split else 0.0)
            if best.split is None:
                break
            ends.remove(best)
            ends += self.halves(best, best.split[1], best.split[2])
        for end in ends:
            logit[end.rows] += nodes[end.node][3]

    def value(self, rows: NDArray[np.int64], bounds: Bounds) -> float:
        """Newton step of some rows, within bounds."""
        step = -self.data.gradient[rows].sum() / (
            self.data.hessian[rows].sum() + self.settings.penalty
        )
        return float(np.clip(step, *bounds))

    def leaf(self, rows: NDArray[np.int64], bounds: Bounds) -> Leaf:
        """Add a leaf and look for its best split."""
        nodes = self.model.nodes
        nodes.append([-1, 0.0, 0, self.settings.rate * self.value(rows, bounds)])
        sums = histogram(self.data.binned, rows, self.data.gradient, self.data.hessian)
        sums *= self.data.asked[:, None, None]
        return Leaf(len(nodes) - 1, rows, bounds, best_split(sums, bounds, self.settings))

    def halves(self, end: Leaf, feature: int, place: int) -> list[Leaf]:
        """Turn a leaf into a question with two leaves; monotone features part their bounds."""
        goes_left = self.data.binned[end.rows, feature] <= place
        low, high = end.rows[goes_left], end.rows[~goes_left]
        middle = (self.value(low, end.bounds) + self.value(high, end.bounds)) / 2
        sides = [end.bounds, end.bounds]
        if self.settings.rule[feature]:
            sides = [(end.bounds[0], middle), (middle, end.bounds[1])]
            sides = sides[:: int(self.settings.rule[feature])]
        nodes = self.model.nodes
        nodes[end.node] = [feature, float(self.data.edges[feature][place]), len(nodes), 0.0]
        return [self.leaf(low, sides[0]), self.leaf(high, sides[1])]


@njit(cache=True)
def histogram(binned, rows, gradient, hessian):  # noqa: ANN001, ANN201, PLR0917
    """Sums of gradient and hessian by feature and bin, shape (features, BINS, 2)."""
    out = np.zeros((binned.shape[1], BINS, 2))
    for row in rows:
        for f in range(binned.shape[1]):
            out[f, binned[row, f], 0] += gradient[row]
            out[f, binned[row, f], 1] += hessian[row]
    return out


def best_split(sums: Floats, bounds: Bounds, settings: Settings) -> tuple[float, int, int] | None:
    """Best (gain, feature, bin) of a node, or None; respects monotone signs."""
    left = np.cumsum(sums, axis=1)
    total = left[:, -1:, :]
    right = total - left
    steps = [
        np.clip(-side[..., 0] / (side[..., 1] + settings.penalty), *bounds)
        for side in (left, right)
    ]
    allowed = settings.rule[:, None] * (steps[1] - steps[0]) >= 0
    for side in (left, right):
        allowed &= side[..., 1] >= settings.least_hessian
    gain = sum(side[..., 0] ** 2 / (side[..., 1] + settings.penalty) for side in (left, right))
    gain = gain - total[..., 0] ** 2 / (total[..., 1] + settings.penalty)
    gain = np.where(allowed, gain, -1.0)
    feature, place = divmod(int(np.argmax(gain)), gain.shape[1])
    best = float(gain[feature, place])
    return (best, feature, place) if best > 1e-3 else None


def predict(model: Model, x: Floats) -> Floats:
    """Logits of rows, shape (n,)."""
    nodes = np.array(model.nodes)
    trees = _sum_trees(nodes, np.array(model.roots), np.asarray(x, np.float64))
    return model.start + x @ model.slopes + trees


@njit(cache=True)
def _sum_trees(nodes, roots, x):  # noqa: ANN001, ANN202
    out = np.zeros(len(x))
    for row in range(len(x)):
        for root in roots:
            node = root
            while nodes[node, 0] >= 0:
                node = int(nodes[node, 2]) + (x[row, int(nodes[node, 0])] > nodes[node, 1])
            out[row] += nodes[node, 3]
    return out
