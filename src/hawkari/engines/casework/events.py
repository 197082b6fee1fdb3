"""What happens in a case: the kinds of event, and what the body of each says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hawkari.engines.casework.places import Place
from hawkari.engines.casework.table import load_table
from hawkari.engines.casework.values import Json, Receiver, Route, State

__all__ = [
    "BODIES",
    "CLOSING_REASONS",
    "DOCUMENT_STATUSES",
    "POOL",
    "YEARS",
    "Event",
    "EventKind",
    "Field",
    "check_body",
    "day",
    "keepable",
    "moment",
]


class EventKind(StrEnum):
    """What may happen in a case."""

    OPENED = "opened"
    MOVED = "moved"
    BARRIER_OPENED = "barrier_opened"
    BARRIER_LIFTED = "barrier_lifted"
    BARRIER_CHECKED = "barrier_checked"
    DOCUMENT = "document"
    RECEIVER_ASKED = "receiver_asked"
    RECEIVER_ANSWERED = "receiver_answered"
    NOTICE_SERVED = "notice_served"
    NOTICE_VOIDED = "notice_voided"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    BOOKED = "booked"
    BOOKING_VOIDED = "booking_voided"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    REFUSED_ON_ARRIVAL = "refused_on_arrival"
    DETAILS = "details"
    PLAN = "plan"
    ASSISTANCE = "assistance"
    REFERRAL = "referral"
    SURVEY = "survey"
    COMPLAINT = "complaint"
    NOTE = "note"
    CLOSED = "closed"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in a case. Events are only ever added.

    Attributes:
        kind: what kind of thing.
        at: when it happened.
        recorded: when we learned of it; never before `at`.
        actor: who recorded it.
        second: the second person, where a step takes two.
        body: what it says, with the fields that `BODIES` lists for its kind.
        number: its place in the case's history, from 1.
    """

    kind: EventKind
    at: datetime
    recorded: datetime
    actor: str
    second: str = ""
    body: Mapping[str, Json] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an event's body.

    Attributes:
        name: its name.
        type: ``text``, ``code``, ``date``, ``instant``, ``number``, ``yes_no`` or ``codes``.
        required: it must be there and not empty.
        choices: the codes that may stand; empty: any.
    """

    name: str
    type: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


DOCUMENT_STATUSES = (
    *("sought", "interview", "agreed", "issued", "expired", "refused", "revalidation"),
)
CLOSING_REASONS = (
    *("support_ended", "criteria_no_longer_met", "own_choice", "left_area", "died"),
    *("funding_or_security", "consent_withdrawn", "may_stay"),
)
YEARS = range(1900, 2200)
"""Whatever happens in a case happens in one of these; else a year was mistyped."""
_MOST = 1_000_000
POOL = ("none", "leave", "citizen", "left", "died")
# A case comes to every other state by an event of its own, which says more than a move.
MOVES = (
    *(State.SCREENING, State.VOLUNTARY_COUNSELLING, State.LIABLE, State.DOCUMENTING),
    *(State.ACCEPTED_BY_RECEIVER, State.NOTICE_SERVED, State.NOTICE_ELAPSED),
    *(State.REINTEGRATION_PLAN, State.SUPPORTED, State.FOLLOW_UP, State.HELD),
)


def _must(name: str, of: str = "text", choices: tuple[str, ...] = ()) -> Field:
    return Field(name, of, required=True, choices=choices)


_DETAILS = (
    Field("route", "code", choices=tuple(Route)),
    Field("receiver", "code", choices=tuple(Receiver)),
    Field("language", "code"),
    Field("interpreter"),
    Field("adults", "number"),
    Field("children", "number"),
    Field("unaccompanied", "yes_no"),
    Field("ill", "yes_no"),
    Field("pregnant", "yes_no"),
    # Why the person should not be among those to return at all.
    Field("pool", "code", choices=POOL),
)
_WHY = Field("why")
# None: the desk that records this kind says what stands in it; no guard reads it.
BODIES: Mapping[EventKind, tuple[Field, ...] | None] = {
    EventKind.OPENED: _DETAILS,
    EventKind.DETAILS: _DETAILS,
    EventKind.MOVED: (_must("to", "code", tuple(MOVES)), _WHY),
    EventKind.BARRIER_OPENED: (
        _must("barrier", "code"),
        _must("source"),
        Field("person"),
        Field("ends", "date"),
        Field("review", "date"),
    ),
    # `opening` is the number of the event that opened it: what ends one claim ends no other.
    EventKind.BARRIER_LIFTED: (
        _must("barrier", "code"),
        _must("opening", "number"),
        _must("document"),
        _must("document_kind", "code"),
        _must("dated", "date"),
        _must("decided_by", "code"),
        # What the paper says, where it may say this or that; without it such a paper lifts nothing.
        Field("outcome", "code"),
        Field("review", "date"),
    ),
    EventKind.BARRIER_CHECKED: (
        _must("barriers", "codes"),
        _must("source"),
        Field("review", "date"),
    ),
    EventKind.DOCUMENT: (
        _must("document"),
        _must("kind", "code"),
        _must("status", "code", DOCUMENT_STATUSES),
        Field("issued", "date"),
        Field("expires", "date"),
    ),
    EventKind.RECEIVER_ASKED: (
        _must("receiver", "code", tuple(Receiver)),
        _must("request"),
        _must("fields", "codes"),
    ),
    EventKind.RECEIVER_ANSWERED: (
        _must("receiver", "code", tuple(Receiver)),
        _must("answer", "code", ("accepted", "refused", "more_needed")),
        _must("document"),
        _must("dated", "date"),
        Field("expires", "date"),
    ),
    EventKind.NOTICE_SERVED: (
        _must("kind", "code", ("intention", "departure_details")),
        _must("language", "code"),
        _must("route"),
        _must("destination"),
        _must("read_to_person", "yes_no"),
        _must("appeal_details", "yes_no"),
        _must("lawyer_details", "yes_no"),
        _must("served_how"),
        Field("place", "code", choices=tuple(Place)),
        # Of a notice of departure details: when the journey begins, and with whom.
        Field("departs", "instant"),
        Field("carrier"),
        Field("document"),
        Field("period_ends", "instant"),
        Field("valid_until", "instant"),
    ),
    EventKind.NOTICE_VOIDED: (_must("notice", "number"), _must("why")),
    EventKind.CONSENT_GIVEN: (
        _must("document"),
        _must("dated", "date"),
        _must("language", "code"),
        _must("informed", "yes_no"),
        _must("told_withdrawable", "yes_no"),
        Field("counselled", "date"),
        Field("counselling_language", "code"),
    ),
    EventKind.CONSENT_WITHDRAWN: (_must("how"),),
    EventKind.BOOKED: (
        _must("receiver", "code", tuple(Receiver)),
        _must("carrier"),
        _must("departs", "instant"),
        _must("lands", "instant"),
        _must("destination"),
        Field("route"),
        Field("escort"),
        Field("medical_notes"),
        Field("reception"),
    ),
    EventKind.BOOKING_VOIDED: (_must("booking", "number"), _must("why")),
    EventKind.DEPARTED: (_must("booking", "number"),),
    EventKind.ARRIVED: (Field("place"),),
    EventKind.REFUSED_ON_ARRIVAL: (_must("why"),),
    EventKind.PLAN: None,
    EventKind.ASSISTANCE: None,
    EventKind.REFERRAL: None,
    EventKind.SURVEY: None,
    EventKind.COMPLAINT: None,
    EventKind.NOTE: None,
    EventKind.CLOSED: (_must("reason", "code", CLOSING_REASONS), _WHY),
    EventKind.CORRECTED: (_must("event", "number"), _must("why")),
}


def keepable(value: object) -> bool:
    """Whether every text in a value can be written down: no half characters, none that is zero."""
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= one <= "\udfff" for one in value)
    if isinstance(value, Mapping):
        return all(keepable(one) for pair in value.items() for one in pair)
    if isinstance(value, (list, tuple)):
        return all(keepable(one) for one in value)
    return True


def day(value: Json) -> date | None:
    """The day that an ISO text names; None if it names none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def moment(value: Json) -> datetime | None:
    """The instant that an ISO text with an offset names; None if it names none of our time."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if found is None or found.tzinfo is None:
        return None
    return found if found.year in YEARS else None


def _codes(value: Json) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


_IS: Mapping[str, tuple[Callable[[Json], bool], str]] = {
    "text": (lambda value: isinstance(value, str), "text"),
    "code": (lambda value: isinstance(value, str), "a code"),
    "date": (lambda value: day(value) is not None, "a date such as 2026-11-27"),
    "instant": (lambda value: moment(value) is not None, "a time with its offset"),
    "number": (lambda value: type(value) is int and 0 <= value < _MOST, "a whole number"),
    "yes_no": (lambda value: isinstance(value, bool), "yes or no"),
    "codes": (_codes, "a list of codes"),
}


def check_body(kind: EventKind, body: Mapping[str, Json]) -> list[str]:
    """What is wrong with an event's body, in plain words; empty when nothing is.

    Args:
        kind: the kind of event.
        body: what it says.
    """
    fields = BODIES[kind]
    if not keepable(body):
        return ["a text holds characters that cannot be kept"]
    if fields is None:
        return []
    known = {one.name for one in fields}
    found = [
        f"{name}: an event of kind {kind} has no such field" for name in body if name not in known
    ]
    for one in fields:
        value = body.get(one.name)
        if value is None or value in ("", []) or (isinstance(value, str) and not value.strip()):
            found += [f"{one.name}: is missing"] if one.required else []
            continue
        test, said = _IS[one.type]
        if not test(value):
            found.append(f"{one.name}: is not {said}")
        elif one.choices and value not in one.choices:
            found.append(f"{one.name}: is none of {', '.join(one.choices)}")
    return [*found, *_outcome(body)] if kind is EventKind.BARRIER_LIFTED else found


def _outcome(body: Mapping[str, Json]) -> list[str]:
    """An outcome that the paper cannot have."""
    said = body.get("outcome")
    if not said or not isinstance(said, str):
        return []
    named = (str(body.get(name) or "") for name in ("barrier", "document_kind", "decided_by"))
    paper = load_table().paper(*named)
    known = paper.outcomes.all if paper is not None and paper.outcomes is not None else ()
    if said in known:
        return []
    return [
        f"outcome: is none of {', '.join(known)}" if known else "outcome: such a paper has none"
    ]
