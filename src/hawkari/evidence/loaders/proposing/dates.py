"""How a column's dates are written: day or month first, and in which calendar; by the column."""

from collections.abc import Sequence
from dataclasses import dataclass

from hawkari.evidence.loaders.calendars import YEARS
from hawkari.evidence.loaders.proposing.proposal import Remark
from hawkari.evidence.loaders.proposing.values import date_numbers

__all__ = ["DateReading", "read_dates"]

MOST_DAYS_OF_HIJRI = 30
OTHER_YEARS = 0.5
"""A column is of another calendar where more than this share of its years are."""


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a column's dates are written, as far as they say it.

    Attributes:
        order: ``dmy``, ``mdy``, or ``""``.
        calendar: as in `calendars`; empty for the Gregorian.
        needs_order: whether some date can be read in two ways, and none says which.
        doubts: what is not known or will be refused.
        stops: whether somebody must say the calendar or the order.
    """

    order: str = ""
    calendar: str = ""
    needs_order: bool = False
    doubts: tuple[Remark, ...] = ()
    stops: bool = False


def read_dates(
    values: Sequence[str], *, order: str = "", calendar: str = "", language: str = ""
) -> DateReading:
    """How a column's dates are written.

    Args:
        values: the column's values; those that are no dates in numbers say nothing.
        order: what the header says of the order.
        calendar: what the header says of the calendar; ``gregorian`` is one answer.
        language: of the header, ISO 639-3: Persian years of the 14th century are Jalali.
    """
    numbers = [found for found in map(date_numbers, values) if found is not None]
    doubts: list[Remark] = []
    year_last = [one for one in numbers if one[0] <= 31]
    if any(year <= 99 for *_, year in year_last):
        doubts.append(Remark("short_years"))
    years = [max(one) for one in numbers if max(one) > 99]
    found, sure = _calendar(years, numbers, calendar, language=language)
    if not sure:
        return DateReading(doubts=(*doubts, Remark("calendar")), stops=True)
    if found == "hijri":
        doubts.append(Remark("hijri"))
    # A date that can be read neither way, such as 31/13/1990, says nothing of the others.
    firsts = {"dmy" for one in year_last if one[0] > 12 >= one[1]}
    firsts |= {"mdy" for one in year_last if one[1] > 12 >= one[0]}
    if len(firsts) == 2:
        doubts.append(Remark("order_broken"))
        return DateReading(calendar=found, doubts=tuple(doubts))
    said = next(iter(firsts), order if order in ("dmy", "mdy") else "")
    ambiguous = any(one[0] <= 12 and one[1] <= 12 and one[0] != one[1] for one in year_last)
    return DateReading(said, found, needs_order=ambiguous and not said, doubts=tuple(doubts))


def _calendar(
    years: Sequence[int], numbers: Sequence[tuple[int, int, int]], said: str, *, language: str
) -> tuple[str, bool]:
    """The calendar of most years, and whether it is certain."""
    if said:
        return ("" if said == "gregorian" else said), True
    if not years:
        return "", True
    fitting = {
        name: sum(first <= year <= last for year in years) / len(years)
        for name, (first, last) in YEARS.items()
    }
    likely = [name for name, share in fitting.items() if share > OTHER_YEARS]
    if not likely:
        return "", True
    if len(likely) == 1:
        return likely[0], True
    # Years of the 14th century are both; a 31st day, or the header's language, tells them apart.
    days = [number for one in numbers for number in one if number <= 31]
    if max(days, default=0) > MOST_DAYS_OF_HIJRI or language == "fas":
        return "jalali", True
    return "", False
