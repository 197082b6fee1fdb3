"""Telephone numbers, however they are written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hawkari.engines.phones import without_trunk_zero
from hawkari.engines.posts.selectors import regions
from hawkari.engines.posts.selectors.folding import Folded
from hawkari.engines.posts.selectors.values import Hit

__all__ = ["LEAST_DIGITS", "PhoneContext", "read_phones"]

LEAST_DIGITS = 7
MOST_DIGITS = 15
MOST_GROUPS = 20
"""Of digits that one number can be written in: one for each digit, and a few before."""
_LINK = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:wa\s?\.\s?me|api\.whatsapp\.com|web\.whatsapp\.com|"
    r"whatsapp\.com|t\s?\.\s?me|viber\.click|signal\.me|zalo\.me|viber:|tel:|whatsapp:)"
    r"[/\w#?=&.]*?(?:[/=:]|%2b|#p/)\s*)"
    r"(?:\+|%2b)?(?P<digits>\d{8,15}(?!\d)|\d(?:[\s.()-]{0,2}\d){6,16})(?![a-z])"
)
# Between two digits of one number: a few signs, or a filler such as "xx" or "dot".
_SIGN = r"[^\w@$€£₺%+:,;?!]"
_FILLER = r"(?:x{1,4}|dot|nokta|point|punto|pike|cham|space|dash|and|-|نقطه|خال)"
_BETWEEN = rf"(?:{_SIGN}{{0,4}}(?:{_FILLER}{_SIGN}{{1,3}})?)"
_RUN = re.compile(rf"(?<![\w@/=.,])[+(]*\d(?:{_BETWEEN}\d)*(?!\w)")
_GLUED = re.compile(r"\d+")
# Letters that stand for digits, where digits stand beside them.
_LETTERED = re.compile(
    r"(?<![^\W\d_])(?:[oil]{1,4} ?)?\d(?:[\doil|]|[ .()-](?=[\doil]))*(?![^\W\d_])"
)
_AS_DIGITS = str.maketrans("oil|", "0111")
_MASKED = re.compile(
    r"(?:https?://|www\.)\S+"  # what stands in links has been looked at before
    r"|(?<!\d)\d{1,2}[/.]\d{1,2}[/.](?:19|20|13|14)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20|13|14)\d\d[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)"
)
MASK = "\x00"
LEAST_BESIDE = 4
"""Of digits in a word, for its letters to stand for digits too."""


@dataclass(frozen=True, slots=True)
class PhoneContext:
    """What of a post helps to read its numbers.

    Attributes:
        language: code; empty where not known.
        near: countries that the post or its sender's place names, nearest first.
        contacts: where words such as "WhatsApp" or "call" end.
        taken: stretches that are something else, as prices are.
    """

    language: str = ""
    near: tuple[str, ...] = ()
    contacts: tuple[int, ...] = ()
    taken: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    number: str
    start: int
    end: int
    rule: str
    guessed: bool = False


def read_phones(folded: Folded, context: PhoneContext) -> tuple[Hit, ...]:
    """The numbers of a post, each once, in order.

    Args:
        folded: the post.
        context: what else was read in it.
    """
    text = folded.text
    found = list(_in_links(text))
    text = _masked(text, [(one.start, one.end) for one in found], context.taken)
    text = _letters_as_digits(text)
    home: list[tuple[str, int, int]] = []
    for run in _RUN.finditer(text):
        found.extend(_in_run(run.group(), run.start(), context, home=home))
    found.extend(_at_home(home, found, context))
    return tuple(_once(folded, sorted(found, key=lambda one: one.start)))


def _in_links(text: str) -> Iterator[_Read]:
    for link in _LINK.finditer(text):
        digits = re.sub(r"\D", "", link["digits"])
        digits = digits[2:] if digits.startswith("00") else digits
        code = regions.calling_code(digits)
        if code and regions.is_possible(code, digits[len(code) :]):
            yield _Read(f"+{digits}", link.start(), link.end(), "number in a link")


def _masked(text: str, *taken: Iterable[tuple[int, int]]) -> str:
    parts = list(text)
    for many in taken:
        for start, end in many:
            parts[start:end] = MASK * (end - start)
    text = "".join(parts)
    return _MASKED.sub(lambda one: MASK * len(one.group()), text)


def _letters_as_digits(text: str) -> str:
    """With letters read as digits in words of both."""

    def read(one: re.Match[str]) -> str:
        word = one.group()
        digits = sum(character.isdigit() for character in word)
        letters = sum(character in "oil|" for character in word)
        return word.translate(_AS_DIGITS) if letters and digits >= LEAST_BESIDE else word

    return _LETTERED.sub(read, text)


def _in_run(
    run: str, at: int, context: PhoneContext, *, home: list[tuple[str, int, int]]
) -> Iterator[_Read]:
    """The numbers of a run of digits; those without a country are put aside into `home`."""
    groups = [(one.group(), one.start(), one.end()) for one in _GLUED.finditer(run)]
    place = 0
    while place < len(groups):
        rest = groups[place : place + MOST_GROUPS]
        if sum(len(one) for one, _, _ in rest) < LEAST_DIGITS:
            return
        begin = rest[0][1]
        plus = run[max(0, begin - 2) : begin].rstrip("( ").endswith("+")
        zeros = _zeros(rest)
        taken = 0
        if plus or zeros:
            read = _international(rest, "" if plus else "00", run=run)
            if read is not None:
                number, taken = read
                rule = "+ and country code" if plus else "00 and country code"
                start = begin - (begin - run.rfind("+", 0, begin) if plus else 0)
                yield _Read(number, at + start, at + rest[taken - 1][2], rule)
        elif rest[0][0].startswith("0"):
            taken = _home_groups(rest)
            if taken:
                digits = "".join(one for one, _, _ in rest[:taken])
                home.append((digits, at + begin, at + rest[taken - 1][2]))
        else:
            read = _without_plus(rest, at + begin, context)
            if read is not None:
                number, taken = read
                rule = "number without + or its zero"
                yield _Read(number, at + begin, at + rest[taken - 1][2], rule, guessed=True)
        place += taken or 1


_Groups = Sequence[tuple[str, int, int]]


def _zeros(groups: _Groups) -> bool:
    joined = "".join(one for one, _, _ in groups[:3])
    return joined.startswith("00") and not joined.startswith("000")


def _international(groups: _Groups, prefix: str, *, run: str) -> tuple[str, int] | None:
    """The longest number that can exist, and how many groups it takes."""
    possible: tuple[str, int] | None = None
    for many in range(len(groups), 0, -1):
        joined = "".join(one for one, _, _ in groups[:many])
        digits = joined.removeprefix(prefix)
        if not LEAST_DIGITS <= len(digits) <= MOST_DIGITS + 1:
            continue
        stretch = run[groups[0][1] : groups[many - 1][2]]
        number = without_trunk_zero(f"+{digits}", is_marked="(0" in stretch)
        code = regions.calling_code(number[1:])
        national = number[1 + len(code) :]
        if not code or not regions.is_possible(code, national):
            continue
        if regions.is_valid(code, national):
            return number, many
        possible = possible or (number, many)
    return possible


def _home_groups(groups: _Groups) -> int:
    """How many groups make a number of 9 to 12 digits with its zero; 0 where none do."""
    total = 0
    best = 0
    for many, (digits, _, _) in enumerate(groups, 1):
        if many > 1 and len(digits) > 1 and digits.startswith("00"):
            break
        total += len(digits)
        if total > 12:
            break
        if total >= 9:
            best = many
    return best


def _without_plus(groups: _Groups, at: int, context: PhoneContext) -> tuple[str, int] | None:
    """A number with its country code but nothing before it: only a mobile one, and only said so."""
    for many in range(min(len(groups), 6), 0, -1):
        digits = "".join(one for one, _, _ in groups[:many])
        if not 11 <= len(digits) <= 13 or (many > 1 and not _is_called(at, context)):
            continue
        code = regions.calling_code(digits)
        if len(code) > 1 and regions.is_mobile(code, digits[len(code) :]):
            return f"+{digits}", many
    if _is_called(at, context):
        for many in range(min(len(groups), 5), 0, -1):
            digits = "".join(one for one, _, _ in groups[:many])
            if len(digits) in (9, 10):
                code = regions.home_without_zero(digits, context.language)
                if code:
                    return f"+{code}{digits}", many
    return None


CONTACT_REACH = 12


def _is_called(at: int, context: PhoneContext) -> bool:
    """Whether a word such as "WhatsApp" stands right before a place."""
    return any(0 <= at - one <= CONTACT_REACH for one in context.contacts)


def _at_home(
    home: Iterable[tuple[str, int, int]], others: Sequence[_Read], context: PhoneContext
) -> Iterator[_Read]:
    for digits, start, end in home:
        code = _home_code(digits[1:], others, context)
        if code:
            rule = f"number as dialled at home, country +{code} guessed"
            yield _Read(f"+{code}{digits[1:]}", start, end, rule, guessed=True)


def _home_code(national: str, others: Sequence[_Read], context: PhoneContext) -> str:
    """Countries of the post's other numbers come first, then those that it names."""
    for one in others:
        code = regions.calling_code(one.number[1:])
        if not one.guessed and code and regions.is_mobile(code, national):
            return code
    return regions.guessed_home(national, language=context.language, near=context.near)


def _once(folded: Folded, found: Iterable[_Read]) -> Iterator[Hit]:
    seen = set()
    for one in found:
        if one.number not in seen:
            seen.add(one.number)
            yield Hit(one.number, folded.span(one.start, one.end), one.rule, one.guessed)
