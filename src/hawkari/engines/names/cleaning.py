"""Undo what keyboards, encodings and typesetting do to the letters of a name.

One form comes out for all the ways in which Arabic, Persian, Sorani, Urdu and Pashto keyboards
write one letter, and for presentation forms out of old registers and PDFs.
"""

import re
import unicodedata

__all__ = ["as_sorani", "clean"]

# ligatures for whole phrases: NFKC would turn one letter into four words
_PHRASES = re.compile("[\ufdf0-\ufdff]")
_HEH_JOINED = re.compile("[هھہە]\u200c")
_HEH_FINAL = re.compile("[هھ](?![\\w\u064b-\u065f])")
_SORANI = re.compile("[ەێۆڕڵڤ]")
# letters that are consonants wherever they stand; و and ی may be vowels
_SOLID = "بپتثجچحخدذرڕزژسشصضطظعغفڤقكکگلڵمنئ"
_HEH_VOWEL = re.compile(f"(?<=[{_SOLID}])[هھ](?=[{_SOLID}]|[هھ][اوىيی])")
_HEH_TWICE = re.compile("[هھ]{2}[اوىيی]")
_WORD = re.compile(r"[\w\u064b-\u065f\u200c]+")
# tatweel, vowel signs, Quranic marks, joiners, direction marks, byte order mark, soft hyphen
_MARKS = re.compile(
    "[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\ufe00-\ufe0f]"
)
_VARIANTS = str.maketrans({
    "ك": "ک", "ڪ": "ک", "ڮ": "ک", "ي": "ی", "ى": "ی", "ۍ": "ی", "ؽ": "ی", "ؾ": "ی", "ئ": "ئ",
    "ہ": "ه", "ۀ": "ه", "ۂ": "ه", "ھ": "ه", "ۃ": "ة", "ګ": "گ", "ڳ": "گ", "ٵ": "أ", "ۇ": "ۇ",
    "ٲ": "أ", "ٳ": "إ", "ٶ": "ؤ", "ٸ": "ئ", "ݵ": "ا", "ݶ": "ا", "ێ": "ێ", "ې": "ێ", "ڔ": "ڕ",
    "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
})  # fmt: skip
_PRECOMPOSED = frozenset("آأؤإئۀۂۓ")
# letters whose mark is part of the letter; from others the mark goes
_KEPT = frozenset("āăêîûĥǰŵŷỳẗḣščžġĉḥṣḍṭẓḏṯşșçćğẍïíìįÿöóòôőäáàąâåéèëęėěēīōüúùűųůūḧñńņļśźżďťțţřŕģķý")
# whatever is neither plain, nor a letter that we keep, nor a letter of the Arabic script as it is
_MARKED = re.compile(
    f"[^\x00-\x7f{''.join(sorted(_KEPT))}\u0600-\u0605\u061b-\u064a\u0660-\u066f\u0671-\u06d5"
    "\u06dd\u06de\u06e9\u06ee-\u06ff]"
)
_ALEF_HAMZA = re.compile("[یى]\u0654")


def clean(text: str) -> str:
    """One spelling for one letter: lower case, keyboard variants resolved, invisible marks gone.

    Args:
        text: a name in any script and normal form.

    Returns:
        Text in NFC and lower case, words still separated as they were. Sorani's vowel ە is told
        from the consonant ه by the joiner after it, or by standing last in a word that has
        another Sorani letter, or, on a keyboard without ە, by standing between consonants in a
        word that begins with ئ, does so twice, or has two in a row: ئهحمهد, محهممهد, بههار.

    Source of the ە rule: proposal L2/14-136 (Pournader 2014) and common practice of typists.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", _PHRASES.sub("", text)).lower().replace("i\u0307", "i")
    text = _ALEF_HAMZA.sub("ئ", text)
    text = _HEH_JOINED.sub("ە", text)
    if _SORANI.search(text) or _HEH_VOWEL.search(text):
        text = _WORD.sub(_sorani_vowels, text)
    text = _MARKS.sub("", text).translate(_VARIANTS)
    return _MARKED.sub(lambda match: _unmarked(match.group()), text)


def _sorani_vowels(match: re.Match[str]) -> str:
    word = match.group()
    if "ە" not in word and _typed_without_e(word):
        word = _HEH_VOWEL.sub("ە", word)
    return _HEH_FINAL.sub("ە", word) if _SORANI.search(word) else word


def as_sorani(text: str) -> str:
    """A text known to be Sorani, with ه between consonants read as the vowel ە.

    For names typed on an Arabic keyboard; a word that has ە already is left as it is.
    """
    return _WORD.sub(lambda match: _vowels_of(match.group()), text)


def _vowels_of(word: str) -> str:
    return word if "ە" in word else _HEH_FINAL.sub("ە", _HEH_VOWEL.sub("ە", word))


def _typed_without_e(word: str) -> bool:
    """Whether ه stands in a word where no Arabic or Persian name has it."""
    if word.startswith("ئ") or _HEH_TWICE.search(word):
        return True
    return len(_HEH_VOWEL.findall(word)) > 1


def _unmarked(char: str) -> str:
    """A letter without the marks that carry no sound for us; ı is i, whatever the locale."""
    if char < "\u0080" or char in _KEPT or char in _PRECOMPOSED:
        return char
    if char == "ı":
        return "i"
    parts = unicodedata.normalize("NFD", char)
    if len(parts) == 1:
        return "" if unicodedata.combining(char) else char
    base = "".join(part for part in parts if not unicodedata.combining(part))
    # keep one mark where that makes a letter we know, as in ṓ
    return next((c for c in (unicodedata.normalize("NFC", base + m) for m in parts[1:])
                 if c in _KEPT), base)  # fmt: skip
