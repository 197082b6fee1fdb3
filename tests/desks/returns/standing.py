"""How one invented case stands on the board, without a history, and who looks at it."""

from datetime import UTC, datetime, timedelta
from itertools import count

from django.test import Client
from django.urls import reverse

from hawkari.desks.returns.models import Case, CasePerson, Standing
from hawkari.evidence.access import Access

__all__ = ["NOW", "ago", "client_of", "standing"]

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
NUMBERS = count(1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def standing(access: Access, **columns: object) -> Standing:
    """How one invented case stands, without a history."""
    case = Case.objects.create(
        reference=f"R-2026-{next(NUMBERS):06}",
        operation=access.operation,
        agency=access.user.agency,
        opened_at=ago(400),
        review_due=NOW.date(),
    )
    CasePerson.objects.create(case=case, name="هێمن قادر")
    usual = {
        "state": "documenting", "since": ago(10), "touched": ago(10), "opened_at": ago(400),
        "route": "voluntary", "receiver": "erbil",
    }  # fmt: skip
    return Standing.objects.create(
        case=case,
        operation=access.operation,
        agency=access.user.agency,
        **{**usual, **columns},
    )


def client_of(access: Access) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    client.post(reverse("operation"), {"operation": access.operation.slug})
    return client
