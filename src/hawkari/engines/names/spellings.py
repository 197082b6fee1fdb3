"""How a name is usually written elsewhere: in European records, or in Arabic script.

Hints for people who search other systems, which know one spelling only; not the right form, and
not used by the comparison.

Sources: national habits from general knowledge, after the table of the decision page, unreviewed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

from hawkari.engines.names.fold import fold
from hawkari.engines.names.letters import ABD
from hawkari.engines.names.pieces import pieces_of
from hawkari.engines.names.romanise import readings, romanise
from hawkari.engines.names.scripts import Script, script_of

__all__ = ["Spelling", "arabic_spellings", "latin_spellings"]

_HABITS: Mapping[str, Mapping[str, str]] = {
    "en": {},
    "fr": {"sh": "ch", "ch": "tch", "j": "dj", "u": "ou", "w": "ou", "q": "k", "ee": "i"},
    "de": {"sh": "sch", "ch": "tsch", "j": "dsch", "kh": "ch", "zh": "sch", "y": "j", "v": "w",
           "z": "s", "q": "k"},
    "tr": {"sh": "ş", "ch": "ç", "j": "c", "kh": "h", "gh": "ğ", "zh": "j", "w": "v", "q": "k",
           "dh": "z", "th": "s"},
}  # fmt: skip
_CAP = 6
_ARABIC = {
    **dict(zip("bptjdrzsfqklmnhwyvgcx", "بپتجدرزسفقكلمنهويفغكخ", strict=True)),
    **dict(zip("ščžġxĉḥṣḍṭẓḏṯʿʾǰĥ", "شتزغختحصضطظذثعءجه", strict=True)),
    **dict(zip("āîû", "ايو", strict=True)), "p": "ب", "g": "ك", "č": "ج", "ĉ": "ش", "ž": "ج",
}  # fmt: skip
_SORANI = {
    **dict(zip("bptjdrzsfqklmnhwyvgcx", "بپتجدرزسفقکلمنهویڤگکخ", strict=True)),
    **dict(zip("ščžġĉḥṣḍṭẓḏṯʿǰĥ", "شچژغچحسدتززسعجه", strict=True)),
    **dict(zip("eêoôîāu", "ێێۆۆیاو", strict=True)), "û": "وو", "i": "", "ʾ": "",
}  # fmt: skip
_ARABIC_KEYS = str.maketrans("یک", "يك")
_VOWELS = frozenset("aeiouāêîûôă")


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a name.

    Attributes:
        language: whose habit it is: ``ar``, ``ckb``, ``en``, ``fr``, ``de`` or ``tr``.
        text: the name so written.
    """

    language: str
    text: str


def latin_spellings(name: str, language: str = "") -> tuple[Spelling, ...]:
    """The spellings usual in English, French, German and Turkish records, in this order.

    Args:
        name: a name in any script; titles are kept.
        language: of the name, see `romanise`.
    """
    plain = romanise(name, language)
    return tuple(
        Spelling(habit, _respelt(plain, letters) if letters else plain)
        for habit, letters in _HABITS.items()
    )


def _respelt(text: str, letters: Mapping[str, str]) -> str:
    longest_first = sorted(letters, key=len, reverse=True)

    def respelt(match: re.Match[str]) -> str:
        found = match.group()
        new = letters[found.lower()]
        return new.capitalize() if found[0].isupper() else new

    return re.sub("|".join(longest_first), respelt, text, flags=re.IGNORECASE)


def arabic_spellings(name: str) -> tuple[Spelling, ...]:
    """Plausible spellings of a Latin name in Arabic script, for a search elsewhere.

    Args:
        name: a name in Latin letters.

    Returns:
        At most six: Arabic first, then Sorani, each the likeliest first. Short vowels are a guess.
        Empty for a name in another script or without letters.
    """
    if script_of(name) is not Script.LATIN or not fold(name).tokens:
        return ()
    words = [(piece.token, piece.article) for piece in pieces_of(name) if piece.token]
    arabic = [list(islice(_arabic_words(token, article=held), 2)) for token, held in words]
    sorani = [list(islice(_sorani_words(token), 2)) for token, _ in words]
    found = [Spelling("ar", text) for text in _names(arabic)]
    return tuple(found + [Spelling("ckb", text) for text in _names(sorani)])


def _names(words: list[list[str]]) -> list[str]:
    """Whole names from the choices for each word, three at most, first choices first."""
    whole = sorted(product(*map(enumerate, words)), key=lambda choice: sum(at for at, _ in choice))
    texts = dict.fromkeys(" ".join(word for _, word in choice) for choice in whole)
    return list(islice(texts, _CAP // 2))


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Arabic forms by the folded usual reading; the shortest of several."""
    forms: dict[str, str] = {}
    for form, reading in sorted(readings().items(), key=lambda row: (len(row[0]), row[0])):
        tokens = fold(reading).tokens
        if len(tokens) == 1:
            forms.setdefault(tokens[0], form)
    return forms


def _arabic_words(token: str, *, article: bool) -> Iterator[str]:
    start = "ال" if article else ""
    if token[0] == ABD:
        rest = token[1:]
        if rest == "lah":
            yield "عبد الله"
            return
        for word in _arabic_words(rest, article=True):
            yield f"عبد {word}"
        return
    known = _forms().get(token)
    if known is not None:
        yield start + known.translate(_ARABIC_KEYS)
    yield start + _lettered(token, long=True)
    yield start + _lettered(token, long=False)


def _lettered(token: str, *, long: bool) -> str:
    """Letter by letter; `long` writes each a, i and u inside the word, else the last one only."""
    vowels = {"a": "ا", "i": "ي", "u": "و", "o": "و", "ô": "و"}
    last = max((place for place, char in enumerate(token) if char in _VOWELS), default=-1)
    out = []
    for place, char in enumerate(token):
        if char in _VOWELS and place == 0:
            out.append("ا")
        elif char in vowels and (long or place == last):
            out.append(vowels[char])
        else:
            out.append(_ARABIC.get(char, ""))
    return "".join(out)


def _sorani_words(token: str) -> Iterator[str]:
    """First with ە for each a but the last, as in بەرزان; then with ا for each, as in کاروان."""
    token = token.replace(ABD, "ʿabdul") if token[0] == ABD else token
    last = max((place for place, char in enumerate(token) if char in _VOWELS), default=-1)
    closed = len(token) > 2 and token[2] not in _VOWELS
    for first in "ەا":
        letters = []
        for place, char in enumerate(token):
            letter = _SORANI.get(char, "")
            if char == "a":
                letter = "ا" if place == last or (place == 0 and not closed) else first
            elif char == "i" and place == last:
                letter = "ی"
            letters.append(letter)
        yield ("ئ" if token[0] in _VOWELS else "") + "".join(letters)
