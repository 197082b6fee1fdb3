"""Read a full name: which word is the given name, the father's, the family's; with alternatives.

How names of the region work: own, father's and grandfather's name in a chain; a family, tribal or
place name may follow or stand alone. Nothing in writing tells them apart for certain, so a name
has readings, the likeliest first. Comparison does not use them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files

from hawkari.engines.names.fold import fold
from hawkari.engines.names.letters import ABD, ABU, UMM
from hawkari.engines.names.pieces import Piece, pieces_of
from hawkari.engines.names.words import PARTICLES, TITLES

__all__ = ["NamePart", "ParsedName", "Reading", "Role", "parse"]

_CHAIN_MARKS = PARTICLES - {"alias", "aka"}
_NISBA_ENDS = ("i", "î", "ỳ", "iy", "ŷ")
_FAMILY_ENDS = ("zada", "zadeh", "zādḣ", "zādeh", "zāde", "oġlu", "oġlŵ", "zai", "zay", "zāỳ",
                "pûr", "pŵr", "pur", "nežad", "nejad", "nžād", "iyān", "ian", "yān", "vand", "ŵnd",
                "wend")  # fmt: skip
_LEAST_SHARE = 0.05


class Role(StrEnum):
    """What a part of a name is."""

    TITLE = "title"
    PARTICLE = "particle"
    KUNYA = "kunya"
    GIVEN = "given name"
    FATHER = "father's name"
    GRANDFATHER = "grandfather's name"
    FOREFATHER = "forefather's name"
    FAMILY = "family, tribe or place"


_CHAIN = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER)


@dataclass(frozen=True, slots=True)
class NamePart:
    """One part of a name.

    Attributes:
        role: what it is in this reading.
        text: as written; two words where both together are one name.
        tokens: folded; empty for titles and particles.
    """

    role: Role
    text: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        parts: in the order written.
        share: how likely among the readings, adding up to 1. Hand-set, not measured.
    """

    parts: tuple[NamePart, ...]
    share: float

    def of(self, role: Role) -> str:
        """The parts of one role as written, joined by blanks; empty where there is none."""
        return " ".join(part.text for part in self.parts if part.role is role)


@dataclass(frozen=True, slots=True)
class ParsedName:
    """A name and its readings.

    Attributes:
        original: as given.
        readings: the likeliest first; empty for a name without letters.
    """

    original: str
    readings: tuple[Reading, ...]

    @property
    def is_sure(self) -> bool:
        """Whether there is only one reading."""
        return len(self.readings) == 1


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    """Folded words by list."""
    text = files("hawkari.engines.names").joinpath("resources", "parts.json").read_text("utf-8")
    table = json.loads(text)
    return {
        name: frozenset(
            fold(word).tokens[0]
            for words in table[name].values()
            for word in words.split()
            if fold(word).tokens
        )
        for name in ("families", "given_in_i", "first_of_compound", "second_of_compound")
    }


def parse(name: str) -> ParsedName:
    """Read a full name.

    Args:
        name: one person's name in any script, in the order of the region (given name first), or
            with the family name first and a comma after it.

    Returns:
        Its readings. Titles and particles (*bin*) stand in each; *Abu X* is a kunya beside another
        name. Where nothing marks the last word as a family name, it is read both as one and as
        a forefather's given name.
    """
    before, comma, after = name.partition(",")
    if comma and after.strip() and len(pieces_of(before)) <= 2:
        family, rest = pieces_of(before), pieces_of(after)
        readings = [
            ([(piece, Role.FAMILY) for piece in family] + roles, share)
            for roles, share in _readings(rest, family_known=True)
        ]
    else:
        readings = _readings(pieces_of(name), family_known=False)
    total = sum(share for _, share in readings)
    kept = [
        Reading(tuple(_part(piece, role) for piece, role in roles), round(share / total, 3))
        for roles, share in sorted(readings, key=lambda reading: -reading[1])
        if share / total >= _LEAST_SHARE and roles
    ]
    return ParsedName(name, tuple(kept))


Roles = list[tuple[Piece, Role]]


def _part(piece: Piece, role: Role) -> NamePart:
    return NamePart(role, piece.text, tuple(piece.token.split(" ")) if piece.token else ())


def _readings(pieces: Sequence[Piece], *, family_known: bool) -> list[tuple[Roles, float]]:
    """Readings of pieces, in any order, with their weights."""
    found: list[tuple[Roles, float]] = []
    for joined, share in _compounds(pieces):
        core = [piece for piece in joined if piece.token and not _is_kunya(piece, joined)]
        for family, weight in _family_readings(core, joined, family_known=family_known):
            found.append((_roles(joined, core, family=family), share * weight))
    return found


def _compounds(pieces: Sequence[Piece]) -> list[tuple[list[Piece], float]]:
    """The pieces as they are, and with the first two taken for one given name."""
    named = [piece for piece in pieces if piece.token]
    whole = (list(pieces), 1.0)
    if len(named) < 2 or not _may_compound(named[0], named[1]):
        return [whole]
    first, second = named[:2]
    at = list(pieces).index(first)
    if list(pieces)[at + 1 : at + 2] != [second]:  # bin stands between them
        return [whole]
    one = Piece(f"{first.text} {second.text}", f"{first.token} {second.token}", first.article)
    joined = [*pieces[:at], one, *pieces[at + 2 :]]
    share = 0.45 if len(named) > 2 else 0.25
    return [(list(pieces), 1 - share), (joined, share)]


def _may_compound(first: Piece, second: Piece) -> bool:
    lists = _lists()
    return first.token in lists["first_of_compound"] and (
        second.token in lists["second_of_compound"] and not second.article
    )


def _family_readings(
    core: Sequence[Piece], pieces: Sequence[Piece], *, family_known: bool
) -> list[tuple[bool, float]]:
    """Whether the last part is a family name: True and False with their weights."""
    if len(core) < 2 or family_known or _follows_particle(core[-1], pieces):
        return [(False, 1.0)]
    last = core[-1]
    lists = _lists()
    if last.token in lists["families"] or last.token.endswith(_FAMILY_ENDS):
        return [(True, 1.0)]
    if last.token in lists["given_in_i"] or last.token[0] == ABD:
        return [(False, 0.95), (True, 0.05)]
    if last.token.endswith(_NISBA_ENDS) and len(last.token) > 3:
        return [(True, 1.0)] if last.article else [(True, 0.85), (False, 0.15)]
    if last.article:
        return [(True, 0.7), (False, 0.3)]
    return [(False, 0.65), (True, 0.35)]


def _follows_particle(piece: Piece, pieces: Sequence[Piece]) -> bool:
    at = list(pieces).index(piece)
    return at > 0 and not pieces[at - 1].token and _is_particle(pieces[at - 1])


def _roles(pieces: Sequence[Piece], core: Sequence[Piece], *, family: bool) -> Roles:
    roles: Roles = []
    place = 0
    for piece in pieces:
        if not piece.token:
            roles.append((piece, Role.PARTICLE if _is_particle(piece) else Role.TITLE))
        elif _is_kunya(piece, pieces):
            roles.append((piece, Role.KUNYA))
        else:
            last = place == len(core) - 1
            chain = _CHAIN[place] if place < len(_CHAIN) else Role.FOREFATHER
            roles.append((piece, Role.FAMILY if family and last else chain))
            place += 1
    return roles


def _is_particle(piece: Piece) -> bool:
    tokens = fold(piece.text).tokens
    return bool(tokens) and tokens[0] in _CHAIN_MARKS and tokens[0] not in TITLES


def _is_kunya(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """*Abu X* beside another name; alone, or as *Abu Bakr*, it stands for the given name."""
    if not piece.token or piece.token[0] not in (ABU, UMM):
        return False
    others = [one for one in pieces if one.token and one is not piece]
    return bool(others) and piece.token[1:] not in ("bakr", "bekr", "bakir", "bekir")
