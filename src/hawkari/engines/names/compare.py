"""Compare two names, with the reasons; or many pairs, fast.

This module is light: numpy, numba and the model load at the first comparison.
"""

# ruff: noqa: PLC0415  (numpy and numba take a second to load, and readers of keys need neither)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Alignment", "Comparison", "compare", "compare_many", "weigh_many"]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of the two names that met.

    Attributes:
        token_a: folded token of the first name; two joined by a blank where one word of the
            other name stands for both.
        token_b: the same of the second name.
        cost: what writing one for the other costs, relative to their length: 0 the same, about
            .1 another scribe, .5 and above no meeting.
    """

    token_a: str
    token_b: str
    cost: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether two names can be one person's, and why.

    Attributes:
        probability: 0–1, at the base rate `model.BASE_RATE`; 0 when a name holds no letter.
        weight: evidence in bits against two people at random: log2 of a likelihood ratio, about
            -14 to 17, to be added to the log2 of prior odds; 0 when a name holds no letter.
            Rarity of the names is in it: do not count it again.
        alignments: the words that met, in the order of the first name.
        left_over_a: folded tokens of the first name that met none, in order.
        left_over_b: the same of the second name.
        cost: sum of the alignments' costs, and 1 for each token left over in the name with
            fewer tokens (with as many on both sides, in the first).
    """

    probability: float
    weight: float
    alignments: tuple[Alignment, ...]
    left_over_a: tuple[str, ...]
    left_over_b: tuple[str, ...]
    cost: float


def compare_many(names_a: Sequence[str], names_b: Sequence[str]) -> NDArray[np.float64]:
    """Probability for each of many pairs that both names can be one person's.

    Args:
        names_a: one name of each pair, any script.
        names_b: the other, in the same order.

    Returns:
        Shape (pairs,), 0–1, at the base rate `model.BASE_RATE`; the same as `compare` gives.
        0 where a name holds no letter.

    Raises:
        ValueError: if the two differ in length.
    """
    from hawkari.engines.names.scoring import score_pairs

    return score_pairs(names_a, names_b).probabilities()


def weigh_many(names_a: Sequence[str], names_b: Sequence[str]) -> NDArray[np.float64]:
    """Evidence for each of many pairs, in bits: the `weight` that `compare` gives.

    Args:
        names_a: one name of each pair, any script.
        names_b: the other, in the same order.

    Returns:
        Shape (pairs,), in bits, about -14 to 17; 0 where a name holds no letter.

    Raises:
        ValueError: if the two differ in length.
    """
    from hawkari.engines.names.scoring import score_pairs

    return score_pairs(names_a, names_b).weights()


@lru_cache(maxsize=1 << 14)
def compare(name_a: str, name_b: str) -> Comparison:
    """Compare two names: how probable one person is, and which word met which.

    Args:
        name_a: a name in any script.
        name_b: another, in the same or another.

    Returns:
        The comparison; with the arguments the other way round the same one, seen from there.
    """
    from hawkari.engines.names.scoring import compare_fully

    return compare_fully(name_a, name_b)
