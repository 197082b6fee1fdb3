"""Splink on prepared levels: settings, training runs, scoring. All that knows Splink is here.

The levels of each pair were computed before (`comparing`) and are given to Splink as integers, as
two tables with one row a pair, linked on the pair's number. So no string function runs in SQL, and
the same numbers come out of every engine that can compare integers.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hawkari.engines.linkage.backends import open_backend
from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, Comparison
from hawkari.engines.linkage.distinct import distinct_rows

__all__ = ["Parameters", "Trained", "estimate_m", "score_pairs"]

Array = NDArray[np.float64]
# m and u of each comparison of `COMPARISONS`, worst level first.
Parameters = Sequence[tuple[Array, Array]]
_STEPS = (25, 10, 5)  # of training, at most; fewer where more fail
_SAME_PAIR = "l.unique_id = r.unique_id"


class Trained(NamedTuple):
    """What a training gave: m of each comparison trained, and the prior it ended with."""

    m: dict[int, Array]
    prior: float


def estimate_m(
    matrix: NDArray[np.int8],
    levels: Mapping[int, Sequence[int]],
    *,
    start: Parameters,
    prior: float,
) -> Trained | None:
    """Estimate m by expectation-maximisation; u stays as it is, the prior is free.

    Args:
        matrix: levels of the pairs.
        levels: for each comparison to train, by its place in `COMPARISONS`, the levels that occur,
            rising; at least two.
        start: m and u to start from.
        prior: P(one entity) to start from.

    Returns:
        What was trained; levels that do not occur keep what they started from. None if an m fell
        to zero even within a few steps.
    """
    for steps in _STEPS:
        settings = _settings(levels, start, prior) | {"max_iterations": steps}
        linker = _linker(matrix, levels, settings=settings, adds_up=True)
        try:
            session = linker.training.estimate_parameters_using_expectation_maximisation(
                _SAME_PAIR, estimate_without_term_frequencies=True, fix_u_probabilities=True
            )
        except ValueError:
            # Splink refuses an m below 1e-300: a level that no likely match has shrinks with every
            # step, and fewer steps leave it small instead.
            continue
        ended = session.core_model_settings.probability_two_random_records_match
        return Trained(_trained(linker, levels, start), float(ended))
    return None


def _trained(
    linker: Any, levels: Mapping[int, Sequence[int]], start: Parameters
) -> dict[int, Array]:
    trained = linker.misc.save_model_to_json()["comparisons"]
    found = {}
    for column, comparison in zip(levels, trained, strict=True):
        m = np.array(start[column][0])
        for level in comparison["comparison_levels"]:
            if not level.get("is_null_level", False):
                number = COMPARISONS[column].levels.index(level["label_for_charts"])
                m[number] = level["m_probability"]
        found[column] = m
    return found


def score_pairs(
    matrix: NDArray[np.int8], parameters: Parameters, prior: float, *, engine: str = "duckdb"
) -> tuple[Array, Array]:
    """Match weight (bits) and probability of each pair.

    Args:
        matrix: levels of the pairs.
        parameters: m and u.
        prior: P(one entity) of any pair.
        engine: where Splink runs, one of `backends.ENGINES`.

    Returns:
        Two arrays of shape (pairs,), in the order of `matrix`.
    """
    if len(matrix) == 0:
        return np.zeros(0), np.zeros(0)
    levels = {i: range(len(comparison.levels)) for i, comparison in enumerate(COMPARISONS)}
    settings = _settings(levels, parameters, prior)
    # Splink gives pairs of the same levels the same weight; each such row is sent to it once.
    rows, places = distinct_rows(matrix)
    linker = _linker(rows, levels, settings=settings, engine=engine)
    scored = linker.inference.predict(warning_mode="never").as_pyarrow_table()
    order = np.argsort(scored["unique_id_l"].to_numpy())
    weights, probabilities = (
        scored[column].to_numpy()[order] for column in ("match_weight", "match_probability")
    )
    return weights[places], probabilities[places]


def _linker(
    matrix: NDArray[np.int8],
    levels: Mapping[int, Sequence[int]],
    *,
    settings: dict[str, Any],
    engine: str = "duckdb",
    adds_up: bool = False,
) -> Any:
    from splink import Linker  # noqa: PLC0415  slow to import

    columns = {COMPARISONS[i].key: pa.array(matrix[:, i]) for i in levels}
    table = pa.table({"unique_id": np.arange(len(matrix)), **columns})
    api = open_backend(engine, adds_up=adds_up)
    # A Spark session may outlive this: names of tables must be new to it.
    sides = [
        api.register(table, dataset_display_name=side, table_name=f"{side}_{uuid4().hex}")
        for side in ("left_side", "right_side")
    ]
    linker = Linker(sides, settings)
    # Splink turns its own messages on when it is first used; ours are progress and the guard.
    logging.getLogger("splink").setLevel(logging.ERROR)
    return linker


def _settings(
    levels: Mapping[int, Sequence[int]], parameters: Parameters, prior: float
) -> dict[str, Any]:
    return {
        "link_type": "link_only",
        "unique_id_column_name": "unique_id",
        "comparisons": [
            _comparison(COMPARISONS[i], occurring, parameters=parameters[i])
            for i, occurring in levels.items()
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
    missing = {
        "sql_condition": f"{column} = {MISSING}",
        "is_null_level": True,
        "label_for_charts": "missing",
    }
    occurring = [
        {
            "sql_condition": condition,
            "label_for_charts": comparison.levels[level],
            "m_probability": float(m[level]),
            "u_probability": float(u[level]),
        }
        for condition, level in zip(conditions, levels[::-1], strict=True)
    ]
    return {"output_column_name": comparison.key, "comparison_levels": [missing, *occurring]}
