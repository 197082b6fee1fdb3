"""What the services of packages and letters refuse, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput

__all__ = ["package_refusal"]

REFUSALS: Sequence[tuple[str, Promise]] = (
    ("would tell of asylum", _("A word in it would tell of asylum, protection or a court.")),
    ("letters of one script", _("A name is letters of one script, Latin or Arabic.")),
    ("no number of a document", _("A number of a document is one or two letters, then digits.")),
    ("no flight", _("Write the flight as HK 204.")),
    ("is no day", _("Write days as 2026-12-31.")),
    ("is no time", _("Write times as 2026-12-31T14:05+00:00, in UTC.")),
    ("only the authority", _("Only the authority that the case names may be told.")),
    ("no informed consent", _("No informed consent stands. Record it, or choose another basis.")),
    ("no consent stands", _("No consent stands. Record it, or choose another basis.")),
    ("consent was withdrawn", _("The consent was withdrawn: nothing more is sent.")),
    ("follows a request", _("This follows a request that was sent. Choose the request.")),
    ("nobody but its writer", _("Nobody but its writer has read the note. Ask a colleague.")),
    ("does not check it", _("Whoever wrote a note does not check it. Ask a colleague.")),
    ("has no note", _("This package has no note; it can be released.")),
    ("no such draft", _("There is no such draft. Somebody may have released or dropped it.")),
    ("no such package", _("There is no such package. Somebody may have taken it.")),
    ("which travel document", _("It does not say which travel document. Ask for its number.")),
    ("asking to be protected",
     _("The person may be asking for protection: look for each claim and appeal first.")),
    ("not made yet", _("It was not made yet at that time.")),
    ("answers another case", _("It answers another case.")),
    ("before the departure", _("It reports an arrival before the departure.")),
    ("takes no part", _("This agency takes no part in the operation.")),
    ("needs its purpose", _("Say in a sentence what it is for.")),
    ("needs its reason", _("A decision needs its reason.")),
    ("letter is not complete", _("The letter is not complete; nothing was made.")),
    ("ends later than the letter says",
     _("Served then, the period ends later than the letter says. Make another letter.")),
    ("served already", _("This letter was served already.")),
    ("asks for consent", _("This letter asks for consent. Record the consent in the case.")),
    ("too long ago", _("That was too long ago for a notice.")),
    ("no notice period is known", _("No notice period is known for that day. Look at the date.")),
    ("has no calendar", _("Choose where the letter is served.")),
)  # fmt: skip


def package_refusal(error: BadInput) -> str:
    """What was refused; in English where the sentence is not known."""
    said = str(error)
    return next((str(words) for part, words in REFUSALS if part in said), said)
