"""What the page of a case's letters shows; the look is audited."""

from dataclasses import dataclass

from django.db import transaction

from hawkari.desks.returns.letters import LANGUAGES
from hawkari.desks.returns.models import Case, MadeLetter
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.letters import letters_of, usual
from hawkari.desks.returns.services.recording import facts_of
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action
from hawkari.evidence.models import Act

__all__ = ["LettersPage", "letters_page"]


@dataclass(frozen=True, slots=True)
class LettersPage:
    """A case's letters; `initial` is what a new one begins with."""

    case: Case
    letters: tuple[MadeLetter, ...]
    initial: dict[str, str]
    may_work: bool


def letters_page(access: Access, reference: str) -> LettersPage:
    """The letters of a case; audited.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such case.
    """
    case = case_of(access, reference)
    letters = letters_of(access, reference)
    may_work = access.may(Action.CASEWORK)
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=[case.reference], count=len(letters),
            detail={"what": "letters"},
        )  # fmt: skip
    return LettersPage(case, tuple(letters), _initial(access, case) if may_work else {}, may_work)


def _initial(access: Access, case: Case) -> dict[str, str]:
    """The person's language and adviser, and the office of the last letter."""
    said, person, facts = usual(access), case.person, facts_of(case)
    found = {
        "language": facts.language if facts.language in LANGUAGES else "en",
        "office": str(said.get("office", "")),
        "advice_name": person.lawyer,
        "advice_phone": person.lawyer_contact,
    }
    for one in ("interpreter", "questions"):
        contact: list[str] = list(said.get(one) or ())
        name, phone, *_ = [*contact, "", ""]
        found |= {f"{one}_name": name, f"{one}_phone": phone}
    return found
