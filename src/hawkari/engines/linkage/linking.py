"""The whole run: records → candidate pairs → weights with reasons → clusters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.backends import check_engine
from hawkari.engines.linkage.blocking import RULES, Candidates, block_pairs
from hawkari.engines.linkage.clustering import Scored, cluster
from hawkari.engines.linkage.comparing import (
    COMPARISONS,
    MISSING,
    Levels,
    compare_fields,
    compare_pairs,
    contradicts,
    values_compared,
)
from hawkari.engines.linkage.model import Model, score_levels
from hawkari.engines.linkage.preparing import Prepared, prepare
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.training import train
from hawkari.engines.linkage.values import Judged, Linkage, Reason, Record, ScoredPair
from hawkari.errors import BadInput

__all__ = ["JOIN_AT", "Progress", "link"]

# A pair is joined without a person only where it is expected right about six times in seven. Most
# joined pairs lie far above, and groups must agree on the whole: of all pairs joined, some 2 in 100
# are then expected wrong, which the mean of their probabilities says for each run.
JOIN_AT = 0.85
# Pairs below are not kept: nobody would review them, and there are hundreds of thousands.
_LEAST_PROBABILITY = 0.001
_STEPS = ("prepare", "block", "compare", "train", "score", "explain", "cluster")

Progress = Callable[[str, int, int], None]
Scores = NDArray[np.float64]


def link(
    records: Iterable[Record],
    *,
    judged: Sequence[Judged] = (),
    engine: str = "duckdb",
    join_at: float = JOIN_AT,
    progress: Progress | None = None,
) -> Linkage:
    """Find which records are of one entity.

    The result does not depend on the order of the records.

    Args:
        records: of any sources and schemata; only records of one family are compared.
        judged: live judgements; they bind, and are never overruled.
        engine: where the model is applied: `duckdb`, or `spark` (an extra). Weights are the same.
        join_at: least probability of a pair that is joined without a person, 0–1.
        progress: called with a step's name, its number from 1, and the number of steps.

    Raises:
        BadInput: if two records have the same id, or the engine is not installed.

    Cost: about linear in the candidate pairs; some 50,000 pairs a second.
    """
    check_engine(engine)
    told = progress or _silent
    told(_STEPS[0], 1, len(_STEPS))
    prepared = prepare(_in_order(records))
    told(_STEPS[1], 2, len(_STEPS))
    candidates = block_pairs(prepared)
    told(_STEPS[2], 3, len(_STEPS))
    fields = compare_fields(prepared, candidates.left, candidates.right)
    u = measure_u(prepared, candidates, fields)
    hopeful = ~contradicts(fields)
    candidates = candidates.only(hopeful)
    levels = compare_pairs(prepared, candidates.left, candidates.right, fields=fields[hopeful])
    told(_STEPS[3], 4, len(_STEPS))
    model = train(prepared, candidates, levels.matrix, u=u)
    told(_STEPS[4], 5, len(_STEPS))
    weights, probabilities = score_levels(levels.matrix, model, engine=engine)
    told(_STEPS[5], 6, len(_STEPS))
    pairs = _explained(
        prepared, candidates, levels=levels, model=model, scores=(weights, probabilities)
    )
    told(_STEPS[6], 7, len(_STEPS))
    scored = Scored(candidates.left, candidates.right, weights)
    clusters, cuts = cluster(pairs, prepared, scored=scored, judged=judged, join_at=join_at)
    return Linkage(
        pairs=pairs,
        clusters=clusters,
        cuts=cuts,
        plan=candidates.plan,
        parameters={
            **model.as_data(),
            "join_at": join_at,
            "expected_precision": _expected_precision(pairs, clusters, join_at),
        },
        guard=model.guard,
    )


def _silent(_step: str, _number: int, _of: int) -> None:
    """Nobody asked for progress."""


def _expected_precision(
    pairs: Sequence[ScoredPair], clusters: Mapping[str, str], join_at: float
) -> float | None:
    """Mean probability of the pairs that were joined; None where none was."""
    joined = [
        pair.probability
        for pair in pairs
        if pair.probability >= join_at and clusters[pair.left] == clusters[pair.right]
    ]
    return sum(joined) / len(joined) if joined else None


def _in_order(records: Iterable[Record]) -> list[Record]:
    ordered = sorted(records, key=lambda record: record.id)
    for before, after in pairwise(ordered):
        if before.id == after.id:
            raise BadInput(f"the id {after.id!r} stands twice", "Give each record its own id.")
    return ordered


def _explained(
    prepared: Sequence[Prepared],
    candidates: Candidates,
    *,
    levels: Levels,
    model: Model,
    scores: tuple[Scores, Scores],
) -> tuple[ScoredPair, ...]:
    weights, probabilities = scores
    kept = np.flatnonzero(probabilities >= _LEAST_PROBABILITY)
    by_level = [model.weights(column).tolist() for column in range(len(COMPARISONS))]
    pairs = [
        ScoredPair(
            left=prepared[left].record.id,
            right=prepared[right].record.id,
            weight=weight,
            probability=probability,
            reasons=_reasons((prepared[left], prepared[right]), row, best=best, by_level=by_level),
            rule=RULES[rule][0],
        )
        for left, right, weight, probability, row, best, rule in zip(
            candidates.left[kept].tolist(),
            candidates.right[kept].tolist(),
            weights[kept].tolist(),
            probabilities[kept].tolist(),
            levels.matrix[kept].tolist(),
            levels.best_names[kept].tolist(),
            candidates.rule[kept].tolist(),
            strict=True,
        )
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.weight, pair.left, pair.right)))


def _reasons(
    pair: tuple[Prepared, Prepared],
    row: Sequence[int],
    *,
    best: Sequence[int],
    by_level: Sequence[Sequence[float]],
) -> tuple[Reason, ...]:
    reasons = [
        Reason(
            comparison=comparison.name,
            level=comparison.levels[level],
            weight=by_level[column][level],
            left=values_compared(pair[0], comparison, best[0]),
            right=values_compared(pair[1], comparison, best[1]),
        )
        for column, (comparison, level) in enumerate(zip(COMPARISONS, row, strict=True))
        if level != MISSING
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
