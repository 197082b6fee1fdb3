"""People and operations of a team's installation, as whoever runs it makes them."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Act, Agency, Operation, OperationMember, Role, User
from hawkari.site.accounts.starting import set_password

__all__ = [
    "add_member",
    "add_operation",
    "add_user",
    "known_agency",
    "known_user",
    "remove_member",
]


def known_agency(slug: str) -> Agency:
    """The agency of this slug.

    Raises:
        BadInput: if there is none; a mistyped name must not make a new partner.
    """
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Agency.objects.values_list("slug", flat=True)) or "none yet"
        raise BadInput(
            f"no agency is called {slug!r}",
            f"Known: {known}. A new one is made by its first load, or with --agency-name.",
        )
    return found


def add_operation(
    slug: str, *, name: str, purpose: str, legal_basis: str, agencies: dict[str, str], by: str
) -> Operation:
    """Open an operation for some agencies, or let more agencies take part in one.

    Args:
        slug: its short name.
        name: its name; of an operation that exists, it stays as it is.
        purpose: what access is asked for.
        legal_basis: under which power; may be empty, and is then shown as not given.
        agencies: slug to full name; an empty name asks for an agency that exists.
        by: who does this, for the audit log.

    Raises:
        BadInput: if an agency is not known, or the purpose is missing.
    """
    if not purpose.strip():
        raise BadInput("an operation needs a purpose", "Say in a sentence what it is for.")
    with transaction.atomic():
        members = [
            ensure_agency(short, name=full) if full else known_agency(short)
            for short, full in agencies.items()
        ]
        operation, _made = Operation.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name or slug,
                "purpose": purpose,
                "legal_basis": legal_basis,
                "starts": timezone.now().date(),
            },
        )
        operation.agencies.add(*members)
        detail = {"what": "operation", "agencies": sorted(agencies)}
        audit.record(Act.ALTER, actor=by, objects=[slug], detail=detail)
    return operation


def add_user(name: str, password: str, *, agency: Agency, by: str) -> User:
    """Make an account.

    Args:
        name: the name to log in with; names that differ in letter case only are the same.
        password: a first password; empty for none, until a start link sets one.
        agency: whose officer it is.
        by: who does this, for the audit log.

    Raises:
        BadInput: if the name is taken or the password too weak; the remedy says why.
    """
    if User.objects.filter(username__iexact=name).exists():
        raise BadInput(f"a user called {name!r} exists", "Choose another name.")
    user = User(username=name, agency=agency)
    try:
        user.full_clean(exclude={"password"})
    except ValidationError as error:
        raise BadInput("the account cannot be made", " ".join(error.messages)) from error
    if password:
        set_password(user, password)
    else:
        user.set_unusable_password()
    with transaction.atomic():
        user.save()
        detail = {"what": "user", "agency": agency.slug}
        audit.record(Act.ALTER, actor=by, objects=[name], detail=detail)
    return user


def known_user(name: str) -> User:
    """The user of this name, in any letter case.

    Raises:
        BadInput: if there is none.
    """
    found = User.objects.select_related("agency").filter(username__iexact=name).first()
    if found is None:
        raise BadInput(f"no user is called {name!r}", "See: hawkari user list.")
    return found


def remove_member(user: User, operation_slug: str, *, by: str) -> None:
    """Take a user's role in an operation away, with effect on their next request.

    Raises:
        BadInput: if they have none there.
    """
    with transaction.atomic():
        found = OperationMember.objects.filter(user=user, operation__slug=operation_slug)
        count, _kinds = found.delete()
        if not count:
            raise BadInput(
                f"{user.username} has no role in {operation_slug!r}", "See: hawkari user list."
            )
        detail = {"what": "member", "operation": operation_slug, "role": ""}
        audit.record(Act.ALTER, actor=by, objects=[user.username], detail=detail)


def add_member(user: User, operation_slug: str, *, role: str, by: str) -> OperationMember:
    """Let a user work in an operation, in one role; a second call changes the role.

    Raises:
        BadInput: if the operation or the role does not exist.
    """
    operation = Operation.objects.filter(slug=operation_slug).first()
    if operation is None:
        known = ", ".join(Operation.objects.values_list("slug", flat=True)) or "none yet"
        raise BadInput(f"no operation is called {operation_slug!r}", f"Known: {known}.")
    if role not in Role.values:
        raise BadInput(f"no role is called {role!r}", f"Roles: {', '.join(Role.values)}.")
    with transaction.atomic():
        member, _made = OperationMember.objects.update_or_create(
            operation=operation, user=user, defaults={"role": role}
        )
        detail = {"what": "member", "operation": operation_slug, "role": role}
        audit.record(Act.ALTER, actor=by, objects=[user.username], detail=detail)
    return member
