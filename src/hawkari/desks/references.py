"""Names of what desks keep: random, so that they say nothing, and short enough to read out."""

import secrets
from datetime import date

from django.db.models import Model, QuerySet

__all__ = ["new_code", "new_reference"]

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read or heard as something else: 0 O, 1 I L, U."""
LETTERS = 6


def new_code(letters: int) -> str:
    """Random letters and digits; whether they are free is not asked."""
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))


def new_reference(kind: str, rows: QuerySet[Model], today: date) -> str:
    """A reference that none of the rows has, e.g. ``R-2026-7KQ4XM``.

    Args:
        kind: the letter that it begins with.
        rows: all of its kind, whoever they belong to; each has a `reference`.
        today: its year is part of it.
    """
    while rows.filter(reference=(made := f"{kind}-{today.year}-{new_code(LETTERS)}")).exists():
        pass
    return made
