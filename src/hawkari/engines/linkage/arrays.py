"""Shapes of the arrays that compiled loops over pairs of records read."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.naming import FormArrays

__all__ = ["Addresses", "Births", "Codes", "Documents", "Names", "Numbers", "Ragged"]

Ints = NDArray[np.int64]


class Ragged(NamedTuple):
    """Numbers of each record: those of record r are ``numbers[starts[r] : starts[r + 1]]``.

    Attributes:
        starts: shape (records + 1,), int64.
        numbers: int64; rising within a record where they number a set.
    """

    starts: Ints
    numbers: Ints


class Codes(NamedTuple):
    """Letters of texts, laid out as `Ragged`.

    Attributes:
        starts: shape (texts + 1,), int64.
        letters: int64, code points.
    """

    starts: Ints
    letters: Ints


class Births(NamedTuple):
    """Dates of birth of each record, laid out as `Ragged`; see `BirthDate`.

    Attributes:
        starts: shape (records + 1,), int64.
        year, month, day: int64; month and day 0 where unknown.
        calendar: int64, that it was written in.
        ordinal: int64, its day where it was written in another calendar.
        full: bool, see `BirthDate.is_full`.
        has_month: bool, see `BirthDate.has_month`.
    """

    starts: Ints
    year: Ints
    month: Ints
    day: Ints
    calendar: Ints
    ordinal: Ints
    full: NDArray[np.bool_]
    has_month: NDArray[np.bool_]


class Names(NamedTuple):
    """Names of each record, and what is known of each distinct name.

    Attributes:
        of_record: forms of each record's names, in the order of `Prepared.called`.
        plain: shape (records,), int64: how many stand before those that were composed.
        sees: shape (records,), bool: whether the composed names of others are for this record.
        forms: for the names engine.
        parts: of each form, the numbers of its parts.
        rarity: of each part, bits: -log2 of its share among the records.
    """

    of_record: Ragged
    plain: Ints
    sees: NDArray[np.bool_]
    forms: FormArrays
    parts: Ragged
    rarity: NDArray[np.float64]


class Numbers(NamedTuple):
    """Numbers that agree or not; a looser agreement is known too.

    Attributes:
        exact: of each record.
        held: of each exact number, how many records hold it.
        loose: of each record, what its numbers keep in another writing.
        asking: of each record, those of them that may be met by a `loose` one of another.
        kinds: shape (records,), int64, bits: numbers of records without a common bit cannot differ.
    """

    exact: Ragged
    held: Ints
    loose: Ragged
    asking: Ragged
    kinds: Ints


class Documents(NamedTuple):
    """Numbers whose letters scanners and clerks may get wrong.

    Attributes:
        of_record: of each record.
        held: of each number, how many records hold it.
        confused: of each number, what it is with letters that pass for digits as digits.
        codes: of each number, its letters, those that pass for digits as digits.
        kinds: as in `Numbers`.
    """

    of_record: Ragged
    held: Ints
    confused: Ints
    codes: Codes
    kinds: Ints


class Addresses(NamedTuple):
    """Addresses of each record.

    Attributes:
        of_record: of each record.
        words: of each address.
        rarity: of each word, bits.
    """

    of_record: Ragged
    words: Ragged
    rarity: NDArray[np.float64]
