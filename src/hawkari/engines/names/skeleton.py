"""Consonant skeletons: what is left of a name when every scribe has had his way.

Vowels, *h*, *w*, *y*, ayn and hamza go; consonants that scribes and keyboards exchange become one
class. One name has one skeleton in every script, apart from real ambiguity (Latin *c*, *ch*, *g*).
"""

from functools import lru_cache
from itertools import pairwise

from hawkari.engines.names.fold import fold
from hawkari.engines.names.letters import ABD, ABU, UMM
from hawkari.engines.names.words import WEAK

__all__ = ["blocking_keys", "skeleton_of", "skeleton_variants", "skeletons"]

_CLASSES = {
    "b": "bp", "d": "dḍ", "t": "tṭ", "s": "sṣṯzẓḏ", "j": "jǰčĉšžc", "k": "kqgġ",
    "x": "x", "f": "fv", "l": "l", "m": "m", "n": "n", "r": "r",
}  # fmt: skip
_CLASS_OF = {letter: name for name, letters in _CLASSES.items() for letter in letters}
# letters that stand for sounds of different classes, by country: Reza and Rida, Gamal and Jamal
_ALSO = {"c": "sk", "ĉ": "x", "ḍ": "s", "ẓ": "d", "ḏ": "d", "ṯ": "t", "g": "j", "v": "", "x": "k"}
_MOST_VARIANTS = 4
_HEADS = {ABD: "bd", ABU: "b", UMM: "m"}
_DROPPED = frozenset("aeiouāăîûêôŵŷỳẗḣhĥḥwyʿʾ")
LONGEST_KEY = 40


def skeleton_of(token: str) -> str:
    """Skeleton of one folded token, in the classes ``bdtsjkxflmnr``; doubled ones once."""
    out: list[str] = []
    for letter in token:
        known = _CLASS_OF.get(letter) or _HEADS.get(letter, "")
        if not known and letter not in _DROPPED:
            known = letter
        if known and (not out or out[-1] != known):
            out.append(known)
    return "".join(out)


def skeleton_variants(token: str) -> list[str]:
    """The skeleton of a folded token, then those of its other readings; at most 4, no repeats."""
    readings = [token]
    for letter, others in _ALSO.items():
        if letter in token:
            more = [token.replace(letter, other) for other in (others or " ")]
            readings += [r.replace(" ", "") for r in more]
    return list(dict.fromkeys(map(skeleton_of, readings)))[:_MOST_VARIANTS]


def skeletons(name: str) -> tuple[str, ...]:
    """Consonant skeleton of each token of a name, in order; the same across scripts.

    Args:
        name: one name in any script.

    Returns:
        One string a token of `fold(name)`; empty for a token without consonants, as *Ayya*.
    """
    return tuple(skeleton_of(token) for token in fold(name).tokens)


@lru_cache(maxsize=1 << 17)
def blocking_keys(name: str) -> tuple[str, ...]:
    """Short strings for an index: names likely to match share at least one.

    One key a token: its skeleton, and those of other readings of ambiguous letters; for a
    compound also the skeleton of its second half; and for two neighbouring tokens the skeleton
    of both together, when either has one or two letters only. Titles and words such as *Khan*
    give a key only when nothing else does. Keys of common names (Muhammad, Ali) are frequent: a
    caller who proposes pairs should skip those.

    Args:
        name: one name in any script.

    Returns:
        Keys of at most 40 characters, without repeats, in order of the name; empty for a name
        without letters.
    """
    tokens = fold(name).tokens
    strong = [token for token in tokens if token not in WEAK] or list(tokens)
    keys: dict[str, None] = {}
    for token in strong:
        for key in _token_keys(token):
            keys[key[:LONGEST_KEY]] = None
    for left, right in pairwise(strong):
        if len(skeleton_of(left)) <= 2 or len(skeleton_of(right)) <= 2:
            keys[_without_repeats(skeleton_of(left) + skeleton_of(right))[:LONGEST_KEY]] = None
    return tuple(key for key in keys if key)


def _token_keys(token: str) -> list[str]:
    keys = skeleton_variants(token)
    if token[0] in _HEADS and len(token) > 1:
        keys += skeleton_variants(token[1:])[:1]
    return [key or token for key in keys]


def _without_repeats(text: str) -> str:
    return "".join(c for place, c in enumerate(text) if place == 0 or text[place - 1] != c)
