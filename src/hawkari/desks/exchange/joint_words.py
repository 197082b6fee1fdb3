"""Words of joint tasks in the reader's language: states, answers, deliveries, refusals."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = [
    "ANSWERS",
    "KINDS",
    "REFUSALS",
    "word",
]

WORDS: Mapping[str, Promise] = {
    "proposed": _("proposed"),
    "accepted": _("accepted"),
    "done": _("done"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
    "confirmed": _("confirmed"),
    "refuted": _("refuted"),
    "cannot tell": _("cannot tell"),
    "question": _("a question"),
    "action": _("something to do"),
    "waiting": _("on its way"),
    "delivered": _("handed over, not confirmed yet"),
    "received": _("received by the partner"),
    "failed": _("not taken by the partner"),
}
KINDS = (
    ("question", _("a question: confirmed, refuted or cannot tell")),
    ("action", _("something to do, with a result in words")),
)
ANSWERS = (
    ("confirmed", _("confirmed")),
    ("refuted", _("refuted")),
    ("cannot tell", _("cannot tell")),
)
# What services say, by a part of it that stays; they say it in English.
REFUSALS: tuple[tuple[str, Promise], ...] = (
    ("is no partner here", _("That agency is no partner of this node in this operation.")),
    ("needs its words", _("Say it in a sentence.")),
    ("needs a reason", _("Say why, in a sentence.")),
    ("handling C needs its condition", _("Handling C needs its condition, and P has none.")),
    ("is past", _("That day is past. Give today or a later day.")),
    ("no longer as it was shown", _("The task is no longer as it was shown. Look again.")),
    ("is no answer to this task", _("Choose one of the answers shown.")),
    ("no such open task of this partner", _("The plan has no such open task of this partner.")),
    ("is a victim, migrant or witness", _("An end of this tie is a victim, migrant or witness.")),
    ("was sent already", _("This task of the plan was sent already. Go on with that one.")),
    ("no answer to keep", _("There is no answer to keep. Look at the list again.")),
)


def word(code: str) -> str:
    """A code in words; an unknown one as it is."""
    return str(WORDS.get(code, code))
