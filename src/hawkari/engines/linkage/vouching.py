"""Pairs that stay one person although their dates of birth contradict: number and name vouch.

A digit slips in a date as it does in a number. Where two records state the same number of a
document and the same name, the differing date is such a slip, or the document is a family's.
Brothers bear other names, but to the ear some are one (*Hassan*, *Husain*). They are not born a
digit apart; so dates that differ in one digit only are vouched for. For other dates no record but
these two may hold the number, and the given names must be written with the same letters: that
brothers never are, and one man in two scripts is left to a person. A man and his grandson may share
even that. A telephone number is a household's, and vouches for nothing.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import Levels, compare_pairs
from hawkari.engines.linkage.comparisons import BIRTH, COMPARISONS, IDENTIFIER, NAME
from hawkari.engines.linkage.dates import BIRTH_LEVELS
from hawkari.engines.linkage.joining import Evidence, births_part
from hawkari.engines.linkage.preparing import Prepared, columns_of
from hawkari.engines.names import fold

__all__ = ["vouched"]

_SAME_NAME = COMPARISONS[NAME].levels.index("the same")
_SAME_NUMBER = COMPARISONS[IDENTIFIER].levels.index("the same")
_SLIP = BIRTH_LEVELS.index("one digit differs")
_TWO_GENERATIONS = 50  # years

Ints = NDArray[np.int64]


def vouched(
    prepared: Sequence[Prepared], left: Ints, right: Ints, *, evidence: Evidence
) -> NDArray[np.bool_]:
    """Pairs of one number and one name whose dates contradict by less than two generations.

    Args:
        prepared: every record.
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        evidence: of all rows.

    Returns:
        Shape (pairs,).
    """
    years = births_part(left, right, evidence)
    found = np.zeros(len(left), np.bool_)
    near = np.flatnonzero((years >= 0) & (years < _TWO_GENERATIONS)).tolist()
    asked = [
        place
        for place in near
        if set(prepared[left[place]].documents) & set(prepared[right[place]].documents)
    ]
    if asked:
        one, other = left[asked], right[asked]
        levels = compare_pairs(prepared, one, other)
        matrix = levels.matrix
        same = (matrix[:, IDENTIFIER] == _SAME_NUMBER) & (matrix[:, NAME] >= _SAME_NAME)
        alike = _given_alike(prepared, one, other, levels=levels)
        found[asked] = same & ((matrix[:, BIRTH] == _SLIP) | (alike & _alone(prepared, one, other)))
    return found


def _given_alike(
    prepared: Sequence[Prepared], left: Ints, right: Ints, *, levels: Levels
) -> NDArray[np.bool_]:
    """Whether the given names of each pair have the same letters, as far as their names agree."""
    pairs = zip(left.tolist(), right.tolist(), levels.best_names.tolist(), strict=True)
    return np.array(
        [
            _same_letters(prepared[one].called[a], prepared[other].called[b])
            for one, other, (a, b) in pairs
        ],
        np.bool_,
    )


def _same_letters(name: str, other: str) -> bool:
    """Whether the first word of each name stands in the other, its letters in any order.

    Order is left open because letters swap in typing, as family and given name do in columns.
    """
    words, others = ([sorted(token) for token in fold(text).tokens] for text in (name, other))
    return words[:1] != [] and words[0] in others and others[0] in words


def _alone(prepared: Sequence[Prepared], left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Whether some number of both records of each pair is no other record's."""
    documents = columns_of(prepared).documents
    starts, numbers = documents.of_record

    def numbers_of(row: int) -> set[int]:
        return set(numbers[starts[row] : starts[row + 1]].tolist())

    pairs = zip(left.tolist(), right.tolist(), strict=True)
    shared = [numbers_of(one) & numbers_of(other) for one, other in pairs]
    return np.array([any(documents.held[n] <= 2 for n in one) for one in shared], np.bool_)
