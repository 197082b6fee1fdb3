"""Template families: operators whose posts say the same once what varies is left out."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.posts.clusters.linking import Linking, Units, link
from hawkari.engines.posts.clusters.reading import SELECTOR, Features

__all__ = ["FAMILIES", "families"]

FAMILIES = Linking(threshold=0.35)
"""Settings of the template level."""

COMMON = 0.5  # share of an operator's posts that hold what is taken as its wording


def families(features: Features, operators: NDArray[np.int64]) -> NDArray[np.int64]:
    """A family's number for each post.

    An operator's wording is what at least half of its posts hold, selectors aside; each word
    weighs the same, because a template is what many share. Operators are joined by mean likeness.
    """
    _, which = np.unique(operators, return_inverse=True)
    order = np.argsort(which, kind="stable")
    size = np.bincount(which) if len(which) else np.empty(0, np.int64)
    begin = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    made = _wordings(features.begin, features.of, (order, begin))
    begins, of, weight = made
    units = Units(begins, of, weight, size.astype(np.int64), np.zeros(len(size), np.float32))
    by_content = _by_content(units)
    ordered = link(_reordered(units, by_content), FAMILIES)
    family = np.empty(len(size), np.int64)
    family[by_content] = ordered
    return family[which]


def _by_content(units: Units) -> NDArray[np.int64]:
    """Units in an order that their content alone decides."""
    total = np.concatenate([[0], np.cumsum(units.of.astype(np.uint64))])
    digest = total[units.begin[1:]] - total[units.begin[:-1]]
    return np.lexsort((units.size, digest))


def _reordered(units: Units, order: NDArray[np.int64]) -> Units:
    size = np.diff(units.begin)[order]
    begin = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
    place = np.arange(begin[-1]) + np.repeat(units.begin[order] - begin[:-1], size)
    return Units(begin, units.of[place], units.weight[place], units.size[order], units.named[order])


@njit(cache=True, error_model="numpy")
def _wordings(begin: Any, of: Any, grouped: Any) -> Any:
    """Each operator's wording as a unit vector: where it begins, features, weights."""
    order, group = grouped
    into, heavy = np.empty(len(of), np.uint32), np.empty(len(of), np.float32)
    starts = np.zeros(len(group), np.int64)
    place = 0
    for unit in range(len(group) - 1):
        posts = order[group[unit] : group[unit + 1]]
        room = 0
        for post in posts:
            room += begin[post + 1] - begin[post]
        held = np.empty(room, np.uint32)
        count = 0
        for post in posts:
            for at in range(begin[post], begin[post + 1]):
                if of[at] < SELECTOR:
                    held[count] = of[at]
                    count += 1
        held = np.sort(held[:count])
        start, at = place, 0
        while at < count:
            end = at + 1
            while end < count and held[end] == held[at]:
                end += 1
            if end - at >= COMMON * len(posts):
                into[place] = held[at]
                place += 1
            at = end
        heavy[start:place] = np.float32(1) / np.sqrt(np.float32(max(place - start, 1)))
        starts[unit + 1] = place
    return starts, into[:place].copy(), heavy[:place].copy()
