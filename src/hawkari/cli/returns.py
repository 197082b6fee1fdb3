"""Commands of returns and reintegration: one group, to which each part adds its own."""

import typer

from hawkari.cli import (
    returns_clocks,
    returns_flow,
    returns_guards,
    returns_instruments,
    returns_load,
)
from hawkari.cli.installation import open_installation
from hawkari.desks.returns import case_cli, letter_cli

__all__ = ["register"]

_PARTS = (returns_guards, returns_clocks, returns_flow, returns_instruments, returns_load)
# Parts of the desk, which is below the doors and cannot open the installation by itself.
_DESK = (case_cli, letter_cli)


def register(app: typer.Typer) -> None:
    """Add the group and this floor's commands to the command tree."""
    group = typer.Typer(name="returns", help="Returns and reintegration.", no_args_is_help=True)
    group.callback()(_group)
    for part in _PARTS:
        part.register(group)
    for of_desk in _DESK:
        of_desk.register(group, open_installation=open_installation)
    app.add_typer(group)


def _group() -> None:
    """Returns and reintegration: guards, clocks, flow. Not legal advice; nobody verified a rule."""
