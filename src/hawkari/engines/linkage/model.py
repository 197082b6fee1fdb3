"""The Fellegi-Sunter model of a run: its parameters, and what they say of a pair.

The population is all pairs of the records of one family, as usual; u and the prior are of those.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING
from hawkari.engines.linkage.splinking import score_pairs
from hawkari.engines.linkage.values import GuardFinding
from hawkari.errors import BadInput

__all__ = [
    "MODEL_VERSION",
    "Model",
    "ModelChange",
    "Moved",
    "RestsOn",
    "bits_of",
    "compare_models",
    "match_weight",
    "score_levels",
    "total_weights",
]

MODEL_VERSION = "5"

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
class RestsOn:
    """What a model was learned from.

    Attributes:
        source: what the pairs share, or `judgements`.
        pairs: how many.
        matches: how many of them are expected, or judged, to be one entity.
    """

    source: str
    pairs: int
    matches: float


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
        rests_on: what it was learned from; empty where all m are defaults.
    """

    prior: float
    m: tuple[Array, ...]
    u: tuple[Array, ...]
    trained: str
    sources: tuple[str, ...]
    guard: tuple[GuardFinding, ...]
    rests_on: tuple[RestsOn, ...] = ()

    def weights(self, comparison: int) -> Array:
        """Match weights of one comparison's levels, in bits, worst first."""
        return np.log2(self.m[comparison] / self.u[comparison])

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits of what scores depend on: version, prior, levels, m and u."""
        told = self._parameters()
        text = json.dumps(told, sort_keys=True, ensure_ascii=True, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _parameters(self) -> dict[str, Any]:
        return {
            "version": MODEL_VERSION,
            "prior": self.prior,
            "comparisons": {
                c.name: {
                    level: {"m": float(m), "u": float(u), "weight": match_weight(m, u)}
                    for level, m, u in zip(c.levels, self.m[i], self.u[i], strict=True)
                }
                for i, c in enumerate(COMPARISONS)
            },
        }

    def as_data(self) -> dict[str, Any]:
        """The model as plain data, to be kept with the run; `from_data` reads it again."""
        return {
            **self._parameters(),
            "fingerprint": self.fingerprint,
            "trained": self.trained,
            "m_from": {c.name: s for c, s in zip(COMPARISONS, self.sources, strict=True)},
            "rests_on": [asdict(one) for one in self.rests_on],
            "guard": [asdict(one) for one in self.guard],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Model":
        """The model that `as_data` gave, to the last digit.

        Raises:
            BadInput: if it is no model, was changed since, or is of another version: its levels
                are not those of this engine.
        """
        remedy = "Train a model with this version: link the records again without a model."
        if data.get("version") != MODEL_VERSION:
            problem = f"the model is of version {data.get('version')}, not {MODEL_VERSION}"
            raise BadInput(problem, remedy)
        try:
            read = _read(data)
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput("the model is not whole", remedy) from error
        if read.fingerprint != data.get("fingerprint"):
            raise BadInput("the model was changed after it was trained", remedy)
        return read


def _read(data: Mapping[str, Any]) -> Model:
    stated = data["comparisons"]
    m, u = (
        tuple(
            np.array([float(stated[c.name][level][k]) for level in c.levels]) for c in COMPARISONS
        )
        for k in ("m", "u")
    )
    return Model(
        prior=float(data["prior"]),
        m=m,
        u=u,
        trained=str(data["trained"]),
        sources=tuple(str(data["m_from"][c.name]) for c in COMPARISONS),
        guard=tuple(GuardFinding(**one) for one in data["guard"]),
        rests_on=tuple(RestsOn(**one) for one in data["rests_on"]),
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """A level whose weight differs between two models: weights in bits, and by how many."""

    comparison: str
    level: str
    before: float
    now: float

    @property
    def by(self) -> float:
        """Bits; positive where the level speaks more for a match now."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class ModelChange:
    """What changed from one model to another.

    Attributes:
        prior_by: bits that the prior's odds moved.
        moved: levels whose weight moved, the most first.
    """

    prior_by: float
    moved: tuple[Moved, ...]


def compare_models(old: Model, new: Model, *, least: float = 0.05) -> ModelChange:
    """What changed between two models of one version.

    Args:
        old: the earlier one.
        new: the later one.
        least: bits; what moved less is left out.
    """
    moved = [
        Moved(comparison.name, level, float(before), float(now))
        for column, comparison in enumerate(COMPARISONS)
        for level, before, now in zip(
            comparison.levels, old.weights(column), new.weights(column), strict=True
        )
        if abs(now - before) >= least
    ]
    prior_by = bits_of(new.prior) - bits_of(old.prior)
    return ModelChange(
        prior_by, tuple(sorted(moved, key=lambda one: (-abs(one.by), one.comparison, one.level)))
    )


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
