"""Results in real Chromium: recorded by keyboard; every page of the desk as the demo fills it."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def at(name: str, *arguments: Any) -> str:
    return reverse(f"programme:{name}", args=arguments)


@pytest.fixture
def officer() -> Any:
    from hawkari.evidence.access import open_access
    from hawkari.evidence.models import User
    from hawkari.site.programme_demo import PROGRAMME_OFFICER, load_programme

    load_programme("demo", seed=3)
    return open_access(User.objects.get(username=PROGRAMME_OFFICER))


def pages() -> dict[str, str]:
    """One page of each kind, as the demonstration fills it."""
    from hawkari.desks.programme.models import Course, Line, RegisterItem, Transaction

    activity = RegisterItem.objects.get(kind="activity", seed="")
    indicator = RegisterItem.objects.filter(kind="indicator").first()
    output = RegisterItem.objects.get(kind="output")
    waiting = Transaction.objects.get(state="recorded")
    course = Course.objects.get(signed_at__isnull=False)
    return {
        "home": "/",
        "register": at("register"),
        "item": at("item", RegisterItem.objects.get(seed="package-2024").reference),
        "activity": at("activity", activity.reference),
        "behind": at("behind"),
        "money": at("money"),
        "line": at("line", Line.objects.get().reference),
        "transaction": at("transaction", waiting.reference),
        "results": at("results"),
        "indicator": at("indicator", indicator.reference if indicator else ""),
        "new-output": at("new_output", activity.reference),
        "new-indicator": at("new_indicator", output.reference),
        "courses": at("courses"),
        "course": at("course", course.reference),
        "certificates": at("course_certificates", course.reference),
        "posts": at("border_posts"),
        "report": at("report"),
        "publish": at("publish"),
        "public": at("public"),
    }


def test_every_page_of_results_keeps_to_the_rules_in_each_language(officer, enter):
    kept = pages()
    if not os.environ.get("SHOTS"):
        mine = ("home", "results", "indicator", "new-output", "new-indicator")
        kept = {name: kept[name] for name in mine}
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(officer, language), kept)
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_result_is_measured_and_recorded_by_keyboard(officer, enter, language, tmp_path: Path):
    from hawkari.desks.programme.models import RegisterItem

    activity = RegisterItem.objects.get(kind="activity", seed="")
    page = enter(officer, language).new_page()
    page.goto(at("new_output", activity.reference))
    page.locator("[name=name]").fill("Posts that check every lorry")
    page.locator("main .btn-primary").press("Enter")
    page.locator("[name=name]").fill("Lorries checked")
    page.locator("[name=unit]").fill("lorries")
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("h1")).to_have_text("Lorries checked")
    for kind, value in (("target", "1200"), ("actual", "1350.5")):
        page.locator("[name=kind]").select_option(kind)
        page.locator("[name=first]").fill("2025-01-01")
        page.locator("[name=last]").fill("2025-03-31")
        page.locator("[name=value]").fill(value)
        page.locator("[name=source]").fill("Post books")
        page.locator("main .btn-primary").press("Enter")
        expect(page.locator("section[aria-labelledby=trend] tbody")).to_contain_text(value[-3:])
    expect(page.locator("section[aria-labelledby=trend] .tag.success")).to_be_visible()
    expect(page.locator("svg.draw circle.ev").first).to_be_attached()
    with page.expect_download() as saved:
        page.locator("section[aria-labelledby=trend] header a").press("Enter")
    file = tmp_path / "figures.csv"
    saved.value.save_as(file)
    assert "1350.5" in file.read_text(encoding="utf-8")
