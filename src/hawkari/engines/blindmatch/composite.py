"""Composite keys of a person: never a lone name, always parts of it with a date, father or place.

A person becomes a set of short strings, alike in every script; each goes through the protocol as
an identifier of its own. All keys of all persons lie in one index in the order of their tags, so
that nobody who has the index can tell which belong together.

A name of more than two parts is led by the person's own: brothers share the others. So pairs hold
the first part, and a key of one part says whether it is the first.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hawkari.engines.names import fold
from hawkari.engines.names.skeleton import KEY_VERSION, token_keys
from hawkari.engines.names.words import WEAK

__all__ = [
    "MOST_SHARING",
    "KeyKind",
    "Person",
    "composite_keys",
    "frequent_keys",
    "is_vague",
    "kind_of",
    "parts_of",
]

MOST_SHARING = 20
"""A key that more persons than this share says too little of anybody, and is left out."""
_MOST_PARTS = 4
_MOST_READINGS = 2
_EDGE = 3
# Registers write an unknown day and month so (Iraq's first of July above all).
_PLACEHOLDERS = frozenset({"01-01", "07-01"})


class KeyKind(StrEnum):
    """What a key is made of; its value begins the key."""

    TWO_DATE = "2d"
    TWO_YEAR_MONTH = "2ym"
    TWO_YEAR_DAY = "2yd"
    TWO_MONTH_DAY = "2md"
    TWO_SWAPPED = "2x"
    TWO_YEAR = "2y"
    TWO_YEAR_PLACE = "2yp"
    TWO_FATHER = "2f"
    TWO_PLACE = "2p"
    FIRST_DATE = "1d"
    FIRST_DATE_PLACE = "1dp"
    FIRST_MONTH_DAY_PLACE = "1mp"
    OTHER_DATE = "od"
    START_DATE = "sd"
    END_DATE = "ed"


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person.

    Args:
        names: whole names, in any script, the person's own name first where that is known.
        birth: ISO 8601 date, or year and month, or year; empty if unknown.
        father: the father's name, if it is held apart from the whole name.
        birth_place: a place.
    """

    names: tuple[str, ...]
    birth: str = ""
    father: str = ""
    birth_place: str = ""


def composite_keys(person: Person) -> list[str]:
    """The keys of a person, sorted, without repeats; none if only a name is known.

    About 15 for a name of two or three parts with a full date; each costs one evaluation.
    """
    found: set[str] = set()
    for name in person.names:
        parts = _parts(name)
        if parts:
            found.update(_of_pairs(list(_pairs(parts)), person))
            found.update(_of_one(parts, person))
    return sorted(found)


def kind_of(key: str) -> KeyKind:
    """What a key is made of."""
    return KeyKind(key.partition("@")[0])


def parts_of(key: str) -> list[str]:
    """The parts of a name in a key: one or two."""
    return key.split("|")[1].split("+")


def frequent_keys(persons: Iterable[Collection[str]], most: int = MOST_SHARING) -> frozenset[str]:
    """Keys that more than `most` persons share: to be left out of an index."""
    counts = Counter(key for keys in persons for key in set(keys))
    return frozenset(key for key, count in counts.items() if count > most)


def is_vague(birth: str) -> bool:
    """Whether a birth date may be no more than a year: the rest is missing or a placeholder."""
    return len(birth) < len("2000-01") or birth[5:] in _PLACEHOLDERS


def _parts(name: str) -> list[str]:
    """Folded parts that tell people apart, at most four, without repeats."""
    tokens = fold(name).tokens
    strong = [token for token in tokens if token not in WEAK] or list(tokens)
    return list(dict.fromkeys(strong))[:_MOST_PARTS]


def _readings(part: str) -> tuple[str, ...]:
    return token_keys(part)[:_MOST_READINGS]


def _pairs(parts: list[str]) -> Iterator[str]:
    """The first part with each other; which came first is not kept."""
    for other in parts[1:]:
        for a in _readings(parts[0]):
            for b in _readings(other):
                yield "+".join(sorted((a, b)))


def _of_pairs(pairs: list[str], person: Person) -> Iterator[str]:
    for kind, rest in (*_dates(person.birth), *_things(person)):
        for pair in pairs:
            # the father's name is often a part of the whole name, and then adds nothing
            if kind is not KeyKind.TWO_FATHER or rest not in pair.split("+"):
                yield _key(kind, pair, rest)


def _dates(birth: str) -> Iterator[tuple[KeyKind, str]]:
    year, month, day = [*birth.split("-"), "", "", ""][:3]
    if year:
        yield KeyKind.TWO_YEAR, year
    if month:
        yield KeyKind.TWO_YEAR_MONTH, year + month
    if not day:
        return
    yield KeyKind.TWO_DATE, year + month + day
    yield KeyKind.TWO_YEAR_DAY, year + day
    yield KeyKind.TWO_MONTH_DAY, month + day
    if day <= "12" and day != month:
        yield KeyKind.TWO_SWAPPED, year + "".join(sorted((month, day)))


def _things(person: Person) -> Iterator[tuple[KeyKind, str]]:
    for part in _parts(person.father)[:1]:
        yield from ((KeyKind.TWO_FATHER, reading) for reading in _readings(part))
    place = _place(person)
    if place:
        yield KeyKind.TWO_PLACE, place
        if person.birth:
            yield KeyKind.TWO_YEAR_PLACE, person.birth[:4] + place


def _of_one(parts: list[str], person: Person) -> Iterator[str]:
    if len(person.birth) < len("2000-01-01"):
        return
    date, place = person.birth.replace("-", ""), _place(person)
    for number, part in enumerate(parts):
        kind = KeyKind.OTHER_DATE if number else KeyKind.FIRST_DATE
        yield from (_key(kind, reading, date) for reading in _readings(part))
        if (not number or len(parts) == 2) and len(part) >= _EDGE:
            yield _key(KeyKind.START_DATE, part[:_EDGE], date)
            yield _key(KeyKind.END_DATE, part[-_EDGE:], date)
    if place:
        for reading in _readings(parts[0]):
            yield _key(KeyKind.FIRST_DATE_PLACE, reading, date + place)
            yield _key(KeyKind.FIRST_MONTH_DAY_PLACE, reading, date[4:] + place)


def _place(person: Person) -> str:
    return "".join(_readings(part)[0] for part in _parts(person.birth_place))


def _key(kind: KeyKind, name: str, rest: str) -> str:
    return f"{kind}@{KEY_VERSION}|{name}|{rest}"
