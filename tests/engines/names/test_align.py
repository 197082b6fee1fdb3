"""The compiled alignment and assignment against slow, obvious twins."""

from functools import cache
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names.align import FAR, LONGEST, align, align_within, joined, table_of
from hawkari.engines.names.assign import NOT_MET, assign, workspace
from hawkari.engines.names.costs import CODES, LETTERS, code_of, hand_set_tables
from hawkari.engines.names.prepare import Batch, prepare

COSTS = hand_set_tables()
WORDS = st.text(alphabet=LETTERS, max_size=8)
TABLES = st.sampled_from([0, 1, 2])


def codes(word: str) -> np.ndarray:
    return np.array([code_of(letter) for letter in word], np.uint8)


def slow_align(a: str, b: str, table: int) -> float:
    """The least cost, straight from the definition, from the ends of both words backwards."""
    x, y = [code_of(c) for c in a], [code_of(c) for c in b]

    def gap(word: list[int], place: int) -> float:
        costs = COSTS.last_gap if place == len(word) - 1 else COSTS.gap
        return float(costs[table, word[place]])

    @cache
    def cost(i: int, j: int) -> float:
        if i == j == 0:
            return 0.0
        ways = []
        if i:
            ways.append(cost(i - 1, j) + gap(x, i - 1))
        if j:
            ways.append(cost(i, j - 1) + gap(y, j - 1))
        if i and j:
            ways.append(cost(i - 1, j - 1) + float(COSTS.swap[table, x[i - 1], y[j - 1]]))
        if i and j > 1 and COSTS.split[x[i - 1]] and COSTS.breath[y[j - 1]]:
            meant = float(COSTS.swap[table, COSTS.split[x[i - 1]], y[j - 2]])
            ways.append(cost(i - 1, j - 2) + meant + 0.1)
        if j and i > 1 and COSTS.split[y[j - 1]] and COSTS.breath[x[i - 1]]:
            meant = float(COSTS.swap[table, COSTS.split[y[j - 1]], x[i - 2]])
            ways.append(cost(i - 2, j - 1) + meant + 0.1)
        return min(ways)

    return cost(len(x), len(y))


def fast_align(a: str, b: str, table: int) -> float:
    return float(align(codes(a), codes(b), table_of(COSTS, table), workspace().cells))


@given(WORDS, WORDS, TABLES)
def test_the_compiled_alignment_costs_what_the_slow_one_does(a: str, b: str, table: int):
    assert fast_align(a, b, table) == pytest.approx(slow_align(a, b, table), abs=1e-4)


@given(WORDS, WORDS, TABLES)
def test_alignment_is_symmetric(a: str, b: str, table: int):
    assert fast_align(a, b, table) == pytest.approx(fast_align(b, a, table), abs=1e-5)


@given(WORDS, TABLES)
def test_a_word_costs_nothing_against_itself(word: str, table: int):
    assert fast_align(word, word, table) == 0


def test_two_letters_may_have_been_meant_by_one():
    assert fast_align("išaq", "isḥaq", 1) < 0.2
    assert fast_align("išaq", "istaq", 1) > 0.5


def test_joining_cuts_at_the_longest_word():
    out = np.zeros(LONGEST, np.uint8)
    assert joined(codes("a" * 20), codes("b" * 20), out) == LONGEST
    assert out.tolist() == [code_of("a")] * 20 + [code_of("b")] * 4


def test_the_tables_are_symmetric_and_zero_on_the_diagonal():
    assert np.array_equal(COSTS.swap, COSTS.swap.transpose(0, 2, 1))
    assert all(np.all(table[np.arange(CODES), np.arange(CODES)] == 0) for table in COSTS.swap)
    assert len({code_of(letter) for letter in LETTERS}) == len(LETTERS)


@given(WORDS, WORDS, TABLES, st.floats(0, 6))
def test_giving_up_above_a_limit_changes_no_cost_below_it(a: str, b: str, table: int, limit: float):
    cost = fast_align(a, b, table)
    within = float(
        align_within(
            codes(a), codes(b), table_of(COSTS, table), workspace().cells, np.float32(limit)
        )[0]
    )
    assert within == (pytest.approx(cost) if cost <= limit else pytest.approx(max(cost, within)))


@given(WORDS, WORDS, WORDS, TABLES)
def test_a_joined_word_costs_no_less_than_its_beginning(a: str, more: str, b: str, table: int):
    held, cells = table_of(COSTS, table), workspace().cells
    both = fast_align(a + more, b, table)
    _, of_a, _ = align_within(codes(a), codes(b), held, cells, FAR)
    _, _, of_b = align_within(codes(b), codes(a), held, cells, FAR)
    assert of_a <= both + 1e-4
    assert of_b <= both + 1e-4


NAMES = st.lists(
    st.sampled_from(["karwan", "karim", "kar", "wan", "azad", "aziz", "hama", "salih", "hamasali"]),
    min_size=1,
    max_size=3,
).map(" ".join)


def _ids(batch: Batch) -> tuple[np.ndarray, np.ndarray]:
    return batch.a[0][batch.a[0] >= 0], batch.b[0][batch.b[0] >= 0]


@given(NAMES, NAMES)
def test_no_assignment_of_single_words_explains_more(one: str, other: str):
    batch, work = prepare([one], [other]), workspace()
    a, b = sorted(_ids(batch), key=len)
    assign(batch.words, a, b, table_of(COSTS, 0), work)
    lengths = batch.words.lengths
    near = work.near[: len(a), : len(b)]

    def gain(i: int, j: int) -> float:
        return float((lengths[a[i]] + lengths[b[j]]) / 2 * (1 - near[i, j] / NOT_MET))

    best = 0.0
    for size in range(1, min(len(a), len(b)) + 1):
        for rows in combinations(range(len(a)), size):
            for columns in permutations(range(len(b)), size):
                best = max(best, sum(gain(i, j) for i, j in zip(rows, columns, strict=True)))
    joined_up = (work.near_left[: len(a), : len(b)].min() < NOT_MET) or (
        work.near_right[: len(a), : len(b)].min() < NOT_MET
    )
    # the compiled one may also join neighbours, and pays a trifle for words out of order
    met = [(i, int(j)) for i, j in enumerate(work.met_left[: len(a)]) if j >= 0]
    assert joined_up or sum(gain(i, j) for i, j in met) >= best - 0.02
