"""The simulated desk agrees with Erlang's formula, and answers in ranges."""

from dataclasses import replace
from statistics import fmean

import pytest

from hawkari.engines.casework.queues import Desk, Range, erlang_c, sensitivity, simulate, what_if
from hawkari.errors import BadInput

DESK = Desk(6, Range(0.3, 0.5), Range(8, 15), Range(10, 40), backlog=30)


def plain(officers: int, arrivals: float, work: float) -> Desk:
    return Desk(officers, Range(arrivals, arrivals), Range(work, work))


def mean_over_30_seeds(desk: Desk, days: float, warm: float) -> float:
    return fmean(fmean(simulate(desk, days=days, seed=f"s{n}", warm=warm)) for n in range(30))


def test_one_officer_is_the_textbook_queue():
    # M/M/1: the mean time in the system is 1 / (mu - lambda).
    assert erlang_c(0.5, 1.0, 1) == pytest.approx(2.0)
    assert erlang_c(1.8, 10.0, 20) == pytest.approx(12.75, abs=0.005)


def test_the_mean_over_30_seeds_is_within_two_per_cent_of_erlangs():
    found = mean_over_30_seeds(plain(6, 0.4, 10.0), 3000, 300)
    assert found == pytest.approx(erlang_c(0.4, 10.0, 6), rel=0.02)


@pytest.mark.full
def test_the_same_holds_for_twenty_officers_at_ninety_per_cent_load():
    found = mean_over_30_seeds(plain(20, 1.8, 10.0), 20_000, 1000)
    assert found == pytest.approx(erlang_c(1.8, 10.0, 20), rel=0.02)


def test_the_same_seed_gives_the_same_answer_and_another_gives_another():
    assert what_if(DESK, replications=6) == what_if(DESK, replications=6)
    assert what_if(DESK, replications=6) != what_if(DESK, replications=6, seed="2")


def test_two_more_officers_never_make_anyone_wait_longer():
    now, more = what_if(DESK, replications=8), what_if(replace(DESK, officers=8), replications=8)
    assert more.within.low <= now.within.low
    assert more.within.high <= now.within.high
    assert more.waiting.high <= now.waiting.high
    assert more.load.high < now.load.high


def test_a_range_of_inputs_gives_a_range_of_answers_and_no_single_number():
    found = what_if(DESK, replications=10)
    assert found.within.low < found.within.middle < found.within.high
    assert found.within.low > 0


def test_each_input_is_shown_alone_the_strongest_first():
    found = sensitivity(replace(DESK, outside=Range(5, 5)))
    widths = [abs(one.at_high - one.at_low) for one in found]
    assert widths == sorted(widths, reverse=True)
    assert {one.name: one.at_low == one.at_high for one in found} == {
        "arrivals": False, "work": False, "outside": True,
    }  # fmt: skip


def test_a_desk_that_is_asked_for_more_than_it_has_says_so_by_its_load():
    found = what_if(plain(1, 1.0, 2.0), days=200, replications=5)
    assert found.load.low == found.load.high == pytest.approx(2.0)
    assert found.waiting.low > 20


def test_cases_that_come_late_are_followed_to_their_end():
    desk = replace(plain(1, 1.0, 1.0), outside=Range(1000, 1000), spread=0.01)
    assert min(simulate(desk, days=30, seed="x")) > 900


@pytest.mark.parametrize(
    "wrong",
    [
        replace(DESK, officers=0),
        replace(DESK, arrivals=Range(2, 1)),
        replace(DESK, arrivals=Range(0, 0)),
        replace(DESK, work=Range(0, 1)),
        replace(DESK, work=Range(1, float("inf"))),
        replace(DESK, backlog=-1),
        replace(DESK, spread=0),
        replace(DESK, arrivals=Range(1000, 1000)),
    ],
)
def test_a_desk_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(BadInput):
        what_if(wrong)


def test_a_load_of_one_has_no_mean():
    with pytest.raises(BadInput, match="without end"):
        erlang_c(1.0, 2.0, 2)
