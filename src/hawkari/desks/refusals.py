"""What services refuse, in the reader's language: services say it in English, pages look it up."""

from collections.abc import Sequence

from django import forms
from django.utils.functional import Promise

from hawkari.errors import BadInput, HawkariError

__all__ = ["NotFound", "Refusals", "at_field", "refusal"]

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


def at_field(
    form: forms.Form, error: BadInput, words: str, *, otherwise: str | None = None
) -> None:
    """Say what a service refused beside the field that it is about.

    Args:
        form: that was sent.
        error: the refusal.
        words: what it says to the reader.
        otherwise: the field where it is about none of the form; above all of them if not given.
    """
    field = next((one for one in error.where if one in form.fields), otherwise)
    form.add_error(field, words)
