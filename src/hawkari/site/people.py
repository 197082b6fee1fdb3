"""People of a team's installation, as whoever runs it makes them."""

from django.core.exceptions import ValidationError
from django.db import transaction

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.models import Act, Agency, OperationMember, Role, User
from hawkari.evidence.operations import known_agency, known_operation
from hawkari.site.accounts.starting import set_password

__all__ = [
    "add_member",
    "add_user",
    "known_agency",
    "known_user",
    "remove_member",
]


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
    operation = known_operation(operation_slug)
    if role not in Role.values:
        raise BadInput(f"no role is called {role!r}", f"Roles: {', '.join(Role.values)}.")
    with transaction.atomic():
        member, _made = OperationMember.objects.update_or_create(
            operation=operation, user=user, defaults={"role": role}
        )
        detail = {"what": "member", "operation": operation_slug, "role": role}
        audit.record(Act.ALTER, actor=by, objects=[user.username], detail=detail)
    return member
