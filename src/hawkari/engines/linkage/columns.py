"""Prepared records as arrays, built once, so that pairs are compared by compiled code.

Values are numbered in the order of the values, so the numbers do not depend on that of the records.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.arrays import (
    Addresses,
    Births,
    Codes,
    Documents,
    Names,
    Numbers,
    Ragged,
)
from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.fields import count_parts
from hawkari.engines.linkage.naming import FormArrays, Forms
from hawkari.engines.linkage.numbers import Number, confused, is_national, tail_of
from hawkari.engines.linkage.prepared import Prepared

__all__ = ["MORE_RECORDS", "Columns", "build_columns"]

# Every part is taken to stand in one more record, and in a hundred more records of others: few
# records say little of how common a part is.
MORE_RECORDS = 100

Texts = Sequence[Sequence[str] | frozenset[str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """All prepared records of a run; see `Prepared` for what each column holds.

    Attributes:
        names, fathers, mothers: see `Names`.
        carries_father: shape (records,), bool.
        births: see `Births`.
        phones, accounts: see `Numbers`.
        documents, marks: see `Documents`.
        addresses: see `Addresses`.
        places, regions: of each record, in one numbering.
        nicknames, countries, genders, legal_forms: of each record.
        sources: shape (records,), int64.
    """

    names: Names
    fathers: Names
    mothers: Names
    carries_father: NDArray[np.bool_]
    births: Births
    phones: Numbers
    accounts: Numbers
    documents: Documents
    marks: Documents
    addresses: Addresses
    places: Ragged
    regions: Ragged
    nicknames: Ragged
    countries: Ragged
    genders: Ragged
    legal_forms: Ragged
    sources: NDArray[np.int64]


def build_columns(prepared: Sequence[Prepared], forms: Forms) -> Columns:
    """The arrays of all records.

    Args:
        prepared: all records of the run.
        forms: their names as far as they were read already; the others are read.

    Cost: linear in the records; some 10 seconds a million where the names were read before.
    """
    forms.add(name for one in prepared for name in chain(one.called, one.fathers, one.mothers))
    known = forms.arrays(), _numbered(forms.parts)
    places, regions = _together([one.places for one in prepared], [one.regions for one in prepared])
    return Columns(
        names=_names([one.called for one in prepared], forms, known)._replace(
            plain=np.array([len(one.names) for one in prepared], np.int64),
            sees=np.array([not one.fathers for one in prepared], np.bool_),
        ),
        fathers=_names([one.fathers for one in prepared], forms, known),
        mothers=_names([one.mothers for one in prepared], forms, known),
        carries_father=np.array([one.carries_father for one in prepared], np.bool_),
        births=_births([one.births for one in prepared]),
        phones=_phones([sorted(one.phones) for one in prepared]),
        accounts=_accounts([one.accounts for one in prepared]),
        documents=_documents([one.documents for one in prepared]),
        marks=_documents([one.marks for one in prepared]),
        addresses=_addresses([one.addresses for one in prepared]),
        places=places,
        regions=regions,
        nicknames=_numbered([one.nicknames for one in prepared]),
        countries=_numbered([one.countries for one in prepared]),
        genders=_numbered([one.genders for one in prepared]),
        legal_forms=_numbered([one.legal_forms for one in prepared]),
        sources=_numbered([(one.record.source,) for one in prepared]).numbers,
    )


def _starts(rows: Sequence[Sequence[object] | frozenset[str]]) -> NDArray[np.int64]:
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return np.concatenate([[0], np.cumsum(sizes)])


def _together(*columns: Texts) -> tuple[Ragged, ...]:
    """Sets of text as numbers, rising within each record, in one numbering of all columns."""
    values = set(chain.from_iterable(chain.from_iterable(columns)))
    number = {text: place for place, text in enumerate(sorted(values))}
    return tuple(_sorted(rows, number.__getitem__) for rows in columns)


def _sorted(rows: Texts, number: Callable[[str], int]) -> Ragged:
    starts = _starts(rows)
    flat = np.fromiter(map(number, chain.from_iterable(rows)), np.int64, starts[-1])
    owners = np.repeat(np.arange(len(rows)), np.diff(starts))
    return Ragged(starts, flat[np.lexsort((flat, owners))])


def _numbered(rows: Texts) -> Ragged:
    return _together(rows)[0]


def _held(sets: Ragged) -> NDArray[np.int64]:
    """How many records hold each number."""
    return np.bincount(sets.numbers).astype(np.int64)


def _births(rows: Sequence[tuple[BirthDate, ...]]) -> Births:
    starts = _starts(rows)

    def flat(part: Callable[[BirthDate], int]) -> NDArray[np.int64]:
        return np.fromiter(map(part, chain.from_iterable(rows)), np.int64, starts[-1])

    return Births(
        starts,
        flat(lambda date: date.year),
        flat(lambda date: date.month),
        flat(lambda date: date.day),
        flat(lambda date: date.calendar),
        flat(lambda date: date.ordinal),
        flat(lambda date: date.is_full).astype(np.bool_),
        flat(lambda date: date.has_month).astype(np.bool_),
    )


def _names(
    rows: Sequence[tuple[str, ...]], forms: Forms, known: tuple[FormArrays, Ragged]
) -> Names:
    arrays, parts = known
    starts = _starts(rows)
    flat = np.fromiter(
        map(forms.number.__getitem__, chain.from_iterable(rows)), np.int64, starts[-1]
    )
    of_record = Ragged(starts, flat)
    count = count_parts(of_record, parts, int(parts.numbers.max(initial=-1)) + 1)
    rarity = np.log2((len(rows) + MORE_RECORDS) / (count + 1))
    everyone = np.ones(len(rows), np.bool_)
    return Names(of_record, np.diff(starts), everyone, arrays, parts, rarity)


def _phones(rows: Sequence[Sequence[str]]) -> Numbers:
    exact = _numbered(rows)
    tails = [tuple({tail_of(phone) for phone in one}) for one in rows]
    national = [tuple({tail_of(phone) for phone in one if is_national(phone)}) for one in rows]
    loose, asking = _together(tails, national)
    return Numbers(exact, _held(exact), loose, asking, np.ones(len(rows), np.int64))


def _accounts(rows: Sequence[tuple[Number, ...]]) -> Numbers:
    exact = _numbered([[f"{n.kind}\t{n.value}" for n in one] for one in rows])
    names = [tuple({n.value for n in one if n.kind.startswith("handle")}) for one in rows]
    loose = _numbered(names)
    return Numbers(exact, _held(exact), loose, loose, _kinds(rows))


def _kinds(rows: Sequence[tuple[Number, ...]]) -> NDArray[np.int64]:
    """A bit for each kind of number that a record has."""
    kinds = sorted({number.kind for one in rows for number in one})
    # More kinds than bits can only be platforms; those beyond share the last.
    bit = {kind: 1 << min(place, 62) for place, kind in enumerate(kinds)}
    found = np.zeros(len(rows), np.int64)
    for row, one in enumerate(rows):
        for number in one:
            found[row] |= bit[number.kind]
    return found


def _documents(rows: Sequence[tuple[Number, ...]]) -> Documents:
    of_record = _numbered([tuple({n.value for n in one}) for one in rows])
    values = sorted({number.value for one in rows for number in one})
    plain = [confused(value) for value in values]
    same = {text: place for place, text in enumerate(sorted(set(plain)))}
    return Documents(
        of_record,
        _held(of_record),
        np.array([same[text] for text in plain], np.int64),
        _codes(plain),
        _kinds(rows),
    )


def _codes(texts: Sequence[str]) -> Codes:
    """Texts as numbers of their letters, one after the other."""
    flat = np.fromiter((ord(char) for text in texts for char in text), np.int64)
    return Codes(_starts(texts), flat)


def _addresses(rows: Sequence[tuple[frozenset[str], ...]]) -> Addresses:
    distinct = sorted(set(chain.from_iterable(rows)), key=sorted)
    number = {words: place for place, words in enumerate(distinct)}
    flat = np.fromiter(map(number.__getitem__, chain.from_iterable(rows)), np.int64)
    of_record = Ragged(_starts(rows), flat)
    words = _numbered(distinct)
    count = count_parts(of_record, words, int(words.numbers.max(initial=-1)) + 1)
    return Addresses(of_record, words, np.log2((len(rows) + MORE_RECORDS) / (count + 1)))
