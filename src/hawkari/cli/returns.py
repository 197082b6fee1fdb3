"""Commands of returns and reintegration: one group, to which each part adds its own."""

import typer

from hawkari.cli import returns_clocks, returns_flow, returns_guards, returns_load

__all__ = ["register"]

_PARTS = (returns_guards, returns_clocks, returns_flow, returns_load)


def register(app: typer.Typer) -> None:
    """Add the group and this floor's commands to the command tree."""
    group = typer.Typer(name="returns", help="Returns and reintegration.", no_args_is_help=True)
    group.callback()(_group)
    for part in _PARTS:
        part.register(group)
    app.add_typer(group)


def _group() -> None:
    """Returns and reintegration: guards, clocks, flow. Not legal advice; nobody verified a rule."""
