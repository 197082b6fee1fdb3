"""Puts a product together: headings, texts and values, before anything is drawn.

`compose` gives a sheet of an answer that may leave and refuses any other; `compose_draft` gives one
that carries the stamp of a draft, whatever the answer. There is no third way to a sheet.
"""

from dataclasses import dataclass
from datetime import date

from hawkari.desks.campaign.bank.leaving import NotSigned, may_leave
from hawkari.desks.campaign.bank.values import Answer, Content
from hawkari.desks.campaign.bank.wording import SOURCE, Wording, wording_of

__all__ = ["Sheet", "compose", "compose_draft", "isolated"]

LEFT, RIGHT, AUTO, END = "\u2066", "\u2067", "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a product shows, in the order in which it is read.

    Attributes:
        reference: of the myth.
        content: the answer's words.
        words: the words around them.
        verdict: what is found, in words.
        speaker: who speaks, in a sentence.
        until: the last day, in a sentence; empty while there is none.
        stamp: what is printed across a draft, in its language and in English; empty on what may
            leave.
        made_on: day of the newest words, for the document's own date.
    """

    reference: str
    content: Content
    words: Wording
    verdict: str
    speaker: str
    until: str
    stamp: tuple[str, ...]
    made_on: date


def compose(answer: Answer, at: date) -> Sheet:
    """A sheet of an answer that may leave on a day.

    Raises:
        NotSigned: if it may not.
    """
    reasons = may_leave(answer, at)
    if reasons:
        raise NotSigned(answer.reference, answer.content.language, reasons)
    return _sheet(answer, stamp=())


def compose_draft(answer: Answer) -> Sheet:
    """A sheet for those who write and sign, with the stamp of a draft in two languages."""
    own, source = wording_of(answer.content.language), wording_of(SOURCE)
    stamps = dict.fromkeys((own.said("draft"), source.said("draft")))
    return _sheet(answer, stamp=tuple(stamps))


def _sheet(answer: Answer, *, stamp: tuple[str, ...]) -> Sheet:
    content = answer.content
    words = wording_of(content.language)
    last = content.expires
    return Sheet(
        reference=answer.reference,
        content=content,
        words=words,
        verdict=words.said(f"verdict.{content.verdict}"),
        speaker=words.said("from", who=isolated(content.attribution or "…")),
        until=words.said("until", day=isolated(words.written(last))) if last else "",
        stamp=stamp,
        made_on=answer.written_on,
    )


def isolated(value: str) -> str:
    """A value between isolates, so that its direction turns nothing around it round."""
    return f"{AUTO}{value}{END}"
