"""A receiving authority in tests: what it sends comes as the exchange would bring it."""

import secrets
from typing import Any

from django.utils import timezone

from hawkari.desks.returns.services.receiving import Given
from hawkari.evidence.access import Access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import IncomingPackage
from hawkari.evidence.outbox import PackageKind
from hawkari.evidence.outbox.carrying import Came, keep_incoming
from tests.desks.returns.playing import Desk

RECEIVER = "civil-status"
REQUEST = {
    "full_name": "هێمن قادر ڕەسووڵ",
    "born": "1994-05-18",
    "asked": "identity",
    "authority": "erbil",
}


def with_receiver(desk: Desk) -> Desk:
    """The desk, with the receiving agency in its operation."""
    desk.operation.agencies.add(ensure_agency(RECEIVER))
    return desk


def request(**more: str) -> Given:
    """A request about the person's identity."""
    fields = {**REQUEST, **more.pop("fields", {})}  # type: ignore[dict-item]
    said: dict[str, Any] = {
        "kind": PackageKind.REQUEST,
        "recipient": RECEIVER,
        "fields": fields,
        "basis": "public task",
        "purpose": "To find out who he is",
    }
    return Given(**said | more)


def comes(
    access: Access, answers: str, kind: PackageKind = PackageKind.REPLY, **body: str
) -> IncomingPackage:
    """A package from the receiving authority, as the exchange keeps it."""
    return keep_incoming(
        Came(
            kind=kind,
            sender=ensure_agency(RECEIVER),
            holder=access.user.agency,
            operation=access.operation,
            reference=secrets.token_hex(16),
            answers=answers,
            body={"authority": "erbil", **body},
            signer="shilan",
            sent_at=timezone.now(),
        )
    )


def comes_to(officer: Access) -> IncomingPackage:
    """A request of the Home Office, as the exchange keeps it at the receiving authority."""
    officer.operation.agencies.add(ensure_agency("home-office"))
    return keep_incoming(
        Came(
            kind=PackageKind.REQUEST,
            sender=ensure_agency("home-office"),
            holder=officer.user.agency,
            operation=officer.operation,
            reference=secrets.token_hex(16),
            answers="",
            body=REQUEST,
            signer="zara",
            sent_at=timezone.now(),
        )
    )
