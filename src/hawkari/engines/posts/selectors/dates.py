"""Days that a post names: as digits, by the name of a month, or counted from its own day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hawkari.engines.posts.selectors.folding import Folded
from hawkari.engines.posts.selectors.values import DateHit
from hawkari.engines.posts.selectors.words import Found

__all__ = ["DATE_KINDS", "gregorian", "read_dates"]

DATE_KINDS = frozenset({"day", "week", "weekday", "month", "jalali"})
_YEAR = r"(?P<year>(?:19|20|13|14)\d\d)"
_DAY_FIRST = re.compile(
    rf"(?<![\d/.+-])(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)"
    rf"(?:{_YEAR}|(?P<short>\d\d))(?![\d/-])"
)
_YEAR_FIRST = re.compile(
    rf"(?<![\d/.+-]){_YEAR}(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d/-])"
)
_DAY_BEFORE = re.compile(
    r"(?<![\d.,/])(?P<day>\d{1,2})(?:st|nd|rd|th|er|e|i|\.|ی|ê)?\s?(?:of |de |û )?$"
)
_DAY_BEHIND = re.compile(r"\s?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:/])")
_YEAR_BEHIND = re.compile(r"[\s,']{0,3}(?:سال |of |de )?(?P<year>(?:19|20|13|14)\d\d)(?!\d)")
_EVERY = re.compile(
    r"(?:every|all|her|hemu|her|هه?مو|ههر|هر|کل|chaque|tous les|jede[nrs]?|cdo|moi|هره)\s$"
)
LAST_JALALI_YEAR = 1499
_HALF_A_YEAR = 183
_WEEK = 7


def read_dates(folded: Folded, words: Sequence[Found], at: date | None) -> tuple[DateHit, ...]:
    """The days of a post in order.

    Args:
        folded: the post.
        words: what was found in it of `DATE_KINDS`.
        at: its own day; without it, words such as "tomorrow" and dates without a year are left.
    """
    found = [*_in_digits(folded)] if _has_digit(folded.text) else []
    for word in words:
        hit = _of_word(folded, word, at)
        if hit is not None:
            found.append(hit)
    seen: dict[tuple[date, date], DateHit] = {}
    for one in sorted(found, key=lambda one: one.span):
        seen.setdefault((one.first, one.last), one)
    return tuple(seen.values())


def _has_digit(text: str) -> bool:
    return any(one in text for one in "/.-") and any(map(str.isdigit, text))


def _in_digits(folded: Folded) -> Iterator[DateHit]:
    for pattern, rule in ((_YEAR_FIRST, "year, month, day"), (_DAY_FIRST, "day, month, year")):
        for one in pattern.finditer(folded.text):
            year = one["year"] or "20" + one.groupdict().get("short", "")
            day = _day(int(year), int(one["month"]), int(one["day"]))
            if day is None:
                continue
            solar = int(year) <= LAST_JALALI_YEAR
            said = f"{rule}, Solar Hijri" if solar else rule
            guessed = one["year"] is None
            yield DateHit(day, day, folded.span(one.start(), one.end()), said, guessed)


def _of_word(folded: Folded, word: Found, at: date | None) -> DateHit | None:
    number = int(word.entry.meaning)
    kind = word.entry.kind
    if kind in ("month", "jalali"):
        return _of_month(folded, word, at)
    if at is None or _EVERY.search(folded.text, max(0, word.start - 8), word.start):
        return None
    first = last = at
    if kind == "day":
        first = last = at + timedelta(days=number)
    elif kind == "week":
        first = at + timedelta(days=_WEEK * number - at.weekday())
        last = first + timedelta(days=_WEEK - 1)
    else:
        first = last = at + timedelta(days=(number - at.weekday()) % _WEEK)
    span = folded.span(word.start, word.end)
    return DateHit(first, last, span, "counted from the post's day", guessed=True)


def _of_month(folded: Folded, word: Found, at: date | None) -> DateHit | None:
    text = folded.text
    before = _DAY_BEFORE.search(text, max(0, word.start - 10), word.start)
    behind = None if before else _DAY_BEHIND.match(text, word.end)
    day = before or behind
    if day is None:
        return None
    start = day.start("day") if before else word.start
    end = behind.end() if behind else word.end
    year = _YEAR_BEHIND.match(text, end)
    month = int(word.entry.meaning)
    end = year.end() if year else end
    read: date | None = None
    if year:
        read = _day(int(year["year"]), month, int(day["day"]))
    elif at is not None:
        read = _nearest(month, int(day["day"]), at, is_solar=word.entry.kind == "jalali")
    if read is None:
        return None
    rule = "day and month by name"
    return DateHit(read, read, folded.span(start, end), rule, guessed=year is None)


def _nearest(month: int, day: int, at: date, *, is_solar: bool) -> date | None:
    """The day of the year in which it lies nearest to the post."""
    year = at.year - 621 if is_solar else at.year
    days = [one for step in (-1, 0, 1) if (one := _day(year + step, month, day))]
    near = [one for one in days if abs((one - at).days) <= _HALF_A_YEAR]
    return near[0] if near else None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    if year <= LAST_JALALI_YEAR:
        return gregorian(year, month, day)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def gregorian(year: int, month: int, day: int) -> date | None:
    """A day of the Solar Hijri calendar of Iran and Afghanistan; None if the month has no such day.

    Leap years follow the cycle of 33 years, which is right from 1244 to 1502 (1865 to 2124).
    """
    longest = 31 if month <= 6 else 30
    if month == 12 and not _is_leap(year):
        longest = 29
    if not 1 <= day <= longest:
        return None
    days = (month - 1) * 31 - max(0, month - 7) + day - 1
    years = range(_FIRST[0], year) if year >= _FIRST[0] else range(year, _FIRST[0])
    span = sum(366 if _is_leap(one) else 365 for one in years)
    begin = _FIRST[1] + timedelta(days=span if year >= _FIRST[0] else -span)
    return begin + timedelta(days=days)


_FIRST = (1403, date(2024, 3, 20))  # 1 Farvardin of a leap year


def _is_leap(year: int) -> bool:
    return year % 33 in _LEAP


_LEAP = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
