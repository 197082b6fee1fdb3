"""Consonant skeletons: what is left of a name when every scribe has had his way.

Vowels, *h*, *w*, *y*, ayn and hamza go; consonants that scribes and keyboards exchange become one
class. One name has one skeleton in every script, apart from real ambiguity (Latin *c*, *ch*, *g*).
"""

import re
from functools import lru_cache
from itertools import pairwise

from hawkari.engines.names.fold import fold
from hawkari.engines.names.letters import ABD, ABU, UMM
from hawkari.engines.names.short_forms import full_of
from hawkari.engines.names.words import WEAK

__all__ = [
    "KEY_VERSION",
    "blocking_keys",
    "pair_keys",
    "skeleton_of",
    "skeleton_variants",
    "skeletons",
    "token_keys",
]

KEY_VERSION = 1
"""Counted up whenever a name may get other keys; kept beside whatever keys are stored."""


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
_TO_CLASS = str.maketrans({**dict.fromkeys(_DROPPED, ""), **_HEADS, **_CLASS_OF})
_REPEATS = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 17)
def skeleton_of(token: str) -> str:
    """Skeleton of one folded token, in the classes ``bdtsjkxflmnr``; doubled ones once."""
    return _REPEATS.sub(r"\1", token.translate(_TO_CLASS))


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
    compound also the skeleton of its second half; for a short form that of its full name; and for
    two neighbouring tokens that of both together, when either has one or two letters only.
    Titles and words such as *Khan* give a key only when nothing else does. Keys of common names
    (Muhammad, Ali) are frequent: a caller who proposes pairs should skip those.

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
        keys.update(dict.fromkeys(token_keys(token)))
    for left, right in pairwise(strong):
        keys.update(dict.fromkeys(pair_keys(left, right)))
    return tuple(key for key in keys if key)


@lru_cache(maxsize=1 << 17)
def token_keys(token: str) -> tuple[str, ...]:
    """The blocking keys of one folded token, without repeats."""
    keys = skeleton_variants(token)
    if token[0] in _HEADS and len(token) > 1:
        keys += skeleton_variants(token[1:])[:1]
    full = full_of(token)
    if full:
        keys.append(skeleton_of(full))
    return tuple(dict.fromkeys((key or token)[:LONGEST_KEY] for key in keys))


@lru_cache(maxsize=1 << 17)
def pair_keys(left: str, right: str) -> tuple[str, ...]:
    """The blocking key of two neighbouring folded tokens; none unless one of them is short."""
    skeletons_of = skeleton_of(left), skeleton_of(right)
    if min(map(len, skeletons_of)) > 2:
        return ()
    key = _without_repeats("".join(skeletons_of))[:LONGEST_KEY]
    return (key,) if key else ()


def _without_repeats(text: str) -> str:
    return _REPEATS.sub(r"\1", text)
