"""Turn records into what is compared: names and their keys, dates, numbers, places."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import overload

from hawkari.engines.linkage.columns import Columns, build_columns
from hawkari.engines.linkage.comparisons import family_of
from hawkari.engines.linkage.dates import BirthDate, common_dates
from hawkari.engines.linkage.naming import Forms
from hawkari.engines.linkage.organizations import legal_forms, without_legal_form
from hawkari.engines.linkage.parents import carries, composed
from hawkari.engines.linkage.places import place_keys, region_keys
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.properties import NOTHING_KNOWN, read_values
from hawkari.engines.linkage.stated import says_nothing
from hawkari.engines.linkage.values import Record, UnreadValue
from hawkari.engines.names import fold, skeletons

__all__ = [
    "Prepared",
    "PreparedRecords",
    "columns_of",
    "family_of",
    "place_keys",
    "prepare",
    "unread_of",
]

_NAMES = ("name", "previousName")
_ALIASES = ("alias", "weakAlias")
_TEXTS = (*_NAMES, *_ALIASES, "fatherName", "motherName", "birthPlace", "legalForm")
_MOST_NAMES = 12
_NOTHING: frozenset[str] = frozenset()


@dataclass(slots=True)
class PreparedRecords(Sequence[Prepared]):
    """All prepared records of a run, in their order, and what is built of them once.

    Attributes:
        rows: the records.
        forms: their names, each folded once.
        unread: values that could not be read, in the order of the records.
    """

    rows: list[Prepared]
    forms: Forms
    unread: tuple[UnreadValue, ...] = ()
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


def unread_of(prepared: Sequence[Prepared]) -> tuple[UnreadValue, ...]:
    """What of the records could not be read; nothing where that was not kept."""
    return prepared.unread if isinstance(prepared, PreparedRecords) else ()


def prepare(
    records: Sequence[Record], *, common: frozenset[BirthDate] | None = None
) -> PreparedRecords:
    """Prepare records, in their order.

    A date of birth that far too many of them hold is marked as common, and then counts as a year.
    A value that cannot be read is left aside, and listed in what is returned.

    Args:
        records: all of a run, or some of them.
        common: the common dates, where the records are some of a run; else they are found.

    Cost: linear; some 15,000 records of names never seen before a second.
    """
    named = [_named(record) for record in records]
    forms = Forms()
    forms.add(name for one in named for name in one.called)
    unread: list[UnreadValue] = []
    rows = [
        _prepare(record, one, forms=forms, unread=unread)
        for record, one in zip(records, named, strict=True)
    ]
    if common is None:
        common = common_dates(one.births for one in rows)
    if common:
        rows = [_marked(one, common) for one in rows]
    return PreparedRecords(rows, forms, tuple(unread))


def _marked(one: Prepared, common: frozenset[BirthDate]) -> Prepared:
    if common.isdisjoint(one.births):
        return one
    births = (replace(date, is_common=date in common) for date in one.births)
    return replace(one, births=tuple(births))


@dataclass(frozen=True, slots=True)
class _Named:
    """Names of a record, before they are folded: as in `Prepared`; aliases of one word as text."""

    names: tuple[str, ...]
    called: tuple[str, ...]
    nicknames: tuple[str, ...]
    fathers: tuple[str, ...]
    carries_father: bool


def _named(record: Record) -> _Named:
    aliases = _values(record, _ALIASES)
    nicknames = tuple(alias for alias in aliases if _is_nickname(alias))
    names = _distinct(_values(record, _NAMES) + [a for a in aliases if a not in nicknames])
    names = (names or _distinct(nicknames))[:_MOST_NAMES]
    fathers = _distinct(_values(record, ("fatherName",)))
    called = names
    if family_of(record.schema) == "Organization":
        called = tuple(map(without_legal_form, names))
    carried = bool(fathers) and carries([frozenset(skeletons(name)) for name in names], fathers)
    if fathers and not carried:
        called += composed(names, fathers)
    return _Named(names, called, nicknames, fathers, carried)


def _prepare(record: Record, named: _Named, *, forms: Forms, unread: list[UnreadValue]) -> Prepared:
    named = _lettered(record, named, forms=forms, unread=unread)
    numbers = [forms.number[name] for name in named.called]
    family = family_of(record.schema)
    read = read_values(record, family, unread)
    born_in = tuple(_values(record, ("birthPlace",)))
    return Prepared(
        record=record,
        family=family,
        names=named.names,
        keys=tuple(forms.keys[number] for number in numbers),
        parts=tuple(forms.parts[number] for number in numbers),
        nicknames=_sounds(named.nicknames) if named.nicknames else _NOTHING,
        births=read.births,
        phones=read.phones,
        identifiers=read.identifiers,
        places=_places(born_in) if born_in else _NOTHING,
        countries=read.countries,
        genders=read.genders,
        regions=_regions(born_in) if born_in else _NOTHING,
        called=named.called,
        fathers=named.fathers,
        mothers=_distinct(_values(record, ("motherName",))),
        carries_father=named.carries_father,
        documents=read.documents,
        marks=read.marks,
        accounts=read.accounts,
        addresses=read.addresses,
        legal_forms=_legal_forms(record, named.names) if family == "Organization" else _NOTHING,
    )


def _lettered(record: Record, named: _Named, *, forms: Forms, unread: list[UnreadValue]) -> _Named:
    """The names that hold a word; the others, and what says that nothing is known, are listed."""
    held = record.properties
    if not held.keys().isdisjoint(_TEXTS):
        unread += (
            UnreadValue(record.id, prop, value, NOTHING_KNOWN)
            for prop in _TEXTS
            for value in held.get(prop, ())
            if value and not value.isspace() and says_nothing(value)
        )
    bare = [name for name in named.called if not forms.parts[forms.number[name]]]
    if not bare:
        return named
    unread += (UnreadValue(record.id, "name", name, "no letters") for name in bare)
    names, called = (
        tuple(name for name in some if name not in bare) for some in (named.names, named.called)
    )
    return replace(named, names=names, called=called)


def _sounds(aliases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for alias in aliases for word in skeletons(alias))


def _legal_forms(record: Record, names: Iterable[str]) -> frozenset[str]:
    stated = _values(record, ("legalForm",))
    return frozenset(form for text in (*names, *stated) for form in legal_forms(text))


@lru_cache(maxsize=1 << 14)
def _is_nickname(alias: str) -> bool:
    """Whether an alias is one word; a kunya (*Abu Kamal*) folds to one."""
    return len(fold(alias).tokens) <= 1


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    if len(values) < 2:  # nearly always, and then far faster
        return (values[0].strip(),) if values else ()
    return tuple(dict.fromkeys(value.strip() for value in values))


def _values(record: Record, names: tuple[str, ...]) -> list[str]:
    held = record.properties
    if held.keys().isdisjoint(names):
        return []
    stated = (v for name in names if name in held for v in held[name])
    return [v for v in stated if v and not v.isspace() and not says_nothing(v)]


@lru_cache(maxsize=1 << 14)
def _places(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for value in values for key in place_keys(value))


@lru_cache(maxsize=1 << 14)
def _regions(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key for value in values for key in region_keys(value))
