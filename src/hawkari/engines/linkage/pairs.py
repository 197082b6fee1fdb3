"""Scored pairs of a run as arrays; a pair with its reasons is built when it is looked at.

A million records have millions of candidate pairs, and nobody looks at most of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import overload

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import RULES, Candidates
from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, Levels, values_compared
from hawkari.engines.linkage.model import Model
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import Reason, ScoredPair

__all__ = ["LEAST_PROBABILITY", "ScoredPairs", "reasons_of"]

# Pairs below are not kept: nobody would review them, and there are hundreds of thousands.
LEAST_PROBABILITY = 0.001

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Rows:
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    rule: NDArray[np.int64]
    weight: Array
    probability: Array
    matrix: NDArray[np.int8]
    best: NDArray[np.int32]


class ScoredPairs(Sequence[ScoredPair]):
    """Pairs of at least .001 probability, highest weight first, ties by id.

    Equal to any sequence of the same pairs.

    Args:
        prepared: the records, in the order of their ids.
        candidates: pairs of them.
        levels: of the candidates.
        model: that weighed them.
        scores: weight (bits) and probability of each candidate.
    """

    def __init__(
        self,
        prepared: Sequence[Prepared],
        candidates: Candidates,
        *,
        levels: Levels,
        model: Model,
        scores: tuple[Array, Array],
    ) -> None:
        weight, probability = scores
        kept = np.flatnonzero(probability >= LEAST_PROBABILITY)
        kept = kept[np.lexsort((candidates.right[kept], candidates.left[kept], -weight[kept]))]
        self._prepared = prepared
        self._model = model
        self._rows = _Rows(
            left=candidates.left[kept],
            right=candidates.right[kept],
            rule=candidates.rule[kept],
            weight=weight[kept],
            probability=probability[kept],
            matrix=levels.matrix[kept],
            best=levels.best_names[kept],
        )

    def __len__(self) -> int:
        return len(self._rows.left)

    @overload
    def __getitem__(self, place: int) -> ScoredPair: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[ScoredPair, ...]: ...
    def __getitem__(self, place: int | slice) -> ScoredPair | tuple[ScoredPair, ...]:
        if isinstance(place, slice):
            return tuple(self._at(one) for one in range(*place.indices(len(self))))
        return self._at(range(len(self))[place])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((len(self), *(pair.weight for pair in islice(self, 8))))

    def __repr__(self) -> str:
        return f"ScoredPairs({len(self)})"

    def scores(self) -> Iterator[tuple[str, str, float]]:
        """Ids and probability of each pair, in order, without its reasons: far faster."""
        for left, right, probability in zip(
            self._rows.left.tolist(),
            self._rows.right.tolist(),
            self._rows.probability.tolist(),
            strict=True,
        ):
            yield self._prepared[left].record.id, self._prepared[right].record.id, probability

    def _at(self, place: int) -> ScoredPair:
        rows = self._rows
        one, other = (self._prepared[side[place]] for side in (rows.left, rows.right))
        return ScoredPair(
            left=one.record.id,
            right=other.record.id,
            weight=float(rows.weight[place]),
            probability=float(rows.probability[place]),
            reasons=reasons_of(
                (one, other), rows.matrix[place], best=rows.best[place], model=self._model
            ),
            rule=RULES[rows.rule[place]].name,
        )


def reasons_of(
    pair: tuple[Prepared, Prepared],
    levels: NDArray[np.int8],
    *,
    best: NDArray[np.int32],
    model: Model,
) -> tuple[Reason, ...]:
    """What each comparison says of a pair, strongest first.

    Args:
        pair: the two records.
        levels: shape (comparisons,); comparisons that are missing give no reason.
        best: shape (2,): which name of each record was compared.
        model: whose weights they are.
    """
    reasons = [
        Reason(
            comparison=comparison.name,
            level=comparison.levels[level],
            weight=float(model.weights(column)[level]),
            left=values_compared(pair[0], comparison, int(best[0])),
            right=values_compared(pair[1], comparison, int(best[1])),
        )
        for column, (comparison, level) in enumerate(zip(COMPARISONS, levels.tolist(), strict=True))
        if level != MISSING
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
