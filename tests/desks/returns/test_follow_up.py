"""Interviews at 0, 3, 6 and 12 months: due by the calendar, one link each, taken once."""

import pytest

from hawkari.desks.returns.models import CaseEvent, FollowUp, Standing
from hawkari.desks.returns.services.follow_up import (
    due_follow_ups,
    empty_form,
    form_for,
    take_submissions,
    waves_of,
)
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.reintegration import (
    give_item,
    promise_item,
    reintegration_of,
)
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import Clock, arrived, planned, submission

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return Clock().set(monkeypatch)


@pytest.fixture
def officers(desk: Desk, clock: Clock):
    return desk.officer(), desk.officer("reviewer")


def states(access, case) -> dict[int, str]:
    return {one.wave: one.state for one in waves_of(access, case.reference)}


def test_each_wave_falls_due_and_is_overdue_when_its_day_has_passed(desk, officers, clock):
    first, _ = officers
    case = arrived(desk, *officers)
    assert states(first, case) == {0: "due", 3: "later", 6: "later", 12: "later"}
    clock.on(days=85)  # July 29th: the third month is over on August 5th
    assert states(first, case) == {0: "overdue", 3: "due", 6: "later", 12: "later"}
    clock.on(days=10)
    assert states(first, case)[3] == "overdue"


def test_the_list_of_what_is_due_says_the_same_as_each_case(desk, officers, clock):
    first, _ = officers
    cases = [arrived(desk, *officers, receiver="erbil")]
    clock.on(days=40)
    cases.append(arrived(desk, *officers, receiver="erbil"))
    for days in (0, 30, 45, 60, 120, 200):
        clock.on(days=days)
        listed = {(one.reference, one.wave, one.state) for one in due_follow_ups(first)}
        each = {
            (case.reference, wave, state)
            for case in cases
            for wave, state in states(first, case).items()
            if state in {"due", "overdue"}
        }
        assert listed == each


def test_before_arrival_there_is_nothing_to_follow_up(desk, officers):
    first, _ = officers
    case = desk.to(first, State.BOOKED)
    assert waves_of(first, case.reference) == []
    with pytest.raises(BadInput, match="not arrived"):
        form_for(first, case.reference, 0)


def test_a_person_and_wave_have_one_link_however_often_it_is_asked_for(desk, officers):
    first, second = officers
    case = arrived(desk, *officers)
    codes = {form_for(one, case.reference, 3)[0] for one in (first, second, first)}
    assert len(codes) == 1
    assert FollowUp.objects.filter(case=case).count() == 1
    assert form_for(first, case.reference, 6)[0] not in codes
    with pytest.raises(BadInput, match="no wave"):
        form_for(first, case.reference, 4)


def test_the_form_is_filled_with_the_district_and_names_nobody(desk, officers):
    first, _ = officers
    case = arrived(desk, *officers)
    code, form = form_for(first, case.reference, 0)
    assert f"<link>{code}</link><wave>0</wave>" in form
    assert "<place>Ranya</place>" in form
    assert case.person.name not in form
    assert case.reference not in form


def test_the_next_form_knows_what_the_last_interview_said_of_the_household(desk, officers):
    first, _ = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    take_submissions(first, [("a.xml", submission(code, 0))])
    form = form_for(first, case.reference, 3)[1]
    assert "<place>Soran</place><household>5</household>" in form
    assert "<nights_home/>" in form  # and no answer that scores


def test_an_interview_is_taken_and_its_score_kept(desk, officers):
    first, _ = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    (taken,) = take_submissions(first, [("a.xml", submission(code, 0, seed=2))])
    assert (taken.state, taken.reference, taken.wave) == ("taken", case.reference, 0)
    survey = reintegration_of(first, case.reference).done.surveys[0]
    assert 0 <= survey.scores[""]["value"] <= 1
    assert survey.answers
    assert Standing.objects.get(case=case).last_survey == 0
    assert states(first, case)[0] == "held"


def test_sending_again_changes_nothing(desk, officers):
    first, second = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    raw = submission(code, 0)
    assert take_submissions(first, [("a.xml", raw)])[0].state == "taken"
    before = CaseEvent.objects.filter(case=case).count()
    link = FollowUp.objects.get(case=case)
    again = take_submissions(second, [("a.xml", raw), ("b.xml", raw)])
    assert [one.state for one in again] == ["known", "known"]
    assert CaseEvent.objects.filter(case=case).count() == before
    kept = FollowUp.objects.get(case=case)
    assert (kept.taken_at, kept.taken_by) == (link.taken_at, link.taken_by)


@pytest.mark.parametrize("change", [{"seed": 9}, {"instance": "uuid:2"}, {"agreed": False}])
def test_another_interview_of_the_same_wave_takes_nothing_away(desk, officers, change):
    first, _ = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    take_submissions(first, [("a.xml", submission(code, 0))])
    before = reintegration_of(first, case.reference).done.surveys
    (other,) = take_submissions(first, [("b.xml", submission(code, 0, **change))])
    assert other.state == "refused"
    assert "already" in other.why
    assert reintegration_of(first, case.reference).done.surveys == before


def test_good_ones_are_kept_and_bad_ones_listed_with_the_reason(desk, officers):
    first, _ = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    sent = [
        ("broken.xml", b"<data"),
        ("stranger.xml", submission("ZZZZZZZZZZ", 0)),
        ("wave.xml", submission(code, 3)),
        ("good.xml", submission(code, 0)),
    ]
    taken = take_submissions(first, sent)
    assert [one.state for one in taken] == ["refused", "refused", "refused", "taken"]
    assert all(one.why for one in taken[:3])


@pytest.mark.parametrize("day", ["2026-05-03", "2026-05-07", "2062-01-01"])
def test_an_interview_on_a_day_that_cannot_be_is_refused(desk, officers, day):
    first, _ = officers
    case = arrived(desk, *officers)  # on May 5th
    code, _form = form_for(first, case.reference, 0)
    (taken,) = take_submissions(first, [("a.xml", submission(code, 0, day=day))])
    assert (taken.state, "dated" in taken.why) == ("refused", True)
    assert states(first, case)[0] == "due"


def test_who_did_not_agree_is_kept_as_declined_with_no_answer(desk, officers):
    first, _ = officers
    case = arrived(desk, *officers)
    code, _form = form_for(first, case.reference, 0)
    take_submissions(first, [("a.xml", submission(code, 0, agreed=False))])
    assert states(first, case)[0] == "declined"
    assert reintegration_of(first, case.reference).done.surveys[0].answers == {}


def test_a_follow_up_after_help_takes_the_case_on(desk, officers):
    first, second = officers
    case = planned(desk, *officers)
    promise_item(first, case.reference, "work", what="tools", amount="0")
    item = reintegration_of(first, case.reference).done.aid[0].number
    give_item(second, case.reference, item, receipt="r 1")
    code, _form = form_for(first, case.reference, 3)
    take_submissions(first, [("a.xml", submission(code, 3))])
    assert facts_of(case).state is State.FOLLOW_UP


def test_another_agencys_code_is_a_code_of_nobody(desk, officers):
    first, _ = officers
    case, other = arrived(desk, *officers), desk.officer(agency="iom")
    code, _form = form_for(first, case.reference, 0)
    (taken,) = take_submissions(other, [("a.xml", submission(code, 0))])
    unknown = take_submissions(other, [("a.xml", submission("ZZZZZZZZZZ", 0))])[0]
    assert (taken.state, taken.why) == ("refused", unknown.why)
    assert due_follow_ups(other) == []


def test_a_closed_case_is_followed_up_no_longer(desk, officers, clock):
    first, _ = officers
    case = arrived(desk, *officers)
    close(first, case.reference, "own_choice", why="wants no calls")
    clock.on(days=100)
    assert due_follow_ups(first) == []
    assert waves_of(first, case.reference) == []
    with pytest.raises(BadInput, match="closed"):
        form_for(first, case.reference, 3)


def test_who_works_on_no_cases_sends_nothing_in(desk, officers):
    for role in ("monitor", "analyst"):
        with pytest.raises(AccessDenied):
            take_submissions(desk.officer(role), [])


def test_the_form_for_a_server_is_a_workbook(desk, officers):
    assert empty_form(officers[0]).startswith(b"PK")
