"""Deadlines are right to the day and the minute, and the cut-off is their inverse."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.casework.calendars import OutsideCalendar
from hawkari.engines.casework.clocks import (
    Clock,
    ClockKind,
    Limit,
    Unit,
    UnknownClock,
    clock_named,
    cutoff,
    deadline,
    load_clocks,
)
from hawkari.engines.casework.places import UNITED_KINGDOM, Place
from tests.engines.casework.oracle import counted_by_hand

TICK = timedelta(microseconds=1)
with counted_by_hand.FILE.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file, delimiter="\t"))


def limits_of(text: str) -> tuple[Limit, ...]:
    parts = (part.split() for part in text.split(" + "))
    return tuple(Limit(int(amount), Unit(unit)) for amount, unit in parts)


def row_of(case: dict[str, str]) -> Clock:
    kind = ClockKind(case["kind"])
    if not case["clock"]:
        places = (Place(case["place"]),)
        limits = limits_of(case["limits"])
        return Clock("counted", kind, limits, places, {}, {}, "", date(2000, 1, 1))
    row = clock_named(case["clock"], datetime.fromisoformat(case["start"]).date())
    assert (row.kind, row.limits) == (kind, limits_of(case["limits"]))
    return row


def answer(case: dict[str, str]) -> tuple[str, str]:
    place = Place(case["place"]) if case["place"] else None
    found = deadline(row_of(case), datetime.fromisoformat(case["start"]), place)
    return found.earliest.isoformat(), found.latest.isoformat()


def test_no_deadline_differs_from_those_counted_by_hand():
    wrong = [
        (case, answer(case)) for case in CASES if answer(case) != (case["earliest"], case["latest"])
    ]
    assert len(CASES) >= 300
    assert wrong == []


def test_the_cases_hold_ranges_of_eid_and_certain_dates_alike():
    ranged = [case for case in CASES if case["earliest"] != case["latest"]]
    assert 50 <= len(ranged) <= len(CASES) - 200


def test_the_kept_answers_are_what_the_counting_script_gives():
    assert counted_by_hand.FILE.read_text(encoding="utf-8") == counted_by_hand.text()


def test_a_duty_is_due_at_the_earlier_end_and_a_protection_over_only_at_the_later():
    start = datetime(2026, 3, 17, 9, tzinfo=UTC)
    for kind in ClockKind:
        limits = (Limit(5, Unit.WORKING_DAYS),)
        row = Clock("x", kind, limits, (Place.KURDISTAN,), {}, {}, "", date(2000, 1, 1))
        found = deadline(row, start, Place.KURDISTAN)
        assert found.earliest < found.latest
        between = found.earliest + (found.latest - found.earliest) / 2
        assert found.has_run(between) is (kind is ClockKind.DUTY)
        assert found.has_run(found.latest)
        assert not found.has_run(found.earliest - TICK)


def test_a_notice_whose_place_was_not_recorded_is_over_only_when_it_is_everywhere():
    served = datetime(2026, 12, 30, 10, tzinfo=UTC)
    every = [deadline("removal_notice", served, place) for place in UNITED_KINGDOM]
    found = deadline("removal_notice", served)
    assert found.binding == max(one.binding for one in every)
    assert found.binding == deadline("removal_notice", served, Place.SCOTLAND).binding


def test_the_days_that_were_not_counted_are_named():
    found = deadline("removal_notice", datetime(2026, 12, 22, tzinfo=UTC), Place.ENGLAND_WALES)
    assert [(one.day, one.name("ar")) for one in found.not_counted] == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day (observed)"),
    ]


def test_an_hour_clock_counts_elapsed_hours_when_the_clocks_go_back():
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)
    found = deadline("predeparture_accommodation", start, Place.ENGLAND_WALES)
    assert found.earliest == found.latest == start + timedelta(hours=72)


def instants(year: int) -> st.SearchStrategy[datetime]:
    """Instants of the six years from a February on."""
    first = datetime(year, 2, 1, tzinfo=UTC)
    seconds = st.integers(0, 6 * 365 * 86400)
    return seconds.map(lambda after: first + timedelta(seconds=after))


IN_ANY_PLACE = Clock(
    "reply",
    ClockKind.DUTY,
    (Limit(5, Unit.WORKING_DAYS),),
    tuple(Place),
    {},
    {},
    "",
    date(2000, 1, 1),
)


@settings(max_examples=150, deadline=None)
@given(
    clock=st.sampled_from([*load_clocks(), IN_ANY_PLACE]),
    place=st.sampled_from([None, *Place]),
    now=instants(2024),
)
def test_the_cutoff_is_the_inverse_of_the_deadline(clock, place, now):
    last = cutoff(clock, now, place)
    assert deadline(clock, last, place).has_run(now)
    assert not deadline(clock, last + TICK, place).has_run(now)


@settings(max_examples=80, deadline=None)
@given(
    clock=st.sampled_from(load_clocks()),
    place=st.sampled_from([None, *Place]),
    start=instants(2024),
    later=st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_a_clock_that_starts_later_never_ends_earlier(clock, place, start, later):
    one, two = deadline(clock, start, place), deadline(clock, start + later, place)
    assert one.earliest <= two.earliest
    assert one.latest <= two.latest
    assert one.earliest <= one.latest


def test_a_clock_that_is_not_in_force_is_refused_by_name_and_day():
    with pytest.raises(UnknownClock, match=r"removal_notice.*2023-11-19"):
        deadline("removal_notice", datetime(2023, 11, 19, tzinfo=UTC))
    with pytest.raises(UnknownClock, match="tea_break"):
        deadline("tea_break", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_year_without_a_calendar_is_refused_and_never_guessed():
    with pytest.raises(OutsideCalendar, match="2099"):
        deadline("removal_notice", datetime(2099, 1, 1, tzinfo=UTC))


def test_a_duty_whose_place_was_not_recorded_is_due_where_it_is_due_first():
    christmas = datetime(2026, 12, 24, 10, tzinfo=UTC)
    every = [deadline(IN_ANY_PLACE, christmas, place).binding for place in Place]
    found = deadline(IN_ANY_PLACE, christmas)
    assert found.binding == min(every) < max(every)
    assert cutoff(IN_ANY_PLACE, found.binding) >= christmas
    assert cutoff(IN_ANY_PLACE, found.binding - TICK) < christmas


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        deadline("family_hold", datetime(2026, 1, 1))  # noqa: DTZ001


def test_every_clock_says_who_says_so_since_when_and_that_nobody_signed():
    for row in load_clocks():
        assert row.authority
        assert row.status in {"seen", "unconfirmed"}
        assert row.status == "unconfirmed" or row.source_url
        assert row.verified_by == ""
        assert set(row.words) == set(row.starts) == {"en", "ar", "ckb"}
        assert not row.extends or (clock_named(row.extends, date(2026, 1, 1)) and row.extended_by)
