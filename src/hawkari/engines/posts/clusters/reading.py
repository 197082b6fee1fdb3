"""What of a post says who wrote it: its words, its neighbouring words, its phones and handles.

Everything becomes a number: two bits of kind, thirty of content. A word is the multiset of its
letters, so that two letters swapped change nothing; digits keep their order. Hashtags name no one
and are left out, unless a post has little else. A phone is its last nine digits, however grouped.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from hawkari.engines.posts.canonical import skeleton

__all__ = ["PAIR", "SELECTOR", "WORD", "Features", "read_features"]

Codes = NDArray[np.uint32]

WORD, PAIR, SELECTOR = np.uint32(0), np.uint32(1 << 30), np.uint32(2 << 30)
CONTENT = np.uint64((1 << 30) - 1)

# Fates of a character below zero; zero separates words, above zero is what it becomes.
BREAK, DROP, TAG, AT, PLUS, LAST, SPLIT = 0, -1, -2, -3, -4, -5, -16
ONLY_SELECTORS = "\ue000"  # private use: what follows it counts for selectors alone
_SIGNS = {"#": TAG, "@": AT, "+": PLUS, ONLY_SELECTORS: LAST}
_DIVIDERS = set("-/\\|~،؛:") | {" "}
LONGEST = 512  # words read of one post
CHUNK = 20_000
# Bounds on a telephone number's digits, and how many make it whole when a stray word stands inside.
SHORTEST_PHONE, LONGEST_PHONE, WHOLE_PHONE = 9, 15, 11


class Features:
    """The features of many posts, one flat array: `of[begin[i]:begin[i + 1]]`, ascending."""

    __slots__ = ("begin", "of")

    def __init__(self, begin: NDArray[np.int64], of: Codes) -> None:
        self.begin, self.of = begin, of

    def __len__(self) -> int:
        return len(self.begin) - 1

    def and_then(self, other: "Features") -> "Features":
        """These posts and then the others."""
        begin = np.concatenate([self.begin, other.begin[1:] + self.begin[-1]])
        return Features(begin, np.concatenate([self.of, other.of]))

    def taken(self, which: NDArray[np.int64]) -> "Features":
        """Some of the posts, in the order asked for."""
        size = self.begin[which + 1] - self.begin[which]
        begin = np.concatenate([[0], np.cumsum(size)]).astype(np.int64)
        place = np.arange(begin[-1]) + np.repeat(self.begin[which] - begin[:-1], size)
        return Features(begin, self.of[place])


class _Fates:
    """What becomes of each character, filled as characters are met."""

    def __init__(self) -> None:
        self.of = np.full(0x110000, BREAK, np.int32)
        self.known = np.zeros(0x110000, np.bool_)
        self.splits: list[int] = []  # characters that become several: length, then each

    def learn(self, codes: Codes) -> None:
        new = np.unique(codes[~self.known[codes]])
        for code in new.tolist():
            self.of[code] = self._fate(chr(code))
        self.known[new] = True

    def _fate(self, char: str) -> int:
        if char in _SIGNS:
            return _SIGNS[char]
        if char in _DIVIDERS or char.isspace():
            return BREAK
        if "\ud800" <= char <= "\udfff":
            return DROP
        made = [ord(one) for one in skeleton(char) if one.isalnum()]
        if not made:
            return BREAK if ord(char) >= 0x2190 and char.isprintable() else DROP
        if len(made) == 1:
            return made[0]
        self.splits += [len(made), *made]
        return SPLIT - (len(self.splits) - len(made) - 1)


_FATES = _Fates()


def read_features(texts: Sequence[str]) -> Features:
    """Read posts; the same text gives the same features, in any company.

    Args:
        texts: posts as they were written. What follows `ONLY_SELECTORS` are phones and handles
            that a better reader found; they stand for those in the text, and add no words.
    """
    parts = [_read_chunk(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    begin = np.zeros(len(texts) + 1, np.int64)
    if parts:
        np.cumsum(np.concatenate([size for size, _ in parts]), out=begin[1:])
    of = np.concatenate([part for _, part in parts]) if parts else np.empty(0, np.uint32)
    return Features(begin, of)


def _read_chunk(texts: Sequence[str]) -> tuple[NDArray[np.int64], Codes]:
    plain = [_linked(text) for text in texts]
    codes = np.frombuffer("".join(plain).encode("utf-32-le", "surrogatepass"), np.uint32)
    _FATES.learn(codes)
    begin = np.concatenate([[0], np.cumsum([len(text) for text in plain])]).astype(np.int64)
    splits = np.array([*_FATES.splits, 0], np.int32)
    return _read(codes, begin, (_FATES.of, splits))  # type: ignore[no-any-return]


def _linked(text: str) -> str:
    """Links to a person on a messenger read as the handle or phone that they carry."""
    if ".me/" not in text:
        return text
    return text.replace("wa.me/", " +").replace("t.me/", " @")


@njit(cache=True, inline="always")
def _mixed(value: Any) -> Any:
    """Murmur's last step: every bit of the number reaches every other."""
    value = np.uint64(value)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> np.uint64(33))


@njit(cache=True)
def _flush(phone: Any, selectors: Any, count: Any) -> Any:
    """Keep what was gathered of a number where it is one; forget it in any case."""
    digits = phone[0]
    if SHORTEST_PHONE <= digits <= LONGEST_PHONE and count < len(selectors):
        last = phone[1] % np.int64(1_000_000_000)
        selectors[count] = SELECTOR | np.uint32(_mixed(np.uint64(last) + np.uint64(1)) & CONTENT)
        count += 1
    phone[0] = 0
    phone[1] = 0
    phone[2] = 0
    phone[3] = 0
    return count


@njit(cache=True)
def _begins(phone: Any, digits: Any, plus: Any) -> Any:
    """Whether a group of digits begins a number of its own."""
    whole = phone[0] >= WHOLE_PHONE and phone[0] + digits > 13
    return plus or phone[0] == 0 or phone[3] > 1 or whole


@njit(cache=True)
def _token(codes: Any, at: Any, last: Any, tables: Any) -> Any:  # noqa: PLR0917
    """Read one word from `at`: its end, letter sum, digits' value and counts, and its signs."""
    fates, splits = tables
    total, value = np.uint64(0), np.int64(0)
    letters = digits = 0
    tag = handle = plus = False
    while at < last:
        fate = fates[codes[at]]
        if fate in (BREAK, LAST):
            break
        at += 1
        if fate == TAG:
            tag = True
        elif fate == AT:
            handle = True
        elif fate == PLUS:
            plus = True
        elif 48 <= fate <= 57:
            digits += 1
            value = (value * 10 + (fate - 48)) % np.int64(1_000_000_000_000_000)
            total += _mixed(np.uint64(fate))
        elif fate > 0:
            letters += 1
            total += _mixed(np.uint64(fate))
        elif fate <= SPLIT:
            place = SPLIT - fate
            for step in range(splits[place]):
                letters += 1
                total += _mixed(np.uint64(splits[place + 1 + step]))
    return at, total, (letters, value, digits), (tag, handle, plus)


@njit(cache=True)
def _unique(of: Any, count: Any, out: Any, place: Any) -> Any:  # noqa: PLR0917
    """Write the distinct values of `of[:count]` in order to `out` from `place`."""
    if count == 0:
        return place
    some = of[:count]
    some.sort()
    out[place] = some[0]
    place += 1
    for at in range(1, count):
        if some[at] != some[at - 1]:
            out[place] = some[at]
            place += 1
    return place


@njit(cache=True)
def _pairs(words: Any, count: Any, pairs: Any) -> Any:
    for at in range(count - 1):
        both = np.uint64(words[at]) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(words[at + 1])
        pairs[at] = PAIR | np.uint32(_mixed(both) & CONTENT)
    return max(count - 1, 0)


@njit(cache=True)
def _digits(phone: Any, group: Any, plus: Any, selectors: Any) -> Any:  # noqa: PLR0917
    """Add a group of digits to the number being gathered; how many selectors were closed by it."""
    value, digits, found = group
    if _begins(phone, digits, plus):
        found = _flush(phone, selectors, found)
        phone[2] = plus
    phone[0] += digits
    phone[1] = (phone[1] * 10 ** min(digits, 9) + value) % 1_000_000_000_000_000
    phone[3] = 0
    return found


@njit(cache=True)
def _interrupts(phone: Any, selectors: Any, found: Any) -> Any:
    """One stray word may stand inside a number that began with a plus and is not whole yet."""
    phone[3] += 1
    if phone[3] > 1 or not phone[2] or phone[0] >= WHOLE_PHONE:
        found = _flush(phone, selectors, found)
    return found


@njit(cache=True)
def _post(codes: Any, span: Any, tables: Any, scratch: Any) -> Any:  # noqa: PLR0917
    """Words (in order), tags and selectors of one post into the scratch arrays; their counts."""
    words, tags, selectors, phone = scratch
    at, last = span
    count = tagged = found = 0
    phone[:] = 0
    silent = False
    while at < last:
        fate = tables[0][codes[at]]
        if fate in (BREAK, LAST):
            if fate == LAST:  # whoever read the post better says what it names
                silent = True
                phone[:] = 0
                found = 0
            at += 1
            continue
        at, total, (letters, value, digits), (tag, handle, plus) = _token(codes, at, last, tables)
        if letters + digits == 0:
            continue
        if letters == 0:
            found = _digits(phone, (value, digits, found), plus, selectors)
            total = np.uint64(value) + np.uint64(digits << 56)
        else:
            found = _interrupts(phone, selectors, found)
        word = np.uint32(_mixed(total) & CONTENT)
        if handle and letters and letters + digits >= 5 and found < len(selectors):
            selectors[found] = SELECTOR | word
            found += 1
        if not silent:
            count, tagged = _kept(word, tag, (words, count), (tags, tagged))
    return count, tagged, _flush(phone, selectors, found)


@njit(cache=True)
def _kept(word: Any, tag: Any, words: Any, tags: Any) -> Any:  # noqa: PLR0917
    """Keep a word among the words or the tags while there is room; how many each has."""
    of, count = words
    of_tags, tagged = tags
    if tag and tagged < len(of_tags):
        of_tags[tagged] = word
        tagged += 1
    elif not tag and count < len(of):
        of[count] = word
        count += 1
    return count, tagged


@njit(cache=True)
def _read(codes: Any, begin: Any, tables: Any) -> Any:
    """Features of each post of a chunk: how many each has, and all of them in a row."""
    posts = len(begin) - 1
    out = np.empty(2 * len(codes) + 64 * posts + 64, np.uint32)
    size = np.zeros(posts, np.int64)
    words, tags = np.empty(LONGEST, np.uint32), np.empty(32, np.uint32)
    pairs, selectors = np.empty(LONGEST, np.uint32), np.empty(32, np.uint32)
    phone = np.zeros(4, np.int64)
    place = 0
    for post in range(posts):
        start = place
        span = (begin[post], begin[post + 1])
        count, tagged, found = _post(codes, span, tables, (words, tags, selectors, phone))
        if count < 4:  # little but hashtags
            for at in range(min(tagged, LONGEST - count)):
                words[count] = tags[at]
                count += 1
        joined = _pairs(words, count, pairs)
        place = _unique(words, count, out, place)
        place = _unique(pairs, joined, out, place)
        place = _unique(selectors, found, out, place)
        size[post] = place - start
    return size, out[:place].copy()
