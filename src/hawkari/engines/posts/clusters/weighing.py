"""How much each word, pair of words and selector of a post says about who wrote it."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.posts.clusters.linking import Units
from hawkari.engines.posts.clusters.reading import PAIR, SELECTOR, Features

__all__ = ["counted", "weighed"]

# Posts added in thought to every collection, so that in a small one the words of the one template
# that it holds still weigh something.
PRIOR = 1000
FEWEST_WORDS = 4  # a post with fewer and no selector names no one
# A post with fewer words than this is less like any other: it may be a piece of many.
TINY, HALF, ONE = np.float32(1e-9), np.float32(0.5), np.float32(1)
FULL = np.float32(10)


def counted(features: Features) -> NDArray[np.int32]:
    """How many posts hold each feature, by the feature's last bits."""
    bits = min(max(len(features.of).bit_length() + 1, 16), 26)
    return _counted(features.of, bits)  # type: ignore[no-any-return]


def weighed(
    features: Features, posts_with: NDArray[np.int32], *, posts: int, shared: float
) -> Units:
    """Each post as a vector whose product with another's is what speaks for one author.

    Half comes from words, half from pairs of neighbouring words, each a cosine weighted by rarity;
    selectors come on top. Features that no other post has count in a length and are then dropped.
    """
    parts = _weighed(
        features.begin, features.of, (posts_with, np.float32(posts + PRIOR), np.float32(shared))
    )
    begin, of, weight, named = parts
    return Units(begin, of, weight, np.ones(len(features), np.int64), named)


@njit(cache=True)
def _counted(of: Any, bits: Any) -> Any:
    count = np.zeros(1 << bits, np.int32)
    for at in range(len(of)):
        count[_slot(of[at], len(count))] += 1
    return count


@njit(cache=True, inline="always")
def _slot(feature: Any, room: Any) -> Any:
    mixed = np.uint64(feature) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(32)) & np.uint64(room - 1)


@njit(cache=True, error_model="numpy")
def _scales(of: Any, span: Any, rarity: Any) -> Any:
    """What a word's and a pair's rarity and a selector are multiplied with; zero names no one."""
    count, posts, shared = rarity
    words = pairs = np.float32(0)
    many = both = selectors = 0
    for at in range(span[0], span[1]):
        rare = np.log(posts / count[_slot(of[at], len(count))])
        if of[at] >= SELECTOR:
            selectors += 1
        elif of[at] >= PAIR:
            pairs += rare * rare
            both += 1
        else:
            words += rare * rare
            many += 1
    if many < FEWEST_WORDS and not selectors:
        return np.float32(0), np.float32(0), np.float32(0)
    words *= max(FULL / np.float32(max(many, 1)), ONE)
    pairs *= max(FULL / np.float32(max(both, 1)), ONE)
    of_word = np.sqrt(HALF / max(words, TINY))
    of_pair = np.sqrt(HALF / max(pairs, TINY))
    return of_word, of_pair, np.sqrt(shared / np.sqrt(np.float32(max(selectors, 1))))


@njit(cache=True, error_model="numpy")
def _weighed(begin: Any, of: Any, rarity: Any) -> Any:
    count, posts, _ = rarity
    into, heavy = np.empty(len(of), np.uint32), np.empty(len(of), np.float32)
    starts = np.zeros(len(begin), np.int64)
    named = np.zeros(len(begin) - 1, np.float32)
    place = 0
    for post in range(len(begin) - 1):
        of_word, of_pair, of_selector = _scales(of, (begin[post], begin[post + 1]), rarity)
        for at in range(begin[post], begin[post + 1]):
            held = count[_slot(of[at], len(count))]
            if of[at] >= SELECTOR:
                named[post] = 1
            if held < 2 or of_word == 0:
                continue
            rare = np.log(posts / held)
            into[place] = of[at]
            if of[at] >= SELECTOR:
                heavy[place] = of_selector
            else:
                heavy[place] = rare * (of_pair if of[at] >= PAIR else of_word)
            place += 1
        starts[post + 1] = place
    return starts, into[:place].copy(), heavy[:place].copy(), named
