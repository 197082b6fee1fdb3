"""Which stretches of a post made an answer match."""

from collections.abc import Callable

import numpy as np

from hawkari.engines.posts.matching.features import features_of
from hawkari.engines.posts.matching.reading import plain_with_spans
from hawkari.engines.posts.matching.values import Why

__all__ = ["shared"]

_MOST = 4
_LEAST = 0.04  # of all that the words gave; less is noise
_ALIKE = 0.5  # of a word's own features that the other word must hold

Word = tuple[str, int, int]


def shared(text: str, answer: str, gain: Callable[[np.uint64], float]) -> tuple[Why, ...]:
    """The strongest stretches that post and answer share.

    Words that match one another stand together in one stretch where they follow one another in
    both texts.

    Args:
        text: the post.
        answer: the answer's text.
        gain: what a feature gave to this answer.
    """
    here, there = plain_with_spans(text), plain_with_spans(answer)
    pairs = _paired(here, there, gain)
    total = sum(value for _, _, value in pairs)
    runs = sorted(_runs(pairs), key=lambda run: -sum(value for _, _, value in run))
    found = []
    for run in runs[:_MOST]:
        part = sum(value for _, _, value in run) / total
        if part >= _LEAST:
            span = here[run[0][0]][1], here[run[-1][0]][2]
            found.append(Why(span, (there[run[0][1]][1], there[run[-1][1]][2]), round(part, 3)))
    return tuple(found)


def _paired(
    here: list[Word], there: list[Word], gain: Callable[[np.uint64], float]
) -> list[tuple[int, int, float]]:
    """For each word of the answer the word of the post nearest to it, with what they share."""
    ours = [set(features_of(word).tolist()) for word, _, _ in here]
    pairs = []
    last = -1
    for place, (word, _, _) in enumerate(there):
        features = set(features_of(word).tolist())
        best = max(
            range(len(ours)),
            key=lambda at: (len(ours[at] & features), at == last + 1),
            default=-1,
        )
        if best < 0 or len(ours[best] & features) < _ALIKE * len(features):
            continue
        value = sum(gain(np.uint64(feature)) for feature in ours[best] & features)
        if value > 0:
            pairs.append((best, place, value))
            last = best
    return pairs


def _runs(pairs: list[tuple[int, int, float]]) -> list[list[tuple[int, int, float]]]:
    """Pairs that follow one another in both texts, together."""
    runs: list[list[tuple[int, int, float]]] = []
    for pair in pairs:
        if runs and pair[0] == runs[-1][-1][0] + 1 and pair[1] == runs[-1][-1][1] + 1:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs
