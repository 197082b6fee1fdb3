"""What a step and a reason are called, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.services.families import CHILD_GUARD, FAMILY_GUARD
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.desks.returns.services.same_person import OTHER_CASE_GUARD
from hawkari.engines.casework import Reason, load_table

__all__ = ["BUTTONS", "lifts_words", "reason_title", "step_refusal"]

BETWEEN_CASES: dict[str, Promise] = {
    FAMILY_GUARD: _("Somebody of the family is not ready to leave with this person"),
    CHILD_GUARD: _("A child with nobody on the case is recorded as accompanied"),
    OTHER_CASE_GUARD: _("Another case is of a person of the same name and birth date"),
}
BETWEEN_CASES_LIFT: dict[str, Promise] = {
    FAMILY_GUARD: _("Everybody of the family is booked on the same journey"),
    CHILD_GUARD: _("The child's family is joined, or the child recorded as alone and received"),
    OTHER_CASE_GUARD: _("The other case ends with no barrier open, or an officer says who differs"),
}
SHOWN = 4
"""How many reasons a message gives; the page lists them all."""

BUTTONS: dict[str, Promise] = {
    "lift": _("Record a document that lifts a barrier"),
    "check": _("Record what was looked for"),
    "document": _("Record a document"),
    "answer": _("Record the receiving authority's answer"),
    "asked": _("Record a request to the receiving authority"),
    "details": _("Record route, authority and language"),
    "notice": _("Record a notice"),
    "void_notice": _("Void a notice"),
    "consent": _("Record the consent"),
    "withdraw": _("Consent is withdrawn"),
    "book": _("Book the journey"),
    "void": _("Void the booking"),
    "propose": _("Propose the departure"),
    "confirm": _("Look at the proposed departure"),
    "arrived": _("Record the arrival"),
    "refused": _("Refused on arrival"),
    "open_barrier": _("Open a barrier"),
    "hold": _("Hold the case"),
    "note": _("Write a note"),
    "person": _("Change the person's details"),
    "family": _("Join a family"),
    "leave": _("Take out of the family"),
    "assign": _("Give to a caseworker"),
    "different": _("Say that another case is of another person"),
    "close": _("Close the case"),
    "keep": _("Review whether it is kept"),
}


def reason_title(reason: Reason) -> str:
    """What is wrong, in the reader's language."""
    if reason.guard in BETWEEN_CASES:
        said = str(BETWEEN_CASES[reason.guard])
        return said if reason.guard == CHILD_GUARD else f"{said}: {reason.subject}"
    return load_table().title(reason, get_language() or "en")


def lifts_words(reason: Reason) -> str:
    """What would change it, in the reader's language."""
    if reason.guard in BETWEEN_CASES:
        return str(BETWEEN_CASES_LIFT[reason.guard])
    return load_table().say("lifts_on", reason.lifts_on, get_language() or "en")


def step_refusal(refused: StepRefused) -> str:
    """Why a step was not taken, in one line."""
    titles = [reason_title(one) for one in refused.reasons]
    said = "; ".join(titles[:SHOWN])
    more = len(titles) - SHOWN
    if more > 0:
        said += gettext("; and %(more)s more") % {"more": more}
    return f"{refused.reference}: {said}"
