"""What a loader reads from a row: statements, and what was refused."""

from dataclasses import dataclass

from hawkari.evidence.marking_terms import MarkingTerms

__all__ = ["Refused", "StatementRow"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One value as a loader reads it; its source comes from the load.

    Args:
        entity_id: ``<source slug>:<id as stated>``, at most 200 characters.
        schema: FollowTheMoney schema, e.g. ``Person``.
        prop: property of the schema, e.g. ``birthDate``.
        prop_type: FollowTheMoney property type, e.g. ``date``.
        value: the cleaned value.
        original_value: the cell as written where cleaning changed it, else empty.
        lang: ISO 639 code of the value where known, else empty.
        row: where in the file, e.g. ``12`` or ``Persons!12``; at most 80 characters.
        seen: date the source gives for the value (ISO, may be partial), else empty.
        marking: the row's own grade and terms; None for those of the load.
    """

    entity_id: str
    schema: str
    prop: str
    prop_type: str
    value: str
    original_value: str = ""
    lang: str = ""
    row: str = ""
    seen: str = ""
    marking: MarkingTerms | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or one field of it, that was not taken: where, what is wrong, what to do."""

    row: str
    field: str
    problem: str
    remedy: str = ""
