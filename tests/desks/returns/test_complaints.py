"""A complaint is answered by somebody, and never found by whoever it is about."""

from datetime import date

import pytest

from hawkari.desks.returns.models import Complaint
from hawkari.desks.returns.services.cases import assign
from hawkari.desks.returns.services.complaints import (
    NewComplaint,
    answer_complaint,
    complaints_of,
    record_complaint,
)
from hawkari.desks.returns.services.keeping import dispose_case
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.refusals import CaseNotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


def complaint(**changes) -> NewComplaint:
    said = {"said": "He did not call back", "received": date(2026, 5, 5), "how": "phone"}
    return NewComplaint(**said | changes)


def seen(access) -> list[str]:
    return [one.reference for one in complaints_of(access)]


def test_whoever_is_complained_of_does_not_find_it(desk: Desk):
    intake, about, reviewer = desk.officer(), desk.officer(name="karwan"), desk.officer("reviewer")
    made = record_complaint(intake, complaint(about="karwan"))
    assert seen(about) == []
    assert seen(reviewer) == [made]
    with pytest.raises(BadInput, match="no such complaint"):
        answer_complaint(about, made, outcome="not_upheld", answer="I did call")
    answer_complaint(reviewer, made, outcome="upheld", answer="An apology was sent")
    assert Complaint.objects.get().outcome == "upheld"


def test_nor_does_whoever_has_the_case_then_or_now(desk: Desk):
    first, later, reviewer = (
        desk.officer(name="first"), desk.officer(name="later"), desk.officer("reviewer"),
    )  # fmt: skip
    case = desk.case(reviewer)
    assign(reviewer, case.reference, "first")
    made = record_complaint(reviewer, complaint(case=case.reference))
    assign(reviewer, case.reference, "later")
    assert (seen(first), seen(later), seen(reviewer)) == ([], [], [made])


def test_who_recorded_it_about_a_case_of_theirs_does_not_read_it_again(desk: Desk):
    worker, reviewer = desk.officer(name="worker"), desk.officer("reviewer")
    case = desk.case(worker)
    assign(reviewer, case.reference, "worker")
    record_complaint(worker, complaint(case=case.reference))
    assert seen(worker) == []


def test_the_trail_of_the_case_does_not_show_it(desk: Desk):
    reviewer = desk.officer("reviewer")
    case = desk.case(reviewer)
    made = record_complaint(reviewer, complaint(case=case.reference))
    entries = [one for one in AuditEntry.records.all() if one.detail.get("what") == "complaint"]
    assert [one.object_ids for one in entries] == [[made]]
    assert not case.events.filter(kind="complaint").exists()


def test_another_agency_finds_none_and_names_no_case_of_ours(desk: Desk):
    reviewer, other = desk.officer("reviewer"), desk.officer("reviewer", agency="iom")
    case = desk.case(reviewer)
    record_complaint(reviewer, complaint())
    assert seen(other) == []
    with pytest.raises(CaseNotFound):
        record_complaint(other, complaint(case=case.reference))


@pytest.mark.parametrize(
    "change",
    [{"said": "  "}, {"said": "x" * 20_001}, {"how": "rumour"}, {"received": date(2126, 1, 1)},
     {"about": "nobody-here"}],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_refused(desk: Desk, change):
    with pytest.raises(BadInput):
        record_complaint(desk.officer(), complaint(**change))
    assert not Complaint.objects.exists()


def test_a_complaint_is_answered_once_with_an_outcome_and_words(desk: Desk):
    intake, reviewer = desk.officer(), desk.officer("reviewer")
    made = record_complaint(intake, complaint())
    for outcome, answer in (("maybe", "words"), ("upheld", " ")):
        with pytest.raises(BadInput):
            answer_complaint(reviewer, made, outcome=outcome, answer=answer)
    answer_complaint(reviewer, made, outcome="partly", answer="Half of it")
    with pytest.raises(BadInput, match="already"):
        answer_complaint(reviewer, made, outcome="upheld", answer="All of it")


def test_a_monitor_reads_them_and_answers_none(desk: Desk):
    made = record_complaint(desk.officer(), complaint())
    monitor = desk.officer("monitor")
    assert seen(monitor) == [made]
    with pytest.raises(AccessDenied):
        answer_complaint(monitor, made, outcome="upheld", answer="words")
    with pytest.raises(AccessDenied):
        record_complaint(monitor, complaint())


def test_disposal_of_a_case_takes_what_was_said_with_it(desk: Desk):
    reviewer = desk.officer("reviewer")
    case = desk.case(reviewer)
    made = record_complaint(reviewer, complaint(case=case.reference))
    close(reviewer, case.reference, "may_stay", why="leave granted")
    dispose_case(reviewer, case.reference, why="no longer needed")
    kept = Complaint.objects.get(reference=made)
    assert (kept.said, kept.case) == ("", None)
