"""Administering people: who may do what to whose account, and never anything about content.

An administrator is whoever has that role in a current operation of their agency. They look after
the accounts of their own agency, and give roles in the operations they administer to people of the
agencies that take part. They change nothing about their own account, and see no content: nothing
here reads statements. Not legal advice; verified by: nobody yet.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence import audit
from hawkari.evidence.models import (
    Act,
    Agency,
    AuditEntry,
    Operation,
    OperationMember,
    Role,
    User,
)
from hawkari.site import people
from hawkari.site.accounts import starting, upkeep
from hawkari.site.accounts.models import FactorReset
from hawkari.site.accounts.openid import linked_subject
from hawkari.site.accounts.sessions import OpenSession, open_sessions
from hawkari.site.accounts.stepup import has_second_factor

__all__ = ["Administration", "Membership", "Person", "administers", "open_administration"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A role in an operation; `mine` when the administrator who looks may change it."""

    operation: Operation
    role: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Person:
    """One account as its administrator sees it: no content, only what concerns the account.

    `own` when the administrator's agency is the person's; `self` when it is the administrator.
    `seen` is None for somebody who never logged in.
    """

    user: User
    own: bool
    oneself: bool
    second_factor: bool
    seen: datetime | None
    memberships: tuple[Membership, ...]


def _administered(user: User) -> list[Operation]:
    day = timezone.now().date()
    found = Operation.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day),
        starts__lte=day,
        agencies=user.agency_id,
        members__user=user,
        members__role=Role.ADMINISTRATOR,
    )
    return list(found.order_by("name"))


def administers(user: User) -> bool:
    """Whether a user administers anything now; for the navigation."""
    return bool(user.is_active and user.agency_id and _administered(user))


def open_administration(user: User) -> "Administration":
    """The administration of a user.

    Raises:
        AccessDenied: if they administer nothing now; the denial is audited.
    """
    operations = _administered(user) if user.is_active and user.agency_id else []
    if user.agency is None or not operations:
        raise _denied(user, "administer accounts", "the role administrator is needed")
    return Administration(user, user.agency, tuple(operations))


def _denied(user: User, action: str, rule: str) -> AccessDenied:
    detail = {"action": action, "rule": rule}
    with transaction.atomic():
        audit.record(Act.DENY, actor=user.get_username(), outcome="denied", detail=detail)
    return AccessDenied(user.get_username(), action, rule)


@dataclass(frozen=True, slots=True)
class Administration:
    """What one administrator may do. Made by `open_administration` only."""

    user: User
    agency: Agency
    operations: tuple[Operation, ...]

    @property
    def by(self) -> str:
        """The administrator's name, for the audit log."""
        return self.user.get_username()

    def people(self) -> tuple[Person, ...]:
        """Accounts of the own agency, and members of the administered operations, by name."""
        shown = Q(agency=self.agency) | Q(memberships__operation__in=self.operations)
        rows = User.objects.filter(shown).select_related("agency").distinct().order_by("username")
        found = tuple(self._person(user) for user in rows)
        self._consulted("accounts", [], len(found))
        return found

    def person(self, name: str) -> Person:
        """One of `people`.

        Raises:
            AccessDenied: if there is no such account, or it is nothing of theirs: the two are told
                apart by nobody.
        """
        found = self._person(self._shown(name))
        self._consulted("account", [found.user.get_username()], 1)
        return found

    def sessions(self, person: Person) -> tuple[OpenSession, ...]:
        """Where a person of the own agency is logged in."""
        return open_sessions(person.user) if person.own else ()

    def subject(self, person: Person) -> str:
        """The provider's name for a person of the own agency; empty when not linked."""
        return linked_subject(person.user) if person.own else ""

    def waiting_reset(self, person: Person) -> FactorReset | None:
        """The request about a person that waits for a second person."""
        return upkeep.open_reset(person.user) if person.own else None

    def changes(self, person: Person) -> tuple[AuditEntry, ...]:
        """What was done to an account of the own agency; see `upkeep.changes`."""
        return upkeep.changes(person.user) if person.own else ()

    def add(self, name: str) -> tuple[User, str]:
        """A new account of the own agency, and the token of its start link.

        Raises:
            BadInput: if the name is taken or cannot be one.
        """
        with transaction.atomic():
            user = people.add_user(name, "", agency=self.agency, by=self.by)
            return user, starting.make(user, by=self.by, now=timezone.now())

    def give_role(self, name: str, slug: str, role: str) -> OperationMember:
        """Give a role in an administered operation, or change it.

        Raises:
            AccessDenied: if the operation is not theirs, or it is their own account.
            BadInput: if the person's agency does not take part, or the role does not exist.
        """
        user, operation = self._other(name), self._operation(slug)
        if not operation.agencies.filter(users=user).exists():
            raise BadInput(
                f"{user.agency} does not take part in {operation}",
                "Whoever runs the installation lets an agency take part: hawkari operation add.",
            )
        return people.add_member(user, slug, role=role, by=self.by)

    def take_role(self, name: str, slug: str) -> None:
        """Take a role in an administered operation away.

        Raises:
            AccessDenied: as `give_role`.
            BadInput: if there is none.
        """
        user = self._other(name)
        people.remove_member(user, self._operation(slug).slug, by=self.by)

    def own(self, name: str) -> User:
        """An account of the own agency, and not the administrator's, for `upkeep` to change.

        Raises:
            AccessDenied: if it is none.
        """
        user = self._other(name)
        if user.agency_id != self.agency.pk:
            rule = "accounts are looked after by an administrator of their own agency"
            raise _denied(self.user, "change this account", rule)
        return user

    def _person(self, user: User) -> Person:
        rows = OperationMember.objects.filter(user=user).select_related("operation")
        own = user.agency_id == self.agency.pk
        # Of a partner's person only the roles in the operations administered here are shown.
        shown = [row for row in rows if own or row.operation in self.operations]
        return Person(
            user=user,
            own=own,
            oneself=user.pk == self.user.pk,
            second_factor=has_second_factor(user),
            seen=upkeep.last_seen(user) if own else None,
            memberships=tuple(
                Membership(row.operation, row.role, mine=row.operation in self.operations)
                for row in shown
            ),
        )

    def _consulted(self, what: str, names: list[str], count: int) -> None:
        detail = {"what": what}
        with transaction.atomic():
            audit.record(Act.CONSULT, actor=self.by, objects=names, count=count, detail=detail)

    def _shown(self, name: str) -> User:
        candidates = User.objects.filter(
            Q(agency=self.agency) | Q(agency__operations__in=self.operations),
            username__iexact=name,
        )
        user = candidates.select_related("agency").distinct().first()
        if user is None:
            raise _denied(self.user, "administer this account", "it is of no agency here")
        return user

    def _other(self, name: str) -> User:
        user = self._shown(name)
        if user.pk == self.user.pk:
            raise _denied(self.user, "change their own account", "another administrator does that")
        return user

    def _operation(self, slug: str) -> Operation:
        for operation in self.operations:
            if operation.slug == slug:
                return operation
        rule = "only roles in operations that one administers may be given or taken"
        raise _denied(self.user, "give roles in this operation", rule)
