"""How likely two written dates of birth are one person's, from how registers go wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hawkari.engines.corridor.records import (
    JANUARY,
    JULY,
    MEANT_EXACTLY,
    SWAP_WHERE_POSSIBLE,
    YEAR_OFF,
    YEAR_ONLY,
    Date,
)

__all__ = ["Births"]

_SHIFTS = (-2, -1, 1, 2)


@dataclass(frozen=True, slots=True)
class Births:
    """Likelihood ratios under the true shares of birth years and of errors."""

    years: dict[int, float]

    @classmethod
    def of(cls, days: Iterable[int]) -> "Births":
        """With the years of these days of birth (ordinals), and a little for any other."""
        counts = Counter(date.fromordinal(day).year for day in days)
        total = sum(counts.values())
        return cls({year: count / total for year, count in counts.items()})

    def ratio(self, left: Date | None, right: Date | None) -> float:
        """P(both as written | one person) over P(both as written | two strangers); 1 if unknown."""
        if left is None or right is None:
            return 1.0
        alone = self._chance(left) * self._chance(right)
        return self._together(left, right) / alone

    def _together(self, left: Date, right: Date) -> float:
        days = {day for one in (left, right) for day in _could_mean(one)}
        found = sum(self._day(day) * _written(left, day) * _written(right, day) for day in days)
        if days:
            return found
        year = left.year
        return self._year(year) * _bare(left, year) * _bare(right, year)

    def _chance(self, one: Date) -> float:
        if _is_day(one):
            return sum(self._day(day) * _written(one, day) for day in _could_mean(one))
        return self._year(one.year) * _bare(one, one.year)

    def _year(self, year: int) -> float:
        return self.years.get(year, 1e-4)

    def _day(self, day: Date) -> float:
        return self._year(day.year) / 365.0


def _is_day(one: Date) -> bool:
    """Whether it is a day of its own, not a default day or a bare year."""
    return one.day > 0 and not (one.day == 1 and one.month in (1, 7))


def _could_mean(one: Date) -> list[Date]:
    """The true days that a written day can stand for; none for a default day or bare year."""
    if not _is_day(one):
        return []
    days = [one, *(Date(one.year + shift, one.month, one.day) for shift in _SHIFTS)]
    if one.day <= 12:
        days.append(Date(one.year, one.day, one.month))
    return days


def _bare(one: Date, year: int) -> float:
    """P(a default day or bare year is written | some true day of a year)."""
    if one.year != year:
        return 0.0
    if not one.day:
        return YEAR_ONLY
    return JANUARY if one.month == 1 else JULY


def _written(one: Date, true: Date) -> float:
    """P(written so | true day)."""
    if not _is_day(one):
        return _bare(one, true.year)
    if one == true:
        return MEANT_EXACTLY * (1 - SWAP_WHERE_POSSIBLE if true.day <= 12 else 1.0)
    same_day = (one.month, one.day) == (true.month, true.day)
    if same_day and abs(one.year - true.year) <= 2:
        return YEAR_OFF / len(_SHIFTS)
    if one == Date(true.year, true.day, true.month):
        return MEANT_EXACTLY * SWAP_WHERE_POSSIBLE
    return 0.0
