"""Ties by pair and kind: how often, when, how much money, graded how, known by whom.

Dates are ISO text and may be partial: ``2024-05`` is any day of that month. A time with an offset
is brought to UTC before it is compared; what has none is taken to be in UTC.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from math import fsum, isfinite

from hawkari.engines.disruption.probability import corroborated, tie_probability
from hawkari.engines.disruption.values import Strand, Tie
from hawkari.errors import BadInput

__all__ = ["check_tie", "earliest", "latest", "span", "strands", "within"]

_DATE = re.compile(
    r"(?P<day>\d{4}(-\d\d(-\d\d)?)?)"
    r"((?<=-\d\d-\d\d)[T ](?P<hour>\d\d)(:(?P<minute>\d\d)(?P<rest>:[0-5]\d(\.\d+)?)?)?"
    r"(Z|(?P<sign>[+-])(?P<hours>[01]\d):(?P<minutes>[0-5]\d))?)?",
    re.ASCII,
)
# Stands after every character of an ISO date, so that a partial date ends after all it may be.
_END = "~"


def earliest(date: str) -> str:
    """The lower bound of a partial date, comparable as text with other bounds.

    Args:
        date: ISO date or time, or ``""``, which comes before all.

    Returns:
        The date as it stands; a time in UTC, after ``T`` and without an offset.

    Raises:
        BadInput: if it is no such date, or a whole hour by a clock that is not whole hours off UTC.
    """
    return _in_utc(date) if date else ""


def latest(date: str) -> str:
    """The upper bound of a partial date, comparable as text with other bounds; as `earliest`."""
    return earliest(date) + _END


def span(dates: Collection[str]) -> tuple[str, str]:
    """The earliest and the latest of some dates as they were written, ``""`` if there are none."""
    # Two ways to write one moment go by their text, so that their order does not matter.
    return (
        min(dates, key=lambda date: (earliest(date), date), default=""),
        max(dates, key=lambda date: (latest(date), date), default=""),
    )


@lru_cache(maxsize=4096)
def _in_utc(date: str) -> str:
    try:
        return _shifted(_DATE.fullmatch(date))
    except (ValueError, OverflowError) as problem:
        raise BadInput(
            f"{date!r} is no ISO date",
            "Write 2024-05-31, 2024-05, 2024, or 2024-05-31T09:30+03:00, or leave it empty.",
        ) from problem


def _shifted(match: "re.Match[str] | None") -> str:
    if match is None:
        raise ValueError
    day, hour, minute = match["day"], match["hour"], match["minute"]
    moment = datetime.fromisoformat(day + "-01" * ((len("2024-05-31") - len(day)) // len("-01")))
    if hour is None:
        return day
    away = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
    if minute is None and away % timedelta(hours=1):
        raise ValueError  # half of one hour and half of the next: no partial date says that
    moment = moment.replace(hour=int(hour), minute=int(minute or 0))
    moment = moment + away if match["sign"] == "-" else moment - away
    size = len("2024-05-31T09") if minute is None else len("2024-05-31T09:30")
    return moment.isoformat()[:size] + (match["rest"] or "")


def check_tie(tie: Tie) -> None:
    """Refuse a tie whose parts cannot be read.

    Raises:
        BadInput: if the grade, the weight, a date or the amount is none, or it ends before it
            begins.
    """
    tie_probability(tie.grade, tie.weight)
    first, last = earliest(tie.first), latest(tie.last)
    if tie.last and last < first:
        raise BadInput(
            f"the last sighting {tie.last} comes before the first {tie.first}",
            "Exchange the two, or leave one empty.",
        )
    if tie.amount is not None and not (tie.amount >= 0 and isfinite(tie.amount)):
        raise BadInput(
            f"{tie.amount!r} is no amount of money",
            "Give 0 or more, from who pays to who is paid, or leave it empty.",
        )


def strands(ties: Iterable[Tie]) -> list[Strand]:
    """Everything reported, one strand for each pair and kind, by low end, high end and kind.

    The order of the input has no influence, nor has direction except for money. Ties of a person
    with themselves are left out.

    Raises:
        BadInput: as `check_tie`.
    """
    found: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        check_tie(tie)
        if tie.source != tie.target:
            low, high = sorted((tie.source, tie.target))
            found[low, high, tie.kind].append(tie)
    return [_strand(key, found[key]) for key in sorted(found)]


def _strand(key: tuple[str, str, str], reports: list[Tie]) -> Strand:
    low, high, kind = key
    seen: dict[tuple[str, str], list[float]] = defaultdict(list)
    for tie in reports:
        seen[tie.origin, tie.grade.strip().upper()].append(tie.weight)
    first, last = span([date for tie in reports for date in (tie.first, tie.last) if date])
    return Strand(
        low=low,
        high=high,
        kind=kind,
        count=fsum(tie.weight for tie in reports),
        first=first,
        last=last,
        paid=fsum(tie.amount or 0.0 for tie in reports if tie.source == low),
        returned=fsum(tie.amount or 0.0 for tie in reports if tie.source == high),
        grades=tuple(sorted({grade for _, grade in seen})),
        origins=tuple(sorted({origin for origin, _ in seen})),
        probability=corroborated({report: fsum(weights) for report, weights in seen.items()}),
    )


def within(ties: Iterable[Tie], begin: str, end: str) -> Iterator[Tie]:
    """Ties that may have been seen in a period; undated ones are in none.

    A tie is taken whole: how its sightings spread between its first and last is not known.

    Args:
        ties: as reported, in any order, which is kept.
        begin: ISO date, may be partial: the period begins with its first day.
        end: ISO date, may be partial: the period ends with its last day.

    Raises:
        BadInput: if a date is none.
    """
    for tie in ties:
        first, last = tie.first or tie.last, tie.last or tie.first
        if first and earliest(first) <= latest(end) and latest(last) >= earliest(begin):
            yield tie
