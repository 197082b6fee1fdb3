"""Words of reintegration for what its services hold as codes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["WORDS", "word"]

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


def word(group: str, code: object) -> Promise | str:
    """The words of a code; the code itself where there are none, never a guess."""
    return WORDS[group].get(str(code), str(code))
