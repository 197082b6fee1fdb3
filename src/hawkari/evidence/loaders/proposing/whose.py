"""Whose an identifier is where a table speaks of several people; asked where nothing tells.

A phone, document or account tied to the wrong one of two people joins two who have nothing to do
with each other, so here a doubt stops.
"""

from collections.abc import Sequence
from dataclasses import replace

from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.proposing.columns import OFFICIAL, ROLE_NAMES, target_of
from hawkari.evidence.loaders.proposing.phrases import heads
from hawkari.evidence.loaders.proposing.places import PARTIES
from hawkari.evidence.loaders.proposing.proposal import SURE, UNSURE, ColumnProposal
from hawkari.evidence.loaders.proposing.values import share_that_fits
from hawkari.evidence.loaders.proposing.vocabulary import concepts, vocabulary
from hawkari.evidence.loaders.tables import Sample

__all__ = ["after_another", "of_its_party", "whose"]

MOSTLY = 0.7
WHOLE_NAME = "name"
NAMING = ("name", "lastName", "firstName")

Columns = list[ColumnProposal]


def of_its_party(columns: Columns, kind: str, _wide: Sample) -> Columns:
    """In payments, an identifier after the name of a party is asked, with that party as the guess.

    Not where both parties' names stand side by side before it: then it may be either's.
    """
    if kind != "payments":
        return columns
    made: Columns = []
    for at, one in enumerate(columns):
        party = _party_before(columns, at)
        if party and _is_identifier(one) and not one.role and one.state == SURE:
            target = target_of(one.concept, party)
            found = replace(one, role=party, target=target)
            made.append(found.doubted("of_party", columns[at - 1].column, stops=True))
        else:
            made.append(one)
    return made


def _party_before(columns: Columns, at: int) -> str:
    """The party whose name stands just before a column; ``""`` where none or both do."""
    before = [_party_named(one) for one in columns[max(0, at - 2) : at]]
    if not before or not before[-1]:
        return ""
    both = len(set(filter(None, before))) > 1
    return "" if both else before[-1]


def _party_named(one: ColumnProposal) -> str:
    named = one.concept in NAMING and one.role in PARTIES
    return one.role if named else ""


def after_another(columns: Columns, kind: str, _wide: Sample) -> Columns:
    """In a table of people, an identifier after somebody else's name is asked.

    So is every one after it, up to what is no identifier; the guess is that person, unless it is an
    official. A father's or mother's name only tells one namesake from another. Where two or more
    are named and none is surely whom the rows are about, each identifier is asked.
    """
    if kind != "people":
        return columns
    roles = {one.role for one in columns if one.concept in NAMING} - {OFFICIAL, *ROLE_NAMES}
    nobody = len(roles) > 1 and "" not in roles
    made: Columns = []
    last: ColumnProposal | None = None
    for one in columns:
        if not _is_identifier(one):
            last = one if one.concept in NAMING and one.role not in ("", *ROLE_NAMES) else None
            made.append(one)
        elif one.role or one.state != SURE or one.target.startswith("vehicle."):
            made.append(one)
        elif last is not None:
            role = "" if last.role == OFFICIAL else last.role
            number = last.number if role else 0
            found = replace(
                one, role=role, number=number, target=target_of(one.concept, role, number)
            )
            made.append(found.doubted("of_party", last.column, stops=True))
        else:
            made.append(one.doubted("whose", stops=True) if nobody else one)
    return made


def whose(columns: Columns, _kind: str, wide: Sample) -> Columns:
    """Identifiers are asked where the table names somebody else whose they may be.

    Where two columns are whole names of whom the rows are about, every identifier that names nobody
    is asked, and both names, unless one only says that it is a name. Where an identifier shares a
    telling word with a column of names of another person, or of one who is not known, it is asked.
    """
    doubled = [one for one in columns if "two_names" in _codes(one) and one.target == WHOLE_NAME]
    columns = [_of_two(one) for one in columns] if doubled else columns
    others = [one for one in columns if _names_another(one, wide)]
    return [_shared(one, others) for one in columns]


def _of_two(one: ColumnProposal) -> ColumnProposal:
    if one.role or one.state != SURE:
        return one
    if one.target == WHOLE_NAME and _is_plain_name(one.column):
        return one
    if one.target == WHOLE_NAME:
        return one.doubted("two_names", one.target, stops=True)
    return one.doubted("whose", stops=True) if _is_identifier(one) else one


def _is_plain_name(header: str) -> bool:
    """Whether a header says a name and not whose: ``Full name``, not ``Visitor``."""
    words = {*folded_words(header)}
    return bool(words & heads("name")) and not words & vocabulary().subjects


def _names_another(one: ColumnProposal, wide: Sample) -> bool:
    """Whether a column holds names of somebody who is not surely whom the rows are about."""
    if one.state == SURE and (one.target != "notes" and not one.role):
        return False
    named = one.concept == WHOLE_NAME or one.state == UNSURE
    return named and share_that_fits("name", wide.values(one.column)) >= MOSTLY


def _shared(one: ColumnProposal, others: Sequence[ColumnProposal]) -> ColumnProposal:
    if one.role or not _is_identifier(one):
        return one
    words = _telling(one.column)
    sharing = next((other for other in others if words & _telling(other.column)), None)
    return one if sharing is None else one.doubted("whose_of", sharing.column, stops=True)


def _telling(header: str) -> set[str]:
    """The words of a header that may say whose it is."""
    told = {word for name in ("name", "number", "date", "note") for word in heads(name)}
    return {word for word in folded_words(header.replace("_", " ")) if len(word) > 2} - told


def _is_identifier(one: ColumnProposal) -> bool:
    return bool(one.concept) and concepts()[one.concept].identifier


def _codes(one: ColumnProposal) -> set[str]:
    return {doubt.code for doubt in one.doubts}
