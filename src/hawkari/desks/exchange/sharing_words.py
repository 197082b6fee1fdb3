"""Words of requests, packages and transfers in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = [
    "ACTIONS",
    "FEEDBACKS",
    "IDENTIFIER_TYPES",
    "PERMISSIONS",
    "REFUSALS",
    "RISKS",
    "SECTIONS",
    "word",
]

ACTIONS: Mapping[str, Promise] = {
    "hold": _("keep it on file"),
    "look_up": _("look things up with it"),
    "act": _("act on it"),
    "pass_on": _("pass it on"),
    "judicial": _("use it in court"),
    "publish": _("publish it"),
}
IDENTIFIER_TYPES: Mapping[str, Promise] = {
    "name": _("name"),
    "phone": _("phone"),
    "document": _("document number"),
    "account": _("bank account"),
    "imei": _("IMEI of a phone"),
    "vessel": _("vessel number"),
    "plate": _("number plate"),
    "email": _("e-mail"),
    "handle": _("user name"),
    "wallet": _("crypto wallet"),
}
FEEDBACKS: Mapping[str, Promise] = {
    "useful": _("useful"),
    "partly": _("useful in part"),
    "no use": _("of no use"),
    "wrong": _("wrong"),
}
PERMISSIONS: Mapping[str, Promise] = {
    "onward": _("the recipient may have their values"),
    "judicial": _("Europol H1: use in court is allowed"),
    "passing_on": _("Europol H2: passing on is allowed"),
    "acknowledged": _("Europol H3: the recipient has read the restriction"),
}
RISKS: Mapping[str, Promise] = {
    "none": _("no serious risk"),
    "mitigated": _("a risk that assurances bring down"),
    "serious": _("a serious risk: nothing may leave"),
    "unknown": _("not known: counts as a serious risk"),
}
SECTIONS: Mapping[str, Promise] = {
    "75:test": _("s.75: we judge that the data-protection test is met"),
    "75:instrument": _("s.75: a legal instrument binds the recipient"),
    "76:a": _("s.76(1)(a): to protect somebody's vital interests"),
    "76:b": _("s.76(1)(b): to safeguard the subject's legitimate interests"),
    "76:c": _("s.76(1)(c): against an immediate and serious threat to public security"),
    "76:d": _("s.76(1)(d): an individual case, for law enforcement"),
    "76:e": _("s.76(1)(e): an individual case, for a legal purpose"),
}
WORDS: Mapping[str, Promise] = {
    **ACTIONS,
    **IDENTIFIER_TYPES,
    **FEEDBACKS,
    **PERMISSIONS,
    **RISKS,
    **SECTIONS,
    "sent": _("sent"),
    "deciding": _("being decided"),
    "answered": _("answered"),
    "declined": _("declined"),
    "withdrawn": _("taken back"),
    "draft": _("draft"),
    "submitted": _("waits for a second person"),
    "released": _("released"),
    "dropped": _("given up"),
    "waiting": _("waits to be loaded"),
    "loaded": _("loaded"),
    "recalled": _("recalled"),
    "undecided": _("undecided"),
    "release": _("release"),
    "withhold": _("withhold"),
    "use": _("use"),
    "feedback": _("feedback"),
    "correction": _("correction"),
    "recall": _("recall"),
    "retracted": _("retracted"),
    "regraded": _("graded anew"),
    "disposed": _("disposed of"),
    "category": _("category changed"),
    "missing": _("no assessment of two people"),
    "lapsed": _("the assessment has lapsed"),
    "risk": _("the assessment finds a serious risk"),
}
WAYS: Mapping[str, Promise] = {
    "waiting": _("on its way"),
    "delivered": _("handed over, not confirmed yet"),
    "received": _("received by the partner"),
    "failed": _("not taken by the partner"),
}
# What services say, by a part of it that stays; they say it in English.
REFUSALS: tuple[tuple[str, Promise], ...] = (
    ("is open", _("It is no longer open. Look at the list again.")),
    ("are undecided", _("Some statements are undecided. Decide on each of them.")),
    ("no onward terms", _("Set the onward terms and the day of review first.")),
    ("nothing is released", _("Nothing is released. Release something, or decline the request.")),
    ("a second person signs", _("A second person signs: you had a hand in this package.")),
    ("you made this assessment", _("A second person agrees: you made this assessment.")),
    ("refers to something", _("A statement refers to something of which nothing is released.")),
    ("needs a reason", _("Say why, in a sentence.")),
    ("needs its reason", _("Say why, in a sentence.")),
    ("says nothing", _("Say it in a sentence.")),
    ("is past", _("That day is past. Give today or a later day.")),
    ("is not in the future", _("That day is past. Give today or a later day.")),
    ("recalled already", _("Some of it is recalled already. Look again.")),
    ("mitigated by assurances", _("Write down the assurances that bring the risk down.")),
    ("not of this package", _("Choose statements of this package.")),
    ("deciding on this request already", _("Somebody is deciding on this request already.")),
    ("names who gave it", _("Write down who gave it, and the document.")),
    ("is in the future", _("That day is in the future. Give the day it was given.")),
    ("the words of H3", _("Copy the words of H3 where the recipient has read them, else none.")),
    ("takes no part", _("That agency is no partner of this node in this operation.")),
)


def word(code: str) -> str:
    """A code in words; an unknown one as it is."""
    return str(WORDS.get(code, code))


def way(code: str) -> str:
    """How far a message is, in words."""
    return str(WAYS.get(code, code))
