"""Names of what the desk keeps: random, so that they say nothing."""

import secrets
from datetime import date

from hawkari.desks.campaign.models import Import

__all__ = ["ALPHABET", "made_reference", "new_import_reference"]

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read or heard as something else: 0 O, 1 I L, U."""
LETTERS = 6


def new_import_reference(today: date) -> str:
    """A reference that no import has, e.g. ``I-2026-7KQ4XM``."""
    while Import.objects.filter(reference=(made := made_reference("I", today))).exists():
        pass
    return made


def made_reference(kind: str, today: date) -> str:
    """A random reference of a kind, e.g. ``I-2026-7KQ4XM`` for ``I``; whether it is free, not."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return f"{kind}-{today.year}-{letters}"
