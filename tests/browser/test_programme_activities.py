"""Activities and their report in real Chromium: from a milestone to a figure and its row."""

from hashlib import sha256
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, SCREEN, faults_of, shoot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def access() -> Any:
    from tests.desks.programme.acting import Office

    return Office().officer()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def test_every_page_of_activities_keeps_to_the_rules_in_each_language(access, enter):
    from hawkari.desks.programme.models import Milestone
    from hawkari.desks.programme.services.milestones import show_milestone
    from hawkari.desks.programme.services.result_keeping import NewOutput, add_output
    from tests.desks.programme.acting import bare_activity, busy_activity
    from tests.desks.programme.measuring import figured, indicator
    from tests.desks.programme.playing import signed

    empty, busy = bare_activity(access), busy_activity(access)
    below = add_output(access, NewOutput(busy.reference, "Officers who passed"))
    figured(access, indicator(access, output=below))
    reached = Milestone.objects.exclude(done=None).get()
    kept = show_milestone(access, reached.pk, proof=signed("letter 12 of 2026.pdf"))
    late = Milestone.objects.get(name="Room handed over")
    pages = {
        "activities": at("activities"),
        "activity-empty": at("activity", empty.reference),
        "activity": at("activity", busy.reference),
        "activity-add": at("activity_add", busy.reference, "decision"),
        "activity-step": at("entry_step", "milestone", late.pk, "finish"),
        "activity-show": at("entry_step", "milestone", reached.pk, "show"),
        "activity-document": at("document", kept.reference),
        "report": f"{at('report')}?quarter={access.today.year}Q{(access.today.month + 2) // 3}",
        "operations": at("operations"),
    }
    then = access.today.replace(day=1)
    pages["report-then"] = f"{pages['report']}&known_on={then}"
    faults = [fault for one in LANGUAGES for fault in faults_of(enter(access, one), pages)]
    assert not faults, "\n".join(faults)


def test_a_milestone_is_reached_by_keyboard_and_counted_in_the_report(access, enter, tmp_path):
    import docx

    from tests.desks.programme.acting import bare_activity

    item = bare_activity(access)
    page = enter(access, "ckb").new_page()
    page.goto(at("activity", item.reference))
    page.locator("main .btn-primary").press("Enter")
    page.locator("[name=name]").fill("ژووری هاوبەش")
    page.locator("[name=due]").fill(access.today.isoformat())
    page.locator("main .btn-primary").press("Enter")
    page.locator("tr[id^=milestone-] a").first.press("Enter")
    page.locator("[name=done]").fill(access.today.isoformat())
    letter = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": b"%PDF letter"}
    page.locator("[name=file]").set_input_files(letter)
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("tr[id^=milestone-] .tag.confirmed")).to_be_visible()
    page.locator("tr[id^=milestone-] a.id").press("Enter")
    expect(page.locator(".sha")).to_have_text(sha256(letter["buffer"]).hexdigest())
    with page.expect_download() as waited:
        page.locator("main .btn-primary").press("Enter")
    waited.value.save_as(tmp_path / "letter.pdf")
    assert (tmp_path / "letter.pdf").read_bytes() == letter["buffer"]
    page.goto(at("report"))
    quarter = page.locator("#quarter option").first.get_attribute("value")
    page.locator("#quarter").select_option(index=0)
    page.locator("form[action$=report] button").press("Enter")
    expect(page.locator("h1")).to_be_visible()
    # The activity's own table comes last: its first figure counts the milestones that were due.
    row = page.locator("section table").last.locator("tr[id^=figure-]").first
    row.locator("summary").press("Enter")
    row.locator("a").press("Enter")
    expect(page.locator("tr[id^=milestone-]")).to_contain_text("letter.pdf")
    page.go_back()
    with page.expect_download() as waited:
        page.locator("main .btn-primary").press("Enter")
    path = tmp_path / "report.docx"
    waited.value.save_as(path)
    cells = [cell.text for table in docx.Document(path).tables for row in table.rows
             for cell in row.cells]  # fmt: skip
    assert any(item.names["ckb"] in one.text for one in docx.Document(path).paragraphs)
    assert "1" in cells
    assert quarter is None or quarter in waited.value.suggested_filename


def test_no_table_of_an_activity_hides_what_can_be_done_at_1280_px(access, enter):
    from hawkari.desks.programme.models import Risk
    from tests.desks.programme.acting import busy_activity

    activity = busy_activity(access)
    Risk.objects.update(
        words="هاوبەشێک داتاکانی نانێرێت لەبەر ئەوەی ڕێککەوتننامەکە هێشتا واژۆ نەکراوە",
        owner="بەڕێوەبەرایەتیی گشتیی ئاسایشی سنوور", response="نووسراوێک بۆ وەزارەت نێردراوە",
    )  # fmt: skip
    for language in LANGUAGES:
        page = enter(access, language).new_page()
        page.set_viewport_size(SCREEN)
        page.goto(at("activity", activity.reference))
        expect(page.locator("tr[id^=risk-] a")).to_have_count(3)
        hidden = page.locator(".scroll").evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth)"
            ".map(one => [one.getAttribute('aria-labelledby'), one.scrollWidth - one.clientWidth])"
        )
        shoot(page, f"risks-{language}")
        assert hidden == [], language
