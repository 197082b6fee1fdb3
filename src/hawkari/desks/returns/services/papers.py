"""What is known of the person's way home: details, documents, the receiving authority's answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services.recording import NewEvent, change, within
from hawkari.engines.casework import EventKind
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "add_note",
    "record_answer",
    "record_asked",
    "record_details",
    "record_document",
]


def record_details(access: Access, reference: str, **details: Any) -> list[CaseEvent]:
    """Record route, receiving authority, language, interpreter, or who travels.

    Only what is given is said anew; an empty text takes nothing back.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or a value is none of those that may stand.
    """
    require(access, Action.CASEWORK)
    return _record(access, reference, EventKind.DETAILS, body=_given(details))


def record_document(  # noqa: PLR0913  the fields of the event
    access: Access,
    reference: str,
    document: str,
    *,
    kind: str,
    status: str,
    issued: date | None = None,
    expires: date | None = None,
    at: datetime | None = None,
) -> list[CaseEvent]:
    """Record how far a travel or identity document is; said again, the newer word counts.

    Args:
        access: who records it.
        reference: of the case.
        document: its number, or what it is called while it has none.
        kind: e.g. ``passport`` or ``laissez_passer``.
        status: from ``sought`` to ``issued``, ``refused`` or ``expired``.
        issued: day of issue.
        expires: the first day on which it is no longer good.
        at: since when; None for now.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or a value cannot be.
    """
    require(access, Action.CASEWORK)
    body = {
        "document": document.strip(),
        "kind": kind,
        "status": status,
        **_days(issued=issued, expires=expires),
    }
    return _record(access, reference, EventKind.DOCUMENT, body=body, at=at)


def record_asked(
    access: Access, reference: str, *, receiver: str, request: str, fields: Sequence[str]
) -> list[CaseEvent]:
    """Record that the receiving authority was asked, and which fields it was told.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or a value is missing.
    """
    require(access, Action.CASEWORK)
    body = {"receiver": receiver, "request": request.strip(), "fields": list(fields)}
    return _record(access, reference, EventKind.RECEIVER_ASKED, body=body)


def record_answer(  # noqa: PLR0913  the fields of the event
    access: Access,
    reference: str,
    *,
    receiver: str,
    answer: str,
    document: str,
    dated: date,
    expires: date | None = None,
) -> list[CaseEvent]:
    """Record the written answer of the receiving authority: accepted, refused or more needed.

    Raises:
        AccessDenied: if the role may not decide.
        BadInput: if there is no such case, or a value is missing.
    """
    require(access, Action.RETURN_DECIDE)
    body = {
        "receiver": receiver,
        "answer": answer,
        "document": document.strip(),
        **_days(dated=dated, expires=expires),
    }
    return _record(access, reference, EventKind.RECEIVER_ANSWERED, body=body, act=Act.DECIDE)


def add_note(access: Access, reference: str, text: str) -> list[CaseEvent]:
    """Keep a note in the history; no guard reads it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case.
    """
    require(access, Action.CASEWORK)
    return _record(access, reference, EventKind.NOTE, body={"text": text.strip()})


def _record(
    access: Access,
    reference: str,
    kind: EventKind,
    *,
    body: Mapping[str, Any],
    at: datetime | None = None,
    act: Act = Act.ALTER,
) -> list[CaseEvent]:
    new = NewEvent(kind, body, at=at)
    return change(access, reference, lambda opened: within(access, opened, [new]), act=act)


def _given(details: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in details.items() if value not in (None, "")}


def _days(**days: date | None) -> dict[str, str]:
    return {name: one.isoformat() for name, one in days.items() if one is not None}
