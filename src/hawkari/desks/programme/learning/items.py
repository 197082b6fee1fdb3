"""Which questions tell: how hard each was, and whether those who know more get it right.

Difficulty is the share of right answers. Discrimination is the correlation of being right in this
question with the score in all others (so that a question does not agree with itself). Under 0.2 it
is flagged, as is commonly done; with few people that may be chance, so its interval stands beside
it (Fisher's z), and a question whose interval holds 0.2 is said to be open rather than bad.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np

__all__ = ["FLAG", "ItemFigures", "analyse"]

FLAG = 0.2
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One question of a test.

    Attributes:
        answered: how many ticked anything.
        right: how many ticked the right option.
        difficulty: share of all who sat the test that were right.
        discrimination: None where everybody, or nobody, was right, or all others score alike.
        lo: lower end of its 95 % interval; None for fewer than four people.
        hi: upper end.
        chosen: how many ticked each option, in order.
    """

    answered: int
    right: int
    difficulty: float
    discrimination: float | None
    lo: float | None
    hi: float | None
    chosen: tuple[int, ...]

    @property
    def is_flagged(self) -> bool:
        """Whether it tells too little of those who know from those who do not."""
        return self.discrimination is not None and self.discrimination < FLAG

    @property
    def may_be_chance(self) -> bool:
        """Whether so few people leave open on which side of the flag it is."""
        return self.lo is None or self.hi is None or self.lo < FLAG <= self.hi


def analyse(
    answers: Sequence[Sequence[int | None]], right: Sequence[int], options: Sequence[int]
) -> tuple[ItemFigures, ...]:
    """Each question of a test, in order.

    Args:
        answers: of each person, what they ticked in each question; None where nothing.
        right: the right option of each question.
        options: how many options each question has.
    """
    if not answers:
        return ()
    hit = np.array(
        [[one == key for one, key in zip(row, right, strict=True)] for row in answers], dtype=float
    )
    totals = hit.sum(axis=1)
    found = []
    for number, many in enumerate(options):
        column = [row[number] for row in answers]
        told = _correlation(hit[:, number], totals - hit[:, number])
        lo, hi = (None, None) if told is None else _interval(told, len(answers))
        found.append(
            ItemFigures(
                answered=sum(one is not None for one in column),
                right=int(hit[:, number].sum()),
                difficulty=float(hit[:, number].mean()),
                discrimination=told,
                lo=lo,
                hi=hi,
                chosen=tuple(column.count(option) for option in range(many)),
            )
        )
    return tuple(found)


def _correlation(one: np.ndarray, other: np.ndarray) -> float | None:
    a, b = one - one.mean(), other - other.mean()
    spread = sqrt(float(a @ a) * float(b @ b))
    return None if spread < 1e-9 else max(-1.0, min(1.0, float(a @ b) / spread))


def _interval(told: float, persons: int) -> tuple[float | None, float | None]:
    if persons < 4:
        return None, None
    if abs(told) > 1 - 1e-12:
        return told, told
    half = _Z / sqrt(persons - 3) if persons > 3 else 0.0
    return tanh(atanh(told) - half), tanh(atanh(told) + half)
