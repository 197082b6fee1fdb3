"""Names of cases, families, complaints and letters: random, so that they say nothing."""

import secrets
from datetime import date

from hawkari.desks.returns.models import Case, Complaint, Family, MadeLetter

__all__ = [
    "ALPHABET",
    "new_case_reference",
    "new_complaint_reference",
    "new_family_reference",
    "new_letter_reference",
]

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without what is read or heard as something else: 0 O, 1 I L, U."""
LETTERS = 6


def new_case_reference(today: date) -> str:
    """A reference that no case has, e.g. ``R-2026-7KQ4XM``."""
    while Case.objects.filter(reference=(made := _made("R", today))).exists():
        pass
    return made


def new_family_reference(today: date) -> str:
    """A reference that no family has, e.g. ``F-2026-7KQ4XM``."""
    while Family.objects.filter(reference=(made := _made("F", today))).exists():
        pass
    return made


def new_complaint_reference(today: date) -> str:
    """A reference that no complaint has, e.g. ``C-2026-7KQ4XM``."""
    while Complaint.objects.filter(reference=(made := _made("C", today))).exists():
        pass
    return made


def new_letter_reference(today: date) -> str:
    """A reference that no letter has, e.g. ``L-2026-7KQ4XM``."""
    while MadeLetter.objects.filter(reference=(made := _made("L", today))).exists():
        pass
    return made


def _made(kind: str, today: date) -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return f"{kind}-{today.year}-{letters}"
