"""What the services of returns refuse, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput

__all__ = ["CASES", "PACKAGES", "SETTLING", "Refusals", "refusal"]

Refusals = Sequence[tuple[str, Promise]]
"""A part of what a service says when it refuses, and that in the reader's language."""

CASES: Refusals = (
    ("there is no case", _("There is no such case here.")),
    ("is not in question", _("This case is not in question.")),
    ("not for returns", _("This operation is not for returns. Choose one that is.")),
    ("no proposal", _("No proposal of this departure holds: something was recorded since.")),
    ("no booking stands", _("No booking stands.")),
    ("does not rest on consent", _("This return does not rest on consent.")),
    ("such a paper does not lift", _("Such a paper does not lift this barrier.")),
    ("decides is not known", _("Say what the document decides.")),
    (
        "does not lift the barrier",
        _("The document must be dated after the barrier opened, and not in the future."),
    ),
    ("not open any more", _("This barrier is not open any more.")),
    ("not taken back", _("An event of this kind is not taken back; record what is so now.")),
    ("corrected already", _("This event was corrected already.")),
    ("in the future", _("That is in the future.")),
    ("depart in the past", _("It would depart in the past.")),
    ("land before", _("It would land before it departs.")),
    ("only a closed case", _("Only a closed case is erased. Close it first.")),
    ("in a family already", _("The case is in a family already.")),
    ("no day for the next review", _("Give a day within two years.")),
    ("too long ago", _("That was too long ago for a notice.")),
    ("is no date", _("Write the date of birth as 1994, 1994-05 or 1994-05-18.")),
    ("is no country", _("Write the nationality as two letters, e.g. IQ.")),
    ("is missing", _("Something is missing. Fill in everything that is asked.")),
)
SETTLING: Refusals = (
    ("there is no case", _("There is no such case here.")),
    ("has not arrived", _("The person has not arrived, or the case is closed.")),
    ("case is closed", _("The case is closed: nothing is added to it.")),
    ("nothing was assessed", _("Say what was found out about at least one thing.")),
    ("at least one goal", _("A plan has at least one goal.")),
    ("is not complete", _("Say of each goal what, the next step, who takes it, and until when.")),
    ("is no amount", _("Give pounds and pence, for example 1250.50.")),
    ("is too much", _("Give at most a million pounds.")),
    ("more than is left", _("That is more than is left for this person.")),
    ("no such promise", _("No such promise stands any more.")),
    ("who promised an item", _("Who promised something does not record that it was given.")),
    ("no such referral", _("There is no such referral.")),
    ("cannot become", _("A referral cannot go from where it stands to there.")),
    ("not consented", _("Without the person's consent nobody is referred.")),
    ("consent has no day", _("Give the day of the consent, today or earlier.")),
    ("may be told", _("Name the details that the person agreed to be told.")),
    ("was held already", _("This interview was held already.")),
    ("form's own", _("The form's own score is not the one worked out here.")),
    ("this is of the form", _("This is of another form, or of another version of it.")),
    ("of no follow-up", _("Its code is of no follow-up of that wave here.")),
    ("another interview", _("Another interview of this person and wave was taken already.")),
    ("without consent", _("There are answers although the person did not agree.")),
    ("no interview in it", _("There is no interview in this file. Send XML, CSV or a ZIP.")),
    ("no submission's XML", _("This is no interview as a phone sends it.")),
    ("no table", _("This is no table as a server of forms exports it.")),
    ("lacks columns", _("The table lacks columns of this form. Export all of them.")),
    ("no ZIP", _("This ZIP cannot be read.")),
    ("too large", _("This is too large.")),
    ("too many", _("These are too many.")),
    ("complaint has words", _("Write down what was said.")),
    ("before the arrival", _("Its day is before the arrival, or in the future.")),
    ("in the future", _("That is in the future.")),
    ("nobody of that name", _("Nobody of that name works here.")),
    ("no such complaint", _("There is no such complaint.")),
    ("answered already", _("It was answered already.")),
    ("outcome and words", _("Choose an outcome, and say why.")),
    ("quarter that is over", _("Only a whole quarter that is over is released.")),
    ("released already", _("This quarter was released already. Withdraw that release first.")),
    ("no such release", _("There is no such release.")),
    ("needs a reason", _("Say why.")),
    ("is missing", _("Something is missing. Fill in everything that is asked.")),
    ("is no answer", _("An answer in it is none that the form offers.")),
    ("cannot be", _("A value in it is none that the form makes.")),
)
"""Of reintegration, follow-up, complaints and outcomes."""

PACKAGES: Refusals = (
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
    (
        "asking to be protected",
        _("The person may be asking for protection: look for each claim and appeal first."),
    ),
    ("not made yet", _("It was not made yet at that time.")),
    ("answers another case", _("It answers another case.")),
    ("before the departure", _("It reports an arrival before the departure.")),
    ("takes no part", _("This agency takes no part in the operation.")),
    ("needs its purpose", _("Say in a sentence what it is for.")),
    ("needs its reason", _("A decision needs its reason.")),
    ("letter is not complete", _("The letter is not complete; nothing was made.")),
    (
        "ends later than the letter says",
        _("Served then, the period ends later than the letter says. Make another letter."),
    ),
    ("served already", _("This letter was served already.")),
    ("asks for consent", _("This letter asks for consent. Record the consent in the case.")),
    ("too long ago", _("That was too long ago for a notice.")),
    ("no notice period is known", _("No notice period is known for that day. Look at the date.")),
    ("has no calendar", _("Choose where the letter is served.")),
)
"""Of packages to and from receiving authorities, and of letters."""


def refusal(error: BadInput, words: Refusals) -> str:
    """What a service refused; in its own words where no others are known.

    Args:
        error: the refusal.
        words: of the part of the desk that refused; the first part that is in it tells.
    """
    return next((str(told) for part, told in words if part in error.problem), str(error))
