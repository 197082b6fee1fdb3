"""Commands about watchlists."""

import sys
from dataclasses import asdict

import typer

from hawkari.cli.installation import open_installation
from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    watch = typer.Typer(help="Watchlists: what new data is matched with.", no_args_is_help=True)
    watch.callback()(_only_a_group)
    watch.command("run")(run_command)
    app.add_typer(watch, name="watch")


def _only_a_group() -> None:
    """Watchlists: what new data is matched with."""


def run_command(as_json: AsJson = False) -> None:
    """Match your watchlist with everything that stands, and raise alerts for what is new.

    Each load is matched by itself when it ends: run this for entries that are newer than the data.
    Running it again changes nothing.
    """
    open_installation()
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user
    from hawkari.evidence.watchlists import match_standing

    user, operation = ensure_local_user()
    report = match_standing(open_access(user, operation.slug))
    sys.stderr.write(
        f"watch run: {report.entries:,} entries matched, {report.raised:,} alerts raised\n"
    )
    if as_json:
        print_json(asdict(report))
