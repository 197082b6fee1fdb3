"""What judgements teach the model.

Judged pairs are no sample of all matches: they come from the queue, which shows what the model is
unsure of. What they do show, whatever the order they were shown in, is how often pairs of *such
levels* are one entity, as long as the queue chose them by their levels. So m is not counted on
them; it is moved until the model's probabilities of the judged pairs fit, and no further than they
force it: each level's log m, and the prior's log odds, is drawn to where training without labels
left it, with a standard deviation of one bit. u, which is measured on far more pairs, stays.

Source of the method: logistic regression by maximum a posteriori, with the Fellegi–Sunter weights
as the mean of the prior; labels that are missing at random given what is modelled bias nothing
(Rubin 1976).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import COMPARISONS, MISSING, compare_pairs
from hawkari.engines.linkage.preparing import Prepared
from hawkari.engines.linkage.values import Judged

__all__ = ["FEWEST_JUDGED", "JudgedPairs", "judged_pairs", "moved_by"]

FEWEST_JUDGED = 10
"""So many pairs judged the same, and as many judged different, before they teach anything."""

# How far what is learned is drawn to what training without labels left: standard deviations, in
# bits. Chosen on corridors of the held-out name table; what two trainings may differ by is two.
_LEVEL_BITS = 0.5
_PRIOR_BITS = 0.25
# Correlation of pairs that agree in every level: n of them count as n / (1 + (n - 1) / 2).
_ALIKE = 0.5
_STEPS = 50
_SMALL = 1e-9

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Judged pairs of a run.

    Attributes:
        matrix: levels, shape (pairs, comparisons).
        same: shape (pairs,).
    """

    matrix: NDArray[np.int8]
    same: NDArray[np.bool_]

    @property
    def are_enough(self) -> bool:
        """Whether there are enough of both kinds to learn from."""
        positive = int(self.same.sum())
        return min(positive, len(self.same) - positive) >= FEWEST_JUDGED


def judged_pairs(prepared: Sequence[Prepared], judged: Sequence[Judged]) -> JudgedPairs:
    """Levels of the judged pairs, in the order of their ids.

    Args:
        prepared: all records of the run.
        judged: live judgements, in any order. Those on other records are left aside; so are pairs
            judged both ways, and pairs of different families, which are never compared.
    """
    rows = {one.record.id: row for row, one in enumerate(prepared)} if judged else {}
    kinds: dict[tuple[int, int], set[bool]] = {}
    for one in judged:
        if one.left in rows and one.right in rows and one.left != one.right:
            a, b = sorted((rows[one.left], rows[one.right]))
            if prepared[a].family == prepared[b].family:
                kinds.setdefault((a, b), set()).add(one.same)
    clear = sorted(pair for pair, kind in kinds.items() if len(kind) == 1)
    pairs = np.array(clear, np.int64).reshape(-1, 2)
    same = np.array([True in kinds[pair] for pair in clear], np.bool_)
    return JudgedPairs(compare_pairs(prepared, pairs[:, 0], pairs[:, 1]).matrix, same)


def moved_by(
    judged: JudgedPairs, m: Sequence[Array], u: Sequence[Array], *, prior: float
) -> tuple[tuple[Array, ...], float]:
    """M and the prior, moved as far as judged pairs force them.

    Args:
        judged: see `JudgedPairs`; whether they are enough is the caller's to ask.
        m: of every comparison, as training without labels left it.
        u: of every comparison.
        prior: P(one entity) of any pair, as training left it.

    Returns:
        The new m, each summing to what it did, and the new prior.
    """
    fit = _Fit(judged, m, u, odds=float(np.log(prior / (1 - prior))))
    best = fit.best()
    odds = fit.odds + best[-1]
    return fit.m_at(best), float(1 / (1 + np.exp(-odds)))


class _Fit:
    """The posterior of the moves: one of each level's log m, and one of the prior's log odds."""

    def __init__(
        self, judged: JudgedPairs, m: Sequence[Array], u: Sequence[Array], *, odds: float
    ) -> None:
        self.odds = odds
        self._m = m
        self._u = u
        self._same = judged.same.astype(float)
        _, pattern, many = np.unique(judged.matrix, axis=0, return_inverse=True, return_counts=True)
        self._counts = (1 / (1 + (many - 1) * _ALIKE))[pattern.ravel()]
        sizes = [len(one.levels) for one in COMPARISONS]
        self._starts = np.cumsum([0, *sizes])
        self._known = judged.matrix != MISSING
        # One column a level: 1 where the pair stands at it; the last is the prior's.
        self._stands = np.zeros((len(judged.same), self._starts[-1] + 1))
        pair, column = np.nonzero(self._known)
        self._stands[pair, self._starts[column] + judged.matrix[pair, column]] = 1
        self._stands[:, -1] = 1
        self._spread = np.full(self._starts[-1] + 1, (_LEVEL_BITS * np.log(2)) ** -2)
        self._spread[-1] = (_PRIOR_BITS * np.log(2)) ** -2

    def best(self) -> Array:
        """The most probable moves, by Newton's method with halved steps."""
        moves = np.zeros(self._starts[-1] + 1)
        value = self._value(moves)
        for _ in range(_STEPS):
            slope, bend = self._slope(moves)
            step = np.linalg.solve(bend, slope)
            size = 1.0
            while size > _SMALL and self._value(moves + size * step) < value:
                size /= 2
            following = moves + size * step
            gained = self._value(following) - value
            if gained < _SMALL:
                break
            moves, value = following, value + gained
        return moves

    def m_at(self, moves: Array) -> tuple[Array, ...]:
        """M of every comparison after the moves."""
        found = []
        for column, m in enumerate(self._m):
            moved = m * np.exp(moves[self._starts[column] : self._starts[column + 1]])
            found.append(moved * (m.sum() / moved.sum()))
        return tuple(found)

    def _evidence(self, m: Sequence[Array]) -> Array:
        weights = [np.log(one / other) for one, other in zip(m, self._u, strict=True)]
        return np.asarray(self._stands[:, :-1] @ np.concatenate(weights), np.float64)

    def _value(self, moves: Array) -> float:
        odds = self._evidence(self.m_at(moves)) + self.odds + moves[-1]
        fits = -np.logaddexp(0, np.where(self._same > 0, -odds, odds))
        return float((fits * self._counts).sum() - (moves**2 * self._spread).sum() / 2)

    def _slope(self, moves: Array) -> tuple[Array, Array]:
        """First and (negated, approximate) second derivatives."""
        m = self.m_at(moves)
        odds = self._evidence(m) + self.odds + moves[-1]
        chance = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        turn = self._stands.copy()
        for column, one in enumerate(m):
            levels = slice(self._starts[column], self._starts[column + 1])
            turn[:, levels] -= self._known[:, [column]] * (one / one.sum())
        slope = turn.T @ ((self._same - chance) * self._counts) - moves * self._spread
        certain = chance * (1 - chance) * self._counts
        bend = (turn * certain[:, None]).T @ turn + np.diag(self._spread)
        return slope, bend
