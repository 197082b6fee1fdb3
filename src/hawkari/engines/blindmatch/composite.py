"""Composite keys of a person: never a lone name, always parts of it with a date, father or place.

A person becomes a set of short strings, alike in every script; each goes through the protocol as
an identifier of its own. All keys of all persons lie in one index in the order of their tags, so
that nobody who has the index can tell which belong together.

A name of more than two parts is led by the person's own: brothers share the others. So pairs hold
the first part, and a key of one part says whether it is the first.
"""

import re
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
    "asked_keys",
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
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# Registers write an unknown day and month so (Iraq's first of July above all).
_PLACEHOLDERS = frozenset({"01-01", "07-01"})


class KeyKind(StrEnum):
    """What a key is made of; its value begins the key."""

    TWO_DATE = "2d"
    TWO_YEAR_MONTH = "2ym"
    TWO_YEAR_DAY = "2yd"
    TWO_MONTH_DAY = "2md"
    TWO_SWAPPED = "2x"
    TWO_NEAR_YEAR = "2n"
    TWO_YEAR = "2y"
    TWO_YEAR_ALONE = "2v"
    TWO_YEAR_PLACE = "2yp"
    TWO_FATHER = "2f"
    TWO_PLACE = "2p"
    TWO_PLACE_ALONE = "2o"
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
        birth: ISO 8601 date, or year and month, or year; empty if unknown, and taken so when it
            is written otherwise.
        father: the father's name, if it is held apart from the whole name.
        birth_place: a place.
    """

    names: tuple[str, ...]
    birth: str = ""
    father: str = ""
    birth_place: str = ""


def composite_keys(person: Person) -> list[str]:
    """The keys that a holder enters for a person, sorted; none if only a name is known.

    13 for a name of two parts with a full date, 19 for three; 17 and 25 with a place. A part that
    can be read in two ways makes more. Each costs one evaluation.
    """
    return _keys(person, asked=False)


def asked_keys(person: Person) -> list[str]:
    """The keys that a querier asks for: also those of a holder who knows less of the date.

    A holder enters a year, or a place, as known *alone* when it knows no more; a hit on it then
    does not contradict what the querier knows.
    """
    return _keys(person, asked=True)


def _keys(person: Person, *, asked: bool) -> list[str]:
    found: set[str] = set()
    for name in person.names:
        parts = _parts(name)
        if parts:
            found.update(_of_pairs(list(_pairs(parts)), person, asked=asked))
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
    _, month, day = _split(birth)
    return not month or f"{month}-{day}" in _PLACEHOLDERS


def _parts(name: str) -> list[str]:
    """Folded parts that tell people apart, at most four; a father may bear his son's name."""
    tokens = fold(name).tokens
    strong = [token for token in tokens if token not in WEAK] or list(tokens)
    return strong[:_MOST_PARTS]


def _readings(part: str) -> tuple[str, ...]:
    """Skeletons of a part, d and t as one: Ahmed is Ahmet in Turkish papers, Murad Murat."""
    keys = (key.replace("t", "d") for key in token_keys(part))
    return tuple(dict.fromkeys(keys))[:_MOST_READINGS]


def _pairs(parts: list[str]) -> Iterator[str]:
    """The first part with each other; which came first is not kept."""
    for other in parts[1:]:
        for a in _readings(parts[0]):
            for b in _readings(other):
                yield "+".join(sorted((a, b)))


def _of_pairs(pairs: list[str], person: Person, *, asked: bool) -> Iterator[str]:
    for kind, rest in (*_dates(person.birth, asked=asked), *_things(person, asked=asked)):
        for pair in pairs:
            # the father's name is often a part of the whole name, and then adds nothing
            if kind is not KeyKind.TWO_FATHER or rest not in pair.split("+"):
                yield _key(kind, pair, rest)


def _dates(birth: str, *, asked: bool) -> Iterator[tuple[KeyKind, str]]:
    year, month, day = _split(birth)
    if year and (asked or not is_vague(birth)):
        yield KeyKind.TWO_YEAR, year
    if year and (asked or is_vague(birth)):
        yield KeyKind.TWO_YEAR_ALONE, year
    if month:
        yield KeyKind.TWO_YEAR_MONTH, year + month
    if not day:
        return
    yield KeyKind.TWO_DATE, year + month + day
    yield KeyKind.TWO_YEAR_DAY, year + day
    yield KeyKind.TWO_MONTH_DAY, month + day
    # years at most two apart share one of the two spans of four
    for span in (f"a{int(year) // 4}", f"b{(int(year) + 2) // 4}"):
        yield KeyKind.TWO_NEAR_YEAR, month + day + span
    if day <= "12" and day != month:
        yield KeyKind.TWO_SWAPPED, year + "".join(sorted((month, day)))


def _things(person: Person, *, asked: bool) -> Iterator[tuple[KeyKind, str]]:
    for part in _parts(person.father)[:1]:
        yield from ((KeyKind.TWO_FATHER, reading) for reading in _readings(part))
    place = _place(person)
    if place:
        year = _split(person.birth)[0]
        if asked or year:
            yield KeyKind.TWO_PLACE, place
        if asked or not year:
            yield KeyKind.TWO_PLACE_ALONE, place
        if year:
            yield KeyKind.TWO_YEAR_PLACE, year + place


def _split(birth: str) -> tuple[str, str, str]:
    """Year, month and day; empty what is not known, which registers also write as 00."""
    match = _ISO.fullmatch(birth)
    year, month, day = match.groups("") if match else ("", "", "")
    if month in {"", "00"}:
        return year, "", ""
    return year, month, "" if day == "00" else day


def _of_one(parts: list[str], person: Person) -> Iterator[str]:
    year, month, day = _split(person.birth)
    if not day:
        return
    date, place = year + month + day, _place(person)
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
