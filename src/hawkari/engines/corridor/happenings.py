"""What files say happened: calls, payments, trips, seizures, sightings, relations."""

from dataclasses import dataclass

from hawkari.engines.corridor.records import Record
from hawkari.engines.corridor.tables import Place

__all__ = ["Call", "Link", "Payment", "Seizure", "Sighting", "Trip"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call between two numbers; `second` is the second of the day, in UTC."""

    id: str
    caller: str
    called: str
    day: int
    second: int
    seconds: int
    place: Place


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment through two hawala offices; `sender` and `receiver` are ledger records."""

    id: str
    day: int
    office_from: Place
    office_to: Place
    sender: Record
    receiver: Record
    amount: int
    currency: str
    note: str


@dataclass(frozen=True, slots=True)
class Trip:
    """One trip with those on it, who are in the French register: (record, role)."""

    id: str
    day: int
    start: Place
    end: Place
    vehicle: str
    registration: str
    aboard: tuple[tuple[Record, str], ...]


@dataclass(frozen=True, slots=True)
class Seizure:
    """One seizure of drugs, tied to people in the British register."""

    id: str
    day: int
    place: Place
    commodity: str
    quantity: int
    unit: str
    registration: str
    people: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between two records of one register; what `right` is to `left`."""

    left: Record
    right: Record
    relation: str
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """Two people of the British register seen together."""

    left: Record
    right: Record
    day: int
    place: Place
    activity: str
