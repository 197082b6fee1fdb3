"""Canonical text: one spelling for what posts write in a hundred ways.

Every step of reading a post (language, adverts, clusters, claims) stands on it. What it takes away
is what people vary without meaning anything by it, or vary to escape notice: marks, stretched
letters, invisible characters, digits of another script, a keyboard's own letter for the same sound.
"""

import re
import unicodedata
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.posts.sorani import restore

__all__ = ["canonical", "canonical_with_spans", "skeleton"]

# Letters of the Arabic script that stand for one another in posts; Sorani's own letters stay.
_LETTERS = {
    "ک": "كڪڬػؼ",
    "گ": "ګڰ",
    "ی": "يىؽؾؿے",
    "ه": "ةھہۃۀۂۿ",
    "ا": "أإآٱٲٳٵ",
    "و": "ؤٶ",
    "σ": "ς",
    ",": "،、，٬",
    ".": "۔。",
    ";": "؛⁏",
    "?": "؟⸮",
    "%": "٪",
    "'": "‘’‚‛′`´ʼʻ",
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−",
}
_TOKEN_FROM = 0x2190  # below are signs such as © and °; from here on arrows, symbols, pictures
_FIRST_REGIONAL = "\U0001f1e6"
_REGIONAL = f"{_FIRST_REGIONAL}-\U0001f1ff"
_FLAG = re.compile(f"([{_REGIONAL}]{{2}})")
_HASHTAG = re.compile(r"#(?=\w)[\w#]*")
_SPACES = re.compile(r"\s+")
# A letter with the marks that belong to it, two halves of a flag, or one Hangul syllable.
_CLUSTER = re.compile(
    f"[{_REGIONAL}]{{2}}|.[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8"
    "\u06ea-\u06ed\u1160-\u11ff\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u20d0-\u20f0\ufe00-\ufe0f"
    "\uff9e\uff9f]*",
    re.DOTALL,
)
_WORDS = re.compile(r"\s*\S+|\s+")


class _Table(dict[int, str]):
    """What becomes of each character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        made = self[code] = _fate(chr(code))
        return made


def canonical(text: str, *, language: str = "") -> str:
    """One spelling for a post: for comparing and searching, never for showing.

    Compatibility forms, digits, quotes and letters of the Arabic script are folded to one; marks,
    stretching, invisible and direction characters are taken away; a hashtag loses its sign and its
    underscores; each emoji stands alone as a word; letters are lower case; blanks are single.
    Doing it again changes nothing.

    Args:
        text: a post as it was written.
        language: where it is known to be `ckb`, Sorani typed on an Arabic keyboard gets its own
            letters back.

    Returns:
        The canonical text.
    """
    folded = _spaced(_untagged(_folded(text)))
    return restore(folded) if language == "ckb" else folded


def canonical_with_spans(text: str, *, language: str = "") -> tuple[str, NDArray[np.int64]]:
    """Canonical text, and where each of its characters stood in the post.

    Args:
        text: a post as it was written.
        language: as for `canonical`.

    Returns:
        The same text that `canonical` gives; for each of its characters the index of the character
        of the original that it came from.
    """
    whole = _spaced(_untagged(_folded(text)))
    found = _traced(text, _CLUSTER)
    if found[0] != whole:  # letters that join across what is otherwise a boundary
        found = _traced(text, _WORDS)
    if found[0] != whole:
        found = whole, _aligned(text, whole)
    return (restore(whole) if language == "ckb" else whole), np.array(found[1], dtype=np.int64)


def skeleton(text: str) -> str:
    """Canonical text without what a poor keyboard leaves out: for candidates only.

    Latin letters lose their diacritics, Sorani's and Persian's own letters become the Arabic ones
    that stand in for them. Different words can become one, so this never decides anything alone.
    """
    bare = unicodedata.normalize("NFD", canonical(text).translate(_POOR))
    return unicodedata.normalize("NFC", bare.translate(_MARKS))


def _folded(text: str) -> str:
    """The characters of a text folded one by one."""
    if text.isascii():
        return text.lower().translate(_TABLE)
    seen = text.translate(_INVISIBLE) if _UNSEEN.search(text) else text
    plain = unicodedata.normalize("NFKC", seen).lower().translate(_TABLE)
    if not unicodedata.is_normalized("NFC", plain):
        plain = unicodedata.normalize("NFC", plain)
    return _FLAG.sub(r" \1 ", plain) if max(plain, default="") >= _FIRST_REGIONAL else plain


def _fate(char: str) -> str:
    """What one character becomes, in text that is NFKC and lower case."""
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Cf"} or char == "ـ":
        return ""
    if category in {"Cc", "Zs", "Zl", "Zp"}:
        return " "
    if category == "Nd":
        return str(unicodedata.digit(char))
    code = ord(char)
    if 0x1F3FB <= code <= 0x1F3FF:  # skin tones
        return ""
    flag = 0x1F1E6 <= code <= 0x1F1FF
    return f" {char} " if category == "So" and code >= _TOKEN_FROM and not flag else char


def _untagged(text: str) -> str:
    """Hashtags as words: sign and underscores become blanks, so no position moves."""
    if "#" not in text:
        return text
    return _HASHTAG.sub(lambda tag: tag[0].replace("#", " ").replace("_", " "), text)


def _spaced(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _traced(text: str, pieces: re.Pattern[str]) -> tuple[str, list[int]]:
    """Fold a text piece by piece; each character points to the beginning of its piece."""
    chars: list[str] = []
    places: list[int] = []
    for piece in pieces.finditer(text):
        made = _folded(piece[0])
        chars.append(made)
        places += _within(piece[0], made, piece.start())
    joined = _untagged("".join(chars))
    kept = [
        index
        for index, char in enumerate(joined)
        if char != " " or (index and joined[index - 1] != " ")
    ]
    if kept and joined[kept[-1]] == " ":
        kept.pop()
    return "".join(joined[index] for index in kept), [places[index] for index in kept]


def _within(piece: str, made: str, start: int) -> list[int]:
    return [start] * len(made) if len(piece) <= 8 else [start + at for at in _aligned(piece, made)]


def _aligned(text: str, made: str) -> list[int]:
    """For each character of the folded text, the likeliest place it came from, in order."""
    places = [0] * len(made)
    for tag, a0, a1, b0, b1 in SequenceMatcher(
        None, text.lower(), made, autojunk=False
    ).get_opcodes():
        for at in range(b0, b1):
            step = at - b0 if tag == "equal" else (at - b0) * max(a1 - a0, 1) // (b1 - b0)
            places[at] = min(a0 + step, max(len(text) - 1, 0))
    return places


_TABLE = _Table({ord(old): new for new, many in _LETTERS.items() for old in many})
_MARKS = dict.fromkeys(range(0x300, 0x370))
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x640, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
     *range(0x2060, 0x2070), *range(0xFE00, 0xFE10))
)  # fmt: skip
_UNSEEN = re.compile("[" + "".join(map(chr, _INVISIBLE)) + "]")
_POOR = str.maketrans("ەێۆڕڵپچژڤگڎۊۇۈېۍٹڈړټډڼځڅښږıłđ", "هیورلبجزفکدوووییتدرتدنححسرild")
