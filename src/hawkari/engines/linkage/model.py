"""The Fellegi-Sunter model of a run: its parameters, and what they say of a pair.

The population is all pairs of the records of one family, as usual; u and the prior are of those.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING
from hawkari.engines.linkage.splinking import score_pairs
from hawkari.engines.linkage.values import GuardFinding

__all__ = ["MODEL_VERSION", "Model", "bits_of", "match_weight", "score_levels", "total_weights"]

MODEL_VERSION = "3"

Array = NDArray[np.float64]


def match_weight(m: float, u: float) -> float:
    """Weight of evidence that one comparison level gives for a match.

    Args:
        m: P(level | match), in (0, 1].
        u: P(level | non-match), in (0, 1].

    Returns:
        log2(m / u), in bits; negative counts against a match.

    Source: Fellegi and Sunter (1969).
    """
    return float(np.log2(m / u))


@dataclass(frozen=True, slots=True)
class Model:
    """Parameters of one run.

    Attributes:
        prior: P(match) of any pair of records.
        m: one array a comparison of `COMPARISONS`, worst level first.
        u: the same.
        trained: how the parameters came about, in words.
        sources: of each comparison's m: the training it comes from, or `default`.
        guard: what the guard found.
    """

    prior: float
    m: tuple[Array, ...]
    u: tuple[Array, ...]
    trained: str
    sources: tuple[str, ...]
    guard: tuple[GuardFinding, ...]

    def weights(self, comparison: int) -> Array:
        """Match weights of one comparison's levels, in bits, worst first."""
        return np.log2(self.m[comparison] / self.u[comparison])

    def as_data(self) -> dict[str, Any]:
        """The parameters as plain data, to be kept with the run."""
        return {
            "version": MODEL_VERSION,
            "trained": self.trained,
            "prior": self.prior,
            "m_from": {c.name: s for c, s in zip(COMPARISONS, self.sources, strict=True)},
            "comparisons": {
                c.name: {
                    level: {"m": float(m), "u": float(u), "weight": match_weight(m, u)}
                    for level, m, u in zip(c.levels, self.m[i], self.u[i], strict=True)
                }
                for i, c in enumerate(COMPARISONS)
            },
        }


def bits_of(probability: float) -> float:
    """The weight, in bits, that gives a probability; infinite for 0 and 1."""
    if probability <= 0:
        return float("-inf")
    if probability >= 1:
        return float("inf")
    return float(np.log2(probability) - np.log2(1 - probability))


def total_weights(matrix: NDArray[np.int8], m: tuple[Array, ...], u: tuple[Array, ...]) -> Array:
    """Weights of all comparisons together for each pair, in bits, without the prior."""
    total = np.zeros(len(matrix))
    for column, (column_m, column_u) in enumerate(zip(m, u, strict=True)):
        levels = matrix[:, column]
        known = levels != MISSING
        total[known] += np.log2(column_m / column_u)[levels[known]]
    return total


def score_levels(
    matrix: NDArray[np.int8], model: Model, *, engine: str = "duckdb"
) -> tuple[Array, Array]:
    """Match weight (bits) and probability of each candidate pair, by Splink on an engine.

    Returns:
        Two arrays of shape (pairs,), in the order of `matrix`.
    """
    parameters = list(zip(model.m, model.u, strict=True))
    return score_pairs(matrix, parameters, model.prior, engine=engine)
