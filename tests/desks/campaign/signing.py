"""A myth bank to play in: people of each role, and an answer written and signed by them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from hawkari.desks.campaign.bank import Part, digest_of
from hawkari.desks.campaign.models import AnswerVersion, Myth
from hawkari.desks.campaign.services.answers import (
    Written,
    answer_of,
    sign_answer,
    versions_of,
    write_answer,
)
from hawkari.desks.campaign.services.myths import NewMyth, Saying, make_myth
from hawkari.evidence.access import Access
from tests.desks.campaign.answering import SAID, content
from tests.desks.campaign.playing import Desk

__all__ = ["Bank", "seen_of"]

SIGNING = {
    Part.COMMUNICATIONS: "communications",
    Part.LEGAL: "legal",
    Part.READER: "liaison",
}


def seen_of(myth: Myth, language: str = "en") -> str:
    """The digest of the newest words, as the page of an answer has it; looks past the audit."""
    versions = versions_of(myth, language)
    return digest_of(myth.reference, answer_of(myth, versions).content) if versions else ""


@dataclass
class Bank:
    """Writers and signers of one operation; a myth is made when it is first asked for."""

    desk: Desk = field(default_factory=Desk)

    def __post_init__(self) -> None:
        self.author = self.desk.officer("communications")
        self.signers = {part: self.desk.officer(role) for part, role in SIGNING.items()}

    def myth(self, topic: str = "safety", language: str = "en") -> Myth:
        said = Saying(language, SAID[language][0])
        return make_myth(self.author, NewMyth(topic, (said,)))

    def written(
        self, myth: Myth, language: str = "en", *, by: Access | None = None, **changes: Any
    ) -> AnswerVersion:
        """Another version of an answer; its last day is some months away."""
        writer = by or self.author
        last = writer.today + timedelta(days=200)
        seen = myth.versions.filter(language=language).count()
        said = content(language, **({"expires": last} | changes))
        return write_answer(writer, myth.reference, Written(said, seen))

    def seen(self, myth: Myth, language: str = "en") -> str:
        """The digest of the newest words."""
        return seen_of(myth, language)

    def sign(self, myth: Myth, language: str = "en", parts: tuple[Part, ...] = tuple(Part)) -> None:
        for part in parts:
            sign_answer(
                self.signers[part], myth.reference, language,
                part=part, seen=self.seen(myth, language),
            )  # fmt: skip

    def signed(self, language: str = "en", **changes: Any) -> Myth:
        """A myth with an answer that may leave."""
        myth = self.myth(language=language)
        self.written(myth, language, **changes)
        self.sign(myth, language)
        return myth
