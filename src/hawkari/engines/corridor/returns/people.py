"""Invents the people of return cases: one of their own, or a family with children."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hawkari.engines.corridor.numbers import PhoneBook, document_number
from hawkari.engines.corridor.spelling import pick
from hawkari.engines.corridor.tables import Name, NameTable, Place, places

__all__ = ["Returnee", "Returnees"]

WOMEN = 0.18
FAMILIES = 0.09  # of households; the rest are one person
UNACCOMPANIED = 0.02  # of people on their own
_LANGUAGES = {"ckb": 0.56, "kmr": 0.2, "ar": 0.24}
_FROM_THE_SOUTH = ("Baghdad", "Mosul")
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is read as something else
_YEAR = 365.25
YOUNG = 22


@dataclass(frozen=True, slots=True)
class Returnee:
    """One invented person of a case.

    Attributes:
        reference: the case's reference, as the desk gives them.
        family: the family group's reference; ``""`` for a person on their own.
        chain: own, father's and grandfather's name.
        language: ``ckb``, ``kmr`` or ``ar``.
        receiver: ``erbil`` or ``baghdad``, by the place of birth.
    """

    reference: str
    family: str
    chain: tuple[Name, ...]
    surname: Name
    gender: str
    born: date
    birthplace: Place
    language: str
    receiver: str
    phone: str
    document: str
    child: bool = False
    alone_as_child: bool = False
    youngest_year: int = 0

    @property
    def young(self) -> bool:
        """Whether the person could say to be a child."""
        return not self.child and self.born.year >= self.youngest_year

    def as_json(self) -> dict[str, Any]:
        """The person as the file has them: the name in its own script, and as others write it."""
        names = (*self.chain, self.surname)
        spelled = {
            "ar": " ".join(name.arabic for name in names),
            "ckb": " ".join(name.sorani for name in names),
            "kmr": " ".join(name.kurmanji for name in names),
        }
        # Papers of federal Iraq are in Arabic, whatever is spoken at home.
        own = "ckb" if self.language == "ckb" else "ar"
        return {
            "name": spelled[own],
            "romanised": " ".join(name.english for name in names),
            "other_names": [spelled[one] for one in spelled if one != own],
            "father_name": " ".join(
                name.sorani if own == "ckb" else name.arabic for name in self.chain[1:]
            ),
            "birth_date": self.born.isoformat(),
            "birth_place": self.birthplace.english,
            "sex": "female" if self.gender == "f" else "male",
            "nationality": "IQ",
            "home_area": self.birthplace.english,
            "phone": self.phone,
        }


class Returnees:
    """Invents household after household; no two people have one reference.

    Args of the constructor: the names to draw from, the day the sample ends, and the source of
    chance.
    """

    def __init__(self, table: NameTable, until: date, rng: Random) -> None:
        self._table, self._until, self._rng = table, until, rng
        self._phones = PhoneBook(rng)
        self._homes = [(place, place.weight) for place in places() if place.weight > 0]
        total = sum(weight for _, weight in self._homes)
        self._homes = [(place, weight / total) for place, weight in self._homes]
        self._given: set[str] = set()

    def household(self, room: int) -> list[Returnee]:
        """The people of one household, at most `room` of them."""
        rng = self._rng
        if room >= 3 and rng.random() < FAMILIES:
            return list(self._family(min(room, rng.choice((3, 3, 4, 4, 5)))))
        child = rng.random() < UNACCOMPANIED
        return [self._person("", child=child, alone=child)]

    def _family(self, size: int) -> Iterator[Returnee]:
        """Two parents and their children, of one birthplace, language and surname."""
        group = self._reference("F")
        father = self._person(group, gender="m")
        yield father
        yield self._person(group, gender="f", like=father, own_chain=True)
        children = 0
        given = set[str]()
        while children < size - 2:
            child = self._person(group, child=True, like=father)
            if child.chain[0].arabic not in given:
                given.add(child.chain[0].arabic)
                children += 1
                yield child

    def _person(
        self,
        group: str,
        *,
        gender: str = "",
        child: bool = False,
        alone: bool = False,
        like: Returnee | None = None,
        own_chain: bool = False,
    ) -> Returnee:
        rng = self._rng
        gender = gender or ("f" if rng.random() < (0.5 if like else WOMEN) else "m")
        own = self._table.given(gender).pick(rng)
        fathers = tuple(self._table.men.pick(rng) for _ in range(2))
        if like is not None and not own_chain:
            fathers = like.chain[:2]
        place = like.birthplace if like else pick(self._homes, rng)
        language = like.language if like else self._language(place)
        return Returnee(
            reference=self._reference("R"),
            family=group,
            chain=(own, *fathers),
            surname=like.surname if like else self._table.families.pick(rng),
            gender=gender,
            born=self._born(child=child, alone=alone),
            birthplace=place,
            language=language,
            receiver="baghdad" if language == "ar" else "erbil",
            phone="" if child and not alone else self._phones.number("gb"),
            document=document_number(rng),
            child=child,
            alone_as_child=alone,
            youngest_year=self._until.year - YOUNG,
        )

    def _language(self, place: Place) -> str:
        if place.english in _FROM_THE_SOUTH:
            return "ar"
        return pick(list(_LANGUAGES.items()), self._rng)

    def _born(self, *, child: bool, alone: bool) -> date:
        rng = self._rng
        age = min(61.0, max(19.5, rng.gauss(30, 8)))
        if child:
            age = rng.uniform(15.2, 17.4) if alone else rng.uniform(1.5, 14.5)
        return self._until - timedelta(days=int(age * _YEAR))

    def _reference(self, kind: str) -> str:
        """A reference not given before: a kind, the year in which the sample ends, six letters."""
        while True:
            letters = "".join(self._rng.choice(_ALPHABET) for _ in range(6))
            if letters not in self._given:
                self._given.add(letters)
                return f"{kind}-{self._until.year}-{letters}"
