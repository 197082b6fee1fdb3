"""Invented cases in events: one that may depart, and what can be changed about it."""

from collections.abc import Mapping
from datetime import UTC, datetime

from hawkari.engines.casework import Event, EventKind, Route, load_table
from hawkari.engines.casework.values import CONSENT_ROUTES

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
START = datetime(2026, 10, 1, 9, tzinfo=UTC)

BOOKED = {
    "receiver": "erbil",
    "carrier": "air",
    "departs": "2026-11-27T12:00:00+00:00",
    "lands": "2026-11-27T17:00:00+00:00",
    "destination": "Erbil",
    "escort": "not needed: decided on 20 November",
    "medical_notes": "notes-1",
    "reception": "",
}


def notice(kind: str, language: str = "ckb") -> Mapping[str, object]:
    return {
        "kind": kind,
        "language": language,
        "route": "direct flight",
        "destination": "Erbil",
        "read_to_person": True,
        "appeal_details": True,
        "lawyer_details": True,
        "served_how": "in person",
        "place": "england-wales",
    }


def history(route: Route = Route.ENFORCED) -> list[Event]:
    """An adult whose every guard is satisfied on the morning of 27 November 2026, and booked."""
    details = {
        "route": route,
        "receiver": "erbil",
        "language": "ckb",
        "interpreter": "arranged",
        "adults": 1,
        "children": 0,
        "unaccompanied": False,
        "ill": False,
        "pregnant": False,
    }
    looked = {"barriers": list(load_table().barriers), "source": "screening form"}
    passport = {
        "document": "P1",
        "kind": "passport",
        "status": "issued",
        "expires": "2030-01-01",
    }
    accepted = {
        "receiver": "erbil",
        "answer": "accepted",
        "document": "letter-1",
        "dated": "2026-10-20",
        "expires": "2027-01-01",
    }
    said: list[tuple[EventKind, Mapping[str, object]]] = [
        (EventKind.OPENED, details),
        (EventKind.MOVED, {"to": "screening"}),
        (EventKind.BARRIER_CHECKED, looked),
    ]
    if route in CONSENT_ROUTES:
        consent = {
            "document": "consent-1",
            "dated": "2026-10-02",
            "language": "ckb",
            "informed": True,
            "told_withdrawable": True,
            "counselled": "2026-10-01",
            "counselling_language": "ckb",
        }
        said += [(EventKind.CONSENT_GIVEN, consent), moved("voluntary_counselling")]
    else:
        said += [moved("liable")]
    asked = {"receiver": "erbil", "request": "R1", "fields": ["names", "date_of_birth"]}
    said += [
        moved("documenting"),
        (EventKind.DOCUMENT, passport),
        (EventKind.RECEIVER_ASKED, asked),
        (EventKind.RECEIVER_ANSWERED, accepted),
        moved("accepted_by_receiver"),
    ]
    if route not in CONSENT_ROUTES:
        said += [
            (EventKind.NOTICE_SERVED, notice("intention")),
            (EventKind.NOTICE_SERVED, notice("departure_details")),
            moved("notice_served"),
            moved("notice_elapsed"),
        ]
    said.append((EventKind.BOOKED, BOOKED))
    return [
        Event(kind, when(number), when(number), "rebin", body=body, number=number)  # type: ignore[arg-type]
        for number, (kind, body) in enumerate(said, 1)
    ]


def moved(to: str) -> tuple[EventKind, Mapping[str, object]]:
    return (EventKind.MOVED, {"to": to})


def when(number: int) -> datetime:
    """A day of October or November for each event, in order."""
    return START.replace(day=1 + number) if number < 30 else NOW


def then(
    events: list[Event], kind: EventKind, body: Mapping[str, object], at: datetime = NOW
) -> list[Event]:
    """The history with one more event."""
    number = len(events) + 1
    event = Event(kind, at, at, "soran", body=body, number=number)  # type: ignore[arg-type]
    return [*events, event]
