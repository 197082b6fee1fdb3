"""Commands of `posts`: one group, to which each part of the engine adds its own."""

from types import ModuleType

import typer

from hawkari.cli import posts_cluster, posts_language, posts_match, posts_selectors

__all__ = ["register"]

_PARTS: tuple[ModuleType, ...] = (posts_cluster, posts_language, posts_match, posts_selectors)


def register(app: typer.Typer) -> None:
    """Add the group to the command tree."""
    group = typer.Typer(
        name="posts",
        help="Short posts: what they name, their language, adverts and claims.",
        no_args_is_help=True,
    )
    group.callback()(_group)
    for part in _PARTS:
        part.register(group)
    app.add_typer(group)


def _group() -> None:
    """Short posts: what they name, their language, adverts and claims. Nothing is looked up."""
