"""Outcomes leave the desk as numbers of a quarter, without anybody in them."""

from datetime import date

import pytest

from hawkari.desks.returns.services.follow_up import form_for, take_submissions
from hawkari.desks.returns.services.outcomes import preview, release, releases, withdraw
from hawkari.desks.returns.services.reintegration import (
    give_item,
    plan,
    promise_item,
    reintegration_of,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Indicator
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import GOAL, Clock, again, arrived, submission

pytestmark = [pytest.mark.django_db, pytest.mark.contract]
SECOND = Period(date(2026, 4, 1), date(2026, 6, 30))
THIRD = Period(date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock().set(monkeypatch)


@pytest.fixture
def officers(desk: Desk, clock: Clock):
    return desk.officer(), desk.officer("reviewer")


def table(access, period) -> dict[tuple[str, str], tuple[int | None, str]]:
    return {
        (one.code, one.group): (one.number, "" if one.value is None else str(one.value))
        for one in preview(access, period)
    }


def test_a_quarter_counts_who_arrived_was_planned_helped_and_interviewed(desk, officers, clock):
    first, second = officers
    cases = [arrived(desk, *officers) for _ in range(6)]
    for case in cases:
        plan(first, case.reference, [GOAL], document="plan 1")
        promise_item(first, case.reference, "work", what="tools", amount="1.50")
        item = reintegration_of(first, case.reference).done.aid[0].number
        give_item(second, case.reference, item, receipt="r 1")
    clock.on(days=95)
    for number, case in enumerate(cases[:5]):
        code, _form = form_for(first, case.reference, 3)
        raw = submission(code, 3, seed=1 + number % 4, instance=f"uuid:{number}")
        assert take_submissions(first, [("a.xml", raw)])[0].state == "taken"
    spring, summer = table(first, SECOND), table(first, THIRD)
    assert spring["arrived", ""] == (6, "")
    assert spring["planned_in_time", ""] == (0, "")
    assert summer["planned_in_time", ""] == (6, "")  # all of them: not told of each
    assert spring["helped", ""] == (6, "")
    assert summer["arrived", ""] == (0, "")
    number, mean = summer["interview_3", ""]
    assert number == 5
    surveys = [reintegration_of(first, case.reference).done.surveys[0] for case in cases[:5]]
    values = [one.scores[""]["value"] for one in surveys]
    assert len(set(values)) > 1
    assert float(mean) == pytest.approx(sum(values) / 5, abs=0.005)


def test_few_people_are_hidden_before_anybody_sees_them(desk, officers):
    first, _ = officers
    arrived(desk, *officers)
    found = table(first, SECOND)
    assert found["arrived", ""] == (None, "")
    assert found["arrived", "erbil"] == (None, "")


def test_a_release_holds_no_reference_and_no_name(desk, officers, clock):
    first, second = officers
    case = arrived(desk, *officers)
    clock.on(days=90)
    release(again(second), SECOND)
    rows = [str(row) for row in Indicator.objects.values_list()]
    assert rows
    assert not any(case.reference in row or "Hêmin" in row for row in rows)
    assert [one.desk for one in releases(first)] == ["returns"]


def test_a_quarter_that_runs_is_not_released_nor_one_twice(desk, officers, clock):
    _, second = officers
    with pytest.raises(BadInput, match="over"):
        release(second, SECOND)
    clock.on(days=90)
    second = again(second)
    made = release(second, SECOND)
    with pytest.raises(BadInput, match="already"):
        release(second, SECOND)
    withdraw(second, made.pk, why="two cases were missing")
    release(second, SECOND)


def test_a_monitor_releases_nothing(desk, officers):
    with pytest.raises(AccessDenied):
        release(desk.officer("monitor"), SECOND)
