"""What services refuse, in the reader's language: services say it in English, pages look it up."""

from collections.abc import Sequence

from django.utils.functional import Promise

from hawkari.errors import BadInput, HawkariError

__all__ = ["NotFound", "Refusals", "refusal"]

Refusals = Sequence[tuple[str, Promise]]
"""A part of what a service says when it refuses, and that in the reader's language."""


class NotFound(HawkariError):
    """There is nothing of that name that the asker may know of: nobody is told which.

    Args:
        what: e.g. ``import``.
        name: that was asked for.
    """

    def __init__(self, what: str, name: str) -> None:
        self.what = what
        self.name = name
        super().__init__(f"there is no {what} {name}")


def refusal(error: BadInput, *tables: Refusals) -> str:
    """What a service refused; in its own words where no others are known.

    Args:
        error: the refusal.
        tables: of the part of the desk that refused, then of what parts share; the first part
            that is in it tells.
    """
    told = (str(words) for table in tables for part, words in table if part in error.problem)
    return next(told, str(error))
