"""Gradient-boosted trees for one binary target, in numpy and numba: small, and the same each run.

Trees grow leaf by leaf on quantile bins with second-order gains, as in LightGBM and XGBoost.
Features may be held monotone: then no split, and no leaf below it, goes against the given sign.

Sources: Friedman (2001); Chen and Guestrin (2016), section 2.2; Ke et al. (2017).
"""

from dataclasses import dataclass

import numpy as np
from numba import njit

BINS = 48


@dataclass(frozen=True)
class Trees:
    """Trees as arrays, tree by tree, root first.

    Attributes:
        feature: (nodes,) feature asked at a node, -1 at a leaf.
        threshold: (nodes,) go left when the feature is at most this.
        left: (nodes,) node to the left; the one to the right follows it.
        value: (nodes,) what a leaf adds to the logit.
        roots: (trees,) where each tree begins.
        start: the logit before any tree.
    """

    feature: np.ndarray
    threshold: np.ndarray
    left: np.ndarray
    value: np.ndarray
    roots: np.ndarray
    start: float


@njit(cache=True)
def histogram(binned, rows, gradient, hessian):
    features = binned.shape[1]
    out = np.zeros((features, BINS, 2))
    for row in rows:
        for f in range(features):
            b = binned[row, f]
            out[f, b, 0] += gradient[row]
            out[f, b, 1] += hessian[row]
    return out


def best_split(hist, rule, *, bounds, least_hessian, penalty):
    """Best (gain, feature, bin) of a node, or None; respects monotone signs."""
    sums = np.cumsum(hist, axis=1)
    total = sums[:, -1:, :]
    left, right = sums, total - sums
    value_left = np.clip(-left[..., 0] / (left[..., 1] + penalty), *bounds)
    value_right = np.clip(-right[..., 0] / (right[..., 1] + penalty), *bounds)
    gain = score(left, penalty) + score(right, penalty) - score(total, penalty)
    allowed = (left[..., 1] >= least_hessian) & (right[..., 1] >= least_hessian)
    allowed &= rule[:, None] * (value_right - value_left) >= 0
    gain = np.where(allowed, gain, -1.0)
    place = int(np.argmax(gain))
    f, b = divmod(place, hist.shape[1])
    if gain[f, b] <= 1e-3:
        return None
    return float(gain[f, b]), f, b


def score(sums, penalty):
    return sums[..., 0] ** 2 / (sums[..., 1] + penalty)


def fit(
    x, y, *, rule, weight=None, rounds=120, leaves=8, rate=0.06, least_hessian=8.0, penalty=4.0
):
    """Fit trees.

    Args:
        x: (n, features).
        y: (n,) 0 or 1.
        weight: (n,) weight of each row; None for 1 each.
        rule: (features,) 1 rising, -1 falling, 0 free.
        rounds: number of trees.
        leaves: most leaves a tree.
        rate: learning rate.
        least_hessian: least sum of p (1 - p) in a leaf.
        penalty: L2 penalty on leaf values.
    """
    edges = [
        np.unique(np.quantile(x[:, f], np.linspace(0, 1, BINS)[1:-1])) for f in range(x.shape[1])
    ]
    binned = np.stack([np.searchsorted(e, x[:, f]) for f, e in enumerate(edges)], axis=1).astype(
        np.uint8
    )
    weight = np.ones(len(y)) if weight is None else weight
    start = float(np.log(weight[y == 1].sum() / weight[y == 0].sum()))
    logit = np.full(len(y), start)
    nodes: list[list[float]] = []
    roots = []
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-logit))
        roots.append(len(nodes))
        grow(
            nodes,
            binned,
            weight * (p - y),
            weight * p * (1 - p),
            edges=edges,
            rule=rule,
            leaves=leaves,
            rate=rate,
            least_hessian=least_hessian,
            penalty=penalty,
            logit=logit,
        )
    table = np.array(nodes)
    return Trees(
        table[:, 0].astype(np.int16),
        table[:, 1],
        table[:, 2].astype(np.int32),
        table[:, 3],
        np.array(roots),
        start,
    )


def grow(
    nodes, binned, gradient, hessian, *, edges, rule, leaves, rate, least_hessian, penalty, logit
):
    """Grow one tree into `nodes`, and add what it says to `logit`."""
    options = {"least_hessian": least_hessian, "penalty": penalty}

    def open_node(rows, bounds):
        value = np.clip(-gradient[rows].sum() / (hessian[rows].sum() + penalty), *bounds)
        nodes.append([-1, 0.0, 0, rate * value])
        hist = histogram(binned, rows, gradient, hessian)
        return [len(nodes) - 1, rows, bounds, best_split(hist, rule, bounds=bounds, **options)]

    ends = [open_node(np.arange(len(gradient)), (-4.0, 4.0))]
    while len(ends) < leaves:
        live = [end for end in ends if end[3] is not None]
        if not live:
            break
        end = max(live, key=lambda e: e[3][0])
        ends.remove(end)
        place, rows, bounds, (_, f, b) = end
        goes_left = binned[rows, f] <= b
        low, high = rows[goes_left], rows[~goes_left]
        middle = np.mean([-gradient[r].sum() / (hessian[r].sum() + penalty) for r in (low, high)])
        middle = float(np.clip(middle, *bounds))
        sides = [bounds, bounds]
        if rule[f]:
            sides = [(bounds[0], middle), (middle, bounds[1])][:: int(rule[f])]
        nodes[place] = [f, edges[f][b], len(nodes), 0.0]
        ends += [open_node(low, sides[0]), open_node(high, sides[1])]
    for place, rows, _, _ in ends:
        logit[rows] += nodes[place][3]


def predict(trees, x):
    """Logits of rows, shape (n,)."""
    return (
        _predict(
            trees.feature,
            trees.threshold,
            trees.left,
            trees.value,
            trees.roots,
            np.asarray(x, np.float64),
        )
        + trees.start
    )


@njit(cache=True)
def _predict(feature, threshold, left, value, roots, x):
    out = np.zeros(len(x))
    for row in range(len(x)):
        for root in roots:
            node = root
            while feature[node] >= 0:
                node = left[node] + (x[row, feature[node]] > threshold[node])
            out[row] += value[node]
    return out
