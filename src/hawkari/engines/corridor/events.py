"""What ties leave behind: calls, payments, trips, seizures, and what registers say of relations.

Everything here is tied to records or phone numbers that the sample's files hold, so that a network
can be built from the files alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from hawkari.engines.corridor.happenings import Call, Link, Payment, Seizure, Sighting, Trip
from hawkari.engines.corridor.numbers import References
from hawkari.engines.corridor.records import REGISTERS, Record, Registers
from hawkari.engines.corridor.tables import Place, places
from hawkari.engines.corridor.values import FIRST_DAY, LAST_DAY, Person, Tie

__all__ = ["Events", "links", "sightings"]

CALLED, RECORDED, SEEN_TOGETHER, PAID = 0.75, 0.55, 0.25, 0.55
PAID_BY_MIGRANT = 0.15
SERVICE_CALLS = 6  # a cell: to a taxi rank or call shop that half the corridor rings
CELLS_WITH_SEIZURES = 0.2
_COMMODITIES = (
    ("heroin", "kg", 1, 40), ("methamphetamine", "kg", 1, 25), ("cannabis resin", "kg", 5, 300),
    ("amphetamine tablets", "tablets", 2000, 90000), ("cocaine", "kg", 1, 15),
)  # fmt: skip
_WAYS = (
    ("home", "tr", "lorry"),
    ("tr", "balkans", "van"),
    ("balkans", "de", "van"),
    ("de", "fr", "car"),
    ("fr", "gb", "boat"),
)
_NOTES = ("", "", "amana", "ticket")
_ACTIVITIES = (
    "met in a car park",
    "seen leaving one address",
    "travelled in one car",
    "met in a café",
)


@dataclass(slots=True)
class Events:
    """Turns ties into what the files say of them. `files` maps a person's id to their records."""

    registers: Registers
    rng: Random
    service: str
    numbers: dict[str, References] = field(default_factory=dict)
    _ledger: dict[str, Record] = field(default_factory=dict)
    _new: list[Record] = field(default_factory=list)
    _plates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.numbers = {
            kind: References(prefix, self.rng)
            for kind, prefix in (("call", "C"), ("payment", "PAY"), ("trip", "T"), ("seizure", "S"))
        }

    def calls(self, ties: Sequence[Tie], people: Sequence[Person], rng: Random) -> Iterator[Call]:
        """Calls along ties, from and to the numbers held on the day; and some to a service."""
        for tie in ties:
            if rng.random() >= CALLED:
                continue
            for _ in range(1 + min(11, int(rng.expovariate(0.3)))):
                day = rng.randrange(FIRST_DAY, LAST_DAY)
                ends = [tie.left.phone_on(day), tie.right.phone_on(day)]
                rng.shuffle(ends)
                if all(ends) and ends[0] != ends[1]:
                    yield self._call(ends, day, rng)
        for person in rng.sample(list(people), min(SERVICE_CALLS, len(people))):
            day = rng.randrange(FIRST_DAY, LAST_DAY)
            number = person.phone_on(day)
            if number and number != self.service:
                yield self._call([number, self.service], day, rng)

    def _call(self, ends: Sequence[str], day: int, rng: Random) -> Call:
        return Call(
            self.numbers["call"].next(), ends[0], ends[1], day, rng.randrange(86_400),
            5 + int(rng.expovariate(1 / 140)), rng.choice(places()),
        )  # fmt: skip

    def payments(self, ties: Sequence[Tie], rng: Random) -> Iterator[Payment]:
        """Payments along ties to a hawala agent, and some deposits of migrants."""
        for tie in ties:
            money = "money" in (tie.left.role, tie.right.role)
            share = PAID if money else PAID_BY_MIGRANT if tie.kind == "smuggled" else 0.0
            if rng.random() >= share:
                continue
            sender, receiver = self._account(tie.right, rng), self._account(tie.left, rng)
            for _ in range(rng.choice((1, 1, 2, 3)) if money else 1):
                amount = rng.randrange(4, 30) * (100 if tie.kind == "smuggled" else 500)
                yield Payment(
                    self.numbers["payment"].next(), rng.randrange(FIRST_DAY, LAST_DAY),
                    rng.choice(places()), rng.choice(places()), sender, receiver, amount,
                    rng.choice(("USD", "EUR", "EUR", "GBP")), rng.choice(_NOTES),
                )  # fmt: skip

    def new_customers(self) -> list[Record]:
        """The ledger's customers since this was last asked; each is a record about a person."""
        new, self._new = self._new, []
        return new

    def _account(self, person: Person, rng: Random) -> Record:
        """A person's row in the ledger, the same each time while it is remembered."""
        if person.id not in self._ledger:
            if len(self._ledger) > 5000:
                self._ledger.clear()
            self._ledger[person.id] = self.registers.record(person, REGISTERS[6], rng)
            self._new.append(self._ledger[person.id])
        return self._ledger[person.id]

    def trips(
        self, files: Mapping[str, Sequence[Record]], people: Sequence[Person], rng: Random
    ) -> Iterator[Trip]:
        """Trips with a driver and passengers whom the French register knows."""
        french = {p.id: r for p in people if (r := _in("france", files.get(p.id, ())))}
        drivers = [p for p in people if p.role in ("driver", "boat_supplier") and p.id in french]
        riders = [p for p in people if p.category == "migrant" and p.id in french]
        self._plates = [_registration(rng) for _ in drivers] or [_registration(rng)]
        for driver, plate in zip(drivers, self._plates, strict=False):
            for _ in range(rng.choice((1, 1, 2))):
                start, end, vehicle = rng.choice(_WAYS)
                aboard = [(french[driver.id], "driver")]
                chosen = rng.sample(riders, min(len(riders), rng.randrange(1, 5)))
                aboard += [(french[rider.id], "passenger") for rider in chosen]
                yield Trip(
                    self.numbers["trip"].next(), rng.randrange(FIRST_DAY, LAST_DAY),
                    _at(start, rng), _at(end, rng), vehicle, plate, tuple(aboard),
                )  # fmt: skip

    def seizures(
        self, files: Mapping[str, Sequence[Record]], people: Sequence[Person], rng: Random
    ) -> Iterator[Seizure]:
        """In one cell in five, which also moves drugs: seizures and whom the British tie to them.

        The vehicle is one of those of the cell's trips, so ask for them first.
        """
        known = [r for p in people if p.role and (r := _in("uk", files.get(p.id, ())))]
        first = any(person.prominent for person in people)
        if len(known) < 2 or (rng.random() >= CELLS_WITH_SEIZURES and not first):
            return
        for _ in range(rng.choice((1, 2))):
            commodity, unit, least, most = rng.choice(_COMMODITIES)
            yield Seizure(
                self.numbers["seizure"].next(), rng.randrange(FIRST_DAY, LAST_DAY),
                _at(rng.choice(("gb", "fr", "de")), rng), commodity, rng.randrange(least, most),
                unit, rng.choice(self._plates),
                tuple(rng.sample(known, min(len(known), rng.choice((1, 2, 2, 3))))),
            )  # fmt: skip


def links(
    ties: Sequence[Tie],
    people: Sequence[Person],
    *,
    files: Mapping[str, Sequence[Record]],
    rng: Random,
) -> Iterator[Link]:
    """Relations that registers hold: kin and associates who stand in one register."""
    kin = [(person, people[one.relative], one.relation) for person in people for one in person.kin]
    works = [(tie.left, tie.right, "associate") for tie in ties if tie.kind == "works with"]
    for left, right, relation in kin + works:
        for record in files.get(left.id, ()):
            other = _in(record.register.name, files.get(right.id, ()))
            if other is not None and rng.random() < RECORDED:
                since = rng.randrange(FIRST_DAY, LAST_DAY - 60)
                yield Link(record, other, relation, since, rng.randrange(since, LAST_DAY))


def sightings(
    ties: Sequence[Tie], files: Mapping[str, Sequence[Record]], rng: Random
) -> Iterator[Sighting]:
    """Ties between two people of the British register that somebody saw."""
    for tie in ties:
        left = _in("uk", files.get(tie.left.id, ()))
        right = _in("uk", files.get(tie.right.id, ()))
        if left is not None and right is not None and rng.random() < SEEN_TOGETHER:
            day = rng.randrange(FIRST_DAY, LAST_DAY)
            yield Sighting(left, right, day, _at("gb", rng), rng.choice(_ACTIVITIES))


def _in(register: str, records: Sequence[Record]) -> Record | None:
    return next((record for record in records if record.register.name == register), None)


def _at(part: str, rng: Random) -> Place:
    return rng.choice([place for place in places() if place.part == part])


def _registration(rng: Random) -> str:
    """A plate of no country's form, marked as invented."""
    return f"INV {rng.randrange(10**4):04d} {rng.choice('ABCDEHKM')}"
