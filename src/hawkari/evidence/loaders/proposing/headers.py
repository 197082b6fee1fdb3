"""What a header says: its meanings with a likeness in 0-1, whose column it is, and its unit."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from hawkari.evidence.loaders.code_words import code_word, word_lists
from hawkari.evidence.loaders.folding import folded_words, is_arabic_script
from hawkari.evidence.loaders.proposing.likeness import COMPOUND, stems
from hawkari.evidence.loaders.proposing.nouns import composed, cut
from hawkari.evidence.loaders.proposing.phrases import heads, likely
from hawkari.evidence.loaders.proposing.vocabulary import LANGUAGES, concepts, vocabulary

__all__ = ["HeaderReading", "Meaning", "Unit", "read_header", "without_common_word"]

LONGEST = 120
LOWER_ALONE = 0.97
PLAINLY = 0.9
OF_A_ROLE, OF_OTHER_LANGUAGE = 0.98, 0.8
"""A role is of the language of the words beside it: ``pere`` is a father, or money."""

SHORT, LONG_ROLE = 2, 5
HEADS = {
    "name": ("name", 0.7), "date": ("otherDate", 0.82), "place": ("otherPlace", 0.82),
    "note": ("notes", 0.82),
}  # fmt: skip
FEWEST_SHARING, MOST_SHARING = 3, 0.6
TOLD = ("name", "date", "place", "number", "note")
KNOWN = 0.65
"""What a header with such a word first or last, and no better meaning, says: the name, a date, a
place, or a kind, reason or state of something; a note keeps all but the first with their header.
A name of who knows whom is asked."""

IN_A_PHRASE = 0.93
"""A role within a phrase that is known as a whole is less likely meant: ``emergency contact``."""

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


def without_common_word(header: Sequence[str]) -> list[str]:
    """The headers without the first word that most of them share: ``Patient_Name`` is ``Name``."""
    firsts = Counter(name.replace("_", " ").partition(" ")[0] for name in header)
    ((word, count),) = firsts.most_common(1)
    told = {one for name in TOLD for one in heads(name)}
    if count < FEWEST_SHARING or count < MOST_SHARING * len(header) or told & {*folded_words(word)}:
        return list(header)
    return [
        name[len(word) :].strip("_ ") or name
        if name.replace("_", " ").partition(" ")[0] == word
        else name
        for name in header
    ]


@lru_cache(maxsize=5_000)
def _read(header: str) -> HeaderReading:
    bare, unit = _without_units(_without_clause(header))
    parts = [part for part in _parts(bare) if folded_words(part)]
    found: dict[tuple[str, str, int, str], Meaning] = {}
    best_of_parts: list[set[str]] = []
    whole = max((one.likeness for one in _meanings(folded_words(bare))), default=0.0)
    plain = whole == 1.0
    for text in dict.fromkeys((bare, *parts)):
        meanings = list(_meanings(folded_words(text)))
        if text in parts and len(parts) > 1:
            top = max((one.likeness for one in meanings), default=0.0)
            if top >= 0.9:
                best_of_parts.append({one.concept for one in meanings if one.likeness >= top})
        for meaning in meanings:
            # A part says less than the whole where the whole is plain: ``Fabrikat/Typ``.
            less = plain and text != bare
            one = replace(meaning, likeness=meaning.likeness * LOWER_ALONE) if less else meaning
            key = one.concept, one.role, one.number, one.language
            if key not in found or found[key].likeness < one.likeness:
                found[key] = one
    for one in _under_merged(bare, found.values()):
        key = one.concept, one.role, one.number, one.language
        found[key] = max(found.get(key, one), one, key=lambda meaning: meaning.likeness)
    conflict = not plain and len(best_of_parts) > 1 and not set.intersection(*best_of_parts)
    ordered = sorted(
        found.values(),
        key=lambda one: (
            -one.likeness,
            one.concept,
            one.role,
            (*LANGUAGES, "").index(one.language),
        ),
    )
    return HeaderReading(tuple(ordered), unit, conflict)


def _under_merged(text: str, found: Iterable[Meaning]) -> list[Meaning]:
    """What the lower of two merged headers says alone, where the upper names nobody of its own."""
    upper, between, lower = text.rpartition(": ")
    if not between or not upper or any(one.role for one in found):
        return []
    meanings = _meanings(folded_words(lower))
    return [replace(one, likeness=one.likeness * LOWER_ALONE) for one in meanings]


def _without_clause(header: str) -> str:
    """A header without what only says from where it was copied: ``Full name (as in passport)``.

    Cut only where the rest is plainly something that is no number; Turkish puts it before.
    """
    words = header.split()
    clauses: Mapping[str, Sequence[str]] = word_lists()["clauses"]
    for side, texts in clauses.items():
        for said in map(folded_words, texts):
            for at in range(1, len(words)):
                if folded_words(" ".join(words[at : at + len(said)])) != said:
                    continue
                rest = words[:at] if side == "after" else words[at + len(said) :]
                if _is_no_number(" ".join(rest)):
                    return " ".join(rest)
    return header


def _is_no_number(text: str) -> bool:
    """Whether a text plainly means something whose values are no numbers."""
    found = [one for one in _plain(folded_words(text), 0) if one.likeness >= PLAINLY]
    kinds = {concepts()[one.concept].kind for one in found}
    return bool(kinds) and kinds <= {"name", "date", "words", "country", "sex", "any"}


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
        short = len(words[-1].strip(".,:")) < 2
        if found is not None and not short and not (found.calendar and _is_plain(bare)):
            unit, bare = _both(unit, found), " ".join(words[:-1])
    return bare.rstrip(" ,;:-"), unit


def _is_plain(text: str) -> bool:
    """Whether a header is plainly something as it stands: ``ت. الميلاد`` counts no calendar."""
    return any(one.likeness >= PLAINLY for one in _plain(folded_words(text), 0))


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
    known = 0.0
    for one in _plain(bare, number):
        known = max(known, one.likeness)
        yield one
    whole = known == 1.0
    for one in () if whole or bare in vocabulary().roles else _of_nouns(bare, number):
        known = max(known, one.likeness)
        yield one
    for one in _of_roles(bare, number):
        known = max(known, one.likeness)
        yield replace(one, likeness=one.likeness * IN_A_PHRASE) if whole and one.concept else one
    for head, (concept, likeness) in HEADS.items():
        if known < KNOWN and _has_head(bare, head):
            yield Meaning(concept, likeness, "", number, " ".join(bare))


def _plain(words: tuple[str, ...], number: int) -> Iterator[Meaning]:
    """What a header means without a role, as it stands and with a long word cut in its parts."""
    for phrase, likeness in likely(words):
        yield Meaning(phrase.means, likeness, "", number, phrase.text, phrase.language)


def _of_nouns(words: tuple[str, ...], number: int) -> Iterator[Meaning]:
    """What a header means that is put together of words for things and what is told of them."""
    for concept, likeness, language in composed(words):
        yield Meaning(concept, likeness, "", number, " ".join(words), language)


def _of_roles(words: tuple[str, ...], number: int) -> Iterator[Meaning]:
    """What a header means with a role said in it."""
    for text in dict.fromkeys((words, cut(words))):
        for role, rest, spoken in _roles(text):
            if not rest:
                yield Meaning("", 0.9, role, number, " ".join(words))
            for phrase, likeness in likely(rest):
                said = likeness * (OF_A_ROLE if phrase.language in spoken else OF_OTHER_LANGUAGE)
                yield Meaning(phrase.means, said, role, number, phrase.text, phrase.language)


def _has_head(words: tuple[str, ...], name: str) -> bool:
    """Whether a header's first or last word says of what kind a thing is.

    A long German word is put together of two, and its end is the head: ``Rückgabeort``.
    """
    if len(words) > 1:
        return bool({words[0], words[-1]} & heads(name))
    ends = heads(f"{name}Ends")
    return any(len(word) >= COMPOUND and word.endswith(tuple(ends)) for word in words if ends)


def _number(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The number of several alike, such as 2 in ``passenger 2 name``, and the other words."""
    numbers = [word for word in words if word.isdecimal() and 0 < int(word) <= 30]
    if len(numbers) != 1 or len(words) < 2:
        return 0, words
    rest = list(words)
    rest.remove(numbers[0])
    return int(numbers[0]), tuple(rest)


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A long word without an ending: ``Empfängers``, ``alıcının``."""
    (word,) = words
    roles = vocabulary().roles
    ends = (word[:-count] for count in (1, 2) if len(word) - count >= LONG_ROLE)
    shorter = ((one,) for one in (*ends, *sorted(stems(word), key=len, reverse=True)))
    return next((one for one in shorter if one in roles), words)


def _roles(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Set[str]]]:
    """Each role said in a header, the header's other words, and the languages of the role's."""
    known = vocabulary()
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            said = words[at : at + size]
            if said not in known.roles and size == 1:
                said = _bare(said)
            rest = (*words[:at], *words[at + size :])
            # Words such as "to" and "von" stand in many headers that are about nobody else.
            if said in known.roles and (not rest or len(words[at]) > SHORT):
                yield known.roles[said], rest, known.spoken[said]
