"""The words of the myth bank's codes, and of what its services refuse, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hawkari.desks.campaign.bank import Reason, wording_of
from hawkari.desks.refusals import Refusals, refusal
from hawkari.errors import BadInput

__all__ = [
    "DRAFTED",
    "GROUPS",
    "KINDS",
    "LANGUAGES",
    "PARTS",
    "STATEMENTS",
    "TOPICS",
    "VERDICTS",
    "language_word",
    "reason_words",
    "refused",
]

Words = Mapping[str, Promise]
LANGUAGES: Words = {
    "en": _("English"),
    "ckb": _("Sorani"),
    "kmr": _("Kurmanji"),
    "ar": _("Arabic"),
    "fa": _("Persian"),
}
TOPICS: Words = {
    "safety": _("safety of the journey"),
    "trust": _("trust in smugglers"),
    "advert": _("what adverts promise"),
    "price": _("price and payment"),
    "work": _("work and life after arrival"),
    "law": _("law"),
    "asylum": _("asylum and protection"),
    "other": _("something else"),
}
VERDICTS: Words = {
    "false": _("false"),
    "misleading": _("misleading"),
    "true_in_part": _("true in part"),
    "true": _("true"),
    "no_evidence": _("no evidence for it"),
    "disputed": _("disputed: for a lawyer"),
}
PARTS: Words = {
    "communications": _("for communications"),
    "legal": _("for the law"),
    "reader": _("as a native reader"),
}
STATEMENTS: Words = {
    "communications": _("The words are clear and fair, and say who speaks."),
    "legal": _(
        "The law is stated rightly, and nothing in it deters anybody from asking for protection."
    ),
    "reader": _("I am a native reader of this language. It reads well, and it says what is meant."),
}
DRAFTED: Words = {
    "person": _("written by a person"),
    "machine": _("drafted by a machine, checked by nobody"),
    "seed": _("seed, not vetted"),
}
STATES: Words = {
    "none": _("no answer"),
    "leaves": _("may leave"),
    "waits": _("waits for signatures"),
    "incomplete": _("not complete"),
    "changed": _("changed since it was signed"),
    "expired": _("expired"),
    "retired": _("answered no longer"),
}
KINDS: Words = {
    "card": _("Card (PNG)"),
    "leaflet": _("Leaflet (PDF)"),
    "message": _("Message (text)"),
    "claimreview": _("Markup for a page (ClaimReview)"),
}
GROUPS: Mapping[str, Words] = {
    "language": LANGUAGES,
    "topic": TOPICS,
    "verdict": VERDICTS,
    "part": PARTS,
    "statement": STATEMENTS,
    "drafted": DRAFTED,
    "state": STATES,
    "kind": KINDS,
}
LACKING: Words = {
    "claim": _("It does not say which claim it answers."),
    "answer": _("It has no words."),
    "protection": _("It does not say where to get help and protection."),
    "sources": _("It lacks sources with a publisher and an address on the web."),
    "attribution": _("It does not say who speaks."),
    "expires": _("It has no last day, or one more than a year away."),
    "deterrence": _("It deters people to whom protection is due."),
}
UNSIGNED: Mapping[str, Words] = {
    "not signed": {
        "communications": _("Nobody signed it for communications."),
        "legal": _("Nobody signed it for the law."),
        "reader": _("No native reader signed it."),
    },
    "changed since it was signed": {
        "communications": _("It was changed since it was signed for communications."),
        "legal": _("It was changed since it was signed for the law."),
        "reader": _("It was changed since a native reader signed it."),
    },
    "signed by an author": {
        "communications": _("Who signed it for communications wrote at it."),
        "legal": _("Who signed it for the law wrote at it."),
        "reader": _("Who signed it as a native reader wrote at it."),
    },
}
OTHERWISE: Words = {
    "expired": _("Its last day is over."),
    "retired": _("This myth is answered no longer."),
    "signed twice by one person": _("One person signed for two parts."),
}
REFUSED: Refusals = (
    ("another agency keeps", _("Another agency keeps this myth. Ask it to change it.")),
    ("has words", _("Write down what is said.")),
    ("claim and words", _("Write the claim and the answer.")),
    ("topic is not known", _("Choose a topic.")),
    ("language is not kept", _("Choose a language.")),
    ("said so", _("It is kept already that it is said so.")),
    ("no longer", _("This myth is answered no longer.")),
    ("needs a reason", _("Say why.")),
    ("too long", _("This is too long.")),
    ("nobody is deterred", _("Where protection is due nobody is deterred: leave this empty.")),
    ("myth of asylum", _("People in need of protection read this: say that protection is due.")),
    ("another version since", _("Somebody wrote another version since. Read it, and write again.")),
    ("nothing was changed", _("Nothing was changed.")),
    ("changed since you saw", _("The words were changed since you saw them. Read them again.")),
    ("not complete", _("It is not complete; nobody can sign it yet.")),
    ("has expired", _("It has expired. Somebody must look at its facts and write it again.")),
    ("does not sign it", _("Whoever wrote at an answer does not sign it. Ask a colleague.")),
    ("signed it already", _("You signed it already. Somebody else signs for the other parts.")),
    ("signed for that already", _("It is signed for that already.")),
    ("this role", _("Your role does not sign for that. Ask a colleague of that role.")),
    ("no signature stands", _("No signature stands; it cannot leave as it is.")),
    ("address of the page", _("Give the address of the page that shows the answer, with https.")),
    ("while it was drawn", _("It was changed while it was drawn. Look at it again.")),
)


def language_word(code: str) -> str:
    """A language's own name for itself."""
    return wording_of(code).name


def reason_words(reason: Reason) -> str:
    """Why an answer may not leave, in a sentence."""
    if reason.what == "lacks":
        return str(LACKING[reason.subject])
    if reason.what in UNSIGNED:
        return str(UNSIGNED[reason.what][reason.subject])
    return str(OTHERWISE[reason.what])


def refused(error: BadInput) -> str:
    """What a service of the bank refused, in the reader's language."""
    return refusal(error, REFUSED)
