"""From records to weighed pairs: prepare, block, compare in chunks, train, score.

What is done to whole runs stands here, and is used by `linking` (one file after another) and by
`keeping` (a state that later records are added to).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import Candidates, block_pairs, stop_values
from hawkari.engines.linkage.chunks import Chunks
from hawkari.engines.linkage.comparing import (
    Levels,
    compare_fields,
    compare_pairs,
    contradicts,
)
from hawkari.engines.linkage.model import Model, score_levels
from hawkari.engines.linkage.pairs import ScoredPairs
from hawkari.engines.linkage.preparing import Prepared, prepare
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.spark_frames import compare_on_spark
from hawkari.engines.linkage.training import train
from hawkari.engines.linkage.values import Judged, Record
from hawkari.engines.linkage.watching import Watcher
from hawkari.errors import BadInput

__all__ = ["STEPS", "Learning", "Weighed", "in_order", "weigh"]

STEPS = ("prepare", "block", "compare", "train", "score", "explain", "cluster")
# So many pairs are compared at a time: what they need beside their levels is given back between.
_CHUNK = 500_000

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Candidate pairs of some records with all that is known of them.

    Attributes:
        prepared: the records, in the order of their ids.
        candidates: pairs that do not contradict, sorted by row numbers; the plan is that of all.
        levels: of the candidates.
        model: that weighed them.
        scores: weight (bits) and probability of each candidate.
    """

    prepared: Sequence[Prepared]
    candidates: Candidates
    levels: Levels
    model: Model
    scores: tuple[Array, Array]

    def pairs(self) -> ScoredPairs:
        """Those of at least .001 probability, highest weight first."""
        return ScoredPairs(
            self.prepared,
            self.candidates,
            levels=self.levels,
            model=self.model,
            scores=self.scores,
        )


@dataclass(frozen=True, slots=True)
class Learning:
    """Where the model of a run is from.

    Attributes:
        judged: live judgements, for a model that is trained.
        model: one that was trained before; then nothing is trained.
    """

    judged: Sequence[Judged] = ()
    model: Model | None = None


LEARNING = Learning()


def weigh(
    records: Iterable[Record],
    *,
    engine: str,
    watcher: Watcher,
    chunks: Chunks | None = None,
    learning: Learning = LEARNING,
) -> Weighed:
    """Candidate pairs of the records, weighed by a model trained on them.

    Args:
        records: each id once.
        engine: where the model is applied, one of `backends.ENGINES`.
        watcher: told of steps 1 to 5 of `STEPS`, of the plan, and of the pairs compared.
        chunks: where finished chunks of the comparison are kept, for a run that may be stopped.
        learning: what the model learns from beside the records, or the model itself.

    Raises:
        BadInput: if two records have the same id.
        UnsoundModel: if the guard stops the run.
    """
    watcher(STEPS[0], 1, len(STEPS))
    prepared = prepare(in_order(records))
    kept = (chunks or Chunks()).over([one.record for one in prepared])
    watcher(STEPS[1], 2, len(STEPS))
    compared = _on_spark if engine == "spark" else _here
    candidates, levels = compared(prepared, kept, watcher)
    watcher(STEPS[3], 4, len(STEPS))
    model = learning.model or train(
        prepared, candidates, levels.matrix, u=measure_u(prepared), judged=learning.judged
    )
    watcher(STEPS[4], 5, len(STEPS))
    scores = score_levels(levels.matrix, model, engine=engine)
    kept.forget()
    return Weighed(prepared, candidates, levels, model, scores)


def _here(
    prepared: Sequence[Prepared], kept: Chunks, watcher: Watcher
) -> tuple[Candidates, Levels]:
    """Candidates that do not contradict, and their levels."""
    candidates = block_pairs(prepared)
    watcher.plan(candidates.plan)
    watcher.stops(partial(stop_values, prepared, candidates.plan))
    watcher(STEPS[2], 3, len(STEPS))
    fields = _compared_fields(prepared, candidates, kept)
    hopeful = ~contradicts(fields)
    candidates = candidates.only(hopeful)
    levels = _compared_names(
        prepared, candidates, fields=fields[hopeful], kept=kept, watcher=watcher
    )
    return candidates, levels


def _on_spark(
    prepared: Sequence[Prepared], _kept: Chunks, watcher: Watcher
) -> tuple[Candidates, Levels]:
    """As `_here`; the plan is told late: Spark works out the pairs and their levels at once."""
    watcher(STEPS[2], 3, len(STEPS))
    candidates, levels = compare_on_spark([one.record for one in prepared])
    watcher.plan(candidates.plan)
    watcher.stops(partial(stop_values, prepared, candidates.plan))
    hopeful = ~contradicts(levels.matrix)
    watcher.count(STEPS[2], len(hopeful), len(hopeful))
    return (
        candidates.only(hopeful),
        Levels(levels.matrix[hopeful], levels.best_names[hopeful]),
    )


def in_order(records: Iterable[Record]) -> list[Record]:
    """Records in the order of their ids.

    Raises:
        BadInput: if two have the same.
    """
    ordered = sorted(records, key=lambda record: record.id)
    for before, after in pairwise(ordered):
        if before.id == after.id:
            raise BadInput(f"the id {after.id!r} stands twice", "Give each record its own id.")
    return ordered


def _compared_fields(
    prepared: Sequence[Prepared], candidates: Candidates, kept: Chunks
) -> NDArray[np.int8]:
    def compared(at: slice) -> tuple[NDArray[np.int8]]:
        return (compare_fields(prepared, candidates.left[at], candidates.right[at]),)

    (fields,) = _in_chunks(len(candidates.left), compared, kept=kept, name="fields")
    return fields


def _compared_names(
    prepared: Sequence[Prepared],
    candidates: Candidates,
    *,
    fields: NDArray[np.int8],
    kept: Chunks,
    watcher: Watcher,
) -> Levels:
    def compared(at: slice) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
        left, right = candidates.left[at], candidates.right[at]
        levels = compare_pairs(prepared, left, right, fields=fields[at])
        return levels.matrix, levels.best_names

    matrix, best = _in_chunks(
        len(candidates.left), compared, kept=kept, name="levels", watcher=watcher
    )
    return Levels(matrix, best)


def _in_chunks(
    pairs: int,
    compared: Callable[[slice], tuple[NDArray[Any], ...]],
    *,
    kept: Chunks,
    name: str,
    watcher: Watcher | None = None,
) -> list[NDArray[Any]]:
    """What a function gives for all pairs, chunk by chunk; finished chunks are not done again."""
    done = []
    for start in range(0, max(pairs, 1), _CHUNK):
        end = min(start + _CHUNK, pairs)
        done.append(kept.once(f"{name}-{start}-{end}", partial(compared, slice(start, end))))
        if watcher is not None:
            watcher.count(STEPS[2], end, pairs)
    return [np.concatenate(parts) for parts in zip(*done, strict=True)]
