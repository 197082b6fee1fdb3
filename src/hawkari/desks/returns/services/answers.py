"""What a package that came says as an event of its case, and what a sent one told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hawkari.desks.returns.services.recording import NewEvent
from hawkari.engines.casework import EventKind, Facts, State, load_table
from hawkari.errors import BadInput
from hawkari.evidence.models import IncomingPackage
from hawkari.evidence.outbox import NOTE, PackageKind

__all__ = ["ACCEPTANCE", "events_for", "sent_as"]

PERMITTED = {
    "full_name": "names", "other_name": "names", "father_name": "parents_names",
    "grandfather_name": "parents_names", "mother_name": "parents_names", "born": "date_of_birth",
    "birth_place": "place_of_birth", "registered_in": "place_of_birth", "sex": "sex",
    "document_kind": "document_numbers", "document_number": "document_numbers",
    "document_issued": "document_numbers", "language": "language", NOTE: "note_read",
}  # fmt: skip
"""As the guard table calls what a receiving authority may be told."""
SAYS_NOTHING = frozenset({"asked", "authority", "reply_by"})
"""Fields of a request that tell nothing of the person."""
ACCEPTANCE = {"accepted": "accepted", "refused": "refused", "more_needed": "more_needed"}
"""Answers that decide: who takes one may decide on returns."""
DOCUMENT = {
    "interview": "interview",
    "document_agreed": "agreed",
    "document_issued": "issued",
    "document_refused": "refused",
}


def sent_as(fields: Iterable[str]) -> list[str]:
    """The fields of a request in the guard table's words; an unknown one keeps its own name.

    The guard then refuses to go on: more was told than it knows of.
    """
    told = {PERMITTED.get(name, name) for name in fields if name not in SAYS_NOTHING}
    return sorted(told)


def events_for(came: IncomingPackage, facts: Facts) -> tuple[NewEvent, State | None]:
    """The event that a package comes to, and the state that it brings the case to, if any.

    Args:
        came: the package.
        facts: what is known of the case now.

    Raises:
        BadInput: if it speaks of a travel document without saying which of several.
    """
    if came.kind == PackageKind.ARRIVAL:
        return _arrival(came)
    answer = came.body.get("answer", "")
    if answer in ACCEPTANCE:
        return _acceptance(came, ACCEPTANCE[answer]), None
    if answer in DOCUMENT:
        return _document(came, DOCUMENT[answer], facts), None
    said = {"about": f"{came.kind}_{answer}", "text": _reference(came)}
    return NewEvent(EventKind.NOTE, said), None


def _arrival(came: IncomingPackage) -> tuple[NewEvent, State]:
    at = datetime.fromisoformat(came.body["at"])
    if came.body["outcome"] == "arrived":
        place = came.body.get("landed_at", "")
        body = {"place": place} if place else {}
        return NewEvent(EventKind.ARRIVED, body, at=at), State.ARRIVED
    why = f"{came.body.get('reason', 'other')}, {_reference(came)}"
    return NewEvent(EventKind.REFUSED_ON_ARRIVAL, {"why": why}, at=at), State.REFUSED_ON_ARRIVAL


def _acceptance(came: IncomingPackage, answer: str) -> NewEvent:
    body = {
        "receiver": came.body["authority"],
        "answer": answer,
        "document": _reference(came),
        "dated": came.sent_at.date().isoformat(),
        **_days(came.body, expires="expires"),
    }
    return NewEvent(EventKind.RECEIVER_ANSWERED, body)


def _document(came: IncomingPackage, status: str, facts: Facts) -> NewEvent:
    kind, number = _which(came, facts)
    body = {
        "document": number,
        "kind": kind,
        "status": status,
        **_days(came.body, issued="issued", expires="expires"),
    }
    return NewEvent(EventKind.DOCUMENT, body)


def _which(came: IncomingPackage, facts: Facts) -> tuple[str, str]:
    """Kind and number of the travel document that is meant.

    A word without a number is about the one that the case has, so that a refusal does not leave an
    older "issued" standing beside a document that nobody has.
    """
    kind = came.body.get("travel_document", "")
    number = came.body.get("travel_document_number", "")
    known = [
        one
        for one in facts.documents
        if one.kind in load_table().travel_documents and kind in ("", one.kind)
    ]
    if number or not known:
        return kind or "laissez_passer", number or _reference(came)
    if len(known) > 1:
        raise BadInput("it does not say which travel document", "Ask the authority for its number.")
    return known[0].kind, known[0].document


def _days(body: Mapping[str, Any], **names: str) -> dict[str, str]:
    return {name: body[field] for name, field in names.items() if body.get(field)}


def _reference(came: IncomingPackage) -> str:
    return f"package {came.reference}"
