"""Turn records into what is compared: name keys, dates, digits, folded identifiers."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

from hawkari.engines.linkage.columns import Columns, build_columns
from hawkari.engines.linkage.dates import BirthDate, common_dates, read_birth_date
from hawkari.engines.linkage.naming import Forms
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.values import Record
from hawkari.engines.names import blocking_keys, fold, skeletons

__all__ = ["Prepared", "PreparedRecords", "columns_of", "family_of", "place_keys", "prepare"]

_NAMES = ("name", "previousName")
_ALIASES = ("alias", "weakAlias")
_PHONES = ("phone", "mobile")
_IDENTIFIERS = (
    "idNumber", "passportNumber", "registrationNumber", "taxNumber", "imoNumber", "iban",
    "accountNumber", "publicKey", "email", "handle",
)  # fmt: skip
_PLACES = ("birthPlace",)
_COUNTRIES = ("nationality", "citizenship")
_ORGANIZATIONS = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})
# Letters that scanners and clerks take for digits.
_CONFUSED = str.maketrans("OQDILSBZ", "00011582")
_NO_DIGIT = re.compile("[^0-9]+")
_MOST_NAMES = 12
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class PreparedRecords(Sequence[Prepared]):
    """All prepared records of a run, in their order, and what is built of them once.

    Attributes:
        rows: the records.
        forms: their names, each folded once.
    """

    rows: list[Prepared]
    forms: Forms
    _columns: Columns | None = None

    @property
    def columns(self) -> Columns:
        """The records as arrays, built at the first call."""
        if self._columns is None:
            self._columns = build_columns(self.rows, self.forms)
        return self._columns

    def __len__(self) -> int:
        """How many records there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Prepared]:
        """The records in order."""
        return iter(self.rows)

    @overload
    def __getitem__(self, row: int) -> Prepared: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Prepared]: ...
    def __getitem__(self, row: int | slice) -> Prepared | Sequence[Prepared]:
        """The record of a row; a list of them for a slice."""
        return self.rows[row]


def columns_of(prepared: Sequence[Prepared]) -> Columns:
    """Prepared records as arrays; what `prepare` gave keeps them.

    Cost: linear in the records.
    """
    if isinstance(prepared, PreparedRecords):
        return prepared.columns
    return build_columns(prepared, Forms())


def prepare(
    records: Sequence[Record], *, common: frozenset[BirthDate] | None = None
) -> PreparedRecords:
    """Prepare records, in their order.

    A date of birth that far too many of them hold is marked as common, and then counts as a year.

    Args:
        records: all of a run, or some of them.
        common: the common dates, where the records are some of a run; else they are found.

    Cost: linear; some 15,000 records of names never seen before a second.
    """
    forms = Forms()
    named = [_names_of(record) for record in records]
    forms.add(name for names, _ in named for name in names)
    rows = [
        _prepare(record, names, nicknames, forms=forms)
        for record, (names, nicknames) in zip(records, named, strict=True)
    ]
    if common is None:
        common = common_dates(one.births for one in rows)
    if common:
        rows = [_marked(one, common) for one in rows]
    return PreparedRecords(rows, forms)


def _marked(one: Prepared, common: frozenset[BirthDate]) -> Prepared:
    if common.isdisjoint(one.births):
        return one
    births = (replace(date, is_common=date in common) for date in one.births)
    return replace(one, births=tuple(births))


def _names_of(record: Record) -> tuple[tuple[str, ...], list[str]]:
    """Names of a record, and its aliases of one word."""
    aliases = _values(record, _ALIASES)
    nicknames = [alias for alias in aliases if _is_nickname(alias)]
    names = _distinct(_values(record, _NAMES) + [a for a in aliases if a not in nicknames])
    return (names or _distinct(nicknames))[:_MOST_NAMES], nicknames


def _prepare(
    record: Record, names: tuple[str, ...], nicknames: Sequence[str], *, forms: Forms
) -> Prepared:
    numbers = [forms.number[name] for name in names]
    births = (read_birth_date(value) for value in _values(record, ("birthDate",)))
    return Prepared(
        record=record,
        family=family_of(record.schema),
        names=names,
        keys=tuple(forms.keys[number] for number in numbers),
        parts=tuple(forms.parts[number] for number in numbers),
        nicknames=frozenset(word for alias in nicknames for word in skeletons(alias)),
        births=tuple(sorted({b for b in births if b is not None}, key=str)),
        phones=frozenset(filter(None, map(_digits, _values(record, _PHONES)))),
        identifiers=frozenset(filter(None, map(_folded, _values(record, _IDENTIFIERS)))),
        places=_places(tuple(_values(record, _PLACES))),
        countries=_few(record, _COUNTRIES),
        genders=_few(record, ("gender",)),
    )


def _few(record: Record, properties: tuple[str, ...]) -> frozenset[str]:
    """Lower-case values of properties that have few values in all; records share the sets."""
    values = _values(record, properties)
    return _lowered(tuple(values)) if values else _NOTHING


@lru_cache(maxsize=1 << 12)
def _lowered(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(value.strip().lower() for value in values)


@lru_cache(maxsize=1 << 14)
def _is_nickname(alias: str) -> bool:
    """Whether an alias is one word; a kunya (*Abu Kamal*) folds to one."""
    return len(fold(alias).tokens) <= 1


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values))


def family_of(schema: str) -> str:
    """Which records a record may be compared with: organisations of all kinds are one family."""
    return "Organization" if schema in _ORGANIZATIONS else schema


def _values(record: Record, names: tuple[str, ...]) -> list[str]:
    held = record.properties
    return [v for name in names if name in held for v in held[name] if v and not v.isspace()]


def _digits(text: str) -> str:
    if text.isascii():
        digits = _NO_DIGIT.sub("", text)
    else:
        digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    return digits.removeprefix("00") if len(digits) >= 7 else ""


def _folded(text: str) -> str:
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    return plain.translate(_CONFUSED) if len(plain) >= 4 else ""


@lru_cache(maxsize=1 << 14)
def _places(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for value in values for key in place_keys(value))


@lru_cache(maxsize=1 << 14)
def place_keys(text: str) -> tuple[str, ...]:
    """Keys of a place name; places are written across scripts as names are."""
    return blocking_keys(re.split(r"[,(/]", text)[0])
