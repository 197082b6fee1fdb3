"""Make of a clean sentence what people type: cut short, without the right keyboard, among names."""

import random
import unicodedata
from dataclasses import dataclass

OTHER = "und"  # what stands for the Latin-script languages that are not asked for
# Sorani's letters, and what an Arabic keyboard has for them.
SORANI, ARABIC_KEYS = "کیێەۆڕڵپچژڤ", "كييهورلبجزف"
TO_ARABIC_KEYS = str.maketrans(SORANI, ARABIC_KEYS)
_PERSIAN_TO_ARABIC = str.maketrans("کی", "كي")
_ARABIC_TO_PERSIAN = str.maketrans("كي", "کی")
_OTHER_HEH = str.maketrans("ەھ", "هه")
_DOTLESS = str.maketrans("ıđĐ", "idD")
# Kurmanji as it is written in the Kurdistan Region's Duhok: the same words in Arabic letters.
_KURMANJI = {"a": "ا", "b": "ب", "c": "ج", "ç": "چ", "d": "د", "e": "ە", "ê": "ێ", "f": "ف",
             "g": "گ", "h": "ه", "i": "", "î": "ی", "j": "ژ", "k": "ک", "l": "ل", "m": "م",
             "n": "ن", "o": "ۆ", "p": "پ", "q": "ق", "r": "ر", "s": "س", "ş": "ش", "t": "ت",
             "u": "و", "û": "وو", "v": "ڤ", "w": "و", "x": "خ", "y": "ی", "z": "ز"}  # fmt: skip
_DROPS_MARKS = {"kmr": 0.4, "tr": 0.08, "az": 0.08, "sq": 0.08, "vi": 0.08, "fr": 0.08,
                "de": 0.08, "so": 0.08, OTHER: 0.08}  # fmt: skip
_PERSIAN_LETTERS = {"fa", "ur", "ps"}
_IN_ARABIC_SCRIPT = {"ar", "ckb", "fa", "hac", "ps", "ug", "ur"}


@dataclass
class Disguises:
    """Draws one disguise after the other; the same seed draws the same."""

    chance: random.Random
    latin_names: list[str]
    arabic_names: list[str]

    def of(self, language: str, text: str) -> str:
        """One way to find this sentence in a post."""
        words = self._named(language, self._cut(text.split()))
        return self._typed(language, " ".join(words))

    def kurmanji_in_arabic_letters(self, text: str) -> str:
        """A disguised sentence of Kurmanji, in Arabic letters."""
        words = self._named("kmr", self._cut(text.split()))
        spelt = " ".join(_in_arabic_letters(word) for word in words)
        return spelt.translate(TO_ARABIC_KEYS) if self.chance.random() < 0.3 else spelt

    def _cut(self, words: list[str]) -> list[str]:
        draw = self.chance.random()
        longest = (5 if draw < 0.5 else 12) if draw < 0.65 else len(words)
        if longest < len(words):
            length = self.chance.randint(2 if longest == 5 else 5, longest)
            first = self.chance.randrange(len(words) - length + 1) if length < len(words) else 0
            words = words[first : first + length]
        if len(words) > 4 and self.chance.random() < 0.3:
            words = [word for word in words if self.chance.random() > 0.3] or words
        return words

    def _named(self, language: str, words: list[str]) -> list[str]:
        if len(words) <= 2 or self.chance.random() >= 0.15:
            return words
        arabic = language in _IN_ARABIC_SCRIPT and self.chance.random() < 0.7
        at = self.chance.randint(0, len(words))
        name = self.chance.choice(self.arabic_names if arabic else self.latin_names)
        return [*words[:at], name, *words[at:]]

    def _typed(self, language: str, text: str) -> str:
        draw = self.chance.random()
        if draw < _DROPS_MARKS.get(language, 0):
            return without_marks(text)
        if language == "ckb":
            return self._sorani(text, draw)
        if language in _PERSIAN_LETTERS and draw < 0.15:
            return text.translate(_PERSIAN_TO_ARABIC)
        if language == "ar" and draw < 0.1:
            return text.translate(_ARABIC_TO_PERSIAN)
        return text

    def _sorani(self, text: str, draw: float) -> str:
        if draw < 0.35:
            return text.translate(TO_ARABIC_KEYS)
        if draw < 0.5:
            pairs = zip(SORANI, ARABIC_KEYS, strict=True)
            some = {ord(own): key for own, key in pairs if self.chance.random() < 0.75}
            return text.translate(some)
        return text.translate(_OTHER_HEH) if draw < 0.55 else text


def without_marks(text: str) -> str:
    """Latin letters without their marks, as on a keyboard that lacks them."""
    apart = unicodedata.normalize("NFD", text.translate(_DOTLESS))
    bare = "".join(char for char in apart if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", bare)


def _in_arabic_letters(word: str) -> str:
    small = word.lower()
    spelt = "".join(_KURMANJI.get(char, char) for char in small)
    if small[:1] and small[0] in "aeêoîuûi":
        spelt = "ئ" + spelt
    return "ڕ" + spelt[1:] if spelt.startswith("ر") else spelt
