"""Indicators hold numbers about nobody: small ones are hidden, and cannot be worked out."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Action
from hawkari.evidence.indicators import (
    Measure,
    Period,
    quarter_of,
    quarters_before,
    release_indicators,
    released_indicators,
    shown,
    withdraw_indicators,
)
from hawkari.evidence.models import AuditEntry, Indicator, IndicatorRelease
from hawkari.evidence.small_numbers import ENOUGH, LEAST, hidden_groups, tells_of_few

ONCE = Period(date(2026, 1, 1), date(2026, 3, 31))
COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12), min_size=1)


def tables(total: int, groups: str) -> Iterator[dict[str, int]]:
    """Every way in which people could be spread over groups."""
    if len(groups) == 1:
        yield {groups: total}
        return
    for one in range(total + 1):
        for rest in tables(total - one, groups[1:]):
            yield {groups[0]: one, **rest}


@pytest.mark.parametrize(("groups", "most"), [("ab", 30), ("abc", 30), ("abcd", 18)])
def test_whoever_knows_the_rule_finds_no_small_number_in_what_is_shown(groups, most):
    """Every table is published; each that looks alike must leave every small number open."""
    alike = defaultdict(list)
    for total in range(LEAST, most + 1):
        for table in tables(total, groups):
            hidden = hidden_groups(table)
            shown = tuple((name, table[name]) for name in sorted(table.keys() - hidden))
            alike[total, shown].append({name: table[name] for name in hidden})
    assert len(alike) > most
    for seen, each in alike.items():
        for name in each[0]:
            could_be = {one[name] for one in each}
            assert len(could_be) > 1 or not any(map(tells_of_few, could_be)), (seen, name)


@settings(max_examples=100)
@given(COUNTS)
def test_what_is_shown_is_large_and_what_is_hidden_is_of_enough_people(groups):
    hidden = hidden_groups(groups)
    assert all(name in hidden or not tells_of_few(number) for name, number in groups.items())
    if hidden and hidden != groups.keys():
        assert sum(groups[name] for name in hidden) >= ENOUGH
    if sum(groups.values()) in range(1, LEAST):
        assert hidden == groups.keys()  # and the total itself is hidden


def test_a_small_group_takes_others_along_by_name_and_not_by_size():
    assert hidden_groups({"a": 3, "b": 9, "c": 40}) == {"a", "b"}
    assert hidden_groups({"a": 1, "b": 2, "c": 9, "d": 40}) == {"a", "b", "c"}
    assert hidden_groups({"a": 40, "b": 9, "c": 3}) == {"a", "c"}
    assert hidden_groups({"a": 4, "b": 4, "c": 5}) == {"a", "b", "c"}
    assert hidden_groups({"a": 5, "b": 0, "c": 40}) == frozenset()
    assert hidden_groups({"a": 3, "b": 0}) == {"a", "b"}


def test_a_share_that_tells_of_few_hides_the_shares_beside_it_and_no_numbers():
    rows = shown(
        [
            Measure("housed", 40, having=20),
            Measure("housed", 20, having=18, by="receiver", group="erbil"),
            Measure("housed", 20, having=2, by="receiver", group="baghdad"),
        ]
    )
    assert [(one.number, one.value, one.hidden) for one in rows] == [
        (40, Decimal("0.50"), False),
        (20, None, True),
        (20, None, True),
    ]


def test_all_or_none_of_a_group_is_told_of_no_group():
    assert shown([Measure("housed", 9, having=9)])[0].value is None
    assert shown([Measure("housed", 9, having=0)])[0].value is None


def test_a_mean_of_few_is_hidden_with_their_number():
    row = shown([Measure("score", 4, mean=Decimal("0.5"))])[0]
    assert (row.number, row.value, row.hidden) == (None, None, True)
    row = shown([Measure("score", 5, mean=Decimal("0.512"))])[0]
    assert (row.number, row.value, row.hidden) == (5, Decimal("0.51"), False)


def test_a_mean_that_is_the_value_of_each_is_told_of_no_group_beside_it():
    rows = shown(
        [
            Measure("score", 12, mean=Decimal("0.8")),
            Measure("score", 6, mean=Decimal("0.6"), by="receiver", group="erbil"),
            Measure("score", 6, mean=Decimal(1), alike=True, by="receiver", group="baghdad"),
        ]
    )
    assert [(one.number, one.value, one.hidden) for one in rows] == [
        (12, Decimal("0.80"), False),
        (6, None, True),
        (6, None, True),
    ]


def test_groups_that_do_not_add_up_are_refused():
    with pytest.raises(BadInput, match="add up"):
        shown([Measure("arrived", 9), Measure("arrived", 8, by="receiver", group="erbil")])


def test_quarters_are_whole_and_over():
    assert quarter_of(date(2026, 12, 31)).name == "2026-Q4"
    assert [one.name for one in quarters_before(date(2026, 1, 1), 2)] == ["2025-Q4", "2025-Q3"]
    assert quarters_before(date(2026, 11, 27), 1)[0] == Period(date(2026, 7, 1), date(2026, 9, 30))


def release(access, number=9, period=ONCE):
    measures = [Measure("arrived", number)]
    action = Action.RETURN_DECIDE
    return release_indicators(access, "returns", period, measures=measures, action=action)


@pytest.mark.contract
@pytest.mark.django_db
class TestReleases:
    def test_a_released_number_is_read_by_the_own_agency_alone(self, world):
        mine, other = world.access("home-office", "caseworker"), world.access("iom", "caseworker")
        release(mine)
        rows = [row for one in released_indicators(mine, "returns") for row in one.rows.all()]
        assert [(row.code, row.number) for row in rows] == [("arrived", 9)]
        assert released_indicators(other, "returns") == []

    def test_what_is_hidden_is_not_stored(self, world):
        release(world.access("home-office", "caseworker"), number=3)
        row = Indicator.objects.get()
        assert (row.number, row.value, row.hidden) == (None, None, True)
        assert "3" not in str(AuditEntry.records.get(act="disclose").detail.get("number", ""))

    def test_a_quarter_is_released_once_until_it_is_withdrawn(self, world):
        access = world.access("home-office", "caseworker")
        first = release(access)
        with pytest.raises(BadInput, match="already"):
            release(access, number=10)
        withdraw_indicators(access, first.pk, why="counted twice", action=Action.RETURN_DECIDE)
        release(access, number=10)
        kept = IndicatorRelease.objects.get(pk=first.pk)
        assert (kept.withdrawn_why, kept.rows.count()) == ("counted twice", 0)

    def test_withdrawing_needs_a_reason_and_a_release_of_ones_own(self, world):
        mine, other = world.access("home-office", "caseworker"), world.access("iom", "caseworker")
        first = release(mine)
        for access, why in ((mine, "  "), (other, "mine now")):
            with pytest.raises(BadInput):
                withdraw_indicators(access, first.pk, why=why, action=Action.RETURN_DECIDE)
        assert IndicatorRelease.objects.get().withdrawn_at is None

    @pytest.mark.parametrize(
        "period",
        [Period(date(2026, 1, 1), date(2026, 2, 28)), Period(date(2126, 1, 1), date(2126, 3, 31))],
    )
    def test_only_a_whole_quarter_that_is_over_is_released(self, world, period):
        with pytest.raises(BadInput):
            release(world.access("home-office", "caseworker"), period=period)

    def test_whoever_works_on_no_cases_releases_none(self, world):
        with pytest.raises(AccessDenied):
            release(world.access("home-office", "analyst"))
