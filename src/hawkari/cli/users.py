"""Commands about the people who log in: made, listed, given roles, closed."""

import getpass
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.installation import open_installation
from hawkari.cli.output import print_json, say
from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.evidence.models import User

__all__ = ["register"]

Name = Annotated[str, typer.Argument(help="The name to log in with.")]
Agency = Annotated[str, typer.Option(help="Whose officer it is: the agency's short name.")]
AgencyName = Annotated[str, typer.Option(help="Full name of an agency that is not known yet.")]
Member = Annotated[str, typer.Option(help="An operation to work in: its short name.")]
RoleName = Annotated[
    str,
    typer.Option(
        help="analyst, reviewer, liaison, caseworker, communications, programme, trainer, auditor, "
        "administrator, border, monitor or legal."
    ),
]
StartLink = Annotated[
    bool, typer.Option("--start-link", help="Print a start link instead of asking for a password.")
]
Slug = Annotated[str, typer.Argument(help="The operation's short name.")]
NewRole = Annotated[str, typer.Argument(help="The role to have from now on; none takes it away.")]
Undo = Annotated[bool, typer.Option("--undo", help="Open the account again.")]
Reason = Annotated[str, typer.Option(help="How you know that it is really this person.")]
Subject = Annotated[
    str, typer.Argument(help="The provider's identifier for the person (sub); empty unlinks.")
]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    user = typer.Typer(help="People who log in.", no_args_is_help=True)
    user.command("add")(add_command)
    user.command("list")(list_command)
    user.command("role")(role_command)
    user.command("deactivate")(deactivate_command)
    user.command("end-sessions")(end_sessions_command)
    user.command("start-link")(start_link_command)
    user.command("reset-second-factor")(reset_command)
    user.command("link")(link_command)
    app.add_typer(user, name="user")


def add_command(
    name: Name,
    agency: Agency,
    operation: Member = "",
    role: RoleName = "analyst",
    agency_name: AgencyName = "",
    start_link: StartLink = False,
) -> None:
    """Add a person who may log in; asks for the password, or reads it from standard input."""
    open_installation()
    from hawkari.evidence.local import ensure_agency
    from hawkari.site.people import add_member, add_user, known_agency

    by = getpass.getuser()
    theirs = ensure_agency(agency, name=agency_name) if agency_name else known_agency(agency)
    user = add_user(name, "" if start_link else _password(), agency=theirs, by=by)
    if operation:
        add_member(user, operation, role=role, by=by)
    say(f"{name} of {theirs} may log in" + (f" as {role} in {operation}." if operation else "."))
    if start_link:
        _start_link(user)


def list_command(as_json: AsJson = False) -> None:
    """Everybody who has an account: agency, roles, whether it is open, second factor, last seen."""
    open_installation()
    from hawkari.site.accounts.upkeep import roll

    rows = [line.as_json() for line in roll(by=getpass.getuser())]
    if as_json:
        print_json({"users": rows})
        return
    for row in rows:
        roles = ", ".join(f"{role} in {slug}" for slug, role in row["roles"].items()) or "no role"
        state = "open" if row["open"] else "closed"
        factor = "second factor" if row["second_factor"] else "no second factor"
        seen = row["last_seen"] or "never"
        say(f"{row['name']}  {row['agency']}  {state}  {factor}  last seen {seen}  {roles}")


def role_command(name: Name, operation: Slug, role: NewRole) -> None:
    """Give a person a role in an operation, change it, or take it away."""
    open_installation()
    from hawkari.site.people import add_member, known_user, remove_member

    user, by = known_user(name), getpass.getuser()
    if role == "none":
        remove_member(user, operation, by=by)
        say(f"{user.username} has no role in {operation} any more.")
    else:
        add_member(user, operation, role=role, by=by)
        say(f"{user.username} is {role} in {operation}.")


def deactivate_command(name: Name, undo: Undo = False) -> None:
    """Close an account: its logins end at once, and nobody logs in to it."""
    open_installation()
    from hawkari.site.accounts import upkeep
    from hawkari.site.people import known_user

    user = known_user(name)
    if undo:
        upkeep.activate(user, by=getpass.getuser())
        say(f"The account {user.username} is open again.")
    else:
        count = upkeep.deactivate(user, by=getpass.getuser())
        say(f"The account {user.username} is closed; logins ended: {count}.")


def end_sessions_command(name: Name) -> None:
    """Log a person out everywhere, with effect on their next request."""
    open_installation()
    from hawkari.site.accounts.sessions import end_every
    from hawkari.site.people import known_user

    user = known_user(name)
    say(f"Logins of {user.username} ended: {end_every(user, by=getpass.getuser())}.")


def start_link_command(name: Name) -> None:
    """Print a link with which a person sets a new password; earlier ones stop working."""
    open_installation()
    from hawkari.site.people import known_user

    _start_link(known_user(name))


def reset_command(name: Name, reason: Reason = "") -> None:
    """Ask that a person's second factors be taken away, or confirm what somebody else asked.

    One person never does both: where nothing waits, this asks; where an administrator asked on the
    pages, this confirms.
    """
    open_installation()
    from hawkari.site.accounts import upkeep
    from hawkari.site.people import known_user

    user, by = known_user(name), getpass.getuser()
    if upkeep.open_reset(user) is None:
        upkeep.ask_reset(user, reason=reason, by=by)
        say("Asked. An administrator has to confirm on the pages within 72 hours.")
    else:
        count = upkeep.confirm_reset(user, by=by)
        say(f"Second factors of {user.username} taken away: {count}. Logins ended.")


def link_command(name: Name, subject: Subject) -> None:
    """Let a person log in through the agency's OpenID provider."""
    open_installation()
    from hawkari.site.accounts import upkeep
    from hawkari.site.people import known_user

    user = known_user(name)
    upkeep.link_openid(user, subject.strip(), by=getpass.getuser())
    say(f"{user.username} is {'linked to' if subject.strip() else 'not linked with'} the provider.")


def _start_link(user: "User") -> None:
    from django.conf import settings
    from django.urls import reverse

    from hawkari.site.accounts.starting import hand_out

    path = reverse("account_start", args=[hand_out(user, by=getpass.getuser())])
    host = settings.NAMED_HOSTS[0].lstrip(".") if settings.NAMED_HOSTS else ""
    where = f"https://{host}{path}" if host else f"the address of `hawkari serve`, then {path}"
    say(f"Start link, works once within 72 hours: {where}")


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != first:
        from hawkari.errors import BadInput

        raise BadInput("the two passwords differ", "Run the command again.")
    return first
