"""Notices to the person, and the consent of those who return by their own wish."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services.parting import fall_together
from hawkari.desks.returns.services.recording import NewEvent, Open, change, within
from hawkari.engines.casework import UNITED_KINGDOM, EventKind, Place, Route, deadline
from hawkari.engines.casework.values import CONSENT_ROUTES
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = ["Consent", "Notice", "give_consent", "serve_notice", "void_notice", "withdraw_consent"]

EARLIEST = timedelta(days=60)
"""How long ago a notice may have been served that is recorded now."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice as it was served.

    Attributes:
        kind: ``intention`` or ``departure_details``.
        language: the person's, in which it was written or read out.
        route: by which way the person is to travel; a notice without it is void.
        destination: where to.
        read_to_person: whether it was read out in that language.
        appeal_details: whether it says how to appeal.
        lawyer_details: whether it says how to get advice.
        served_how: in person, by post, to the lawyer.
        place: whose bank holidays count.
        document: reference of the letter.
        served: when; None for now.
        departs: when the journey begins that it announces; None where it says no time.
        carrier: and with whom; empty where it does not say.
    """

    kind: str
    language: str
    route: str
    destination: str
    read_to_person: bool
    appeal_details: bool
    lawyer_details: bool
    served_how: str
    place: str
    document: str = ""
    served: datetime | None = None
    departs: datetime | None = None
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Consent to return as the person gave it, and the counselling before.

    Attributes:
        document: reference of the signed form.
        dated: its date.
        language: in which it was explained and signed.
        informed: whether the person was told what it means, and what there is instead.
        told_withdrawable: whether they were told that they may withdraw at any point.
        counselled: when they were counselled.
        counselling_language: and in which language.
    """

    document: str
    dated: date
    language: str
    informed: bool
    told_withdrawable: bool
    counselled: date | None = None
    counselling_language: str = ""


def serve_notice(access: Access, reference: str, notice: Notice) -> list[CaseEvent]:
    """Record a notice that was served. The end of its period is computed, never typed.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, a value is missing, or the place is unknown.
    """
    require(access, Action.CASEWORK)
    if notice.place not in UNITED_KINGDOM:
        raise BadInput(
            f"no notice is served in {notice.place!r}", "Choose the part of the United Kingdom."
        )

    def record(opened: Open) -> list[CaseEvent]:
        served = notice.served or opened.now
        if served < opened.now - EARLIEST:
            raise BadInput("that was too long ago for a notice", "Look at the date again.")
        ends = _period_ends(opened, served, Place(notice.place))
        if notice.departs is not None and notice.departs < (ends or served):
            raise BadInput(
                "the journey begins before the notice period is over", "Look at the two times."
            )
        body = _body(notice, ends)
        return within(access, opened, [NewEvent(EventKind.NOTICE_SERVED, body, at=served)])

    return change(access, reference, record)


def _period_ends(opened: Open, served: datetime, place: Place) -> datetime | None:
    """When the time that the person must be given is over; nobody waits by their own wish."""
    route = opened.facts.route
    if route in CONSENT_ROUTES:
        return None
    clock = "removal_notice_port" if route is Route.PORT else "removal_notice"
    return deadline(clock, served, place).binding


def _body(notice: Notice, period_ends: datetime | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "kind": notice.kind,
        "language": notice.language,
        "route": notice.route.strip(),
        "destination": notice.destination.strip(),
        "read_to_person": notice.read_to_person,
        "appeal_details": notice.appeal_details,
        "lawyer_details": notice.lawyer_details,
        "served_how": notice.served_how.strip(),
        "place": notice.place,
    }
    if notice.document:
        body["document"] = notice.document.strip()
    if notice.departs is not None:
        body["departs"] = notice.departs.isoformat()
    if notice.carrier.strip():
        body["carrier"] = notice.carrier.strip()
    if period_ends is not None:
        body["period_ends"] = period_ends.isoformat()
    return body


def void_notice(access: Access, reference: str, number: int, *, why: str) -> list[CaseEvent]:
    """Record that a notice no longer counts: the next one has a period of its own.

    Where the return rests on notices, a journey that is booked and has not begun falls with it, and
    those of the family; also when two officers had agreed to it already.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or notice that stands, or no reason.
    """
    require(access, Action.CASEWORK)

    def record(opened: Open) -> list[CaseEvent]:
        if number not in {one.number for one in opened.facts.live_notices()}:
            raise BadInput("this notice does not stand", "Look at the case again.")
        body = {"notice": number, "why": why.strip()}
        booked = opened.facts.live_booking() is not None
        rows = within(access, opened, [NewEvent(EventKind.NOTICE_VOIDED, body)])
        fell = booked and opened.facts.live_booking() is None
        return rows + (fall_together(access, opened) if fell else [])

    return change(access, reference, record)


def give_consent(access: Access, reference: str, consent: Consent) -> list[CaseEvent]:
    """Record that the person consents to return: informed, dated, in their language.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or a value is missing.
    """
    require(access, Action.CASEWORK)
    body: dict[str, Any] = {
        "document": consent.document.strip(),
        "dated": consent.dated.isoformat(),
        "language": consent.language,
        "informed": consent.informed,
        "told_withdrawable": consent.told_withdrawable,
    }
    if consent.counselled is not None:
        body["counselled"] = consent.counselled.isoformat()
        body["counselling_language"] = consent.counselling_language
    new = NewEvent(EventKind.CONSENT_GIVEN, body)
    return change(access, reference, lambda opened: within(access, opened, [new]))


def withdraw_consent(
    access: Access, reference: str, *, how: str, at: datetime | None = None
) -> list[CaseEvent]:
    """Record that the person no longer wants to return: the voluntary case closes with it.

    It never goes on as an enforced one by itself. Somebody who decides so opens another case, which
    begins at its beginning. The family's bookings fall too: nobody leaves without asking.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, it is not a voluntary one, or the person has left.
    """
    require(access, Action.CASEWORK)
    new = NewEvent(EventKind.CONSENT_WITHDRAWN, {"how": how.strip()}, at=at)

    def record(opened: Open) -> list[CaseEvent]:
        facts = opened.facts
        # Who consented once is heard whatever route the case has been put on since.
        if facts.route not in CONSENT_ROUTES and facts.consent.given is None:
            raise BadInput("this return does not rest on consent", "Record it as a note.")
        return within(access, opened, [new]) + fall_together(access, opened)

    return change(access, reference, record, act=Act.DECIDE)
