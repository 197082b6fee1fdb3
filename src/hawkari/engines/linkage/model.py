"""The Fellegi–Sunter model, trained and applied by Splink on DuckDB.

The levels of each candidate pair are computed before (`comparing`) and given to Splink as integers,
as two tables with one row a pair, linked on the pair's number. So no string function runs in SQL,
and the same numbers come out of every engine that can compare integers.

The population is the candidate pairs, not all pairs: m, u and the prior are those of pairs that
some blocking rule proposed. Names, places, nationality and source are trained; the others anchor
the training (`ANCHORS`). The prior is free in training, then set to its fixed point.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, Comparison
from hawkari.engines.linkage.defaults import STARTING_M, STARTING_U
from hawkari.engines.linkage.guard import check, is_collapsed
from hawkari.engines.linkage.values import GuardFinding

__all__ = ["MODEL_VERSION", "Model", "match_weight", "score_levels", "train"]

MODEL_VERSION = "1"
LEAST_PAIRS = 300
MOST_TRAINING_PAIRS = 200_000
_PRIOR = 0.05
# How registers err about one person is roughly known and does not change from run to run, so m of
# these stays at its starting value. They anchor the training: left free, the classes that it finds
# are "one family or not" rather than "one person or not", with ten times too many matches.
ANCHORS = frozenset({"birth", "phone", "identifier", "gender"})
# Nearly every pair that shares one of these is a match, so training would take their u to zero, and
# one number shared by strangers would outweigh everything: u stays at its starting value too.
RARE_AGREEMENTS = frozenset({"phone", "identifier"})
_SAME_PAIR = "l.unique_id = r.unique_id"

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
        prior: P(match) of a candidate pair.
        m: one array a comparison of `COMPARISONS`, worst level first.
        u: the same.
        trained: how the parameters came about, in words.
        guard: what the guard found.
    """

    prior: float
    m: tuple[Array, ...]
    u: tuple[Array, ...]
    trained: str
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
            "comparisons": {
                c.name: {
                    level: {"m": float(m), "u": float(u), "weight": match_weight(m, u)}
                    for level, m, u in zip(c.levels, self.m[i], self.u[i], strict=True)
                }
                for i, c in enumerate(COMPARISONS)
            },
        }


def train(matrix: NDArray[np.int8], *, seed: int = 1) -> Model:
    """Train on the levels of the candidate pairs, without labels; guarded.

    Args:
        matrix: shape (pairs, comparisons), as `comparing.Levels.matrix`.
        seed: of the sample that is trained on when there are more than 200,000 pairs.

    Returns:
        The model; with fewer than 300 candidate pairs, or when training collapsed, one of starting
        values, which `trained` then says.
    """
    if len(matrix) < LEAST_PAIRS or not _seen(matrix):
        how = f"starting values: {len(matrix)} candidate pairs, or all of them alike"
        return _finished(_starting(), matrix, how)
    sample = matrix
    if len(matrix) > MOST_TRAINING_PAIRS:
        chosen = np.random.default_rng(seed).choice(len(matrix), MOST_TRAINING_PAIRS, replace=False)
        sample = matrix[np.sort(chosen)]
    parameters = _expectation_maximisation(sample)
    how = f"expectation–maximisation on {len(sample)} candidate pairs"
    prior = _prior_at_rest(sample, parameters)
    counts = [_counts(sample, i) for i in range(len(COMPARISONS))]
    if any(
        is_collapsed(m, n, prior * len(sample))
        for (m, _), n in zip(parameters, counts, strict=True)
    ):
        return _finished(_starting(), matrix, f"starting values: {how} collapsed")
    return _finished(parameters, matrix, how)


Parameters = list[tuple[Array, Array]]


def _starting() -> Parameters:
    return [(np.array(STARTING_M[c.key]), np.array(STARTING_U[c.key])) for c in COMPARISONS]


def _finished(parameters: Parameters, matrix: NDArray[np.int8], trained: str) -> Model:
    ms, us, findings = [], [], list[GuardFinding]()
    for comparison, (m, u) in zip(COMPARISONS, parameters, strict=True):
        safe_m, safe_u, found = check(comparison, m, u)
        ms.append(safe_m)
        us.append(safe_u)
        findings += found
    prior = _prior_at_rest(matrix, list(zip(ms, us, strict=True)))
    return Model(prior, tuple(ms), tuple(us), trained, tuple(findings))


def _prior_at_rest(matrix: NDArray[np.int8], parameters: Parameters) -> float:
    """The prior that equals the mean probability it leads to; the fixed point of its EM step."""
    evidence = _evidence(matrix, parameters)
    prior = _PRIOR
    for _ in range(200):
        odds = np.exp2(np.clip(evidence, -60, 60)) * prior / (1 - prior)
        following = float(np.clip((odds / (1 + odds)).mean() if len(odds) else _PRIOR, 1e-7, 0.5))
        if abs(following - prior) < 1e-9:
            break
        prior = following
    return prior


def _evidence(matrix: NDArray[np.int8], parameters: Parameters) -> Array:
    total = np.zeros(len(matrix))
    for column, (m, u) in enumerate(parameters):
        levels = matrix[:, column]
        known = levels != MISSING
        total[known] += np.log2(np.maximum(m, 1e-12) / np.maximum(u, 1e-12))[levels[known]]
    return total


def _counts(matrix: NDArray[np.int8], column: int) -> NDArray[np.int64]:
    levels = matrix[:, column]
    return np.bincount(levels[levels != MISSING], minlength=len(COMPARISONS[column].levels))


def _seen(matrix: NDArray[np.int8]) -> list[int]:
    """Comparisons with at least two levels among the pairs: others can teach nothing."""
    return [i for i in range(len(COMPARISONS)) if np.count_nonzero(_counts(matrix, i)) > 1]


def _expectation_maximisation(matrix: NDArray[np.int8]) -> Parameters:
    """Parameters by Splink; what is never seen, or varies nowhere, keeps its starting values."""
    starting, active = _starting(), _seen(matrix)
    counts = [_counts(matrix, i) for i in range(len(COMPARISONS))]
    begin = [
        (m, u if comparison.key in RARE_AGREEMENTS else (count + 0.5) / (count + 0.5).sum())
        for comparison, (m, u), count in zip(COMPARISONS, starting, counts, strict=True)
    ]
    seen = {i: np.flatnonzero(counts[i]).tolist() for i in active}
    settings = _settings(active, seen, (begin, _PRIOR))
    try:
        linker = _trained(matrix, active, settings=settings, free_u=True)
    except ValueError:
        # A level seen on few pairs, all of them matches, drives u to zero, which Splink refuses.
        linker = _trained(matrix, active, settings=settings, free_u=False)
    trained = linker.misc.save_model_to_json()["comparisons"]
    parameters = list(starting)
    for place, column in enumerate(active):
        m, u = (np.array(values) for values in starting[column])
        for level in trained[place]["comparison_levels"]:
            if not level.get("is_null_level", False):
                number = COMPARISONS[column].levels.index(level["label_for_charts"])
                m[number], u[number] = level["m_probability"], level["u_probability"]
        parameters[column] = (m, u)
    return parameters


def _trained(
    matrix: NDArray[np.int8], active: Sequence[int], *, settings: dict[str, Any], free_u: bool
) -> Any:
    """A Splink linker after training; u is trained too, or stays as the candidates give it."""
    linker, _ = _linker(matrix, active, settings=settings)
    linker.training.estimate_parameters_using_expectation_maximisation(
        _SAME_PAIR, fix_u_probabilities=not free_u
    )
    return linker


def score_levels(matrix: NDArray[np.int8], model: Model) -> tuple[Array, Array]:
    """Match weight (bits) and probability of each candidate pair, by Splink.

    Returns:
        Two arrays of shape (pairs,), in the order of `matrix`.
    """
    if len(matrix) == 0:
        return np.zeros(0), np.zeros(0)
    every = list(range(len(COMPARISONS)))
    levels = {i: range(len(comparison.levels)) for i, comparison in enumerate(COMPARISONS)}
    parameters = list(zip(model.m, model.u, strict=True))
    settings = _settings(every, levels, (parameters, model.prior))
    linker, api = _linker(matrix, every, settings=settings)
    table = linker.inference.predict(warning_mode="never").physical_name
    result = api._con.execute(
        f"SELECT match_weight, match_probability FROM {table} ORDER BY unique_id_l"  # noqa: S608
    ).fetchnumpy()
    return result["match_weight"], result["match_probability"]


def _linker(
    matrix: NDArray[np.int8], active: Sequence[int], *, settings: dict[str, Any]
) -> tuple[Any, Any]:
    from splink import DuckDBAPI, Linker  # noqa: PLC0415  slow to import

    columns = {COMPARISONS[i].key: pa.array(matrix[:, i]) for i in active}
    table = pa.table({"unique_id": np.arange(len(matrix)), **columns})
    api = DuckDBAPI()
    sides = [api.register(table, dataset_display_name=side) for side in ("left_side", "right_side")]
    linker = Linker(sides, settings)
    # Splink turns its own messages on when it is first used; ours are progress and the guard.
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker, api


def _settings(
    active: Sequence[int], levels: Mapping[int, Sequence[int]], model: tuple[Parameters, float]
) -> dict[str, Any]:
    """Splink's settings: the comparisons of `active`, with these of their levels."""
    parameters, prior = model
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "comparisons": [
            _comparison(COMPARISONS[i], levels[i], parameters=parameters[i]) for i in active
        ],
        "blocking_rules_to_generate_predictions": [_SAME_PAIR],
        "probability_two_random_records_match": prior,
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
    }


def _comparison(
    comparison: Comparison, levels: Sequence[int], *, parameters: tuple[Array, Array]
) -> dict[str, Any]:
    m, u = parameters
    column = f"{comparison.key}_l"
    conditions = [f"{column} = {level}" for level in levels[:0:-1]] + ["ELSE"]
    return {
        "output_column_name": comparison.key,
        "comparison_levels": [
            {
                "sql_condition": f"{column} = {MISSING}",
                "is_null_level": True,
                "label_for_charts": "missing",
            },
            *(
                {
                    "sql_condition": condition,
                    "label_for_charts": comparison.levels[level],
                    "m_probability": float(m[level]),
                    "u_probability": float(u[level]),
                    "fix_m_probability": comparison.key in ANCHORS,
                    "fix_u_probability": comparison.key in RARE_AGREEMENTS,
                }
                for condition, level in zip(conditions, levels[::-1], strict=True)
            ),
        ],
    }
