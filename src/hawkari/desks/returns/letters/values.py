"""What a letter says beyond its wording: the person, the journey, dates, and whom to ask."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hawkari.desks.returns.letters.wording import form_of

__all__ = ["Appeal", "Contact", "Letter", "LetterKind", "lacking"]


class LetterKind(StrEnum):
    """The letters. Their parts, authority and dates are in ``resources/letters.toml``."""

    INTENTION = "intention"
    DEPARTURE = "departure"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom the person can ask, as the letter prints it.

    Attributes:
        name: of a person or an office.
        phone: as it is dialled.
        more: address, electronic address, or hours; may be empty.
    """

    name: str
    phone: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Appeal:
    """The right of appeal that the records show.

    Attributes:
        until: last day to appeal; None where the records show no right.
        to: where an appeal is sent; needed with `until`.
    """

    until: date | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. Instants are aware; they are printed in London time.

    Attributes:
        kind: which letter.
        language: one of `LANGUAGES`: the person's own.
        reference: of the case.
        made_on: date of the letter.
        person: the person's name, in its own script.
        office: who sends it.
        advice: who gives advice: their own adviser first, where they have one.
        interpreter: whom to ask for an interpreter.
        questions: whom to ask anything else.
        appeal: the right of appeal; None is not known, and then there is no letter.
        born: date of birth, where it is known.
        destination: country and place.
        route: places passed through, in order.
        earliest: the later end of the computed notice period.
        departs: when the journey begins.
        departs_from: where it begins.
        carrier: flight or ship.
        receiver: the authority asked to receive the person.
    """

    kind: LetterKind
    language: str
    reference: str
    made_on: date
    person: str
    office: str
    advice: tuple[Contact, ...]
    interpreter: Contact | None
    questions: Contact | None
    appeal: Appeal | None
    born: date | None = None
    destination: str = ""
    route: tuple[str, ...] = field(default=())
    earliest: datetime | None = None
    departs: datetime | None = None
    departs_from: str = ""
    carrier: str = ""
    receiver: str = ""


def lacking(letter: Letter) -> list[str]:
    """Names of what a letter needs and does not have, in the order of `Letter`; empty if complete.

    A departure before the end of the notice period is lacking too: ``departs``.
    """
    needed = {
        "reference": letter.reference.strip(),
        "person": letter.person.strip(),
        "office": letter.office.strip(),
        "advice": letter.advice and all(map(_reached, letter.advice)),
        "interpreter": letter.interpreter and _reached(letter.interpreter),
        "questions": letter.questions and _reached(letter.questions),
        "appeal": letter.appeal and (letter.appeal.until is None or letter.appeal.to.strip()),
        **{one: getattr(letter, one) for one in form_of(letter.kind).needs},
    }
    missing = [name for name, value in needed.items() if not value]
    early = letter.departs and letter.earliest and letter.departs < letter.earliest
    return [*missing, "departs"] if early else missing


def _reached(contact: Contact) -> bool:
    """Whether somebody can in fact be asked: a name alone is no help."""
    return bool(contact.name.strip() and (contact.phone.strip() or contact.more.strip()))
