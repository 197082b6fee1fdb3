"""Reads files of cases: one JSON object a line, as docs/reference/sample-corridor.md has it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, BinaryIO

from hawkari.desks.returns.services.cases import PersonFields, check_person
from hawkari.engines.casework import Event, EventKind
from hawkari.engines.casework.events import YEARS, keepable
from hawkari.errors import BadInput

__all__ = ["ReadCase", "lines_of", "read_case"]

REFERENCE = re.compile(r"[RF]-\d{4}-[2-9A-HJKMNP-TV-Z]{6}")
MANY = ("other_names", "documents")
LONGEST_LINE = 1_000_000
"""No case has a longer history; a longer line is another file."""


@dataclass(frozen=True, slots=True)
class ReadCase:
    """One case as a file has it: `family` is empty for a person on their own."""

    reference: str
    family: str
    person: PersonFields
    events: tuple[Event, ...]


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, one after another; memory holds one.

    Raises:
        BadInput: if a line is longer than any case.
    """
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise BadInput(
                f"a line has more than {LONGEST_LINE:,} bytes", "Give a file of one case a line."
            )
        yield line


def read_case(line: bytes) -> ReadCase:
    """The case of one line.

    Raises:
        BadInput: if the line is no case: which field, and what is wrong with it.
    """
    try:
        row = json.loads(line.decode())
    except (ValueError, RecursionError) as error:
        raise _bad("the line is no JSON in UTF-8") from error
    if not isinstance(row, dict):
        raise _bad("the line is no JSON object")
    events = row.get("events")
    if not isinstance(events, list) or not events:
        raise _bad("events: there are none")
    return ReadCase(
        _reference(row.get("reference"), "R"),
        _reference(row["family"], "F") if row.get("family") else "",
        _person(row.get("person")),
        tuple(_event(one, place) for place, one in enumerate(events, 1)),
    )


def _reference(value: object, kind: str) -> str:
    if isinstance(value, str) and value.startswith(kind) and REFERENCE.fullmatch(value):
        return value
    raise _bad(f"{value!r:.40} is no reference such as {kind}-2026-7KQ4XM")


def _person(row: object) -> PersonFields:
    if not isinstance(row, dict):
        raise _bad("person: is missing")
    known = {one.name for one in fields(PersonFields)}
    if strange := sorted(map(str, row.keys() - known)):
        raise _bad(f"person: there is no field {strange[0]!r:.40}")
    for name, value in row.items():
        if not (_many(name, value) if name in MANY else isinstance(value, str)):
            raise _bad(f"person: {name} is not as it should be")
    given: dict[str, Any] = {
        name: tuple(value) if name in MANY else value for name, value in row.items()
    }
    person = PersonFields(**given)
    check_person(person)
    return person


def _many(name: str, value: object) -> bool:
    if not isinstance(value, list):
        return False
    if name == "other_names":
        return all(isinstance(one, str) for one in value)
    return all(isinstance(one, dict) and _texts(one) for one in value)


def _texts(row: Mapping[Any, Any]) -> bool:
    return all(isinstance(one, str) for pair in row.items() for one in pair)


def _event(row: object, place: int) -> Event:
    if not isinstance(row, dict):
        raise _bad(f"event {place} is no object")
    kind, body = row.get("kind"), row.get("body", {})
    if kind not in tuple(EventKind):
        raise _bad(f"event {place}: {kind!r:.40} is no kind of event")
    if not isinstance(body, dict):
        raise _bad(f"event {place}: its body is no object")
    number = row.get("number", place)
    actor, second = row.get("actor"), row.get("second", "")
    named = isinstance(actor, str) and bool(actor.strip()) and isinstance(second, str)
    named = named and keepable([actor, second])
    if not (type(number) is int and named and len(str(actor)) + len(second) <= 150):
        raise _bad(f"event {place}: its number, actor or second is not as it should be")
    return Event(
        kind=EventKind(kind),
        at=_instant(row.get("at"), place),
        recorded=_instant(row.get("recorded", row.get("at")), place),
        actor=str(actor),
        second=second,
        body=body,
        number=number,
    )


def _instant(value: object, place: int) -> datetime:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year not in YEARS:
        raise _bad(f"event {place}: {value!r:.40} is no time such as 2026-11-27T09:30:00Z")
    return found.astimezone(UTC)


def _bad(what: str) -> BadInput:
    return BadInput(what, "Correct the line and load the file again.")
