"""Ties by pair and kind: how often, when, how much money, graded how, known by whom.

Dates are ISO text and may be partial: ``2024-05`` is any day of that month.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import fsum, isfinite

from hawkari.engines.disruption.probability import corroborated, tie_probability
from hawkari.engines.disruption.values import Strand, Tie
from hawkari.errors import BadInput

__all__ = ["check_tie", "earliest", "latest", "strands", "within"]

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d([T ]\d\d(:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
# Stands after every character of an ISO date, so that a partial date ends after all it may be.
_END = "~"


def earliest(date: str) -> str:
    """The lower bound of a partial date, comparable as text with other bounds."""
    return date


def latest(date: str) -> str:
    """The upper bound of a partial date, comparable as text with other bounds."""
    return date + _END


def check_tie(tie: Tie) -> None:
    """Refuse a tie whose parts cannot be read.

    Raises:
        BadInput: if the grade, the weight, a date or the amount is none, or it ends before it
            begins.
    """
    tie_probability(tie.grade, tie.weight)
    for date in (tie.first, tie.last):
        if date and not _DATE.fullmatch(date):
            raise BadInput(
                f"{date!r} is no ISO date", "Write 2024-05-31, 2024-05 or 2024, or leave it empty."
            )
    if tie.first and tie.last and latest(tie.last) < earliest(tie.first):
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
    dates = [date for tie in reports for date in (tie.first, tie.last) if date]
    return Strand(
        low=low,
        high=high,
        kind=kind,
        count=fsum(tie.weight for tie in reports),
        first=min(dates, key=earliest, default=""),
        last=max(dates, key=latest, default=""),
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
    """
    for tie in ties:
        first, last = tie.first or tie.last, tie.last or tie.first
        if first and earliest(first) <= latest(end) and latest(last) >= earliest(begin):
            yield tie
