"""The date and time that begin each message of an exported WhatsApp chat.

A phone writes all of one export in one form: order, marks between numbers, brackets, seconds, 12 or
24 hours. A line that begins with a date of another form is text that somebody wrote.
"""

import calendar
import re
from dataclasses import dataclass

from hawkari.evidence.loaders.digits import fold_digits

__all__ = ["MARKS", "Stamp", "stamp_of"]

FIRST_YEAR, LAST_YEAR = 2009, 2099
"""The service began in 2009."""

LONGEST_STAMP = 120
MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction, which phones put before, into and behind a date."""

# Every repetition is bounded and no two neighbours share a character: the time is linear.
_STAMP = re.compile(
    r"(?P<open>\[?)(?P<one>\d{1,4})(?P<mark>[./\-]\s?)(?P<two>\d{1,2})(?P=mark)(?P<three>\d{1,4})"
    r"\.?[,،]?\s(?P<clock>\d{1,2}[:.]\d{2}(?P<seconds>[:.]\d{2})?)"
    r"(?:\s?(?P<half>[^\d\]:\-–]{1,15}?))?(?P<close>\]|\s[\-–])\s"
)
# Before and after noon in English, Spanish, Arabic, Persian, Sorani, Kurmanji, Turkish, German,
# Vietnamese, Greek, Albanian and Somali, without dots, blanks and vowel marks; short as CLDR has
# them, and in full.
_BEFORE = frozenset({
    "am", "ص", "صباحا", "قظ", "قبلازظهر", "بن", "پن", "پێشنیوەڕۆ", "bn", "öö", "vorm",
    "sa", "πμ", "pd", "gh",
})  # fmt: skip
_AFTER = frozenset({
    "pm", "م", "مساء", "بظ", "بعدازظهر", "دن", "پاشنیوەڕۆ", "دواینیوەڕۆ", "pn", "ös", "nachm",
    "ch", "μμ", "md", "gd",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stamp:
    """The numbers of a date as written, in their order, and the clock time of 24 hours.

    `clock` is empty where the half of the day is not known. `form` is how the phone writes dates.
    """

    one: str
    two: str
    three: str
    clock: str
    written: str
    form: tuple[object, ...]

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders that a date of this form may be in."""
        if len(self.one) == 4:
            return ("ymd",)
        # Years of two digits come first in Quebec (24-03-13) and in Korea (24. 3. 13.) only.
        is_short = len(self.three) <= 2
        mark = str(self.form[2])
        return ("dmy", "mdy", "ymd") if is_short and mark in ("-", ". ") else ("dmy", "mdy")

    def day(self, order: str) -> str:
        """The date in ISO form, read in an order; empty if there is no such day since 2009.

        Years of two digits are of this century, because the service is of it.
        """
        numbers = (self.one, self.two, self.three)
        year, month, day = (int(numbers[order.index(part)]) for part in "ymd")
        year += 2000 if year < 100 else 0
        if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
            return ""
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return ""
        return f"{year}-{month:02}-{day:02}"


def stamp_of(line: str) -> tuple[Stamp, str] | None:
    """The stamp that a line begins with, and the rest of the line; None if it begins otherwise."""
    begun = line[:LONGEST_STAMP].lstrip(MARKS)[:1]
    if begun != "[" and not begun.isdecimal():
        return None
    places = [at for at, one in enumerate(line[:LONGEST_STAMP]) if one not in MARKS]
    found = _STAMP.match("".join(line[at] for at in places))
    if found is None:
        return None
    return _stamp(found), line[places[found.end() - 1] + 1 :]


def _stamp(found: re.Match[str]) -> Stamp:
    one, two, three = (fold_digits(found[name]) for name in ("one", "two", "three"))
    half = re.sub(r"[\W_]", "", fold_digits(found["half"] or "")).casefold()
    clock = _clock(fold_digits(found["clock"]).replace(".", ":"), half)
    written = fold_digits(found[0]).strip("[]- –")
    form = (
        found["open"], len(one) == 4, found["mark"].replace("\u00a0", " "),
        bool(found["seconds"]), bool(half), found["close"].strip(), found["one"].isascii(),
    )  # fmt: skip
    return Stamp(one, two, three, clock, written, form)


def _clock(written: str, half: str) -> str:
    """A clock time of 24 hours; empty where its half of the day is in no language that is known."""
    hour, _, rest = written.partition(":")
    if not half:
        return f"{hour.zfill(2)}:{rest}"
    if half not in _BEFORE | _AFTER or not 1 <= int(hour) <= 12:
        return ""
    return f"{int(hour) % 12 + (12 if half in _AFTER else 0):02}:{rest}"
