"""Key tables: what blocking looks at, as arrays that can be kept and joined with those of others.

A table knows nothing of other records: how rare a value is, is counted when tables are blocked. So
the table of old records is made once, kept, and put together with that of new ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.prepared import Prepared

__all__ = [
    "FIELDS",
    "MOST_PLACES",
    "KeyTable",
    "Ragged",
    "key_table",
    "numbers_in",
    "ranges",
    "values_of",
]

MOST_PLACES = 8  # places of a name that are told apart; those behind count as the last
_MOST_NAMES = 12
_PAIR = 128  # added to the place of a key of two neighbouring parts
_GENDERS = {"male": 1, "female": 2}
_OTHER_GENDER = 4
FIELDS = ("part", "phone", "identifier", "place", "nickname")
"""Fields of texts, in the order of `KeyTable`; their numbers never meet."""


class Ragged(NamedTuple):
    """Values of each record: those of record r are ``values[starts[r] : starts[r + 1]]``.

    Attributes:
        starts: shape (records + 1,), int64.
        values: of any dtype.
    """

    starts: NDArray[np.int64]
    values: NDArray[Any]


@dataclass(frozen=True, slots=True)
class KeyTable:
    """What blocking needs of some records; every array is of these alone.

    Texts are 64-bit numbers (BLAKE2b with the field's name), the same in every process; two of a
    million texts meet with a chance of 3 in 10^8.

    Attributes:
        identity: shape (records,), uint64: of the record's id; breaks ties.
        family: shape (records,), uint64: only records of one family are paired.
        source: shape (records,), uint64.
        gender: shape (records,), int64: bits 1 male, 2 female, 4 other; 0 unknown.
        part: keys of the parts of all names, uint64.
        where: beside `part`, int64: name number x 8 + place of the part in the name; 128 more for
            a key of two neighbours.
        parts: shape (records,), int64: parts of the longest name.
        birth: dates of birth, int64: year x 10000 + month x 100 + day, month and day 0 where
            unknown or a default.
        phone, identifier, place, nickname: uint64.
    """

    identity: NDArray[np.uint64]
    family: NDArray[np.uint64]
    source: NDArray[np.uint64]
    gender: NDArray[np.int64]
    part: Ragged
    where: NDArray[np.int64]
    parts: NDArray[np.int64]
    birth: Ragged
    phone: Ragged
    identifier: Ragged
    place: Ragged
    nickname: Ragged

    def __len__(self) -> int:
        return len(self.identity)

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Plain arrays by name, for a file of arrays; `KeyTable.of` takes them back."""
        found: dict[str, NDArray[Any]] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Ragged):
                found[f"{one.name}_starts"], found[f"{one.name}_values"] = value
            else:
                found[one.name] = value
        return found

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]]) -> "KeyTable":
        """A table of what `arrays` gave."""
        found: dict[str, Any] = {
            one.name: arrays[one.name]
            if one.name in arrays
            else Ragged(arrays[f"{one.name}_starts"], arrays[f"{one.name}_values"])
            for one in fields(cls)
        }
        return cls(**found)

    @classmethod
    def together(cls, tables: Sequence["KeyTable"]) -> "KeyTable":
        """One table of several, rows counted on from table to table."""
        found: dict[str, Any] = {
            one.name: _joined([getattr(table, one.name) for table in tables]) for one in fields(cls)
        }
        return cls(**found)

    def only(self, rows: NDArray[np.int64]) -> "KeyTable":
        """The table of some of the records, in their order; nothing else of the arrays is read."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, Ragged):
                begin, end = value.starts[rows], value.starts[rows + 1]
                found[one.name] = Ragged(_starts(end - begin), value.values[ranges(begin, end)])
            elif one.name == "where":  # laid out as the parts are
                found["where"] = value[ranges(self.part.starts[rows], self.part.starts[rows + 1])]
            else:
                found[one.name] = value[rows]
        return KeyTable(**found)


def ranges(begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
    """All whole numbers of several half-open ranges, one range after another."""
    sizes = end - begin
    steps = np.repeat(begin - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)
    return np.asarray(np.arange(sizes.sum()) + steps, np.int64)


def _joined(values: Sequence[NDArray[Any] | Ragged]) -> NDArray[Any] | Ragged:
    ragged = [value for value in values if isinstance(value, Ragged)]
    if not ragged:
        return np.concatenate(values)
    sizes = np.concatenate([np.diff(one.starts) for one in ragged])
    return Ragged(_starts(sizes), np.concatenate([one.values for one in ragged]))


def _starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def values_of(one: Prepared, field: str) -> Iterable[str]:
    """The texts of a field of `FIELDS` that a record is blocked by; of name parts all keys."""
    if field == "part":
        return one.name_keys
    texts: frozenset[str] = getattr(one, f"{field}s")
    return texts


def key_table(prepared: Sequence[Prepared]) -> KeyTable:
    """The key table of prepared records, row by row.

    Cost: linear; some 10 seconds a million records.
    """
    placed = _Placed()
    rows = [placed.of(one) for one in prepared]
    part = _ragged([[key for key, _ in row] for row in rows], "part")
    where = np.fromiter((at for row in rows for _, at in row), np.int64, len(part.values))
    texts = {
        field: _ragged([sorted(values_of(one, field)) for one in prepared], field)
        for field in FIELDS[1:]
    }
    births = [sorted({_number(date) for date in one.births}) for one in prepared]
    sizes = np.fromiter(map(len, births), np.int64, len(births))
    return KeyTable(
        identity=numbers_in([one.record.id for one in prepared], "id"),
        family=numbers_in([one.family for one in prepared], "family"),
        source=numbers_in([one.record.source for one in prepared], "source"),
        gender=np.array([_genders(one.genders) for one in prepared], np.int64),
        part=part,
        where=where,
        parts=np.array([max(map(len, one.parts), default=0) for one in prepared], np.int64),
        birth=Ragged(_starts(sizes), np.fromiter(chain.from_iterable(births), np.int64)),
        **texts,
    )


def _number(date: BirthDate) -> int:
    return date.year * 10_000 + (date.month * 100 + date.day if date.is_full else 0)


def _genders(genders: frozenset[str]) -> int:
    return sum({_GENDERS.get(gender, _OTHER_GENDER) for gender in genders})


def _ragged(rows: Sequence[Sequence[str]], field: str) -> Ragged:
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    return Ragged(_starts(sizes), numbers_in(list(chain.from_iterable(rows)), field))


def numbers_in(texts: Sequence[str], field: str) -> NDArray[np.uint64]:
    """One number a text of a field, as tables hold it; equal texts are hashed once."""
    known = {text: _hashed(text, field) for text in set(texts)}
    return np.fromiter(map(known.__getitem__, texts), np.uint64, len(texts))


def _hashed(text: str, field: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8, person=field.encode()).digest(), "little")


class _Placed:
    """Keys of names with their places; names alike are worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[tuple[str, ...], frozenset[str]], tuple[int, ...]] = {}

    def of(self, one: Prepared) -> list[tuple[str, int]]:
        """The keys of all names of a record, each with where it stands; no repeats."""
        found: dict[tuple[str, int], None] = {}
        for number, (keys, parts) in enumerate(zip(one.keys, one.parts, strict=True)):
            places = self._known.get((keys, parts))
            if places is None:
                places = self._known[keys, parts] = tuple(_places(keys, parts))
            first = min(number, _MOST_NAMES - 1) * MOST_PLACES
            found.update(dict.fromkeys((k, first + p) for k, p in zip(keys, places, strict=True)))
        return list(found)


def _places(keys: Sequence[str], parts: frozenset[str]) -> Iterable[int]:
    """Where each key of a name stands: a key that is a part's skeleton opens the next place.

    Keys come in the order of the name: those of each part together, then those of neighbours.
    """
    main = [key for key in keys if key in parts]
    neighbours = {_run_together(a, b): place for place, (a, b) in enumerate(pairwise(main))}
    place = -1
    for key in keys:
        if key in neighbours and key not in parts:
            yield _PAIR + min(neighbours[key], MOST_PLACES - 1)
            continue
        if key in parts or place < 0:
            place += 1
        yield min(place, MOST_PLACES - 1)


def _run_together(left: str, right: str) -> str:
    return left + right[1:] if left[-1:] == right[:1] else left + right
