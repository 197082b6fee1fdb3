"""Why a person cannot be returned now, for programs: codes, authority, dates; words in English."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation

from hawkari.desks.returns.case_words import lifts_words, reason_title
from hawkari.desks.returns.services.case_view import Obstacle, why_of
from hawkari.engines.casework import Reason, load_table
from hawkari.evidence.access import Access

__all__ = ["reasons_json", "why_json"]


def why_json(access: Access, reference: str) -> dict[str, Any]:
    """Everything that keeps a case from departing now, as plain values; audited.

    Raises:
        AccessDenied: if the role may not.
        CaseNotFound: if there is none that the reader may know of.
    """
    case, facts, found = why_of(access, reference)
    return {
        "case": case.reference,
        "state": str(facts.state or ""),
        "at": timezone.now(),
        "can_depart": not found,
        "reasons": [_obstacle(one) for one in found],
        "disclaimer": load_table().disclaimer,
    }


def reasons_json(reasons: Sequence[Reason]) -> list[dict[str, Any]]:
    """Reasons of a refused step as plain values; instants as text."""
    return [
        {**_reason(one), "since": one.since.isoformat() if one.since else None, "mark": _mark(one)}
        for one in reasons
    ]


def _obstacle(one: Obstacle) -> dict[str, Any]:
    return {**_reason(one.reason), "since": one.since, "mark": one.mark}


def _mark(reason: Reason) -> str:
    reading = reason.params.get("reading", "")
    return reading if reading in {"open", "unknown"} else "condition"


def _reason(reason: Reason) -> dict[str, Any]:
    guard = load_table().guards.get(reason.guard)
    with translation.override("en"):
        title, lifts = reason_title(reason), lifts_words(reason)
    return {
        "guard": reason.guard,
        "subject": reason.subject,
        "title": title,
        "authority": reason.authority,
        "basis_status": reason.basis_status,
        "verified_by": guard.verified_by if guard is not None else "",
        "would_change_it": lifts,
    }
