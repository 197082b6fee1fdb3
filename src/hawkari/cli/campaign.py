"""Commands of the campaign: one group, to which each part adds its own."""

from types import ModuleType

import typer

from hawkari.cli import campaign_effect, campaign_import
from hawkari.cli.installation import open_installation
from hawkari.desks.campaign import bank_cli

__all__ = ["register"]

_PARTS: tuple[ModuleType, ...] = (campaign_effect, campaign_import)
# Parts of the desk, which is below the doors and cannot open the installation by itself.
_DESK: tuple[ModuleType, ...] = (bank_cli,)


def register(app: typer.Typer) -> None:
    """Add the group and this floor's commands to the command tree."""
    group = typer.Typer(
        name="campaign", help="Myths, answers, and what they changed.", no_args_is_help=True
    )
    group.callback()(_group)
    for part in _PARTS:
        part.register(group)
    for of_desk in _DESK:
        of_desk.register(group, open_installation=open_installation)
    app.add_typer(group)


def _group() -> None:
    """Myths, answers, and what they changed. Nothing is posted, reported or sent by software."""
