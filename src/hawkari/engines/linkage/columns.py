"""Prepared records as arrays, built once, so that pairs are compared by compiled code.

Values are numbered in the order of the values, so the numbers do not depend on that of the records.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.fields import count_parts
from hawkari.engines.linkage.naming import FormArrays, Forms
from hawkari.engines.linkage.prepared import Prepared

__all__ = ["MORE_RECORDS", "Births", "Columns", "Names", "Ragged", "build_columns"]

# Every part is taken to stand in one more record, and in a hundred more records of others: few
# records say little of how common a part is.
MORE_RECORDS = 100


class Ragged(NamedTuple):
    """Numbers of each record: those of record r are ``numbers[starts[r] : starts[r + 1]]``.

    Attributes:
        starts: shape (records + 1,), int64.
        numbers: int64; rising within a record where they number a set.
    """

    starts: NDArray[np.int64]
    numbers: NDArray[np.int64]


class Births(NamedTuple):
    """Dates of birth of each record, laid out as `Ragged`.

    Attributes:
        starts: shape (records + 1,), int64.
        year, month, day: int64; month and day 0 where unknown.
        full: bool, see `BirthDate.is_full`.
    """

    starts: NDArray[np.int64]
    year: NDArray[np.int64]
    month: NDArray[np.int64]
    day: NDArray[np.int64]
    full: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Names:
    """Names of each record, and what is known of each distinct name.

    Attributes:
        of_record: forms of each record's names, in the order of `Prepared.names`.
        forms: for the names engine.
        parts: of each form, the numbers of its parts.
        rarity: of each part, bits: -log2 of its share among the records.
    """

    of_record: Ragged
    forms: FormArrays
    parts: Ragged
    rarity: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Columns:
    """All prepared records of a run.

    Attributes:
        names: see `Names`.
        births: see `Births`.
        phones: of each record.
        phone_held: of each phone, how many records hold it.
        identifiers, places, nicknames, countries, genders: of each record.
        sources: shape (records,), int64.
    """

    names: Names
    births: Births
    phones: Ragged
    phone_held: NDArray[np.int64]
    identifiers: Ragged
    places: Ragged
    nicknames: Ragged
    countries: Ragged
    genders: Ragged
    sources: NDArray[np.int64]


def build_columns(prepared: Sequence[Prepared], forms: Forms) -> Columns:
    """The arrays of all records.

    Args:
        prepared: all records of the run.
        forms: their names as far as they were read already; the others are read.

    Cost: linear in the records; some 5 seconds a million where the names were read before.
    """
    phones, held = _numbered(one.phones for one in prepared)
    return Columns(
        names=_names(prepared, forms),
        births=_births([one.births for one in prepared]),
        phones=phones,
        phone_held=held,
        identifiers=_numbered(one.identifiers for one in prepared)[0],
        places=_numbered(one.places for one in prepared)[0],
        nicknames=_numbered(one.nicknames for one in prepared)[0],
        countries=_numbered(one.countries for one in prepared)[0],
        genders=_numbered(one.genders for one in prepared)[0],
        sources=_numbered((one.record.source,) for one in prepared)[0].numbers,
    )


def _starts(rows: Sequence[Sequence[object] | frozenset[str]]) -> NDArray[np.int64]:
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return np.concatenate([[0], np.cumsum(sizes)])


def _numbered(
    values: Iterable[frozenset[str] | tuple[str, ...]],
) -> tuple[Ragged, NDArray[np.int64]]:
    """Sets of text as numbers, rising within each record; and how many records hold each."""
    rows = list(values)
    starts = _starts(rows)
    number = {text: place for place, text in enumerate(sorted(set(chain.from_iterable(rows))))}
    flat = np.fromiter(map(number.__getitem__, chain.from_iterable(rows)), np.int64, starts[-1])
    owners = np.repeat(np.arange(len(rows)), np.diff(starts))
    held = np.bincount(flat, minlength=len(number)).astype(np.int64)
    return Ragged(starts, flat[np.lexsort((flat, owners))]), held


def _births(rows: Sequence[tuple[BirthDate, ...]]) -> Births:
    starts = _starts(rows)

    def flat(part: Callable[[BirthDate], int]) -> NDArray[np.int64]:
        return np.fromiter(map(part, chain.from_iterable(rows)), np.int64, starts[-1])

    return Births(
        starts,
        flat(lambda date: date.year),
        flat(lambda date: date.month),
        flat(lambda date: date.day),
        flat(lambda date: date.is_full).astype(np.bool_),
    )


def _names(prepared: Sequence[Prepared], forms: Forms) -> Names:
    rows = [one.names for one in prepared]
    forms.add(chain.from_iterable(rows))
    starts = _starts(rows)
    flat = np.fromiter(map(forms.number.__getitem__, chain.from_iterable(rows)), np.int64)
    of_record = Ragged(starts, flat)
    parts, held = _numbered(forms.parts)
    count = count_parts(of_record, parts, len(held))
    rarity = np.log2((len(prepared) + MORE_RECORDS) / (count + 1))
    return Names(of_record, forms.arrays(), parts, rarity)
