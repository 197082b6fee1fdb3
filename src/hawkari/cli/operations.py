"""Commands about operations: opened, reviewed, left, and who sees what in them."""

import getpass
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

import typer

from hawkari.cli.installation import open_installation
from hawkari.cli.output import print_json, say
from hawkari.desks.command_line import AsJson

__all__ = ["register"]

Slug = Annotated[str, typer.Argument(help="The operation's short name.")]
Purpose = Annotated[str, typer.Option(help="What access is asked for, in a sentence.")]
Kind = Annotated[
    str,
    typer.Option(
        help="crime, return, protection, communication, programme, training or oversight: what "
        "conditions and Europol's H0 ask for."
    ),
]
Basis = Annotated[str, typer.Option(help="The power it rests on.")]
Title = Annotated[str, typer.Option(help="The operation's name.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day, as 2027-05-26.")]
Agencies = Annotated[
    list[str], typer.Option("--agency", help="A known agency that takes part; repeatable.")
]
Agency = Annotated[str, typer.Argument(help="The agency's short name.")]
GoOn = Annotated[bool, typer.Option("--go-on/--end", help="Whether it goes on, or ends today.")]
Reason = Annotated[str, typer.Option(help="Why.")]
User = Annotated[str, typer.Option(help="The login name of one person.")]
Source = Annotated[str, typer.Option(help="The short name of one source.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    operation = typer.Typer(help="Operations: what access is asked for.", no_args_is_help=True)
    operation.command("add")(add_command)
    operation.command("review")(review_command)
    operation.command("leave")(leave_command)
    operation.command("who-sees")(who_sees_command)
    app.add_typer(operation, name="operation")


def add_command(
    slug: Slug,
    purpose: Purpose,
    agencies: Agencies,
    name: Title = "",
    kind: Kind = "crime",
    legal_basis: Basis = "",
    ends: Day = None,
    review_due: Day = None,
) -> None:
    """Open an operation, or let more agencies take part in one that exists."""
    open_installation()
    from hawkari.evidence.operations import NewOperation, open_operation

    new = NewOperation(
        slug,
        purpose,
        name=name,
        purpose_kind=kind,
        legal_basis=legal_basis,
        agencies=dict.fromkeys(agencies, ""),
        ends=_day(ends),
        review_due=_day(review_due),
    )
    operation = open_operation(getpass.getuser(), new)
    taking_part = ", ".join(agency.slug for agency in operation.agencies.all())
    say(f"{operation} is open to: {taking_part}. Review due {operation.review_due}.")


def review_command(slug: Slug, go_on: GoOn, reason: Reason, next_due: Day = None) -> None:
    """Say whether an operation goes on or ends today, with the reason."""
    open_installation()
    from hawkari.evidence.operations import review_operation

    by = getpass.getuser()
    found = review_operation(by, slug, go_on=go_on, reason=reason, next_due=_day(next_due))
    say(f"{found} goes on; review due {found.review_due}." if go_on else f"{found} ends today.")


def leave_command(slug: Slug, agency: Agency) -> None:
    """Take an agency out of an operation, with effect at once on its people and its values."""
    open_installation()
    from hawkari.evidence.operations import leave_operation

    leave_operation(getpass.getuser(), slug, agency)
    say(f"{agency} does not take part in {slug} any more.")


def who_sees_command(
    slug: Slug, user: User = "", source: Source = "", as_json: AsJson = False
) -> None:
    """What one person can see in an operation and why, or who can see one source; no content.

    Give --user or --source. Names sources, marking codes and rules; never a value, name or count.
    """
    open_installation()
    from hawkari.desks.oversight.services.colleagues import seen_by, who_sees
    from hawkari.errors import BadInput

    if bool(user) == bool(source):
        raise BadInput("one question at a time", "Give either --user or --source.")
    by = getpass.getuser()
    lines = seen_by(by, slug, user).sources if user else who_sees(by, slug, source).members
    if as_json:
        print_json({"operation": slug, "user": user, "source": source,
                    "lines": [asdict(one) for one in lines]})  # fmt: skip
        return
    for one in lines:
        sys.stdout.write(one.told() + "\n")


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()
