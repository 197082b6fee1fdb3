"""What each kind of official rule asks, as the ruleset's specification says it."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from hawkari.engines.iati.dates import day_of, day_of_moment, year_later
from hawkari.engines.iati.paths import Path, text_of
from hawkari.engines.iati.rules import Case

__all__ = ["KINDS", "Asked", "holds"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what a case is asked.

    Attributes:
        element: the element that the case looks from.
        value: the value of the loop that the case is in; empty outside of loops.
        today: the day on which nothing may be in the future.
    """

    element: Any
    value: str
    today: date


Check = Callable[[Case, Asked], bool]

# What the official code's trim takes off, the byte order mark included.
_SPACES = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_MONEY = ("value", "forecast", "loan-status")
_ALL: Mapping[str, Path] = MappingProxyType({
    "lang": Path("descendant::narrative[not(@xml:lang)]"),
    "sector": Path("transaction[not(sector)]"),
    "currency": Path(" | ".join(f"descendant::{name}[not(@currency)]" for name in _MONEY)),
})  # fmt: skip


def holds(case: Case, at: Asked) -> bool:
    """Whether a case holds of an element; true also where its condition does not apply."""
    if case.condition is not None and not case.condition(at.element, at.value):
        return True
    return KINDS[case.kind](case, at)


def _count(case: Case, at: Asked) -> int:
    return sum(len(path(at.element, at.value)) for path in case.paths)


def _atleast_one(case: Case, at: Asked) -> bool:
    return any(path(at.element, at.value) for path in case.paths)


def _no_more_than_one(case: Case, at: Asked) -> bool:
    return _count(case, at) <= 1


def _only_one_of(case: Case, at: Asked) -> bool:
    found = _count(case, at)
    if any(path(at.element, at.value) for path in case.settings["excluded"]):
        return found == 0
    return found == 1


def _dependent(case: Case, at: Asked) -> bool:
    return len({bool(path(at.element, at.value)) for path in case.paths}) <= 1


def _one_or_all(case: Case, at: Asked) -> bool:
    if case.settings["one"](at.element, at.value):
        return True
    every = _ALL.get(case.settings["all"])
    return every is None or not every(at.element, at.value)


def _unique(case: Case, at: Asked) -> bool:
    found = texts(case.paths, at)
    return len(set(found)) == len(found)


def _if_then(case: Case, at: Asked) -> bool:
    asked = case.settings
    return not asked["if"](at.element, at.value) or bool(asked["then"](at.element, at.value))


def _startswith(case: Case, at: Asked) -> bool:
    prefixes = case.settings.get("prefix") or (case.settings["start"],)
    starts = tuple(text + case.settings["separator"] for text in texts(tuple(prefixes), at))
    return all(text.startswith(starts) for text in texts(case.paths, at))


def _regex_matches(case: Case, at: Asked) -> bool:
    pattern = re.compile(case.settings["regex"])
    return all(pattern.search(text) for text in texts(case.paths, at))


def _regex_no_matches(case: Case, at: Asked) -> bool:
    pattern = re.compile(case.settings["regex"])
    return not any(pattern.search(text) for text in texts(case.paths, at))


def _no_spaces(case: Case, at: Asked) -> bool:
    return all(text == text.strip(_SPACES) for text in texts(case.paths, at))


def _numbers(case: Case, at: Asked) -> list[Fraction | None]:
    return [_exact(text) for text in texts(case.paths, at)]


def _exact(text: str) -> Fraction | None:
    """A number without rounding; None for what is none. Empty counts as 0, as officially."""
    stripped = text.strip(_SPACES)
    if not stripped:
        return Fraction(0)
    # An exponent of many digits would take all memory: such a text is no percentage.
    if len(stripped) <= 64 and re.fullmatch(
        r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?", stripped, re.ASCII | re.IGNORECASE
    ):
        with suppress(ValueError, ArithmeticError):
            return Fraction(Decimal(stripped))
    return None


def _sum(case: Case, at: Asked) -> bool:
    return not _count(case, at) or _strict_sum(case, at)


def _strict_sum(case: Case, at: Asked) -> bool:
    total = Fraction(0)
    for number in _numbers(case, at):
        if number is None:
            return False
        total += number
    return total == Fraction(str(case.settings["sum"]))


def _range(case: Case, at: Asked) -> bool:
    least, most = case.settings.get("min"), case.settings.get("max")
    return all(
        number is not None
        and (least is None or number >= Fraction(str(least)))
        and (most is None or number <= Fraction(str(most)))
        for number in _numbers(case, at)
    )


def _first_day(path: Path, at: Asked) -> date | None:
    """The day that a path finds first: the official code looks no further."""
    found = texts((path,), at)
    return day_of(found[0]) if found else None


def _date_order(case: Case, at: Asked) -> bool:
    less, more = (
        _first_day(case.settings[key], at) if key in case.settings else at.today
        for key in ("less", "more")
    )
    return less is None or more is None or less <= more


def _date_now(case: Case, at: Asked) -> bool:
    found = texts((case.settings["date"],), at)
    day = day_of_moment(found[0]) if found else None
    return day is None or day <= at.today


def _time_limit(case: Case, at: Asked) -> bool:
    start, end = (_first_day(case.settings[key], at) for key in ("start", "end"))
    return start is None or end is None or end <= year_later(start)


def _between_dates(case: Case, at: Asked) -> bool:
    day, start, end = (_first_day(case.settings[key], at) for key in ("date", "start", "end"))
    return day is None or start is None or end is None or start <= day <= end


KINDS: Mapping[str, Check] = MappingProxyType({
    "atleast_one": _atleast_one,
    "no_more_than_one": _no_more_than_one,
    "only_one_of": _only_one_of,
    "dependent": _dependent,
    "one_or_all": _one_or_all,
    "unique": _unique,
    "if_then": _if_then,
    "startswith": _startswith,
    "regex_matches": _regex_matches,
    "regex_no_matches": _regex_no_matches,
    "no_spaces": _no_spaces,
    "sum": _sum,
    "strict_sum": _strict_sum,
    "range": _range,
    "date_order": _date_order,
    "date_now": _date_now,
    "time_limit": _time_limit,
    "between_dates": _between_dates,
})  # fmt: skip


def texts(paths: tuple[Path, ...], at: Asked) -> list[str]:
    """The texts of all that some paths find."""
    return [text_of(found) for path in paths for found in path(at.element, at.value)]
