"""FollowTheMoney entities, one JSON object a line, as `ftm` exports them.

The form ``{"id", "schema", "properties", "source"}`` is read too. Keys beyond these that `ftm`
writes about the whole entity (caption, datasets, referents, …) are reported as unused; `last_seen`
or `first_seen` become the date the source saw it.

Single statements are read as well, as ``ftm`` exports them: ``{"entity_id", "schema", "prop",
"value", "lang", "original_value", …}``. Either form may carry ``"marking"``, the object that
`hawkari.evidence.grading.fields` describes: of all values of an entity, or of the one statement. A
line whose marking cannot be read is refused by name.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from hawkari.errors import BadInput
from hawkari.evidence.grading.fields import from_fields
from hawkari.evidence.grading.reading import above_ceiling
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.loaders.cleaning import Cleaned, CleanValue, Reading, cleaner
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.mapping import entity_address
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.schemata import property_of, schema_of
from hawkari.evidence.loaders.values import (
    Cell,
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.rows import StatementRow

__all__ = ["FOLLOW_THE_MONEY", "FollowTheMoneyLoader", "StatementReader"]

FOLLOW_THE_MONEY = Layout("followthemoney", "FollowTheMoney entities, one a line", (), {})
LONGEST_LINE = 16 << 20
_KNOWN_KEYS = frozenset({"id", "schema", "properties", "marking"})
_STATEMENT_KEYS = frozenset({
    "entity_id", "schema", "prop", "value", "lang", "original_value", "prop_type", "marking",
})  # fmt: skip
_SEEN_KEYS = ("last_seen", "first_seen")
_NO_ENTITY = "the line is no entity with id, schema and properties"
_AS_EXPORTED = "Export the entities again, one JSON object a line."
_read_date: Callable[[Cell], Cleaned] = cleaner(Reading("date"))
_read_id: Callable[[Cell], Cleaned] = cleaner(Reading("string"))


class FollowTheMoneyLoader:
    """Entity lines. Row numbers are line numbers; each entity is one row. Implements `Loader`."""

    name = "followthemoney"

    def recognises(self, head: FileHead) -> bool:
        """Whether the first line that is not blank is a JSON object with a schema.

        A first line that is broken, or longer than the beginning that is looked at, is known by
        its keys.
        """
        line = head.data.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0]
        if not line.startswith(b"{"):
            return False
        try:
            first = json.loads(line)
        except (ValueError, RecursionError):
            return b'"schema"' in line and (b'"properties"' in line or b'"prop"' in line)
        return isinstance(first, dict) and "schema" in first

    def sniff(self, path: Path, context: Context, layouts: tuple[Layout, ...]) -> Layout:  # noqa: ARG002  all loaders are asked alike
        """The one layout there is."""
        return FOLLOW_THE_MONEY

    def rows(
        self,
        path: Path,
        layout: Layout,  # noqa: ARG002  there is only one
        context: Context,
        *,
        skip: int = 0,
    ) -> Iterator[RowOutcome]:
        """The entities' properties as statements, in the order of the file."""
        reader = _EntityReader(context)
        with open_binary(path, context.meter) as stream:
            for number, line in islice(_lines(stream), skip, None):
                yield reader.read(line, str(number))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Each line that is not blank, with its number; None for one beyond 16 MiB."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_LINE)
            yield number, None
        elif line.strip():
            yield number, line


@dataclass(frozen=True, slots=True)
class _Said:
    """One value as a line says it."""

    address: str
    schema: str
    prop: str
    value: Any
    lang: str = ""
    original: str = ""


def _parsed(line: bytes | None) -> dict[str, Any]:
    """A line as a JSON object; raises what is wrong with it."""
    if line is None:
        raise BadInput("the line is longer than 16 MiB", _AS_EXPORTED)
    try:
        whole = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadInput("the line is not UTF-8", "Export it as UTF-8.") from error
    except json.JSONDecodeError as error:
        problem = f"the line is no JSON object: {error.msg} at character {error.colno}"
        raise BadInput(problem, _AS_EXPORTED) from error
    except (ValueError, RecursionError) as error:
        raise BadInput("the line is no JSON that can be read", _AS_EXPORTED) from error
    if not isinstance(whole, dict):
        raise BadInput(_NO_ENTITY, _AS_EXPORTED)
    return whole


def _is_statement(whole: dict[str, Any]) -> bool:
    return "properties" not in whole and "prop" in whole and "entity_id" in whole


def _entity_schema(whole: dict[str, Any]) -> str:
    if not isinstance(whole.get("properties"), dict):
        raise BadInput(_NO_ENTITY, _AS_EXPORTED)
    schema_of(str(whole.get("schema")))
    return str(whole["schema"])


def _marking(whole: dict[str, Any], ceiling: str) -> MarkingTerms | None:
    """The line's own marking; None where it states none."""
    if whole.get("marking") is None:
        return None
    try:
        value = from_fields(whole["marking"])
    except BadInput as error:
        raise BadInput(error.problem, error.remedy, where=("marking",)) from error
    if value.gsc and above_ceiling(value.gsc, ceiling):
        problem = f"{value.gsc} is above the ceiling of this installation"
        raise BadInput(problem, "Remove it.", where=("marking",))
    return as_terms(value)


class _EntityReader:
    """Turns lines into statements; what values became is remembered between lines."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._cleaners: dict[str, Callable[[Cell], Cleaned]] = {}

    def read(self, line: bytes | None, row: str) -> RowOutcome:
        """One line as statements, or refused."""
        try:
            whole = _parsed(line)
            marking = _marking(whole, self._context.ceiling)
            if _is_statement(whole):
                return self._statement(whole, RowDraft(row, marking=marking))
            schema = _entity_schema(whole)
            address = self._address(whole.get("id"))
        except BadInput as error:
            return RowOutcome((), (Refused(row, error.where[0] if error.where else "",
                                           error.problem, error.remedy),))  # fmt: skip
        except UnreadableValue as error:
            return RowOutcome((), (Refused(row, "id", f"the id {error.problem}", error.remedy),))
        self._note_unused(whole, _KNOWN_KEYS)
        draft = RowDraft(row, marking=marking)
        draft.seen = self._seen(whole, draft)
        for name, stated in whole["properties"].items():
            for value in stated if isinstance(stated, list) else [stated]:
                self._add(draft, _Said(address, schema, name, value))
        return draft.outcome()

    def _statement(self, whole: dict[str, Any], draft: RowDraft) -> RowOutcome:
        """One statement of `ftm`; its own original value and language are kept."""
        schema = str(schema_of(str(whole.get("schema"))).name)
        address = self._address(whole.get("entity_id"))
        self._note_unused(whole, _STATEMENT_KEYS)
        draft.seen = self._seen(whole, draft)
        said = _Said(
            address,
            schema,
            str(whole.get("prop")),
            whole.get("value"),
            lang=str(whole.get("lang") or "")[:12],
            original=str(whole.get("original_value") or ""),
        )
        self._add(draft, said)
        return draft.outcome()

    def statement(
        self, whole: dict[str, Any], row: str, marking: MarkingTerms | None
    ) -> RowOutcome:
        """One statement that is an object already, as statements, or refused."""
        try:
            return self._statement(whole, RowDraft(row, marking=marking))
        except (BadInput, UnreadableValue) as error:
            return RowOutcome((), (Refused(row, "", error.problem, error.remedy),))

    def _note_unused(self, whole: dict[str, Any], known: frozenset[str]) -> None:
        for key in whole.keys() - known - set(_SEEN_KEYS):
            self._context.unused.add(f"key {key}")

    def _add(self, draft: RowDraft, said: "_Said") -> None:
        """Take one value into the row, or note why not."""
        try:
            prop = property_of(said.schema, said.prop)
        except BadInput as error:
            wrong = Refused(draft.row, said.prop, error.problem, "Correct its name.")
            if wrong not in draft.refused:
                draft.refused.append(wrong)
            return
        draft.statements += [
            StatementRow(
                said.address, said.schema, said.prop, prop.type.name, clean,
                original or said.original, said.lang, draft.row, draft.seen, draft.marking,
            )
            for clean, original in self._values(draft, prop, said.value)
        ]  # fmt: skip

    def _address(self, stated: Any) -> str:
        if not isinstance(stated, str | int):
            raise BadInput("the entity has no id", _AS_EXPORTED)
        cleaned = _read_id(str(stated))
        if cleaned.refused:
            raise cleaned.refused[0][1]
        if not cleaned.values:
            raise BadInput("the entity has no id", _AS_EXPORTED)
        return entity_address(self._context.source, cleaned.values[0][0])

    def _seen(self, entity: dict[str, Any], draft: RowDraft) -> str:
        for key in _SEEN_KEYS:
            stated = entity.get(key)
            if stated is None:
                continue
            cleaned = _read_date(str(stated))
            if cleaned.values:
                return cleaned.values[0][0]
            for value, error in cleaned.refused:
                draft.refuse(key, error, value=value)
        return ""

    def _values(self, draft: RowDraft, prop: Any, value: Any) -> Sequence[CleanValue]:
        if not isinstance(value, str | int | float):
            problem = "the property holds something that is no text or number"
            draft.refused.append(Refused(draft.row, prop.name, problem, "Give values as texts."))
            return ()
        kind = prop.type.name
        if kind == "entity":
            try:
                return ((self._address(value), ""),)
            except (BadInput, UnreadableValue) as error:
                refused = Refused(draft.row, prop.name, error.problem, error.remedy, str(value))
                draft.refused.append(refused)
                return ()
        clean = self._cleaners.get(kind)
        if clean is None:
            reading = Reading(kind, country=self._context.country)
            clean = self._cleaners[kind] = cleaner(reading)
        cleaned = clean(value)
        for written, fault in cleaned.refused:
            draft.refuse(prop.name, fault, value=written)
        return cleaned.values


class StatementReader:
    """Reads single statements of `ftm` that are objects already, e.g. rows of a table."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reader = _EntityReader(context)

    def read(
        self, whole: dict[str, Any], row: str, *, marking: MarkingTerms | None = None
    ) -> RowOutcome:
        """One statement; `ftm`'s own statement that an entity has its id says nothing of it.

        Args:
            whole: as `ftm` exports it.
            row: where in the file.
            marking: its own grade and terms; None for those of the load.
        """
        if whole.get("prop") == "id":
            self._context.unused.add("statements of ids")
            return RowOutcome(())
        return self._reader.statement(whole, row, marking)
