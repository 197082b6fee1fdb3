"""Words of tasks in the reader's language: their states, answers and refusals."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput

__all__ = ["answer", "refused", "state"]

STATES: Mapping[str, Promise] = {
    "proposed": _("proposed"),
    "accepted": _("accepted"),
    "done": _("done"),
    "declined": _("declined"),
    "withdrawn": _("answer taken back"),
}
ANSWERED: Mapping[str, Promise] = {
    "confirmed": _("confirmed"),
    "refuted": _("refuted"),
    "cannot tell": _("cannot tell"),
}
# What the evidence floor says, by a part of it that stays; it is said in English there.
REFUSALS: tuple[tuple[str, Promise], ...] = (
    ("takes no part in the operation", _("That agency takes no part in the operation.")),
    ("asks this of", _("The same is asked of that agency already. Go on with that task.")),
    ("nothing that you may see states", _("Nothing that you may see states this tie.")),
    ("no tie that you may see", _("No tie that you may see joins these two.")),
    ("is a victim, migrant or witness", _("An end of this tie is a victim, migrant or witness.")),
    ("is past", _("That day is past. Give today or a later day.")),
    (
        "you are of another agency",
        _("This task is for another agency than yours. Say who there told you so."),
    ),
    ("needs its reason", _("Say why the answer does not stand.")),
    ("needs a reason", _("Say why it will not be done.")),
    ("no task", _("That task is no longer as it was shown. Look at the list again.")),
)


def state(name: str) -> str:
    """A state in words."""
    return str(STATES.get(name, name))


def answer(name: str) -> str:
    """An answer in words."""
    return str(ANSWERED.get(name, name))


def refused(error: BadInput) -> str:
    """Why nothing was done, in the reader's language; an unknown reason as it is."""
    found = next((words for part, words in REFUSALS if re.search(part, error.problem)), None)
    return str(error) if found is None else str(found)
