"""An export as plain data: what the PDF is set from, and the JSON itself."""

from datetime import date
from typing import Any

from hawkari.evidence.models import RowDecision
from hawkari.evidence.subject_access.drafting import ExportRow, ExportView
from hawkari.evidence.subject_access.exemptions import exemptions

__all__ = ["export_data"]


def export_data(view: ExportView, *, made: date) -> dict[str, Any]:
    """A released export as JSON-shaped data; what is redacted has no value in it.

    Args:
        view: as `release` gives it.
        made: the day it is made.
    """
    return {
        "export": view.about.id,
        "reference": view.about.reference,
        "requester": view.about.requester,
        "made": made.isoformat(),
        "person": view.caption if view.caption in _told(view) else "",
        "categories": list(view.categories),
        "released": [_released(row) for row in view.rows if row.decision == RowDecision.RELEASE],
        "withheld": _withheld(view),
        "received": _received(view),
    }


def _told(view: ExportView) -> dict[str, set[int]]:
    """The released values, each with the numbers of its statements."""
    found: dict[str, set[int]] = {}
    for row in view.rows:
        if row.decision == RowDecision.RELEASE and row.value is not None:
            found.setdefault(row.value.value, set()).add(row.number)
    return found


def _received(view: ExportView) -> list[dict[str, Any]]:
    """Who received what is released; whoever received only what is withheld is not told."""
    told = set[int]().union(*_told(view).values())
    counted = [(one, len(told.intersection(one.statements))) for one in view.received]
    return [
        {
            "recipient": one.recipient,
            "medium": one.medium,
            "at": one.disclosed_at.date().isoformat(),
            "statements": count,
        }
        for one, count in counted
        if count
    ]


def _released(row: ExportRow) -> dict[str, Any]:
    value = row.value
    if value is None:
        return {}
    return {
        "property": value.prop,
        "label": value.prop_label,
        "value": value.value,
        "as_written": value.original_value,
        "romanised": value.romanised,
        "lang": value.lang,
        "agency": value.agency_name,
        "source": value.source_name,
        "grade": value.grade,
        "handling": value.handling,
        "condition": value.condition,
        "recorded": value.recorded_at.date().isoformat(),
    }


def _withheld(view: ExportView) -> list[dict[str, Any]]:
    """How many rows are withheld under each exemption; not which, for that could tell."""
    counts: dict[str, int] = {}
    for row in view.rows:
        if row.decision == RowDecision.REDACT:
            counts[row.exemption] = counts.get(row.exemption, 0) + 1
    table = exemptions()
    return [
        {"exemption": name, "authority": table[name].authority, "rows": count}
        for name, count in sorted(counts.items())
    ]
