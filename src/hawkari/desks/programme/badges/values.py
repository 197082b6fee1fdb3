"""What goes into a badge, and what is found when one is looked at."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

__all__ = ["Award", "BadgeState", "Holder", "Issuer", "Verdict"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: a name to be read, and the private key's PEM text.

    Attributes:
        name: of the agency.
        pem: its Ed25519 key; never shown.
    """

    name: str
    pem: bytes

    def __repr__(self) -> str:
        return f"Issuer(name={self.name!r})"


@dataclass(frozen=True, slots=True)
class Award:
    """What one badge says.

    Attributes:
        number: a UUID of its own.
        subject: stable name of what was achieved, e.g. the curriculum and its version.
        name: what was achieved, to be read.
        description: more of it.
        criteria: what had to be done for it.
        holders: of `holder_hash`, one for each spelling of the holder's name; the only word on
            who holds it.
        given_on: the day from which it holds.
        until: the last day on which it holds; None where it does not lapse.
        index: its place in the status list.
    """

    number: str
    subject: str
    name: str
    description: str
    criteria: str
    holders: tuple[str, ...]
    given_on: date
    index: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who says that a badge is theirs: their name, and the code on their certificate."""

    name: str
    code: str


class BadgeState(StrEnum):
    """What was found. Only `VALID` is a badge that holds; `UNCHECKED` holds unless revoked."""

    VALID = "valid"
    UNCHECKED = "unchecked"
    REVOKED = "revoked"
    NO_BADGE = "no_badge"
    FORGED = "forged"
    OTHER_ISSUER = "other_issuer"
    NOT_YET = "not_yet"
    LAPSED = "lapsed"
    BAD_STATUS = "bad_status"
    OTHER_HOLDER = "other_holder"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What looking at a badge found; of a forged one nothing that it says is repeated.

    Attributes:
        state: the finding.
        why: the same in English words.
        number, issuer, issuer_name, name, description, criteria: what the badge says.
        given_on, until: its days.
        status_of: when the status list that was asked was signed; None if none was.
        is_holder: whether it is of who was asked for; None if nobody was.
    """

    state: BadgeState
    why: str
    number: str = ""
    issuer: str = ""
    issuer_name: str = ""
    name: str = ""
    description: str = ""
    criteria: str = ""
    given_on: date | None = None
    until: date | None = None
    status_of: datetime | None = None
    is_holder: bool | None = None
