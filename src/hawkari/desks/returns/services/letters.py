"""Makes letters for the person of a case, keeps them as made, and records that they were served.

The end of a notice period is computed from where and when the letter is to be served; nobody types
it. A letter that is served later than it says, so that the person would have less time than they
must be given, is not recorded as served: another one is made.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.references import new_reference
from hawkari.desks.returns.letters import (
    Appeal,
    Contact,
    Letter,
    LetterKind,
    compose,
    letter_pdf,
    wording_of,
)
from hawkari.desks.returns.models import Case, MadeLetter
from hawkari.desks.returns.services.access import known_cases
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.notices import Notice, serve_notice
from hawkari.desks.returns.services.recording import locked_case
from hawkari.engines.casework import (
    UNITED_KINGDOM,
    OutsideCalendar,
    Place,
    UnknownClock,
    deadline,
)
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "Asked",
    "Served",
    "letter_content",
    "letters_of",
    "make_letter",
    "serve_letter",
    "usual",
]

NOTICE_KINDS = {
    LetterKind.INTENTION: "intention",
    LetterKind.DEPARTURE: "departure_details",
}
CLOCK = "removal_notice"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer gives for a letter; the rest is known of the case.

    Attributes:
        kind: which letter.
        language: one of `hawkari.desks.returns.letters.LANGUAGES`.
        office: who sends it.
        advice: who gives advice.
        interpreter: whom to ask for an interpreter.
        questions: whom to ask anything else.
        appeal: the right of appeal that the records show.
        destination: country and place.
        route: places passed through.
        place: where it is to be served; one of `Place` in the United Kingdom.
        serve_at: when it is to be served; None for now.
        departs: when the journey begins.
        departs_from: where it begins.
        carrier: flight or ship.
        receiver: the authority asked to receive the person.
    """

    kind: LetterKind
    language: str
    office: str
    advice: Contact
    interpreter: Contact
    questions: Contact
    appeal: Appeal
    destination: str = ""
    route: tuple[str, ...] = ()
    place: str = ""
    serve_at: datetime | None = None
    departs: datetime | None = None
    departs_from: str = ""
    carrier: str = ""
    receiver: str = ""


@dataclass(frozen=True, slots=True)
class Served:
    """How a letter was served.

    Attributes:
        how: in person, by post, to the lawyer.
        place: whose bank holidays count.
        read_to_person: whether it was read out in the person's language.
        at: when; None for now.
    """

    how: str
    place: str
    read_to_person: bool
    at: datetime | None = None


def make_letter(access: Access, reference: str, asked: Asked, *, fonts: Path) -> MadeLetter:
    """Make a letter and keep it as made.

    Args:
        access: who makes it.
        reference: of the case.
        asked: what it says besides what is known.
        fonts: folder of the fonts for Arabic script.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such case, or the letter would lack what the person needs.
    """
    require(access, Action.CASEWORK)
    case = case_of(access, reference)
    letter = _letter(access, case, asked)
    content = letter_pdf(compose(letter), fonts=fonts)
    with transaction.atomic():
        locked_case(access, reference)
        made = MadeLetter.objects.create(
            reference=new_reference("L", MadeLetter.objects.all(), access.today),
            case=case,
            kind=letter.kind.value,
            language=letter.language,
            said=_said(letter),
            pdf=content,
            sha256=hashlib.sha256(content).hexdigest(),
            is_signed=wording_of(letter.language).is_signed,
            earliest=letter.earliest,
            made_by=access.user.get_username(),
            made_at=timezone.now(),
        )
        _audit(access, made, Act.ALTER, step="made")
    return made


def _letter(access: Access, case: Case, asked: Asked) -> Letter:
    person = case.person
    born = person.birth_date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", person.birth_date) else ""
    return Letter(
        kind=asked.kind,
        language=asked.language,
        reference=case.reference,
        made_on=access.today,
        person=person.name or person.romanised,
        office=asked.office.strip(),
        advice=(asked.advice,),
        interpreter=asked.interpreter,
        questions=asked.questions,
        appeal=asked.appeal,
        born=date.fromisoformat(born) if born else None,
        destination=asked.destination.strip(),
        route=tuple(one.strip() for one in asked.route if one.strip()),
        earliest=_earliest(asked),
        departs=asked.departs,
        departs_from=asked.departs_from.strip(),
        carrier=asked.carrier.strip(),
        receiver=asked.receiver.strip(),
    )


def _earliest(asked: Asked) -> datetime | None:
    if asked.kind not in NOTICE_KINDS:
        return None
    return _period_ends(asked.place, asked.serve_at or timezone.now())


def _period_ends(place: str, served: datetime) -> datetime:
    """The later end of the period: this is time that a person must be given."""
    if place not in UNITED_KINGDOM:
        raise BadInput(f"{place!r} has no calendar", "Choose where the letter is served.")
    try:
        return deadline(CLOCK, served, Place(place)).binding
    except (UnknownClock, OutsideCalendar) as error:
        raise BadInput(
            "no notice period is known for that day", "Look at the date again."
        ) from error


def _said(letter: Letter) -> dict[str, Any]:
    return {
        "person": letter.person,
        "office": letter.office,
        "advice": [_contact(one) for one in letter.advice],
        "interpreter": _contact(letter.interpreter),
        "questions": _contact(letter.questions),
        "destination": letter.destination,
        "route": list(letter.route),
        "departs": letter.departs.isoformat() if letter.departs else "",
        "departs_from": letter.departs_from,
        "carrier": letter.carrier,
        "receiver": letter.receiver,
    }


def _contact(contact: Contact | None) -> list[str]:
    return [contact.name, contact.phone, contact.more] if contact is not None else []


def usual(access: Access) -> dict[str, Any]:
    """What the agency's last letter in the operation said of office, interpreter and questions."""
    require(access, Action.CASEWORK)
    last = MadeLetter.objects.filter(case__in=known_cases(access)).exclude(said={}).last()
    names = ("office", "interpreter", "questions")
    return {name: last.said[name] for name in names} if last is not None else {}


def letters_of(access: Access, reference: str) -> list[MadeLetter]:
    """The letters of a case without their pages, oldest first; audited by the caller.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such case.
    """
    return list(MadeLetter.objects.filter(case=case_of(access, reference)).defer("pdf"))


def letter_content(access: Access, reference: str, letter: str) -> bytes:
    """The pages of a letter, as they were made; audited.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such letter, or it was erased.
    """
    found = _of(access, reference, letter)
    if not found.pdf:
        raise BadInput("this letter was erased with its case", "That it was made is still known.")
    with transaction.atomic():
        _audit(access, found, Act.CONSULT, step="looked at")
    return bytes(found.pdf)


def serve_letter(access: Access, reference: str, letter: str, *, served: Served) -> MadeLetter:
    """Record that a notice was served; its period is computed from when and where that was.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such letter, it was served already, or the person would have less
            time than it says they must have.
    """
    require(access, Action.CASEWORK)
    kept = _of(access, reference, letter)
    kind = NOTICE_KINDS.get(LetterKind(kept.kind))
    if kind is None:
        raise BadInput("this letter asks for consent", "Record the consent with its reference.")
    if kept.served_event is not None:
        raise BadInput("this letter was served already", "Make another one.")
    at = served.at or timezone.now()
    if at < kept.made_at.replace(second=0, microsecond=0):
        raise BadInput("it was not made yet at that time", "Look at the date and time again.")
    ends = _period_ends(served.place, at)
    if kept.earliest is None or ends > kept.earliest:
        raise BadInput(
            "served then, the period ends later than the letter says",
            "The person would be told too early a day: make another letter.",
        )
    with transaction.atomic():
        rows = serve_notice(access, reference, _notice(kept, kind, replace(served, at=at)))
        kept.served_event = rows[0].number
        kept.save(update_fields=["served_event"])
        _audit(access, kept, Act.ALTER, step="served")
    return kept


def _notice(kept: MadeLetter, kind: str, served: Served) -> Notice:
    """A letter cannot be made without its details of appeal and advice, so the notice has them.

    That the guards hold the journey to what the person was told, the notice has that too.
    """
    departs = kept.said.get("departs") or ""
    return Notice(
        kind=kind,
        language=kept.language,
        route=" → ".join(kept.said["route"]),
        destination=kept.said["destination"],
        read_to_person=served.read_to_person,
        appeal_details=True,
        lawyer_details=True,
        served_how=served.how,
        place=served.place,
        document=kept.reference,
        served=served.at,
        departs=datetime.fromisoformat(departs) if departs else None,
        carrier=kept.said.get("carrier") or "",
    )


def _of(access: Access, reference: str, letter: str) -> MadeLetter:
    case = case_of(access, reference)
    found = MadeLetter.objects.filter(case=case, reference=letter).first()
    if found is None:
        raise BadInput("there is no such letter", "Look at the case's letters.")
    return found


def _audit(access: Access, letter: MadeLetter, act: Act, *, step: str) -> None:
    audit.record(
        act,
        access=access,
        objects=[letter.case.reference, letter.reference],
        count=1,
        detail={
            "what": "letter", "kind": letter.kind, "language": letter.language, "step": step,
            "sha256": letter.sha256,
        },
    )  # fmt: skip
