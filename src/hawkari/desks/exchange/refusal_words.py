"""Why nothing was done, in the reader's language."""

from collections.abc import Sequence

from django.utils.functional import Promise

from hawkari.errors import BadInput

__all__ = ["Refusals", "refused"]

Refusals = Sequence[tuple[str, Promise]]
"""A part of what a service says when it refuses, and that in the reader's language."""


def refused(error: BadInput, words: Refusals) -> str:
    """What a service refused and where; in its own words where no others are known.

    Args:
        error: the refusal.
        words: of the part of the desk that refused; the first part that is in it tells.
    """
    found = next((told for part, told in words if part in error.problem), None)
    if found is None:
        return str(error)
    where = ", ".join(error.where)
    return f"{where}: {found}" if where else str(found)
