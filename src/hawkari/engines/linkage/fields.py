"""Levels of sets, dates and places of pairs of records, in compiled loops.

Every function fills `out`, shape (pairs,), int8, for pairs of row numbers `left` and `right`, both
of shape (pairs,), int64; where a record has no value it stays as it was. The slow, obvious twin
stands in the tests.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

import numpy as np

from hawkari.engines.linkage.dates import TOLERANCE
from hawkari.engines.names.compiled import compiled

__all__ = [
    "count_parts",
    "fill_births",
    "fill_equal",
    "fill_overlap",
    "fill_places",
    "is_empty",
    "meet",
]

_TOLERANCE = np.array(TOLERANCE)


@compiled
def meet(one, a, other, b):
    """Whether row a of one `Ragged` shares a number with row b of another; both rising."""
    i, end_i = one.starts[a], one.starts[a + 1]
    j, end_j = other.starts[b], other.starts[b + 1]
    while i < end_i and j < end_j:
        if one.numbers[i] == other.numbers[j]:
            return True
        if one.numbers[i] < other.numbers[j]:
            i += 1
        else:
            j += 1
    return False


@compiled
def is_empty(sets, row):
    """Whether a record has no number."""
    return sets.starts[row] == sets.starts[row + 1]


@compiled
def fill_equal(values, left, right, out):
    """1 where two records have another value of `values`, shape (records,); 0 where the same."""
    for pair in range(left.size):
        out[pair] = values[left[pair]] != values[right[pair]]


@compiled
def fill_overlap(sets, left, right, out):
    """1 where two records share a number of `sets` (`Ragged`, rising), 0 where not."""
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        if not (is_empty(sets, a) or is_empty(sets, b)):
            out[pair] = meet(sets, a, sets, b)


@compiled
def fill_places(places, regions, left, right, out):
    """2 where places are the same, 1 where one lies in the other, 0 where neither.

    Args:
        places: `Ragged`, keys of places.
        regions: `Ragged`, keys of what they lie in, in the same numbering.
        left: as above.
        right: as above.
        out: as above.
    """
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        if is_empty(places, a) or is_empty(places, b):
            continue
        if meet(places, a, places, b):
            out[pair] = 2
        else:
            out[pair] = meet(places, a, regions, b) or meet(regions, a, places, b)


@compiled
def _digits_apart(one, other, count):
    """In how many of their last decimal digits two numbers differ."""
    apart = 0
    for _ in range(count):
        apart += one % 10 != other % 10
        one //= 10
        other //= 10
    return apart


@compiled
def _one_digit_apart(births, i, j):
    found = _digits_apart(births.year[i], births.year[j], 4)
    found += _digits_apart(births.month[i], births.month[j], 2)
    return found + _digits_apart(births.day[i], births.day[j], 2) == 1


@compiled
def _other_day_level(births, i, j, apart):
    """`dates._level_of_other_days`."""
    if apart <= 2 and births.month[i] == births.month[j] and births.day[i] == births.day[j]:
        return 7
    if apart == 0 and births.month[i] == births.day[j] and births.day[i] == births.month[j]:
        return 6
    if _one_digit_apart(births, i, j):
        return 5
    if apart == 0:
        return 1
    return 2 if apart <= 2 else 0


@compiled
def _is_near(births, i, j):
    """Whether two days, at least one of another calendar, are one within what that leaves open."""
    allowed = max(_TOLERANCE[births.calendar[i]], _TOLERANCE[births.calendar[j]])
    one, other = births.ordinal[i], births.ordinal[j]
    return one > 0 and other > 0 and abs(one - other) <= allowed


@compiled
def _birth_level(births, i, j):
    """`dates.birth_level`."""
    apart = abs(births.year[i] - births.year[j])
    same_month = births.month[i] == births.month[j]
    if not (births.full[i] and births.full[j]):
        if apart == 0:
            return 4 if same_month and births.has_month[i] and births.has_month[j] else 3
        return 2 if apart <= 2 else 0
    same_calendar = births.calendar[i] == births.calendar[j]
    if apart == 0 and same_month and births.day[i] == births.day[j]:
        return 9 if same_calendar else 8
    if not same_calendar and _is_near(births, i, j):
        return 8
    return _other_day_level(births, i, j, apart)


@compiled
def fill_births(births, left, right, out):
    """Best level of any two dates of `births` (`Births`)."""
    starts = births.starts
    for pair in range(left.size):
        a, b = left[pair], right[pair]
        best = -1
        for i in range(starts[a], starts[a + 1]):
            for j in range(starts[b], starts[b + 1]):
                best = max(best, _birth_level(births, i, j))
        if best >= 0:
            out[pair] = best


@compiled
def count_parts(of_record, parts, count):
    """How many records have each part in a name, each word in an address.

    Args:
        of_record: `Ragged`, names of each record.
        parts: `Ragged`, parts of each name.
        count: how many parts there are.

    Returns:
        Shape (count,), int64.
    """
    held = np.zeros(count, np.int64)
    last = np.full(count, -1, np.int64)
    for record in range(of_record.starts.size - 1):
        for name in range(of_record.starts[record], of_record.starts[record + 1]):
            form = of_record.numbers[name]
            for place in range(parts.starts[form], parts.starts[form + 1]):
                part = parts.numbers[place]
                if last[part] != record:
                    last[part] = record
                    held[part] += 1
    return held
