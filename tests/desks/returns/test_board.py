"""The board shows what waits, from how cases stand, and does to many only what each allows."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.returns.models import Case, CasePerson, Standing
from hawkari.desks.returns.services.barriers import check_barriers
from hawkari.desks.returns.services.board import A_PAGE, VIEWS, Filters, Row, board, export_rows
from hawkari.desks.returns.services.bulk import BulkAction, Wanted, act_on
from hawkari.desks.returns.services.case_view import look_at
from hawkari.desks.returns.services.next_duty import cutoffs
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.views.board import _csv
from hawkari.engines.casework import Place, State, deadline, load_table
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
NUMBERS = count(1)


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def standing(access: Access, **columns: object) -> Standing:
    """How one invented case stands, without a history."""
    case = Case.objects.create(
        reference=f"R-2026-{next(NUMBERS):06}",
        operation=access.operation,
        agency=access.user.agency,
        opened_at=ago(400),
        review_due=NOW.date(),
    )
    CasePerson.objects.create(case=case, name="هێمن قادر")
    usual = {
        "state": "documenting", "since": ago(10), "touched": ago(10), "opened_at": ago(400),
        "route": "voluntary", "receiver": "erbil",
    }  # fmt: skip
    return Standing.objects.create(
        case=case,
        operation=access.operation,
        agency=access.user.agency,
        **{**usual, **columns},
    )


def listed(access: Access, **filters: str) -> list[str]:
    found = board(access, Filters(**filters), now=NOW)
    return [one.reference for one in found.rows]


def client_of(access: Access) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    client.post(reverse("operation"), {"operation": access.operation.slug})
    return client


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


# --- one thing done to many ---------------------------------------------------------------------


def test_each_case_is_checked_by_itself_and_told_of(desk: Desk):
    officer = desk.officer()
    ready = desk.to(officer, State.INTAKE)
    further = desk.to(officer, State.DOCUMENTING)
    wanted = Wanted(BulkAction.MOVE, State.SCREENING)
    outcomes = act_on(officer, [ready.reference, further.reference, "R-2026-ZZZZZZ"], wanted)
    assert [one.done for one in outcomes] == [True, False, False]
    assert facts_of(ready).state is State.SCREENING
    assert facts_of(further).state is State.DOCUMENTING
    assert outcomes[1].reasons
    assert outcomes[2].missing
    entry = AuditEntry.records.latest("seq")
    assert (entry.count, entry.detail["asked"]) == (1, 3)
    assert entry.object_ids == [ready.reference, further.reference]


def test_no_guard_is_passed_because_many_are_moved_at_once(desk: Desk):
    officer = desk.officer()
    cases = [desk.to(officer, State.ACCEPTED_BY_RECEIVER, route="enforced") for _ in range(2)]
    wanted = Wanted(BulkAction.MOVE, State.NOTICE_SERVED)
    outcomes = act_on(officer, [one.reference for one in cases], wanted)
    assert not any(one.done for one in outcomes)
    assert {"notice_of_intention"} <= {reason.guard for reason in outcomes[0].reasons}


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(BulkAction.HOLD),
        Wanted(BulkAction.CLOSE, "may_stay"),
        Wanted(BulkAction.CLOSE, "because", "so"),
        Wanted(BulkAction.MOVE, State.LIABLE),
        Wanted(BulkAction.MOVE, State.ACCEPTED_BY_RECEIVER),
        Wanted(BulkAction.ASSIGN),
    ],
)
def test_a_thing_that_is_not_complete_is_done_to_nobody(desk: Desk, wanted: Wanted):
    officer = desk.officer()
    case = desk.case(officer)
    with pytest.raises(BadInput):
        act_on(officer, [case.reference], wanted)
    assert facts_of(case).state is State.INTAKE


def test_too_many_at_once_and_none_are_refused(desk: Desk):
    officer = desk.officer()
    wanted = Wanted(BulkAction.HOLD, why="the flight was cancelled")
    with pytest.raises(BadInput, match="no case"):
        act_on(officer, [], wanted)
    with pytest.raises(BadInput, match="more than 200"):
        act_on(officer, [f"R-{one}" for one in range(201)], wanted)


def test_a_monitor_does_nothing_to_any_case(desk: Desk):
    case = desk.case(desk.officer())
    with pytest.raises(AccessDenied):
        act_on(desk.officer("monitor"), [case.reference], Wanted(BulkAction.HOLD, why="so"))


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_shows_each_list_in_each_language(desk: Desk, language: str):
    officer = desk.officer()
    standing(
        officer, touched=ago(120), idle_since=ago(40), first_expires=ago(3).date(), pool="left",
        duty="follow_up_3", duty_from=ago(200), late_learned=ago(2), late_barrier="rule39",
        asked_at=ago(9), document_status="agreed", unknown_from=ago(1),
    )  # fmt: skip
    client = client_of(officer)
    for view in VIEWS:
        asked = {"view": view}
        answer = client.get(reverse("returns:board"), asked, headers={"accept-language": language})
        assert answer.status_code == 200, view
        text = answer.content.decode()
        assert "هێمن قادر" in text, view
        assert f'lang="{language}"' in text


def test_an_empty_board_says_what_to_do(desk: Desk):
    text = client_of(desk.officer()).get(reverse("returns:board")).content.decode()
    assert "No case is open here" in text
    assert "load a file of cases" in text


def test_all_may_be_ticked_without_a_script(desk: Desk):
    officer = desk.officer()
    standing(officer)
    client = client_of(officer)
    assert " checked>" not in ticks(client.get(reverse("returns:board")))
    assert " checked>" in ticks(client.get(reverse("returns:board"), {"tick": "all"}))


def ticks(answer) -> str:
    return "".join(re.findall(r'<input type="checkbox"[^>]*>', answer.content.decode()))


def test_the_page_does_one_thing_to_the_ticked_cases_and_lists_what_became_of_each(desk: Desk):
    officer = desk.officer()
    ready, further = desk.to(officer, State.INTAKE), desk.to(officer, State.DOCUMENTING)
    sent = {"action": "move", "to": "screening", "case": [ready.reference, further.reference]}
    answer = client_of(officer).post(reverse("returns:board_act"), sent)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "1 of 2 cases were done" in text
    assert text.index(ready.reference) < text.index("not done")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"action": "move", "to": "screening"}, "No case is ticked"),
        ({"action": "hold", "case": "R-2026-AAAAAA"}, "need a reason in words"),
        ({"action": "depart", "case": "R-2026-AAAAAA"}, "Choose what is to be done"),
        ({"action": "assign", "worker": "nobody", "case": "R-2026-AAAAAA"}, "from the lists"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(desk: Desk, sent: dict, said: str):
    answer = client_of(desk.officer()).post(reverse("returns:board_act"), sent)
    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_file_has_references_and_no_names(desk: Desk):
    officer = desk.officer()
    one = standing(officer, idle_since=ago(40))
    answer = client_of(officer).get(reverse("returns:board_file"), {"view": "idle"})
    text = b"".join(answer.streaming_content).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["reference"] for row in rows] == [one.case.reference]
    assert "هێمن" not in text
