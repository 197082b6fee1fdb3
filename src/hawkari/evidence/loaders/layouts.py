"""Layouts: which header of a table means which property of which FollowTheMoney schema.

A layout is data (JSON), in the words of FollowTheMoney's own mappings: a table makes entities, an
entity has a schema, an id and properties, and a property takes a column, a literal or another
entity of the same row. docs/reference/layouts.md describes the format. Layouts shipped with
Hawkari lie in ``resources/layouts``; a partner's own is given with ``--mapping`` or confirmed
column by column, and kept with its source.

A layout is recognised by the exact set of a table's headers (case and blanks aside), never by a
file's name.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.dates import ORDERS, time_zone
from hawkari.evidence.loaders.marking_columns import MarkingRule, read_rule
from hawkari.evidence.loaders.schemata import property_of, schema_of

__all__ = [
    "EntityRule",
    "IdRule",
    "Layout",
    "PropertyRule",
    "TableLayout",
    "header_key",
    "parse_layout",
    "shipped_layouts",
]


@dataclass(frozen=True, slots=True)
class IdRule:
    """How an entity's id is stated: by one column as it stands, or by a digest of several.

    `prefix` keeps ids of different kinds apart (``call-17``); people have none. With `digest`,
    the id is ``prefix-`` and 16 hexadecimal digits over the columns' values as written.
    """

    columns: tuple[str, ...]
    prefix: str = ""
    digest: bool = False


@dataclass(frozen=True, slots=True)
class PropertyRule:
    """One property and where its values come from: columns, a literal, or an entity of the row.

    Several columns are joined by `join` to one value. `order`, `timezone`, `decimal`, `split`,
    `lookup`, `country` are as in `cleaning.Reading`; `lang` is ISO 639-3, empty when unknown.
    """

    prop: str
    columns: tuple[str, ...] = ()
    literal: str = ""
    entity: str = ""
    join: str = " "
    lang: str = ""
    country: str = ""
    order: str = ""
    timezone: str = ""
    decimal: str = "."
    split: tuple[str, ...] = ()
    lookup: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One table: its headers, and the entities of each row.

    `columns` are all headers, ignored ones included; `seen` gives the date on which the source
    saw what a row says, as a rule whose `prop` is unused; `marking` the columns that grade it.
    """

    columns: tuple[str, ...]
    entities: tuple[EntityRule, ...]
    seen: PropertyRule | None = None
    marking: MarkingRule | None = None

    @property
    def header_set(self) -> frozenset[str]:
        """The headers as they are compared."""
        return frozenset(map(header_key, self.columns))

    def used_columns(self) -> frozenset[str]:
        """The headers that mean something, as they are compared."""
        used = [column for entity in self.entities for column in _columns_of(entity)]
        used += self.seen.columns if self.seen else ()
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
        exact = next((table for table in self.tables if table.header_set == there), None)
        if exact is not None or not self.partial:
            return exact
        return next((table for table in self.tables if table.header_set <= there), None)

    def fit(self, header: Sequence[str]) -> int:
        """How well a table's headers are known: 2 exactly, 1 some of them, 0 not."""
        table = self.table_for(header)
        if table is None:
            return 0
        return 2 if table.header_set == frozenset(map(header_key, header)) else 1


def header_key(header: str) -> str:
    """A header as it is compared: NFKC, case folded, blanks collapsed, BOM and marks dropped."""
    text = unicodedata.normalize("NFKC", header).translate(
        {0xFEFF: None, 0x200E: None, 0x200F: None}
    )
    return " ".join(text.split()).casefold()


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts in ``resources/layouts``, by name."""
    folder = files("hawkari.evidence.loaders").joinpath("resources/layouts")
    found = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".json")),
        key=lambda entry: entry.name,
    )
    return tuple(parse_layout(json.loads(entry.read_text("utf-8"))) for entry in found)


def parse_layout(data: Any, *, where: str = "mapping", partial: bool = False) -> Layout:
    """Read a layout and check every word of it; nothing unknown is passed over.

    Args:
        data: the parsed JSON, in the format of docs/reference/layouts.md.
        where: the file or source it comes from, for messages.
        partial: whether a table may have columns that the layout does not name.

    Raises:
        BadInput: if a key, schema, property, column or option is not known, with its place.
    """
    reader = _Reader(where)
    whole = reader.taken(data, {"name", "title", "tables", "note"}, "the mapping")
    tables = whole.get("tables")
    if not isinstance(tables, list) or not tables:
        raise reader.error("has no tables", "Give a list of tables, each with its entities.")
    name = str(whole.get("name") or "custom")[:80]
    parsed = tuple(reader.table(table) for table in tables)
    return Layout(name, str(whole.get("title") or name), parsed, dict(whole), partial)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Parses one layout; `where` begins each message."""

    where: str

    def error(self, problem: str, remedy: str, *place: str) -> BadInput:
        return BadInput(problem, remedy, where=(self.where, *place))

    def taken(self, data: Any, known: set[str], what: str) -> dict[str, Any]:
        """An object whose keys are all known."""
        if not isinstance(data, dict):
            raise self.error(f"{what} is not an object", "See docs/reference/layouts.md.")
        strange = sorted(set(data) - known)
        if strange:
            raise self.error(
                f"{what} has unknown keys: {', '.join(strange)}",
                f"Known keys: {', '.join(sorted(known))}.",
            )
        return data

    def table(self, data: Any) -> TableLayout:
        body = self.taken(data, _TABLE_KEYS, "a table")
        ignored = body.get("ignored", {})
        if not isinstance(body.get("entities"), dict) or not isinstance(ignored, dict | list):
            raise self.error(
                "a table has no entities", "Name at least one entity, with its schema."
            )
        entities = tuple(self.entity(key, rule) for key, rule in body["entities"].items())
        seen = self.rule("seen", body["seen"]) if "seen" in body else None
        if seen is not None and len(seen.columns) != 1:
            raise self.error("seen names no column", 'Give seen as {"column": …}.')
        self._check_references(entities)
        used = [column for entity in entities for column in _columns_of(entity)]
        used += seen.columns if seen is not None else ()
        marking = self.marking(body["marking"]) if "marking" in body else None
        used += marking.headers if marking is not None else ()
        stated = self.texts(body.get("columns", [])) or tuple(dict.fromkeys([*used, *ignored]))
        missing = sorted(set(map(header_key, used)) - set(map(header_key, stated)))
        if missing:
            raise self.error(
                f"columns used but not listed: {', '.join(missing)}", "List them in columns."
            )
        return TableLayout(stated, entities, seen, marking)

    def marking(self, data: Any) -> MarkingRule:
        try:
            return read_rule(data)
        except BadInput as error:
            raise self.error(error.problem, error.remedy, "marking") from error

    def entity(self, key: str, data: Any) -> EntityRule:
        what = f"the entity {key}"
        body = self.taken(data, {"schema", "id", "properties", "optional", "when"}, what)
        schema = self.schema(body.get("schema"), key)
        rules: list[PropertyRule] = []
        for name, stated in self.taken_any(body.get("properties", {}), what).items():
            try:
                prop = property_of(schema, name)
            except BadInput as error:
                raise self.error(error.problem, error.remedy, key) from error
            for one in _listed(stated):
                rule = self.rule(name, one)
                if (prop.type.name == "entity") != bool(rule.entity):
                    raise self.error(
                        f"{what}: {name} is of type {prop.type.name}",
                        'Properties of type entity take {"entity": …}, others a column or literal.',
                    )
                rules.append(rule)
        return EntityRule(
            key,
            schema,
            self.id_rule(what, body.get("id")),
            tuple(rules),
            optional=body.get("optional", False) is True,
            when=tuple(self.when_rule(what, rule) for rule in _listed(body.get("when", []))),
        )

    def schema(self, stated: Any, key: str) -> str:
        try:
            return str(schema_of(str(stated)).name)
        except BadInput as error:
            raise self.error(error.problem, error.remedy, key) from error

    def when_rule(self, what: str, data: Any) -> WhenRule:
        body = self.taken(data, {"column", "is", "is_not"}, f"the condition of {what}")
        if not body.get("column") or ("is" in body) == ("is_not" in body):
            raise self.error(
                f"the condition of {what} is not complete",
                "Give a column, and either is or is_not with a list of words.",
            )
        words = self.texts(body.get("is", body.get("is_not")))
        return WhenRule(str(body["column"]), frozenset(map(header_key, words)), "is_not" in body)

    def taken_any(self, data: Any, what: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self.error(
                f"the properties of {what} are not an object", "See docs/reference/layouts.md."
            )
        return data

    def id_rule(self, what: str, data: Any) -> IdRule:
        if isinstance(data, str):
            return IdRule((data,))
        body = self.taken(data, {"column", "columns", "prefix"}, f"the id of {what}")
        if ("column" in body) == ("columns" in body):
            raise self.error(
                f"the id of {what} names no column",
                "Give a column that holds the id, or columns that tell entities apart.",
            )
        prefix = str(body.get("prefix", ""))
        if "column" in body:
            return IdRule((str(body["column"]),), prefix)
        return IdRule(self.texts(body["columns"]), prefix or "row", digest=True)

    def rule(self, name: str, data: Any) -> PropertyRule:
        if isinstance(data, str):
            return PropertyRule(name, columns=(data,))
        body = self.taken(data, _RULE_KEYS, f"the property {name}")
        sources = [key for key in ("column", "columns", "literal", "entity") if body.get(key)]
        if len(sources) != 1:
            raise self.error(
                f"the property {name} has {len(sources)} origins",
                "Give exactly one of column, columns, literal, entity.",
            )
        order = str(body.get("order", ""))
        if order not in ("", *ORDERS):
            raise self.error(f"{name}: there is no date order {order!r}", "Use dmy, mdy or ymd.")
        if body.get("decimal", ".") not in (".", ","):
            raise self.error(f"{name}: the decimal mark is neither . nor ,", "Give one of them.")
        try:
            time_zone(str(body.get("timezone", "")))
        except BadInput as error:
            raise self.error(error.problem, error.remedy, name) from error
        columns = self.texts(
            body.get("columns") or ([body["column"]] if body.get("column") else [])
        )
        values = self.taken_any(body.get("values", {}), name)
        options = {key: str(body[key]) for key in _TEXT_OPTIONS if key in body}
        return PropertyRule(
            name,
            columns=columns,
            split=self.texts(body.get("split", [])),
            lookup=tuple((str(word), str(means)) for word, means in values.items()),
            **options,
        )

    def texts(self, data: Any) -> tuple[str, ...]:
        items = [data] if isinstance(data, str) else data
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.error(f"{data!r} is not a list of texts", "See docs/reference/layouts.md.")
        return tuple(items)

    def _check_references(self, entities: Iterable[EntityRule]) -> None:
        keys = {entity.key for entity in entities}
        for entity in entities:
            for rule in entity.properties:
                if rule.entity and rule.entity not in keys:
                    raise self.error(
                        f"{entity.key}.{rule.prop} names the entity {rule.entity!r}",
                        f"The table makes: {', '.join(sorted(keys))}.",
                    )


_TABLE_KEYS = {"sheet", "columns", "ignored", "entities", "seen", "marking"}
_TEXT_OPTIONS = (
    "literal", "entity", "join", "lang", "country", "order", "timezone", "decimal",
)  # fmt: skip
_RULE_KEYS = {"column", "columns", "split", "values", *_TEXT_OPTIONS}


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]


def _columns_of(entity: EntityRule) -> list[str]:
    columns = [*entity.id.columns, *(c for rule in entity.properties for c in rule.columns)]
    return [*columns, *(rule.column for rule in entity.when)]
