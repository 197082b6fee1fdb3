"""What is due in a case, by whom: clocks that run, papers that expire, days for a review.

Computed on reading, never kept. A duty of ours is due at the earlier end of a range, time that the
person must be given is over only at the later end; both ends are shown where they differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hawkari.desks.returns.models import Case
from hawkari.engines.casework import (
    Deadline,
    Event,
    EventKind,
    Facts,
    NoticeFact,
    Place,
    State,
    deadline,
    load_table,
)
from hawkari.engines.casework.ageing import growing_unknown
from hawkari.engines.casework.calendars import OutsideCalendar
from hawkari.engines.casework.clocks import UnknownClock
from hawkari.engines.casework.values import AFTER_DEPARTURE, CONSENT_ROUTES, Receiver, Route

__all__ = ["Due", "dues_of"]

SOON = timedelta(days=90)
"""How far ahead the day on which a paper expires is shown."""
"""What is known of a barrier that is not open."""
FOLLOW_UPS = (0, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due.

    Attributes:
        what: code of what; its words are in `hawkari.desks.returns.due_words`.
        who: code of whose it is.
        first, last: the ends of its range; the same where it is certain. Days begin at midnight
            of the place whose days count.
        subject: what it is about: kind of barrier, of document, or of clock.
        is_protection: whether it is time that the person must be given, and no duty of ours.
        over: whether it has come: late for a duty, over for a protection.
        authority: the rule, where there is one.
    """

    what: str
    who: str
    first: datetime
    last: datetime
    subject: str = ""
    is_protection: bool = False
    over: bool = False
    authority: str = ""


def dues_of(case: Case, facts: Facts, events: Sequence[Event], *, now: datetime) -> list[Due]:
    """What is due in a case, the earliest first."""
    if facts.state is State.CLOSED:
        return []
    parts = (_reviews, _looking, _papers, _notices, _answer)
    found = [one for part in parts for one in part(facts, now)]
    found += _support(facts, events, now)
    found += _keeping(case, now)
    return sorted(found, key=lambda one: (one.first, one.what))


def _on(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _day(what: str, who: str, day: date, *, now: datetime, subject: str = "") -> Due:
    at = _on(day)
    return Due(what, who, at, at, subject, over=now >= at)


def _reviews(facts: Facts, now: datetime) -> Iterator[Due]:
    if facts.state in AFTER_DEPARTURE:
        return
    for kind, fact in facts.barriers.items():
        for one in fact.openings:
            if one.lift is None and one.review is not None:
                yield _day("barrier_review", "caseworker", one.review, now=now, subject=kind)


def _looking(facts: Facts, now: datetime) -> Iterator[Due]:
    """The first instant from which something that was looked for is unknown again."""
    if facts.state in AFTER_DEPARTURE:
        return
    first = min(growing_unknown(load_table(), facts).values(), default=None)
    if first is not None:
        yield Due("look_again", "caseworker", first, first, over=now >= first)


def _papers(facts: Facts, now: datetime) -> Iterator[Due]:
    if facts.state in AFTER_DEPARTURE:
        return
    for one in facts.documents:
        if one.status == "issued" and one.expires and _on(one.expires) <= now + SOON:
            yield _day("document_expires", "documents", one.expires, now=now, subject=one.kind)
    accepted = facts.acceptance
    if accepted is not None and accepted.answer == "accepted" and accepted.expires:
        yield _day("acceptance_expires", "liaison", accepted.expires, now=now)


def _notices(facts: Facts, now: datetime) -> Iterator[Due]:
    live = facts.live_notices()
    if not live or facts.route in CONSENT_ROUTES or facts.state in AFTER_DEPARTURE:
        return
    last = max(live, key=lambda one: one.served)
    clock = "removal_notice_port" if facts.route is Route.PORT else "removal_notice"
    found = _deadline(clock, last.served, _place(last))
    if found is not None:
        yield _of_clock("notice_period", "person", found, now=now)


def _place(notice: NoticeFact) -> Place | None:
    return Place(notice.place) if notice.place in tuple(Place) else None


def _answer(facts: Facts, now: datetime) -> Iterator[Due]:
    if not facts.requests or facts.state in AFTER_DEPARTURE:
        return
    last = facts.requests[-1]
    if facts.acceptance is None or facts.acceptance.at < last.at:
        yield Due("answer_waits", "receiver", last.at, last.at, last.receiver, over=now >= last.at)


def _support(facts: Facts, events: Sequence[Event], now: datetime) -> Iterator[Due]:
    arrived = next((one.at for one in reversed(events) if one.kind is EventKind.ARRIVED), None)
    if arrived is None or facts.state not in AFTER_DEPARTURE:
        return
    place = Place.KURDISTAN if facts.receiver is Receiver.ERBIL else Place.IRAQ
    done = {one.kind for one in events if one.at >= arrived}
    surveys = [one.body.get("month") for one in events if one.kind is EventKind.SURVEY]
    clocks = [] if EventKind.PLAN in done else ["reintegration_plan"]
    clocks += [f"follow_up_{month}" for month in FOLLOW_UPS if month not in surveys]
    for clock in clocks:
        found = _deadline(clock, arrived, place)
        if found is not None:
            yield _of_clock("clock", "reintegration", found, now=now)


def _deadline(clock: str, start: datetime, place: Place | None) -> Deadline | None:
    """None where the calendar or the table of clocks does not reach that day."""
    try:
        return deadline(clock, start, place)
    except (OutsideCalendar, UnknownClock):
        return None


def _of_clock(what: str, who: str, found: Deadline, *, now: datetime) -> Due:
    return Due(
        what,
        who,
        found.earliest,
        found.latest,
        found.clock.name,
        is_protection=found.clock.kind == "protection",
        over=found.has_run(now),
        authority=found.clock.authority,
    )


def _keeping(case: Case, now: datetime) -> Iterator[Due]:
    if _on(case.review_due) <= now + SOON:
        yield _day("case_review", "reviewer", case.review_due, now=now)
