"""From a case's events to what is known of it now.

What happened stays. A correction takes away what an event said and never brings back what was said
before it, so no correction can open the way for a step. An opened barrier, a withdrawn consent and
a voided notice cannot be corrected at all.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from hawkari.engines.casework.bodies import choice, codes, text, whole
from hawkari.engines.casework.events import MOVES, Event, EventKind, day, moment
from hawkari.engines.casework.facts import (
    BookingFact,
    ConsentFact,
    Facts,
    NoticeFact,
    Opening,
    Request,
)
from hawkari.engines.casework.folding_barriers import (
    Fresh,
    barrier_fact,
    happened,
    lifted,
    opening,
)
from hawkari.engines.casework.folding_papers import Papers, other_documents
from hawkari.engines.casework.outcomes import paper_of
from hawkari.engines.casework.table import load_table
from hawkari.engines.casework.values import Json, Receiver, Route, State

__all__ = ["CORRECTABLE", "fold", "foreseen"]

# Events that can be taken back: each leaves unknown what it said.
CORRECTABLE = frozenset(
    {
        *(EventKind.BARRIER_LIFTED, EventKind.BARRIER_CHECKED, EventKind.DOCUMENT),
        *(EventKind.RECEIVER_ANSWERED, EventKind.NOTICE_SERVED, EventKind.CONSENT_GIVEN),
        *(EventKind.BOOKED, EventKind.DETAILS, EventKind.PLAN, EventKind.ASSISTANCE),
        *(EventKind.REFERRAL, EventKind.SURVEY, EventKind.COMPLAINT, EventKind.NOTE),
    }
)
_LEADS_TO = {
    EventKind.OPENED: State.INTAKE,
    EventKind.BOOKED: State.BOOKED,
    EventKind.DEPARTED: State.DEPARTED,
    EventKind.ARRIVED: State.ARRIVED,
    EventKind.REFUSED_ON_ARRIVAL: State.REFUSED_ON_ARRIVAL,
    EventKind.CLOSED: State.CLOSED,
}


def fold(events: Iterable[Event]) -> Facts:
    """What the events say of the case, in the order in which things happened."""
    return _folded(events, None)


def foreseen(events: Iterable[Event], event: Event) -> Facts:
    """What would be known with one more event, before it moves the case: what a check looks at.

    Args:
        events: the case's history.
        event: what is about to be recorded.
    """
    return _folded((*events, event), event)


@dataclass(slots=True)
class _Case:
    """A case while its events are read."""

    facts: Facts = field(default_factory=Facts)
    openings: dict[str, list[Opening]] = field(default_factory=dict)
    lifts: list[tuple[Event, bool]] = field(default_factory=list)
    checks: dict[str, list[Event]] = field(default_factory=dict)
    fresh: Fresh = field(default_factory=Fresh)
    papers: Papers = field(default_factory=Papers)
    voids: dict[int, datetime] = field(default_factory=dict)
    withdrawn: datetime | None = None
    fallen_through: list[datetime] = field(default_factory=list)

    def say(self, **changes: object) -> None:
        self.facts = replace(self.facts, **changes)  # type: ignore[arg-type]

    def begin_anew(self, event: Event) -> None:
        self.fresh = self.fresh.since(event)


def _folded(events: Iterable[Event], unmoved: Event | None) -> Facts:
    ordered = sorted(events, key=lambda event: (happened(event), event.number))
    kinds = {event.number: event.kind for event in ordered}
    wrong = {
        whole(event.body, "event")
        for event in ordered
        if event.kind is EventKind.CORRECTED
        and kinds.get(whole(event.body, "event")) in CORRECTABLE
    }
    case = _Case()
    for event in ordered:
        if event.number in wrong:
            _TAKE_BACK.get(event.kind, _nothing)(case, event)
            continue
        _READ.get(event.kind, _nothing)(case, event)
        if event is not unmoved:
            _move(case, event)
        case.say(last=max(case.facts.last, event.number))
    return _finished(case)


def _move(case: _Case, event: Event) -> None:
    to = _LEADS_TO.get(event.kind)
    if event.kind is EventKind.MOVED and event.body.get("to") in MOVES:
        to = State(text(event.body, "to"))
    if to is not None:
        case.say(state=to, since=happened(event))


def _finished(case: _Case) -> Facts:
    for event, taken_back in case.lifts:
        kind = text(event.body, "barrier")
        case.openings[kind] = lifted(case.openings.get(kind, ()), event, taken_back=taken_back)
    people = case.facts.people
    alone = people.adults is not None and people.children is not None
    alone = alone and (people.adults or 0) + (people.children or 0) == 1
    fresh = replace(case.fresh, alone=alone)
    kinds = sorted({*case.openings, *case.checks})
    voids = case.voids
    notices = tuple(_notice_now(case, one) for one in case.facts.notices)
    booking = case.facts.booking
    if booking is not None:
        booking = replace(booking, voided=_first(booking.voided, voids.get(booking.number)))
    return replace(
        case.facts,
        barriers={
            kind: barrier_fact(case.openings.get(kind, ()), case.checks.get(kind, ()), fresh)
            for kind in kinds
        },
        notices=notices,
        booking=booking,
        consent=replace(case.facts.consent, withdrawn=case.withdrawn),
    )


def _notice_now(case: _Case, one: NoticeFact) -> NoticeFact:
    failed = min((at for at in case.fallen_through if at >= one.served), default=None)
    return replace(one, voided=_first(one.voided, case.voids.get(one.number)), failed=failed)


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((each for each in (one, other) if each is not None), default=None)


def _opened(case: _Case, event: Event) -> None:
    case.openings.setdefault(text(event.body, "barrier"), []).append(opening(event))


def _lifted(case: _Case, event: Event) -> None:
    case.lifts.append((event, False))
    _granted(case, event)


def _lift_taken_back(case: _Case, event: Event) -> None:
    case.lifts.append((event, True))
    _granted(case, event)


def _granted(case: _Case, event: Event) -> None:
    """Who was given leave to stay is not to be returned, until a person says otherwise."""
    paper = paper_of(load_table(), event)
    if paper is not None and paper.grants(text(event.body, "outcome")):
        case.say(pool=case.facts.pool or "leave")


def _checked(case: _Case, event: Event) -> None:
    for kind in codes(event.body, "barriers"):
        case.checks.setdefault(kind, []).append(event)


# --- the person, the papers, the journey --------------------------------------------------------


def _details(case: _Case, event: Event) -> None:
    body, old = event.body, case.facts
    people = replace(old.people, **_people(body))  # type: ignore[arg-type]
    if people != old.people:
        case.begin_anew(event)
    case.say(
        route=choice(Route, body, "route") or old.route,
        receiver=choice(Receiver, body, "receiver") or old.receiver,
        language=text(body, "language") or old.language,
        interpreter=text(body, "interpreter") or old.interpreter,
        people=people,
        pool=_pool(body, old.pool),
    )


def _pool(body: Mapping[str, Json], old: str) -> str:
    said = text(body, "pool") or old
    return "" if said == "none" else said


def _people(body: Mapping[str, Json]) -> dict[str, int | None]:
    numbers = {name: body.get(name) for name in ("adults", "children")}
    flags = {name: body.get(name) for name in ("unaccompanied", "ill", "pregnant")}
    said: dict[str, int | None] = {k: v for k, v in numbers.items() if type(v) is int}
    return said | {name: value for name, value in flags.items() if isinstance(value, bool)}


def _details_taken_back(case: _Case, event: Event) -> None:
    said: dict[str, object] = dict.fromkeys(_people(event.body))
    if said:
        case.begin_anew(event)
        case.say(people=replace(case.facts.people, **said))  # type: ignore[arg-type]
    # Only another event can say that somebody who should not be here is to return after all.
    if text(event.body, "pool") not in {"", "none"}:
        case.say(pool=text(event.body, "pool"))
    for name, empty in (("route", None), ("receiver", None), ("language", ""), ("interpreter", "")):
        if event.body.get(name):
            case.say(**{name: empty})


def _document(case: _Case, event: Event) -> None:
    case.say(documents=case.papers.document(case.facts.documents, event))


def _document_taken_back(case: _Case, event: Event) -> None:
    case.say(documents=other_documents(case.facts.documents, event))


def _asked(case: _Case, event: Event) -> None:
    body = event.body
    request = Request(
        receiver=text(body, "receiver"),
        request=text(body, "request"),
        fields=codes(body, "fields"),
        at=happened(event),
    )
    case.say(requests=(*case.facts.requests, request))


def _answered(case: _Case, event: Event) -> None:
    case.say(acceptance=case.papers.answer(case.facts.acceptance, event))


def _answer_taken_back(case: _Case, event: Event) -> None:
    del event
    case.say(acceptance=None)


def _served(case: _Case, event: Event) -> None:
    body = event.body
    notice = NoticeFact(
        number=event.number,
        kind=text(body, "kind"),
        served=happened(event),
        language=text(body, "language"),
        route=text(body, "route"),
        destination=text(body, "destination"),
        read_to_person=body.get("read_to_person") is True,
        appeal_details=body.get("appeal_details") is True,
        lawyer_details=body.get("lawyer_details") is True,
        place=text(body, "place"),
        period_ends=moment(body.get("period_ends")),
        valid_until=moment(body.get("valid_until")),
        departs=moment(body.get("departs")),
        carrier=text(body, "carrier"),
    )
    case.say(notices=(*case.facts.notices, notice))


def _notice_voided(case: _Case, event: Event) -> None:
    case.voids[whole(event.body, "notice")] = happened(event)


def _consent(case: _Case, event: Event) -> None:
    body = event.body
    consent = ConsentFact(
        given=happened(event),
        document=text(body, "document"),
        dated=day(body.get("dated")),
        language=text(body, "language"),
        informed=body.get("informed") is True,
        told_withdrawable=body.get("told_withdrawable") is True,
        counselled=day(body.get("counselled")),
        counselling_language=text(body, "counselling_language"),
    )
    case.say(consent=consent)


def _consent_taken_back(case: _Case, event: Event) -> None:
    del event
    case.say(consent=ConsentFact())


def _withdrawn(case: _Case, event: Event) -> None:
    case.withdrawn = _first(case.withdrawn, happened(event))


def _booked(case: _Case, event: Event) -> None:
    body = event.body
    _fell_through(case, happened(event))
    booking = BookingFact(
        number=event.number,
        receiver=text(body, "receiver"),
        departs=moment(body.get("departs")),
        lands=moment(body.get("lands")),
        destination=text(body, "destination"),
        carrier=text(body, "carrier"),
        escort=text(body, "escort"),
        medical_notes=text(body, "medical_notes"),
        reception=text(body, "reception"),
        booked=happened(event),
        route=text(body, "route"),
    )
    case.say(booking=booking)


def _booking_taken_back(case: _Case, event: Event) -> None:
    _booked(case, event)
    # What was booked by mistake did not take place either.
    _fell_through(case, moment(event.body.get("departs")) or happened(event))
    case.say(booking=None)


def _booking_voided(case: _Case, event: Event) -> None:
    case.voids[whole(event.body, "booking")] = happened(event)
    _fell_through(case, happened(event))


def _fell_through(case: _Case, at: datetime) -> None:
    """A journey that was booked did not take place: at its time, or when it was given up."""
    booking = case.facts.booking
    if booking is not None:
        case.fallen_through.append(min(at, booking.departs or at))


def _refused(case: _Case, event: Event) -> None:
    """The person is back: what was served, accepted, booked and looked at is used up."""
    at = happened(event)
    case.begin_anew(event)
    case.voids |= {one.number: at for one in case.facts.notices}
    documents = case.papers.brought_back(case.facts.documents, event)
    case.say(acceptance=None, booking=None, consent=ConsentFact(), documents=documents)


def _closed(case: _Case, event: Event) -> None:
    case.say(closed=text(event.body, "reason"))


def _nothing(case: _Case, event: Event) -> None:
    del case, event


_READ: Mapping[EventKind, Callable[[_Case, Event], None]] = {
    EventKind.OPENED: _details,
    EventKind.DETAILS: _details,
    EventKind.BARRIER_OPENED: _opened,
    EventKind.BARRIER_LIFTED: _lifted,
    EventKind.BARRIER_CHECKED: _checked,
    EventKind.DOCUMENT: _document,
    EventKind.RECEIVER_ASKED: _asked,
    EventKind.RECEIVER_ANSWERED: _answered,
    EventKind.NOTICE_SERVED: _served,
    EventKind.NOTICE_VOIDED: _notice_voided,
    EventKind.CONSENT_GIVEN: _consent,
    EventKind.CONSENT_WITHDRAWN: _withdrawn,
    EventKind.BOOKED: _booked,
    EventKind.BOOKING_VOIDED: _booking_voided,
    EventKind.REFUSED_ON_ARRIVAL: _refused,
    EventKind.CLOSED: _closed,
}
_TAKE_BACK: Mapping[EventKind, Callable[[_Case, Event], None]] = {
    EventKind.BARRIER_LIFTED: _lift_taken_back,
    EventKind.DETAILS: _details_taken_back,
    EventKind.DOCUMENT: _document_taken_back,
    EventKind.RECEIVER_ANSWERED: _answer_taken_back,
    EventKind.CONSENT_GIVEN: _consent_taken_back,
    EventKind.BOOKED: _booking_taken_back,
}
