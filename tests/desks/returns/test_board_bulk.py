"""One thing done to many cases: each is checked by itself."""

import pytest

from hawkari.desks.returns.services.bulk import BulkAction, Wanted, act_on
from hawkari.desks.returns.services.recording import facts_of
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


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
