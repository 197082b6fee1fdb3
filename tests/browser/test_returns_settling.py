"""What follows arrival, in real Chromium: from the plan to the score of an interview."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of
from tests.browser.test_returns import desk as desk_fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
desk = desk_fixture


def story(desk: Any) -> tuple[Any, Any, str]:
    """Two officers, and somebody who arrived, was helped, referred and interviewed."""
    from tests.desks.returns.settling import helped

    first, second = desk.officer("reviewer", name="ana"), desk.officer(name="ben")
    return first, second, helped(desk, first, second).reference


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_after_arrival_keeps_to_the_rules_in_each_language(desk, enter, language):
    first, _, reference = story(desk)
    addresses = {
        "one": reverse("returns:reintegration", args=[reference]),
        "due": reverse("returns:follow_ups"),
        "complaints": reverse("returns:complaints"),
        "complaint": reverse("returns:new_complaint"),
        "outcomes": reverse("returns:outcomes"),
        "plan": reverse("returns:settling_step", args=[reference, "plan"]),
        "refer": reverse("returns:settling_step", args=[reference, "refer"]),
    }
    assert faults_of(enter(first, language), addresses) == []


def test_a_plan_is_written_and_help_promised_with_the_keyboard_alone(desk, enter):
    from tests.desks.returns.settling import arrived

    first, second = desk.officer("reviewer"), desk.officer()
    case = arrived(desk, first, second)
    page = enter(first).new_page()
    page.goto(reverse("returns:reintegration", args=[case.reference]))
    page.get_by_role("link", name="Write the plan").first.press("Enter")
    page.get_by_label("Goal 1").fill("A stall in the bazaar")
    page.get_by_label("Its next step").first.fill("Ask the market")
    page.get_by_label("Who takes the step").first.fill("the person")
    page.get_by_label("Until which day").first.fill("2027-03-31")
    page.get_by_label("What the person signed").fill("plan 1")
    page.get_by_role("button", name="Record the plan").press("Enter")
    expect(page.get_by_text("The plan is recorded.")).to_be_visible()
    page.get_by_role("link", name="Promise help").first.press("Enter")
    page.get_by_label("What is promised").fill("sewing machine")
    page.get_by_label("Pounds").fill("240.50")
    page.get_by_role("button", name="Promise it").press("Enter")
    expect(page.get_by_text("£2759.50")).to_be_visible()


def test_an_interview_goes_out_as_a_form_and_comes_back_with_its_score(desk, enter, tmp_path):
    from hawkari.desks.returns.models import FollowUp
    from tests.desks.returns.settling import planned, submission

    first, second = desk.officer("reviewer"), desk.officer()
    case = planned(desk, first, second)
    page = enter(first).new_page()
    page.goto(reverse("returns:reintegration", args=[case.reference]))
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the interview's form").click()
    form = Path(download.value.path()).read_text(encoding="utf-8")
    code = FollowUp.objects.get(case=case).code
    assert f"<link>{code}</link>" in form
    sent = tmp_path / "a.xml"
    sent.write_bytes(submission(code, 0, seed=2))
    page.get_by_role("link", name="Follow-up").first.click()
    page.get_by_label("Files").set_input_files(sent)
    page.get_by_role("button", name="Send them in").click()
    expect(page.get_by_text("1 taken, 0 known already, 0 refused")).to_be_visible()
    page.get_by_role("link", name=case.reference).first.click()
    expect(page.get_by_role("img", name="Score by month")).to_be_visible()
