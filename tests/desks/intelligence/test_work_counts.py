"""A quarter's work leaves the desk as numbers about nobody, and small numbers do not leave it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.desks.intelligence.services.work_counts import (
    preview,
    release,
    releases,
    withdraw,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Measure, quarter_of, release_indicators
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import Indicator, Task, TaskStep
from hawkari.evidence.policy import Action
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db


def after(access: Access) -> Access:
    """The same access on the first day after its quarter."""
    return replace(access, today=quarter_of(access.today).last + timedelta(days=1))


def busy(case: Case) -> Access:
    """An analyst whose agency decided on twelve pairs and answered six tasks in this quarter."""
    access = case.access()
    case.world.load("nca", [*case.rows("n", 24)], slot="more.csv")
    for number in range(12):
        said = JudgementKind.NEGATIVE if number < 7 else JudgementKind.POSITIVE
        judge(access, f"n-{2 * number}", f"n-{2 * number + 1}", said)
    for number in range(6):
        task = Task.objects.create(
            operation=access.operation, kind="confirm tie", agency=access.user.agency,
            state="done", answer="confirmed", left_id=f"n-{number}", right_id=f"n-{number + 9}",
        )  # fmt: skip
        for _ in range(2):  # its answer was taken back and given again: it counts once
            TaskStep.objects.create(
                task=task, state="done", answer="confirmed", by=access.user,
                at=f"{access.today}T08:00Z",
            )  # fmt: skip
    return access


def table(access: Access, day: date) -> dict[tuple[str, str], int | None]:
    return {(one.code, one.group): one.number for one in preview(access, quarter_of(day))}


def test_pairs_and_tasks_are_counted_once_by_their_answer(case: Case):
    access = busy(case)
    assert table(access, access.today) == {
        ("pairs_decided", ""): 12,
        ("pairs_decided", "positive"): 5,
        ("pairs_decided", "negative"): 7,
        ("pairs_decided", "unsure"): 0,
        ("tasks_answered", ""): 6,
        ("tasks_answered", "confirmed"): 6,
        ("tasks_answered", "refuted"): 0,
        ("tasks_answered", "cannot tell"): 0,
    }
    assert not any(table(access, date(2020, 1, 1)).values())


def test_few_decisions_are_hidden_before_anybody_sees_them(case: Case):
    access = case.access()
    case.world.person("nca", "uk-6", name="Dana Invented", phone="+447700900188")
    judge(access, "uk-3", "uk-6", JudgementKind.NEGATIVE)
    assert table(access, access.today)["pairs_decided", ""] is None


def test_another_agencys_decisions_are_not_counted(case: Case):
    busy(case)
    other = case.world.access("krg")
    assert table(other, other.today)["pairs_decided", ""] == 0


def test_a_decision_that_was_taken_back_is_not_counted(case: Case):
    from hawkari.evidence.judgements import withdraw as take_back

    access = busy(case)
    event = judge(access, "n-0", "n-23", JudgementKind.UNSURE)
    take_back(access, event.pk, reason="a slip")
    assert table(access, access.today)["pairs_decided", ""] == 12


def test_a_quarter_is_released_once_and_can_be_taken_back(case: Case):
    access = after(busy(case))
    period = quarter_of(access.today - timedelta(days=1))
    made = release(access, period)
    assert {one.by for one in made.rows.all()} == {"", "answer"}
    with pytest.raises(BadInput, match="released already"):
        release(access, period)
    with pytest.raises(BadInput, match="quarter that is over"):
        release(access, quarter_of(access.today))
    withdraw(access, made.pk, why="counted twice")
    assert not Indicator.objects.filter(release=made).exists()
    assert [one.withdrawn_why for one in releases(access)] == ["counted twice"]


def test_no_other_desks_release_is_taken_back_here(case: Case):
    access = after(busy(case))
    period = quarter_of(access.today - timedelta(days=1))
    other = release_indicators(
        access, "returns", period, measures=[Measure("arrived", 9)], action=Action.RELEASE
    )
    with pytest.raises(BadInput, match="no such release"):
        withdraw(access, other.pk, why="x")


def test_who_reads_no_content_sees_no_numbers(case: Case):
    access = case.world.access("nca", "border")
    with pytest.raises(AccessDenied):
        preview(access, quarter_of(access.today))
    with pytest.raises(AccessDenied):
        release(case.world.access("nca", "liaison"), quarter_of(access.today))


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_the_page_shows_a_quarter_and_says_what_was_refused(case: Case, language: str):
    client: Client = case.client()
    client.cookies["django_language"] = language
    page = client.get(reverse("intelligence:work_counts"))
    assert page.status_code == 200
    address = reverse("intelligence:work_counts")
    for _ in range(2):
        page = client.post(address, {"quarter": "\0nonsense"}, follow=True)
    said = {"en": "This quarter was released already", "ckb": "چارەک"}[language]
    assert said in page.content.decode()
    bad = reverse("intelligence:withdraw_work_counts")
    for number in ("", "9" * 30, "\0", "-1"):
        assert client.post(bad, {"number": number, "why": "x"}).status_code == 302
