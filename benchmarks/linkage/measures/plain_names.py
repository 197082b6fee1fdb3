"""rapidfuzz on names alone: what a dozen lines do.

Names in Latin letters by ICU, tokens sorted, the best ratio over all names of both records; and
the same with a veto where both have years of birth and none of them are within one of each other.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from hawkari.engines.linkage import Record
from measures.stock_splink import latin

__all__ = ["LEAST", "ratios"]

LEAST = 60.0
"""Pairs of a lower ratio (0-100) are not given out."""
_NAMES = ("name", "alias", "previousName", "weakAlias")


def ratios(records: Sequence[Record], *, veto: bool) -> list[tuple[str, str, float]]:
    """All pairs of at least `LEAST`: left id, right id, ratio 0-1. Cost: all pairs of names."""
    names = [_names(record) for record in records]
    owner = np.repeat(np.arange(len(records)), [len(one) for one in names])
    flat = [name for one in names for name in one]
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(flat), 512):
        part = process.cdist(
            flat[start : start + 512], flat, scorer=fuzz.ratio, score_cutoff=LEAST, workers=2
        )
        for i, j in zip(*np.nonzero(part), strict=True):
            a, b = int(owner[start + i]), int(owner[j])
            if a < b:
                found[a, b] = max(found.get((a, b), 0.0), float(part[i, j]))
    years = [_years(record) for record in records]
    return [
        (records[a].id, records[b].id, ratio / 100)
        for (a, b), ratio in sorted(found.items())
        if not (veto and _contradict(years[a], years[b]))
    ]


def _names(record: Record) -> list[str]:
    written = [value for prop in _NAMES for value in record.properties.get(prop, ())]
    return sorted({" ".join(sorted(latin(value).split())) for value in written} - {""})


def _years(record: Record) -> NDArray[np.int64]:
    values = record.properties.get("birthDate", ())
    return np.array([int(v[:4]) for v in values if v[:4].isdigit()], np.int64)


def _contradict(one: NDArray[np.int64], other: NDArray[np.int64]) -> bool:
    if not len(one) or not len(other):
        return False
    return bool(np.abs(one[:, None] - other[None, :]).min() > 1)
