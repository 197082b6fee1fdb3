"""What each subject of the guard table reads at an instant.

A reading is one word about one subject. `SUBJECTS` lists the words that each can read, the worst
first; what nobody has said reads as badly as what is known to be wrong.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from hawkari.engines.casework.facts import DocumentFact
from hawkari.engines.casework.look import Hands, Look, Reading
from hawkari.engines.casework.reading_barriers import (
    barrier_reading,
    opened_by_hand,
    other_barriers,
)
from hawkari.engines.casework.reading_notices import NOTICE, notice_period, notice_reading

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
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "route": ("missing", "named"),
    "receiver": ("missing", "named"),
    "language": ("missing", "recorded"),
    "pool": ("died", "left", "citizen", "leave", "nothing_said"),
    "interpreter": ("missing", "recorded"),
    "counselling": ("none", "other_language", "after_consent", "given"),
    "consent": ("withdrawn", "none", "incomplete", "other_language", "given"),
    "disclosure": ("too_much", "nothing_sent", "permitted_only"),
    "notice_intention": NOTICE,
    "notice_departure_details": NOTICE,
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
    "other_barriers": ("open", "none"),
}
# A journey may leave this much before or after the booked time; else it is another booking.
_LEEWAY = timedelta(hours=24)


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
        return barrier_reading(look, kind)
    return _READERS[subject](look)


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


def _travel_document(look: Look) -> Reading:
    by_hand = opened_by_hand(look, "no_travel_document")
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
    by_hand = opened_by_hand(look, "not_accepted")
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


_READERS: Mapping[str, Callable[[Look], Reading]] = {
    "route": lambda look: _said(look.facts.route, "named"),
    "receiver": lambda look: _said(look.facts.receiver, "named"),
    "language": lambda look: _said(look.facts.language, "recorded"),
    "interpreter": lambda look: _said(look.facts.interpreter, "recorded"),
    "pool": lambda look: Reading(look.facts.pool or "nothing_said"),
    "counselling": _counselling,
    "consent": _consent,
    "disclosure": _disclosure,
    "notice_intention": notice_reading("intention"),
    "notice_departure_details": notice_reading("departure_details"),
    "notice_period": notice_period,
    "travel_document": _travel_document,
    "acceptance": _acceptance,
    "booking": _booking,
    "escort": _on_booking("escort"),
    "medical_notes": _on_booking("medical_notes"),
    "reception": _reception,
    "hands": _hands,
    "other_barriers": other_barriers,
}
