"""Pairs that stay one person although their dates of birth contradict: number and name vouch.

A digit slips in a date as it does in a number. Where two records state the same number of a
document and the same name, the differing date is such a slip, or the document is a family's.
Brothers bear other names, but to the ear some are one; so where more than these two records hold
the number, the dates must differ in one digit only. A man and his grandson may share even a name.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.linkage.comparing import compare_pairs
from hawkari.engines.linkage.comparisons import BIRTH, COMPARISONS, IDENTIFIER, NAME
from hawkari.engines.linkage.dates import BIRTH_LEVELS
from hawkari.engines.linkage.joining import Evidence, births_part
from hawkari.engines.linkage.preparing import Prepared, columns_of

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
        levels = compare_pairs(prepared, one, other).matrix
        same = (levels[:, IDENTIFIER] == _SAME_NUMBER) & (levels[:, NAME] >= _SAME_NAME)
        found[asked] = same & ((levels[:, BIRTH] == _SLIP) | _alone(prepared, one, other))
    return found


def _alone(prepared: Sequence[Prepared], left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Whether some number of both records of each pair is no other record's."""
    documents = columns_of(prepared).documents
    starts, numbers = documents.of_record

    def numbers_of(row: int) -> set[int]:
        return set(numbers[starts[row] : starts[row + 1]].tolist())

    pairs = zip(left.tolist(), right.tolist(), strict=True)
    shared = [numbers_of(one) & numbers_of(other) for one, other in pairs]
    return np.array([any(documents.held[n] <= 2 for n in one) for one in shared], np.bool_)
