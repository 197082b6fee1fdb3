"""Words of plans: kinds, questions, and what their services refuse, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput, HawkariError

__all__ = ["KINDS", "QUESTIONS", "plan_refusal"]

KINDS = {
    "spent": _("Money spent"),
    "impressions": _("Times shown"),
    "reach": _("People reached"),
    "completed": _("Watched to the end"),
    "clicks": _("Clicks"),
    "contacts": _("People who wrote or called"),
    "recall": _("People who recall it"),
}
QUESTIONS = {
    "recall": _("Recalls the campaign"),
    "knows_risk": _("Knows that boats are overloaded"),
    "knows_ways": _("Knows where lawful ways are explained"),
    "intends": _("Is likely to travel without papers"),
}
_REFUSED: Sequence[tuple[str, Promise]] = (
    ("this is missing", _("Fill this in.")),
    ("Monday", _("Give a Monday that is still to come.")),
    ("expected change", _("Between -100 and 100 %, and not 0.")),
    ("budget cannot", _("Give an amount.")),
    ("waves are 1 to 8", _("1 to 8 waves, 1 to 52 weeks between them.")),
    ("watched for too few", _("Watch at least four weeks after the last wave, at most 104.")),
    ("another agency", _("Another agency made this plan.")),
    ("sealed already", _("The plan is sealed: nothing of it changes. Make a new one.")),
    ("first day has come", _("Its first day has come: it can no longer be planned before.")),
    ("is not sealed", _("The plan was not sealed before it began, so no effect is told.")),
    ("no week of the campaign", _("No week of the campaign is counted yet.")),
    ("counts begin after", _("Load counts of the weeks before the campaign.")),
    ("no counts", _("Load counts a week of every place.")),
    ("is missing for", _("A week in between is missing for a place. 0 is a count too.")),
    ("no week in common", _("The places have no week in common.")),
    ("districts are too few", _("There are too few districts to draw from.")),
    ("draw leaves fewer", _("The draw would leave fewer than three places to compare with.")),
    ("before the campaign are too few", _("Too few weeks before the campaign are counted.")),
    ("weeks lie before", _("At least eight weeks before the campaign must be counted.")),
    ("are without the campaign", _("At least three places must be without the campaign.")),
    ("every count is 0", _("Every count is 0.")),
    (
        "two places with",
        _("Ask in two places with the campaign and two without, before and after."),
    ),
    ("no places yet", _("Load counts a week of every place.")),
    ("not UTF-8", _("Save the table as CSV UTF-8.")),
    ("no CSV", _("Save the table as CSV UTF-8.")),
    ("has no column", _("The file lacks a column that is needed.")),
    ("no row could be read", _("No row of the file could be read.")),
    ("Split the file", _("The file has too many rows. Split it.")),
    ("quarter that is over", _("Only a whole quarter that is over is released.")),
    ("released already", _("This quarter was released already. Withdraw that release first.")),
    ("no plan has an effect", _("No plan has an effect that could be told.")),
)


def plan_refusal(error: HawkariError) -> str:
    """What was refused, in the reader's language; in English where nobody translated it."""
    said = str(error)
    for part, words in _REFUSED:
        if part in said:
            return str(words)
    return said if isinstance(error, BadInput) else gettext("This cannot be said.")
