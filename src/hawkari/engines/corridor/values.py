"""What the generator gives out, and what it knows of each invented person."""

from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from hawkari.engines.corridor.tables import Name, Place

__all__ = ["FIRST_DAY", "LAST_DAY", "Holding", "Kin", "Manifest", "Person", "SampleFile", "Tie"]

FIRST_DAY = date(2023, 1, 1).toordinal()
LAST_DAY = date(2026, 9, 30).toordinal()


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file of a sample, and on whose behalf and on which terms it is to be loaded.

    Attributes:
        path: relative to the sample's folder.
        country: ISO 3166-1 alpha-2 in which national phone numbers are dialled; empty if none.
        layout: what kind of file it is, in words of our own.
        grade: 3x5x2 source evaluation and intelligence assessment, e.g. ``2B``.
        handling: ``P``, or ``C`` with the words of the condition and whom it names.
    """

    path: str
    agency: str
    agency_name: str
    country: str
    source: str
    source_name: str
    layout: str
    grade: str
    handling: str = "P"
    condition: str = ""
    condition_agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written: also in ``manifest.json``.

    `files` are those that hold something, in the order of loading.
    """

    folder: Path
    people: int
    records: int
    seed: int
    table: str
    files: tuple[SampleFile, ...]
    truth: str = "truth.tsv"
    invented: str = "Every person, event and number in these files is invented."

    def as_json(self) -> dict[str, Any]:
        """The manifest as it is written; paths relative to its folder."""
        body = asdict(self)
        del body["folder"]
        return body


@dataclass(frozen=True, slots=True)
class Holding:
    """A phone number and the days (ordinals) from and until which a person had it."""

    number: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Kin:
    """A relative in the same cell; `relation` is what the relative is to this person."""

    relative: int
    relation: str


@dataclass(slots=True)
class Person:
    """One invented person, as they are.

    Attributes:
        id: ``p-`` and the number in the order of invention.
        chain: own, father's, grandfather's and great-grandfather's given name.
        role: part played in the network, ``""`` for none.
        category: subject category of design: suspect, convicted, witness, contact, migrant.
        stage: part of the route where the person lives.
        born: day of birth, an ordinal.
        kin: relatives, by their place in the cell.
    """

    id: str
    cell: int
    gender: str
    chain: tuple[Name, ...]
    family: Name
    born: int
    birthplace: Place
    kunya: Name | None = None
    pet: Name | None = None
    role: str = ""
    category: str = ""
    stage: str = "home"
    broker: bool = False
    nationality: str = "iq"
    passport_style: str = ""
    document: str = ""
    phones: list[Holding] = field(default_factory=list)
    kin: list[Kin] = field(default_factory=list)
    prominent: bool = False

    def phone_on(self, day: int) -> str:
        """The number held on a day; ``""`` if none."""
        return next((h.number for h in self.phones if h.since <= day <= h.until), "")


@dataclass(frozen=True, slots=True)
class Tie:
    """Two people who work together, or a migrant and who serves them (`kind`)."""

    left: Person
    right: Person
    kind: str
