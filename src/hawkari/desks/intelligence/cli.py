"""Commands of the intelligence desk."""

import typer

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this desk's commands to the command tree."""
