"""The values of a layout: rules for entities, ids and properties; see `layouts`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hawkari.evidence.loaders.cleaning import Reading
from hawkari.evidence.loaders.marking_columns import MarkingRule

__all__ = [
    "ApartRule",
    "EntityRule",
    "FiguresRule",
    "IdRule",
    "Layout",
    "LongRule",
    "PropertyRule",
    "TableLayout",
    "WhenRule",
    "header_key",
    "month_of",
]

_PLAIN = Reading()


@dataclass(frozen=True, slots=True)
class ApartRule:
    """What keeps two rows of the same cells apart, where none of the columns `unless` is filled.

    Then the columns `by` count in the digest too; where there are none, the file's slot and the
    row's place in it. Two rows that only have a name in common are two people.
    """

    unless: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IdRule:
    """How an entity's id is stated: by one column as it stands, or by a digest of several.

    `prefix` keeps ids of different kinds apart (``call-17``); people have none. With `digest`,
    the id is ``prefix-`` and 16 hexadecimal digits over the columns' values as written. `within`
    are columns that count in the digest too, but do not make the entity where only they are filled:
    the father in one row is not the father of the same name in another. `apart` says when a row's
    cells alone are not enough to tell. With `file`, the file's slot counts as well: numbers that
    begin anew in each file.
    """

    columns: tuple[str, ...]
    prefix: str = ""
    digest: bool = False
    within: tuple[str, ...] = ()
    apart: ApartRule | None = None
    file: bool = False

    def beside(self) -> tuple[str, ...]:
        """The columns that count without making the entity."""
        apart = self.apart or ApartRule()
        return (*self.within, *apart.unless, *apart.by)


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """One property and where its values come from: columns, a literal, or an entity of the row.

    Several columns are joined by `join` to one value, which is read as `reading` says; `lang` is
    ISO 639-3, empty when unknown. With `without`, only rows state it that do not make the entity of
    that key: what is said of a thing that has no id stays with its owner.
    """

    prop: str
    columns: tuple[str, ...] = ()
    literal: str = ""
    entity: str = ""
    join: str = " "
    lang: str = ""
    reading: Reading = _PLAIN
    without: str = ""


@dataclass(frozen=True, slots=True)
class WhenRule:
    """Which rows make an entity: those whose cell in a column is one of these words, or is none.

    `words` are as they are compared (`header_key`). An empty cell is a word too: ``""``.
    """

    column: str
    words: frozenset[str]
    negated: bool = False

    def holds(self, word: str) -> bool:
        """Whether a row with this cell makes the entity."""
        return (header_key(word) in self.words) is not self.negated


@dataclass(frozen=True, slots=True)
class EntityRule:
    """One entity that each row makes, where every condition of `when` holds.

    Where its id columns are empty, an `optional` one is left out; any other makes a refusal.
    """

    key: str
    schema: str
    id: IdRule
    properties: tuple[PropertyRule, ...]
    optional: bool = False
    when: tuple[WhenRule, ...] = ()

    def columns(self) -> list[str]:
        """Every column that it takes something from, by its rules' order."""
        of_values = [column for rule in self.properties for column in rule.columns]
        of_conditions = [rule.column for rule in self.when]
        return [*self.id.columns, *self.id.beside(), *of_values, *of_conditions]


@dataclass(frozen=True, slots=True)
class LongRule:
    """A long table: one column names the field, another holds its value.

    `names` are the fields' names as the layout's rules use them, as if they were columns.
    """

    key: str
    value: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FiguresRule:
    """A table of a public series: each row gives numbers for a route and a time.

    Attributes:
        series: key of the series.
        route: the column that names it, or the route itself where `is_one_route`.
        measures: what is counted, and the column that holds the number.
        period: the column with the day or month; empty where each month is a column.
        order: how that column's dates are written, as `Reading.order`.
        nationality: the column that names it; empty for none.
        is_one_route: whether the whole table is about one route.
    """

    series: str
    route: str
    measures: tuple[tuple[str, str], ...]
    period: str = ""
    order: str = ""
    nationality: str = ""
    is_one_route: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it takes something from, months left out."""
        named = (() if self.is_one_route else (self.route,)) + (self.nationality, self.period)
        numbers = (column for _, column in self.measures) if self.period else ()
        return tuple(one for one in (*named, *numbers) if one)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table: its headers, and the entities of each row.

    `columns` are all headers, ignored ones included; `seen` gives the date on which the source
    saw what a row says, as a rule whose `prop` is unused; `marking` the columns that grade it.
    `totals` says that rows of totals are left out; `long` that rows hold one field each; `figures`
    that rows give numbers of a public series instead of entities.
    """

    columns: tuple[str, ...]
    entities: tuple[EntityRule, ...]
    seen: PropertyRule | None = None
    marking: MarkingRule | None = None
    totals: bool = False
    long: LongRule | None = None
    figures: FiguresRule | None = None

    @property
    def has_months(self) -> bool:
        """Whether each month is a column: then there is one more every month."""
        return self.figures is not None and not self.figures.period

    def fits(self, there: frozenset[str]) -> bool:
        """Whether a file with these headers, as they are compared, is such a table."""
        if not self.has_months:
            return self.header_set == there
        months = frozenset(one for one in there if month_of(one))
        return bool(months) and there - months == self.header_set

    @property
    def header_set(self) -> frozenset[str]:
        """The headers of the file as they are compared."""
        keys = frozenset(map(header_key, self.columns))
        if self.long is None:
            return keys
        fields = frozenset(map(header_key, self.long.names))
        return keys - fields | {header_key(self.long.key), header_key(self.long.value)}

    def used_columns(self) -> frozenset[str]:
        """The headers that mean something, as they are compared."""
        used = [column for entity in self.entities for column in entity.columns()]
        used += self.seen.columns if self.seen else ()
        used += (self.long.key, self.long.value) if self.long else ()
        used += self.figures.columns if self.figures else ()
        return frozenset(map(header_key, [*used, *(self.marking.headers if self.marking else ())]))


@dataclass(frozen=True, slots=True)
class Layout:
    """A named set of tables; `data` is the JSON it was parsed from, to be kept with a source.

    `partial` layouts, those a person gave for one file, need not name every column.
    """

    name: str
    title: str
    tables: tuple[TableLayout, ...]
    data: Mapping[str, Any]
    partial: bool = False

    def table_for(self, header: Sequence[str]) -> TableLayout | None:
        """The table with exactly these headers (if `partial`, with some of them), or None."""
        there = frozenset(map(header_key, header))
        exact = next((table for table in self.tables if table.fits(there)), None)
        if exact is not None or not self.partial:
            return exact
        return next((table for table in self.tables if table.header_set <= there), None)

    def fit(self, header: Sequence[str]) -> int:
        """How well a table's headers are known: 2 exactly, 1 some of them, 0 not."""
        table = self.table_for(header)
        if table is None:
            return 0
        return 2 if table.fits(frozenset(map(header_key, header))) else 1


_NAMED_MONTH = re.compile(r"([a-z]{3})[a-z]*[\s_-]*(\d{4})")
_NUMBERED_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-01)?(?: 00:00:00)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month_of(header: str) -> str:
    """The ISO month that a header such as ``JAN2009`` names; empty if it names none."""
    key = header_key(header)
    named, numbered = _NAMED_MONTH.fullmatch(key), _NUMBERED_MONTH.fullmatch(key)
    if named is not None and named[1] in _MONTHS:
        return f"{named[2]}-{_MONTHS.index(named[1]) + 1:02d}"
    is_month = numbered is not None and 1 <= int(numbered[2]) <= 12
    return f"{numbered[1]}-{numbered[2]}" if numbered is not None and is_month else ""


def header_key(header: str) -> str:
    """A header as it is compared: NFKC, case folded, blanks collapsed, BOM and marks dropped."""
    text = unicodedata.normalize("NFKC", header).translate(
        {0xFEFF: None, 0x200E: None, 0x200F: None}
    )
    return " ".join(text.split()).casefold()
