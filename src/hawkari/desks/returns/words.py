"""Words of the desk for what events and facts hold as codes; those of guards are in their table."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hawkari.engines.casework import EventKind, Receiver, Route, State, load_clocks, load_table

__all__ = [
    "ANSWERS",
    "CLOSINGS",
    "DOCUMENTS",
    "EVENTS",
    "LANGUAGES",
    "NOTES",
    "NOTICES",
    "PLACES",
    "RECEIVERS",
    "ROUTES",
    "SEXES",
    "STATES",
    "STATUSES",
    "TOLD",
    "WHYS",
    "Words",
    "barrier_word",
    "clock_word",
    "word",
]

Words = Mapping[str, Promise]
NOTES: Words = {
    "departure_proposed": _("Departure proposed"),
    "family_changed": _("Family changed"),
    "person_changed": _("Person's details changed"),
    "different_person": _("Told apart from another person"),
    "kept": _("Kept after review"),
}
"""Notes that the desk itself writes, by what they are about."""

STATES: Words = {
    State.INTAKE: _("Intake"),
    State.SCREENING: _("Screening"),
    State.VOLUNTARY_COUNSELLING: _("Counselling for a voluntary return"),
    State.LIABLE: _("Liable to return"),
    State.DOCUMENTING: _("Documents"),
    State.ACCEPTED_BY_RECEIVER: _("Accepted by the receiving authority"),
    State.NOTICE_SERVED: _("Notice served"),
    State.NOTICE_ELAPSED: _("Notice period over"),
    State.BOOKED: _("Booked"),
    State.DEPARTED: _("Departed"),
    State.ARRIVED: _("Arrived"),
    State.REFUSED_ON_ARRIVAL: _("Refused on arrival"),
    State.REINTEGRATION_PLAN: _("Reintegration plan"),
    State.SUPPORTED: _("Supported"),
    State.FOLLOW_UP: _("Follow-up"),
    State.CLOSED: _("Closed"),
    State.HELD: _("Held"),
}
ROUTES: Words = {
    Route.VOLUNTARY: _("Voluntary"),
    Route.ASSISTED: _("Voluntary, with assistance"),
    Route.ENFORCED: _("Enforced"),
    Route.PORT: _("Refused entry at a port"),
}
RECEIVERS: Words = {
    Receiver.BAGHDAD: _("Federal authority in Baghdad"),
    Receiver.ERBIL: _("Kurdistan Region authority in Erbil"),
}
STATUSES: Words = {
    "sought": _("sought"),
    "interview": _("interview held"),
    "agreed": _("agreed, not issued"),
    "issued": _("issued"),
    "expired": _("expired"),
    "refused": _("refused"),
    "revalidation": _("to be revalidated"),
}
DOCUMENTS: Words = {
    "passport": _("Passport"),
    "laissez_passer": _("Laissez-passer"),
    "eu_letter": _("EU letter"),
    "chicago_letter": _("Chicago Convention letter"),
    "emergency_travel_document": _("Emergency travel document"),
    "inid": _("Iraqi national card (INID)"),
    "csid": _("Civil status card (CSID)"),
    "registration_1957": _("1957 registration"),
    "family_book": _("Family book"),
}
ANSWERS: Words = {
    "accepted": _("accepted"),
    "refused": _("refused"),
    "more_needed": _("asks for more"),
}
NOTICES: Words = {
    "intention": _("Notice of intention to remove"),
    "departure_details": _("Notice of departure details"),
}
PLACES: Words = {
    "england-wales": _("England and Wales"),
    "scotland": _("Scotland"),
    "northern-ireland": _("Northern Ireland"),
}
LANGUAGES: Words = {
    "ckb": _("Sorani Kurdish"),
    "kmr": _("Kurmanji Kurdish"),
    "ar": _("Arabic"),
    "en": _("English"),
    "fa": _("Persian"),
    "tr": _("Turkish"),
    "syr": _("Syriac"),
}
TOLD: Words = {
    "names": _("Names"),
    "date_of_birth": _("Date of birth"),
    "place_of_birth": _("Place of birth"),
    "sex": _("Sex"),
    "nationality": _("Nationality"),
    "parents_names": _("Names of the parents"),
    "photograph": _("Photograph"),
    "document_numbers": _("Numbers of documents"),
    "travel_date": _("Day of travel"),
    "flight": _("Flight"),
    "language": _("Language"),
    "family_travelling": _("Family that travels along"),
    "assistance_on_arrival": _("Help needed on arrival"),
}
SEXES: Words = {"female": _("female"), "male": _("male"), "other": _("other")}
CLOSINGS: Words = {
    "support_ended": _("Support ended"),
    "criteria_no_longer_met": _("Criteria no longer met"),
    "own_choice": _("The person's own choice"),
    "left_area": _("Left the area or migrated again"),
    "died": _("Died"),
    "funding_or_security": _("Funding or security"),
    "consent_withdrawn": _("Consent withdrawn"),
    "may_stay": _("May stay"),
}
EVENTS: Words = {
    EventKind.OPENED: _("Case opened"),
    EventKind.MOVED: _("Moved on"),
    EventKind.BARRIER_OPENED: _("Barrier opened"),
    EventKind.BARRIER_LIFTED: _("Barrier lifted"),
    EventKind.BARRIER_CHECKED: _("Looked, none found"),
    EventKind.DOCUMENT: _("Document"),
    EventKind.RECEIVER_ASKED: _("Receiving authority asked"),
    EventKind.RECEIVER_ANSWERED: _("Receiving authority answered"),
    EventKind.NOTICE_SERVED: _("Notice served"),
    EventKind.NOTICE_VOIDED: _("Notice voided"),
    EventKind.CONSENT_GIVEN: _("Consent given"),
    EventKind.CONSENT_WITHDRAWN: _("Consent withdrawn"),
    EventKind.BOOKED: _("Journey booked"),
    EventKind.BOOKING_VOIDED: _("Booking voided"),
    EventKind.DEPARTED: _("Departed"),
    EventKind.ARRIVED: _("Arrived"),
    EventKind.REFUSED_ON_ARRIVAL: _("Refused on arrival"),
    EventKind.DETAILS: _("Details recorded"),
    EventKind.PLAN: _("Reintegration plan"),
    EventKind.ASSISTANCE: _("Assistance"),
    EventKind.REFERRAL: _("Referral"),
    EventKind.SURVEY: _("Follow-up survey"),
    EventKind.COMPLAINT: _("Complaint"),
    EventKind.NOTE: _("Note"),
    EventKind.CLOSED: _("Case closed"),
    EventKind.CORRECTED: _("Event corrected"),
}
WHYS: Words = {
    "details_changed": _("Who travels, or how, was changed"),
    "person_changed": _("Person's details changed"),
    "family": _("The journey of somebody in the family fell"),
    "consent_withdrawn": _("Consent withdrawn"),
    "notice_voided": _("Notice voided"),
}
"""Why an event followed another by itself, where that was not a barrier."""


def word(words: Words, code: str) -> Promise | str:
    """The words of a code; the code itself where there are none, never a guess."""
    return words.get(code, code)


def barrier_word(kind: str) -> str:
    """The words of a kind of barrier, as the table of guards has them."""
    guard = load_table().guards.get(kind)
    return kind if guard is None else guard.title.get(get_language() or "en") or guard.title["en"]


def clock_word(name: str) -> str:
    """The words of a clock, as the table of clocks has them; empty where it is none."""
    clock = next((one for one in load_clocks() if one.name == name), None)
    return "" if clock is None else clock.words.get(get_language() or "en") or clock.words["en"]
