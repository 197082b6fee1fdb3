"""For the desk that exchanges: what is released, what became of it, and what came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence.models import (
    Agency,
    IncomingPackage,
    Operation,
    OutgoingPackage,
    OutgoingState,
)
from hawkari.evidence.outbox.checking import faults
from hawkari.evidence.outbox.fields import PackageKind

__all__ = [
    "Came",
    "keep_back",
    "keep_incoming",
    "mark_posted",
    "released",
    "settle",
    "waiting",
    "wire_of",
]


@dataclass(frozen=True, slots=True)
class Came:
    """A package as it came: who signed it and when, its reference, and what it answers."""

    kind: PackageKind
    sender: Agency
    holder: Agency
    operation: Operation
    reference: str
    answers: str
    body: Mapping[str, Any]
    signer: str
    sent_at: datetime


def waiting(holder: Agency) -> list[int]:
    """Numbers of what an agency released and nobody has taken yet, oldest first."""
    found = OutgoingPackage.objects.filter(holder=holder, state=OutgoingState.RELEASED)
    return list(found.values_list("pk", flat=True))


def released(holder: Agency, number: int) -> OutgoingPackage | None:
    """One of these, locked until the transaction ends; None if it was taken or dropped since."""
    found = OutgoingPackage.objects.select_for_update(of=("self",)).filter(
        pk=number, holder=holder, state=OutgoingState.RELEASED
    )
    return found.select_related("recipient", "operation", "released_by").first()


def keep_back(package: OutgoingPackage, words: str) -> None:
    """Keep why a released package could not be sent; it is tried again."""
    package.words = words[:2000]
    package.save(update_fields=["words"])


def wire_of(package: OutgoingPackage) -> dict[str, Any]:
    """What leaves: nothing but this.

    Raises:
        BadInput: if the body holds what may not leave; checked once more at the last moment.
    """
    wrong = faults(PackageKind(package.kind), package.body)
    if wrong:
        raise BadInput(f"a released package may not leave: {wrong[0]}")
    return {
        "reference": package.reference,
        "answers": package.answers,
        "fields": dict(package.body),
    }


def mark_posted(package: OutgoingPackage, message: str) -> None:
    """Keep under which message a package left; in the transaction that keeps the message."""
    package.state, package.message, package.words = OutgoingState.POSTED, message, ""
    package.save(update_fields=["state", "message", "words"])


def settle(message: str, *, is_taken: bool, words: str = "") -> None:
    """Keep what the recipient's node said to a message; once."""
    state = OutgoingState.DELIVERED if is_taken else OutgoingState.REFUSED
    OutgoingPackage.objects.filter(message=message, state=OutgoingState.POSTED).update(
        state=state, settled_at=timezone.now(), words=words
    )


def keep_incoming(came: Came) -> IncomingPackage:
    """Keep what came; it waits for a person.

    Raises:
        BadInput: if it holds more or other than the fields allowed, or answers nothing of ours.
    """
    wrong = faults(came.kind, came.body)
    if wrong:
        raise BadInput(wrong[0])
    if came.kind is not PackageKind.REQUEST and not _is_ours(came):
        raise BadInput("it answers no package that went between us")
    return IncomingPackage.objects.create(
        reference=came.reference,
        kind=came.kind.value,
        operation=came.operation,
        holder=came.holder,
        sender=came.sender,
        signer=came.signer[:150],
        answers=came.answers,
        body=dict(came.body),
        sent_at=came.sent_at,
        received_at=timezone.now(),
    )


def _is_ours(came: Came) -> bool:
    """Whether what it answers went between the two agencies, either way, in this operation.

    Who was asked for one authority does not answer for another.
    """
    between = {"reference": came.answers, "holder": came.holder, "operation": came.operation}
    sent = OutgoingPackage.objects.filter(recipient=came.sender, **between).first()
    if sent is not None:
        return bool(sent.body.get("authority", "") == came.body.get("authority", ""))
    return IncomingPackage.objects.filter(sender=came.sender, **between).exists()
