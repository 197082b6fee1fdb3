"""Words of the board: its lists, what is due, and what may be done to many cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.returns.services.bulk import BulkAction
from hawkari.desks.returns.services.next_duty import BARRIER_REVIEW, JOURNEY
from hawkari.desks.returns.words import Words

__all__ = ["ACTIONS", "DUTIES", "LISTS", "POOL", "WORKERS", "ListWords"]


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list in words: its name, what is in it, and what its day says."""

    name: Promise
    what: Promise
    when: Promise


LISTS: Mapping[str, ListWords] = {
    "all": ListWords(_("All open cases"), _("Every case that is not closed."), _("Last worked on")),
    "idle": ListWords(
        _("Agreed but idle"),
        _(
            "A travel document is agreed or issued, or an acceptance stands, and nobody has "
            "recorded anything for 14 days."
        ),
        _("Idle since"),
    ),
    "expiring": ListWords(
        _("Running out"),
        _("A travel document or an acceptance runs out within 30 days, or has run out."),
        _("Runs out"),
    ),
    "overdue": ListWords(
        _("Overdue"),
        _(
            "Something that we owe is late: a barrier's review, a journey that did not begin, a "
            "plan, an interview."
        ),
        _("Clock runs since"),
    ),
    "look_again": ListWords(
        _("To be looked for again"),
        _(
            "What somebody found of a barrier counts no more: it is too long ago, or its day has "
            "come. Until somebody looks again, it counts as open."
        ),
        _("Unknown since"),
    ),
    "unanswered": ListWords(
        _("Not answered"),
        _("The receiving authority was asked and has not answered."),
        _("Asked on"),
    ),
    "late": ListWords(
        _("Barrier learned of late"),
        _(
            "A barrier that is open was learned of when a notice ran or a journey was booked, or "
            "days after it had opened."
        ),
        _("Learned of"),
    ),
    "untouched": ListWords(
        _("Not worked on"),
        _("Nobody has recorded anything for 90 days, and the person has not left."),
        _("Last worked on"),
    ),
    "pool": ListWords(
        _("Should not be here"),
        _("The person may stay, has left without us, or has died; somebody closes the case."),
        _("Last worked on"),
    ),
}
DUTIES: Words = {
    BARRIER_REVIEW: _("Barrier to be looked at again"),
    JOURNEY: _("Journey did not begin as booked"),
}
"""What is due, apart from clocks, whose words stand in their table."""
POOL: Words = {
    "leave": _("has leave to remain"),
    "citizen": _("is a citizen"),
    "left": _("has left without us"),
    "died": _("has died"),
}
ACTIONS: Words = {
    BulkAction.ASSIGN: _("Give them to a caseworker"),
    BulkAction.MOVE: _("Move them on"),
    BulkAction.HOLD: _("Hold them"),
    BulkAction.CLOSE: _("Close them"),
}
WORKERS: Words = {"me": _("Mine"), "nobody": _("Nobody's")}
