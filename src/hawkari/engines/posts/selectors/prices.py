"""Amounts of money, with their currency."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from hawkari.engines.posts.selectors.folding import Folded
from hawkari.engines.posts.selectors.values import PriceHit
from hawkari.engines.posts.selectors.words import Found

__all__ = ["PRICE_KINDS", "read_prices"]

PRICE_KINDS = frozenset({"currency", "slang", "thousand", "million"})
_SYMBOLS = {"€": "EUR", "£": "GBP", "$": "USD", "₺": "TRY", "₫": "VND", "﷼": "IRR"}
_SYMBOL = "[" + "".join(_SYMBOLS) + "]"
_GROUPED = r"\d{1,3}(?:[.,' ]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?"
_NUMBER = re.compile(
    rf"(?P<before>{_SYMBOL})?\s?(?<![\w.,+/])(?P<number>{_GROUPED}|\d{{1,9}}(?:[.,]\d{{1,2}}(?!\d))?)"
    rf"(?P<k>\s?k(?![^\W\d_]))?(?P<bar>/-)?(?![\d/:])\s?(?P<after>{_SYMBOL}(?!\s?\d))?"
)
_SIGN_BEHIND = re.compile(rf"(?:us ?)?(?P<sign>{_SYMBOL})(?!\s?\d)")
# Digits right before a number grouped by spaces: then the groups may belong to something else.
# A group of seven or more is a whole number of its own, and so ends before them.
_DIGIT_BEFORE = re.compile(r"(?:(?<!\d)\d{1,6}|\+)[ .()-]{0,2}$")
# Where a passage is paid in these, millions are ordinary; elsewhere they are no price of one.
_SMALL_UNITS = frozenset({"IRR", "IQD", "VND", "SYP", "LBP", "AFN"})
_TOMAN = "IRT"
RIALS_A_TOMAN = 10
_RANGE = re.compile(r"\s?(?:-|to|ta|تا|bo|بو|الی|heta|bis)\s?$")


@dataclass(frozen=True, slots=True)
class _Amount:
    amount: Decimal
    start: int
    end: int
    currency: str = ""
    is_millions: bool = False
    rule: str = ""
    guessed: bool = False


def read_prices(
    folded: Folded, words: Sequence[Found]
) -> tuple[tuple[PriceHit, ...], tuple[tuple[int, int], ...]]:
    """The prices of a post in order, and the stretches of the folded text that they take.

    Args:
        folded: the post.
        words: what was found in it of `PRICE_KINDS`.
    """
    starting = {one.start - len(one.before): one for one in words}
    ending = {one.end: one for one in words if one.entry.kind == "currency"}
    amounts = [_with_words(one, folded.text, starting) for one in _numbers(folded.text)]
    for one in amounts:
        ending.pop(one.end, None)  # a word that one number has is not the next one's
    amounts = [
        one if one.currency else _with_word_before(one, folded.text, ending) for one in amounts
    ]
    hits = []
    for one in _with_ranges(amounts, folded.text):
        if not one.currency or (one.is_millions and one.currency not in _SMALL_UNITS | {_TOMAN}):
            continue
        amount, currency = one.amount, one.currency
        if currency == _TOMAN:
            amount, currency = amount * RIALS_A_TOMAN, "IRR"
        if amount > 0:
            span = folded.span(one.start, one.end)
            hits.append((PriceHit(amount, currency, span, one.rule, one.guessed), one))
    return tuple(hit for hit, _ in hits), tuple((one.start, one.end) for _, one in hits)


def _numbers(text: str) -> Iterator[_Amount]:
    at = 0
    while (found := _NUMBER.search(text, at)) is not None:
        start, end = found.start(), found.end("number")
        number = found["number"]
        if " " in number and _DIGIT_BEFORE.search(text, max(0, start - 10), start):
            at = start + number.index(" ") + 1
            continue
        at = max(end, found.start() + 1)
        currency = _SYMBOLS.get(found["before"] or found["after"] or "", "")
        amount = _amount(number)
        if found["k"]:
            amount, end = amount * 1000, found.end("k")
        if found["bar"]:  # "5000/-" says that nothing follows
            end = found.end("bar")
        if found["after"] and not found["before"]:
            end = found.end("after")
        start = start if found["before"] else found.start("number")
        rule = "amount with a sign" if currency else ""
        yield _Amount(amount, start, end, currency, rule=rule)


def _amount(number: str) -> Decimal:
    """The value of digits with points, commas or spaces between: groups of three are thousands."""
    parts = re.split(r"[.,' ]", number)
    if len(parts) > 1 and len(parts[-1]) < 3:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def _with_words(one: _Amount, text: str, starting: dict[int, Found]) -> _Amount:
    """With the words behind it: thousand, million, and the currency."""
    amount, end, is_millions, currency = one.amount, one.end, False, one.currency
    rule, guessed = one.rule, False
    for _ in range(3):
        place = end
        while place < len(text) and text[place] in " \u00a0.'" and place - end < 2:
            place += 1
        sign = None if currency else _SIGN_BEHIND.match(text, place)
        if sign:
            currency, end, rule = _SYMBOLS[sign["sign"]], sign.end(), "amount with a sign"
            continue
        word = starting.get(place)
        if word is None or (word.entry.kind == "currency" and currency):
            break
        kind, meaning = word.entry.kind, word.entry.meaning
        if kind == "thousand" and amount < 1000:
            amount *= 1000
        elif kind == "million":
            is_millions, amount = True, amount * 1_000_000
        elif kind == "currency" and _belongs_to_next(one, word.end, text):
            break
        elif kind == "currency":
            currency, rule = meaning, "amount and the word for a currency"
        elif kind == "slang" and not currency:
            times, currency = meaning.split()
            amount *= int(times)
            rule, guessed = f"slang for {times} {currency}", True
        else:
            break
        end = word.end
    return _Amount(amount, one.start, end, currency, is_millions, rule, guessed)


def _belongs_to_next(one: _Amount, end: int, text: str) -> bool:
    """Whether a currency's word stands before another number, and this one ends a phone."""
    is_tail = _DIGIT_BEFORE.search(text, max(0, one.start - 10), one.start) is not None
    return is_tail and text[end : end + 2].strip()[:1].isdigit()


def _with_word_before(one: _Amount, text: str, ending: dict[int, Found]) -> _Amount:
    place = one.start
    while place > 0 and text[place - 1] in " :=" and one.start - place < 2:
        place -= 1
    word = ending.get(place)
    if word is None:
        return one
    rule = "word for a currency before the amount"
    return _Amount(
        one.amount, word.start, one.end, word.entry.meaning, one.is_millions, rule, one.guessed
    )


def _with_ranges(amounts: Sequence[_Amount], text: str) -> Iterator[_Amount]:
    """Of "3000 - 4000 €" the first is of the second's currency."""
    for one, following in zip_longest(amounts, amounts[1:]):
        if following is None or one.currency or not following.currency:
            yield one
            continue
        between = text[one.end : following.start]
        if _RANGE.fullmatch(between) and not _DIGIT_BEFORE.search(text, 0, one.start):
            amount = one.amount
            if following.amount >= 1000 > amount and following.amount / amount > 50:
                amount *= 1000
            rule = "first of a range"
            yield _Amount(amount, one.start, one.end, following.currency, rule=rule)
        else:
            yield one
