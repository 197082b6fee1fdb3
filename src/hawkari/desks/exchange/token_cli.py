"""Commands about tokens by which programs ask."""

import getpass
import json
from collections.abc import Callable
from typing import Annotated

import typer

from hawkari.desks.command_line import AsJson

__all__ = ["register"]

Name = Annotated[str, typer.Argument(help="For whom the program asks: the name to log in with.")]
Slug = Annotated[str, typer.Argument(help="The operation's short name.")]
Program = Annotated[str, typer.Option(help="Which program it is for.")]
Opens = Annotated[
    list[str],
    typer.Option(
        help="What it may do: match, reconcile, stream, misp, taxii or taxii-add; may be repeated."
    ),
]
Days = Annotated[int, typer.Option(help="For how many days, 1 to 90.")]
Handle = Annotated[str, typer.Argument(help="The token's public part, as the list shows it.")]


def register(app: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add this module's commands to the command tree.

    Args:
        app: the command tree.
        open_installation: what sets Django and the database up, given by the door.
    """
    token = typer.Typer(help="Tokens by which programs ask for a person.", no_args_is_help=True)
    app.add_typer(token, name="token")

    @token.command("make")
    def make(
        name: Name, operation: Slug, *, opens: Opens, program: Program, days: Days = 30
    ) -> None:
        """Make a token for a program; printed this once, on standard output, and kept nowhere."""
        open_installation()
        from hawkari.desks.exchange.services import tokens  # noqa: PLC0415  Django is set up now

        terms = tokens.TokenTerms(program, opens, days)
        user = tokens.known_user(name)
        made = tokens.make_token_for(user, operation, terms, by=getpass.getuser())
        typer.echo(
            f"token: {made.handle} works until {made.expires_at:%Y-%m-%d %H:%M} UTC", err=True
        )
        typer.echo(made.text)

    @token.command("list")
    def list_tokens(*, as_json: AsJson = False) -> None:
        """Every token: whose, what it opens, until when, when last used. Never the token itself."""
        open_installation()
        from hawkari.desks.exchange.services import tokens  # noqa: PLC0415

        found = tokens.every_token(by=getpass.getuser())
        if as_json:
            rows = [one.as_json() for one in found]
            typer.echo(json.dumps({"tokens": rows}, ensure_ascii=False))
            return
        for one in found:
            used = f"{one.last_used_at:%Y-%m-%d %H:%M}" if one.last_used_at else "never used"
            opened = ",".join(one.doors)
            typer.echo(
                f"{one.handle}  {one.state}  {one.user}  {one.operation}  {opened}  "
                f"until {one.expires_at:%Y-%m-%d}  {used}  {one.name}"
            )

    @token.command("revoke")
    def revoke(handle: Handle) -> None:
        """End a token at once."""
        open_installation()
        from hawkari.desks.exchange.services import tokens  # noqa: PLC0415

        tokens.revoke_by_command(handle, by=getpass.getuser())
        typer.echo(f"token: {handle} is revoked", err=True)
