"""Tables of what was seized: told by their headers and by goods that are known, or not at all.

Only where goods, a date and a quantity have headers of ``resources/proposing/seizures.json``, and
half of the goods' cells name a known kind, is a table one of seizures; whatever else it may be, it
is proposed as any other table. A column whose header is not on the list is asked.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.goods import kind_of
from hawkari.evidence.loaders.proposing.proposal import (
    SURE,
    UNSURE,
    ColumnProposal,
    Remark,
    TableProposal,
)
from hawkari.evidence.loaders.tables import Sample

__all__ = ["SEIZURES", "compose_seizures", "seizure_columns"]

SEIZURES = "seizures"
"""The kind of such a table."""

NEEDED = frozenset({"date", "keywords", "amount"})
KNOWN_SHARE = 0.5
SHOWN = 5
TARGETS = {
    "recordId": "recordId", "date": "date", "location": "location", "keywords": "keywords",
    "amount": "summary", "unit": "summary", "plate": "vehicle.registrationNumber",
    "trip": "trip", "ref": "id", "person": "person.name", "notes": "notes",
}  # fmt: skip
"""What a column becomes, by what it is."""

ONCE = frozenset(TARGETS) - {"notes"}


def seizure_columns(wide: Sample) -> list[ColumnProposal] | None:
    """The columns of a table of seizures; None where it is not plainly one.

    Args:
        wide: the table's first rows, a record a row.
    """
    found = [_meaning(name) for name in wide.header]
    means = [meaning for meaning, _ in found]
    if NEEDED - set(means):
        return None
    goods = list(filter(None, wide.values(wide.header[means.index("keywords")])))
    known = sum(bool(kind_of(text)) for text in goods)
    if not goods or known < KNOWN_SHARE * len(goods):
        return None
    return list(_columns(wide, found))


def _columns(wide: Sample, found: Iterable[tuple[str, str]]) -> Iterable[ColumnProposal]:
    there: set[str] = set()
    for name, (meaning, language) in zip(wide.header, found, strict=True):
        examples = tuple(dict.fromkeys(filter(None, wide.values(name))))[:SHOWN]
        if not meaning or meaning in there & ONCE:
            doubts = (Remark("no_meaning"),)
            yield ColumnProposal(name, "", state=UNSURE, doubts=doubts, examples=examples)
            continue
        there.add(meaning)
        yield ColumnProposal(
            name,
            TARGETS[meaning],
            concept="date" if meaning == "date" else "",
            role="person" if meaning == "person" else "",
            confidence=1.0,
            state=SURE,
            evidence=(Remark("header", (name, language)),),
            examples=examples,
            language=language,
        )


def compose_seizures(table: TableProposal, header: Sequence[str]) -> dict[str, Any]:
    """The layout of a table of seizures of which no column is unsure."""
    parts = _Parts.of(table)
    event = parts.event()
    entities: dict[str, Any] = {}
    if parts.person:
        event["properties"]["involved"] = {"entity": "person"}
        entities["person"] = parts.of_person()
    for thing, schema, prop in (
        ("vehicle", "Vehicle", "registrationNumber"),
        ("trip", "Trip", "recordId"),
    ):
        column = getattr(parts, thing)
        if column:
            entities[thing] = {
                "schema": schema, "id": {"columns": [column], "prefix": thing}, "optional": True,
                "properties": {prop: column},
            }  # fmt: skip
    entities["seizure"] = event
    tied = [thing for thing in ("vehicle", "trip") if thing in entities]
    entities |= {f"{thing}_link": parts.link(thing) for thing in tied}
    ignored = [one.column for one in table.columns if one.target == "ignore"]
    data: dict[str, Any] = {
        "columns": list(header), "entities": entities, "totals": True, "seen": parts.date(),
    }  # fmt: skip
    if ignored:
        data["ignored"] = dict.fromkeys(ignored, "was left out")
    return data | ({"sheet": table.sheet} if table.sheet else {})


@dataclass(frozen=True, slots=True)
class _Parts:
    """The columns of a table of seizures, by what they become."""

    by_target: Mapping[str, Sequence[ColumnProposal]]

    @classmethod
    def of(cls, table: TableProposal) -> "_Parts":
        found: dict[str, list[ColumnProposal]] = {}
        for one in table.columns:
            found.setdefault(one.target, []).append(one)
        return cls(found)

    def names(self, *targets: str) -> list[str]:
        """The headers of the columns of some targets, in their order."""
        return [one.column for target in targets for one in self.by_target.get(target, ())]

    def first(self, target: str) -> str:
        return next(iter(self.names(target)), "")

    @property
    def person(self) -> str:
        return self.first("person.name")

    @property
    def vehicle(self) -> str:
        return self.first("vehicle.registrationNumber")

    @property
    def trip(self) -> str:
        return self.first("trip")

    def date(self) -> dict[str, Any]:
        """How its date is read."""
        (one, *_) = self.by_target["date"]
        said = {"order": one.options.order, "calendar": one.options.calendar}
        return {"column": one.column, **{name: how for name, how in said.items() if how}}

    def itself(self) -> dict[str, Any]:
        """What tells one seizure from another: its number, else all that is said of it."""
        number = self.first("recordId")
        if number:
            return {"columns": [number], "prefix": "seizure"}
        told = self.names("date", "location", "keywords", "summary", "vehicle.registrationNumber")
        return {"columns": told, "prefix": "seizure"}

    def event(self) -> dict[str, Any]:
        """The seizure; what was seized stands in one text, as it is written."""
        (one, *_) = self.by_target["keywords"]
        spoken = {"lang": one.language} if one.language in ("ara", "ckb") else {}
        said: dict[str, Any] = {
            "name": {"column": one.column, **spoken},
            "keywords": [{"literal": "seizure"}, one.column],
            "summary": {"columns": self.names("summary", "keywords"), "join": " ", **spoken},
            "date": self.date(),
        }
        said |= {prop: self.first(prop) for prop in ("location", "recordId") if self.first(prop)}
        notes = [{"column": name, "label": name} for name in self.names("notes")]
        return {
            "schema": "Event",
            "id": self.itself(),
            "properties": said | ({"notes": notes} if notes else {}),
        }

    def of_person(self) -> dict[str, Any]:
        """Somebody of the row: by their reference, else nobody else's row is about them."""
        ref = self.first("id")
        told = [name for name in self.itself()["columns"] if name != self.person]
        ident: Any = {"columns": [self.person], "within": told, "prefix": "person"}
        name: Any = {"column": self.person}
        (one, *_) = self.by_target["person.name"]
        name |= {"lang": one.language} if one.language in ("ara", "ckb") else {}
        return {
            "schema": "Person", "id": ref or ident, "optional": True, "properties": {"name": name},
        }  # fmt: skip

    def link(self, thing: str) -> dict[str, Any]:
        """What ties a vehicle or trip to the seizure."""
        column = self.vehicle if thing == "vehicle" else self.trip
        ends = {"subject": {"entity": thing}, "object": {"entity": "seizure"}}
        return {
            "schema": "UnknownLink",
            "id": {"columns": [*self.itself()["columns"], column], "prefix": f"seizure-{thing}"},
            "optional": True,
            "when": {"column": column, "is_not": [""]},
            "properties": {**ends, "role": {"literal": thing}, "date": self.date()},
        }


def _meaning(header: str) -> tuple[str, str]:
    """What a header says its column is, and in which language; twice empty if it is unknown."""
    return _headers().get(folded_words(header), ("", ""))


@cache
def _headers() -> Mapping[tuple[str, ...], tuple[str, str]]:
    text = files("hawkari.evidence.loaders").joinpath("resources/proposing/seizures.json")
    data = json.loads(text.read_text("utf-8"))["headers"]
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    for meaning, languages in data.items():
        for language, texts in languages.items():
            for words in texts:
                found.setdefault(folded_words(words), (meaning, language))
    return found
