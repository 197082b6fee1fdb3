"""From a post as it was written to plain words that can be compared.

Links, signatures and the marks around words say nothing about what is claimed. What is left keeps
its place in the original, so that a page can show which words matched.
"""

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.posts.canonical import canonical_with_spans, skeleton

__all__ = ["LONGEST", "plain", "plain_with_spans"]

LONGEST = 20_000
"""Characters of a post that are read; what follows is left out."""

_LINK = re.compile(
    r"(?:https?://|www\.|pic\.twitter|t\.co/|bit\.ly)\S+|\S+\.(?:com|org|net)/\S*", re.IGNORECASE
)
# "… — A name (@handle) January 6, 2020", as posts are quoted
_SIGNATURE = re.compile(r"\s[—–-]{1,2}\s[^—–]{0,60}\(@\w+\)\s*\w* ?\d{0,2},? ?\d{0,4}\s*$")
_TAG = re.compile(r"#\w+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEPT = 60  # characters; what is longer hardly comes twice
_BETWEEN = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """Words of a post with one blank between them, letters folded as far as keyboards differ.

    Args:
        text: a post or an answer, as it was written.

    Returns:
        Lower-case words; empty where the text holds none.
    """
    text = text[:LONGEST]
    if "@" in text:
        text = _SIGNATURE.sub(" ", text)
    read = (_piece(one) if len(one) <= _KEPT else _read(one) for one in text.split())
    return " ".join(one for one in read if one)


def plain_with_spans(text: str) -> list[tuple[str, int, int]]:
    """The words of `plain`, each with where it begins and ends in the original.

    Slower than `plain`; for showing. A hashtag of several words in one is one word here where its
    parts could not be told apart.
    """
    kept = _prepared(text)
    canonical, places = canonical_with_spans(kept)
    if not canonical:
        return []
    ends = _ends(places, len(kept))
    words = []
    for found in re.finditer(r"[^\W_]+", canonical):
        word = plain(kept[places[found.start()] : ends[found.end() - 1]])
        first, last = int(places[found.start()]), int(ends[found.end() - 1])
        words += [(part, first, last) for part in word.split(" ") if part]
    return words


def _read(piece: str) -> str:
    """The words of what stands between two blanks."""
    if "." in piece or "://" in piece:
        piece = _LINK.sub(" ", piece)
    if "#" in piece:
        piece = _TAG.sub(lambda tag: _HUMP.sub(" ", tag[0]), piece)
    return _BETWEEN.sub(" ", skeleton(piece)).strip()


# Posts are made of few words, and folding one costs more than looking it up.
_piece = lru_cache(maxsize=1 << 17)(_read)


def _prepared(text: str) -> str:
    """The text with links and signature blanked out: every character keeps its place."""
    text = text[:LONGEST]
    if "@" in text:
        text = _SIGNATURE.sub(_blank, text)
    return _LINK.sub(_blank, text) if "." in text or "://" in text else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _ends(places: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """For each character of the canonical text, where its original ends."""
    following = np.append(places[1:], length)
    ends: NDArray[np.int64] = np.maximum(following, places + 1)
    return ends
