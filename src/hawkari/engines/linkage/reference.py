"""Measures u: what the records of two different people look like, in this very data.

No labels are needed, because two things nearly always tell people apart: names that share no key,
and years of birth more than two apart. Pairs of the first kind show how often birth dates, phones
and the rest agree by chance; pairs of the second kind how often names do, kin and namesakes in
their true proportion. Splink's own sampling would count true matches among them, which at the size
of a few thousand records are as many as chance agreements.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import (
    COMPARISONS,
    IDENTIFIER,
    MISSING,
    NAME,
    PHONE,
    PLACE,
    compare_fields,
    compare_names,
)
from hawkari.engines.linkage.defaults import DEFAULT_U
from hawkari.engines.linkage.preparing import Prepared

__all__ = ["count_levels", "measure_u"]

Array = NDArray[np.float64]
Pairs = NDArray[np.int64]

# Pairs sampled: so many a record, and at most so many.
_RANDOM_PAIRS = (80, 250_000)
_NAME_PAIRS = (8, 40_000)
_UNLIKE_NAME_PAIRS = (4, 25_000)
# Of namesakes and kin, how many pairs must have a value on both sides before they are believed.
_LEAST_ALIKE = 100
_ALIKE = 4  # level of the name from which two people are taken for namesakes or kin


def measure_u(prepared: Sequence[Prepared], *, seed: int = 1) -> tuple[Array, ...]:
    """P(level | two entities) of every comparison, worst level first.

    Args:
        prepared: all records of the run.
        seed: of the samples.

    Returns:
        One array a comparison of `COMPARISONS`. For phones, identifiers and places the larger of
        what strangers and what namesakes and kin give: who shares a name often shares those.
    """
    dice = np.random.default_rng(seed)
    unlike = compare_fields(prepared, *_unlike_pairs(prepared, dice).T)
    u = [_drawn(count_levels(unlike, column), column) for column in range(len(COMPARISONS))]
    alike, seen = _alike_pairs(prepared, _at_most(_NAME_PAIRS, prepared), dice=dice)
    names, _ = compare_names(prepared, *alike.T)
    u[NAME] = _of_names(prepared, names, seen, dice=dice)
    namesakes = compare_fields(prepared, *alike[names >= _ALIKE].T)
    for column in (PHONE, IDENTIFIER, PLACE):
        counts = count_levels(namesakes, column)
        if counts.sum() >= _LEAST_ALIKE:
            # One pair more than was seen at each level: the rule of succession.
            kin = (counts + 1 + u[column]) / (counts + 1 + u[column]).sum()
            u[column] = kin if kin[-1] > u[column][-1] else u[column]
    return tuple(u)


def count_levels(matrix: NDArray[np.int8], column: int) -> NDArray[np.int64]:
    """How many pairs stand at each level of a comparison; pairs without a value are left out."""
    return _count(matrix[:, column], column)


def _count(levels: NDArray[np.int8], column: int) -> NDArray[np.int64]:
    counts = np.bincount(levels[levels != MISSING], minlength=len(COMPARISONS[column].levels))
    return np.asarray(counts, np.int64)


def _at_most(limits: tuple[int, int], prepared: Sequence[Prepared]) -> int:
    a_record, most = limits
    return min(a_record * len(prepared), most)


def _drawn(counts: NDArray[np.int64] | Array, column: int) -> Array:
    """Shares, drawn to the default by as many pairs as put one pair at its rarest level."""
    default = np.array(DEFAULT_U[COMPARISONS[column].key])
    drawn = counts + default / default.min()
    return np.asarray(drawn / drawn.sum(), np.float64)


def _random_pairs(rows: int, count: int, dice: np.random.Generator) -> Pairs:
    """Pairs of different rows, shape (p, 2); all of them where they are few."""
    if rows * (rows - 1) // 2 <= count:
        return np.stack(np.triu_indices(rows, 1), axis=1).astype(np.int64).reshape(-1, 2)
    pairs = dice.integers(0, rows, (count, 2))
    return np.asarray(pairs[pairs[:, 0] != pairs[:, 1]], np.int64)


def _unlike_pairs(prepared: Sequence[Prepared], dice: np.random.Generator) -> Pairs:
    """Pairs of one family whose names share no key."""
    keys = [one.name_keys for one in prepared]
    pairs = _random_pairs(len(prepared), _at_most(_RANDOM_PAIRS, prepared), dice)
    kept = [
        prepared[a].family == prepared[b].family and keys[a].isdisjoint(keys[b])
        for a, b in pairs.tolist()
    ]
    return np.asarray(pairs[np.array(kept, bool)], np.int64)


def _of_names(
    prepared: Sequence[Prepared],
    alike: NDArray[np.int8],
    seen: int,
    *,
    dice: np.random.Generator,
) -> Array:
    """Measure u of the names, on pairs whose years of birth contradict.

    Names that share fewer than two keys hardly ever look alike, and are the mass; those that share
    more are few, and decide. So the two strata are sampled apart and put together by their shares.

    Args:
        prepared: all records of the run.
        alike: levels of pairs of the second stratum.
        seen: of how many pairs those are.
        dice: for the sample of the first.
    """
    if seen == 0:
        return np.array(DEFAULT_U[COMPARISONS[NAME].key])
    years = _years(prepared)
    keys = [one.name_keys for one in prepared]
    wanted = _at_most(_UNLIKE_NAME_PAIRS, prepared)
    others = _random_pairs(len(prepared), 4 * wanted, dice)
    others = others[_contradict(years[others[:, 0]], years[others[:, 1]])]
    kept = [len(keys[a] & keys[b]) < 2 for a, b in others.tolist()]
    others = others[np.array(kept, bool)][:wanted]
    mass = _count(compare_names(prepared, *others.T)[0], NAME)
    counts = _count(alike, NAME) + mass * ((seen - len(alike)) / max(mass.sum(), 1))
    return _drawn(counts, NAME)


def _years(prepared: Sequence[Prepared]) -> NDArray[np.int64]:
    """Year of birth of each record; 0 where it has none, or several dates."""
    return np.array([one.births[0].year if len(one.births) == 1 else 0 for one in prepared])


def _contradict(years: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray((years > 0) & (others > 0) & (np.abs(years - others) > 2), np.bool_)


def _alike_pairs(
    prepared: Sequence[Prepared], most: int, *, dice: np.random.Generator
) -> tuple[Pairs, int]:
    """Pairs of contradicting years that share two keys, and of how many pairs they were drawn."""
    years = _years(prepared)
    keys = [one.name_keys for one in prepared]
    holders = defaultdict(list)
    for row, held in enumerate(keys):
        for key in held:
            holders[key].append(row)
    pairs: list[tuple[int, int]] = []
    seen = 0
    for row in dice.permutation(np.flatnonzero(years)).tolist():
        apart = _contradict(years, years[row])
        seen += int(apart.sum())
        shared = Counter(other for key in sorted(keys[row]) for other in holders[key])
        pairs += [(row, other) for other, count in shared.items() if count > 1 and apart[other]]
        if len(pairs) >= most:
            break
    return np.array(pairs, np.int64).reshape(-1, 2), seen
