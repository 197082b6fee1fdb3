"""Words of reintegration for what its services hold as codes, and for what they refuse."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.errors import BadInput

__all__ = ["REFUSALS", "WORDS", "refusal", "word"]

Words = Mapping[str, Promise]
NEEDS: Words = {
    "vulnerability": _("What makes life hard or dangerous for the person"),
    "risk": _("What could go wrong at home, and who could do harm"),
    "family": _("Family, and who the person can live with"),
    "skills": _("Skills, schooling and work so far"),
    "wishes": _("What the person wants"),
}
AID: Words = {
    "cash": _("Cash"),
    "travel": _("Travel home from the airport"),
    "medical": _("Medical help"),
    "housing": _("Housing"),
    "work": _("Work or a business"),
    "training": _("Training"),
    "school": _("School"),
    "other": _("Something else"),
    "promised": _("promised"),
    "given": _("given"),
    "cancelled": _("cancelled"),
}
REFERRALS: Words = {
    "health": _("Health"),
    "mental_health": _("Mental health"),
    "papers": _("Civil papers"),
    "legal": _("Legal advice"),
    "protection": _("Protection"),
    "in_progress": _("in progress"),
    "accepted": _("accepted"),
    "rejected": _("rejected"),
    "done": _("done"),
    "revoked": _("revoked"),
}
TOLD: Words = {
    "name": _("name"),
    "phone": _("phone"),
    "district": _("district"),
    "birth_date": _("date of birth"),
    "family": _("who is in the family"),
    "health": _("state of health"),
    "need": _("what is needed"),
}
WAVES: Words = {
    "0": _("On arrival"),
    "3": _("3 months"),
    "6": _("6 months"),
    "12": _("12 months"),
}
INTERVIEWS: Words = {
    "held": _("held"),
    "declined": _("declined"),
    "overdue": _("overdue"),
    "due": _("due"),
    "later": _("later"),
}
SENT: Words = {
    "taken": _("taken"),
    "known": _("known already: nothing changed"),
    "refused": _("refused"),
}
HOW: Words = {
    "in_person": _("In person"),
    "phone": _("By telephone"),
    "letter": _("By letter"),
    "email": _("By e-mail"),
    "form": _("By a form"),
    "lawyer": _("Through a lawyer"),
    "other": _("In another way"),
}
OUTCOMES: Words = {
    "upheld": _("upheld"),
    "partly": _("upheld in part"),
    "not_upheld": _("not upheld"),
}
INDICATORS: Words = {
    "arrived": _("People who arrived"),
    "planned_in_time": _("People who arrived in the quarter before; share with a plan in time"),
    "helped": _("People to whom something was given"),
    "interview_3": _("People interviewed at 3 months; mean score"),
    "interview_6": _("People interviewed at 6 months; mean score"),
    "interview_12": _("People interviewed at 12 months; mean score"),
}
WORDS: Mapping[str, Words] = {
    "need": NEEDS,
    "aid": AID,
    "referral": {**AID, **REFERRALS},
    "told": TOLD,
    "wave": WAVES,
    "interview": INTERVIEWS,
    "sent": SENT,
    "how": HOW,
    "outcome": OUTCOMES,
    "indicator": INDICATORS,
}
REFUSALS: Sequence[tuple[str, Promise]] = (
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


def word(group: str, code: object) -> Promise | str:
    """The words of a code; the code itself where there are none, never a guess."""
    return WORDS[group].get(str(code), str(code))


def refusal(error: BadInput) -> str:
    """What a service refused, in the reader's language where it is known."""
    found = next((told for part, told in REFUSALS if part in error.problem), None)
    return str(error) if found is None else str(found)
