"""What a header says: its meanings with a likeness in 0-1, whose column it is, and its unit."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from hawkari.evidence.loaders.code_words import code_word, word_lists
from hawkari.evidence.loaders.folding import folded_words, is_arabic_script
from hawkari.evidence.loaders.proposing.vocabulary import Phrase, concepts, vocabulary

__all__ = ["HeaderReading", "Meaning", "Unit", "read_header"]

LONGEST = 120
LIGHT = 10
"""So many times less a word tells against a phrase that says the same already."""

LOWER_ALONE = 0.97
WEAKEST = 0.5
SHORT, SHORT_PART = 2, 3
WITHOUT_NUMBER = 0.75
"""``Customer`` is not half of ``customer number``."""
HEADS = {"name": "name", "date": "otherDate", "place": "otherPlace", "note": "notes"}
LIKENESS_OF_HEAD, KNOWN = 0.82, 0.65
"""What a header with such a word first or last, and no better meaning, says: the name, a date, a
place, or a kind, reason or state of something; a note keeps all but the first with their header."""

STEM, ENDING = 4, 3
"""A word of so many letters with an ending of up to so many is inflected: ``plakası``."""

COMPOUND, PART = 8, 5
"""A word of so many letters may be put together from parts of so many: ``Mobilfunknummer``."""

"""A likeness below this says nothing."""

_BRACKETS = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_PARTS = re.compile(r"\s*[/|\\\n\r]+\s*|\s+[-\u2013\u2014]\s+")
_DAY, _MONTH, _YEAR = "(?:d|t|j|g){1,2}", "(?:m|a){1,3}", "(?:y{2,4}|j{2,4}|a{2,4})"
_BETWEEN = "[^a-z]?"
_ORDERS = {
    "dmy": _BETWEEN.join((_DAY, _MONTH, _YEAR)),
    "mdy": _BETWEEN.join((_MONTH, _DAY, _YEAR)),
    "ymd": _BETWEEN.join((_YEAR, _MONTH, _DAY)),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """What a header says about its values beside their meaning; empty where it says nothing."""

    currency: str = ""
    factor: int = 1
    order: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a header may mean.

    Attributes:
        concept: see `vocabulary.Concept`; empty when only the role was said.
        likeness: 0-1; 1 where the header is a phrase of the vocabulary.
        role: whose column it is; empty for the row's main entity.
        number: of several of the role in a row; 0 for none.
        phrase: the phrase that it is like.
        language: its language, ISO 639-3.
    """

    concept: str
    likeness: float
    role: str = ""
    number: int = 0
    phrase: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """What a header may mean, likeliest first; `conflict` when its parts mean different things."""

    meanings: tuple[Meaning, ...]
    unit: Unit = field(default_factory=Unit)
    conflict: bool = False


def read_header(header: str) -> HeaderReading:
    """Read a header: ``Passenger 1: DOB (dd/mm/yyyy)``, ``الاسم / Name``, ``مبلغ (دينار)``.

    Parts on both sides of a stroke or line end, of brackets, or in two scripts may say the same in
    two languages; each is read alone and beside the whole. Of a header of more than 120 characters
    only those count: what comes from a partner must not cost time without end.
    """
    return _read(header[:LONGEST])


@lru_cache(maxsize=5_000)
def _read(header: str) -> HeaderReading:
    bare, unit = _without_units(header)
    parts = [part for part in _parts(bare) if folded_words(part)]
    found: dict[tuple[str, str, int, str], Meaning] = {}
    best_of_parts: list[set[str]] = []
    for text in dict.fromkeys((bare, *parts)):
        meanings = list(_meanings(folded_words(text)))
        if text in parts and len(parts) > 1:
            top = max((one.likeness for one in meanings), default=0.0)
            if top >= 0.9:
                best_of_parts.append({one.concept for one in meanings if one.likeness >= top})
        for one in meanings:
            key = one.concept, one.role, one.number, one.language
            if key not in found or found[key].likeness < one.likeness:
                found[key] = one
    for one in _under_merged(bare, found.values()):
        key = one.concept, one.role, one.number, one.language
        found[key] = max(found.get(key, one), one, key=lambda meaning: meaning.likeness)
    whole = max((one.likeness for one in _meanings(folded_words(bare))), default=0.0)
    conflict = whole < 1.0 and len(best_of_parts) > 1 and not set.intersection(*best_of_parts)
    ordered = sorted(
        found.values(), key=lambda one: (-one.likeness, one.concept, one.role, one.language)
    )
    return HeaderReading(tuple(ordered), unit, conflict)


def _under_merged(text: str, found: Iterable[Meaning]) -> list[Meaning]:
    """What the lower of two merged headers says alone, where the upper names nobody of its own."""
    upper, between, lower = text.rpartition(": ")
    if not between or not upper or any(one.role for one in found):
        return []
    meanings = _meanings(folded_words(lower))
    return [replace(one, likeness=one.likeness * LOWER_ALONE) for one in meanings]


def _parts(text: str) -> list[str]:
    """The parts that may each be a whole header."""
    inside = _BRACKETS.findall(text)
    outside = _BRACKETS.sub(" ", text)
    parts = [*_PARTS.split(outside), *inside]
    return [script for part in parts for script in _scripts(part)]


def _scripts(text: str) -> list[str]:
    """The text, cut where Arabic script and Latin meet; in one script as it is."""
    words = text.split()
    kinds = {is_arabic_script(word) for word in words if any(map(str.isalpha, word))}
    if len(kinds) < 2:
        return [text]
    arabic = [word for word in words if is_arabic_script(word)]
    return [" ".join(arabic), " ".join(word for word in words if word not in arabic)]


def _without_units(header: str) -> tuple[str, Unit]:
    """The header without what says how its values are written, and that."""
    unit = Unit()
    bare = header
    for inside in _BRACKETS.findall(header):
        found = _unit(inside)
        if found is not None:
            unit = _both(unit, found)
            bare = re.sub(r"[(\[{（]" + re.escape(inside) + r"[)\]}）]", " ", bare)
    words = bare.split()
    if len(words) > 1:
        found = _unit(words[-1])
        # A last word of one letter is too short to be taken for a unit without brackets.
        if found is not None and len(words[-1].strip(".,:")) > 1:
            unit, bare = _both(unit, found), " ".join(words[:-1])
    return bare.rstrip(" ,;:-"), unit


def _both(one: Unit, other: Unit) -> Unit:
    return Unit(
        other.currency or one.currency,
        max(other.factor, one.factor),
        other.order or one.order,
        other.calendar or one.calendar,
    )


def _unit(text: str) -> Unit | None:
    """The unit that a text is; None if it is none."""
    plain = text.strip().casefold()
    for order, pattern in _ORDERS.items():
        if re.fullmatch(pattern, plain):
            return Unit(order=order)
    words = " ".join(folded_words(text))
    calendar = _listed("calendars", words)
    if calendar:
        return Unit(calendar=calendar)
    factor = _listed("seconds", words)
    if factor:
        return Unit(factor=int(factor))
    if _listed("places", words):
        return Unit()
    currency = code_word("currency", text)
    return Unit(currency=currency) if currency else _thousands(text)


def _listed(name: str, words: str) -> str:
    """The key of a list of ``words.json`` under which folded words stand; else ``""``."""
    lists: Mapping[str, Sequence[str]] = word_lists()[name]
    return next(
        (key for key, of in lists.items() if words in {" ".join(folded_words(w)) for w in of}), ""
    )


def _thousands(text: str) -> Unit | None:
    """Thousands, with or without a currency: ``thousand IQD``, ``ألف دينار``."""
    words = folded_words(text)
    names = {folded_words(name) for name in word_lists()["thousands"]}
    if not words or words[:1] not in names:
        return None
    rest = " ".join(words[1:])
    currency = code_word("currency", rest) if rest else ""
    return Unit(currency=currency, factor=1000) if currency or not rest else None


def _meanings(words: tuple[str, ...]) -> Iterator[Meaning]:
    """The meanings of one text, with and without a role or number in it."""
    number, bare = _number(words)
    likely = _likely(bare)
    for one in likely:
        yield Meaning(one[0].means, one[1], "", number, one[0].text, one[0].language)
    known = max((likeness for _, likeness in likely), default=0.0)
    for one in _of_roles(bare, number):
        known = max(known, one.likeness)
        yield one
    for head, concept in HEADS.items():
        if known < KNOWN and _has_head(bare, head):
            yield Meaning(concept, LIKENESS_OF_HEAD, "", number, " ".join(bare))


def _of_roles(words: tuple[str, ...], number: int) -> Iterator[Meaning]:
    """What a header means with a role said in it."""
    for role, rest in _roles(words):
        if not rest:
            yield Meaning("", 0.9, role, number, " ".join(words))
        for phrase, likeness in _likely(rest):
            yield Meaning(phrase.means, likeness * 0.98, role, number, phrase.text, phrase.language)


def _has_head(words: tuple[str, ...], name: str) -> bool:
    """Whether a header's first or last word says of what kind a thing is.

    A long German word is put together of two, and its end is the head: ``Rückgabeort``.
    """
    if len(words) > 1:
        return bool({words[0], words[-1]} & _heads(name))
    ends = _heads(f"{name}Ends")
    return any(len(word) >= COMPOUND and word.endswith(tuple(ends)) for word in words if ends)


@cache
def _heads(name: str) -> frozenset[str]:
    """The words that say of what kind a thing is, such as ``date``, folded."""
    texts = word_lists()["heads"].get(name, ())
    return frozenset(word for text in texts for word in folded_words(text))


def _number(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The number of several alike, such as 2 in ``passenger 2 name``, and the other words."""
    numbers = [word for word in words if word.isdecimal() and 0 < int(word) <= 30]
    if len(numbers) != 1 or len(words) < 2:
        return 0, words
    rest = list(words)
    rest.remove(numbers[0])
    return int(numbers[0]), tuple(rest)


def _roles(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each role said in a header, and the header's other words."""
    roles = vocabulary().roles
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            role = roles.get(words[at : at + size])
            rest = (*words[:at], *words[at + size :])
            # Words such as "to" and "von" stand in many headers that are about nobody else.
            if role is not None and (not rest or len(words[at]) > SHORT):
                yield role, rest


def _likely(words: tuple[str, ...]) -> list[tuple[Phrase, float]]:
    """The likeliest phrase of each meaning in each language with its likeness, from `WEAKEST`."""
    best: dict[tuple[str, str], tuple[Phrase, float]] = {}
    if not words:
        return []
    near = tuple(_near(word) for word in words)
    index = vocabulary().by_word
    sharing = {phrase: None for one in near for word in one for phrase in index[word]}
    for phrase in sharing:
        light = vocabulary().subjects
        if concepts()[phrase.means].kind == "date":
            light |= _date_words()
        likeness = _likeness(words, near, phrase.words, light=light)
        if likeness >= WEAKEST and likeness > best.get(_said(phrase), (phrase, 0.0))[1]:
            best[_said(phrase)] = phrase, likeness
    for phrase, likeness in (*_glued("".join(words), len(words)), *_shortened(words)):
        if likeness > best.get(_said(phrase), (phrase, 0.0))[1]:
            best[_said(phrase)] = phrase, likeness
    return list(best.values())


def _said(phrase: Phrase) -> tuple[str, str]:
    return phrase.means, phrase.language


def _glued(letters: str, count: int) -> Iterator[tuple[Phrase, float]]:
    """Phrases of another number of words with the same letters: ``dateofbirth``."""
    for phrase in vocabulary().phrases:
        if len(phrase.words) == count:
            continue
        whole = phrase.letters
        if whole == letters:
            yield phrase, 1.0
        elif _edits(letters, whole):
            yield phrase, 0.9


def _shortened(words: tuple[str, ...]) -> Iterator[tuple[Phrase, float]]:
    """Long words of which a header of two gives beginning and end: ``Fam.-Name``, ``Geb.-Ort``."""
    if len(words) != 2 or min(map(len, words)) < SHORT_PART:
        return
    first, last = words
    for phrase in vocabulary().phrases:
        whole = phrase.letters
        if (
            len(phrase.words) == 1
            and whole.startswith(first)
            and whole.endswith(last)
            and len(whole) > len(first) + len(last)
        ):
            yield phrase, 0.9


@cache
def _date_words() -> frozenset[str]:
    """The words that only say that a thing is a date: ``day``, ``تاريخ``, ``ڕۆژی``; folded."""
    phrases = (one for one in vocabulary().phrases if one.means == "date")
    return frozenset(one.words[0] for one in phrases if len(one.words) == 1)


def _likeness(
    words: Sequence[str],
    near: Sequence[Mapping[str, float]],
    phrase: Sequence[str],
    *,
    light: Set[str] = frozenset(),
) -> float:
    """How like a header is to a phrase: the F-measure of their words, weighted, in 0-1.

    1 where they are the same words in any order; 0 without the phrase's most telling word. Words
    of the header that are `light` weigh a tenth where the phrase lacks them: that it is a date the
    phrase of a birth says already, so ``day of birth`` is no less a birth than ``birth`` alone, and
    whom the rows are about says little of ``telephone of the tenant``.
    """
    weight = vocabulary().weight
    telling = max(phrase, key=weight)
    if not any(telling in one for one in near):
        # "Name of …" alone does not make a header like "name of the father".
        return 0.0
    left = list(range(len(words)))
    shared = 0.0
    missing = False
    for word in phrase:
        nearest = max(left, key=lambda at: near[at].get(word, 0.0), default=None)
        likeness = 0.0 if nearest is None else near[nearest].get(word, 0.0)
        if nearest is not None and likeness:
            left.remove(nearest)
            shared += likeness * weight(word)
        elif word in _heads("number"):
            missing = True
    whole = sum(map(weight, phrase))
    beside = sum(weight(words[at]) / (LIGHT if words[at] in light else 1) for at in left)
    likeness = min(1.0, 2 * shared / (2 * whole + beside))
    return likeness * WITHOUT_NUMBER if missing else likeness


@lru_cache(maxsize=20_000)
def _near(word: str) -> Mapping[str, float]:
    """The words of the vocabulary that a header's word may be, with their likeness.

    One that the vocabulary has is no abbreviation and no slip of the pen.
    """
    there = vocabulary().by_word
    alike = _inflected if word in there else _word_likeness
    likenesses = {other: alike(word, other) for other in there}
    return {other: likeness for other, likeness in likenesses.items() if likeness}


def _inflected(word: str, other: str) -> float:
    """1 the same word, 0.9 one with an ending, such as ``plakası`` of ``plaka``; else 0."""
    if word == other:
        return 1.0
    ends = len(other) >= STEM and word.startswith(other) and len(word) - len(other) <= ENDING
    return 0.9 if ends else 0.0


def _word_likeness(word: str, other: str) -> float:
    """1 the same; less where one abbreviates or inflects the other, or a slip lies between."""
    same = _inflected(word, other)
    if same:
        return same
    if is_arabic_script(word):
        return 0.85 if _edits(word, other) else 0.0
    if len(word) >= 3 and other.startswith(word):
        return 0.85
    if (
        len(word) >= COMPOUND
        and len(other) >= PART
        and (word.startswith(other) or word.endswith(other))
    ):
        return 0.8
    return 0.85 if _edits(word, other) else 0.0


def _edits(word: str, other: str) -> bool:
    """Whether one edit (two from ten letters) turns one word of five letters or more into another.

    Inserting, leaving out, changing a letter and swapping neighbours are edits (optimal string
    alignment).
    """
    shorter, longer = sorted((len(word), len(other)))
    allowed = 0 if shorter < 5 else 1 if shorter < 10 else 2
    if longer - shorter > allowed or word[0] != other[0]:
        return False
    return allowed > 0 and OSA.distance(word, other, score_cutoff=allowed) <= allowed
