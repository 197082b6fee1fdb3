"""What was learnt, which questions tell, who was lost: against independent sums, and by rules."""

import statistics
from fractions import Fraction
from itertools import pairwise
from math import isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.desks.programme.learning import (
    Pair,
    Stage,
    analyse,
    code_of,
    codes_in,
    draw_test,
    drawn,
    funnel,
    gain_of,
    is_genuine,
)

PAIRS = st.builds(
    lambda most, pre, post: Pair(round(pre * most), most, round(post * most), most),
    st.integers(5, 40),
    st.floats(0, 1),
    st.floats(0, 1),
)
KEY = "0f" * 32
T_INV_2T = {16: 2.131449545559776, 39: 2.0243941639119694}
"""What a spreadsheet's T.INV.2T(0.05; n - 1) gives, by n."""


def places(persons: int) -> list[list[int]]:
    """The draws, number by number, as somebody with a spreadsheet would make them."""
    x, rows = 20241128, []
    for _ in range(999):
        row = []
        for _ in range(persons):
            x = 48271 * x % (2**31 - 1)
            row.append(x * persons // (2**31 - 1))
        rows.append(row)
    return rows


def as_a_spreadsheet(pairs: list[Pair]) -> tuple[float, float, float]:
    """Mean gain and both ends, from fractions and one cell at a time."""
    gains = [
        Fraction(one.post - one.pre, one.pre_most - one.pre)
        for one in pairs
        if one.pre < one.pre_most
    ]
    mean = sum(gains) / len(gains)
    error = statistics.stdev(map(float, gains)) / sqrt(len(gains))
    quotients = []
    for row in places(len(gains)):
        some = [gains[place] for place in row]
        own = sum(some) / len(some)
        spread = statistics.stdev(map(float, some)) / sqrt(len(some))
        quotients.append(float(own - mean) / spread)
    quotients.sort()
    half = T_INV_2T[len(gains)] * error
    low = min(float(mean) - quotients[974] * error, float(mean) - half)
    return float(mean), low, max(float(mean) - quotients[24] * error, float(mean) + half)


def of_means_as_a_spreadsheet(pairs: list[Pair]) -> tuple[float, float, float]:
    def value(some: list[Pair]) -> tuple[float, float]:
        pre, post = sum(one.pre for one in some), sum(one.post for one in some)
        left = len(some) * some[0].pre_most - pre
        gain = (post - pre) / left
        most = some[0].pre_most
        rest = [(one.post - one.pre - gain * (most - one.pre)) / most for one in some]
        return gain, statistics.stdev(rest) / sqrt(len(some)) / (left / most / len(some))

    gain, error = value(pairs)
    quotients = []
    for row in places(len(pairs)):
        own, spread = value([pairs[place] for place in row])
        quotients.append((own - gain) / spread)
    quotients.sort()
    return gain, gain - quotients[974] * error, gain - quotients[24] * error


def cohort(persons: int, most: int = 20) -> list[Pair]:
    """Invented scores, the same every time; the third knew everything before."""
    rows = [((7 * n) % 13, (7 * n) % 13 + (5 * n) % 8) for n in range(persons)]
    rows[2] = (most, most)
    return [Pair(pre, most, min(post, most), most) for pre, post in rows]


@pytest.mark.parametrize("persons", [17, 40])
def test_gain_and_interval_are_those_of_an_independent_spreadsheet(persons):
    pairs = cohort(persons)
    found = gain_of(pairs)
    for one, other in (
        (found.mean, as_a_spreadsheet(pairs)),
        (found.of_means, of_means_as_a_spreadsheet(pairs)),
    ):
        assert all(
            isclose(a, b, abs_tol=1e-9)
            for a, b in zip((one.value, one.lo, one.hi), other, strict=True)
        )
    assert found.full_before == 1
    assert found.each[2] is None
    assert found.mean.persons == persons - 1
    assert found.of_means.persons == persons


@settings(max_examples=60, deadline=None)
@given(st.lists(PAIRS, max_size=25))
def test_whoever_knew_everything_before_is_listed_and_no_gain_is_above_one(pairs):
    found = gain_of(pairs)
    assert len(found.each) == len(pairs)
    assert found.full_before == sum(one.pre == one.pre_most for one in pairs)
    assert all(one <= 1 for one in found.each if one is not None)
    for estimate in (found.mean, found.of_means):
        if estimate is not None and estimate.lo is not None:
            assert estimate.lo <= estimate.hi
            assert estimate.persons >= 10


def test_nobody_few_and_all_alike_have_no_interval_and_are_not_called_shown():
    assert gain_of([]).mean is None
    full = gain_of([Pair(5, 5, 5, 5)] * 12)
    assert (full.mean, full.of_means, full.full_before) == (None, None, 12)
    alike = gain_of([Pair(2, 10, 6, 10)] * 12)
    assert isclose(alike.mean.value, 0.5)
    assert (alike.mean.lo, alike.mean.is_shown) == (None, False)
    few = gain_of(cohort(5))
    assert few.mean.lo is None


def test_a_gain_that_chance_explains_is_not_shown_and_a_large_one_is():
    none = gain_of([Pair(10, 20, 10 + (-1) ** n * (n % 4), 20) for n in range(30)])
    assert none.mean.lo < 0 < none.mean.hi
    assert not none.mean.is_shown
    assert gain_of([Pair(5 + n % 3, 20, 15 + n % 4, 20) for n in range(30)]).mean.is_shown


def test_everybody_is_drawn_about_as_often():
    counts = [0] * 17
    for row in drawn(17):
        for place in row:
            counts[place] += 1
    assert sum(counts) == 999 * 17
    assert max(abs(one - 999) for one in counts) < 5 * sqrt(999)


def test_a_question_that_those_who_know_get_right_tells_and_one_turned_round_is_flagged():
    known = [[int(n > limit) for limit in (5, 3, 4, 6, 7, 8)] for n in range(12)]
    answers = [[*row, int(n <= 5), None] for n, row in enumerate(known)]
    good, *_, bad, blank = analyse(answers, right=[1] * 7 + [0], options=[2] * 7 + [3])
    assert good.discrimination > 0.5
    assert not good.is_flagged
    assert bad.discrimination < 0
    assert bad.is_flagged
    assert not bad.may_be_chance
    assert (blank.answered, blank.difficulty, blank.discrimination) == (0, 0.0, None)
    assert blank.chosen == (0, 0, 0)
    assert good.chosen == (6, 6)
    assert analyse([], right=[1], options=[2]) == ()


@given(st.lists(st.lists(st.sampled_from([0, 1, None]), min_size=4, max_size=4), min_size=1))
def test_discrimination_is_the_correlation_with_the_rest_of_the_test(answers):
    hits = [[int(one == 1) for one in row] for row in answers]
    for number, figures in enumerate(analyse(answers, right=[1] * 4, options=[2] * 4)):
        one = [row[number] for row in hits]
        rest = [sum(row) - row[number] for row in hits]
        try:
            told = statistics.correlation(one, rest)
        except statistics.StatisticsError:
            told = None
        if told is None:
            assert figures.discrimination is None
        else:
            assert isclose(figures.discrimination, told, abs_tol=1e-9)
            if figures.lo is not None:
                assert figures.lo <= figures.discrimination <= figures.hi


@given(st.lists(st.dictionaries(st.sampled_from(list(Stage)), st.booleans())))
def test_whoever_is_lost_and_gained_makes_the_difference_between_two_stages(people):
    stages = funnel(people)
    assert stages[0].reached == len(people)
    for before, after in pairwise(stages):
        assert before.reached - after.lost + after.gained == after.reached


@given(
    st.dictionaries(st.text("abc", min_size=1), st.sets(st.integers(1, 999), max_size=8)),
    st.integers(1, 4),
    st.text(max_size=5),
)
def test_tests_before_and_after_ask_other_questions_of_the_same_topics(topics, each, seed):
    bank, seen = {}, set()
    for topic, keys in topics.items():
        bank[topic] = keys - seen
        seen |= keys
    pre = draw_test(bank, each, seed=seed)
    post = draw_test(bank, each, seed=seed + "2", asked=pre.questions)
    turned = {topic: sorted(bank[topic], reverse=True) for topic in reversed(bank)}
    assert pre == draw_test(turned, each, seed=seed)
    for keys in bank.values():
        both = [len(keys & set(test.questions)) for test in (pre, post)]
        assert both == [min(each, len(keys))] * 2
        again = len(keys & set(pre.questions) & set(post.questions))
        assert again == max(0, min(each, len(keys)) * 2 - len(keys))
    assert post.overlap == len(set(pre.questions) & set(post.questions))


def test_a_code_is_read_from_whatever_the_scanner_wrote_and_no_other_key_makes_it():
    made = code_of(KEY, "S-2026-7KQ4XM", 2, trainee=17)
    (code,) = codes_in(f'2026-11-20 09:01:12;QR_CODE;"{made}"\r\n')
    assert (code.course, code.session, code.trainee) == ("S-2026-7KQ4XM", 2, 17)
    assert is_genuine(code, KEY)
    assert not is_genuine(code, "0e" * 32)
    (moved,) = codes_in(made.replace(":2:17:", ":3:17:"))
    assert not is_genuine(moved, KEY)
    assert codes_in("HKA1:S-2026-7KQ4XM:2:17:SHORT") == []
