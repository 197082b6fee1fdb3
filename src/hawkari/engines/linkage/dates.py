"""Dates of birth as records state them: partial, defaulted, swapped."""

import re
from dataclasses import dataclass

__all__ = ["BIRTH_LEVELS", "BirthDate", "birth_level", "read_birth_date"]

BIRTH_LEVELS = (
    "different",
    "same year, day or month differs",
    "one or two years apart",
    "same year, day not known",
    "same day, one or two years apart",
    "day and month swapped",
    "same date",
)
_DEFAULT_DAYS = ((1, 1), (7, 1))


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A date of birth; month and day are 0 where unknown.

    1 January and 1 July are what registrars write for an unknown day (the second in Iraqi papers:
    general knowledge, unverified), so they count as an unknown day.
    """

    year: int
    month: int = 0
    day: int = 0

    @property
    def is_full(self) -> bool:
        """Whether day and month are known and no registrar's default."""
        return self.day > 0 and (self.month, self.day) not in _DEFAULT_DAYS


def read_birth_date(text: str) -> BirthDate | None:
    """An ISO date, whole or partial (``1984``, ``1984-09``, ``1984-09-16``); None for others."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    return BirthDate(int(year), int(month or 0), int(day or 0))


def birth_level(a: BirthDate, b: BirthDate) -> int:
    """How far two dates of birth agree: an index into `BIRTH_LEVELS`; symmetric."""
    apart = abs(a.year - b.year)
    if not (a.is_full and b.is_full):
        return 3 if apart == 0 else (2 if apart <= 2 else 0)
    if a == b:
        return 6
    if apart == 0 and (a.month, a.day) == (b.day, b.month):
        return 5
    if apart <= 2 and (a.month, a.day) == (b.month, b.day):
        return 4
    if apart == 0:
        return 1
    return 2 if apart <= 2 else 0
