"""Hides people in posts: phones, accounts, addresses and names, before anybody sees a text.

Hidden are whatever was read as a phone or an account, every other run of seven digits or more, mail
and web addresses, words with @ before them, and names: two known name words beside each other, or a
word after a form of address. A single name without such a word is not found: masking lowers what is
seen of people and proves nothing, so posts stay with the agency that imported them.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from hawkari.desks.campaign.models import Post, SelectorKind
from hawkari.engines.names import is_name_word

__all__ = ["Piece", "masked", "spans_to_mask"]

LONGEST_LOOKED_AT = 20_000
"""Names are looked for in the first characters of a text only; numbers and addresses in all."""
_NUMBER = re.compile(r"\+?\d(?:[^\w\n+]{0,3}\d){6,}")
# A letter that looks like a zero stands for one; a few digits must be among them.
_LIKE_A_NUMBER = re.compile(r"(?<!\w)[\dOoОо](?:[^\w\n+]{0,3}[\dOoОо]){6,}(?!\w)")
_FEWEST_DIGITS = 4
# Parts of mail addresses are bounded: each place of a long run of letters begins a search anew.
_SPELT_MAIL = re.compile(
    r"[\w.+-]{1,64}\s?[\[({]\s?at\s?[\])}]\s?[\w-]{1,64}"
    r"(?:(?:\s?[\[({]\s?dot\s?[\])}]\s?|\.)\w{1,64}){1,6}",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|wa\.me/|t\.me/)[^\s<>\"]+|[\w.+-]{1,64}@[\w-]+\.[\w.-]+", re.I
)
_MENTION = re.compile(r"(?<![\w.])@[\w.]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_FORMS_OF_ADDRESS = """
kak kaka mam mamosta haji hajji sheikh shaikh sayyid abu umm mr mrs ms miss dr bay bayan abi abla
کاک کاکە مام مامۆستا حاجی شێخ شیخ سەید سید خاتوو خات ئەبو ابو أبو ام أم السيد السيدة الحاج الشيخ
آقای خانم
"""
_ADDRESSED = frozenset(_FORMS_OF_ADDRESS.split())
_PLACES_AND_TIMES = frozenset({SelectorKind.ROUTE, SelectorKind.DATE, SelectorKind.TRANSPORT})
_HIDDEN = {SelectorKind.PHONE: "phone", SelectorKind.HANDLE: "account"}
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a post.

    Attributes:
        text: as written; empty where it is hidden.
        hidden: what was hidden here: ``phone``, ``account``, ``address``, ``name``; else empty.
        kind: a `SelectorKind` that stands here and is shown, e.g. ``price``; else empty.
    """

    text: str
    hidden: str = ""
    kind: str = ""


def masked(post: Post, *, upto: int | None = None) -> tuple[Piece, ...]:
    """A post's text in pieces, people hidden.

    Args:
        post: with its selectors, prefetched where there are many.
        upto: show no more characters than these.
    """
    text = post.text if upto is None else post.text[:upto]
    return tuple(_pieces(text, spans_to_mask(post), _shown(post)))


def spans_to_mask(post: Post) -> list[Span]:
    """The stretches of a post's text that are hidden: from, to behind, and as what."""
    text = post.text
    found: list[Span] = [
        (one.start, one.end, _HIDDEN[SelectorKind(one.kind)])
        for one in post.selectors.all()
        if one.kind in _HIDDEN
    ]
    shown = [(one.start, one.end) for one in post.selectors.all() if one.kind not in _HIDDEN]
    found += ((*one.span(), "address") for one in _ADDRESS.finditer(text))
    found += ((*one.span(), "address") for one in _SPELT_MAIL.finditer(text))
    found += ((*one.span(), "account") for one in _MENTION.finditer(text))
    is_shown = _touching(shown)
    found += ((*span, "phone") for span in _numbers(text) if not is_shown(span))
    places = [(one.start, one.end) for one in post.selectors.all() if one.kind in _PLACES_AND_TIMES]
    is_place = _touching(places)
    found += ((*one, "name") for one in _names(text[:LONGEST_LOOKED_AT]) if not is_place(one))
    return sorted(found)


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for one in _NUMBER.finditer(text):
        yield one.span()
    for one in _LIKE_A_NUMBER.finditer(text):
        if sum(sign.isdecimal() for sign in one.group()) >= _FEWEST_DIGITS:
            yield one.span()


def _names(text: str) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(text))
    for one, next_one in pairwise(words):
        between = text[one.end() : next_one.start()]
        if between.strip(" .-") or len(between) > 3:
            continue
        addressed = one.group().casefold() in _ADDRESSED
        if addressed and len(next_one.group()) > 1:
            yield next_one.span()
        elif _is_name(one.group()) and _is_name(next_one.group()):
            yield one.start(), next_one.end()


def _is_name(word: str) -> bool:
    # Latin words count as names only with a capital, as in running text.
    return (not word.isascii() or word[0].isupper()) and is_name_word(word)


def _touching(others: Iterable[tuple[int, int]]) -> Callable[[tuple[int, int]], bool]:
    """What says whether a stretch touches any of some others, however many they are."""
    starts, ends = list[int](), list[int]()
    for start, end in sorted(others):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)

    def touches(span: tuple[int, int]) -> bool:
        before = bisect_left(starts, span[1])
        return before > 0 and ends[before - 1] > span[0]

    return touches


def _shown(post: Post) -> list[Span]:
    return [
        (one.start, one.end, one.kind) for one in post.selectors.all() if one.kind not in _HIDDEN
    ]


def _pieces(text: str, hidden: list[Span], shown: list[Span]) -> Iterator[Piece]:
    at = 0
    marks = sorted(
        [*((*one, True) for one in hidden), *((*one, False) for one in _free(shown, hidden))]
    )
    for start, end, kind, is_hidden in marks:
        if end <= at or start >= len(text):
            continue
        if start > at:
            yield Piece(text[at:start])
        yield Piece("", hidden=kind) if is_hidden else Piece(text[max(start, at) : end], kind=kind)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _free(shown: list[Span], hidden: list[Span]) -> list[Span]:
    """What is shown with a mark: nothing that any hidden stretch touches, and no two at once."""
    is_covered = _touching((start, end) for start, end, _ in hidden)
    found: list[Span] = []
    for start, end, kind in sorted(shown):
        is_apart = not found or start >= found[-1][1]
        if is_apart and not is_covered((start, end)):
            found.append((start, end, kind))
    return found
