"""Words of the review queue: what an item asks, and why it stands where it stands."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from hawkari.desks.intelligence import words
from hawkari.desks.intelligence.services.refusing import Refused, RefusedBecause
from hawkari.desks.intelligence.things import PERSON
from hawkari.engines.linkage import Apart
from hawkari.errors import BadInput
from hawkari.evidence.linking.runs import REVIEW_AT
from hawkari.evidence.reviewing.items import Because

__all__ = [
    "ANSWERS",
    "KINDS",
    "answer_word",
    "answered",
    "because",
    "cut",
    "ground",
    "ground_words",
    "kind",
    "kind_hint",
    "question",
    "reading",
    "refused",
]

KINDS: Mapping[str, Promise] = {
    "pair": _("to decide"),
    "cut": _("join refused"),
    "proposal": _("awaits a second person"),
    "doubtful": _("now doubtful"),
    "conflict": _("contradiction"),
    "disagreement": _("reviewers differ"),
    "reading": _("second reading"),
}
QUESTIONS: Mapping[str, Promise] = {
    "pair": _("Are these the same person?"),
    "cut": _("Are these the same person?"),
    "proposal": _("Do you agree that these are the same person?"),
    "doubtful": _("Are these still the same person?"),
    "conflict": _("Which of these decisions is wrong?"),
    "disagreement": _("Two reviewers answered differently: who is right?"),
    "reading": _("Are these the same person? You read it second."),
}
# The same of what is no person, by its kind.
SAME: Mapping[str, Promise] = {
    "organisation": _("the same organisation"),
    "vessel": _("the same vessel"),
    "vehicle": _("the same vehicle"),
    "aircraft": _("the same aircraft"),
    "account": _("the same account"),
}
QUESTIONS_OF: Mapping[str, Promise] = {
    "pair": _("Are these %(same)s?"),
    "cut": _("Are these %(same)s?"),
    "proposal": _("Do you agree that these are %(same)s?"),
    "doubtful": _("Are these still %(same)s?"),
    "reading": _("Are these %(same)s? You read it second."),
}
HINTS: Mapping[str, Promise] = {
    "reading": _(
        "Somebody has decided this pair already. Your answer measures how far reviewers agree, and "
        "changes nothing."
    ),
    "conflict": _("Withdraw the one that is wrong, or leave all of them and say why."),
    "disagreement": _("Withdraw the decision if it is wrong, or leave it and say why."),
    "doubtful": _("Y keeps the join, N takes it back; both with a reason."),
}
ANSWERS: Mapping[str, Promise] = {
    "positive": _("Same"),
    "negative": _("Different"),
    "unsure": _("Unsure"),
    "proposed": _("Same, awaits a second person"),
    "withdrawn": _("Taken back"),
}
KEPT: Mapping[str, Promise] = {
    "positive": _("Saved: the same person."),
    "negative": _("Saved: different people. Never proposed again."),
    "unsure": _("Saved: unsure. The pair comes back at the end of the queue."),
    "proposed": _("Saved: proposed as the same person. A second person has to agree first."),
    "read": _("Saved: your reading. The decision stands as it was."),
    "settle": _("Saved: left as it is, with your reason."),
    "withdraw": _("Withdrawn: the pair is open again."),
    "decline": _("Saved: you do not agree. The pair is open again."),
}
KEPT_OF: Mapping[str, Promise] = {
    "positive": _("Saved: %(same)s."),
    "negative": _("Saved: they are different. Never proposed again."),
    "proposed": _("Saved: proposed as %(same)s. A second person has to agree first."),
}
REFUSED: Mapping[RefusedBecause, Promise] = {
    RefusedBecause.CHANGED: _("it has changed since it was shown. Here it is as it stands now."),
    RefusedBecause.GONE: _("it does not wait any more: somebody was first, or it was undone."),
    RefusedBecause.NOT_OFFERED: _("this is no answer to it."),
    RefusedBecause.ANOTHER_PAIR: _("the item is about two other records."),
    RefusedBecause.ANOTHER_DECISION: _("the item is not about that decision."),
    RefusedBecause.NO_REASON: _("say why, in the field for it."),
    RefusedBecause.NOTHING_TO_UNDO: _("there is no decision of yours to undo."),
    RefusedBecause.NOT_THE_LAST: _(
        "you have decided something else since. Your last decision is shown below: undo again to "
        "take that one back."
    ),
    RefusedBecause.LAST_WAS_READ: _(
        "your last answer was a second reading, which is kept and changes nothing."
    ),
    RefusedBecause.LAST_WAS_SETTLE: _(
        "your last answer left an item as it is, which is kept with your reason."
    ),
    RefusedBecause.LAST_WAS_WITHDRAW: _(
        "your last answer was a withdrawal. To say it again, decide the pair again."
    ),
    RefusedBecause.LAST_STANDS_NO_MORE: _(
        "your last decision does not stand any more: a colleague agreed, took it back or decided "
        "anew. To take an earlier one back, withdraw it with a reason."
    ),
    RefusedBecause.DECIDED_SINCE: _(
        "a colleague has decided on the pair of your last decision after you. To take yours back, "
        "withdraw it with a reason."
    ),
}
# What the services beneath say, in their English; numbers in it are left out.
BENEATH: tuple[tuple[str, Promise], ...] = (
    ("a judgement is on two different", _("choose two different records.")),
    ("you have proposed this already", _("you proposed this; it awaits a second person.")),
    ("you proposed this yourself", _("you proposed this; ask a colleague, or undo it.")),
    ("no proposal ", _("no such proposal awaits you: somebody may have answered it.")),
    (
        "there is no live judgement",
        _("the decision does not stand any more, or you may not see it."),
    ),
    ("no item of the queue", _("there is no such item in the queue.")),
    ("no issue ", _("it is not open: somebody may have settled it.")),
    ("no mark ", _("no such mark stands: somebody may have lifted it.")),
)
SIMPLE: Mapping[str, Promise] = {
    "subject": _("One of them is a subject of the operation."),
    "left open": _("Somebody looked at this pair and left it open."),
    "two people": _("To join them, a second person has to agree."),
    "disagreement": _("A second reader answered otherwise than the first."),
    "second reading": _("It was chosen to be read a second time."),
}
DOUBTS: Mapping[str, Promise] = {
    "birth date": _("date of birth"),
    "gender": _("gender"),
    "document": _("document"),
    "new record": _("a new record that matches only one of them"),
    "weight": _("what the model says today"),
}
ISOLATE, POP = "\u2068", "\u2069"


def kind(name: str) -> str:
    """A kind of item in words; an unknown one as it is."""
    return str(KINDS.get(name, name))


def question(name: str, thing: str = PERSON) -> str:
    """What an item of a kind asks of two records of a kind of thing (`things.thing_of`)."""
    if thing in SAME and name in QUESTIONS_OF:
        return str(QUESTIONS_OF[name]) % {"same": SAME[thing]}
    return str(QUESTIONS.get(name, QUESTIONS["pair"]))


def kind_hint(name: str) -> str:
    """What to do with an item of a kind, where its question does not say it; else empty."""
    return str(HINTS.get(name, ""))


def answer_word(name: str) -> str:
    """A judgement in a word or two; an unknown one as it is."""
    return str(ANSWERS.get(name, name))


def answered(code: str, thing: str = PERSON) -> str:
    """What came of an answer on two records of a kind of thing, in words."""
    if thing in SAME and code in KEPT_OF:
        return str(KEPT_OF[code]) % {"same": SAME[thing]}
    return str(KEPT.get(code, code))


def refused(why: BadInput) -> str:
    """Why something was not kept, in the reader's language; an unknown ground as it is."""
    if isinstance(why, Refused):
        return str(REFUSED[why.because])
    if why.problem.endswith("is not yours to read again"):
        return gettext("it is not yours to read again: somebody may have read it.")
    known = next((said for begins, said in BENEATH if why.problem.startswith(begins)), None)
    return f"{why.problem}." if known is None else str(known)


def because(reason: Because, thing: str = PERSON) -> str:
    """Why an item stands where it stands, in one sentence; an unknown code as it is.

    Args:
        reason: a code, and what it speaks of.
        thing: what the records are of; see `things.thing_of`.
    """
    if reason.code in SIMPLE:
        return str(SIMPLE[reason.code])
    figure = reason.figure or 0.0
    if reason.code == "uncertain":
        return _uncertain(f"{ISOLATE}{figure:.2f}{POP}", thing)
    if reason.code == "large":
        count = round(figure)
        said = ngettext("%(n)s record hangs on it.", "%(n)s records hang on it.", count)
        return said % {"n": count}
    if reason.code == "teaches":
        return _teaches(reason.text, round(figure))
    return _about(reason)


def _uncertain(share: str, thing: str) -> str:
    if thing in SAME:
        said = gettext("The model gives %(share)s for %(same)s: an answer settles it.")
        return said % {"share": share, "same": SAME[thing]}
    said = gettext("The model gives %(share)s for the same person: an answer settles it.")
    return said % {"share": share}


def _teaches(level: str, judged: int) -> str:
    comparison, _colon, name = level.partition(": ")
    said = ngettext(
        "It may teach the model, where it contradicts it: %(n)s pair was decided on "
        "“%(comparison)s: %(level)s” so far.",
        "It may teach the model, where it contradicts it: %(n)s pairs were decided on "
        "“%(comparison)s: %(level)s” so far.",
        judged,
    )
    level_words = words.level(name)
    return said % {"n": judged, "comparison": words.comparison(comparison), "level": level_words}


def _about(reason: Because) -> str:
    if reason.code == "refused":
        said, about = gettext("The engine refused the join: %(about)s."), cut(reason.text)
    elif reason.code == "proposed":
        said, about = gettext("%(about)s proposed the join."), words.rule(reason.text)
    elif reason.code == "doubtful":
        said = gettext("Facts that came later put the join in doubt: %(about)s.")
        about = str(DOUBTS.get(reason.text, reason.text))
    elif reason.code == "conflict":
        said = gettext("A decision was refused, for earlier ones stand against it: %(about)s.")
        about = str(ANSWERS.get(reason.text, reason.text))
    else:
        return reason.code
    return said % {"about": f"{ISOLATE}{about}{POP}"}


GROUNDS: Mapping[str, tuple[Promise, Promise]] = {
    "together": (_("together"), _("To you they are one entity, by these judgements.")),
    "refused": (_("refused"), _("Somebody decided that they are different.")),
    "left open": (_("left open"), _("Somebody looked and was unsure.")),
    "proposed": (_("proposed"), _("A join is proposed and awaits a second person.")),
    "without effect": (
        _("without effect"),
        _("Somebody decided that they are the same, and it does not hold: a refusal is stronger."),
    ),
    "cut": (_("join refused"), _("They are alike enough, but the engine refused the join:")),
    "waiting": (
        _("waiting"),
        _("Nobody has decided it, and it is not certain enough for the rule."),
    ),
    "not proposed": (
        _("not proposed"),
        _(
            "Both were compared with others: no rule proposed this pair, or it scored below "
            "%(least)s."
        ),
    ),
    "not compared": (_("not compared"), _("No run has read both records as they are now.")),
}


def ground(name: str) -> str:
    """Why two are apart, in a word or two."""
    return str(GROUNDS[name][0]) if name in GROUNDS else name


def ground_words(name: str) -> str:
    """Why two are apart, in a sentence; empty for an unknown ground."""
    if name not in GROUNDS:
        return ""
    said = str(GROUNDS[name][1])
    return said % {"least": f"{ISOLATE}{REVIEW_AT:g}{POP}"} if "%(" in said else said


READINGS: Mapping[str, Promise] = {
    "swapped": _("day and month swapped"),
    "solar": _("Persian calendar"),
    "kurdish": _("Kurdish year"),
    "lunar": _("Islamic calendar, about"),
    "from solar": _("if Persian"),
    "from lunar": _("if Islamic, about"),
}


def reading(how: str) -> str:
    """How a date is read, in words; an unknown way as it is."""
    return str(READINGS.get(how, how))


CUTS: Mapping[str, Promise] = {
    "contradictory judgements": _("people's judgements contradict each other"),
    "judged different": _("judged different by a person"),
    "contradicting gender": _("genders contradict each other"),
    "contradicting dates of birth": _("dates of birth contradict each other"),
    "compared and found different": _("two of their records were compared and found different"),
    "the pairs between them speak against it on the whole": _(
        "the pairs between them speak against it on the whole"
    ),
    Apart.CUT.value: _("joining them was refused"),
    Apart.BELOW.value: _("the weight is below the threshold"),
    Apart.CONTRADICTED.value: _("years of birth or genders contradict each other"),
    Apart.STOPPED.value: _("all that they share is shared by too many records"),
    Apart.NOTHING.value: _("they share nothing that a rule for proposing pairs looks for"),
}


def cut(english: str) -> str:
    """Why the engine refused a join, in the reader's language; an unknown reason as it is."""
    return str(CUTS.get(english, english))
