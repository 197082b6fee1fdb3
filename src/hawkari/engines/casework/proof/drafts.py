"""An invented case that may depart this morning, to be changed before it is written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hawkari.engines.casework.events import Event, EventKind
from hawkari.engines.casework.table import GuardTable
from hawkari.engines.casework.values import CONSENT_ROUTES, Json, Route

__all__ = ["MORNING", "OFFICER", "OTHER", "Draft", "Said", "at_day", "draft", "granted", "notice"]

# The morning on which every step is tried: a Friday without a holiday near.
MORNING = datetime(2026, 11, 27, 9, tzinfo=UTC)
OFFICER, OTHER = "officer", "other officer"


@dataclass(frozen=True, slots=True)
class Said:
    """Something that is to become an event.

    Attributes:
        kind: its kind.
        body: what it says; a text ``@label`` becomes the number of the event so labelled.
        at: when.
        label: what others call it.
    """

    kind: EventKind
    body: Mapping[str, Json]
    at: datetime
    label: str = ""


@dataclass(slots=True)
class Draft:
    """A case before it is written down as events.

    Attributes:
        details: what is said when it is opened.
        looked: barriers that somebody looked for and found none.
        opened: when the case was opened.
        long_ago: what was said of barriers soon afterwards, where that was long ago.
        barriers: what is said about barriers.
        consent: the consent; None: none.
        documents: what is said about documents.
        asked: what the receiving authority was asked; None: nothing.
        answer: what it answered; None: nothing.
        notices: the notices served.
        booking: the booking; None: none.
        later: what is said after all that.
        second: who confirms.
        actor: who takes the step.
    """

    details: dict[str, Json]
    looked: dict[str, str]
    opened: datetime = field(default_factory=lambda: at_day(0))
    long_ago: list[Said] = field(default_factory=list)
    barriers: list[Said] = field(default_factory=list)
    consent: dict[str, Json] | None = None
    documents: list[dict[str, Json]] = field(default_factory=list)
    asked: dict[str, Json] | None = None
    answer: dict[str, Json] | None = None
    notices: dict[str, Said] = field(default_factory=dict)
    booking: dict[str, Json] | None = None
    later: list[Said] = field(default_factory=list)
    actor: str = OFFICER
    second: str = OTHER

    def events(self) -> tuple[Event, ...]:
        """The case's events, in order and numbered."""
        said = [*self._beginning(), *self._papers(), *self.notices.values()]
        if self.booking is not None:
            said.append(Said(EventKind.BOOKED, self.booking, at_day(50), "booking"))
        said += self.later
        numbers = {f"@{one.label}": number for number, one in enumerate(said, 1) if one.label}
        return tuple(
            Event(
                kind=one.kind,
                at=one.at,
                recorded=one.at,
                actor=OFFICER,
                body={name: _number(value, numbers) for name, value in one.body.items()},
                number=number,
            )
            for number, one in enumerate(said, 1)
        )

    def _beginning(self) -> list[Said]:
        said = [Said(EventKind.OPENED, self.details, self.opened), *self.long_ago]
        for review in sorted(set(self.looked.values())):
            kinds: list[Json] = [kind for kind, until in self.looked.items() if until == review]
            body: dict[str, Json] = {"barriers": kinds, "source": "screening", "review": review}
            said.append(Said(EventKind.BARRIER_CHECKED, body, at_day(1)))
        return [*said, *self.barriers]

    def _papers(self) -> list[Said]:
        said = []
        if self.consent is not None:
            said.append(Said(EventKind.CONSENT_GIVEN, self.consent, at_day(20)))
        said += [Said(EventKind.DOCUMENT, one, at_day(21)) for one in self.documents]
        if self.asked is not None:
            said.append(Said(EventKind.RECEIVER_ASKED, self.asked, at_day(22)))
        if self.answer is not None:
            said.append(Said(EventKind.RECEIVER_ANSWERED, self.answer, at_day(23), "answer"))
        return said


def _number(value: Json, numbers: Mapping[str, int]) -> Json:
    return numbers.get(value, value) if isinstance(value, str) else value


def at_day(number: int) -> datetime:
    """The instant that many days after the case began, on 1 October 2026."""
    return datetime(2026, 10, 1, 9, tzinfo=UTC) + timedelta(days=number)


def notice(kind: str, at: datetime, **changes: Json) -> Said:
    """A complete notice, with changes."""
    body: dict[str, Json] = {
        "kind": kind,
        "language": "ckb",
        "route": "direct flight",
        "destination": "Erbil",
        "read_to_person": True,
        "appeal_details": True,
        "lawyer_details": True,
        "served_how": "in person",
        "place": "england-wales",
    }
    return Said(EventKind.NOTICE_SERVED, body | changes, at, kind)


def granted(*, taken_back: bool = False, first: str = "") -> Callable[[Draft], None]:
    """A claim was granted; nothing is open any more, and the person has leave to stay.

    Args:
        taken_back: somebody said since that it was wrong.
        first: what was said before of why the person should not be here.
    """

    def change(draft: Draft) -> None:
        draft.details["pool"] = first
        opened: dict[str, Json] = {"barrier": "asylum_claim", "source": "letter"}
        draft.barriers.append(Said(EventKind.BARRIER_OPENED, opened, at_day(10), "claim"))
        paper: dict[str, Json] = {
            "barrier": "asylum_claim",
            "opening": "@claim",
            "document": "D1",
            "dated": "2026-10-16",
            "document_kind": "decision_notice",
            "decided_by": "home_office",
            "outcome": "granted",
        }
        draft.barriers.append(Said(EventKind.BARRIER_LIFTED, paper, at_day(16), "grant"))
        none: dict[str, Json] = {"document_kind": "written_none", "outcome": ""}
        draft.barriers.append(Said(EventKind.BARRIER_LIFTED, paper | none, at_day(17)))
        if taken_back:
            body: dict[str, Json] = {"event": "@grant", "why": "wrong"}
            draft.later.append(Said(EventKind.CORRECTED, body, at_day(51)))

    return change


def draft(table: GuardTable, route: Route) -> Draft:
    """A grown-up, healthy person for whom every guard of a route is satisfied.

    Args:
        table: the guard table, for the kinds of barrier.
        route: how the person returns.
    """
    found = Draft(
        details={
            "route": route,
            "receiver": "erbil",
            "language": "ckb",
            "interpreter": "arranged",
            "adults": 1,
            "children": 0,
            "unaccompanied": False,
            "ill": False,
            "pregnant": False,
        },
        looked=dict.fromkeys(table.barriers, ""),
        documents=[
            {"document": "P1", "kind": "passport", "status": "issued", "expires": "2030-01-01"}
        ],
        asked={"receiver": "erbil", "request": "R1", "fields": ["names", "date_of_birth"]},
        answer={
            "receiver": "erbil",
            "answer": "accepted",
            "document": "A1",
            "dated": "2026-10-20",
            "expires": "2027-06-01",
        },
        booking={
            "receiver": "erbil",
            "carrier": "air",
            "departs": "2026-11-27T12:00:00+00:00",
            "lands": "2026-11-27T17:00:00+00:00",
            "destination": "Erbil",
            "route": "direct flight",
            "escort": "nobody needed: decided on 20 November",
            "medical_notes": "M1",
        },
    )
    if route in CONSENT_ROUTES:
        found.consent = {
            "document": "C1",
            "dated": "2026-10-20",
            "language": "ckb",
            "informed": True,
            "told_withdrawable": True,
            "counselled": "2026-10-19",
            "counselling_language": "ckb",
        }
    else:
        for number, kind in enumerate(("intention", "departure_details")):
            found.notices[kind] = notice(kind, at_day(30 + number))
    return found
