"""From the features of a comparison to a probability."""

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.names.features import FEATURES

__all__ = ["BASE_RATE", "probabilities"]

# Share of true pairs in the mix of pairs that the probability holds for.
BASE_RATE = 0.18

_HAND_SET = {
    "explained_shorter": 8.0,
    "explained_longer": 2.5,
    "worst_cost": -4.0,
    "first_worse": -2.0,
}
_AT_ZERO = -5.0
_NOTHING_TO_COMPARE = 0.0


def probabilities(
    features: NDArray[np.float32], comparable: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Probability that each pair of names can be one person's, at `BASE_RATE`.

    Args:
        features: shape (p, len(FEATURES)).
        comparable: shape (p,): whether both names hold a word at all.

    Returns:
        Shape (p,), 0–1; 0 where a name holds no word.
    """
    logit = np.full(len(features), _AT_ZERO)
    for name, weight in _HAND_SET.items():
        logit += weight * features[:, FEATURES.index(name)]
    return np.where(comparable, 1 / (1 + np.exp(-logit)), _NOTHING_TO_COMPARE)
