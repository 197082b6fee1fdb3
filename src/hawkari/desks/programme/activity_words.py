"""Words of activities: states, kinds, and what their services refuse, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.models import AssetState, DecisionKind
from hawkari.desks.programme.money_words import DOCUMENT_REFUSED
from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = ["KINDS", "STATES", "activity_refusal"]

STATES: dict[str, Promise] = {
    AssetState.IN_USE: _("In use"),
    AssetState.STORED: _("Stored"),
    AssetState.BROKEN: _("Broken"),
    AssetState.MISSING: _("Missing"),
    AssetState.HANDED_OVER: _("Handed over"),
}
KINDS: dict[str, Promise] = {
    DecisionKind.DECISION: _("Decision"),
    DecisionKind.MEETING: _("Meeting"),
}
_REFUSED: Refusals = (
    ("this is missing", _("Fill this in.")),
    ("this is too long", _("This is too long.")),
    ("this number cannot be", _("This number cannot be. Look at it again.")),
    ("this day cannot be", _("This day cannot be. Look at the year.")),
    ("still to come", _("This day is still to come.")),
    ("before the other one", _("This day is before the one that it follows.")),
    ("not reached yet", _("Write down that the milestone is reached first.")),
    ("reached already", _("This milestone was reached already.")),
    ("a later check is there", _("A later check is there already.")),
    ("no such", _("Choose one of the list.")),
    ("risk is closed", _("This risk is closed.")),
    ("nothing of it is to be done", _("Nothing of it is to be done any more.")),
    ("had not begun on", _("This quarter had not begun on that day. Give a later day.")),
    ("is no day", _("Write the day as 2026-01-31.")),
    ("has not begun", _("This quarter has not begun.")),
    ("is no quarter", _("Write the quarter as 2025Q1.")),
    ("do not follow from their rows", _("A figure does not follow from its rows, so there is no "
                                        "report. Tell whoever runs this installation.")),
)  # fmt: skip


def activity_refusal(error: BadInput) -> str:
    """What was refused, in the reader's language; in English where nobody translated it."""
    return refusal(error, _REFUSED, DOCUMENT_REFUSED)
