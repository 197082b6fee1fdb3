"""What a loader reads from a row: statements, public figures, and what was refused."""

from dataclasses import dataclass

from hawkari.evidence.marking_terms import MarkingTerms

__all__ = [
    "LONGEST_KEY",
    "LONGEST_NATIONALITY",
    "LONGEST_ROUTE",
    "MOST_COUNTED",
    "FigureRow",
    "Refused",
    "StatementRow",
]

LONGEST_KEY = 40
"""Of a series and of what it counts."""
LONGEST_ROUTE = 120
LONGEST_NATIONALITY = 80
MOST_COUNTED = 10**9
"""The largest number that a public series may give."""


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
class FigureRow:
    """One number that a public series gives for a route and a time; it is about nobody.

    Args:
        series: key of the series, e.g. ``frontex-ibc``; at most `LONGEST_KEY` characters.
        measure: what is counted, e.g. ``detections``; likewise.
        route: as the series calls it; at most `LONGEST_ROUTE` characters.
        period: ISO day or month.
        value: how many, from 0 to `MOST_COUNTED`.
        nationality: of those counted, as the series writes it; empty for all. At most
            `LONGEST_NATIONALITY` characters.
    """

    series: str
    measure: str
    route: str
    period: str
    value: int
    nationality: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or one field of it, that was not taken: where, what is wrong, what to do."""

    row: str
    field: str
    problem: str
    remedy: str = ""
