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
        order: ``dmy``, ``mdy``, ``ymd`` where that was said, or ``""``.
        calendar: as in `calendars`; empty for the Gregorian.
        needs_order: whether some date can be read in two ways, and none says which.
        doubts: what is not known or will be refused.
        stops: whether somebody must say the calendar or the order.
        differs: whether cells contradict the order that was said.
    """

    order: str = ""
    calendar: str = ""
    needs_order: bool = False
    doubts: tuple[Remark, ...] = ()
    stops: bool = False
    differs: bool = False


def read_dates(
    values: Sequence[str], *, order: str = "", calendar: str = "", language: str = ""
) -> DateReading:
    """How a column's dates are written.

    Args:
        values: the column's values; those that are no dates in numbers say nothing.
        order: what is said of the order, by the header, a person or the source's last file; no
            cell outvotes it.
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
    dmy = sum(one[0] > 12 >= one[1] for one in year_last)
    mdy = sum(one[1] > 12 >= one[0] for one in year_last)
    if order:
        others = {"dmy": mdy, "mdy": dmy}.get(order, len(year_last))
        if others:
            doubts.append(Remark("order_differs", (order, str(others), str(len(year_last)))))
        return DateReading(order, found, doubts=tuple(doubts), differs=others > 0)
    if dmy and mdy:
        doubts.append(Remark("order_broken"))
        return DateReading("", found, doubts=tuple(doubts), stops=True)
    ambiguous = any(one[0] <= 12 and one[1] <= 12 and one[0] != one[1] for one in year_last)
    told = "dmy" if dmy else "mdy" if mdy else ""
    return DateReading(told, found, needs_order=ambiguous and not told, doubts=tuple(doubts))


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
