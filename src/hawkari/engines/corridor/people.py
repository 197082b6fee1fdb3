"""Invents the people of one cell: households with kin and namesakes, roles, phones, papers.

A cell is some thirty people: a group that moves people along the corridor, those it moves, and
some who only know them. Kin and namesakes are the traps of linkage: brothers differ in one name
only, a son's chain is his father's moved one place on, cousins may share every name but one.
"""

from dataclasses import dataclass, field
from random import Random

from hawkari.engines.corridor.numbers import PhoneBook, document_number
from hawkari.engines.corridor.spelling import pick
from hawkari.engines.corridor.tables import Name, NameTable, Place, places
from hawkari.engines.corridor.values import FIRST_DAY, LAST_DAY, Holding, Kin, Person

__all__ = ["CELL_SIZE", "ROLES", "World", "make_cell"]

CELL_SIZE = 30
WOMEN = 0.22
YOUNGEST = LAST_DAY - 20 * 366  # everyone is grown up
MEMBERS, MIGRANTS = 0.52, 0.36  # the rest are contacts and witnesses
HOUSEHOLDS = (
    ("alone", 0.46), ("siblings", 0.22), ("father", 0.14), ("cousins", 0.1), ("namesakes", 0.08),
)  # fmt: skip
COUSINS_OF_ONE_NAME = 0.6
# Organisers are some 15 % of a smuggling network (Campana 2018, 292 actors); each cell has one
# beyond these shares.
ROLES = (
    ("organiser", 0.095), ("driver", 0.29), ("recruiter", 0.19), ("safe_house", 0.19),
    ("money", 0.125), ("boat_supplier", 0.11),
)  # fmt: skip
_STAGES = {
    "organiser": (("home", 0.3), ("tr", 0.2), ("de", 0.2), ("fr", 0.15), ("gb", 0.15)),
    "recruiter": (("home", 0.7), ("tr", 0.2), ("gb", 0.1)),
    "driver": (("balkans", 0.4), ("tr", 0.2), ("de", 0.25), ("fr", 0.15)),
    "safe_house": (("tr", 0.3), ("balkans", 0.25), ("de", 0.2), ("fr", 0.25)),
    "money": (("home", 0.4), ("tr", 0.2), ("de", 0.2), ("gb", 0.2)),
    "boat_supplier": (("de", 0.6), ("fr", 0.4)),
    "migrant": (("fr", 0.4), ("de", 0.25), ("balkans", 0.2), ("gb", 0.15)),
    "": (("home", 0.6), ("gb", 0.2), ("de", 0.2)),
}
_DIALLED = {"home": "iq", "tr": "tr", "balkans": "tr", "de": "de", "fr": "fr", "gb": "gb"}
PHONE_OF_MEMBERS, PHONE_OF_OTHERS = 0.97, 0.85
SECOND_PHONE = 0.25
PHONE_OF_KIN = 0.08  # a relative's number
PHONE_OF_MANY = 0.05  # a number that many strangers give: a safe house, a call shop
RECYCLED = 0.05  # a number that somebody else gave up before
DOCUMENTED = 0.6
KUNYA, PET = 0.38, 0.12
_NATIONALITIES = (("iq", 0.86), ("ir", 0.07), ("sy", 0.05), ("tr", 0.02))
_PASSPORTS = (("english", 0.7), ("kurmanji", 0.1), ("turkish", 0.1), ("iranian", 0.1))


@dataclass(slots=True)
class World:
    """What cells share: the tables, and numbers that pass between them."""

    table: NameTable
    phones: PhoneBook
    people: int
    made: int = 0
    given_up: list[Holding] = field(default_factory=list)
    shared_line: str = ""

    def identity(self) -> str:
        """An id for one more person."""
        self.made += 1
        return f"p-{self.made:07d}"

    def lose(self, holding: Holding) -> None:
        """A number that its holder gave up; only the last hundred wait for a new one."""
        self.given_up.append(holding)
        del self.given_up[:-100]


def make_cell(world: World, number: int, rng: Random) -> list[Person]:
    """The people of one cell, `CELL_SIZE` of them, or as many as are still wanted.

    Cell 0 begins with a prominent organiser named Barzan (where the table has that name), who is
    in every agency's file, spelled well: the person to look for in a first search.
    """
    wanted = min(CELL_SIZE, world.people - world.made)
    household = _Household(world, number, rng)
    if number == 0 and wanted > 0:
        household.add("alone", wanted)
        _make_prominent(household.people[0], world.table)
    while len(household.people) < wanted:
        household.add(pick(HOUSEHOLDS, rng), wanted - len(household.people))
    people = household.people
    _give_parts(people, rng)
    for person in people:
        _give_papers(person, world, rng)
    if number % 8 == 0:
        world.shared_line = world.phones.number("iq")
    for person in people:
        _give_phones(person, people, world=world, rng=rng)
    return people


class _Household:
    """Adds people to a cell, household by household."""

    def __init__(self, world: World, cell: int, rng: Random) -> None:
        self._world, self._cell, self._rng = world, cell, rng
        self._homes = [(place, place.weight) for place in places() if place.weight > 0]
        self._total = sum(weight for _, weight in self._homes)
        self.people: list[Person] = []

    def add(self, kind: str, room: int) -> None:
        """One household of a kind, cut to the room there is."""
        first = self._person(
            self._gender(), self._born(), chain=self._chain(), family=self._family()
        )
        if kind == "alone" or room < 2:
            return
        if kind == "siblings":
            for _ in range(min(room - 1, self._rng.choice((1, 1, 2)))):
                self._sibling(first)
        elif kind == "father":
            self._child(first)
        elif kind == "cousins":
            self._cousin(first)
        else:
            self._namesake(first)

    def _sibling(self, first: Person) -> None:
        gender = self._gender()
        own = self._another(gender, first.chain[0])
        born = first.born + self._rng.choice((-1, 1)) * self._rng.randrange(330, 3000)
        other = self._person(gender, born, chain=(own, *first.chain[1:]), family=first.family)
        other.birthplace = first.birthplace
        self._relate(first, other, words=("brother", "sister"))

    def _child(self, parent: Person) -> None:
        """A grown child of a man; a woman becomes the elder sister instead."""
        if parent.gender == "f":
            self._sibling(parent)
            return
        gender = self._gender()
        own = self._another(gender, parent.chain[0])
        parent.born = min(parent.born, YOUNGEST - 27 * 365)
        born = parent.born + self._rng.randrange(20 * 365, 27 * 365)
        child = self._person(gender, born, chain=(own, *parent.chain[:3]), family=parent.family)
        child.birthplace = parent.birthplace
        parent.kunya = own if gender == "m" else parent.kunya
        parent.kin.append(Kin(len(self.people) - 1, "son" if gender == "m" else "daughter"))
        child.kin.append(Kin(self.people.index(parent), "father"))

    def _cousin(self, first: Person) -> None:
        """Fathers are brothers: one grandfather, and often one name after him."""
        own = first.chain[0]
        if self._rng.random() >= COUSINS_OF_ONE_NAME:
            own = self._another(first.gender, own)
        father = self._another("m", first.chain[1])
        born = first.born + self._rng.randrange(-2500, 2500)
        other = self._person(
            first.gender, born, chain=(own, father, *first.chain[2:]), family=first.family
        )
        other.birthplace = first.birthplace
        self._relate(first, other, words=("cousin", "cousin"))

    def _namesake(self, first: Person) -> None:
        """A stranger with the same own and father's name."""
        chain = (*first.chain[:2], *self._chain()[:2])
        self._person(first.gender, self._born(), chain=chain, family=self._family())

    def _person(self, gender: str, born: int, *, chain: tuple[Name, ...], family: Name) -> Person:
        if gender != chain[0].kind:
            chain = (self._world.table.given(gender).pick(self._rng), *chain[1:])
        place = self._home()
        born = min(born, YOUNGEST)
        person = Person(self._world.identity(), self._cell, gender, chain, family, born, place)
        self.people.append(person)
        return person

    def _relate(self, left: Person, right: Person, *, words: tuple[str, str]) -> None:
        male, female = words
        at_left, at_right = self.people.index(left), self.people.index(right)
        left.kin.append(Kin(at_right, male if right.gender == "m" else female))
        right.kin.append(Kin(at_left, male if left.gender == "m" else female))

    def _another(self, gender: str, unlike: Name) -> Name:
        name = self._world.table.given(gender).pick(self._rng)
        while name is unlike:
            name = self._world.table.given(gender).pick(self._rng)
        return name

    def _gender(self) -> str:
        return "f" if self._rng.random() < WOMEN else "m"

    def _chain(self) -> tuple[Name, ...]:
        men = self._world.table.men
        return tuple(men.pick(self._rng) for _ in range(4))

    def _family(self) -> Name:
        return self._world.table.families.pick(self._rng)

    def _born(self) -> int:
        age = min(62.0, max(20.1, self._rng.gauss(31, 9)))
        return LAST_DAY - int(age * 365.25) - self._rng.randrange(365)

    def _home(self) -> Place:
        point = self._rng.random() * self._total
        for place, weight in self._homes:
            point -= weight
            if point < 0:
                return place
        return self._homes[0][0]


def _make_prominent(person: Person, table: NameTable) -> None:
    own = table.find("Barzan") or table.men.names[0]
    person.gender = own.kind
    person.chain = (own, *person.chain[1:])
    person.prominent = True


def _give_parts(people: list[Person], rng: Random) -> None:
    """Members first among men, then migrants; what is left are contacts and witnesses."""
    order = list(people)
    rng.shuffle(order)
    order.sort(key=lambda person: (not person.prominent, rng.random() + (person.gender == "f")))
    members = max(1, round(MEMBERS * len(people)))
    migrants = round(MIGRANTS * len(people))
    for place, person in enumerate(order):
        if place < members:
            person.role = pick(ROLES, rng) if place > 0 else "organiser"
            person.category = "convicted" if rng.random() < 0.08 else "suspect"
            person.stage = pick(_STAGES[person.role], rng)
        elif place < members + migrants:
            person.category = "migrant"
            person.stage = pick(_STAGES["migrant"], rng)
        else:
            person.category = "witness" if rng.random() < 0.3 else "contact"
            person.stage = pick(_STAGES[""], rng)
    for person in order[: 2 if len(people) > CELL_SIZE // 2 else 1]:
        person.broker = True


def _give_papers(person: Person, world: World, rng: Random) -> None:
    person.nationality = pick(_NATIONALITIES, rng)
    if rng.random() < 0.6:
        person.passport_style = pick(_PASSPORTS, rng)
    if rng.random() < DOCUMENTED:
        person.document = document_number(rng)
    if person.gender == "m" and person.kunya is None and rng.random() < KUNYA:
        person.kunya = world.table.men.pick(rng)
    pet = world.table.pets.get(person.chain[0].arabic)
    if pet is not None and rng.random() < 3 * PET:
        person.pet = pet


def _give_phones(person: Person, people: list[Person], *, world: World, rng: Random) -> None:
    """Up to two numbers, one after the other or at once; some are not the person's alone."""
    share = PHONE_OF_MEMBERS if person.role else PHONE_OF_OTHERS
    if person.phones or rng.random() >= share:
        return
    chance = rng.random()
    kin = [people[one.relative] for one in person.kin if people[one.relative].phones]
    if kin and chance < 3 * PHONE_OF_KIN:
        person.phones = [kin[0].phones[0]]
        return
    if chance < PHONE_OF_MANY and not person.role:
        person.phones = [Holding(world.shared_line, FIRST_DAY, LAST_DAY)]
        return
    if world.given_up and chance > 1 - RECYCLED:
        old = world.given_up.pop(rng.randrange(len(world.given_up)))
        person.phones = [Holding(old.number, old.until + 30, LAST_DAY)]
        return
    number = world.phones.number(_DIALLED[person.stage if rng.random() < 0.6 else "home"])
    if rng.random() < SECOND_PHONE:
        changed = rng.randrange(FIRST_DAY + 200, LAST_DAY - 200)
        later = world.phones.number(_DIALLED[person.stage])
        person.phones = [
            Holding(number, FIRST_DAY, changed), Holding(later, changed - 60, LAST_DAY),
        ]  # fmt: skip
        world.lose(person.phones[0])
    else:
        person.phones = [Holding(number, FIRST_DAY, LAST_DAY)]
