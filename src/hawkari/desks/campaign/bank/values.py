"""What an answer to a myth says in one language, who signed it, and the hash that they signed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hawkari.desks.campaign.bank.wording import wording_of
from hawkari.errors import BadInput

__all__ = [
    "Answer",
    "Content",
    "Help",
    "Part",
    "Signature",
    "Source",
    "Verdict",
    "content_of",
    "data_of",
    "digest_of",
]


class Verdict(StrEnum):
    """What is found of a claim. ``disputed`` is for a lawyer: no short answer would be right."""

    FALSE = "false"
    MISLEADING = "misleading"
    TRUE_IN_PART = "true_in_part"
    TRUE = "true"
    NO_EVIDENCE = "no_evidence"
    DISPUTED = "disputed"


class Part(StrEnum):
    """For what somebody signs: how it is said and by whom; the law; the language."""

    COMMUNICATIONS = "communications"
    LEGAL = "legal"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact is from.

    Attributes:
        title: what it is called, or what it says.
        publisher: who answers for it.
        url: its address on the web.
        on: its date as it gives it: a year, a month or a day.
    """

    title: str
    publisher: str
    url: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Help:
    """Protection information: where a person gets help or asks for protection.

    Attributes:
        name: of a right, an office or a service.
        how: what it is, and how it is reached.
    """

    name: str
    how: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that a product of an answer says, in one language.

    Attributes:
        language: one of `hawkari.desks.campaign.bank.LANGUAGES`.
        claim: what smugglers say, as products quote it.
        verdict: what is found of it.
        answer: the answer in a few sentences; on every product.
        protection: where to get help and protection; on every product.
        sources: of the facts.
        attribution: who speaks; on every product.
        expires: the last day on which it may be handed out; None while nobody has set one.
        more: further facts; on the leaflet only.
        deterrence: dangers and consequences. Never where protection is due.
        protection_due: whether readers may be in need of protection, so that they are told of it
            instead of being deterred.
    """

    language: str
    claim: str
    verdict: Verdict
    answer: str
    protection: tuple[Help, ...] = ()
    sources: tuple[Source, ...] = ()
    attribution: str = ""
    expires: date | None = None
    more: str = ""
    deterrence: str = ""
    protection_due: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """One person's signature on exactly the words whose hash it carries."""

    part: Part
    by: str
    digest: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it stands: its newest words, everybody who wrote at it, and who signed.

    Attributes:
        reference: of the myth.
        content: the newest words.
        written_on: day of the newest words.
        authors: user names of all who wrote any version in this language.
        signatures: those that were not withdrawn, of any version.
        is_retired: whether the myth is no longer answered.
    """

    reference: str
    content: Content
    written_on: date
    authors: frozenset[str]
    signatures: tuple[Signature, ...] = ()
    is_retired: bool = False


def digest_of(reference: str, content: Content) -> str:
    """The hash that a signature stands on: of all words that products show, headings included."""
    said = {"myth": reference, "content": data_of(content), "words": _words(content.language)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _words(language: str) -> dict[str, str]:
    return dict(wording_of(language).lines)


def data_of(content: Content) -> dict[str, Any]:
    """A content as JSON takes it."""
    expires = content.expires.isoformat() if content.expires else None
    return asdict(content) | {"verdict": content.verdict.value, "expires": expires}


def content_of(data: Mapping[str, Any]) -> Content:
    """A content of what `data_of` gives, or of a file.

    Raises:
        BadInput: if a field is missing, unknown or of another form.
    """
    unknown = set(data) - set(Content.__dataclass_fields__)
    if unknown:
        raise BadInput(f"an answer has no field {min(unknown)!r}", "Look at the form of the file.")
    try:
        content = Content(
            language=_text(data, "language"),
            claim=_text(data, "claim"),
            verdict=Verdict(data["verdict"]),
            answer=_text(data, "answer"),
            protection=tuple(_part(Help, one) for one in data.get("protection", ())),
            sources=tuple(_part(Source, one) for one in data.get("sources", ())),
            attribution=_text(data, "attribution", ""),
            expires=date.fromisoformat(data["expires"]) if data.get("expires") else None,
            more=_text(data, "more", ""),
            deterrence=_text(data, "deterrence", ""),
            protection_due=data.get("protection_due", False) is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"an answer is not of its form ({error})", "Look at the file.") from error
    wording_of(content.language)
    return content


def _text(data: Mapping[str, Any], name: str, missing: str | None = None) -> str:
    said = data[name] if missing is None else data.get(name, missing)
    if not isinstance(said, str):
        raise TypeError(f"{name} is no text")
    return said.strip()


def _part(kind: type[Any], data: Mapping[str, str]) -> Any:
    if not all(isinstance(one, str) for one in data.values()):
        raise TypeError(f"a {kind.__name__.lower()} holds what is no text")
    return kind(**{name: one.strip() for name, one in data.items()})
