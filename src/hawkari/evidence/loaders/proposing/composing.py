"""From what the columns of a table mean to the table's part of a layout.

Each column is used, kept as a labelled note, or named as left out; none is passed over. People get
the id column, else a digest of their cells; two people are never one entity for a name alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hawkari.evidence.loaders.folding import is_arabic_script
from hawkari.evidence.loaders.proposing.identity import (
    MAIN,
    PLAIN_TARGETS,
    SUBS,
    Identity,
    begins_anew,
    split_target,
)
from hawkari.evidence.loaders.proposing.proposal import ColumnProposal, TableProposal
from hawkari.evidence.loaders.proposing.values import MARKS
from hawkari.evidence.loaders.schemata import property_of, stated_properties
from hawkari.evidence.loaders.tables import Sample

__all__ = ["compose_table", "language_of"]

KIN = ("father", "mother", "spouse", "brother", "child")
NAME_ORDER = {
    True: ("firstName", "middleName", "fatherName", "lastName"),
    False: ("firstName", "middleName", "lastName"),
}
"""Of what a whole name is made where no column holds one; in Arabic script with the father's."""

SEVERAL = frozenset({"name", "phone", "email", "identifier", "country", "date", "url", "gender"})
"""Types of properties of which a cell may hold several values."""

WORD_LISTS = {"gender": "sex", "country": "countries"}
SORANI = frozenset("ێۆڕڵەڤ")
SORANI_SHARE = 0.3
HALF = 0.5


@dataclass(slots=True)
class _Entity:
    """One entity of a row, while it is put together."""

    key: str
    schema: str
    role: str = ""
    rules: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)

    def add(self, prop: str, rule: dict[str, Any]) -> None:
        self.rules.setdefault(prop, []).append(rule)
        for column in rule.get("columns", [rule.get("column")]):
            if column is not None and column not in self.columns:
                self.columns.append(column)


def compose_table(table: TableProposal, wide: Sample) -> dict[str, Any]:
    """The layout of a table of which no column is unsure.

    Args:
        table: the columns with their targets.
        wide: the table's first rows, by which languages and decimal marks are told.
    """
    builder = _Builder(table, wide)
    entities = builder.entities()
    data: dict[str, Any] = {"columns": list(builder.header), "entities": entities, "totals": True}
    if table.sheet:
        data["sheet"] = table.sheet
    ignored = [one.column for one in table.columns if one.target == "ignore"]
    if ignored:
        data["ignored"] = dict.fromkeys(ignored, "counts the rows or was left out")
    data |= builder.beside()
    if table.long is not None:
        names = [column for column in builder.header if column not in table.header]
        data["long"] = {"key": table.long[0], "value": table.long[1], "names": names}
    return data


class _Builder:
    """Puts one table's entities together, in the order of its columns."""

    def __init__(self, table: TableProposal, wide: Sample) -> None:
        self.header = wide.header
        self._wide = wide
        self._table = table
        self._schema = MAIN[table.kind]
        self._found: dict[str, _Entity] = {}
        self._main = self._entity("", 0)
        stated = next((one for one in table.columns if one.target == "id"), None)
        self._identity = Identity(
            table.columns,
            self._schema,
            stated.column if stated is not None else "",
            counts=stated is not None and begins_anew(wide.values(stated.column)),
        )

    def entities(self) -> dict[str, Any]:
        """All entities with their ids, the main one first."""
        for one in self._table.columns:
            if one.target not in PLAIN_TARGETS:
                self._add(one)
        self._add_times()
        self._add_notes()
        self._keep_what_has_no_id()
        self._name_people()
        links = dict(self._links())
        whole = {key: self._finished(one) for key, one in self._found.items() if one.rules}
        return {**whole, **links}

    def beside(self) -> dict[str, Any]:
        """What the table says beside its entities: when it was seen, how rows are graded."""
        data: dict[str, Any] = {}
        seen = next((one for one in self._table.columns if one.target == "seen"), None)
        if seen is not None:
            data["seen"] = self._rule(seen, "date")
        graded = {
            one.target: one.column
            for one in self._table.columns
            if one.target in ("grade", "handling")
        }
        if graded:
            data["marking"] = {"columns": graded}
        return data

    def _entity(self, role: str, number: int, sub: str = "") -> _Entity:
        owner = f"{role}{number or ''}"
        key = "_".join(part for part in (owner, sub) if part) or self._schema.lower()
        if key not in self._found:
            schema = SUBS[sub][0] if sub else "Person" if role else self._schema
            self._found[key] = _Entity(key, schema, role)
        return self._found[key]

    def _add(self, one: ColumnProposal) -> None:
        """A column to the entity that it is about."""
        role, number, sub, prop = split_target(one.target)
        if sub and self._schema == "Vehicle" and sub == "vehicle" and not role:
            sub = ""
        entity = self._entity(role, number, sub)
        if sub and not self._has_id(role, number, sub):
            # Without what tells it from others it is no entity of its own.
            owner = self._entity(role, number)
            owner.add(_note_property(owner.schema), _note(one.column))
            return
        kind = property_of(entity.schema, prop).type.name
        entity.add(prop, self._rule(one, kind))
        if prop == "amount":
            entity.add("currency", self._currency_of(one))

    def _currency_of(self, one: ColumnProposal) -> dict[str, Any]:
        """The currency beside an amount; where none stands there, the header's or the column's."""
        rule: dict[str, Any] = {"column": one.column, "beside": True}
        stated = any(other.target == "currency" for other in self._table.columns)
        usual = "" if stated else one.options.currency
        return rule | ({"usual": usual} if usual else {})

    def _has_id(self, role: str, number: int, sub: str) -> bool:
        needed = SUBS[sub][1]
        there = {split_target(one.target) for one in self._table.columns}
        found = [(role, number, sub, prop) in there for prop in needed]
        return all(found) if sub == "location" else any(found)

    def _rule(self, one: ColumnProposal, kind: str) -> dict[str, Any]:
        rule: dict[str, Any] = {"column": one.column}
        values = self._wide.values(one.column)
        if kind in SEVERAL:
            rule["split"] = list(MARKS)
        if kind == "date":
            rule |= {
                name: value
                for name, value in (
                    ("order", one.options.order),
                    ("calendar", one.options.calendar),
                )
                if value
            }
        elif kind == "number":
            rule["decimal"] = one.options.decimal
            rule |= {"factor": one.options.factor} if one.options.factor != 1 else {}
            clock = one.options.clock
            rule |= {"clock": True if clock == "h:m:s" else clock} if clock else {}
        elif kind in WORD_LISTS:
            rule["words"] = WORD_LISTS[kind]
        elif kind in ("name", "string", "text", "address"):
            language = language_of(values, one.language)
            rule |= {"lang": language} if language else {}
            rule |= {"words": "currency"} if one.concept == "currency" else {}
        return rule

    def _add_times(self) -> None:
        """A column of clock times beside a date of a call or payment belongs to it."""
        clock = next((one for one in self._table.columns if one.concept == "time"), None)
        for prop in ("startDate", "date"):
            rules = self._main.rules.get(prop, [])
            if clock is None or clock.target != "notes" or self._schema == "Person" or not rules:
                continue
            rule = rules[0]
            rule["columns"] = [rule.pop("column"), clock.column]
            rule.pop("split", None)
            self._main.columns.append(clock.column)
            return

    def _add_notes(self) -> None:
        for one in self._table.columns:
            if one.target == "notes" and one.column not in self._main.columns:
                owner = self._found.get(f"{one.role}{one.number or ''}", self._first())
                owner.add(_note_property(owner.schema), _note(one.column))

    def _keep_what_has_no_id(self) -> None:
        """Where a row lacks what tells a thing apart, what it says of it is its owner's note."""
        for one in self._table.columns:
            role, number, sub, prop = split_target(one.target)
            thing = self._found.get("_".join(filter(None, (f"{role}{number or ''}", sub))))
            if thing is None or thing is self._main or not sub or prop in SUBS[sub][1]:
                continue
            owner = self._found.get(f"{role}{number or ''}", self._first())
            owner = owner if owner.rules else self._first()
            rule = _note(one.column) | {"without": thing.key}
            # Not by `add`: what stays here only at times must not change who the owner is.
            owner.rules.setdefault(_note_property(owner.schema), []).append(rule)

    def _first(self) -> _Entity:
        """The main entity; where the row has none of its own, the first of its people."""
        people = [one for one in self._found.values() if one.schema == "Person" and one.rules]
        return self._main if self._main.rules or not people else people[0]

    def _name_people(self) -> None:
        """A whole name from its parts; the father's also to the father, where he has more."""
        for one in list(self._found.values()):
            if one.schema != "Person" or not one.rules:
                continue
            father = self._found.get("father")
            if one is self._main and father is not None and "name" not in father.rules:
                for rule in one.rules.get("fatherName", []):
                    father.add("name", dict(rule))
            parts = [one.rules[prop][0] for prop in _order(one, self._wide) if prop in one.rules]
            if "name" not in one.rules and parts:
                rule = {"columns": [part["column"] for part in parts]}
                rule |= {"lang": parts[0]["lang"]} if "lang" in parts[0] else {}
                one.add("name", rule)

    def _finished(self, one: _Entity) -> dict[str, Any]:
        """An entity as a layout writes it."""
        properties = {
            prop: [_shortest(rule) for rule in rules] if len(rules) > 1 else _shortest(rules[0])
            for prop, rules in one.rules.items()
        }
        stated: dict[str, Any] = {"schema": one.schema, "id": self._id_of(one)}
        if one is not self._main:
            stated["optional"] = True
        return {**stated, "properties": properties}

    def _id_of(self, one: _Entity) -> Any:
        if one is self._main:
            return self._identity.of_main(one.rules)
        sub = one.key.rpartition("_")[2] if one.schema != "Person" else ""
        if sub in SUBS:
            return self._identity.of_thing(sub, one.rules)
        return self._identity.of_row(one.columns, one.role)

    def _links(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """What ties the entities of a row together, in the order of the entities."""
        anchor = self._first()
        for one in [other for other in self._found.values() if other.rules]:
            if one is anchor:
                continue
            if one.schema == "Person":
                yield from self._tie_person(anchor, one)
            else:
                owner = self._found.get(one.key.rpartition("_")[0], anchor)
                owner = owner if owner.rules else anchor
                # A list of accounts or plates alone ties them to nobody.
                yield from self._tie_thing(owner, one) if owner.rules else ()

    def _tie_person(self, anchor: _Entity, one: _Entity) -> Iterable[tuple[str, dict[str, Any]]]:
        if anchor.schema == "Payment":
            end = "payer" if one.role == "payer" else "beneficiary"
            anchor.add(end, {"entity": one.key})
            return
        if anchor.schema != "Person":
            ends = {"subject": one.key, "object": anchor.key}
            yield self._link("UnknownLink", one, ends, role=one.role)
        elif one.role in KIN:
            ends = {"person": anchor.key, "relative": one.key}
            yield self._link("Family", one, ends, relationship=one.role)
        else:
            ends = {"person": anchor.key, "associate": one.key}
            yield self._link("Associate", one, ends, relationship=one.role)

    def _tie_thing(self, owner: _Entity, one: _Entity) -> Iterable[tuple[str, dict[str, Any]]]:
        if one.schema == "UserAccount":
            one.add("owner", {"entity": owner.key})
        elif one.schema == "Address":
            owner.add("addressEntity", {"entity": one.key})
        elif one.schema == "BankAccount":
            party = self._main.schema == "Payment" and owner.role in ("payer", "payee")
            if party:
                end = "payerAccount" if owner.role == "payer" else "beneficiaryAccount"
                self._main.add(end, {"entity": one.key})
            yield self._link("Ownership", one, {"owner": owner.key, "asset": one.key})
        else:
            ends = {"subject": owner.key, "object": one.key}
            yield self._link("UnknownLink", one, ends, role="vehicle")

    def _link(
        self, schema: str, one: _Entity, ends: dict[str, str], **literals: str
    ) -> tuple[str, dict[str, Any]]:
        properties: dict[str, Any] = {prop: {"entity": key} for prop, key in ends.items()}
        properties |= {prop: {"literal": text} for prop, text in literals.items()}
        ident = self._identity.of_row(self._id_of(one)["columns"], f"{one.key}-link")
        link = {"schema": schema, "id": ident, "optional": True, "properties": properties}
        return f"{one.key}_link", link


def _order(one: _Entity, wide: Sample) -> Sequence[str]:
    """The properties that a whole name is made of, in their order."""
    first = one.rules.get("firstName") or one.rules.get("lastName") or []
    values = wide.values(first[0]["column"]) if first else ()
    return NAME_ORDER[any(map(is_arabic_script, values[:1]))]


def _note_property(schema: str) -> str:
    """Where an entity of a schema keeps notes."""
    return "notes" if "notes" in stated_properties(schema) else "description"


def _note(column: str) -> dict[str, Any]:
    return {"column": column, "label": column}


def _shortest(rule: dict[str, Any]) -> Any:
    """A rule as a layout writes it; a column alone by its name."""
    return rule["column"] if set(rule) == {"column"} else rule


def language_of(values: Sequence[str], header_language: str) -> str:
    """The language of a column's text, ISO 639-3; empty unless its letters or its header say it.

    Sorani's own letters in three of ten values make it Sorani; other text in Arabic script is of
    the header's language if that is written so. Latin letters say nothing of a name's language.
    """
    arabic = [value for value in values if is_arabic_script(value)]
    if len(arabic) <= HALF * len(values) or not values:
        return ""
    sorani = sum(bool(SORANI & set(value)) for value in arabic)
    if sorani > SORANI_SHARE * len(arabic):
        return "ckb"
    return header_language if header_language in ("ara", "fas") else ""
