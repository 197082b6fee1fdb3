import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Strand, Tie, strands, within
from hawkari.engines.disruption.strands import earliest, latest
from hawkari.errors import BadInput
from tests.engines.disruption.networks import property_test, typed_ties

lists = st.lists(typed_ties, max_size=25)


@given(lists, st.randoms(use_true_random=False))
@property_test
def test_the_order_of_reports_does_not_matter(ties: list[Tie], rng: random.Random):
    mixed = list(ties)
    rng.shuffle(mixed)
    assert strands(mixed) == strands(ties)


@given(lists)
@property_test
def test_turned_round_only_the_money_changes_sides(ties: list[Tie]):
    turned = [replace(tie, source=tie.target, target=tie.source) for tie in ties]
    back = [replace(one, paid=one.returned, returned=one.paid) for one in strands(turned)]
    assert back == strands(ties)


@given(lists, typed_ties)
@property_test
def test_another_report_never_makes_a_tie_less_probable(ties: list[Tie], more: Tie):
    before = {(one.low, one.high, one.kind): one for one in strands(ties)}
    after = {(one.low, one.high, one.kind): one for one in strands([*ties, more])}
    for key, one in before.items():
        assert after[key].probability >= one.probability
        assert after[key].count >= one.count
        assert set(after[key].origins) >= set(one.origins)


@given(lists)
@property_test
def test_a_pair_is_at_least_as_probable_as_each_of_its_strands(ties: list[Tie]):
    network = Network.from_ties(ties)
    pair = {
        (network.nodes[a], network.nodes[b]): probability
        for (a, b), probability in zip(network.pairs(), network.probability.tolist(), strict=True)
    }
    for one in strands(ties):
        assert pair[one.low, one.high] >= one.probability - 1e-12


def test_two_origins_corroborate_and_a_copy_does_not():
    alone = Tie("a", "b", 1, "C", origin="police")
    copy = Network.from_ties([alone, alone]).probability[0]
    other = Network.from_ties([alone, replace(alone, origin="border guard")]).probability[0]
    assert copy == Network.from_ties([replace(alone, weight=2)]).probability[0]
    assert copy < 0.85  # repeats never pass the next better grade
    assert other == pytest.approx(1 - 0.35 * 0.35)


def test_kinds_of_one_origin_do_not_corroborate():
    calls = Tie("a", "b", 1, "C", kind="call", origin="police")
    both = Network.from_ties([calls, replace(calls, kind="payment", grade="D")])
    assert both.probability.tolist() == [0.65]


def test_a_strand_says_how_often_when_how_much_and_who():
    reports = [
        Tie("a", "b", 2, "B", "payment", "bank", "2024-03", "2024-05-02", 500.0),
        Tie("b", "a", 1, "c", "payment", "police", "2023-12-31", "", 40.0),
        Tie("a", "b", 4, "", "call", "police", "2024", ""),
    ]
    call, payment = strands(reports)
    assert (call.kind, call.count, call.first, call.last) == ("call", 4, "2024", "2024")
    assert payment == Strand(
        "a", "b", "payment", 3, "2023-12-31", "2024-05-02", 500.0, 40.0, ("B", "C"),
        ("bank", "police"), payment.probability,
    )  # fmt: skip


@given(typed_ties, st.sampled_from(("2023", "2024-02", "2024-05-07", "2025-01-01T10:00")))
@property_test
def test_a_tie_is_in_each_period_that_begins_or_ends_with_it(tie: Tie, other: str):
    assume(tie.first)
    assert list(within([tie], tie.first, max(other, tie.first))) == [tie]
    assert list(within([tie], "0001", "9999")) == [tie]
    assert earliest(tie.first) <= latest(tie.first)


moments = st.integers(0, 3 * 86_400).map(
    lambda seconds: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(moments, moments, offsets, offsets, st.sampled_from("T "))
@property_test
def test_times_of_different_clocks_stand_in_the_order_of_the_moments(
    one: datetime, other: datetime, here: timezone, there: timezone, between: str
):
    first = one.astimezone(here).isoformat(between)
    last = other.astimezone(there).isoformat(between)
    assert (earliest(first) < earliest(last)) == (one < other)
    assert (earliest(first) == earliest(last)) == (one == other)
    assert earliest(first) == one.isoformat().removesuffix("+00:00")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-05-31T01:00", "2024-05-31 23:00"),
        ("2024-06-01T01:00+05:00", "2024-05-31T23:00Z"),
        ("2024-05-31T23-02:00", "2024-06-01T02:00"),
    ],
)
def test_a_tie_in_order_by_any_clock_is_taken(first: str, last: str):
    (one,) = strands([Tie("a", "b", first=first, last=last)])
    assert (one.first, one.last) == (first, last)


def test_two_ways_to_write_one_moment_are_in_no_order():
    ties = [Tie("a", "b", first=when) for when in ("2024-05-06T07:08", "2024-05-06T10:08+03:00")]
    assert strands(ties) == strands(ties[::-1])


def test_an_undated_tie_is_in_no_period():
    assert list(within([Tie("a", "b")], "0001", "9999")) == []


def test_a_month_holds_its_days_and_no_other_month():
    may = Tie("a", "b", first="2024-05")
    assert list(within([may], "2024-05-20", "2024-05-20")) == [may]
    assert list(within([may], "2024-06-01", "2024-12")) == []
    assert list(within([may], "2023", "2024-04-30")) == []


@pytest.mark.parametrize(
    ("tie", "problem"),
    [
        (Tie("a", "b", first="May 2024"), "is no ISO date"),
        (Tie("a", "b", first="2024-13"), "is no ISO date"),
        (Tie("a", "b", last="2024-02-30"), "is no ISO date"),
        (Tie("a", "b", last="2024-05T09:30"), "is no ISO date"),
        (Tie("a", "b", last="2024-05-31T24:10"), "is no ISO date"),
        (Tie("a", "b", first="2024-05-31T09+05:30"), "is no ISO date"),
        (Tie("a", "b", first="2024-05-02", last="2024-04"), "comes before the first"),
        (
            Tie("a", "b", first="2024-05-31T23:30-05:00", last="2024-06-01T00:30Z"),
            "comes before the first",
        ),
        (Tie("a", "b", amount=-1.0), "no amount of money"),
        (Tie("a", "b", amount=float("nan")), "no amount of money"),
        (Tie("a", "b", 0), "sightings"),
        (Tie("a", "b", grade="Z"), "is not a grade"),
    ],
)
def test_what_cannot_be_read_is_refused(tie: Tie, problem: str):
    with pytest.raises(BadInput, match=problem):
        strands([tie])
