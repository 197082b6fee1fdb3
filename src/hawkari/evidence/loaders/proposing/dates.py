"""How a column's dates are written: day or month first, and in which calendar; by the column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hawkari.evidence.loaders.calendars import YEARS
from hawkari.evidence.loaders.proposing.proposal import UNSURE, ColumnProposal, Remark
from hawkari.evidence.loaders.proposing.values import date_numbers
from hawkari.evidence.loaders.proposing.vocabulary import concepts
from hawkari.evidence.loaders.tables import Sample

__all__ = ["DateReading", "read_dates", "with_dates"]

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


def with_dates(columns: list[ColumnProposal], wide: Sample) -> list[ColumnProposal]:
    """Order and calendar of each date column; one that does not say which is asked."""
    readings = {}
    languages = Counter(one.language for one in columns if one.language)
    # A word that two languages share is of the one that the table is in.
    language = languages.most_common(1)[0][0] if languages else ""
    for one in filter(_is_dated, columns):
        readings[one.column] = read_dates(
            wide.values(one.column),
            order=one.options.order,
            calendar=one.options.calendar,
            language=language,
        )
    known = {reading.order: name for name, reading in readings.items() if reading.order}
    return [
        _dated(one, readings[one.column], known) if one.column in readings else one
        for one in columns
    ]


def _dated(one: ColumnProposal, reading: DateReading, known: dict[str, str]) -> ColumnProposal:
    """A date column with how it is read; `known` are the orders of the table's other columns."""
    found = one
    for doubt in reading.doubts:
        found = found.doubted(doubt.code, *doubt.filled, stops=reading.differs)
    if reading.needs_order and len(known) == 1:
        # What another column tells is shown, not taken: two columns may be of two hands.
        found = found.doubted("order_from", *known.values())
    elif reading.needs_order:
        found = found.doubted("order")
    if reading.stops or reading.needs_order:
        found = replace(found, state=UNSURE)
    options = replace(found.options, order=reading.order, calendar=reading.calendar)
    return replace(found, options=options)


def _is_dated(one: ColumnProposal) -> bool:
    """Whether a column becomes a date, so that its order matters; a note keeps it as written."""
    if not one.concept or one.target in ("notes", "ignore", ""):
        return False
    return concepts()[one.concept].kind == "date"
