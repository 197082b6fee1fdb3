"""Opens cases and keeps who they are about: the person, the family, and who does the work."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.references import new_reference
from hawkari.desks.returns.models import Case, CasePerson, Family
from hawkari.desks.returns.services.access import (
    known_cases,
    own_agency,
    require_reading,
    require_returns,
)
from hawkari.desks.returns.services.families import companions
from hawkari.desks.returns.services.parting import note_parting, note_person_changed
from hawkari.desks.returns.services.recording import (
    NewEvent,
    append,
    facts_of,
    locked_case,
    refresh,
)
from hawkari.desks.returns.services.refusals import CaseNotFound
from hawkari.engines.casework import EventKind
from hawkari.engines.casework.events import keepable
from hawkari.engines.casework.values import AFTER_DEPARTURE
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, OperationMember, User
from hawkari.evidence.policy import actions_of

__all__ = [
    "KEPT_FOR",
    "NewCase",
    "PersonFields",
    "assign",
    "case_of",
    "caseworkers",
    "change_person",
    "check_person",
    "join_family",
    "known_cases",
    "leave_family",
    "open_case",
    "stored_person",
]

KEPT_FOR = timedelta(days=365)
"""Until somebody says whether a case is still kept; the review may set another day."""
BIRTH = re.compile(r"(\d{4})(-\d{2}(-\d{2})?)?")
SEXES = ("", "female", "male", "other")
LONGEST = 300
IDENTITY = frozenset({"name", "birth_date", "sex", "nationality"})
"""What the receiving authority accepted the person by."""


@dataclass(frozen=True, slots=True)
class PersonFields:
    """What is known of a person; the attributes are those of `CasePerson`."""

    name: str = ""
    romanised: str = ""
    other_names: tuple[str, ...] = ()
    father_name: str = ""
    mother_name: str = ""
    birth_date: str = ""
    birth_place: str = ""
    sex: str = ""
    nationality: str = ""
    home_area: str = ""
    phone: str = ""
    lawyer: str = ""
    lawyer_contact: str = ""
    documents: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case is opened with.

    Attributes:
        person: who.
        details: what the event ``opened`` says besides, e.g. language and interpreter.
        family: reference of a case whose family it joins; empty for none.
        reference: of the case, for a load; empty for a new one.
    """

    person: PersonFields
    details: Mapping[str, Any] = field(default_factory=dict)
    family: str = ""
    reference: str = ""


def open_case(access: Access, new: NewCase) -> Case:
    """Open the case of one person, who from now on is protected by every barrier not looked at.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the operation is not for returns, the person has no name, or a value cannot be.
    """
    require(access, Action.CASEWORK)
    require_returns(access)
    check_person(new.person)
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.create(
            reference=new.reference or new_reference("R", Case.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access),
            caseworker=access.user,
            opened_at=now,
            review_due=access.today + KEPT_FOR,
        )
        CasePerson.objects.create(case=case, **stored_person(new.person))
        append(access, case, [NewEvent(EventKind.OPENED, new.details)], now=now)
        if new.family:
            _join(access, case, new.family)
        _record(access, Act.COLLECT, case, what="case")
    return case


def case_of(access: Access, reference: str) -> Case:
    """A case that the reader may know of, with its person; looking is audited by the caller.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is none: unknown and another agency's are told apart by nobody.
    """
    require_reading(access)
    cases = known_cases(access).select_related("person", "family", "caseworker", "operation")
    found = cases.filter(reference=reference).first()
    if found is None:
        raise CaseNotFound(reference)
    return found


def change_person(access: Access, reference: str, person: PersonFields, *, why: str) -> Case:
    """Put right what is known of the person; the audit log keeps which fields, never their values.

    Before departure a proposal falls with it, and if it is another name, day of birth, sex or
    nationality, so do the booking and the acceptance: nobody was accepted under it. Whether the
    answer is about this person all the same is for an officer to record.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, no reason, or a value that cannot be.
    """
    require(access, Action.CASEWORK)
    check_person(person)
    if not why.strip():
        raise BadInput("changing who a person is needs a reason", "Say where it is known from.")
    with transaction.atomic():
        case = locked_case(access, reference)
        row = CasePerson.objects.get(case=case)
        stored = stored_person(person)
        changed = [name for name, value in stored.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, stored[name])
        row.save(update_fields=changed)
        if changed:
            another = bool(IDENTITY & set(changed))
            note_person_changed(access, case, fields=changed, why=why, another=another)
        _record(access, Act.ALTER, case, what="person", fields=changed)
    return case


def check_person(person: PersonFields) -> None:
    """Refuse what cannot be said of a person.

    Raises:
        BadInput: with the field that cannot be, and what to write.
    """
    if not keepable(asdict(person)):
        raise BadInput("a text holds characters that cannot be kept", "Type it anew.")
    if not person.name.strip():
        raise BadInput("a case needs a name", "Write the name in its own script.")
    if person.birth_date and BIRTH.fullmatch(person.birth_date) is None:
        raise BadInput(f"{person.birth_date!r} is no date", "Write 1994, 1994-05 or 1994-05-18.")
    if person.sex not in SEXES:
        raise BadInput(f"{person.sex!r} is no sex of this list", "Leave it empty if unknown.")
    if person.nationality and not re.fullmatch(r"[A-Z]{2}", person.nationality):
        raise BadInput(f"{person.nationality!r} is no country", "Write two letters, e.g. IQ.")
    for one in fields(person):
        value = getattr(person, one.name)
        if isinstance(value, str) and len(value) > LONGEST:
            raise BadInput(f"{one.name} is too long", f"Write at most {LONGEST} characters.")


def stored_person(person: PersonFields) -> dict[str, Any]:
    """What is known of a person, as columns of `CasePerson`."""
    found = {**asdict(person), "other_names": list(person.other_names)}
    found["documents"] = [dict(one) for one in person.documents]
    return {name: one.strip() if isinstance(one, str) else one for name, one in found.items()}


def join_family(access: Access, reference: str, *, of: str) -> Case:
    """Put a case into the family group of another, so that neither person returns without asking.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, it is the same one, or it has a family already.
    """
    require(access, Action.CASEWORK)
    with transaction.atomic():
        case = locked_case(access, reference)
        _join(access, case, of)
        members = [case, *companions(case, lock=True)]
        note_parting(access, members, about=reference, why="joined", now=timezone.now())
        _record(access, Act.ALTER, case, what="family")
    return case


def _join(access: Access, case: Case, of: str) -> None:
    other = known_cases(access).select_for_update().filter(reference=of).first()
    if other is None:
        raise CaseNotFound(of)
    if other.pk == case.pk or case.family_id is not None:
        raise BadInput("the case is in a family already", "Take it out of that one first.")
    if other.family is None:
        other.family = Family.objects.create(
            reference=new_reference("F", Family.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access),
            opened_at=timezone.now(),
        )
        other.save(update_fields=["family"])
        refresh(other)
    case.family = other.family
    case.save(update_fields=["family"])
    refresh(case)


def leave_family(access: Access, reference: str, *, why: str) -> Case:
    """Take a case out of its family group: it was put there by mistake.

    Bookings and proposals of all of them fall. A child that is now on its own counts as
    unaccompanied until somebody says with whom it is.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, it has no family, or there is no reason.
    """
    require(access, Action.RETURN_DECIDE)
    if not why.strip():
        raise BadInput("parting a family group needs a reason", "Say why it is no family.")
    with transaction.atomic():
        case = locked_case(access, reference)
        if case.family_id is None:
            raise BadInput("the case is in no family group", "Look at it again.")
        members = [case, *companions(case, lock=True)]
        case.family = None
        case.save(update_fields=["family"])
        note_parting(access, members, about=reference, why=why, now=timezone.now())
        _is_alone(access, case)
        _record(access, Act.ALTER, case, what="family")
    return case


def _is_alone(access: Access, case: Case) -> None:
    facts = facts_of(case)
    child = facts.people.children and not facts.people.adults
    if child and facts.people.unaccompanied is False and facts.state not in AFTER_DEPARTURE:
        append(access, case, [NewEvent(EventKind.DETAILS, {"unaccompanied": True})])


def caseworkers(access: Access) -> list[User]:
    """Who may be given cases: the agency's members of the operation who work on them, by name."""
    members = OperationMember.objects.filter(
        operation=access.operation, user__agency=access.user.agency_id, user__is_active=True
    ).select_related("user")
    from_roles = [one.user for one in members if _works(one.role)]
    return sorted(from_roles, key=lambda one: one.get_username())


def assign(access: Access, reference: str, username: str) -> Case:
    """Say who does the work on a case.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case, or nobody of that name works on cases.
    """
    require(access, Action.CASEWORK)
    with transaction.atomic():
        case = locked_case(access, reference)
        chosen = next((o for o in caseworkers(access) if o.get_username() == username), None)
        if chosen is None:
            raise BadInput(f"{username!r} does not work on cases here", "Choose one of the list.")
        case.caseworker = chosen
        case.save(update_fields=["caseworker"])
        refresh(case)
        _record(access, Act.ALTER, case, what="caseworker")
    return case


def _works(role: str) -> bool:
    return Action.CASEWORK in actions_of(role)


def _record(access: Access, act: Act, case: Case, *, what: str, **detail: Any) -> None:
    audit.record(
        act,
        access=access,
        objects=[case.reference],
        count=1,
        detail={"what": what, **detail},
    )
