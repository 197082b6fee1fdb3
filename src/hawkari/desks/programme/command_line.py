"""What every command of the desk has: its options, and who gives it."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.evidence.access import Access

__all__ = ["AsJson", "Operation", "local_access", "tell_rows"]

Operation = Annotated[str, typer.Option(help="The operation; the local programme if not given.")]


def local_access(operation: str) -> "Access":
    """The access of this machine's own user. Only once Django is set up.

    Args:
        operation: the operation's slug; empty for the local programme.
    """
    from hawkari.evidence.access import open_access  # noqa: PLC0415  Django is set up only now
    from hawkari.evidence.local import ensure_local_programme  # noqa: PLC0415

    user, own = ensure_local_programme()
    return open_access(user, operation or own.slug)


def tell_rows(rows: Sequence[Mapping[str, Any]], *, as_json: bool, none: str) -> None:
    """Print a list: one row a line, its values between tabs, beneath their names.

    Args:
        rows: all with the same names; None is nothing to say.
        as_json: as one object instead.
        none: what is said where there is no row.
    """
    if as_json:
        typer.echo(json.dumps({"rows": rows}, ensure_ascii=False, default=str))
        return
    if not rows:
        typer.echo(none)
        return
    typer.echo("\t".join(rows[0]))
    for row in rows:
        typer.echo("\t".join("" if value is None else str(value) for value in row.values()))
