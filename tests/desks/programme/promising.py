"""A register to play with: members of an agency, and things that somebody promised."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.test import Client

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.register import NewClaim, NewItem, add_item, record_claim
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation, OperationMember, PurposeKind, User

NUMBERS = count(1)
SIGNED = date(2024, 11, 28)


@dataclass
class Programme:
    """One programme, and members of the agency that keeps its register."""

    agency: str = "home-office"
    operation: Operation = field(
        default_factory=lambda: Operation.objects.create(
            slug=f"programme-{next(NUMBERS)}",
            name="Account for the package",
            purpose="Know what was promised and what came of it",
            purpose_kind=PurposeKind.PROGRAMME,
            legal_basis="public task",
            starts=date(2024, 1, 1),
        )
    )

    def user(self, role: str = "programme", *, agency: str = "", name: str = "") -> User:
        holder = ensure_agency(agency or self.agency)
        self.operation.agencies.add(holder)
        user = User.objects.create(username=name or f"clerk-{next(NUMBERS)}", agency=holder)
        OperationMember.objects.create(operation=self.operation, user=user, role=role)
        return user

    def officer(self, role: str = "programme", *, agency: str = "", name: str = "") -> Access:
        return open_access(self.user(role, agency=agency, name=name), self.operation.slug)


def browser_of(access: Access) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    return client


def item(access: Access, kind: str = "commitment", **fields: Any) -> RegisterItem:
    return add_item(access, NewItem(**{"kind": kind, "name": "Train the border police"} | fields))


def claim(access: Access, of: RegisterItem, attribute: str = "what", **fields: Any) -> Claim:
    said = {"attribute": attribute, "reported_by": "The Gazette", **fields}
    return record_claim(access, of.reference, NewClaim(**said))


def money(access: Access, of: RegisterItem, amount: str, **fields: Any) -> Claim:
    said = {"amount": Decimal(amount), "currency": "GBP", **fields}
    return claim(access, of, "amount", **said)
