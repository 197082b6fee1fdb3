"""Whether a name may go on from what somebody has typed so far, in any script.

This module is light: numpy and numba load at the first question.
"""

# ruff: noqa: PLC0415  (numpy and numba take a second to load, and readers of keys need neither)

from functools import lru_cache

from hawkari.engines.names.fold import fold, head_of
from hawkari.engines.names.letters import ABD
from hawkari.engines.names.scripts import Script
from hawkari.engines.names.skeleton import skeleton_variants

__all__ = ["beginning_keys", "begins"]

NEAR = 0.15
"""Most that the letters typed may cost against a word's beginning, relative to their length."""
FEWEST_CONSONANTS = 2
"""Fewer propose a good part of any index."""


def beginning_keys(typed: str) -> tuple[str, ...]:
    """Beginnings of the blocking keys of names that may go on from what is typed.

    Args:
        typed: a name as far as it is typed; only its last word is looked at.

    Returns:
        At most 4, without repeats; none before the word has `FEWEST_CONSONANTS`.
    """
    tokens = fold(typed).tokens
    if not tokens:
        return ()
    keys = skeleton_variants(_half_of(tokens[-1]) or tokens[-1])
    return tuple(key for key in keys if len(key) >= FEWEST_CONSONANTS)


def begins(typed: str, name: str) -> bool:
    """Whether a word of a name begins as the last word typed does, in any script.

    *Barz* begins Barzan, Berzan, بەرزان and برزان; short vowels and letters that scribes exchange
    count for little, as in a comparison.

    Args:
        typed: a name as far as it is typed; only its last word is looked at. Half of two letters
            that stand for one, as the *Ts* of *Tschia*, is not known yet.
        name: a whole name.

    Returns:
        False also where either holds no letter.
    """
    one, other = fold(typed), fold(name)
    if not one.tokens:
        return False
    typed_word, head = one.tokens[-1], _half_of(one.tokens[-1])
    if head and any(token.startswith(head) for token in other.tokens):
        return True
    number = (one.script is Script.ARABIC) + (other.script is Script.ARABIC)
    return any(_begin_cost(typed_word, token, number) <= NEAR for token in other.tokens)


def _half_of(token: str) -> str:
    """The head of a compound of which no more may be typed yet: *Abdu*, *Abu*, *Um*; or empty.

    *Abdul* alone is read as Abdullah.
    """
    return ABD if token == ABD + "lah" else head_of(token)


@lru_cache(maxsize=1 << 16)
def _begin_cost(typed: str, word: str, number: int) -> float:
    """Least cost of writing folded letters for any beginning of a word, a unit of their length."""
    import numpy as np

    from hawkari.engines.names.align import LONGEST, align, table_of
    from hawkari.engines.names.costs import hand_set_tables
    from hawkari.engines.names.prepare import encode

    codes, length, _ = encode(typed)
    whole, _, _ = encode(word)
    cells = np.zeros((LONGEST + 1, LONGEST + 1), np.float32)
    table = table_of(hand_set_tables(), number)
    align(np.frombuffer(codes, np.uint8), np.frombuffer(whole, np.uint8), table, cells)
    return float(cells[len(codes), 1 : len(whole) + 1].min() / max(length, 1.0))
