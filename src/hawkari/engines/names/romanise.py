"""A reading aid in Latin letters for names in Arabic script. Not used by the comparison.

Short vowels that the script leaves out are not guessed, except that Sorani, Persian and Arabic
consonant clusters get an *i* or *a* where they could not be said: a reader sees a name, and the
original stands beside it.

Sources: for Sorani the spellings of the Kurdistan Region's offices (sh, kh, gh, zh, ch; BGN/PCGN
2007 in its main lines); for Arabic and Persian plain letters after BGN/PCGN without marks.
"""

import re

from hawkari.engines.names.cleaning import clean
from hawkari.engines.names.scripts import is_arabic

__all__ = ["guess_language", "romanise"]

_SHARED = {
    **dict(zip("بپتجحخدرزسشصطعغفڤقکگلمن", [
        "b", "p", "t", "j", "h", "kh", "d", "r", "z", "s", "sh", "s", "t", "", "gh", "f", "v",
        "q", "k", "g", "l", "m", "n"], strict=True)),
    "چ": "ch", "ژ": "zh", "ث": "th", "ذ": "dh", "ض": "d", "ظ": "z", "آ": "a", "ا": "a", "أ": "a",
    "إ": "i", "ٱ": "a", "ء": "", "ئ": "", "ؤ": "w", "ه": "h", "ة": "a", "ە": "a", "ێ": "e",
    "ۆ": "o", "ڕ": "r", "ڵ": "l", "ټ": "t", "ډ": "d", "ړ": "r", "ڼ": "n", "ښ": "sh", "ږ": "zh",
    "ځ": "dz", "څ": "ts", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ے": "e", "ۋ": "v",
}  # fmt: skip
_BY_LANGUAGE = {
    "ckb": {"ث": "s", "ذ": "z", "ض": "z"},
    "fa": {"ث": "s", "ذ": "z", "ض": "z", "ظ": "z", "و": "v", "ق": "gh"},
    "ps": {"ث": "s", "ذ": "z", "ض": "z", "ښ": "kh", "ږ": "g"},
    "ur": {"ث": "s", "ذ": "z", "ض": "z"},
    "ar": {},
}
_VOWELS = frozenset("aeiou")
_LONG = frozenset("اآەێۆ")
_WORD = re.compile(r"[^\s\-]+|[\s\-]+")
# Names that readers know in one spelling, by cleaned word.
_KNOWN = {
    "محمد": "Muhammad", "محەمەد": "Muhammad", "احمد": "Ahmad", "أحمد": "Ahmad", "ئەحمەد": "Ahmad",
    "علی": "Ali", "عەلی": "Ali", "حسن": "Hasan", "حەسەن": "Hasan", "حسین": "Husayn",
    "حوسێن": "Husen", "عمر": "Umar", "عومەر": "Umar", "عثمان": "Uthman", "خالد": "Khalid",
    "مصطفی": "Mustafa", "عیسی": "Isa", "موسی": "Musa", "یحیی": "Yahya", "عبد": "Abd",
    "الله": "Allah", "عبدالله": "Abdullah", "محمود": "Mahmud", "کریم": "Karim", "رشید": "Rashid",
    "بن": "bin", "ابن": "ibn", "بنت": "bint", "ابو": "Abu", "أبو": "Abu", "ام": "Umm", "أم": "Umm",
    "سعید": "Said", "یوسف": "Yusuf", "ابراهیم": "Ibrahim", "إبراهیم": "Ibrahim", "مجید": "Majid",
    "فاطمة": "Fatima", "فاطمه": "Fatima", "صالح": "Salih", "رحمن": "Rahman",
    "عبدالرحمن": "Abd al-Rahman",
}  # fmt: skip


# ISO 639-3 codes, as FollowTheMoney writes them, and languages written alike.
_ALSO_CALLED = {"prs": "fa", "kmr": "ckb", "ara": "ar", "fas": "fa", "pus": "ps", "urd": "ur"}


def guess_language(text: str) -> str:
    """Language of a cleaned name in Arabic script, by its letters.

    One rare letter is not proof; this only picks a reading aid.

    Returns:
        ``ckb``, ``ps``, ``ur``, ``fa``, or else ``ar``.
    """
    if re.search("[ەێۆڕڵ]", text):
        return "ckb"
    if re.search("[ټډړڼښږځڅ]", text):
        return "ps"
    if re.search("[ٹڈڑںے]", text):
        return "ur"
    return "fa" if re.search("[پچژگ]", text) else "ar"


def romanise(name: str, language: str = "") -> str:
    """A reading aid in Latin letters for a name in Arabic script.

    Args:
        name: the name; a name without Arabic letters is returned unchanged.
        language: ``ar``, ``ckb``, ``fa``, ``prs``, ``ps`` or ``ur``, or their ISO 639-3 codes;
            empty, or any other, to guess from the letters.

    Returns:
        Words with capitals, in the order of the original. It loses differences (ح and ه are both
        *h*) and cannot be turned back.
    """
    if not any(map(is_arabic, name)):
        return name
    text = clean(name)
    known = _ALSO_CALLED.get(language, language)
    chosen = known if known in _BY_LANGUAGE else guess_language(text)
    return "".join(
        _romanise_word(word, chosen) if any(map(is_arabic, word)) else _as_written(word)
        for word in _WORD.findall(text)
    ).strip()


def _as_written(word: str) -> str:
    return " " if word.isspace() else word.capitalize()


def _romanise_word(word: str, language: str) -> str:
    if word in _KNOWN:
        return _KNOWN[word]
    if word.startswith("ال") and len(word) >= 4 and language in ("ar", "fa"):
        rest = _KNOWN.get(word[2:]) or _letters(word[2:], language).capitalize()
        return "al-" + rest
    if word.startswith("عبدال") and len(word) > 6:
        return "Abd al-" + (_KNOWN.get(word[5:]) or _letters(word[5:], language).capitalize())
    return _letters(word, language).capitalize()


def _letters(word: str, language: str) -> str:
    table = _SHARED | _BY_LANGUAGE[language]
    word = re.sub("^ئ(?=.)", "", word)
    parts = [_letter(word, place, table) for place in range(len(word))]
    if word.endswith("ه") and language != "ckb" and len(word) > 2 and word[-2] != "ا":
        parts[-1] = "a" if language == "ar" else "eh"
    return _sayable([part for part in parts if part], language)


def _letter(word: str, place: int, table: dict[str, str]) -> str:
    """One letter; و and ی are consonants at the front and between vowels, else vowels."""
    char = word[place]
    if char in "وی":
        consonant, vowel = (table.get("و", "w"), "u") if char == "و" else ("y", "i")
        before = word[place - 1] if place else ""
        after = word[place + 1] if place + 1 < len(word) else ""
        if char == before == "و":
            return ""
        alone = place > 0 and after not in _LONG and before not in _LONG
        alone = alone and not (char == "و" and after == "ی")
        return vowel if alone else consonant
    return table.get(char, "" if is_arabic(char) else char)


def _sayable(parts: list[str], language: str) -> str:
    """Put a short vowel between consonants that could not be said together."""
    short = "i" if language == "ckb" else "a"
    out: list[str] = []
    for place, part in enumerate(parts):
        consonant = part[0] not in _VOWELS
        before = out[-1] if out else ""
        if consonant and before and before[0] not in _VOWELS:
            first = len(out) == 1
            third = len(out) > 1 and out[-2][0] not in _VOWELS
            if first or third or place == len(parts) - 1:
                out.append(short)
        out.append(part)
    return "".join(out)
