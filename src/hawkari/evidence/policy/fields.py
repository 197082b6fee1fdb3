"""Which class a property is of, and a filter on statements by class.

A property that a class names is of that class; any other goes by its FollowTheMoney type. One of
neither is of no class: only who reads every class reads it.
"""

from dataclasses import dataclass
from functools import cache

from django.db.models import Q

from hawkari.evidence.policy.table import policy

__all__ = ["ReadableFields", "class_of", "only_fields", "readable_fields"]


@dataclass(frozen=True, slots=True)
class ReadableFields:
    """What some classes of properties come to, for a query.

    A statement is of one of the classes when its property is among `props`, or is not among
    `named` and its type is among `types`.
    """

    props: tuple[str, ...]
    named: tuple[str, ...]
    types: tuple[str, ...]


def class_of(prop: str, prop_type: str) -> str:
    """The class of a property; empty if no class has it."""
    classes = policy().fields.values()
    for one in classes:
        if prop in one.props:
            return one.id
    return next((one.id for one in classes if prop_type in one.types), "")


@cache
def readable_fields(classes: frozenset[str]) -> ReadableFields:
    """What some classes of properties come to, each list sorted."""
    every = policy().fields
    chosen = [every[name] for name in sorted(classes)]
    return ReadableFields(
        props=tuple(sorted(prop for one in chosen for prop in one.props)),
        named=tuple(sorted(prop for one in every.values() for prop in one.props)),
        types=tuple(sorted(kind for one in chosen for kind in one.types)),
    )


def only_fields(classes: frozenset[str]) -> Q:
    """A filter on statements: those of some classes; an empty one, hiding nothing, for all."""
    if classes == policy().every_class:
        return Q()
    found = readable_fields(classes)
    return Q(prop__in=found.props) | (Q(prop_type__in=found.types) & ~Q(prop__in=found.named))
