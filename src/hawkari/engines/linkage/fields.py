"""Levels of all comparisons but the names, in compiled loops over pairs of row numbers.

The slow, obvious twin stands in the tests.
"""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917

import numpy as np

from hawkari.engines.names.compiled import compiled

__all__ = ["count_parts", "fill_births", "fill_equal", "fill_held", "fill_overlap"]


@compiled
def fill_equal(values, left, right, out):
    """1 where two records have another value, 0 where they have the same.

    Args:
        values: shape (records,).
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        out: shape (pairs,), int8, overwritten.
    """
    for pair in range(left.size):
        out[pair] = values[left[pair]] != values[right[pair]]


@compiled
def fill_overlap(sets, left, right, out):
    """1 where two records share a value, 0 where not; as it was where one has none.

    Args:
        sets: `Ragged`, rising within a record.
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        out: shape (pairs,), int8.
    """
    starts, numbers = sets.starts, sets.numbers
    for pair in range(left.size):
        i, end_i = starts[left[pair]], starts[left[pair] + 1]
        j, end_j = starts[right[pair]], starts[right[pair] + 1]
        if i == end_i or j == end_j:
            continue
        out[pair] = 0
        while i < end_i and j < end_j:
            if numbers[i] == numbers[j]:
                out[pair] = 1
                break
            if numbers[i] < numbers[j]:
                i += 1
            else:
                j += 1


@compiled
def fill_held(sets, held, most, left, right, out):
    """As `fill_overlap`, but 2 where a shared value is held by at most so many records, else 1.

    Args:
        sets: `Ragged`, rising within a record.
        held: of each value, how many records hold it.
        most: see above.
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        out: shape (pairs,), int8.
    """
    starts, numbers = sets.starts, sets.numbers
    for pair in range(left.size):
        i, end_i = starts[left[pair]], starts[left[pair] + 1]
        j, end_j = starts[right[pair]], starts[right[pair] + 1]
        if i == end_i or j == end_j:
            continue
        best = 0
        while i < end_i and j < end_j:
            if numbers[i] == numbers[j]:
                best = max(best, 2 if held[numbers[i]] <= most else 1)
                i += 1
                j += 1
            elif numbers[i] < numbers[j]:
                i += 1
            else:
                j += 1
        out[pair] = best


@compiled
def _birth_level(births, i, j):
    """`dates.birth_level` of two dates of the columns."""
    apart = abs(births.year[i] - births.year[j])
    near = 2 if apart <= 2 else 0
    if not (births.full[i] and births.full[j]):
        return 3 if apart == 0 else near
    same_month = births.month[i] == births.month[j]
    same_day = births.day[i] == births.day[j]
    if same_month and same_day:
        return 6 if apart == 0 else (5 if apart <= 2 else 0)
    if apart > 0:
        return near
    swapped = births.month[i] == births.day[j] and births.day[i] == births.month[j]
    return 4 if swapped else 1


@compiled
def fill_births(births, left, right, out):
    """Best level of any two dates of birth; as it was where a record has none.

    Args:
        births: `Births`.
        left: shape (pairs,), rows.
        right: shape (pairs,), rows.
        out: shape (pairs,), int8.
    """
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
    """How many records have each part in a name.

    Args:
        of_record: `Ragged`, forms of each record.
        parts: `Ragged`, parts of each form.
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
