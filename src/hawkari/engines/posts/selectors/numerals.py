"""Numbers written as words, put into a text as digits where a phone or a price is meant."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from hawkari.engines.posts.selectors.folding import Folded, fold
from hawkari.engines.posts.selectors.words import Token, rows, tokens

__all__ = ["with_digits"]

LEAST_OF_A_PHONE = 7
LEAST_WORDS = 3
LEAST_DIFFERENT = 2
"""Words of numbers that a post must have for a phone to be spelt in it."""
LEAST_OF_A_PRICE = 100
LEAST_GERMAN = 10
DOUBLE = "double"
_GAP = re.compile(r"[\s,.\-–/*•]*")
_SIGN = re.compile("[€£$]")
_DIGITS_AROUND = re.compile(r"[\d+][\d\s().\-]{0,16}$")
_TIMES = re.compile(r"(?<![\d.,])(?P<times>\d{1,3})\s?$")
_DIGITS_BEHIND = re.compile(r"[\s.\-]{0,2}\d[\d\s.\-]{0,16}")


@dataclass(slots=True)
class _Language:
    """The words of a language's numbers: folded word to value."""

    values: dict[str, int] = field(default_factory=dict)
    joining: frozenset[str] = frozenset()
    plus: frozenset[str] = frozenset()
    double: frozenset[str] = frozenset()
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of one language that follow one another and are numbers."""

    start: int
    end: int
    pieces: tuple[str, ...]
    words: int


def with_digits(folded: Folded, words: Sequence[Token], *, currencies: Iterable[int]) -> Folded:
    """The text with digits for words, where so many stand together or a currency follows.

    Args:
        folded: the text.
        words: its tokens.
        currencies: where words for a currency begin.
    """
    present = {word for word, _, _ in words}
    present |= {"tausend" for word in present if "tausend" in word}
    known = present & _all_words()
    money = set(currencies)
    is_price = not known.isdisjoint(_large_words())
    if len(known) < LEAST_DIFFERENT and not (is_price and (money or _SIGN.search(folded.text))):
        return folded
    found: list[tuple[int, int, str]] = []
    for language in _languages():
        if language.values.keys().isdisjoint(present):
            continue
        for run in _runs(folded.text, words, language):
            begin, digits = _as_digits(folded.text, run, money)
            if digits and all(run.end <= start or end <= begin for start, end, _ in found):
                found.append((begin, run.end, digits))
    return folded.replaced(sorted(found)) if found else folded


def _as_digits(text: str, run: _Run, money: set[int]) -> tuple[int, str]:
    """Where a run begins and its digits; none where it is neither a phone nor a price."""
    joined = "".join(run.pieces)
    if run.words >= LEAST_WORDS and len(run.pieces) > 1:
        before = _DIGITS_AROUND.search(text, max(0, run.start - 18), run.start)
        behind = _DIGITS_BEHIND.match(text, run.end)
        around = (before.group() if before else "") + (behind.group() if behind else "")
        if len(joined) + sum(map(str.isdigit, around)) >= LEAST_OF_A_PHONE:
            return run.start, joined
    following = run.end + len(text[run.end :]) - len(text[run.end :].lstrip())
    is_money = following in money or text[following : following + 1] in ("€", "£", "$")
    if (
        not is_money
        or not joined.isdigit()
        or len(run.pieces) != 1
        or int(joined) < LEAST_OF_A_PRICE
    ):
        return run.start, ""
    before = _TIMES.search(text, max(0, run.start - 5), run.start)
    if before is None:
        return run.start, joined
    # "3 thousand five hundred": the digits belong to the first word; "3 thousand" is read as it is.
    size = 1000 if joined[0] == "1" and len(joined) == 4 else 0
    if run.words == 1 or not size:
        return run.start, ""
    return before.start("times"), str(int(before["times"]) * size + int(joined) - size)


def _runs(text: str, words: Sequence[Token], language: _Language) -> Iterator[_Run]:
    values: list[tuple[int | str, bool]] = []
    start = end = count = 0
    joined = False
    for word, begin, stop in words:
        value = _value(word, language)
        near = bool(values) and _GAP.fullmatch(text, end, begin) is not None
        if value is not None and (near or not values):
            start = start if values else begin
            values.append((value, joined or _is_joined(word, language)))
            end, joined, count = stop, False, count + 1
            continue
        if near and word in language.joining and not joined:
            joined = True
            end_of_word = stop
            if _GAP.fullmatch(text, end_of_word, end_of_word + 1) is not None:
                end = end_of_word if _next_is_number(words, stop, language) else end
                continue
        if values:
            yield _Run(start, end, tuple(_pieces(values, language)), count)
        values, count, joined = [], 0, False
        if value is not None:
            values, start, end, count = [(value, False)], begin, stop, 1
    if values:
        yield _Run(start, end, tuple(_pieces(values, language)), count)


def _next_is_number(words: Sequence[Token], place: int, language: _Language) -> bool:
    following = next((word for word, begin, _ in words if begin >= place), "")
    return _value(following, language) is not None


def _value(word: str, language: _Language) -> int | str | None:
    if word in language.values:
        return language.values[word]
    if word in language.plus:
        return "+"
    if word in language.double:
        return DOUBLE
    if language.code == "ar" and word[:1] == "و":  # "and" is hung on the word behind it
        return language.values.get(word[1:])
    return _german(word, language) if language.code == "de" and len(word) > LEAST_GERMAN else None


def _german(word: str, language: _Language) -> int | None:
    """German writes a number as one word: ``dreitausendfünfhundert``."""
    for name, size in (("tausend", 1000), ("hundert", 100)):
        head, found, rest = word.partition(name)
        if found:
            first = _value(head, language) if head else 1
            second = _value(rest, language) if rest else 0
            if isinstance(first, int) and isinstance(second, int):
                return first * size + second
            return None
    return None


def _is_joined(word: str, language: _Language) -> bool:
    return language.code == "ar" and word not in language.values


def _pieces(values: Sequence[tuple[int | str, bool]], language: _Language) -> Iterator[str]:
    """The numbers of a run, one behind the other: "seven, seventy" are 7 and 70."""
    count = _Count(language)
    is_double = False
    for place, (value, joined) in enumerate(values):
        if isinstance(value, str):
            yield from count.taken()
            is_double = value == DOUBLE
            if not is_double:
                yield value
            continue
        following = values[place + 1][0] if place + 1 < len(values) else None
        if not count.goes_on(value, joined=joined, following=following):
            yield from count.taken()
            count.begin(value)
            if is_double and value < 10:
                yield str(value)
        is_double = False
    yield from count.taken()


@dataclass(slots=True)
class _Count:
    """One number as its words come: "six thousand, five hundred"."""

    language: _Language
    whole: int = 0
    part: int = 0
    last: int = -1

    def begin(self, value: int) -> None:
        """Take the first word."""
        self.whole, self.part = (value, 0) if value >= 1000 else (0, value)
        self.last = value

    def taken(self) -> Iterator[str]:
        """The number so far, if any, and none after it."""
        if self.last >= 0:
            yield str(self.whole + self.part)
        self.whole, self.part, self.last = 0, 0, -1

    def goes_on(self, value: int, *, joined: bool, following: int | str | None) -> bool:
        """Whether the next word belongs to the number, which then has it."""
        if self.last < 0:
            return False
        if value >= 1000 and self.part > 0:
            self.whole, self.part, self.last = self.whole + self.part * value, 0, value
        elif value == 100 and 0 < self.part < 10:
            self.part, self.last = self.part * 100, 100
        elif self.language.code == "fr" and (self.last, value) == (4, 20):
            self.part, self.last = self.part + 76, 80
        elif self._adds(value, joined=joined) and not self._is_spelt(value, joined, following):
            self.part += value
            self.last = self.part if self.language.code == "fr" and self.part < 100 else value
        else:
            return False
        return True

    def _adds(self, value: int, *, joined: bool) -> bool:
        last = self.last
        if value == 0 or value >= 1000:
            return False
        if last >= 100:
            return last >= 1000 or value < 100
        if self.language.code == "fr" and last in (60, 80):
            return value < 20
        if joined and 0 < last < 10 and value % 10 == 0:
            return self.language.code in ("ar", "de")
        return 20 <= last < 100 and last % 10 == 0 and value < 10

    def _is_spelt(self, value: int, joined: bool, following: int | str | None) -> bool:  # noqa: FBT001
        """Whether single digits follow a hundred: "nine hundred, one two three"."""
        digits = value < 10 and isinstance(following, int) and following < 10
        return self.last >= 100 and not joined and digits


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for language in _languages() for word in language.values)


@cache
def _large_words() -> frozenset[str]:
    every = (item for language in _languages() for item in language.values.items())
    return frozenset(word for word, value in every if value >= LEAST_OF_A_PRICE)


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(_language(row) for row in rows("numbers.tsv"))


def _language(row: dict[str, str]) -> _Language:
    values: dict[str, int] = {}
    for place, written in enumerate(row["tens"].split(" "), 1):
        values |= dict.fromkeys(_folded(written), place * 10)
    small = [_folded(names) for names in row["small"].split(" ")]
    for number, names in enumerate(small):
        values |= dict.fromkeys(names, number)
    tens = [_folded(names) for names in row["tens"].split(" ")]
    for large, size in ((row["hundred"], 100), (row["thousand"], 1000)):
        for word in _folded(large):
            values[word] = size
            for number in range(1, 10):
                values |= {one + word: number * size for one in small[number]}
    values |= _joined(row["language"], small, tens)
    return _Language(
        values,
        frozenset(_folded(row["and"])),
        frozenset(_folded(row["plus"])),
        frozenset(_folded(row["double"])),
        row["language"],
    )


def _joined(code: str, small: Sequence[list[str]], tens: Sequence[list[str]]) -> dict[str, int]:
    """What a language writes as one word."""
    if code == "de":
        return {
            f"{one}und{ten}": number + place * 10
            for number in range(1, 10)
            for one in small[number]
            for place, names in enumerate(tens, 1)
            for ten in names
        }
    irregular = _IRREGULAR.get(code, {})
    return {one: value for names, value in irregular.items() for one in _folded(names)}


_IRREGULAR = {
    "fa": {"دویست": 200, "سیصد": 300, "پانصد|پونصد": 500, "هفتصد": 700, "نهصد": 900},
    "ar": {
        "مئتين|مئتان|ميتين": 200,
        "ثلاثمائة|ثلاثمئة|ثلثمية|تلتمية": 300,
        "أربعمائة|اربعمئة|أربعمئة|اربعمية": 400,
        "خمسمائة|خمسمئة|خمسمية": 500,
        "ستمائة|ستمئة|ستمية": 600,
        "سبعمائة|سبعمئة|سبعمية": 700,
        "ثمانمائة|ثمانمئة|ثمنمية": 800,
        "تسعمائة|تسعمئة|تسعمية": 900,
        "ألفين|الفين|ألفان": 2000,
    },
    "ckb": {"دووسەد|دوسەد": 200, "سێسەد": 300},
    "vi": {"mươi": 10},
}


def _folded(names: str) -> list[str]:
    """Names split at strokes; a name of several words counts by its one folded token."""
    found = []
    for name in names.split("|"):
        words = tokens(fold(name).text)
        if len(words) == 1:
            found.append(words[0][0])
    return found
