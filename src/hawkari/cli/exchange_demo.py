"""The command that plays an exchange between three nodes."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson

__all__ = ["register"]

Folder = Annotated[
    Path | None, typer.Option(help="An empty folder for the three nodes; else a temporary one.")
]


def register(app: typer.Typer) -> None:
    """Add this module's command to the command tree."""
    app.command("demo-exchange")(demo_exchange_command)


def demo_exchange_command(folder: Folder = None, *, as_json: AsJson = False) -> None:
    """Three agencies' nodes on this machine: from a blind query to a recall, one killed midway.

    Everything in it is invented. Each node is an installation of its own, with its database, keys
    and audit log; they meet on loopback under mutual TLS. Exits with 1 if they end differing.
    """
    import tempfile

    from hawkari.site.exchange_demo import play
    from hawkari.site.home import fresh_home

    home = fresh_home(folder or Path(tempfile.mkdtemp(prefix="hawkari-exchange-")))
    report = play(folder=home, tell=_tell)
    sys.stderr.write(
        f"\n{report.messages} messages between three nodes; each node's folder is in {home}\n"
    )
    for one in report.problems:
        sys.stderr.write(f"  {one}\n")
    if as_json:
        print_json(report.as_json())
    if report.problems:
        raise typer.Exit(1)


def _tell(name: str, seconds: float, told: str) -> None:
    sys.stderr.write(f"{seconds:7.1f} s  {name:<34} {told}\n")
    sys.stderr.flush()
