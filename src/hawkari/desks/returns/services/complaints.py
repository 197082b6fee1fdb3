"""Complaints: recorded by anybody who works on cases, read by nobody whom they are about.

A complaint is kept apart from its case's history, which the caseworker reads. Whoever is complained
of, whoever had the case at that time and whoever has it now do not find it, count it or answer it;
for them it is as if it did not exist. The filter is in the query.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from hawkari.desks.references import new_reference
from hawkari.desks.returns.models import Case, Complaint
from hawkari.desks.returns.services.access import (
    known_cases,
    own_agency,
    require_reading,
    require_returns,
)
from hawkari.desks.returns.services.refusals import CaseNotFound
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act, User

__all__ = [
    "HOW",
    "OUTCOMES",
    "NewComplaint",
    "answer_complaint",
    "colleagues",
    "complaints_of",
    "record_complaint",
]

HOW = ("in_person", "phone", "letter", "email", "form", "lawyer", "other")
OUTCOMES = ("upheld", "partly", "not_upheld")
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NewComplaint:
    """A complaint as it came: in whose words, when, how, about whom.

    `case` is the reference of a case, empty where it is about none; `about` a user name, empty
    where it is about nobody's conduct.
    """

    said: str
    received: date
    how: str
    language: str = ""
    case: str = ""
    about: str = ""


def _readable(access: Access) -> QuerySet[Complaint]:
    """The complaints that a reader may know of: not those about them, or about a case of theirs."""
    mine = Q(about=access.user) | Q(worker=access.user) | Q(case__caseworker=access.user)
    held = Complaint.objects.filter(operation=access.operation, agency=access.user.agency_id)
    return held.exclude(pk__in=held.filter(mine).values("pk")).select_related(
        "case", "about", "recorded_by", "answered_by"
    )


def colleagues(access: Access) -> list[User]:
    """Of whom somebody may complain: the agency's people in the operation, by name."""
    require(access, Action.CASEWORK)
    found = User.objects.filter(
        agency=access.user.agency_id, memberships__operation=access.operation
    )
    return list(found.distinct().order_by("username"))


def record_complaint(access: Access, new: NewComplaint) -> str:
    """Record a complaint; its reference, which the person is told.

    The audit log names the complaint and not the case, so that a case's trail does not show it.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such case or colleague, or something is missing.
    """
    require(access, Action.CASEWORK)
    require_returns(access)
    _check(access, new)
    case = _case(access, new.case.strip())
    about = next((one for one in colleagues(access) if one.username == new.about), None)
    if new.about and about is None:
        raise BadInput("nobody of that name works here", "Choose one of the list, or nobody.")
    with transaction.atomic():
        made = Complaint.objects.create(
            reference=new_reference("C", Complaint.objects.all(), access.today),
            operation=access.operation,
            agency=own_agency(access), case=case, about=about,
            worker=case.caseworker if case is not None else None, said=new.said.strip(),
            language=new.language, how=new.how, received=new.received,
            recorded_at=timezone.now(), recorded_by=access.user,
        )  # fmt: skip
        _record(access, Act.COLLECT, made.reference)
    return made.reference


def _check(access: Access, new: NewComplaint) -> None:
    if not 0 < len(new.said.strip()) <= LONGEST:
        raise BadInput(
            "a complaint has words", f"Up to {LONGEST} letters, as it was said.", where=("said",)
        )
    if new.how not in HOW:
        raise BadInput("it is not said how it came", "Choose one.", where=("how",))
    if new.received > access.today:
        raise BadInput("it would have come in the future", "Give its day.", where=("received",))


def _case(access: Access, reference: str) -> Case | None:
    if not reference:
        return None
    found = known_cases(access).filter(reference=reference, disposed_at__isnull=True).first()
    if found is None:
        raise CaseNotFound(reference)
    return found


def complaints_of(access: Access) -> list[Complaint]:
    """The complaints that the reader may know of, those without an answer first; audited.

    Raises:
        AccessDenied: if the role may not.
    """
    require_reading(access)
    with transaction.atomic():
        found = list(_readable(access))
        found.sort(key=lambda one: (one.answered_at is not None, one.received, one.pk))
        audit.record(
            Act.CONSULT, access=access, objects=[one.reference for one in found],
            count=len(found), detail={"what": "complaints"},
        )  # fmt: skip
    return found


def answer_complaint(access: Access, reference: str, *, outcome: str, answer: str) -> None:
    """Say what came of a complaint, once.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is none that the reader may know of, it was answered, or there is no
            outcome or no answer.
    """
    require(access, Action.RETURN_DECIDE)
    if outcome not in OUTCOMES or not 0 < len(answer.strip()) <= LONGEST:
        raise BadInput("an answer has an outcome and words", "Choose one, and say why.")
    with transaction.atomic():
        found = _readable(access).filter(reference=reference).first()
        # Locked by itself: what it is joined with may be nobody, which no database locks.
        locked = found and Complaint.objects.select_for_update().get(pk=found.pk)
        if not locked:
            raise BadInput("there is no such complaint", "Look at the list again.")
        if locked.answered_at is not None:
            raise BadInput("it was answered already", "Look at the list again.")
        locked.outcome, locked.answer = outcome, answer.strip()
        locked.answered_at, locked.answered_by = timezone.now(), access.user
        locked.save()
        _record(access, Act.DECIDE, reference, outcome=outcome)


def _record(access: Access, act: Act, reference: str, **more: Any) -> None:
    detail: Mapping[str, Any] = {"what": "complaint", **more}
    audit.record(act, access=access, objects=[reference], count=1, detail=dict(detail))
