"""What each agency's register says of a person: fields missing, defaulted, swapped, misread.

The shares are those that partners' lists are known for; docs/decisions has their list.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from hawkari.engines.corridor.numbers import References
from hawkari.engines.corridor.spelling import WrittenName, write_alias, write_name
from hawkari.engines.corridor.tables import Place
from hawkari.engines.corridor.values import FIRST_DAY, LAST_DAY, Person

__all__ = ["REGISTERS", "Date", "Record", "Register", "Registers"]

SAME_REGISTER_TWICE = 0.03
DOB_MISSING, JANUARY, JULY, SWAP, YEAR_OFF, YEAR_ONLY = 0.08, 0.12, 0.07, 0.05, 0.04, 0.04
MEANT_EXACTLY = 1 - JANUARY - JULY - YEAR_OFF - YEAR_ONLY
# Only the first 12 days can change places with a month (and 1 in 12 of those is its own swap), so
# they do so oftener, that SWAP of all dates is swapped.
SWAP_WHERE_POSSIBLE = SWAP / MEANT_EXACTLY / (12 / 30.4 * 11 / 12)
PHONE_SHOWN, DOCUMENT_SHOWN, ALIAS_SHOWN = 0.5, 0.3, 0.33
DOCUMENT_MISREAD = 0.15
PLACE_SHOWN, GENDER_SHOWN = 0.6, 0.9
_MISREAD = {
    "0": "O",
    "1": "I",
    "5": "S",
    "8": "B",
    "2": "Z",
    "6": "G",
    "B": "8",
    "S": "5",
    "Z": "2",
}


@dataclass(frozen=True, slots=True)
class Register:
    """One agency's register of people: its file's stem, source slug, and its numbers' prefix.

    `draws` are weights with which members, migrants and others come into it.
    """

    name: str
    source: str
    prefix: str
    draws: tuple[float, float, float]


REGISTERS = (
    Register("uk", "nca-nominals", "N", (0.8, 0.6, 0.5)),
    Register("iraq", "iq-fed-files", "F", (0.9, 0.5, 1.0)),
    Register("krg", "krg-asayish-files", "K", (1.0, 0.9, 1.0)),
    Register("france", "fr-pn-procedures", "PV", (0.7, 1.0, 0.35)),
    Register("germany", "de-bp-vorgaenge", "BP", (0.8, 0.9, 0.4)),
    Register("list", "un-list", "UNL-", (0.0, 0.0, 0.0)),
    Register("hawala", "iq-hawala", "H", (0.0, 0.0, 0.0)),
)
_AGENCIES = REGISTERS[:5]
_SHARES_OF_COUNTS = ((1, 0.22), (2, 0.28), (3, 0.24), (4, 0.16), (5, 0.1))
LISTED = 0.3  # of organisers and hawala agents


@dataclass(frozen=True, slots=True)
class Date:
    """A date of birth as written: a year, and month and day unless 0."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(slots=True)
class Record:
    """One row about a person in one register. Empty text and None are empty cells."""

    register: Register
    reference: str
    person: Person
    name: WrittenName
    seen: int
    alias: str = ""
    born: Date | None = None
    gender: str = ""
    phone: str = ""
    document: str = ""
    birthplace: Place | None = None

    @property
    def id(self) -> str:
        """The record's id as a loader states it."""
        return f"{self.register.source}:{self.reference}"


@dataclass(slots=True)
class Registers:
    """Writes people into registers and gives each row its number."""

    rng: Random
    numbers: dict[str, References] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.numbers = {
            register.name: References(register.prefix, self.rng) for register in REGISTERS
        }

    def observe(self, person: Person, rng: Random) -> Iterator[Record]:
        """The rows about one person, in no telling order."""
        for register in _chosen(person, rng):
            yield self.record(person, register, rng)
        if person.role in ("organiser", "money") and rng.random() < LISTED:
            yield self.record(person, REGISTERS[5], rng)

    def record(self, person: Person, register: Register, rng: Random) -> Record:
        """One row: what this register's clerk took down."""
        seen = rng.randrange(FIRST_DAY, LAST_DAY)
        record = Record(
            register,
            self.numbers[register.name].next(),
            person,
            write_name(person, register.name, rng),
            seen,
        )
        if rng.random() < ALIAS_SHOWN:
            record.alias = write_alias(person, register.name, rng)
        record.born = _born(person.born, rng)
        if rng.random() < GENDER_SHOWN:
            record.gender = person.gender
        if rng.random() < PHONE_SHOWN:
            record.phone = person.phone_on(seen)
        if person.document and rng.random() < DOCUMENT_SHOWN:
            record.document = _read_document(person.document, rng)
        if rng.random() < PLACE_SHOWN:
            record.birthplace = person.birthplace
        return record


def _chosen(person: Person, rng: Random) -> list[Register]:
    """The registers a person is in: most in few, some in all; a few twice in one."""
    if person.prominent:
        return list(_AGENCIES)
    group = 0 if person.role else 1 if person.category == "migrant" else 2
    point = rng.random()
    wanted = 5
    for number, share in _SHARES_OF_COUNTS:
        point -= share
        if point < 0:
            wanted = number
            break
    # Weighted without replacement: the smallest of exponential waiting times.
    waits = [(rng.expovariate(1.0) / register.draws[group], register) for register in _AGENCIES]
    waits.sort(key=lambda wait: wait[0])
    chosen = [register for _, register in waits[:wanted]]
    if rng.random() < SAME_REGISTER_TWICE:
        chosen.append(chosen[0])
    return chosen


def _born(day: int, rng: Random) -> Date | None:
    """A date of birth as registers have it: default days, swaps, wrong and bare years, none."""
    if rng.random() < DOB_MISSING:
        return None
    true = date.fromordinal(day)
    point = rng.random()
    if point < JANUARY:
        return Date(true.year, 1, 1)
    if point < JANUARY + JULY:
        return Date(true.year, 7, 1)
    point -= JANUARY + JULY
    if point < YEAR_OFF:
        shift = rng.choice((-2, -1, 1, 2))
        return Date(true.year + shift, true.month, min(true.day, 28))
    if point < YEAR_OFF + YEAR_ONLY:
        return Date(true.year)
    if true.day <= 12 and rng.random() < SWAP_WHERE_POSSIBLE:
        return Date(true.year, true.day, true.month)
    return Date(true.year, true.month, true.day)


def _read_document(document: str, rng: Random) -> str:
    """A document number, one character in it at times read as its look-alike."""
    if rng.random() >= DOCUMENT_MISREAD:
        return document
    places = [place for place in range(1, len(document)) if document[place] in _MISREAD]
    if not places:
        return document
    place = rng.choice(places)
    return document[:place] + _MISREAD[document[place]] + document[place + 1 :]
