"""The words of a name as written, each with the folded token it gave."""

import re
from dataclasses import dataclass
from functools import lru_cache

from hawkari.engines.names.fold import fold
from hawkari.engines.names.words import ARTICLES, PARTICLES, TITLES

__all__ = ["Piece", "pieces_of"]

_WORD = re.compile(r"[^\s,،;/()\[\]\"]+")
_MOST_JOINED = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a name that belong together.

    Attributes:
        text: as written, blanks made single.
        token: folded, see `fold`; empty for what the comparison leaves out (title, particle).
        article: whether an article (*al-*) stands before it.
    """

    text: str
    token: str
    article: bool = False


@lru_cache(maxsize=1 << 12)
def pieces_of(name: str) -> tuple[Piece, ...]:
    """Part a name into pieces, in the order written.

    *Abd al-Rahman*, *Abu Omar* and *Nur al-Din* are one piece each, however they are parted.

    Args:
        name: one name in any script.

    Returns:
        The pieces; the tokens of those that have one are those of `fold(name)`. A piece whose
        words cannot be told apart has its token for text.
    """
    words = _WORD.findall(name)
    wanted = list(zip(fold(name).tokens, fold(name).articles, strict=True))
    pieces: list[Piece] = []
    place = 0
    while place < len(words) and wanted:
        size = _longest(words, place, wanted[0][0])
        if size:
            token, article = wanted.pop(0)
            pieces.append(Piece(" ".join(words[place : place + size]), token, article))
            place += size
        elif _is_left_out(words[place]):
            pieces.append(Piece(words[place], ""))
            place += 1
        else:  # hyphens part words here: Ali-Reza
            parted = _parted(words[place], [token for token, _ in wanted])
            if not parted:
                return _as_folded(name)
            pieces += [Piece(text, *wanted.pop(0)) for text in parted]
            place += 1
    if wanted:
        return _as_folded(name)
    return (*pieces, *(Piece(word, "") for word in words[place:]))


def _longest(words: list[str], place: int, token: str) -> int:
    """How many words from here give just this token; 0 when none do."""
    most = min(len(words) - place, _MOST_JOINED)
    for size in range(most, 0, -1):
        held = words[place : place + size]
        if size > 1 and (_is_left_out(held[0]) or _is_left_out(held[-1])):
            continue
        if _alone("-".join(held)) == token:
            return size
    return 0


@lru_cache(maxsize=1 << 14)
def _alone(words: str) -> str:
    tokens = fold(words).tokens
    return tokens[0] if len(tokens) == 1 else ""


def _is_left_out(word: str) -> bool:
    tokens = fold(word).tokens
    if len(tokens) != 1:
        return not tokens
    return tokens[0] in PARTICLES or (tokens[0] in TITLES and tokens[0] not in ARTICLES)


def _parted(word: str, tokens: list[str]) -> list[str]:
    parts = [part for part in re.split(r"[-_.‐–]+", word) if part]
    alone = [_alone(part) for part in parts]
    return parts if alone and alone == tokens[: len(alone)] else []


def _as_folded(name: str) -> tuple[Piece, ...]:
    folded = fold(name)
    return tuple(
        Piece(token, token, article)
        for token, article in zip(folded.tokens, folded.articles, strict=True)
    )
