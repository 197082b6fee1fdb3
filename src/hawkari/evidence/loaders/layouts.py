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
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.loaders.calendars import CALENDARS
from hawkari.evidence.loaders.cleaning import CLOCKS, Reading
from hawkari.evidence.loaders.code_words import LISTS
from hawkari.evidence.loaders.dates import ORDERS, time_zone
from hawkari.evidence.loaders.layout_rules import (
    ApartRule,
    EntityRule,
    FiguresRule,
    IdRule,
    Layout,
    LongRule,
    PropertyRule,
    TableLayout,
    WhenRule,
    header_key,
)
from hawkari.evidence.loaders.marking_columns import MarkingRule, read_rule
from hawkari.evidence.loaders.schemata import property_of, schema_of
from hawkari.evidence.rows import LONGEST_KEY, LONGEST_ROUTE

__all__ = [
    "EntityRule",
    "IdRule",
    "Layout",
    "LongRule",
    "PropertyRule",
    "TableLayout",
    "header_key",
    "parse_layout",
    "shipped_layouts",
]


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
        if "figures" in body:
            return self.series(body)
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
        used = [column for entity in entities for column in entity.columns()]
        used += seen.columns if seen is not None else ()
        marking = self.marking(body["marking"]) if "marking" in body else None
        long = self.long(body["long"]) if "long" in body else None
        used += marking.headers if marking is not None else ()
        stated = self.texts(body.get("columns", [])) or tuple(dict.fromkeys([*used, *ignored]))
        missing = sorted(set(map(header_key, used)) - set(map(header_key, stated)))
        if missing:
            raise self.error(
                f"columns used but not listed: {', '.join(missing)}", "List them in columns."
            )
        totals = body.get("totals", False) is True
        return TableLayout(stated, entities, seen, marking, totals=totals, long=long)

    def series(self, body: dict[str, Any]) -> TableLayout:
        self.taken(body, {"figures", "ignored", "sheet"}, "a table of a public series")
        rule = self.figures(body["figures"])
        ignored = self.taken_any(body.get("ignored", {}), "ignored")
        columns = tuple(dict.fromkeys([*rule.columns, *ignored]))
        return TableLayout(columns, (), figures=rule)

    def figures(self, data: Any) -> FiguresRule:
        known = {"series", "route", "one_route", "measures", "period", "order", "nationality"}
        body = self.taken(data, known, "figures")
        measures = self.taken_any(body.get("measures", {}), "measures")
        routes = [str(body[key]) for key in ("route", "one_route") if body.get(key)]
        if not body.get("series") or len(routes) != 1 or not measures:
            raise self.error(
                "figures are not complete",
                "Give the series, measures, and either route (a column) or one_route (its name).",
            )
        self._check_choices("figures", body)
        rule = FiguresRule(
            series=str(body["series"]),
            route=routes[0],
            measures=tuple((str(name), str(column)) for name, column in measures.items()),
            is_one_route=bool(body.get("one_route")),
            **_texts_of(body, ("period", "order", "nationality")),
        )
        self._check_figures(rule)
        return rule

    def _check_figures(self, rule: FiguresRule) -> None:
        """Refuse measures that no number can be found for, and names that are too long to keep."""
        has_columns = all(column for _, column in rule.measures)
        if not has_columns if rule.period else len(rule.measures) > 1:
            raise self.error(
                "figures have a measure without its column",
                "Give each measure a column; where each month is a column, give one measure.",
            )
        names = [rule.series, *(name for name, _ in rule.measures)]
        if max(map(len, names)) > LONGEST_KEY or (
            rule.is_one_route and len(rule.route) > LONGEST_ROUTE
        ):
            raise self.error(
                "figures have a name that is too long",
                f"Use at most {LONGEST_KEY} characters, {LONGEST_ROUTE} for a route.",
            )

    def long(self, data: Any) -> LongRule:
        body = self.taken(data, {"key", "value", "names"}, "long")
        names = self.texts(body.get("names", []))
        if not names or not body.get("key") or not body.get("value"):
            raise self.error(
                "long is not complete",
                "Give the columns of key and value, and the names of the fields.",
            )
        return LongRule(str(body["key"]), str(body["value"]), names)

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
        known = {"column", "columns", "prefix", "within", "apart", "file"}
        body = self.taken(data, known, f"the id of {what}")
        if ("column" in body) == ("columns" in body):
            raise self.error(
                f"the id of {what} names no column",
                "Give a column that holds the id, or columns that tell entities apart.",
            )
        prefix = str(body.get("prefix", ""))
        if "column" in body:
            return IdRule((str(body["column"]),), prefix)
        within = self.texts(body.get("within", []))
        apart = self.apart(what, body["apart"]) if "apart" in body else None
        columns = self.texts(body["columns"])
        in_file = body.get("file", False) is True
        return IdRule(
            columns, prefix or "row", digest=True, within=within, apart=apart, file=in_file
        )

    def apart(self, what: str, data: Any) -> ApartRule:
        body = self.taken(data, {"unless", "by"}, f"what keeps {what} apart")
        return ApartRule(self.texts(body.get("unless", [])), self.texts(body.get("by", [])))

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
        self._check_choices(name, body)
        try:
            time_zone(str(body.get("timezone", "")))
        except BadInput as error:
            raise self.error(error.problem, error.remedy, name) from error
        columns = self.texts(
            body.get("columns") or ([body["column"]] if body.get("column") else [])
        )
        values = self.taken_any(body.get("values", {}), name)
        reading = Reading(
            split=self.texts(body.get("split", [])),
            lookup=tuple((str(word), str(means)) for word, means in values.items()),
            factor=body.get("factor", 1),
            clock="h:m:s" if body.get("clock") is True else str(body.get("clock") or ""),
            beside=body.get("beside", False) is True,
            **_texts_of(body, _READING_TEXTS),
        )
        return PropertyRule(
            name, columns=columns, reading=reading, **_texts_of(body, _ORIGIN_TEXTS)
        )

    def _check_choices(self, name: str, body: dict[str, Any]) -> None:
        """Refuse an option that is none of those there are."""
        order = str(body.get("order", ""))
        if order not in ("", *ORDERS):
            raise self.error(f"{name}: there is no date order {order!r}", "Use dmy, mdy or ymd.")
        if body.get("decimal", ".") not in (".", ",", ""):
            raise self.error(f"{name}: the decimal mark is neither . nor ,", "Give one of them.")
        for option, known in (("calendar", CALENDARS), ("words", LISTS)):
            if str(body.get(option, "")) not in ("", *known):
                raise self.error(
                    f"{name}: there is no {option} {body[option]!r}", f"Use {', '.join(known)}."
                )
        if body.get("clock", False) not in (False, True, *CLOCKS):
            raise self.error(f"{name}: there is no clock {body['clock']!r}", "Use m:s or h:m.")
        factor = body.get("factor", 1)
        if type(factor) is not int or factor < 1:
            raise self.error(f"{name}: the factor is no whole number", "Give one from 1 up.")

    def texts(self, data: Any) -> tuple[str, ...]:
        items = [data] if isinstance(data, str) else data
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.error(f"{data!r} is not a list of texts", "See docs/reference/layouts.md.")
        return tuple(items)

    def _check_references(self, entities: Iterable[EntityRule]) -> None:
        keys = {entity.key for entity in entities}
        for entity in entities:
            for rule in entity.properties:
                for named in filter(None, (rule.entity, rule.without)):
                    if named not in keys:
                        raise self.error(
                            f"{entity.key}.{rule.prop} names the entity {named!r}",
                            f"The table makes: {', '.join(sorted(keys))}.",
                        )


_TABLE_KEYS = {
    "sheet", "columns", "ignored", "entities", "seen", "marking", "totals", "long", "figures",
}  # fmt: skip
_ORIGIN_TEXTS = ("literal", "entity", "join", "lang", "without")
_READING_TEXTS = ("country", "order", "timezone", "decimal", "words", "calendar", "label", "usual")
_RULE_KEYS = {
    "column", "columns", "split", "values", "factor", "clock", "beside",
    *_ORIGIN_TEXTS, *_READING_TEXTS,
}  # fmt: skip


def _texts_of(body: Mapping[str, Any], options: Iterable[str]) -> dict[str, Any]:
    return {key: str(body[key]) for key in options if key in body}


def _listed(data: Any) -> list[Any]:
    return data if isinstance(data, list) else [data]
