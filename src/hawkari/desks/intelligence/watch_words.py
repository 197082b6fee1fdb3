"""Words of watchlists in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput
from hawkari.evidence.models import AlertState, WatchGround, WatchKind

__all__ = ["GROUNDS", "KINDS", "STATES", "ground", "kind", "refused", "state"]

KINDS: Mapping[str, Promise] = {
    WatchKind.NAME: _("a name, in any script"),
    WatchKind.PHONE: _("a telephone number"),
    WatchKind.DOCUMENT: _("a document's number"),
    WatchKind.PLATE: _("a vehicle's plate"),
    WatchKind.BOAT: _("a boat's name or number"),
}
GROUNDS: Mapping[str, Promise] = {
    WatchGround.INVESTIGATION: _("to find out about a crime"),
    WatchGround.SAFEGUARDING: _("to keep somebody from harm"),
}
STATES: Mapping[str, Promise] = {
    AlertState.OPEN: _("to be answered"),
    AlertState.ACKNOWLEDGED: _("the one that is watched"),
    AlertState.DISMISSED: _("somebody or something else"),
}
# What a service refuses, by how it begins; whatever is not known is shown as it is.
REFUSALS: Mapping[str, Promise] = {
    "one word of a name": _("One word of a name is borne by too many: give two at least."),
    "this is no whole telephone": _("Give the whole telephone number, with its country's code."),
    "this is too short": _("Give four letters or digits at least: less fits too many."),
    "victims and migrants are watched": _(
        "Victims and migrants are watched to keep them from harm only: choose that, or do not "
        "watch them."
    ),
    "an entry ends within a year": _("Give a last day within a year, and not before today."),
    "the review is due before": _("The review lies between today and the last day."),
    "an entry needs a reason": _("Say why."),
    "this is watched already": _("This is watched already: change that entry, or remove it."),
    "the watchlist is full": _("The watchlist is full: remove what is not needed any more."),
    "dismissing an alert needs": _("Say why it is somebody or something else."),
    "there is no alert": _("There is no such alert for you."),
    "there is no entry": _("There is no such entry on your watchlist."),
    "'' is no answer": _("Say whether it is the one that is watched."),
    "this is too little to be checked": _(
        "This is too little to be checked: type two words of the name, or the whole number."
    ),
    "that day is past": _("That day is past."),
}


def kind(name: str) -> str:
    """A kind of thing that is watched, in words."""
    return str(KINDS.get(name, name))


def ground(name: str) -> str:
    """What an entry is for, in words."""
    return str(GROUNDS.get(name, name))


def state(name: str) -> str:
    """What was answered to an alert, in words."""
    return str(STATES.get(name, name))


def refused(error: BadInput) -> str:
    """Why a service refused, in one sentence."""
    for start, words in REFUSALS.items():
        if error.problem.startswith(start):
            return str(words)
    return gettext("%(problem)s. %(remedy)s") % {"problem": error.problem, "remedy": error.remedy}
