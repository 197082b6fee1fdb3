"""Comparing: how far the two records of each candidate pair agree, as one level a comparison.

Everything is decided here, in Python and compiled code, and given to Splink as small integers:
string functions in SQL count bytes on DuckDB and differ between engines.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.arrays import Names
from hawkari.engines.linkage.columns import Columns
from hawkari.engines.linkage.comparisons import (
    ACCOUNT,
    ADDRESS,
    BIRTH,
    COMPARED,
    COMPARISONS,
    COUNTRY,
    FATHER,
    GENDER,
    IDENTIFIER,
    LEGAL_FORM,
    MARK,
    MISSING,
    MOTHER,
    NAME,
    NICKNAME,
    PHONE,
    PLACE,
    SOURCE,
    Comparison,
)
from hawkari.engines.linkage.fields import fill_births, fill_equal, fill_overlap, fill_places
from hawkari.engines.linkage.matching import fill_addresses, fill_documents, fill_numbers
from hawkari.engines.linkage.naming import workers
from hawkari.engines.linkage.pairing import Rules, best_names, slices_of
from hawkari.engines.linkage.preparing import Prepared, columns_of

__all__ = [
    "BIRTH",
    "COMPARED",
    "COMPARISONS",
    "COUNTRY",
    "GENDER",
    "IDENTIFIER",
    "MISSING",
    "NAME",
    "NICKNAME",
    "PHONE",
    "PLACE",
    "SOURCE",
    "Comparison",
    "Levels",
    "compare_fields",
    "compare_names",
    "compare_pairs",
    "contradicts",
    "values_compared",
]

# Bins of the evidence of names in bits; a level for each side of each edge.
NAME_EDGES = (-4.0, -1.0, 1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0)
PARENT_EDGES = (0.0, 4.0, 8.0, 11.5)
# From so many bits on, the names engine says that two names are the same. What that is worth
# depends on how many in this very run are called so: half of what the shared parts have more or
# fewer bits than usual is added, within limits. (The bins are weighed by training, so nothing is
# counted twice.)
RARITY = Rules(same=7.0, usual=12.0, least=-4.0, most=3.0)
# A parent's name is one part, seldom two.
PARENT_RARITY = Rules(same=8.0, usual=6.0, least=-3.0, most=3.0)
# A telephone number or an account in more records than this is shared or recycled, and says little.
WIDELY_HELD = 6
# A document's number in more is a filler: 123456, 000001.
FILLER = 30
# Levels from which a phone, a document or an account is held the same.
_SAME_PHONE, _SAME_DOCUMENT, _SAME_ACCOUNT = 1, 2, 3
_CHUNK = 250_000

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels of all candidate pairs.

    Attributes:
        matrix: shape (pairs, comparisons), int8: index into the comparison's levels, or `MISSING`.
        best_names: shape (pairs, 2), int32: which name of the left and right record agree best.
    """

    matrix: NDArray[np.int8]
    best_names: NDArray[np.int32]


def compare_pairs(
    prepared: Sequence[Prepared],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    *,
    fields: NDArray[np.int8] | None = None,
) -> Levels:
    """Levels of every comparison for some pairs.

    Args:
        prepared: all records of the run: how widely a phone is held is counted over them.
        left: shape (pairs,), row numbers.
        right: shape (pairs,), row numbers.
        fields: what `compare_fields` gave for these pairs, where that is known.

    Returns:
        In the order of the pairs.
    """
    matrix = compare_fields(prepared, left, right) if fields is None else fields.copy()
    matrix[:, NAME], best = compare_names(prepared, left, right)
    return Levels(matrix, best)


def contradicts(matrix: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Pairs whose years of birth or genders contradict, and that share no number.

    Returns:
        Shape (pairs,).
    """
    numbers = (
        (matrix[:, PHONE] >= _SAME_PHONE)
        | (matrix[:, IDENTIFIER] >= _SAME_DOCUMENT)
        | (matrix[:, ACCOUNT] >= _SAME_ACCOUNT)
    )
    return np.asarray(((matrix[:, BIRTH] == 0) | (matrix[:, GENDER] == 0)) & ~numbers, np.bool_)


def compare_fields(
    prepared: Sequence[Prepared], left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.int8]:
    """The matrix of `compare_pairs` without the names, whose column is `MISSING`; far faster.

    Fathers are not compared where the names of both records carry the father that they state.

    Cost: linear in the pairs; some millions a second and thread.
    """
    columns = columns_of(prepared)
    left, right = np.ascontiguousarray(left, np.int64), np.ascontiguousarray(right, np.int64)
    # Filled comparison by comparison, and handed out pair by pair.
    matrix = np.full((len(COMPARISONS), len(left)), MISSING, np.int8)
    with ThreadPoolExecutor(workers()) as pool:
        parts = slices_of(len(left), _CHUNK)
        done = [
            pool.submit(_fill, columns, left[part], right[part], out=matrix[:, part])
            for part in parts
        ]
        for one in done:
            one.result()
    said = columns.carries_father
    rows = np.flatnonzero(~(said[left] & said[right]))
    matrix[FATHER, rows] = _parents(columns.fathers, left[rows], right[rows])
    matrix[MOTHER] = _parents(columns.mothers, left, right)
    return np.ascontiguousarray(matrix.T)


def _fill(columns: Columns, left: Rows, right: Rows, *, out: NDArray[np.int8]) -> None:
    fill_births(columns.births, left, right, out[BIRTH])
    fill_numbers(columns.phones, WIDELY_HELD, left, right, out[PHONE])
    fill_numbers(columns.accounts, WIDELY_HELD, left, right, out[ACCOUNT])
    fill_documents(columns.documents, FILLER, left, right, out[IDENTIFIER])
    fill_documents(columns.marks, FILLER, left, right, out[MARK])
    fill_places(columns.places, columns.regions, left, right, out[PLACE])
    fill_addresses(columns.addresses, left, right, out[ADDRESS])
    for column, sets in (
        (NICKNAME, columns.nicknames),
        (COUNTRY, columns.countries),
        (GENDER, columns.genders),
        (LEGAL_FORM, columns.legal_forms),
    ):
        fill_overlap(sets, left, right, out[column])
    fill_equal(columns.sources, left, right, out[SOURCE])


def _parents(names: Names, left: Rows, right: Rows) -> NDArray[np.int8]:
    """Levels of the names of parents; `MISSING` where a record states none."""
    stated = np.diff(names.of_record.starts) > 0
    both = np.flatnonzero(stated[left] & stated[right])
    levels = np.full(len(left), MISSING, np.int8)
    if len(both):
        bits, _ = best_names(names, left[both], right[both], PARENT_RARITY)
        levels[both] = np.digitize(bits, PARENT_EDGES)
    return levels


def compare_names(
    prepared: Sequence[Prepared], left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.int32]]:
    """Level of the best pair of names of each pair of records, and which names those are.

    Args:
        prepared: all records of the run.
        left: shape (pairs,), row numbers.
        right: shape (pairs,), row numbers.

    Returns:
        Levels, shape (pairs,), `MISSING` where a record has no name; places of the names, shape
        (pairs, 2).

    Cost: linear in the pairs of names; some 200,000 a second and thread.
    """
    left, right = np.ascontiguousarray(left, np.int64), np.ascontiguousarray(right, np.int64)
    bits, places = best_names(columns_of(prepared).names, left, right, RARITY)
    levels = np.where(np.isnan(bits), MISSING, np.digitize(bits, NAME_EDGES))
    return levels.astype(np.int8), places


def values_compared(one: Prepared, comparison: Comparison, best_name: int) -> str:
    """The value of a record that a comparison looked at, as written; several joined by ` | `."""
    if comparison.key == "name":
        return one.name_at(best_name)
    if comparison.key == "source":
        return one.record.source
    shown = (v for p in COMPARED[comparison.name] for v in one.record.properties.get(p, ()))
    return " | ".join(dict.fromkeys(shown))
