"""Markings as the entity page shows them, and grading one of its values anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import EntityNotFound, EntityView, ValueView, get_entity
from hawkari.evidence.grading import MarkingValue, union
from hawkari.evidence.grading.conversion import Ruling, options
from hawkari.evidence.grading.regrading import (
    RegradingView,
    regrade,
    regradings_of,
    undo_regrading,
)
from hawkari.evidence.grading.said import marks_line
from hawkari.evidence.grading.schemes import Use, scheme
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.marking_terms import MarkingTerms

__all__ = [
    "Marks",
    "ValueToGrade",
    "grade_anew",
    "marks_of",
    "restrictions_of",
    "take_regrading_back",
    "value_to_grade",
]


@dataclass(frozen=True, slots=True)
class Marks:
    """Markings by their number, and the regrading of each statement that has one."""

    markings: Mapping[int, MarkingValue]
    regradings: Mapping[int, RegradingView]


@dataclass(frozen=True, slots=True)
class ValueToGrade:
    """A value that somebody is about to grade anew.

    `choices` are the codes of another scheme that left a choice, and what the table allows.
    """

    entity: EntityView
    value: ValueView
    marking: MarkingValue
    choices: tuple[tuple[str, str, Ruling], ...]


def marks_of(access: Access, values: Iterable[ValueView]) -> Marks:
    """What the page of an entity shows of its values' markings; the values are read already."""
    listed = tuple(values)
    return Marks(
        stored_markings({one.marking_id for one in listed}, by_name=True),
        regradings_of(access, [one.statement_id for one in listed]),
    )


def restrictions_of(values: Iterable[ValueView]) -> str:
    """The union of some values' restrictions beside P and C, as codes in one line."""
    found = stored_markings({one.marking_id for one in values})
    return marks_line(union(found.values()), {})


def value_to_grade(access: Access, entity_id: str, statement: int) -> ValueToGrade:
    """One value of an entity, for the form that grades it anew; audited as a look.

    Raises:
        AccessDenied: if the role may not grade anew.
        EntityNotFound: if there is no such entity or value that the user may see.
    """
    require(access, Action.REGRADE)
    entity = get_entity(access, entity_id)
    value = next((one for one in entity.values if one.statement_id == statement), None)
    if value is None:
        raise EntityNotFound(entity_id)
    marking = stored_markings({value.marking_id}, by_name=True)[value.marking_id]
    return ValueToGrade(entity, value, marking, _choices(marking))


def _choices(marking: MarkingValue) -> tuple[tuple[str, str, Ruling], ...]:
    found = [
        (scheme_id, code, options(scheme_id, part, code))
        for scheme_id, codes in marking.originals
        if scheme(scheme_id).use is Use.IMPORT
        for part, code in codes
    ]
    return tuple(one for one in found if len(one[2].codes) > 1)


def grade_anew(access: Access, statement: int, terms: MarkingTerms, *, reason: str) -> bool:
    """Put one value under another marking; audited. False where it had that marking already.

    Raises:
        AccessDenied: if the role may not, or only the originator may loosen it so.
        BadInput: without a reason, or if there is no such value that the user may see.
    """
    return bool(regrade(access, [statement], terms, reason=reason))


def take_regrading_back(access: Access, number: int, *, reason: str) -> None:
    """Take a regrading back; audited.

    Raises:
        AccessDenied: if the role may not.
        BadInput: without a reason, or if there is no such regrading that stands.
    """
    undo_regrading(access, number, reason=reason)
