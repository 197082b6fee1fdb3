"""Words of results: levels, measures, kinds of figures, how they stand, and what is refused."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.services.result_links import Offer
from hawkari.desks.refusals import Refusals

__all__ = ["FIGURES", "LEVELS", "MEASURES", "RESULT_REFUSALS", "STANDINGS", "offer_words"]

LEVELS: Mapping[str, Promise] = {
    "output": _("Output: what was made or done"),
    "outcome": _("Outcome: what changed by it"),
    "impact": _("Impact: what changed for good"),
}
MEASURES: Mapping[int, Promise] = {
    1: _("Number of units"),
    2: _("Percentage"),
    3: _("Nominal: a number that names a kind"),
    4: _("Ordinal: a number on a scale"),
    5: _("Qualitative: words"),
}
FIGURES: Mapping[str, Promise] = {
    "baseline": _("Baseline: before"),
    "target": _("Target: aimed at"),
    "actual": _("Actual: found"),
}
STANDINGS: Mapping[str, Promise] = {
    "reached": _("target reached"),
    "missed": _("target not reached"),
    "hidden": _("hidden: few people"),
    "not measured": _("not published"),
    "no target": _("no target was set"),
    "not compared": _("not compared: words"),
}
_DESKS: Mapping[str, Promise] = {
    "returns": _("Returns"),
    "campaign": _("Campaign"),
    "intelligence": _("Networks"),
}
_CODES: Mapping[str, Promise] = {
    "arrived": _("People who arrived"),
    "planned_in_time": _("People who arrived in the quarter before; share with a plan in time"),
    "helped": _("People to whom something was given"),
    "interview_3": _("People interviewed at 3 months; mean score"),
    "interview_6": _("People interviewed at 6 months; mean score"),
    "interview_12": _("People interviewed at 12 months; mean score"),
    "effect_change": _("What a campaign changed"),
    "effect_low": _("What a campaign changed: low end of the interval"),
    "effect_high": _("What a campaign changed: high end of the interval"),
    "pairs_decided": _("Pairs of records that people decided on"),
    "tasks_answered": _("Tasks that were answered"),
}
_TAKES: Mapping[str, Promise] = {
    "number": _("how many"),
    "value": _("share or mean"),
}
RESULT_REFUSALS: Refusals = (
    ("no such level", _("Choose a level.")),
    ("no such kind of figure", _("Choose what the figure is.")),
    ("another desk's releases", _("Its actual figures come from another desk's releases.")),
    ("last day is before", _("The last day is before the first, or out of reach.")),
    ("a baseline is of one day", _("A baseline is of one day. Give the same day twice.")),
    ("a period that is not over", _("The period is not over: nothing can be found of it yet.")),
    ("qualitative indicator", _("This indicator is told in words, without a number.")),
    ("the number is missing", _("Give a number.")),
    ("is no number", _("This is no number, too large, or has more than four decimals.")),
    ("stands already", _("A figure of this kind and period stands. Say why this replaces it.")),
    ("no such measure", _("Choose a measure.")),
    ("not words", _("Other desks release numbers: choose a measure that is one.")),
    ("no number that a desk", _("Choose one from the list.")),
    ("no such indicator", _("There is no such indicator.")),
    ("is no day", _("Write the days as YYYY-MM-DD.")),
    ("no row could be read", _("No row of the file could be read.")),
)


def offer_words(offer: Offer) -> str:
    """What an indicator is linked to, in the reader's language."""
    words = gettext("%(desk)s: %(what)s, %(which)s") % {
        "desk": _DESKS.get(offer.desk, offer.desk),
        "what": _CODES.get(offer.code, offer.code),
        "which": _TAKES.get(offer.takes, offer.takes),
    }
    return f"{words} ({offer.by} {offer.group})" if offer.by else words
