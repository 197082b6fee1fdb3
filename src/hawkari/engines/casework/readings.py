"""What each subject of the guard table reads at an instant.

A reading is one word about one subject. `SUBJECTS` lists the words that each can read, the worst
first; what nobody has said reads as badly as what is known to be wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from hawkari.engines.casework.calendars import OutsideCalendar
from hawkari.engines.casework.clocks import UnknownClock, deadline
from hawkari.engines.casework.facts import BarrierFact, DocumentFact, Facts, NoticeFact
from hawkari.engines.casework.places import Place
from hawkari.engines.casework.table import BarrierRule, GuardTable

__all__ = [
    "BARRIER_READINGS",
    "SUBJECTS",
    "Hands",
    "Look",
    "Reading",
    "read",
    "readings",
    "subject_readings",
]

BARRIER_READINGS = ("unknown", "open", "none", "lifted", "lapsed")
_NOTICE = ("none", "void", "expired", "other_language", "incomplete", "other_destination", "served")
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "route": ("missing", "named"),
    "receiver": ("missing", "named"),
    "language": ("missing", "recorded"),
    "pool": ("died", "left", "citizen", "leave", "nothing_said"),
    "interpreter": ("missing", "recorded"),
    "counselling": ("none", "other_language", "after_consent", "given"),
    "consent": ("withdrawn", "none", "incomplete", "other_language", "given"),
    "disclosure": ("too_much", "nothing_sent", "permitted_only"),
    "notice_intention": _NOTICE,
    "notice_departure_details": _NOTICE,
    "notice_period": ("not_computed", "running", "over"),
    "travel_document": (
        *("barrier_open", "missing", "sought", "agreed", "no_expiry", "expires_before_landing"),
        "valid",
    ),
    "acceptance": (
        *("barrier_open", "none", "asked", "more_needed", "refused", "other_authority"),
        *("no_expiry", "expires_before_landing", "accepted"),
    ),
    "booking": ("none", "void", "incomplete", "other_authority", "late", "early", "today"),
    "escort": ("missing", "present"),
    "medical_notes": ("missing", "present"),
    "reception": ("unknown", "missing", "not_needed", "arranged"),
    "hands": ("none", "one", "two"),
}
# Days of documents end in Iraq, where the person lands; it keeps UTC+3 all year.
_IRAQ = timezone(timedelta(hours=3))
# A journey may leave this much before or after the booked time; else it is another booking.
_LEEWAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Hands:
    """Who takes a step: one person, or two different ones."""

    actor: str = ""
    second: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one subject reads, and since when, where the history says so."""

    value: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a reading is read off.

    Attributes:
        table: the guard table.
        facts: what is known of the case.
        at: the instant.
        hands: who takes the step.
    """

    table: GuardTable
    facts: Facts
    at: datetime
    hands: Hands = Hands()

    @property
    def landing(self) -> date:
        """The day in Iraq on which the person lands; without a booking, today."""
        booking = self.facts.live_booking()
        lands = booking.lands if booking is not None else None
        return max(lands or self.at, self.at).astimezone(_IRAQ).date()

    def speaks(self, language: str) -> bool:
        """Whether something is in the person's language; that it is known is a guard of its own."""
        return self.facts.language in {"", language}


def subject_readings(subject: str) -> tuple[str, ...]:
    """The words that a subject can read."""
    return BARRIER_READINGS if subject.startswith("barrier:") else SUBJECTS[subject]


def readings(look: Look) -> dict[str, Reading]:
    """What every subject of the table reads."""
    return {guard.subject: read(guard.subject, look) for guard in look.table.guards.values()}


def read(subject: str, look: Look) -> Reading:
    """What one subject reads."""
    kind = subject.removeprefix("barrier:")
    if kind != subject:
        return _barrier(look, kind)
    return _READERS[subject](look)


def _barrier(look: Look, kind: str) -> Reading:
    rule = look.table.guards[kind].barrier
    fact = look.facts.barrier(kind)
    status = _barrier_status(fact, rule, look)
    return Reading(status, fact.opened if status == "open" else None)


def _barrier_status(fact: BarrierFact, rule: BarrierRule | None, look: Look) -> str:
    if fact.status in {"open", "unknown"} or rule is None:
        return fact.status if rule is not None else "unknown"
    if not _rightly_lifted(fact, rule):
        return "open"
    if fact.review is not None and fact.review <= look.at.date():
        return "unknown"
    return fact.status if fact.openings else _found_none(rule, look)


def _rightly_lifted(fact: BarrierFact, rule: BarrierRule) -> bool:
    return all(
        one.lift is not None and rule.lifted_by(one.lift.document_kind, one.lift.decided_by)
        for one in fact.openings
    )


def _found_none(rule: BarrierRule, look: Look) -> str:
    """Whether somebody may have found none: not where the people on the case say otherwise."""
    route = look.facts.route
    if not rule.forced_people or (route is not None and route not in rule.forced_routes):
        return "none"
    there = look.facts.people.has(rule.forced_people)
    if there is None:
        return "unknown"
    return "open" if there else "none"


def _opened_by_hand(look: Look, kind: str) -> Reading | None:
    """An opening that somebody recorded of a barrier that is otherwise read off the papers."""
    fact = look.facts.barrier(kind)
    rule = look.table.guards[kind].barrier if kind in look.table.guards else None
    if not fact.openings or (rule is not None and _rightly_lifted(fact, rule)):
        return None
    return Reading("barrier_open", fact.opened)


def _said(value: object, word: str) -> Reading:
    return Reading(word if value else "missing")


def _counselling(look: Look) -> Reading:
    consent = look.facts.consent
    if consent.counselled is None:
        return Reading("none")
    if not look.speaks(consent.counselling_language):
        return Reading("other_language", consent.given)
    after = consent.dated is None or consent.counselled > consent.dated
    return Reading("after_consent" if after else "given", consent.given)


def _consent(look: Look) -> Reading:
    consent, today = look.facts.consent, look.at.date()
    if consent.withdrawn is not None:
        return Reading("withdrawn", consent.withdrawn)
    if consent.given is None:
        return Reading("none")
    dated = consent.dated is not None and consent.dated <= today and bool(consent.document)
    if not (dated and consent.informed and consent.told_withdrawable):
        return Reading("incomplete", consent.given)
    same = look.speaks(consent.language)
    return Reading("given" if same else "other_language", consent.given)


def _disclosure(look: Look) -> Reading:
    requests = look.facts.requests
    for one in requests:
        if not set(one.fields) <= look.table.permitted_fields:
            return Reading("too_much", one.at)
    return Reading("permitted_only" if requests else "nothing_sent")


def _notice(kind: str) -> Callable[[Look], Reading]:
    def look_at(look: Look) -> Reading:
        every = [one for one in look.facts.notices if one.kind == kind]
        if not every:
            return Reading("none")
        live = look.facts.live_notices(kind)
        if not live:
            return Reading("void", every[-1].voided)
        words = _NOTICE
        found = max(
            ((_notice_word(one, look), one) for one in live), key=lambda x: words.index(x[0])
        )
        return Reading(found[0], found[1].served)

    return look_at


def _notice_word(notice: NoticeFact, look: Look) -> str:
    booking = look.facts.live_booking()
    if any(until <= look.at for until in _good_until(notice)):
        return "expired"
    if not look.speaks(notice.language):
        return "other_language"
    told = notice.route and notice.destination and notice.appeal_details and notice.lawyer_details
    if not told:
        return "incomplete"
    if booking is not None and not _same(booking.destination, notice.destination):
        return "other_destination"
    return "served"


def _notice_period(look: Look) -> Reading:
    """The time that the person is given is over when it is over for every notice that stands."""
    ends = [_period_ends(one) for one in look.facts.live_notices()]
    known = [one for one in ends if one is not None]
    if not ends or len(known) < len(ends):
        return Reading("not_computed")
    return Reading("over" if max(known) <= look.at else "running", max(known))


def _good_until(notice: NoticeFact) -> Iterator[datetime]:
    """When a notice ceases to be good: as served, and some days after a journey fell through."""
    if notice.valid_until is not None:
        yield notice.valid_until
    if notice.failed is not None:
        yield _runs_out("notice_validity", notice.failed, None) or notice.failed


def _period_ends(notice: NoticeFact) -> datetime | None:
    """When the time that a notice gives is over; None where nobody can say.

    It is computed of service and place, whatever was typed; a later end that the person was told
    binds. At a port the same time is given, as long as nobody has found the rule for ports.
    """
    place = Place(notice.place) if notice.place in tuple(Place) else None
    computed = _runs_out("removal_notice", notice.served, place)
    if computed is None or notice.period_ends is None:
        return computed
    return max(computed, notice.period_ends)


@lru_cache(maxsize=4096)
def _runs_out(clock: str, start: datetime, place: Place | None) -> datetime | None:
    """The end of a clock that counts; None where its calendar does not reach."""
    try:
        return deadline(clock, start, place).binding
    except (UnknownClock, OutsideCalendar):
        return None


def _travel_document(look: Look) -> Reading:
    by_hand = _opened_by_hand(look, "no_travel_document")
    if by_hand is not None:
        return by_hand
    papers = [one for one in look.facts.documents if one.kind in look.table.travel_documents]
    if not papers:
        return Reading("missing")
    words = SUBJECTS["travel_document"]
    word, paper = max(
        ((_document_word(one, look), one) for one in papers), key=lambda x: words.index(x[0])
    )
    return Reading(word, paper.since)


def _document_word(paper: DocumentFact, look: Look) -> str:
    if paper.status == "agreed":
        return "agreed"
    if paper.status in {"expired", "refused"}:
        return "missing"
    if paper.status != "issued":
        return "sought"
    if paper.expires is None:
        return "no_expiry"
    return "valid" if paper.expires > look.landing else "expires_before_landing"


def _acceptance(look: Look) -> Reading:
    by_hand = _opened_by_hand(look, "not_accepted")
    if by_hand is not None:
        return by_hand
    answer = look.facts.acceptance
    if answer is None:
        asked = look.facts.requests
        return Reading("asked", asked[-1].at) if asked else Reading("none")
    if answer.answer != "accepted":
        return Reading("refused" if answer.answer == "refused" else "more_needed", answer.at)
    if look.facts.receiver not in {None, answer.receiver}:
        return Reading("other_authority", answer.at)
    if not answer.document or answer.dated is None or answer.dated > look.at.date():
        return Reading("asked", answer.at)
    if answer.expires is None:
        return Reading("no_expiry", answer.at)
    good = answer.expires > look.landing
    return Reading("accepted" if good else "expires_before_landing", answer.at)


def _booking(look: Look) -> Reading:
    booking = look.facts.live_booking()
    if booking is None:
        every = look.facts.booking
        return Reading("none") if every is None else Reading("void", every.voided)
    if booking.departs is None or booking.lands is None or booking.lands <= booking.departs:
        return Reading("incomplete", booking.booked)
    if look.facts.receiver not in {None, booking.receiver}:
        return Reading("other_authority", booking.booked)
    if look.at > booking.departs + _LEEWAY:
        return Reading("late", booking.booked)
    early = look.at < booking.departs - _LEEWAY
    return Reading("early" if early else "today", booking.booked)


def _on_booking(name: str) -> Callable[[Look], Reading]:
    def look_at(look: Look) -> Reading:
        booking = look.facts.live_booking()
        return _said(booking is not None and getattr(booking, name), "present")

    return look_at


def _reception(look: Look) -> Reading:
    booking = look.facts.live_booking()
    if booking is not None and booking.reception:
        return Reading("arranged")
    people = look.facts.people
    groups = [people.has(one) for one in ("children", "unaccompanied", "ill", "pregnant")]
    if any(groups):
        return Reading("missing")
    return Reading("unknown" if None in groups else "not_needed")


def _hands(look: Look) -> Reading:
    named = {one.strip().casefold() for one in (look.hands.actor, look.hands.second)} - {""}
    return Reading(("none", "one", "two")[len(named)])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


_READERS: Mapping[str, Callable[[Look], Reading]] = {
    "route": lambda look: _said(look.facts.route, "named"),
    "receiver": lambda look: _said(look.facts.receiver, "named"),
    "language": lambda look: _said(look.facts.language, "recorded"),
    "interpreter": lambda look: _said(look.facts.interpreter, "recorded"),
    "pool": lambda look: Reading(look.facts.pool or "nothing_said"),
    "counselling": _counselling,
    "consent": _consent,
    "disclosure": _disclosure,
    "notice_intention": _notice("intention"),
    "notice_departure_details": _notice("departure_details"),
    "notice_period": _notice_period,
    "travel_document": _travel_document,
    "acceptance": _acceptance,
    "booking": _booking,
    "escort": _on_booking("escort"),
    "medical_notes": _on_booking("medical_notes"),
    "reception": _reception,
    "hands": _hands,
}
