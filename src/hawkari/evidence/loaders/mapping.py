"""One row of a table to the statements of its entities, as the table's layout says."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hawkari.evidence.loaders.cleaning import Cleaned, CleanValue, Reading, cleaner
from hawkari.evidence.loaders.digits import cell_text
from hawkari.evidence.loaders.layout_rules import (
    ApartRule,
    EntityRule,
    PropertyRule,
    TableLayout,
    WhenRule,
    header_key,
)
from hawkari.evidence.loaders.marking_columns import MarkingReader
from hawkari.evidence.loaders.schemata import property_of
from hawkari.evidence.loaders.values import (
    Cell,
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.rows import StatementRow

__all__ = ["RowMapper", "entity_address"]

LONGEST_ID = 200
_clean_id = cleaner(Reading("string"))


def entity_address(source: str, stated: str, prefix: str = "") -> str:
    """The id of an entity as its source states it: ``<source slug>:<prefix-><stated id>``.

    Raises:
        UnreadableValue: if it is longer than 200 characters.
    """
    address = f"{source}:{prefix}-{stated}" if prefix else f"{source}:{stated}"
    if len(address) > LONGEST_ID:
        raise UnreadableValue(
            f"makes an id of {len(address)} characters; at most {LONGEST_ID} are kept",
            "Map another column as the id, or several columns.",
        )
    return address


@dataclass(frozen=True, slots=True)
class _Value:
    """One property of one entity, compiled for a header: which cells, and how they are cleaned."""

    prop: str
    type_name: str
    lang: str
    field: str
    cells: tuple[int, ...]
    join: str
    literal: str
    entity: str
    without: str
    clean: Callable[[Cell], Cleaned]


@dataclass(frozen=True, slots=True)
class _Entity:
    rule: EntityRule
    id_cells: tuple[int, ...]
    within: tuple[int, ...]
    unless: tuple[int, ...]
    by: tuple[int, ...]
    values: tuple[_Value, ...]
    conditions: tuple[tuple[WhenRule, int], ...]


class RowMapper:
    """Maps the rows of one table under one header. Cleaned cells are remembered between rows."""

    def __init__(self, table: TableLayout, header: Sequence[str], context: Context) -> None:
        self._place = {header_key(name): number for number, name in enumerate(header)}
        self._header = tuple(header)
        self._context = context
        self._entities = tuple(self._compiled(rule) for rule in table.entities)
        self._seen = None
        if table.seen is not None:
            self._seen = self._value(table.seen, "date")
        self._marks = None
        if table.marking is not None:
            self._marks = MarkingReader(table.marking, self._cell, context)

    def map_row(self, cells: Sequence[Cell], row: str) -> RowOutcome:
        """The statements of one row, and what of it was refused.

        Args:
            cells: one a header; empty cells are None or ``""``.
            row: where the row is in the file.
        """
        draft = RowDraft(row)
        marking = self._marks.read(cells, row) if self._marks is not None else None
        if isinstance(marking, Refused):
            return RowOutcome((), (marking,))
        draft.marking = marking
        ids = {entity.rule.key: self._address(entity, cells, draft) for entity in self._entities}
        if self._seen is not None:
            seen = self._values(self._seen, cells, draft)
            draft.seen = seen[0][0] if seen else ""
        for entity in self._entities:
            address = ids[entity.rule.key]
            if not address:
                continue
            for value in entity.values:
                if value.without and ids[value.without]:
                    continue
                if value.entity:
                    other = ids[value.entity]
                    found: Sequence[CleanValue] = ((other, ""),) if other else ()
                else:
                    found = self._values(value, cells, draft)
                for clean, original in found:
                    draft.statements.append(
                        StatementRow(
                            address, entity.rule.schema, value.prop, value.type_name, clean,
                            original, value.lang, row, draft.seen, marking,
                        )
                    )  # fmt: skip
        return draft.outcome()

    def _compiled(self, rule: EntityRule) -> _Entity:
        values = tuple(
            self._value(one, property_of(rule.schema, one.prop).type.name)
            for one in rule.properties
        )
        conditions = tuple((when, self._cells((when.column,))[0]) for when in rule.when)
        apart = rule.id.apart or ApartRule()
        return _Entity(
            rule,
            self._cells(rule.id.columns),
            self._cells(rule.id.within),
            self._cells(apart.unless),
            self._cells(apart.by),
            values,
            conditions,
        )

    def _cell(self, column: str) -> int:
        return self._place[header_key(column)]

    def _cells(self, columns: Sequence[str]) -> tuple[int, ...]:
        return tuple(map(self._cell, columns))

    def _value(self, rule: PropertyRule, type_name: str) -> _Value:
        cells = self._cells(rule.columns)
        country = rule.reading.country or self._context.country
        reading = replace(rule.reading, type_name=type_name, country=country.upper())
        return _Value(
            rule.prop,
            type_name,
            rule.lang,
            self._field(cells) or rule.prop,
            cells,
            rule.join,
            rule.literal,
            rule.entity,
            rule.without,
            cleaner(reading),
        )

    def _address(self, entity: _Entity, cells: Sequence[Cell], draft: RowDraft) -> str:
        """The entity's id; empty when the row does not make it (and, if it must, a refusal)."""
        for rule, cell in entity.conditions:
            if not rule.holds(str(cells[cell] or "")):
                return ""
        stated_by = entity.rule.id
        parts = self._id_parts(entity.id_cells, cells, draft)
        if parts is None:
            return ""
        if not any(parts):
            if not entity.rule.optional:
                field = self._field(entity.id_cells)
                problem = f"the row has no {field}, so its {entity.rule.schema} has no id"
                draft.refused.append(Refused(draft.row, field, problem, "Fill the column in."))
            return ""
        beside = self._beside(entity, cells, draft)
        if beside is None:
            return ""
        parts += beside
        stated = _digest(parts) if stated_by.digest else parts[0]
        try:
            return entity_address(self._context.source, stated, stated_by.prefix)
        except UnreadableValue as error:
            draft.refuse(self._field(entity.id_cells), error, value=stated)
            return ""

    def _beside(self, entity: _Entity, cells: Sequence[Cell], draft: RowDraft) -> list[str] | None:
        """What counts in an id without making the entity; None when a cell of it is refused."""
        apart = entity.rule.id.apart
        alone = apart is not None and not any(cell_text(cells[at]).strip() for at in entity.unless)
        parts = self._id_parts((*entity.within, *(entity.by if alone else ())), cells, draft)
        if parts is None:
            return None
        if entity.rule.id.file:
            parts.append(self._context.slot)
        if alone and not entity.by:
            parts += [self._context.slot, draft.row]
        return parts

    def _id_parts(
        self, places: Sequence[int], cells: Sequence[Cell], draft: RowDraft
    ) -> list[str] | None:
        """The texts that an id is made of; None when one is refused."""
        parts: list[str] = []
        for cell in places:
            written = cells[cell]
            # Ids are all different, so remembering them does not help; most are plain.
            if type(written) is str and written.isascii() and written.isprintable():
                parts.append(written.strip())
                continue
            cleaned = _clean_id(written)
            for value, error in cleaned.refused:
                draft.refuse(self._header[cell], error, value=value)
                return None
            parts.append(cleaned.values[0][0] if cleaned.values else "")
        return parts

    def _field(self, cells: Sequence[int]) -> str:
        return " + ".join(self._header[cell] for cell in cells)

    def _values(
        self, value: _Value, cells: Sequence[Cell], draft: RowDraft
    ) -> Sequence[CleanValue]:
        if value.literal:
            return ((value.literal, ""),)
        cell = cells[value.cells[0]] if len(value.cells) == 1 else _joined(value, cells)
        if cell is None or cell == "":
            return ()
        cleaned = value.clean(cell)
        for written, error in cleaned.refused:
            draft.refuse(value.field, error, value=written)
        return cleaned.values


def _joined(value: _Value, cells: Sequence[Cell]) -> str:
    parts = [cell_text(cells[cell]).strip() for cell in value.cells]
    return value.join.join(part for part in parts if part)


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
