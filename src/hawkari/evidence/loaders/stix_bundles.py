"""STIX 2.1: bundles, and the envelopes of TAXII that hold objects likewise.

A bundle of Hawkari's gives back the statements it was made of, each under its own marking. Of other
bundles, STIX's own fields are read under the marking of the load, with a TLP that is stricter than
it; an object whose marking cannot be read is refused by name. Of several versions of one object the
newest counts, and a revoked object says nothing. Objects of types that are about nobody here, such
as malware, are counted as unused.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.reading import above_ceiling
from hawkari.evidence.grading.stix import AUTHOR, from_stix, light_of
from hawkari.evidence.grading.terms import as_terms
from hawkari.evidence.grading.union import LIGHTS, strictest
from hawkari.evidence.loaders.followthemoney_lines import StatementReader
from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream
from hawkari.evidence.loaders.layouts import Layout
from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.values import Context, Refused, RowOutcome
from hawkari.evidence.marking_terms import MarkingTerms
from hawkari.evidence.rows import StatementRow
from hawkari.evidence.stix.reading import (
    UNUSED_TYPES,
    StatedValue,
    own_statements,
    plain_statements,
)
from hawkari.evidence.stix.terms import is_stix_id

__all__ = ["StixLoader"]

LONGEST_ROW = 80
_AGAIN = "Export the bundle again."
_HEADS = frozenset({"type", "id", "spec_version", "more", "next"})
Markings = dict[str, Mapping[str, Any]]


class StixLoader(RecordLoader):
    """Each object is a row, numbered from 1. Implements `Loader`."""

    name = "stix"
    layout = Layout("stix", "STIX 2.1 bundle or TAXII 2.1 envelope", (), {})

    def recognises(self, head: FileHead) -> bool:
        """Whether it is an object whose `objects` have ids of STIX, or calls itself a bundle."""
        start = head.data.removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start.startswith(b"{") or b"--" not in start:
            return False
        return _is_bundle(JsonStream(io.BytesIO(start)))

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The objects as statements, in the order of the file, which is read twice."""
        with open_binary(path) as stream:
            markings, newest = _survey(JsonStream(stream))
        reader = _ObjectReader(context, markings, newest)
        with open_binary(path, context.meter) as stream:
            yield from reader.read(_objects(JsonStream(stream)))


def _is_bundle(document: JsonStream) -> bool:
    """Whether the beginning of a document is that of a bundle or an envelope."""
    is_named = False
    try:
        for key in document.members():
            if key == "objects":
                return is_named or _begins_with_object(document)
            value = document.value()
            is_named |= key == "type" and value == "bundle"
    except BrokenJson:
        pass
    return is_named


def _begins_with_object(document: JsonStream) -> bool:
    if document.peek() != "[":
        return False
    for _ in document.elements():
        first = document.value()
        return isinstance(first, dict) and is_stix_id(first.get("id")) and "type" in first
    return False


def _objects(document: JsonStream) -> Iterator[Any]:
    """Each object of a bundle; a `BrokenJson` as the last where it cannot be read on."""
    try:
        if document.peek() != "{":
            yield BrokenJson("the document is no bundle")
            return
        for key in document.members():
            if key != "objects" or document.peek() != "[":
                document.value()
                continue
            for _ in document.elements():
                yield document.value()
    except BrokenJson as error:
        yield error


def _survey(document: JsonStream) -> tuple[Markings, dict[str, str]]:
    """The marking definitions, and when the newest version of each object came to be.

    Both are needed before the first object is read, and either may stand anywhere.
    """
    markings: Markings = {}
    newest: dict[str, str] = {}
    for one in _objects(document):
        if not isinstance(one, dict) or not is_stix_id(one.get("id")):
            continue
        stated = str(one["id"])
        if one.get("type") == "marking-definition":
            markings[stated] = one
        elif isinstance(one.get("modified"), str):
            newest[stated] = max(newest.get(stated, ""), one["modified"])
    return markings, newest


class _ObjectReader:
    """Turns objects into statements, each under its marking."""

    def __init__(self, context: Context, markings: Markings, newest: Mapping[str, str]) -> None:
        self._context = context
        self._definitions = markings
        self._newest = newest
        self._reader = StatementReader(context)
        self._markings: dict[tuple[str, ...], MarkingTerms | None] = {}

    def read(self, objects: Iterable[Any]) -> Iterator[RowOutcome]:
        """Every object as a row, refused ones included."""
        for number, one in enumerate(objects, 1):
            if isinstance(one, BrokenJson):
                last = str(number - 1) if number > 1 else ""
                yield broken_off(one.problem, last, _AGAIN)
                return
            try:
                yield self._row(one, str(number))
            except BadInput as error:
                field = error.where[0] if error.where else ""
                refused = Refused(str(number), field, error.problem, error.remedy)
                yield RowOutcome((), (refused,))

    def _row(self, one: Any, row: str) -> RowOutcome:
        if not isinstance(one, dict) or not is_stix_id(one.get("id")):
            raise BadInput("the object has no id of STIX", "An id is a type, -- and a UUID.")
        kind = str(one.get("type"))
        if kind in UNUSED_TYPES or one["id"] == AUTHOR:
            return RowOutcome(())
        if one.get("revoked") is True or self._is_older(one):
            self._context.unused.add("objects that are revoked or have a newer version")
            return RowOutcome(())
        stated = own_statements(one)
        if stated is None:
            stated = plain_statements(one)
        if stated is None:
            self._context.unused.add(f"objects of the type {kind}")
            return RowOutcome(())
        return self._statements(one, stated, row)

    def _is_older(self, one: Mapping[str, Any]) -> bool:
        modified = one.get("modified")
        return isinstance(modified, str) and modified < self._newest.get(str(one["id"]), "")

    def _statements(
        self, one: Mapping[str, Any], stated: Sequence[StatedValue], row: str
    ) -> RowOutcome:
        refs = one.get("object_marking_refs", [])
        if not isinstance(refs, list) or not all(isinstance(ref, str) for ref in refs):
            raise BadInput("the markings are no list of ids", _AGAIN, where=("marking",))
        statements: list[StatementRow] = []
        refused: list[Refused] = []
        for said in stated:
            marking = self._marking((said.marking,) if said.marking else tuple(refs))
            place = f"{row} {said.origin}".strip()[:LONGEST_ROW]
            found = self._reader.read(_as_statement(said), place, marking=marking)
            statements += found.statements
            refused += found.refused
        return RowOutcome(statements, refused)

    def _marking(self, refs: tuple[str, ...]) -> MarkingTerms | None:
        """The marking that references lead to; None for that of the load."""
        if refs not in self._markings:
            try:
                self._markings[refs] = self._read_marking(refs)
            except BadInput as error:
                raise BadInput(error.problem, error.remedy, where=("marking",)) from error
        return self._markings[refs]

    def _read_marking(self, refs: tuple[str, ...]) -> MarkingTerms | None:
        lights = [light for ref in refs if (light := light_of(ref))]
        others = [ref for ref in refs if not light_of(ref)]
        if all(self._is_statement(ref) for ref in others):
            light = strictest([*lights, self._context.usual.tlp], LIGHTS)
            usual = self._context.usual
            return None if light == usual.tlp else replace(usual, tlp=light)
        value = from_stix(self._definitions.values(), refs)
        if value.gsc and above_ceiling(value.gsc, self._context.ceiling):
            raise BadInput(f"{value.gsc} is above the ceiling of this installation", "Remove it.")
        return as_terms(value)

    def _is_statement(self, ref: str) -> bool:
        """Whether a marking is only words, which restrict nothing that a rule could decide on."""
        found = self._definitions.get(ref, {})
        return found.get("definition_type") == "statement"


def _as_statement(said: StatedValue) -> dict[str, Any]:
    """A value as `ftm` writes a single statement."""
    found = {
        "entity_id": said.entity,
        "schema": said.schema,
        "prop": said.prop,
        "value": said.value,
        "lang": said.lang,
        "original_value": said.original,
    }
    return found | ({"last_seen": said.seen} if said.seen else {})
