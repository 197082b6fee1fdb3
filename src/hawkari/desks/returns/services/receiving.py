"""The work with receiving authorities: requests, bookings and what came of them.

A request is prepared from what is known of the person, a person releases it, and the desk that
exchanges carries it. What comes back changes nothing by itself: a caseworker takes it into its
case, and only then does it stand in the case's history.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction

from hawkari.desks.returns.models import Case, CaseEvent
from hawkari.desks.returns.services.access import require_reading
from hawkari.desks.returns.services.answers import ACCEPTANCE, events_for, sent_as
from hawkari.desks.returns.services.cases import case_of
from hawkari.desks.returns.services.leaving import may_be_told, may_leave
from hawkari.desks.returns.services.recording import (
    NewEvent,
    Open,
    change,
    facts_of,
    step,
    within,
)
from hawkari.engines.casework import EventKind, Facts, State
from hawkari.errors import BadInput
from hawkari.evidence import audit, outbox
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import (
    Act,
    IncomingPackage,
    IncomingState,
    OutgoingPackage,
)
from hawkari.evidence.outbox import PackageKind, Prepared

__all__ = [
    "Given",
    "answer_request",
    "asked_of_us",
    "case_of_package",
    "drop_package",
    "known_fields",
    "packages_of",
    "prepare_package",
    "read_package",
    "release_any",
    "release_package",
    "set_package_aside",
    "take_package",
    "waiting_packages",
]

SEX = {"female": "female", "male": "male", "other": "not_stated"}
ASKED = "asked "
"""Before the reference of what another agency asks, where an answer is about no case of ours."""
MINUTE = timedelta(minutes=1)
CIVIL = outbox.codes_of(PackageKind.REQUEST, "document_kind")
FROM_CASE = (PackageKind.REQUEST, PackageKind.BOOKING, PackageKind.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Given:
    """What a caseworker gives for a package.

    Attributes:
        kind: a request, a booking, or that a request is withdrawn.
        recipient: short name of the agency.
        fields: as `hawkari.evidence.outbox.FIELDS` lists them.
        basis: of `Basis`.
        purpose: what it is for.
        answers: reference of the request that a booking or withdrawal follows.
    """

    kind: PackageKind
    recipient: str
    fields: Mapping[str, str]
    basis: str
    purpose: str
    answers: str = ""


def known_fields(access: Access, reference: str) -> dict[str, str]:
    """What the case knows of the fields of a request; what does not fit its form is left out.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such case.
    """
    require(access, Action.CASEWORK)
    case = case_of(access, reference)
    person, facts = case.person, facts_of(case)
    document: dict[str, str] = next(
        (one for one in person.documents if one.get("kind") in CIVIL), {}
    )
    known = {
        "full_name": person.name,
        "other_name": person.romanised,
        "father_name": person.father_name,
        "mother_name": person.mother_name,
        "born": person.birth_date,
        "sex": SEX.get(person.sex, ""),
        "document_kind": document.get("kind", ""),
        "document_number": document.get("number", ""),
        "document_issued": document.get("issued", ""),
        "authority": str(facts.receiver or ""),
    }
    base = {"full_name": "Aziz", "asked": "identity", "authority": "erbil"}
    return {
        name: value
        for name, value in known.items()
        if value and not outbox.faults(PackageKind.REQUEST, {**base, name: value})
    }


def prepare_package(access: Access, reference: str, given: Given) -> OutgoingPackage:
    """Prepare a package about a case; nothing leaves.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such case, the authority is not the one named in it, consent is
            its basis and does not stand, or it holds what may not leave.
    """
    require(access, Action.CASEWORK)
    case = case_of(access, reference)
    if given.kind not in FROM_CASE:
        raise BadInput(f"a {given.kind.value} is not sent from a case", "Answer it in the inbox.")
    if given.kind is not PackageKind.REQUEST and not given.answers:
        raise BadInput("this follows a request that was sent", "Choose the request.")
    may_be_told(facts_of(case), given.fields.get("authority", ""), given.basis)
    return outbox.prepare(
        access,
        Prepared(
            kind=given.kind,
            recipient=given.recipient,
            about=case.reference,
            body=given.fields,
            basis=given.basis,
            purpose=given.purpose,
            answers=given.answers,
        ),
    )


def release_package(access: Access, reference: str, package: str) -> OutgoingPackage:
    """Let a package about a case go, and keep in its history what was told to whom.

    Raises:
        AccessDenied: if the role may not decide on returns.
        BadInput: if there is no such draft about the case, or what it rests on no longer stands.
    """
    require(access, Action.RETURN_DECIDE)
    found = outbox.known_outgoing(access).filter(reference=package, about=reference).first()
    if found is None:
        raise BadInput("there is no such draft", "Somebody may have released or dropped it.")

    def let_go(opened: Open) -> list[CaseEvent]:
        may_leave(found, opened.facts, opened.now)
        outbox.release(access, package)
        return within(access, opened, [_told(found)])

    change(access, reference, let_go, act=Act.DECIDE)
    found.refresh_from_db()
    return found


def _told(package: OutgoingPackage) -> NewEvent:
    if package.kind == PackageKind.REQUEST:
        body = {
            "receiver": package.body["authority"],
            "request": f"{package.body['asked']} {package.reference}",
            "fields": sent_as(package.body),
        }
        return NewEvent(EventKind.RECEIVER_ASKED, body)
    return NewEvent(EventKind.NOTE, {"about": f"sent_{package.kind}", "text": package.reference})


def packages_of(
    access: Access, reference: str
) -> tuple[list[OutgoingPackage], list[IncomingPackage]]:
    """What went out about a case, and what came for it; audited by the caller.

    What came is what answers a package of the case, and what a person took into it.

    Raises:
        AccessDenied: if the role may not read cases.
        BadInput: if there is no such case.
    """
    case = case_of(access, reference)
    out = list(outbox.known_outgoing(access).filter(about=case.reference))
    came = outbox.known_incoming(access)
    ours = [one.reference for one in out]
    answers = came.filter(answers__in=ours)
    return out, list((answers | came.filter(about=case.reference)).distinct().order_by("pk"))


def waiting_packages(access: Access) -> list[tuple[IncomingPackage, str]]:
    """What came and waits for a person, each with the reference of the case that it answers.

    The reference is empty for what another agency asks of us.

    Raises:
        AccessDenied: if the role may not read cases.
    """
    require_reading(access)
    came = list(outbox.known_incoming(access).filter(state=IncomingState.WAITING))
    ours = outbox.known_outgoing(access).filter(reference__in=[one.answers for one in came])
    about = dict(ours.values_list("reference", "about"))
    return [(one, about.get(one.answers, "")) for one in came]


def take_package(access: Access, reference: str, number: int, *, words: str = "") -> Case:
    """Take what came into the case that it answers, with what it says in the case's history.

    Raises:
        AccessDenied: if the role may not work on cases, or the answer decides and it may not.
        BadInput: if no such package waits, or it answers another case.
        StepRefused: if it reports an arrival of somebody who has not departed.
    """
    require(access, Action.CASEWORK)
    came = outbox.known_incoming(access).filter(pk=number, state=IncomingState.WAITING).first()
    if came is None:
        raise BadInput("no such package waits", "Somebody may have taken it.")
    answered = outbox.known_outgoing(access).filter(reference=came.answers, about=reference)
    if not answered.exists():
        raise BadInput("it answers another case", "Take it into the case that it answers.")
    if came.body.get("answer") in ACCEPTANCE:
        require(access, Action.RETURN_DECIDE)

    def taken(opened: Open) -> list[CaseEvent]:
        new, to = events_for(came, opened.facts)
        outbox.take(access, number, about=reference, words=words)
        if to is None:
            return within(access, opened, [new])
        return step(access, opened, _after_departure(new, opened.facts), to=to)

    change(access, reference, taken, act=Act.DECIDE)
    return case_of(access, reference)


def _after_departure(new: NewEvent, facts: Facts) -> NewEvent:
    """A report of arrival, not before the departure; a report is to the minute, we are not.

    Raises:
        BadInput: if it says that somebody arrived before they left.
    """
    left = facts.since if facts.state is State.DEPARTED else None
    if left is None or new.at is None or new.at >= left:
        return new
    if new.at < left - MINUTE:
        raise BadInput("it reports an arrival before the departure", "Ask the authority again.")
    return replace(new, at=left)


def answer_request(access: Access, number: int, given: Given) -> OutgoingPackage:
    """Prepare the answer to what another agency asks of us; a person releases it.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such request of theirs, or the answer holds what may not leave.
    """
    require(access, Action.CASEWORK)
    asked = outbox.known_incoming(access).filter(pk=number).first()
    if asked is None or asked.kind not in (PackageKind.REQUEST, PackageKind.BOOKING):
        raise BadInput("there is no such request", "Look at the list again.")
    if given.kind not in (PackageKind.REPLY, PackageKind.ARRIVAL):
        raise BadInput("that is no answer", "Send a reply or a report of arrival.")
    about = f"{ASKED}{asked.reference}"
    with transaction.atomic():
        if asked.state == IncomingState.WAITING:
            outbox.take(access, number, about=about)
        return outbox.prepare(
            access,
            Prepared(
                kind=given.kind,
                recipient=asked.sender.slug,
                about=about,
                body=given.fields,
                basis=given.basis,
                purpose=given.purpose,
                answers=asked.reference,
            ),
        )


def asked_of_us(access: Access, number: int) -> IncomingPackage | None:
    """What another agency asks of us, by number; None where it asks nothing. For its page.

    Raises:
        AccessDenied: if the role may not work on cases.
    """
    require(access, Action.CASEWORK)
    found = outbox.known_incoming(access).filter(pk=number).first()
    asks = (PackageKind.REQUEST, PackageKind.BOOKING)
    if found is None or found.kind not in asks:
        return None
    with transaction.atomic():
        audit.record(
            Act.CONSULT, access=access, objects=[f"package {found.reference}"], count=1,
            detail={"what": "return package"},
        )  # fmt: skip
    return found


def case_of_package(access: Access, package: str) -> str:
    """Reference of the case that a package of ours is about; empty for an answer, or for none.

    Raises:
        AccessDenied: if the role may not work on cases.
    """
    require(access, Action.CASEWORK)
    found = outbox.known_outgoing(access).filter(reference=package).first()
    return "" if found is None or found.about.startswith(ASKED) else found.about


def read_package(access: Access, package: str) -> None:
    """Say, as somebody who did not write it, that a note may leave; see `outbox.read_note`."""
    outbox.read_note(access, package)


def drop_package(access: Access, package: str) -> None:
    """Let a package that has not left never leave; see `outbox.drop`."""
    outbox.drop(access, package)


def set_package_aside(access: Access, number: int, *, words: str) -> None:
    """Say that what came is not used, and why; see `outbox.set_aside`."""
    outbox.set_aside(access, number, words=words)


def release_any(access: Access, package: str) -> OutgoingPackage:
    """Release a package about a case, or an answer to what another agency asks.

    Raises:
        AccessDenied: if the role may not decide on returns.
        BadInput: if there is no such draft, or what it rests on no longer stands.
    """
    require(access, Action.RETURN_DECIDE)
    about = case_of_package(access, package)
    return release_package(access, about, package) if about else outbox.release(access, package)
