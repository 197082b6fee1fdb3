"""A programme and the members of the agency that answers for it. Everybody in it is invented."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.test import Client

from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation, OperationMember, PurposeKind, User

__all__ = ["Programme", "browser_of", "new_operation"]

NUMBERS = count(1)


def new_operation() -> Operation:
    """The operation of a programme, with nobody in it."""
    return Operation.objects.create(
        slug=f"programme-{next(NUMBERS)}",
        name="UK–Iraq programme",
        purpose="Account for what was promised, paid, taught and achieved",
        purpose_kind=PurposeKind.PROGRAMME,
        legal_basis="public task",
        starts=date(2024, 1, 1),
    )


@dataclass
class Programme:
    """One programme, and members of the agency that keeps it."""

    agency: str = "home-office"
    operation: Operation = field(default_factory=new_operation)

    def user(self, role: str = "programme", *, agency: str = "", name: str = "") -> User:
        """A new member; of another agency where one is named."""
        holder = ensure_agency(agency or self.agency)
        self.operation.agencies.add(holder)
        user = User.objects.create(
            username=name or f"programme-member-{next(NUMBERS)}", agency=holder
        )
        OperationMember.objects.create(operation=self.operation, user=user, role=role)
        return user

    def officer(self, role: str = "programme", *, agency: str = "", name: str = "") -> Access:
        """What a new member may read and do."""
        return open_access(self.user(role, agency=agency, name=name), self.operation.slug)


def browser_of(access: Access) -> Client:
    """A browser in which somebody is logged in."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    return client
