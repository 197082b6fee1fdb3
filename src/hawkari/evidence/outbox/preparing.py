"""Prepares packages for receiving authorities, and lets a person release them.

Preparing sends nothing, and neither does the program: a person who may decide on returns releases,
and the desk that exchanges takes what is released. Until it does, what may leave no more is
dropped: the desk that prepares asks that whenever something happens in the case.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import (
    Act,
    Agency,
    Basis,
    IncomingPackage,
    OutgoingPackage,
    OutgoingState,
)
from hawkari.evidence.outbox.checking import faults
from hawkari.evidence.outbox.fields import NOTE, PackageKind
from hawkari.evidence.outbox.telltale import tells

__all__ = ["Prepared", "drop", "drop_released", "known_outgoing", "prepare", "read_note", "release"]

LONGEST_PURPOSE = 500


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be told to whom.

    Attributes:
        kind: what sort of package it is.
        recipient: short name of the agency.
        about: the desk's own id of the case; stays here.
        body: fields as `hawkari.evidence.outbox.fields` lists them; empty ones are left out.
        basis: of `Basis`; stays here.
        purpose: what it is for, in words; stays here.
        answers: reference of the package that it answers or follows, or empty.
    """

    kind: PackageKind
    recipient: str
    about: str
    body: Mapping[str, str]
    basis: str
    purpose: str
    answers: str = ""


def known_outgoing(access: Access) -> QuerySet[OutgoingPackage]:
    """The own agency's packages in the operation. Not audited: the caller does that."""
    return OutgoingPackage.objects.filter(
        operation=access.operation, holder=access.user.agency_id
    ).select_related("recipient", "prepared_by", "note_read_by", "released_by")


def prepare(access: Access, given: Prepared) -> OutgoingPackage:
    """Keep a package as a draft; nothing leaves.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if it holds what may not leave, or basis, purpose or recipient are missing.
    """
    require(access, Action.CASEWORK)
    body = {name: value.strip() for name, value in given.body.items() if value.strip()}
    _check(access, given, body)
    with transaction.atomic():
        made = OutgoingPackage.objects.create(
            reference=secrets.token_hex(16),
            kind=given.kind.value,
            operation=access.operation,
            holder=_own(access),
            recipient=_recipient(access, given),
            about=given.about,
            answers=given.answers,
            body=body,
            basis=given.basis,
            purpose=given.purpose.strip(),
            prepared_by=access.user,
            prepared_at=timezone.now(),
        )
        _audit(access, made, "prepared")
    return made


def _check(access: Access, given: Prepared, body: Mapping[str, str]) -> None:
    wrong = faults(given.kind, body)
    if wrong:
        raise BadInput(f"this may not leave: {wrong[0]}", "Put it right; nothing was kept.")
    if given.basis not in Basis.values:
        raise BadInput(f"{given.basis!r} is no basis", f"Choose one of {', '.join(Basis.values)}.")
    if not 0 < len(given.purpose.strip()) <= LONGEST_PURPOSE:
        raise BadInput("a package needs its purpose", "Say in a sentence what it is for.")
    if tells(access.operation.slug):
        raise BadInput(
            "the operation's short name would tell of asylum, protection or a court",
            "It goes along with every message: use an operation with another name.",
        )


def _recipient(access: Access, given: Prepared) -> Agency:
    """An agency of the operation, and the sender of what is answered."""
    found = access.operation.agencies.exclude(pk=_own(access).pk)
    agency = found.filter(slug=given.recipient).first()
    if agency is None:
        raise BadInput(f"{given.recipient!r} takes no part in the operation", "Choose one of it.")
    if given.answers and not _between(access, agency, given.answers):
        raise BadInput("there is no such package between the two", "Look at the case again.")
    return agency


def _own(access: Access) -> Agency:
    agency = access.user.agency
    if agency is None:
        raise ValueError("an access is of somebody of an agency")
    return agency


def _between(access: Access, agency: Agency, reference: str) -> bool:
    theirs = IncomingPackage.objects.filter(
        operation=access.operation, holder=access.user.agency_id, sender=agency, reference=reference
    )
    ours = known_outgoing(access).filter(recipient=agency, reference=reference)
    return theirs.exists() or ours.exists()


def read_note(access: Access, reference: str) -> OutgoingPackage:
    """Say, as somebody who did not write it, that a note says nothing that may not be said.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such draft with a note, or the reader prepared it.
    """
    require(access, Action.CASEWORK)
    with transaction.atomic():
        package = _draft(access, reference)
        if not package.body.get(NOTE):
            raise BadInput("this package has no note", "It can be released.")
        if package.prepared_by_id == access.user.pk:
            raise BadInput("who wrote a note does not check it", "Ask a colleague to read it.")
        package.note_read_by = access.user
        package.note_digest = _digest(package.body[NOTE])
        package.save(update_fields=["note_read_by", "note_digest"])
        _audit(access, package, "note read")
    return package


def release(access: Access, reference: str) -> OutgoingPackage:
    """Let a package go: the desk that exchanges takes it with its next delivery.

    Raises:
        AccessDenied: if the role may not decide on returns.
        BadInput: if there is no such draft, or its note was read by nobody else.
    """
    require(access, Action.RETURN_DECIDE)
    with transaction.atomic():
        package = _draft(access, reference)
        wrong = faults(PackageKind(package.kind), package.body)
        if wrong:
            raise BadInput(f"this may not leave: {wrong[0]}", "Drop it and prepare another one.")
        note = package.body.get(NOTE, "")
        if note and not is_read(package):
            raise BadInput(
                "nobody but its writer has read the note", "Ask a colleague to read it first."
            )
        package.state = OutgoingState.RELEASED
        package.released_by, package.released_at = access.user, timezone.now()
        package.save(update_fields=["state", "released_by", "released_at"])
        _audit(access, package, "released", act=Act.DISCLOSE)
    return package


def is_read(package: OutgoingPackage) -> bool:
    """Whether somebody who did not write the note read exactly this one."""
    return package.note_read_by_id not in (
        None,
        package.prepared_by_id,
    ) and package.note_digest == _digest(package.body.get(NOTE, ""))


def drop(access: Access, reference: str) -> None:
    """Let a package that is not posted yet never leave.

    Raises:
        AccessDenied: if the role may not work on cases.
        BadInput: if there is no such package.
    """
    require(access, Action.CASEWORK)
    with transaction.atomic():
        package = (
            known_outgoing(access)
            .select_for_update(of=("self",))
            .filter(reference=reference, state__in=OutgoingState.unsent())
            .first()
        )
        if package is None:
            raise BadInput("there is no such package that has not left", "Look at the list again.")
        _drop(access, package)


def drop_released(access: Access, about: str, *, unless: Callable[[OutgoingPackage], bool]) -> int:
    """Drop what was released about a case and is not posted yet; gives how many.

    Drafts stay: they are asked about when somebody releases them.

    Args:
        access: who does what brings it about.
        about: the desk's own id of the case.
        unless: whether a package may still leave.

    Raises:
        AccessDenied: if the role may not work on cases.
    """
    require(access, Action.CASEWORK)
    with transaction.atomic():
        found = known_outgoing(access).select_for_update(of=("self",))
        waits = found.filter(about=about, state=OutgoingState.RELEASED)
        gone = [package for package in waits if not unless(package)]
        for package in gone:
            _drop(access, package)
    return len(gone)


def _drop(access: Access, package: OutgoingPackage) -> None:
    package.state, package.settled_at = OutgoingState.DROPPED, timezone.now()
    package.save(update_fields=["state", "settled_at"])
    _audit(access, package, "dropped")


def _draft(access: Access, reference: str) -> OutgoingPackage:
    package = (
        known_outgoing(access)
        .select_for_update(of=("self",))
        .filter(reference=reference, state=OutgoingState.DRAFT)
        .first()
    )
    if package is None:
        raise BadInput("there is no such draft", "Somebody may have released or dropped it.")
    return package


def _audit(access: Access, package: OutgoingPackage, step: str, *, act: Act = Act.DECIDE) -> None:
    """Which fields, never why: another agency's auditor of the operation may read the log."""
    audit.record(
        act,
        access=access,
        objects=[f"package {package.reference}", f"case {package.about}"],
        count=1,
        recipient=package.recipient.slug,
        detail={
            "what": "return package", "kind": package.kind, "step": step,
            "fields": sorted(package.body),
        },
    )  # fmt: skip


def _digest(note: str) -> str:
    return hashlib.sha256(note.encode()).hexdigest()
