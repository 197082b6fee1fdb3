"""The board shows what waits, from how cases stand, and reads as much of many as of few."""

import csv
import io
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hawkari.desks.returns.models import Standing
from hawkari.desks.returns.services.barriers import check_barriers
from hawkari.desks.returns.services.board import A_PAGE, VIEWS, Filters, Row, board, export_rows
from hawkari.desks.returns.services.case_view import look_at
from hawkari.desks.returns.services.next_duty import cutoffs
from hawkari.desks.returns.views.board import _csv
from hawkari.engines.casework import Place, State, deadline, load_table
from hawkari.errors import AccessDenied
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk
from tests.desks.returns.standing import NOW, ago, standing

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def listed(access: Access, **filters: str) -> list[str]:
    found = board(access, Filters(**filters), now=NOW)
    return [one.reference for one in found.rows]


@pytest.mark.parametrize(
    ("view", "within", "beyond"),
    [
        ("idle", {"idle_since": ago(15)}, {"idle_since": ago(13)}),
        (
            "expiring",
            {"first_expires": ago(-30).date()},
            {"first_expires": ago(-31).date()},
        ),
        ("look_again", {"unknown_from": NOW}, {"unknown_from": ago(-0.001)}),
        ("unanswered", {"asked_at": ago(2)}, {}),
        ("late", {"late_learned": ago(3), "late_barrier": "rule39"}, {}),
        ("untouched", {"touched": ago(91)}, {"touched": ago(89)}),
        ("untouched", {"touched": ago(91)}, {"touched": ago(91), "state": "follow_up"}),
        ("pool", {"pool": "leave"}, {"pool": ""}),
        ("pool", {"pool": "died"}, {"pool": "died", "state": "closed"}),
        ("overdue", {"duty": "barrier_review", "duty_from": ago(1)}, {}),
        (
            "overdue",
            {"duty": "journey", "duty_from": ago(2)},
            {"duty": "journey", "duty_from": ago(0.5)},
        ),
        (
            "overdue",
            {"duty": "reintegration_plan", "duty_from": ago(40)},
            {"duty": "reintegration_plan", "duty_from": ago(20)},
        ),
        (
            "overdue",
            {"duty": "follow_up_12", "duty_from": ago(370)},
            {"duty": "follow_up_12", "duty_from": ago(360)},
        ),
    ],
)
def test_a_list_holds_what_its_name_says(desk: Desk, view: str, within: dict, beyond: dict):
    officer = desk.officer()
    inside = standing(officer, **within)
    standing(officer, **beyond)
    assert listed(officer, view=view) == [inside.case.reference]
    assert board(officer, Filters(), now=NOW).counts[view] == 1


@pytest.mark.parametrize("clock", ["reintegration_plan", "follow_up_0", "follow_up_3"])
def test_the_board_says_overdue_at_the_minute_at_which_the_clock_does(clock: str):
    last = cutoffs(NOW)[clock]
    assert deadline(clock, last, Place.KURDISTAN).has_run(NOW)
    assert not deadline(clock, last + timedelta(microseconds=1), Place.IRAQ).has_run(NOW)


def test_the_longest_wait_comes_first_and_nobody_is_ranked(desk: Desk):
    officer = desk.officer()
    rows = [standing(officer, idle_since=ago(days)) for days in (20, 300, 60)]
    assert listed(officer, view="idle") == [rows[place].case.reference for place in (1, 2, 0)]
    assert "score" not in {one.column for one in VIEWS.values()}


def test_the_stock_is_counted_by_state_and_authority_and_age(desk: Desk):
    officer = desk.officer()
    for days in (3, 20, 60, 200):
        standing(officer, state="held", since=ago(days))
    standing(officer, state="held", receiver="baghdad", since=ago(5))
    standing(officer, state="closed", since=ago(5))
    stock = board(officer, Filters(), now=NOW).stock
    assert [(one.state, one.receiver, one.cases, one.ages) for one in stock] == [
        ("held", "baghdad", 1, (1, 0, 0, 0)),
        ("held", "erbil", 4, (1, 1, 1, 1)),
    ]
    assert stock[1].oldest == ago(200)


def test_filters_hold_for_lists_counts_and_stock(desk: Desk):
    officer = desk.officer()
    standing(officer, idle_since=ago(20), route="enforced")
    wanted = standing(officer, idle_since=ago(20), receiver="baghdad", caseworker=officer.user)
    found = board(
        officer, Filters("idle", receiver="baghdad", route="voluntary", worker="me"), now=NOW
    )
    assert [one.reference for one in found.rows] == [wanted.case.reference]
    assert (found.counts["idle"], found.open_cases) == (1, 1)
    assert len(listed(officer, view="idle", worker="nobody")) == 1


def test_what_is_no_value_of_a_filter_is_left_out(desk: Desk):
    officer = desk.officer()
    standing(officer)
    odd = Filters("'; drop", "nowhere", "paris", "by sea", "all", "%%%").known()
    assert odd == Filters()
    assert len(listed(officer, view="x", after="AAAA")) == 1


def test_pages_go_on_where_the_last_one_ended_and_repeat_nobody(desk: Desk):
    officer = desk.officer()
    for number in range(A_PAGE + 5):
        standing(officer, idle_since=ago(30 + number // 4))
    first = board(officer, Filters("idle"), now=NOW)
    second = board(officer, Filters("idle", after=first.more), now=NOW)
    seen = [one.reference for one in (*first.rows, *second.rows)]
    assert len(seen) == len(set(seen)) == A_PAGE + 5
    assert not second.more


def test_a_reader_of_another_agency_sees_no_case(desk: Desk):
    standing(desk.officer(), idle_since=ago(99))
    theirs = board(desk.officer(agency="krg-interior"), Filters("idle"), now=NOW)
    assert (theirs.rows, theirs.stock, set(theirs.counts.values())) == ((), (), {0})


def test_an_analyst_may_not_read_the_board_and_a_monitor_may(desk: Desk):
    standing(desk.officer())
    with pytest.raises(AccessDenied):
        board(desk.officer("analyst"), Filters())
    assert len(board(desk.officer("monitor"), Filters()).rows) == 1


def test_looking_and_exporting_are_audited_without_a_name(desk: Desk):
    officer = desk.officer()
    one = standing(officer, pool="leave")
    board(officer, Filters("pool"))
    list(export_rows(officer, Filters("pool")))
    looked, exported = AuditEntry.records.order_by("-seq")[:2][::-1]
    assert (looked.act, exported.act) == ("consult", "disclose")
    assert looked.object_ids == exported.object_ids == [one.case.reference]
    assert "هێمن" not in str(looked.detail)


def test_what_grew_unknown_is_counted_as_on_the_page_of_the_case(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    officer = desk.officer()
    counts = timedelta(days=load_table().looking.counts_days)
    then = timezone.now() - counts
    with monkeypatch.context() as long_ago:
        long_ago.setattr(timezone, "now", lambda: then)
        case = desk.to(officer, State.DOCUMENTING)
    some, later = ["rule39", "injunction"], timezone.now() + timedelta(days=20)
    check_barriers(officer, case.reference, some, source="court list", review=later.date())
    for now in (then, then + counts, then + counts + timedelta(seconds=1), later):
        with monkeypatch.context() as that_day:
            that_day.setattr(timezone, "now", lambda at=now: at)
            unknown = len(look_at(officer, case.reference).unknown)
        row = board(officer, Filters(), now=now).rows[0]
        assert row.unknown == unknown, now
        assert bool(listed_at(officer, now)) == bool(unknown)
        cells = next(
            csv.DictReader(io.StringIO("".join(_csv(export_rows(officer, Filters(), now=now)))))
        )
        assert cells["unknown_barriers"] == str(unknown)
    assert unknown > len(some)


def listed_at(access: Access, now: datetime) -> tuple[Row, ...]:
    return board(access, Filters("look_again"), now=now).rows


def test_how_cases_stood_before_is_counted_when_the_tables_change(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    right = Standing.objects.filter(case=case).values().get()
    assert right["unknown_turns"]
    Standing.objects.update(unknown_from=None, unknown_turns=[], barriers_unknown=9)
    import_module("hawkari.desks.returns.migrations.0007_unknown_turns").count(apps, None)
    assert Standing.objects.filter(case=case).values().get() == right


# --- how much is read -------------------------------------------------------------------------


def plans(access: Access, filters: Filters) -> list[str]:
    """How SQLite goes about each question of the board about cases."""
    with CaptureQueriesContext(connection) as captured:
        board(access, filters, now=NOW)
    asked = [one["sql"] for one in captured if 'FROM "returns_standing"' in one["sql"]]
    found = []
    for sql in asked:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            found += [str(row[3]) for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_the_board_asks_as_much_of_many_cases_as_of_few(desk: Desk, view: str):
    officer = desk.officer()
    held = {"idle_since": ago(40), "first_expires": ago(3).date(), "asked_at": ago(9)}
    held |= {"unknown_from": ago(5), "unknown_turns": [[ago(5).isoformat(), 3]]}
    held |= {"duty": "barrier_review", "duty_from": ago(9), "late_learned": ago(2), "pool": "left"}
    standing(officer, touched=ago(100), **held)
    board(officer, Filters(view), now=NOW)  # the first entry of a log makes its head
    with CaptureQueriesContext(connection) as few:
        board(officer, Filters(view), now=NOW)
    for _ in range(30):
        standing(officer, touched=ago(100), **held)
    with CaptureQueriesContext(connection) as many:
        board(officer, Filters(view), now=NOW)
    assert len(many) == len(few) < 20


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's own plans")
@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_question_of_the_board_is_answered_by_an_index(desk: Desk, view: str):
    officer = desk.officer()
    standing(officer, idle_since=ago(40))
    for plan in plans(officer, Filters(view)):
        assert not plan.startswith("SCAN"), plan
        if "returns_standing" in plan:
            assert "USING INDEX standing_" in plan or "USING COVERING INDEX standing_" in plan


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="reads SQLite's own plans")
def test_counting_reads_no_case_but_the_index_alone(desk: Desk):
    officer = desk.officer()
    standing(officer, idle_since=ago(40))
    found = plans(officer, Filters("idle", receiver="erbil", route="voluntary", worker="nobody"))
    covered = [one for one in found if "COVERING" in one]
    # The stock, and each list's count; only the page itself reads rows.
    assert len(covered) >= len(VIEWS)
