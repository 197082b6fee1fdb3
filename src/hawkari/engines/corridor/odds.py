"""The odds that two records are one person's, for a reader who knows how the sample is made."""

from collections import defaultdict
from collections.abc import Sequence

from hawkari.engines.corridor.births import Births
from hawkari.engines.corridor.people import COUSINS_OF_ONE_NAME, DOCUMENTED
from hawkari.engines.corridor.records import Record
from hawkari.engines.corridor.spelling import HABITS
from hawkari.engines.corridor.tables import Name, NameTable, places
from hawkari.engines.corridor.values import Person

__all__ = ["Odds", "Readings"]

SAME_PHONE = 0.8  # two shown numbers of one person are one number
PASSED_ON = 0.1  # of numbers that a second person shows too
KIN_PHONE = 0.12
DOCUMENT_KEPT = 0.75  # two shown document numbers of one person, neither misread
ALMOST_NEVER = 1e-4
FAMILY = 4


class Readings:
    """Which names a reader of Latin letters cannot tell apart: Salim may be سالم or سليم."""

    def __init__(self, table: NameTable) -> None:
        self._reading: dict[str, str] = {}
        self._share: dict[str, float] = defaultdict(float)
        self._exact: dict[str, float] = {}
        for ranked in (table.men, table.women):
            known: dict[str, str] = {}
            for name in ranked.names:
                spellings = [one.lower() for one in (name.english, *name.variants)]
                reading = next((known[one] for one in spellings if one in known), name.arabic)
                known |= dict.fromkeys(spellings, reading)
                self._reading[name.arabic] = reading
                self._share[reading] += ranked.shares[name.arabic]
                self._exact[name.arabic] = ranked.shares[name.arabic]

    def reading(self, name: Name) -> str:
        """What a given name is read as: one text for names that may be confused."""
        return self._reading[name.arabic]

    def same(self, left: Name, right: Name, *, latin: bool) -> bool:
        """Whether two given names are read as one; `latin` if one of them is in Latin letters."""
        return left is right or (latin and self.reading(left) == self.reading(right))

    def share(self, name: Name, *, latin: bool) -> float:
        """How much of the population has a name that reads so, 0-1."""
        return self._share[self.reading(name)] if latin else self._exact[name.arabic]


class Odds:
    """P(fields | one person) over P(fields | two people), times the odds of meeting one twice.

    Args of the constructor: all records compared, and the names their people were drawn from.
    """

    def __init__(self, records: Sequence[Record], table: NameTable) -> None:
        people = list({record.person.id: record.person for record in records}.values())
        pairs = max(1.0, len(people) * (len(people) - 1) / 2)
        cousins, namesakes = _related(people)
        total = sum(place.weight for place in places())
        self.readings = Readings(table)
        self._people = max(1, len(people))
        self._cousins, self._namesakes = cousins / pairs, namesakes / pairs
        self._families = table.families.shares
        self._kunyas = table.men.shares
        self._births = Births.of(person.born for person in people)
        self._places = {place.english: place.weight / total for place in places()}

    def of(self, left: Record, right: Record) -> float:
        """The odds, above 0; above 1 when one person is likelier.

        Both records must show own names that read alike.
        """
        latin = "latin" in {HABITS[record.register.name].script for record in (left, right)}
        one, stranger, cousin, namesake = self._names(left, right, latin=latin)
        place, phone = self._place(left, right), self._phone(left, right)
        # Cousins are born in one place and at times answer one phone; others share by chance.
        cousin *= place * (KIN_PHONE * phone if phone > 1 else 1.0)
        fields = place * phone * self._rest(left, right)
        return max(one * fields / self._people / max(stranger + cousin + namesake, 1e-300), 1e-30)

    def _names(
        self, left: Record, right: Record, *, latin: bool
    ) -> tuple[float, float, float, float]:
        """P(names as shown) for one person, strangers, cousins of one name, and namesakes."""
        mine, others = left.person, right.person
        own = self.readings.same(mine.chain[0], others.chain[0], latin=latin)
        one = 1.0 if own else ALMOST_NEVER
        stranger = self.readings.share(mine.chain[0], latin=latin) if own else 1.0
        cousin, namesake = (self._cousins, self._namesakes) if own else (0.0, 0.0)
        for place in sorted((set(left.name.shown) & set(right.name.shown)) - {0}):
            if place == FAMILY:
                same = mine.family is others.family
                share = self._families[mine.family.arabic]
            else:
                same = self.readings.same(mine.chain[place], others.chain[place], latin=latin)
                share = self.readings.share(mine.chain[place], latin=latin)
            chance = share if same else 1.0
            one *= 1.0 if same else ALMOST_NEVER
            stranger *= chance
            # Cousins differ in the father only; namesakes agree in him and by chance otherwise.
            cousin *= 1.0 if same == (place != 1) else ALMOST_NEVER
            namesake *= (1.0 if same else ALMOST_NEVER) if place == 1 else chance
        return one, stranger, cousin, namesake

    def _place(self, left: Record, right: Record) -> float:
        if left.birthplace is None or right.birthplace is None:
            return 1.0
        if left.birthplace is not right.birthplace:
            return ALMOST_NEVER
        return 1 / self._places[left.birthplace.english]

    def _phone(self, left: Record, right: Record) -> float:
        if not left.phone or not right.phone:
            return 1.0
        if left.phone != right.phone:
            return 1 - SAME_PHONE
        return SAME_PHONE * self._people / PASSED_ON

    def _rest(self, left: Record, right: Record) -> float:
        """Births, documents, aliases and gender, as a likelihood ratio."""
        ratio = self._births.ratio(left.born, right.born)
        if left.document and right.document:
            same = left.person.document == right.person.document
            ratio *= DOCUMENT_KEPT * self._people / DOCUMENTED if same else ALMOST_NEVER
        if left.alias and right.alias:
            ratio *= self._alias(left.person, right.person)
        if left.gender and right.gender:
            ratio *= 1.0 if left.gender == right.gender else ALMOST_NEVER
        return max(ratio, 1e-12)

    def _alias(self, left: Person, right: Person) -> float:
        if left.kunya is None or right.kunya is None:
            return 1.0
        if left.kunya is not right.kunya:
            return ALMOST_NEVER
        return 1 / self._kunyas[left.kunya.arabic]


def _related(people: Sequence[Person]) -> tuple[float, int]:
    """Pairs of people of one own name who are cousins, and who are namesakes by design."""
    cousins = sum(kin.relation == "cousin" for person in people for kin in person.kin) / 2
    groups: dict[tuple[str, str, int], int] = defaultdict(int)
    for person in people:
        groups[person.chain[0].arabic, person.chain[1].arabic, person.cell] += 1
    namesakes = sum(count * (count - 1) // 2 for count in groups.values())
    return cousins * COUSINS_OF_ONE_NAME, namesakes
