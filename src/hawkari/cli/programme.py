"""Commands of the programme desk: one group, to which each part adds its own."""

from types import ModuleType

import typer

from hawkari.cli.installation import open_installation
from hawkari.desks.programme import (
    badge_cli,
    money_cli,
    publish_cli,
    register_cli,
    report_cli,
    results_cli,
    training_cli,
)

__all__ = ["register"]

# Parts of the desk, which is below the doors and cannot open the installation by itself.
_DESK: tuple[ModuleType, ...] = (
    register_cli,
    badge_cli,
    money_cli,
    report_cli,
    training_cli,
    publish_cli,
    results_cli,
)


def register(app: typer.Typer) -> None:
    """Add the group and this floor's commands to the command tree."""
    group = typer.Typer(
        name="programme", help="Promises, money, training, results.", no_args_is_help=True
    )
    group.callback()(_group)
    for of_desk in _DESK:
        of_desk.register(group, open_installation=open_installation)
    app.add_typer(group)


def _group() -> None:
    """Promises, money, training and results, each figure with the rows behind it."""
