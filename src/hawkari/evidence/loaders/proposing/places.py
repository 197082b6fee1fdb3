"""Whether a row of a kind has a property for what a column means, and for whom."""

from functools import cache

from hawkari.errors import BadInput
from hawkari.evidence.loaders.proposing.identity import MAIN, PLAIN_TARGETS
from hawkari.evidence.loaders.proposing.vocabulary import concepts
from hawkari.evidence.loaders.schemata import property_of

__all__ = ["PARTIES", "has_place", "states"]

PARTIES = ("payer", "payee")


@cache
def has_place(concept: str, role: str, kind: str) -> bool:
    """Whether rows of a kind can state what a concept says of a role.

    Args:
        concept: a key of `vocabulary.concepts`.
        role: whose it is; empty for whom or what the row is about.
        kind: a key of `identity.MAIN`.
    """
    main, _, prop = concepts()[concept].target.rpartition(".")
    if not main and prop in PLAIN_TARGETS:
        return True
    if main == "vehicle" and kind == "vehicles" and not role:
        return True
    if role:
        of_people = kind in ("people", "vehicles") or (kind == "payments" and role in PARTIES)
        return of_people and (bool(main) or states("Person", prop))
    return (bool(main) and kind == "people") or (not main and states(MAIN[kind], prop))


@cache
def states(schema: str, prop: str) -> bool:
    """Whether entities of a schema have a property."""
    try:
        property_of(schema, prop)
    except BadInput:
        return False
    return True
