"""Multinomial regression by Adagrad over hashed features, some of which are dropped each time."""

import numba
import numpy as np
from numpy.typing import NDArray

__all__ = ["Fitted", "fit_once"]

_TINY = np.float32(1e-6)


class Fitted:
    """Weights while they are learnt.

    Attributes:
        weights: a row for each hash, a column for each language.
        bias: of each language.
    """

    def __init__(self, hashes: int, columns: int) -> None:
        self.weights = np.zeros((hashes, columns), dtype=np.float32)
        self.bias = np.zeros(columns, dtype=np.float32)
        self.seen = np.zeros_like(self.weights)
        self.bias_seen = np.zeros_like(self.bias)


def fit_once(
    fitted: Fitted,
    data: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    *,
    order: NDArray[np.int64],
    settings: dict[str, float],
) -> float:
    """Go once through texts in this order; returns the mean loss.

    Args:
        fitted: changed in place.
        data: hashes of all texts, where each text begins (one more at the end), and its column.
        order: of the texts.
        settings: `rate`, `ridge`, `drop` (share of features dropped) and `seed`.
    """
    hashes, starts, columns = data
    rates = (
        np.float32(settings["rate"]),
        np.float32(settings["ridge"]),
        np.float32(settings["drop"]),
    )
    state = (fitted.weights, fitted.seen, fitted.bias, fitted.bias_seen)
    return float(_descend((hashes, starts, columns, order), state, (*rates, int(settings["seed"]))))


@numba.njit
def _descend(data, state, settings):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    hashes, starts, columns, order = data
    weights, seen, bias, bias_seen = state
    rate, ridge, drop, seed = settings
    np.random.seed(seed)
    size = weights.shape[1]
    chance = np.zeros(size, np.float32)
    loss = 0.0
    for text in order:
        first, many = starts[text], starts[text + 1] - starts[text]
        kept = np.random.random(many) >= drop
        scale = np.float32(1 / np.sqrt(many * (1 - drop)))
        chance[:] = bias
        for at in range(many):
            if kept[at]:
                for column in range(size):
                    chance[column] += scale * weights[hashes[first + at], column]
        chance -= chance.max()
        chance = np.exp(chance)
        chance /= chance.sum()
        loss -= np.log(chance[columns[text]] + 1e-12)
        chance[columns[text]] -= 1
        for at in range(many):
            if kept[at]:
                row = hashes[first + at]
                for column in range(size):
                    step = scale * chance[column] + ridge * weights[row, column]
                    seen[row, column] += step * step
                    weights[row, column] -= rate * step / np.sqrt(seen[row, column] + _TINY)
        for column in range(size):
            bias_seen[column] += chance[column] * chance[column]
            bias[column] -= rate * 0.1 * chance[column] / np.sqrt(bias_seen[column] + _TINY)
    return loss / len(order)
