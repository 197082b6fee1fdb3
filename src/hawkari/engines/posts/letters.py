"""What the language of a post is read from: hashed runs of the letters of its main script."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["ARABIC", "BENGALI", "ETHIOPIC", "LATIN", "Letters", "letters_of", "runs"]

ARABIC, ETHIOPIC, LATIN, BENGALI = "Arabic", "Ethiopic", "Latin", "Bengali"

_ELSEWHERE = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|(?<!\w)[@]\w+|(?<!\w)(?:t|wa)\.me/\S+|&\w+;", re.IGNORECASE
)
_SCRIPTS = {
    ARABIC: re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f]"),
    ETHIOPIC: re.compile("[\u1200-\u137f]"),
    BENGALI: re.compile("[\u0980-\u09ff]"),
    LATIN: re.compile("[a-zß-öø-ɏḀ-ỿəı]"),
}
_OTHER = re.compile(r"[^\W\d_]")
_SYLLABLES = range(0x1200, 0x1380)  # of the Ethiopic script: rows of eight, a consonant each
_LONGEST = {ETHIOPIC: 7}  # letters; there a syllable counts two
_PLENTY = 0.2  # of a post's letters: enough to call it by a script that is not Latin
_MIX = np.uint64(0xD6E8FEB86659FD93)
_BASE = np.uint64(0x9E3779B97F4A7C15)
_BLANK = 32


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a post that are in its main script.

    Attributes:
        script: `ARABIC`, `ETHIOPIC`, `LATIN`, `BENGALI`, or empty for any other and for none.
        words: lower case, apart by single blanks; without digits, marks, emoji, links, handles.
            Ethiopic syllables are taken apart into consonant and vowel.
    """

    script: str
    words: str


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        made = self[code] = _fate(chr(code))
        return made


def _fate(char: str) -> str:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or char == "ـ":
        return ""
    if category[0] in "LM":
        return char
    return "'" if char in "'’‘`´" else " "


_TABLE = _Table()
_APART = {code: chr(code & ~7) + str(code & 7) for code in _SYLLABLES}


def letters_of(text: str) -> Letters:
    """The main script of a post, and its words in it.

    A script that is not Latin is the main one as soon as it has a fifth of the letters: names and
    brands are written in Latin letters everywhere.
    """
    plain = unicodedata.normalize("NFKC", _ELSEWHERE.sub(" ", text)).lower().translate(_TABLE)
    if max(plain, default="") < "\u0370":  # Latin letters alone
        kept = (word.strip("'") for word in plain.split())
        words = " ".join(word for word in kept if word)
        return Letters(LATIN, words) if words else Letters("", "")
    counts = {script: len(letters.findall(plain)) for script, letters in _SCRIPTS.items()}
    whole = len(_OTHER.findall(plain))
    others = max((ARABIC, ETHIOPIC, BENGALI), key=lambda script: counts[script])
    script = others if counts[others] and counts[others] >= _PLENTY * whole else LATIN
    if counts[script] < _PLENTY * whole or not counts[script]:
        return Letters("", "")
    letters = _SCRIPTS[script]
    kept = (word.strip("'") for word in plain.split() if letters.search(word))
    words = " ".join(kept)
    return Letters(script, words.translate(_APART) if script == ETHIOPIC else words)


def runs(
    words: Sequence[str], script: str, bits: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hash every short run of letters, and every word, of some texts.

    Args:
        words: the words of each text, as `letters_of` gives them; none may be empty.
        script: of all of them.
        bits: hashes are below 2 to this power.

    Returns:
        The hashes of all texts one after the other, and where each text begins.
    """
    padded = [f" {each} " for each in words]
    lengths = np.array([len(each) for each in padded], dtype=np.int64)
    code = np.frombuffer("".join(padded).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    text = np.repeat(np.arange(len(padded)), lengths)
    ends = np.cumsum(lengths)[text]
    hashes, owners = _runs_of_letters(code, text, (ends, _LONGEST.get(script, 5)))
    word_hashes, word_owners = _whole_words(code, text)
    mixed = np.concatenate([*hashes, word_hashes])
    owner = np.concatenate([*owners, word_owners])
    mixed ^= mixed >> np.uint64(29)
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(32)
    mixed *= _MIX
    order = np.argsort(owner, kind="stable")
    starts = np.zeros(len(padded), dtype=np.int64)
    np.cumsum(np.bincount(owner, minlength=len(padded))[:-1], out=starts[1:])
    return (mixed >> np.uint64(64 - bits)).astype(np.int64)[order], starts


Hashes = NDArray[np.uint64]
Owners = NDArray[np.int64]


def _runs_of_letters(
    code: Hashes, text: Owners, limits: tuple[Owners, int]
) -> tuple[list[Hashes], list[Owners]]:
    ends, longest = limits
    hashes, owners = [], []
    size = len(code)
    at = np.arange(size)
    running = np.zeros(size, dtype=np.uint64)
    for length in range(1, longest + 1):
        many = size - length + 1
        if many <= 0:
            break
        running = running[:many] * _BASE + code[length - 1 :][:many] + np.uint64(1)
        inside = at[:many] + length <= ends[:many]
        if length == 1:
            inside &= code[:many] != _BLANK
        hashes.append(running[inside] + np.uint64(length))
        owners.append(text[:many][inside])
    return hashes, owners


def _whole_words(code: Hashes, text: Owners) -> tuple[Hashes, Owners]:
    blanks = np.flatnonzero(code == _BLANK)
    first, last = blanks[:-1], blanks[1:]
    real = (text[first] == text[last]) & (last > first + 1)
    first, last = first[real], last[real]
    hashes = np.zeros(len(first), dtype=np.uint64)
    lengths = last - first - 1
    for step in range(1, int(lengths.max(initial=0)) + 1):
        open_ = lengths >= step
        hashes[open_] = hashes[open_] * _BASE + code[first[open_] + step] + np.uint64(1)
    return hashes + np.uint64(77), text[first]
