"""The one rule of what may leave: three signatures on exactly these words, and nothing missing.

An answer leaves only while it is whole (claim, answer, sources, who speaks, where to get help, and
a last day), has been signed for communications, for the law and by a native reader of its language,
by three people none of whom wrote at it, has not been changed since, and has not expired.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hawkari.desks.campaign.bank.values import Answer, Content, Part, digest_of
from hawkari.errors import HawkariError

__all__ = ["LONGEST", "NotSigned", "Reason", "lacking", "may_leave"]

LONGEST = timedelta(days=366)
"""How long after it was written an answer may be valid: facts and law change."""
WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")
ADDRESS_ONLY = re.compile(r"(https?://|www\.)?\S+\.\S+")
FEWEST_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer may not leave: what is wrong, and of which part where it is one of several."""

    what: str
    subject: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.subject})" if self.subject else self.what


class NotSigned(HawkariError):
    """An answer may not leave; nothing was made.

    Args:
        reference: of the myth.
        language: of the answer.
        reasons: all of them.
    """

    def __init__(self, reference: str, language: str, reasons: tuple[Reason, ...]) -> None:
        self.reference = reference
        self.language = language
        self.reasons = reasons
        said = ", ".join(map(str, reasons))
        super().__init__(f"the answer to {reference} in {language} may not leave: {said}")


def lacking(content: Content, written_on: date) -> tuple[str, ...]:
    """Names of the fields without which nobody may sign, in the order of `Content`.

    ``deterrence`` is wrong by being there: where protection is due, nobody is deterred.
    """
    last = content.expires
    right = {
        "claim": content.claim.strip(),
        "answer": content.answer.strip(),
        "protection": content.protection
        and all(one.name.strip() and one.how.strip() for one in content.protection),
        "sources": content.sources
        and all(
            one.title.strip() and one.publisher.strip() and WEB.fullmatch(one.url)
            for one in content.sources
        ),
        "attribution": _names_somebody(content.attribution),
        "expires": last is not None and written_on <= last <= written_on + LONGEST,
        "deterrence": not (content.protection_due and content.deterrence.strip()),
    }
    return tuple(name for name, is_right in right.items() if not is_right)


def _names_somebody(attribution: str) -> bool:
    """A name: an address on the web alone hides who speaks."""
    said = attribution.strip()
    letters = sum(sign.isalpha() for sign in said)
    return letters >= FEWEST_LETTERS and not ADDRESS_ONLY.fullmatch(said)


def may_leave(answer: Answer, at: date) -> tuple[Reason, ...]:
    """Every reason why no product of an answer may be made on a day (UTC); empty if one may."""
    content = answer.content
    reasons = [Reason("lacks", name) for name in lacking(content, answer.written_on)]
    if answer.is_retired:
        reasons.append(Reason("retired"))
    if content.expires is not None and at > content.expires:
        reasons.append(Reason("expired"))
    return (*reasons, *_signing(answer))


def _signing(answer: Answer) -> list[Reason]:
    digest = digest_of(answer.reference, answer.content)
    reasons: list[Reason] = []
    signed_by: dict[Part, set[str]] = {}
    for part in Part:
        given = [one for one in answer.signatures if one.part is part]
        signed_by[part] = {
            one.by for one in given if one.digest == digest and one.by not in answer.authors
        }
        if signed_by[part]:
            continue
        if any(one.digest == digest for one in given):
            reasons.append(Reason("signed by an author", part.value))
        elif given:
            reasons.append(Reason("changed since it was signed", part.value))
        else:
            reasons.append(Reason("not signed", part.value))
    if not reasons and not _three_people(signed_by):
        reasons.append(Reason("signed twice by one person"))
    return reasons


def _three_people(signed_by: dict[Part, set[str]]) -> bool:
    """Whether each part can be given a person of its own."""
    first, second, third = signed_by.values()
    return any(
        len({one, two, three}) == len(Part) for one in first for two in second for three in third
    )
