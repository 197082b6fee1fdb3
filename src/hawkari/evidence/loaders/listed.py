"""Somebody or something on a published list: names, dates, documents, addresses, programme."""

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from followthemoney.types import registry

from hawkari.evidence.loaders.partner_files import FileHead, open_binary
from hawkari.evidence.loaders.record_files import RecordLoader, broken_off
from hawkari.evidence.loaders.schemata import schema_of
from hawkari.evidence.loaders.stating import Stater, digest_of, row_name
from hawkari.evidence.loaders.values import (
    Context,
    Refused,
    RowDraft,
    RowOutcome,
    UnreadableValue,
)
from hawkari.evidence.loaders.xml_fields import Fields, xml_root
from hawkari.evidence.loaders.xml_stream import BrokenXml, xml_events

__all__ = ["Listed", "XmlListLoader", "iso_day", "language_of"]

LONGEST_DATE = 100
HOLDERS = frozenset({"Person", "Organization", "LegalEntity"})
NAME_PROPS = {"main": "name", "strong": "alias", "weak": "weakAlias", "previous": "previousName"}
_ABOUT = re.compile(r"(?:circa|approx(?:imately|\.)?|about|ca?\.)\s*(\S.*)", re.IGNORECASE)
_RANGE = re.compile(r"(?:between\s+)?(.+?)\s+(?:to|and|-|–)\s+(.+)", re.IGNORECASE)
_UNKNOWN_PARTS = re.compile(r"\b(?:dd|mm)(?=[/.\-])", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGAIN = "Fetch the list again from its publisher."


def iso_day(text: str) -> str:
    """A day as XML writes it, without the time and zone that some lists put behind it."""
    found = _DAY.match(text)
    return found[0] if found is not None else text


def language_of(stated: str) -> str:
    """ISO 639-3 code of a language that a list names; empty if it names none that is known."""
    return str(registry.language.clean(stated) or "")


class Listed:
    """One entry, being read: what it says becomes statements, notes or refusals of one row.

    Args:
        stater: adds statements.
        schema: ``Person``, ``Organization``, ``Vessel`` or ``Airplane``; ``LegalEntity`` if the
            list does not say.
        stated_id: the entry's id on the list.

    Raises:
        UnreadableValue: if the id cannot be used.
    """

    def __init__(self, stater: Stater, schema: str, stated_id: str) -> None:
        self.stater = stater
        self.stated_id = stated_id
        self.draft = RowDraft(row_name("entry", stated_id))
        self.entity = stater.entity(self.draft, schema, stated_id)

    @property
    def is_person(self) -> bool:
        """Whether it is an individual."""
        return self.entity.schema == "Person"

    def say(self, prop: str, *values: str, **options: str) -> None:
        """State one property, as `Entity.say`; empty values are left out."""
        for value in values:
            self.entity.say(prop, value, **options)

    def can_say(self, prop: str, value: str) -> bool:
        """Whether the schema has the property and the value can be read as one of it."""
        found = schema_of(self.entity.schema).get(prop)
        if found is None:
            return False
        return not self.stater.cleaned(found.type.name, value, order="dmy").refused

    def say_or_note(self, prop: str, value: str) -> None:
        """State a property; what it cannot hold is kept as a note under its name."""
        if self.can_say(prop, value):
            self.say(prop, value, order="dmy")
        else:
            self.note(prop, value)

    def name(self, written: str, strength: str = "main", **options: str) -> None:
        """State a name: ``main``, ``strong`` or ``weak`` alias, or ``previous``."""
        self.say(NAME_PROPS[strength], written, **options)

    def note(self, label: str, text: str) -> None:
        """Keep in words what no property holds."""
        if text.strip():
            self.say("notes", f"{label}: {text.strip()}")

    def birth(self, written: str, *, about: bool = False) -> None:
        """State a date of birth with the precision it has.

        Year first or day first, with unknown parts as ``dd``, ``mm`` or ``00``. One that is
        marked as uncertain (``circa``) is stated and the uncertainty kept as a note; a range is
        kept as a note alone, because neither end is the date; so is what cannot be read.
        """
        text = _UNKNOWN_PARTS.sub("00", written.strip()[: LONGEST_DATE + 1].rstrip("."))
        if not text:
            return
        if len(text) > LONGEST_DATE:
            self.note("Date of birth", written)
            return
        uncertain = _ABOUT.fullmatch(text)
        if uncertain is not None:
            text, about = uncertain[1], True
        cleaned = self.stater.cleaned("date", text, order="dmy")
        if cleaned.refused or _RANGE.fullmatch(text) or not self.is_person:
            self.note("Date of birth", written)
            return
        self.say("birthDate", text, order="dmy", original=written.strip())
        if about:
            self.note("Date of birth", f"approximately {text}")

    def birth_range(self, first: str, last: str) -> None:
        """A year of birth between two others: kept as a note, unless both are one year.

        A range of which one end is open says no year either.
        """
        if first == last:
            self.birth(first)
        elif first and last:
            self.note("Date of birth", f"between {first} and {last}")
        else:
            self.note("Date of birth", f"from {first}" if first else f"until {last}")

    def birth_place(self, parts: Sequence[str], country: str = "") -> None:
        """State where somebody was born."""
        place = ", ".join(part for part in (*parts, country) if part)
        if self.is_person:
            self.say("birthPlace", place)
            self.country("birthCountry", country)
        else:
            self.note("Place", place)

    def country(self, prop: str, *stated: str) -> None:
        """State a country; one that FollowTheMoney has no code for is kept as a note."""
        for country in stated:
            if registry.country.clean(country) is not None:
                self.say(prop, country)
            elif country:
                self.note(prop, country)

    def address(self, parts: Sequence[str], country: str = "", note: str = "") -> None:
        """State an address as one text, its country apart as well."""
        filled = [part for part in parts if part]
        if filled:
            self.say("address", ", ".join([*filled, *([country] if country else [])]))
        self.country("country", country)
        self.note("Address", " ".join([*filled[:1], note]) if note else "")

    def document(self, kind: str, number: str, **known: str) -> None:
        """State a document that somebody holds.

        Args:
            kind: as the list calls it, e.g. ``National Passport``.
            number: empty when only its kind is known; then it is kept as a note, as is that of a
                ship or an aircraft, which holds no documents in FollowTheMoney.
            known: properties of `Identification`: ``country``, ``startDate``, ``endDate``,
                ``authority``, ``summary``.
        """
        if not number or self.entity.schema not in HOLDERS:
            said = [text for text in (number, *known.values()) if text]
            self.note(kind or "Document", "; ".join(said))
            return
        is_passport = "passport" in kind.casefold()
        if is_passport and self.is_person:
            self.say("passportNumber", number)
        else:
            self.say("idNumber", number)
        schema = "Passport" if is_passport else "Identification"
        self._part(schema, {"type": kind, "number": number, **known}, owner="holder")

    def sanction(self, **known: str) -> None:
        """State that a list names it: properties of `Sanction`; its programme also as a note."""
        self.say("topics", "sanction")
        self._part("Sanction", known, owner="entity")
        self.note("Programme", known.get("program", ""))

    def _part(self, schema: str, known: dict[str, str], *, owner: str) -> None:
        """An entity that belongs to this one alone; its first values tell it."""
        first = [value for value in known.values() if value][:3]
        stated = f"{self.stated_id}-{schema.lower()}-{digest_of(*first)}"
        part = self.stater.entity(self.draft, schema, stated)
        for prop, value in known.items():
            if prop == "country" and value and registry.country.clean(value) is None:
                self.note(schema, f"country {value}")
            else:
                part.say(prop, value, order="dmy")
        part.refer(owner, self.entity)

    def outcome(self, fields: Fields | None = None) -> RowOutcome:
        """The finished row; fields that were not taken are reported as unused."""
        for name in fields.left() if fields is not None else ():
            self.stater.context.unused.add(f"field {name}")
        return self.draft.outcome()


class XmlListLoader(RecordLoader):
    """A list in XML; each entry is one row, named ``entry`` and its id."""

    root: ClassVar[str]
    entries: ClassVar[frozenset[str]]
    prefix: ClassVar[str]

    def recognises(self, head: FileHead) -> bool:
        """Whether the document's first element is the list's."""
        return xml_root(head) == self.root

    @abstractmethod
    def entry(self, stater: Stater, fields: Fields) -> RowOutcome:
        """One entry as statements.

        Raises:
            UnreadableValue: if the entry's id cannot be used.
        """

    def outcomes(self, path: Path, context: Context) -> Iterator[RowOutcome]:
        """The entries in the order of the document."""
        stater, number = Stater(context, self.prefix), 0
        with open_binary(path, context.meter) as stream:
            try:
                for number, (_, element) in enumerate(xml_events(stream, self.entries), start=1):
                    yield self._outcome(stater, Fields(element), number)
            except BrokenXml as error:
                yield broken_off(error.problem, f"entry {number}" if number else "", _AGAIN)

    def _outcome(self, stater: Stater, fields: Fields, number: int) -> RowOutcome:
        try:
            return self.entry(stater, fields)
        except UnreadableValue as error:
            return RowOutcome(
                (), (Refused(f"number {number}", "id", f"the id {error.problem}", error.remedy),)
            )
