"""A reading aid in Latin letters for names in Arabic script. Not used by the comparison.

Short vowels that the script leaves out are not guessed, except that Sorani, Persian and Arabic
consonant clusters get an *i* or *a* where they could not be said: a reader sees a name, and the
original stands beside it.

Sources: for Sorani the spellings of the Kurdistan Region's offices (sh, kh, gh, zh, ch; BGN/PCGN
2007 in its main lines); for Arabic and Persian plain letters after BGN/PCGN without marks.
"""

import json
import re
from functools import lru_cache
from importlib.resources import files

from hawkari.engines.names.cleaning import as_sorani, clean
from hawkari.engines.names.scripts import is_arabic

__all__ = ["SCHEMES", "guess_language", "romanise"]

SCHEMES = {
    "ar": "BGN/PCGN without marks: sh th kh dh gh q; ay/i and aw/u for ya and waw; al- before "
    "names with an article; usual short vowels where the name is in the table of readings",
    "ckb": "offices of the Kurdistan Region (BGN/PCGN 2007 in its main lines): ە and ا are a, ێ e, "
    "ۆ o, وو u, sh ch zh kh gh; an i where consonants could not be said together",
    "kmr": "from the Hawar alphabet: ş sh, ç ch, c j, j zh, x kh, ê e, î i, û u",
    "fa": "BGN/PCGN without marks: و v, ق gh, ث س ص s, ذ ز ض ظ z, final ه eh",
    "ps": "as Persian, with ښ kh, ږ g, ځ dz, څ ts, ټ ډ ړ ڼ t d r n",
    "ur": "as Persian, with ٹ ڈ ڑ t d r, ے e, و w",
    "tr": "from the Turkish alphabet: ş sh, ç ch, c j, ğ g, ı i, ö o, ü u",
}
"""The scheme of each language that `romanise` reads, in words."""

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
# Latin alphabets of the region, for readers of English
_LATIN = {
    "kmr": {"ş": "sh", "ç": "ch", "c": "j", "j": "zh", "x": "kh", "ẍ": "gh", "ê": "e", "î": "i",
            "û": "u", "ḧ": "h"},
    "tr": {"ş": "sh", "ç": "ch", "c": "j", "ğ": "g", "ı": "i", "ö": "o", "ü": "u", "â": "a",
           "î": "i", "û": "u"},
}  # fmt: skip
# letters that Persian says otherwise than the Arabic readings of the table
_SAID_OTHERWISE = frozenset("ثذضظوق")
_VOWELS = frozenset("aeiou")
_LONG = frozenset("اآەێۆ")
_WORD = re.compile(r"[^\s\-]+|[\s\-]+")
# Names that readers know in one spelling, by cleaned word.
_KNOWN = {
    "محمد": "Muhammad", "محەمەد": "Muhammad", "محەممەد": "Muhammad",
    "احمد": "Ahmad", "أحمد": "Ahmad", "ئەحمەد": "Ahmad",
    "علی": "Ali", "عەلی": "Ali", "حسن": "Hasan", "حەسەن": "Hasan", "حسین": "Husayn",
    "حوسێن": "Husen", "عمر": "Umar", "عومەر": "Umar", "عثمان": "Uthman", "خالد": "Khalid",
    "مصطفی": "Mustafa", "عیسی": "Isa", "موسی": "Musa", "یحیی": "Yahya", "عبد": "Abd",
    "الله": "Allah", "عبدالله": "Abdullah", "الدین": "al-Din",
    "محمود": "Mahmud", "کریم": "Karim", "رشید": "Rashid",
    "بن": "bin", "ابن": "ibn", "بنت": "bint", "ابو": "Abu", "أبو": "Abu", "ام": "Umm", "أم": "Umm",
    "سعید": "Said", "یوسف": "Yusuf", "ابراهیم": "Ibrahim", "إبراهیم": "Ibrahim", "مجید": "Majid",
    "فاطمة": "Fatima", "فاطمه": "Fatima", "صالح": "Salih", "رحمن": "Rahman",
    "عبدالرحمن": "Abd al-Rahman",
}  # fmt: skip


# ISO 639-3 codes, as FollowTheMoney writes them, and languages written alike.
_ALSO_CALLED = {
    "prs": "fa",
    "ku": "kmr",
    "tur": "tr",
    "ara": "ar",
    "fas": "fa",
    "pus": "ps",
    "urd": "ur",
}


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
    """A reading aid in plain Latin letters.

    Args:
        name: the name, in Arabic script; one in Latin letters is returned unchanged, except that
            Kurmanji and Turkish letters are respelt for readers of English when `language` says
            ``kmr`` or ``tr``.
        language: ``ar``, ``ckb``, ``kmr``, ``fa``, ``prs``, ``ps``, ``ur`` or ``tr``, or their
            ISO 639-3 codes; empty, or any other, to guess from the letters.

    Returns:
        Words with capitals, in the order of the original, after the scheme of the language in
        `SCHEMES`. It loses differences (ح and ه are both *h*) and cannot be turned back.
    """
    known = _ALSO_CALLED.get(language, language)
    if not any(map(is_arabic, name)):
        return _respelt(name, _LATIN[known]) if known in _LATIN else name
    known = "ckb" if known == "kmr" else known
    text = clean(name)
    chosen = known if known in _BY_LANGUAGE else guess_language(text)
    if chosen == "ckb":
        text = clean(as_sorani(text))
    return "".join(
        _romanise_word(word, chosen) if any(map(is_arabic, word)) else _as_written(word)
        for word in _WORD.findall(text)
    ).strip()


def _respelt(name: str, letters: dict[str, str]) -> str:
    """Letters respelt, capitals kept: Şêrko becomes Sherko."""
    out = []
    for char in name.replace("İ", "I"):
        lower = char.lower()
        new = letters.get(lower, lower)
        out.append(new.capitalize() if char != lower else new)
    return "".join(out)


@lru_cache(maxsize=1)
def readings() -> dict[str, str]:
    """Usual Latin readings by cleaned form, lower-case; see the resource for its sources."""
    resource = files("hawkari.engines.names").joinpath("resources", "readings.json")
    table: dict[str, str] = json.loads(resource.read_text("utf-8"))["readings"]
    return table


def _usual(word: str, language: str) -> str:
    """The usual reading of a word, or of a nisba's stem; empty where there is none."""
    known = _KNOWN.get(word)
    if known is not None:
        return known
    if language == "fa" and not _SAID_OTHERWISE.isdisjoint(word):
        return ""
    found = readings().get(word, "")
    if not found and len(word) > 3 and word.endswith("ی"):
        stem = readings().get(word[:-1], "")
        found = stem + "i" if stem and stem[-1] not in _VOWELS else ""
    return found.capitalize()


def _as_written(word: str) -> str:
    return " " if word.isspace() else word.capitalize()


def _romanise_word(word: str, language: str) -> str:
    usual = _usual(word, language)
    if usual:
        return usual
    if word.startswith("ال") and len(word) >= 4 and language in ("ar", "fa"):
        rest = _usual(word[2:], language) or _letters(word[2:], language).capitalize()
        return "al-" + rest
    if word.startswith("عبدال") and len(word) > 6:
        return "Abd al-" + (_usual(word[5:], language) or _letters(word[5:], language).capitalize())
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
