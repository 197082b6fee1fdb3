"""The home page says what waits at the desks, to whoever may do it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hawkari.desks.campaign.bank import Part
from hawkari.desks.programme.services.entry_values import NewMilestone
from hawkari.desks.programme.services.milestones import add_milestone
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.signing import Bank
from tests.desks.programme.playing import COMMITMENT, recorded
from tests.desks.programme.playing import Desk as ProgrammeDesk
from tests.desks.programme.teaching import School, bare_course
from tests.desks.returns.playing import Desk as ReturnsDesk
from tests.desks.returns.standing import ago, client_of, standing

pytestmark = pytest.mark.django_db
TO_SIGN = "Sign answers to myths"
TO_KEEP = "Say whether imported posts are still kept"
OVERDUE = "Do what is overdue in return cases"
APPROVE = "Approve sums of money, or say why not"
LATE = "Do what is overdue in the activities"
SIGN_COURSE = "Sign courses that a colleague closed"
IDLE = "Use what was agreed in return cases"


def home(access: Access, language: str = "en") -> str:
    client: Client = client_of(access)
    client.cookies["django_language"] = language
    return client.get("/").content.decode()


def test_whoever_may_sign_an_answer_is_told_and_who_wrote_it_is_not():
    bank = Bank()
    bank.written(bank.myth())
    lawyer, author = home(bank.signers[Part.LEGAL]), home(bank.author)
    assert TO_SIGN in lawyer
    assert "Your role reads no records of people" not in lawyer
    assert TO_SIGN not in author
    assert "Your role reads no records of people" in author


def test_imports_that_somebody_must_decide_on_wait_for_whoever_may():
    bank = Bank()
    author, reviewer = bank.author, bank.desk.officer("reviewer")
    bank.desk.imported(author, keep_until=author.today)
    bank.desk.imported(author, keep_until=author.today + timedelta(days=1))
    page = home(reviewer)
    assert TO_KEEP in page
    assert '<span class="num">1</span></b>imports of posts due' in page
    assert TO_KEEP not in home(author)


def test_what_is_overdue_and_idle_in_return_cases_waits_for_a_caseworker_only():
    desk = ReturnsDesk()
    officer = desk.officer()
    standing(officer, duty="barrier_review", duty_from=ago(900))
    standing(officer, idle_since=ago(900))
    page = home(officer)
    assert OVERDUE in page
    assert IDLE in page
    looks = [one for one in AuditEntry.records.all() if one.detail.get("what") == "board counts"]
    assert len(looks) == 1
    monitor = home(desk.officer("monitor"))
    assert OVERDUE not in monitor
    assert IDLE not in monitor


def test_a_home_without_duties_says_nothing_of_them():
    desk = ReturnsDesk()
    page = home(desk.officer())
    assert OVERDUE not in page
    assert "Nothing is loaded in this operation" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "وقّع على الإجابات عن المزاعم"), ("ckb", "وەڵامی پڕوپاگەندەکان واژۆ بکە")],
)
def test_duties_are_said_in_the_readers_language(language: str, words: str):
    bank = Bank()
    bank.written(bank.myth())
    assert words in home(bank.signers[Part.LEGAL], language)


def test_sums_wait_for_a_second_person_only_and_late_milestones_for_the_officer():
    desk = ProgrammeDesk()
    first, second = desk.officer(), desk.officer()
    recorded(first, desk.line(first), COMMITMENT)
    activity = desk.item(first, kind="activity")
    yesterday = first.today - timedelta(days=1)
    add_milestone(first, activity.reference, NewMilestone("Open the office", yesterday))
    own, other = home(first), home(second)
    assert APPROVE not in own
    assert APPROVE in other
    assert LATE in own
    reviewer = home(desk.officer("reviewer"))
    assert APPROVE in reviewer
    assert LATE not in reviewer
    assert APPROVE not in home(desk.officer(agency="elsewhere"))


def test_a_closed_course_waits_for_whoever_did_not_close_it():
    school = School()
    first, second = school.trainer(), school.trainer()
    course = bare_course(first)
    course.closed_by, course.closed_at = first.user, timezone.now()
    course.save()
    assert SIGN_COURSE not in home(first)
    assert SIGN_COURSE in home(second)
    course.signed_by, course.signed_at = second.user, timezone.now()
    course.save()
    assert SIGN_COURSE not in home(second)
