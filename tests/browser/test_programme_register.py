"""The register in real Chromium: promises, disagreeing reports, one preferred; three languages."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer() -> Any:
    from hawkari.desks.programme.services.register_loading import load_lines, seed_lines
    from tests.desks.programme.promising import Programme

    made = Programme().officer()
    load_lines(made, seed_lines(), public=True)
    return made


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


def seeded(key: str) -> Any:
    from hawkari.desks.programme.models import RegisterItem

    return RegisterItem.objects.get(seed=key)


def test_every_page_of_the_register_keeps_to_the_rules_in_each_language(officer, enter):
    from tests.desks.programme.promising import claim

    training = seeded("border-training")
    steering = {
        "state": "behind",
        "owner": "Head of training",
        "behind_why": "No venue is found",
        "risk": "Nobody may travel",
    }
    for name, value in steering.items():
        claim(officer, training, name, value=value, reported_by="")
    claim(officer, training, "next_date", value="2026-01-15", reported_by="")
    pages = {
        "register": at("register"),
        "item": at("item", seeded("package-2024").reference),
        "agreement": at("item", seeded("returns-agreement-2025").reference),
        "new-item": at("new_item"),
        "new-claim": at("new_claim", training.reference),
        "behind": at("behind"),
        "public": at("public"),
        "load": at("load_register"),
        "nothing": at("register") + "?q=nothing+like+it",
    }
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(officer, language), pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_second_report_is_recorded_and_one_preferred_by_keyboard(officer, enter, language):
    training = seeded("border-training")
    page = enter(officer, language).new_page()
    page.goto(at("register"))
    page.locator(f"a[href='{at('item', training.reference)}']").first.press("Enter")
    page.locator("main .btn-primary").press("Enter")
    page.locator("[name=attribute]").select_option("amount")
    page.locator("[name=amount]").fill("250000")
    page.locator("[name=currency]").select_option("GBP")
    page.locator("[name=reported_by]").fill("Another paper")
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("main .tag.warning").first).to_be_visible()
    added = training.claims.get(reported_by="Another paper")
    row = page.locator(f"tr:has(#why-{added.pk})")
    row.locator("summary").press("Enter")
    row.locator(f"#why-{added.pk}").fill("it names its source")
    row.locator("button").first.press("Enter")
    expect(page.locator("main")).to_contain_text("it names its source")
    added.refresh_from_db()
    assert added.status == "preferred"
    assert training.claims.filter(attribute="amount").count() == 4
