"""What every command of the desk has: its options, and who gives it."""

from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.desks.command_line import AsJson

if TYPE_CHECKING:
    from hawkari.evidence.access import Access

__all__ = ["AsJson", "Operation", "local_access"]

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
