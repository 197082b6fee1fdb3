"""What one comparison of two names is boiled down to before it becomes a probability, compiled."""

# Compiled functions: numba reads no annotations and takes arguments in order.
# mypy: disable-error-code="no-untyped-def"
# ruff: noqa: ANN001, ANN201, ANN202, PLR0917, PLR0913

import numpy as np

from hawkari.engines.names.align import align, table_of
from hawkari.engines.names.assign import NOT_MET, UNMATCHED, assign
from hawkari.engines.names.compiled import compiled

__all__ = ["FEATURES", "compare_batch", "compare_one", "fill_features"]

FEATURES = (
    "explained_shorter",  # length met with its cost taken off, as a share of the shorter name
    "explained_longer",
    "mean_cost",  # of the words of the name with fewer words; a word that met none costs 1
    "worst_cost",
    "second_worst_cost",
    "best_cost",
    "length_weighted_cost",
    "first_to_first",  # relative cost of the two first words, met or not, at most 1
    "last_to_last",
    "first_worse",  # what the first word of either name met at, the worse of the two
    "first_better",
    "fewer_words",  # two words that together met one count once
    "more_words",
    "out_of_order",  # pairs of meetings that cross
    "bits_met",
    "bits_left_fewer",  # of words that met none, in the name with fewer words
    "bits_left_more",
    "whole_cost",  # both names written without spaces
    "letter_cost",  # of all meetings, not relative to length
    "table",
    "exact",  # words that met at almost no cost
    "first_moved",  # how many places the first words' partners stand from the front
    "rarest_met",  # bits of the rarest word met at small cost
    "longest_share",  # length of the shorter name as a share of the longer
    "first_nearest",  # the first word of either name to its nearest word, the worse of the two
)
_SMALL = np.float32(0.15)
_EXACT = np.float32(0.03)


@compiled
def _side(words, ids, met, cost):
    """Sums over the words of one name: length, length left at its cost, bits left over, costs."""
    length = gained = left = weighted = np.float32(0.0)
    for i in range(ids.size):
        word_length = words.lengths[ids[i]]
        length += word_length
        weighted += word_length * min(cost[i], UNMATCHED)
        if met[i] < 0:
            left += words.bits[ids[i]]
        else:
            gained += word_length * (np.float32(1.0) - cost[i] / NOT_MET)
    return length, gained, left, weighted


@compiled
def _bits_met(words, a, b, work):
    total = rarest = raw = np.float32(0.0)
    exact = 0
    for i in range(a.size):
        j = work.met_left[i]
        cost = work.cost_left[i]
        if j < 0:
            continue
        raw += cost * words.lengths[a[i]]
        exact += cost < _EXACT
        if i > 0 and work.met_left[i - 1] == j:
            continue  # the second of two that together met one: counted with the first
        bits_a, bits_b = words.bits[a[i]], words.bits[b[j]]
        if i + 1 < a.size and work.met_left[i + 1] == j:
            bits_a += words.bits[a[i + 1]]
        if j + 1 < b.size and work.met_right[j + 1] == i:
            bits_b += words.bits[b[j + 1]]
        bits = min(bits_a, bits_b)
        total += bits * (np.float32(1.0) - cost / NOT_MET)
        if cost < _SMALL:
            rarest = max(rarest, bits)
    return total, rarest, raw, exact


@compiled
def _inversions(met, size):
    count = 0
    for i in range(size):
        for k in range(i + 1, size):
            count += met[i] >= 0 and met[k] >= 0 and met[i] > met[k]
    return count


@compiled
def _units(met, size):
    """Words of a name, two that together met one word counted once."""
    count = size
    for i in range(1, size):
        count -= met[i] >= 0 and met[i] == met[i - 1]
    return count


@compiled
def _whole(words, ids, out):
    size = 0
    for i in range(ids.size):
        for place in range(words.sizes[ids[i]]):
            if size < out.size:
                out[size] = words.codes[ids[i], place]
                size += 1
    return size


@compiled
def _whole_cost(words, a, b, length, table, work):
    left, right = work.whole[0], work.whole[1]
    n, m = _whole(words, a, left), _whole(words, b, right)
    cost = align(left[:n], right[:m], table, work.cells)
    return cost / max(np.float32(1.0), np.float32(0.5) * length)


@compiled
def _ranked(cost, size):
    """Mean, largest, second largest and least of the first costs, none above `UNMATCHED`."""
    total = worst = second = np.float32(0.0)
    least = UNMATCHED
    for i in range(size):
        one = min(UNMATCHED, cost[i])
        total += one
        least = min(least, one)
        if one > worst:
            worst, second = one, worst
        else:
            second = max(second, one)
    return total / np.float32(size), worst, second if size > 1 else least, least


@compiled
def _first_nearest(near, n, m):
    """The first word of either name to its nearest word, the worse of the two."""
    of_left, of_right = near[0, 0], near[0, 0]
    for j in range(1, m):
        of_left = min(of_left, near[0, j])
    for i in range(1, n):
        of_right = min(of_right, near[i, 0])
    return max(of_left, of_right)


@compiled
def fill_features(words, a, b, costs, number, work, out):
    """Assign the words of two names and write the comparison's features.

    Args:
        words: `Words`.
        a: word numbers of the name with fewer words, at least one.
        b: word numbers of the other, at least one.
        costs: `CostTables`.
        number: which of its tables is in force.
        work: `Workspace`, overwritten; afterwards holds the assignment.
        out: shape (len(FEATURES),), float32, overwritten in the order of `FEATURES`.
    """
    table = table_of(costs, number)
    assign(words, a, b, table, work)
    n, m = a.size, b.size
    length_a, gained_a, left_a, weighted_a = _side(words, a, work.met_left, work.cost_left)
    length_b, gained_b, left_b, _ = _side(words, b, work.met_right, work.cost_right)
    total, rarest, raw, exact = _bits_met(words, a, b, work)
    shorter = max(np.float32(0.1), min(length_a, length_b))
    longer = max(np.float32(0.1), length_a, length_b)
    gained = np.float32(0.5) * (gained_a + gained_b)
    mean, worst, second_worst, least = _ranked(work.cost_left, n)
    first_a, first_b = work.cost_left[0], work.cost_right[0]
    out[0] = min(np.float32(1.0), gained / shorter)
    out[1] = gained / longer
    out[2], out[3], out[4], out[5] = mean, worst, second_worst, least
    out[6] = weighted_a / max(np.float32(0.1), length_a)
    out[7] = min(UNMATCHED, work.near[0, 0])
    out[8] = min(UNMATCHED, work.near[n - 1, m - 1])
    out[9] = max(first_a, first_b)
    out[10] = min(first_a, first_b)
    units_a, units_b = _units(work.met_left, n), _units(work.met_right, m)
    out[11] = min(units_a, units_b)
    out[12] = abs(units_a - units_b)
    out[13] = _inversions(work.met_left, n)
    out[14] = total
    out[15] = left_a
    out[16] = left_b
    out[17] = _whole_cost(words, a, b, length_a + length_b, table, work)
    out[18] = raw
    out[19] = number
    out[20] = exact
    out[21] = max(0, work.met_left[0], work.met_right[0])
    out[22] = rarest
    out[23] = shorter / longer
    out[24] = min(UNMATCHED, _first_nearest(work.near, n, m))


@compiled
def _comes_second(words, a, b):
    """Whether name `a` stands right: it has more words, or as many and greater letters.

    Which name stands left does not depend on the order of the pair, so a comparison is symmetric.
    """
    if a.size != b.size:
        return a.size > b.size
    for place in range(a.size):
        one, other = a[place], b[place]
        if one == other:
            continue
        for letter in range(words.codes.shape[1]):
            if words.codes[one, letter] != words.codes[other, letter]:
                return words.codes[one, letter] > words.codes[other, letter]
    return False


@compiled
def compare_one(words, a, b, costs, number, work, out):
    """`fill_features` for two names in any order.

    Returns:
        Whether the second stood left.
    """
    swapped = _comes_second(words, a, b)
    if swapped:
        fill_features(words, b, a, costs, number, work, out)
    else:
        fill_features(words, a, b, costs, number, work, out)
    return swapped


@compiled
def compare_batch(words, a, b, tables, costs, work, out):
    """Features of many pairs.

    Args:
        words: `Words`.
        a: shape (p, 8), int64: word numbers of one name, -1-padded.
        b: the same of the other name.
        tables: shape (p,), int64.
        costs: `CostTables`.
        work: `Workspace`.
        out: shape (p, len(FEATURES)), float32; a row stays as it is when a name has no word.

    Returns:
        Of the last pair, whether its second name stood left.
    """
    swapped = False
    for p in range(a.shape[0]):
        n, m = 0, 0
        while n < a.shape[1] and a[p, n] >= 0:
            n += 1
        while m < b.shape[1] and b[p, m] >= 0:
            m += 1
        if n > 0 and m > 0:
            swapped = compare_one(words, a[p, :n], b[p, :m], costs, tables[p], work, out[p])
    return swapped
