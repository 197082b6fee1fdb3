"""Reconciling a spreadsheet: what each cell may mean, and values to put beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from followthemoney import model

from hawkari.desks.exchange.services.matching import Asked, Match, Wanted, kind_of, match_all
from hawkari.desks.exchange.services.told_entities import ToldEntity, told_entities
from hawkari.engines.linkage import THINGS
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.models import Medium
from hawkari.evidence.phone_forms import as_phones

__all__ = [
    "MOST_CELLS",
    "MOST_ROWS",
    "Candidate",
    "Cell",
    "entities_for",
    "properties_like",
    "reconcile",
    "types_like",
]

MOST_CELLS = 100
MOST_ROWS = 500
SURE = 0.9
FEWEST_DIGITS = 5
ANYTHING = "Thing"
TYPES = ("Person", "Organization", "Company", *THINGS)
"""What is matched; each is a schema of FollowTheMoney."""

NUMBERS = ("phone", "idNumber", "registrationNumber", "imoNumber", "accountNumber", "username")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a spreadsheet: its text, the type it is of, and what other columns say.

    `schema` is a schema of FollowTheMoney, or empty for anything.
    """

    text: str
    schema: str
    properties: Mapping[str, Sequence[str]]
    limit: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a cell may mean; `is_sure` where it may be taken without a look at the others."""

    match: Match
    is_sure: bool


def types_like(beginning: str) -> list[tuple[str, str]]:
    """The types that are matched whose name or label begins so: schema and label."""
    found = ((name, model.get(name)) for name in TYPES)
    labels = [(name, str(one.label)) for name, one in found if one is not None]
    start = beginning.strip().casefold()
    return [
        (name, label)
        for name, label in labels
        if name.casefold().startswith(start) or label.casefold().startswith(start)
    ]


def properties_like(beginning: str, *, schema: str = "") -> list[tuple[str, str]]:
    """Properties that somebody may ask by or for: id and label, sorted by label.

    Args:
        beginning: of the id or label; empty for all.
        schema: whose; empty for all that are matched.
    """
    start = beginning.strip().casefold()
    schemata = [one for name in ([schema] if schema else TYPES) if (one := model.get(name))]
    found = {
        prop.name: str(prop.label)
        for one in schemata
        for prop in one.properties.values()
        if not prop.hidden and not prop.stub
    }
    like = [
        (name, label)
        for name, label in found.items()
        if name.casefold().startswith(start) or label.casefold().startswith(start)
    ]
    return sorted(like, key=lambda one: (one[1].casefold(), one[0]))


def reconcile(access: Access, cells: Mapping[str, Cell]) -> dict[str, list[Candidate]]:
    """For each cell, by its key, what it may mean, likeliest first.

    One is sure where something beside the name speaks for it, and nothing else comes near.

    Raises:
        AccessDenied: if the role may not search; audited.
        BadInput: if a type is unknown.
    """
    asked = {key: question for key, cell in cells.items() if (question := _question(cell))}
    most = max((cell.limit for cell in cells.values()), default=1)
    # One more than is shown, so that a near second is known.
    found = match_all(access, asked, Wanted(), limit=max(most, 1) + 1)
    return {key: _candidates(found.get(key, []), cell.limit) for key, cell in cells.items()}


def _question(cell: Cell) -> Asked | None:
    schema = cell.schema or ANYTHING
    properties = {prop: [*values] for prop, values in cell.properties.items()}
    for prop in _means(cell.text, schema):
        properties.setdefault(prop, []).insert(0, cell.text)
    known = any(kind_of(schema, prop) and any(values) for prop, values in properties.items())
    # A type that is not known is refused further on, in words.
    return Asked(schema, properties) if known or model.get(schema) is None else None


def _means(text: str, schema: str) -> list[str]:
    """The properties that a cell's text may be of: a number's, or the name."""
    if not text.strip():
        return []
    if sum(char.isdigit() for char in text) < FEWEST_DIGITS:
        return ["name"]
    phones = as_phones(text)
    props = [one for one in NUMBERS if one != "phone" or phones]
    return [one for one in props if kind_of(schema, one)]


def _candidates(matches: Sequence[Match], limit: int) -> list[Candidate]:
    sure = [one for one in matches if one.probability >= SURE and one.is_more_than_a_name]
    near = [one for one in matches if one.probability >= SURE]
    return [
        Candidate(one, is_sure=len(near) == 1 and one in sure) for one in matches[: max(limit, 0)]
    ]


def entities_for(access: Access, ids: Sequence[str]) -> dict[str, ToldEntity]:
    """Entities by the ids asked for; those unknown or hidden are left out.

    Raises:
        AccessDenied: if the role reads no content; audited.
    """
    require(access, Action.READ)
    with transaction.atomic():
        found = told_entities(access, ids)
        told = {one.id: one for one in found.values()}
        numbers = {number for one in told.values() for number in one.statements}
        if numbers:
            record_disclosure(access, numbers, medium=Medium.API)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted(told) or audit.asked_ids(ids),
            count=len(told),
            outcome="ok" if told else "not found",
        )
    return found
