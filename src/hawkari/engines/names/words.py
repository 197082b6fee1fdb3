"""One written word becomes folded letters; and is it an article, a particle, a title?"""

import re
from functools import lru_cache

from hawkari.engines.names.letters import (
    ARABIC,
    CHAT_DIGITS,
    CYRILLIC,
    DIGRAPHS,
    LATIN,
)
from hawkari.engines.names.scripts import ARABIC_BLOCKS, is_arabic

__all__ = ["ARTICLES", "PARTICLES", "TITLES", "WEAK", "Word", "fold_word", "split_words"]

_QUOTES = "'’‘ʼ`´ʹ"
_APOSTROPHES = _QUOTES + "ʾʿ"
_SEPARATORS = re.compile(rf"[^\w{_APOSTROPHES}]+|_+")
_DIGRAPH = re.compile("|".join(sorted(map(re.escape, DIGRAPHS), key=len, reverse=True)))
_ONE_SCRIPT = re.compile(f"[{ARABIC_BLOCKS}]+|[^{ARABIC_BLOCKS}]+")
_CK = re.compile("c+k(?!h)")
_DOUBLED = re.compile(r"(.)\1+")
_DIGITS = re.compile(r"\d")

# All in folded letters, so that one table serves every script.
ARTICLES = frozenset({
    "al", "el", "ul", "il", "ol", "l", "ar", "er", "ur", "as", "es", "us", "aš", "eš", "uš",
    "an", "en", "un", "ad", "ed", "ud", "at", "et", "ut", "az", "ez", "uz", "aṣ", "aḍ", "aṭ",
    "aẓ", "aḏ", "aṯ", "ăl",
})  # fmt: skip
PARTICLES = frozenset({
    "bin", "ben", "bn", "ibn", "ebn", "binti", "bint", "bent", "bnt", "ăbn", "ăbnẗ", "wald",
    "ould", "ûld", "ŵld", "wld", "walad", "oġlu", "oġli", "kizi", "qizi", "aka", "alias",
})  # fmt: skip
# Forms of address: dropped when they lead a name that says more.
TITLES = frozenset({
    "dr", "mr", "mrs", "ms", "miss", "prof", "kak", "kāk", "kāka", "mamosta", "mamoste",
    "māmostā", "mām", "haji", "hājỳ", "ḥājỳ", "ḥāj", "haj", "hāj", "hāji", "ḥaji", "haĉ", "hajji",
    "ḥājî", "hājî", "mula", "mulah", "mola", "mela", "mele", "mala", "melā", "molā", "mlā",
    "mulā", "mlẗ", "šeix", "šeyx", "šex", "šayx", "šaix", "šîx", "šik", "šaik", "šeik", "šŷx",
    "šêx", "ăldktŵr", "dktŵr", "dktor", "ăstāḏ", "ustad", "ostad", "ăstād", "ḥājẗ", "mawlawi",
    "maulavi", "mawlavi", "mŵlŵỳ", "qari", "qārỳ", "mam", "kaka", "haci", "hacî", "seyda", "sêyda",
    "saydā", "šeyh", "šeih", "hoca", "hoǰa", "xwaja", "eng", "muhandis", "mhnds",
    "ăndāzyār", "andazyar", "xātû", "xātŵ", "xatu", "mister", "sir", "madam", "d",
    "māmŵstā",
})  # fmt: skip
# Words that are a title in one name and a real part in the next: they count for little.
WEAK = frozenset({
    "xan", "xān", "aġa", "ăġā", "āġā", "āġa", "aġā", "beg", "bek", "bey", "bŷg", "bêg", "bg",
    "mirza", "mŷrzā", "mîrza", "mîrzā", "mrzā", "sayid", "seyid", "seyed", "sayed", "syed", "sŷd",
    "saŷd", "sed", "seid", "sayd", "šah", "šāh", "šāḣ", "gul", "gol", "gl", "gel", "jan", "jān",
    "xatun", "xānm", "xanum", "xatŵn", "hanm",
}) | TITLES  # fmt: skip


# Written abbreviations, in Latin script, of the commonest name; not pet forms, which are names.
SHORT_FORMS = dict.fromkeys(("mohd", "mohmd", "muhd", "mohad", "mhd", "muhmd"), "mohamad")


def _both_scripts(words: frozenset[str]) -> frozenset[str]:
    """The words, and how their *h*, *j* and *o* fold when they come from the Arabic script."""
    return words | {word.translate(str.maketrans("hjo", "ĥǰô")) for word in words}


TITLES = _both_scripts(TITLES)
WEAK = _both_scripts(WEAK)


class Word(str):
    """Folded letters of one written word; `article` says that an article stood before it."""

    __slots__ = ("article",)
    article: bool

    def __new__(cls, letters: str, *, article: bool = False) -> "Word":
        """Build from folded letters."""
        word = super().__new__(cls, letters)
        word.article = article
        return word


def split_words(text: str) -> list[str]:
    """Words of a cleaned name, in order, each in one script.

    Hyphens part words, and so does a change of script; apostrophes stay except at a word's end.
    """
    parts = _SEPARATORS.split(text)
    if not text.isascii():
        parts = [run for word in parts for run in _ONE_SCRIPT.findall(word)]
    return [word for run in parts if (word := run.rstrip(_QUOTES))]


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> Word:
    """Folded letters of one cleaned word; empty when it holds no letter.

    Args:
        word: without separators, as `split_words` gives it. A word with any Arabic letter is
            read as Arabic script.
    """
    if is_arabic(word[0]):
        return _fold_arabic(word)
    letters = _fold_latin(word)
    return Word(SHORT_FORMS.get(letters, letters))


def _fold_latin(word: str) -> str:
    letters = word.translate(_TO_HAMZA)
    if _DIGITS.search(letters):
        named = any(char.isalpha() and char not in "ʾʿ" for char in letters)
        letters = _digits_read(letters) if named else ""
    letters = _CK.sub("k", letters)
    symbols = _DIGRAPH.sub(lambda match: DIGRAPHS[match.group()], letters)
    folded = "".join(LATIN.get(char) or CYRILLIC.get(char, _other(char)) for char in symbols)
    return _DOUBLED.sub(r"\1", folded)


_TO_HAMZA = str.maketrans(dict.fromkeys(_QUOTES, "ʾ"))


def _digits_read(letters: str) -> str:
    letters = letters.replace("7ʾ", "x").replace("3ʾ", "ġ")
    return "".join(CHAT_DIGITS.get(c, "") if c.isdigit() else c for c in letters)


def _other(char: str) -> str:
    return char if char.isalpha() else ""


def _fold_arabic(word: str) -> Word:
    article = word.startswith("ال") and len(word) >= 4 and not word.startswith(("الله", "اللە"))
    body = word[2:] if article else word
    if body.startswith("ئ") and len(body) > 1:
        body = body[1:]
        head = ""
    elif body[0] in "اأإٱ" and len(body) > 1:
        body, head = body[1:], "ă"
    else:
        head = ""
    letters = head + _arabic_letters(body, first=not head)
    return Word(_DOUBLED.sub(r"\1", letters), article=article)


def _arabic_letters(body: str, *, first: bool) -> str:
    """Letters of a word without article; و and ی are consonants where they begin it."""
    out: list[str] = []
    last = len(body) - 1
    place = 0
    while place <= last:
        char = body[place]
        if char == "و" and body[place + 1 : place + 2] == "و":
            out.append("û")
            place += 2
            continue
        out.append(_arabic_letter(char, starts=first and place == 0 < last,
                                  ends=place == last > 0))  # fmt: skip
        place += 1
    return "".join(out)


def _arabic_letter(char: str, *, starts: bool, ends: bool) -> str:
    if starts and char in "وی":
        return "w" if char == "و" else "y"
    if ends and char in "یه":
        return "ỳ" if char == "ی" else "ḣ"
    return ARABIC.get(char) or LATIN.get(char, _other(char) if not is_arabic(char) else "")
