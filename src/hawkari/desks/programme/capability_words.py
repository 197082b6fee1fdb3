"""Words of border posts, in the reader's language."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.programme.services.fates import Fate
from hawkari.desks.refusals import Refusals

__all__ = ["FATES", "FIELDS", "MEASURES", "REFUSALS", "UNITS"]

MEASURES: dict[str, Promise] = {
    "people": _("Officers posted, of those needed"),
    "training": _("Officers trained, of those posted"),
    "equipment": _("Equipment that works, of what is needed"),
    "procedures": _("Procedures in place, of those stated"),
    "checks": _("Checks in 30 days"),
    "hits": _("Hits in 1,000 checks"),
}
UNITS: dict[str, str] = dict.fromkeys(("people", "training", "equipment", "procedures"), "%")
FIELDS: dict[str, Any] = {
    "people_needed": _("Officers needed"),
    "people_posted": _("Officers posted"),
    "people_trained": _("Of them trained to check documents"),
    "equipment_needed": _("Pieces of equipment needed"),
    "equipment_working": _("Pieces of equipment that work"),
    "checks": _("Checks made"),
    "hits": _("Of them hits"),
    "second_reader": _("Doubtful documents go to a second reader"),
    "watchlist": _("Every shift checks the watchlist in the same way"),
    "referral": _("Victims are referred to protection"),
    "seizures": _("Seizures are recorded with who held them when"),
    "handover": _("Shifts hand over in writing"),
    "rights": _("People are told their rights in a language they understand"),
}
FATES: dict[str, Promise] = {
    Fate.TAKEN: _("taken in"),
    Fate.KNOWN: _("kept already"),
    Fate.REFUSED: _("refused"),
}
REFUSALS: Refusals = (
    ("nothing is stated", _("Give at least one number or answer.")),
    ("trained than posted", _("More officers are trained than posted. Look at the numbers.")),
    ("hits than checks", _("There are more hits than checks. Look at the numbers.")),
    ("how many checks", _("Give the checks too that the hits are of.")),
    ("one day only", _("Give the first and the last day of the checks.")),
    ("before the first", _("The last day of the checks is before the first.")),
    ("which days", _("Give the days that the checks are of.")),
    ("still to come", _("That is in the future.")),
    ("this is missing", _("Fill it in.")),
    ("cannot be meant", _("Look at the year.")),
    ("no text can hold", _("It holds a character that no text has. Type it again.")),
    ("no column", _("A needed column is missing: post, stage, stated_on, stated_by.")),
    ("no rows", _("The file has no rows.")),
)
