"""Dates of birth as records state them: partial, defaulted, swapped."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

__all__ = [
    "BIRTH_LEVELS",
    "BirthDate",
    "birth_level",
    "common_among",
    "common_dates",
    "read_birth_date",
]

BIRTH_LEVELS = (
    "different",
    "same year, day or month differs",
    "one or two years apart",
    "same year, day not known",
    "day and month swapped",
    "same day, one or two years apart",
    "same date",
)
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?", re.ASCII)
_DEFAULT_DAYS = ((1, 1), (7, 1))
# So many times as often as chance lets a date stand, it is a registrar's default. One person's
# records, seldom more than eight, must not be taken for one.
_TIMES_CHANCE = 8
_DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A date of birth; month and day are 0 where unknown.

    1 January and 1 July are what registrars write for an unknown day (the second in Iraqi papers:
    general knowledge, unverified), so they count as an unknown day; so does a date that stands far
    too often in the records of a run (`common_dates`).

    Attributes:
        year: as written.
        month: 1-12, or 0.
        day: 1-31, or 0.
        is_common: whether so many records hold it that it tells nobody apart.
    """

    year: int
    month: int = 0
    day: int = 0
    is_common: bool = False

    @property
    def is_full(self) -> bool:
        """Whether day and month are known and no registrar's default."""
        return self.day > 0 and (self.month, self.day) not in _DEFAULT_DAYS and not self.is_common

    def __str__(self) -> str:
        return "-".join(f"{part:02}" for part in (self.year, self.month, self.day) if part)


@lru_cache(maxsize=1 << 16)
def read_birth_date(text: str) -> BirthDate | None:
    """An ISO date, whole or partial (``1984``, ``1984-09``, ``1984-09-16``); None for others."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    return BirthDate(int(year), int(month or 0), int(day or 0))


def common_dates(births: Iterable[Iterable[BirthDate]]) -> frozenset[BirthDate]:
    """Full dates that stand in far more records than chance allows: stop-values.

    Args:
        births: the dates of each record.

    Returns:
        Dates held by more than 8 x (1 + what an even spread over their year gives) records.
    """
    return common_among(Counter(date for one in births for date in set(one) if date.is_full))


def common_among(held: Mapping[BirthDate, int]) -> frozenset[BirthDate]:
    """As `common_dates`, of how many records hold each full date."""
    of_year: Counter[int] = Counter()
    for date, count in held.items():
        of_year[date.year] += count
    return frozenset(
        date
        for date, count in held.items()
        if count > _TIMES_CHANCE * (1 + of_year[date.year] / _DAYS_OF_A_YEAR)
    )


def birth_level(a: BirthDate, b: BirthDate) -> int:
    """How far two dates of birth agree: an index into `BIRTH_LEVELS`; symmetric."""
    apart = abs(a.year - b.year)
    if not (a.is_full and b.is_full):
        return 3 if apart == 0 else (2 if apart <= 2 else 0)
    if a == b:
        return 6
    if apart == 0 and (a.month, a.day) == (b.day, b.month):
        return 4
    if apart <= 2 and (a.month, a.day) == (b.month, b.day):
        return 5
    if apart == 0:
        return 1
    return 2 if apart <= 2 else 0
