"""Identities of a local installation: whoever runs the command line on this machine.

On the command line the operating system's user is an analyst of the agency `taskforce` in the
operation `local`; each agency whose files are loaded there is added to that operation. In the
operation `returns`, for cases, they are a caseworker; in `programme`, a programme officer.
"""

import getpass

from django.db import transaction
from django.utils import timezone

from hawkari.evidence.models import (
    Agency,
    Operation,
    OperationMember,
    PurposeKind,
    Role,
    User,
)

__all__ = [
    "LOCAL",
    "PROGRAMME",
    "RETURNS",
    "ensure_agency",
    "ensure_local_programme",
    "ensure_local_returns",
    "ensure_local_user",
    "join_local_operation",
]

TASKFORCE = "taskforce"
LOCAL = "local"
RETURNS = "returns"
PROGRAMME = "programme"


def ensure_local_user(*, username: str = "") -> tuple[User, Operation]:
    """The local analyst and the local operation, made on first use.

    Args:
        username: another name than the operating system's user.
    """
    name = username or getpass.getuser()
    with transaction.atomic():
        agency = ensure_agency(TASKFORCE, name="Joint taskforce", country="XX")
        operation, _ = Operation.objects.get_or_create(
            slug=LOCAL,
            defaults={
                "name": "Local operation",
                "purpose": "Work on this machine with the files loaded here",
                "starts": timezone.now().date(),
            },
        )
        operation.agencies.add(agency)
        user, made = User.objects.get_or_create(username=name, defaults={"agency": agency})
        if made:
            user.set_unusable_password()
            user.save()
        OperationMember.objects.get_or_create(
            operation=operation, user=user, defaults={"role": Role.ANALYST}
        )
    return user, operation


def ensure_local_returns(*, username: str = "") -> tuple[User, Operation]:
    """The local user as a caseworker, and the local operation for returns, made on first use.

    Cases are kept under the general rules of data protection and files of an investigation under
    those of law enforcement, so they never share an operation.

    Args:
        username: another name than the operating system's user.
    """
    named = ("Returns", "Returns and reintegration, on this machine")
    return _ensure_operation(
        RETURNS, named, kind=PurposeKind.RETURN, role=Role.CASEWORKER, username=username
    )


def ensure_local_programme(*, username: str = "") -> tuple[User, Operation]:
    """The local user as a programme officer, and the local programme, made on first use.

    Who accounts for money and training reads no evidence, so a programme has its own operation.

    Args:
        username: another name than the operating system's user.
    """
    named = ("UK–Iraq programme", "Account for what was promised, paid, taught and achieved")
    return _ensure_operation(
        PROGRAMME, named, kind=PurposeKind.PROGRAMME, role=Role.PROGRAMME, username=username
    )


def _ensure_operation(
    slug: str, named: tuple[str, str], *, kind: PurposeKind, role: Role, username: str
) -> tuple[User, Operation]:
    """A local operation of the taskforce, by its name and purpose, and the local user in it."""
    name, purpose = named
    with transaction.atomic():
        user, _ = ensure_local_user(username=username)
        operation, _ = Operation.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "purpose": purpose,
                "purpose_kind": kind,
                "starts": timezone.now().date(),
            },
        )
        operation.agencies.add(ensure_agency(TASKFORCE))
        OperationMember.objects.get_or_create(
            operation=operation, user=user, defaults={"role": role}
        )
    return user, operation


def ensure_agency(slug: str, *, name: str = "", country: str = "") -> Agency:
    """The agency of this slug, made if missing; `name` and `country` count only when it is made."""
    agency, _ = Agency.objects.get_or_create(
        slug=slug, defaults={"name": name or slug, "country": country}
    )
    return agency


def join_local_operation(agency: Agency) -> None:
    """Let an agency take part in the local operation; nothing changes if it does already."""
    Operation.objects.get(slug=LOCAL).agencies.add(agency)
