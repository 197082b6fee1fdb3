"""Packages that arrived: loaded by a person, and receipted.

A package waits until somebody loads or declines it: then its statements stand in the store as a
source of its originator's, each under its own grade, handling and conditions, and the originator
is told. A statement that cannot be used here is refused by name, and the rest stands.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.desks.exchange.models import (
    ReceivedPackage,
    ReceivedState,
)
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.packages import read_package
from hawkari.desks.exchange.services.loading import load_statements
from hawkari.desks.exchange.services.obeying import mark_again
from hawkari.desks.exchange.services.requests import agency_of
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.models import Act

__all__ = [
    "decline_package",
    "find_received",
    "known_received",
    "load_package",
    "locked_received",
]


def load_package(access: Access, reference: str) -> ReceivedPackage:
    """Load a waiting package, and send its originator a receipt; all of it or nothing.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if no such package waits, or its day of review is past.
    """
    require(access, Action.EXCHANGE)
    with transaction.atomic():
        found = locked_received(access, reference, ReceivedState.WAITING)
        if found.review_by < access.today:
            raise BadInput("the day of its review is past", "Decline it, and ask again.")
        read = read_package(found.body)
        load = load_statements(access, found, read)
        found.load, found.state = load, ReceivedState.LOADED
        for event in found.events.filter(is_ours=False).order_by("pk"):
            mark_again(event, found)
            event.save()
        found.loaded_by, found.loaded_at = access.user, timezone.now()
        found.body = _emptied(found)
        found.save(update_fields=["load", "state", "loaded_by", "loaded_at", "body"])
        refused = dict(found.items.exclude(refusal="").values_list("item", "refusal"))
        send(
            "package-receipt",
            {
                "package": found.reference,
                "root": found.root,
                "loaded": found.size - len(refused),
                "refused": refused,
                "words": "",
                "declined": False,
            },
            to=[found.sender],
            by=access.user,
            operation=found.operation.slug,
        )
        _audit(access, found, "loaded", act=Act.COLLECT, count=load.statements_added)
    return found


def decline_package(access: Access, reference: str, *, words: str) -> None:
    """Say that a waiting package will not be loaded, and why; its values are erased here.

    Raises:
        AccessDenied: if the role may not exchange.
        BadInput: if no such package waits, or there is no reason.
    """
    require(access, Action.EXCHANGE)
    if not words.strip():
        raise BadInput("declining a package needs a reason", "Say why it is not loaded.")
    with transaction.atomic():
        found = locked_received(access, reference, ReceivedState.WAITING)
        found.state, found.body = ReceivedState.DECLINED, _emptied(found)
        found.save(update_fields=["state", "body"])
        send(
            "package-receipt",
            {
                "package": found.reference,
                "root": found.root,
                "loaded": 0,
                "refused": {},
                "words": words,
                "declined": True,
            },
            to=[found.sender],
            by=access.user,
            operation=found.operation.slug,
        )
        _audit(access, found, "declined", words=words)


def _emptied(package: ReceivedPackage) -> dict[str, object]:
    """The body without its values: those stand in the store now, or nowhere."""
    return {**package.body, "statements": []}


def known_received(access: Access) -> QuerySet[ReceivedPackage]:
    """The packages that the own agency received in the operation."""
    found = ReceivedPackage.objects.filter(operation=access.operation, holder=agency_of(access))
    return found.select_related("sender", "request", "operation", "load", "loaded_by")


def find_received(access: Access, reference: str) -> ReceivedPackage:
    """A received package; BadInput if there is none. Not audited."""
    found = known_received(access).filter(reference=reference).first()
    if found is None:
        raise BadInput(f"there is no received package {reference}", "Look at the list again.")
    return found


def locked_received(access: Access, reference: str, *states: ReceivedState) -> ReceivedPackage:
    """A received package in one of some states, held until the transaction ends.

    Raises:
        BadInput: if there is none, or it is in another state.
    """
    ReceivedPackage.objects.select_for_update().filter(
        reference=reference, holder=agency_of(access)
    ).first()
    found = find_received(access, reference)
    if found.state not in states:
        raise BadInput(
            f"the package is {found.state}, not {' or '.join(states)}", "Reload the page."
        )
    return found


def _audit(
    access: Access,
    package: ReceivedPackage,
    step: str,
    *,
    act: Act = Act.DECIDE,
    count: int = 1,
    words: str = "",
) -> None:
    audit.record(
        act,
        access=access,
        objects=[f"package {package.reference}"],
        count=count,
        justification=words,
        detail={
            "what": "package",
            "step": step,
            "sender": package.sender.slug,
            "root": package.root,
        },
    )
