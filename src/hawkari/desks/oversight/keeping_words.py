"""Words of retention, corrections and subject access in the reader's language.

Keys are the codes that the evidence floor uses; a code not known here is shown as it is.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = ["CATEGORIES", "EXEMPTIONS", "WORDS", "word"]

CATEGORIES: Mapping[str, Promise] = {
    "suspect": _("suspect"),
    "convicted": _("convicted"),
    "victim": _("victim"),
    "witness": _("witness"),
    "contact": _("contact"),
    "migrant": _("migrant"),
    "other": _("other"),
}
HELD_BESIDE: Mapping[str, Promise] = {
    "judgement": _("Decisions on who the person is"),
    "withdrawn": _("Decisions on who the person is, taken back since"),
    "mark": _("Marks that a merge takes two people"),
    "reading": _("Second readings of decided pairs"),
    "issue": _("Doubts and contradictions in review"),
    "category": _("Categories, past and present"),
}
EXEMPTIONS: Mapping[str, Promise] = {
    "third-party": _("About somebody else"),
    "official-inquiry": _("Would obstruct an official or legal inquiry"),
    "crime-prevention": _("Would prejudice preventing or prosecuting crime"),
    "public-security": _("Needed to protect public security"),
    "national-security": _("Needed to protect national security"),
    "rights-of-others": _("Needed to protect the rights of others"),
    "originator": _("The originator's condition does not allow it"),
}
RULES: Mapping[str, Promise] = {
    "own-source": _("A source is reviewed within a year"),
    "own-unset": _("A person without a category is reviewed within a year"),
    "own-suspect": _("A suspect or convicted person is reviewed within a year"),
    "own-contact": _("A contact or other person is reviewed within six months"),
    "own-protected": _("A victim, witness or smuggled person is reviewed within six months"),
    "own-child": _("A child is reviewed within three months"),
    "uk-police-group-1": _("Police information, group 1"),
    "uk-police-group-2": _("Police information, group 2"),
    "uk-police-group-3": _("Police information, group 3"),
    "uk-police-group-4": _("Police information, group 4"),
}
WORDS: Mapping[str, Promise] = {
    **CATEGORIES,
    **EXEMPTIONS,
    **RULES,
    **HELD_BESIDE,
    "source": _("Source"),
    "entity": _("Person or thing"),
    "hold": _("Hold"),
    "court": _("court"),
    "inquiry": _("inquiry"),
    "complaint": _("complaint"),
    "erasing": _("interrupted while erasing"),
    "cleaning": _("erased, not yet cleaned"),
    "done": _("done"),
    "due": _("due"),
    "sent": _("sent"),
    "acknowledged": _("acknowledged"),
    "not_needed": _("not needed"),
    "retracted": _("retracted"),
    "regraded": _("regraded"),
    "disposed": _("disposed of"),
    "category": _("category changed"),
    "brief": _("brief"),
    "export": _("export"),
    "api": _("API"),
    "package": _("package"),
    "subject_access": _("subject access"),
    "draft": _("draft"),
    "reviewed": _("waits for approval"),
    "approved": _("approved"),
    "released": _("released"),
    "refused": _("refused"),
    "undecided": _("undecided"),
    "release": _("release"),
    "redact": _("redact"),
}


def word(code: str) -> Promise | str:
    """The words of a code, or the code itself."""
    return WORDS.get(code, code)
