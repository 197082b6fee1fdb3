"""Plans in real Chromium: from a plan to its seal and its effect, in three languages."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def access() -> Any:
    from tests.desks.campaign.playing import Desk

    return Desk().officer()


def at(name: str, *arguments: str) -> str:
    return reverse(f"campaign:{name}", args=arguments)


def measured(access: Any) -> str:
    """A plan whose weeks have passed, with everything that can be loaded."""
    from hawkari.desks.campaign.services.plan_files import (
        load_answers,
        load_counts,
        load_measures,
    )
    from hawkari.desks.campaign.services.sealing import seal_plan
    from tests.desks.campaign.planning import WEEK, answers_file, counts_file, made_plan, passed

    plan = made_plan(access)
    load_counts(access, plan.reference, counts_file(plan.first - 40 * WEEK, 40))
    passed(access, seal_plan(access, plan.reference), effect=0.7, weeks=20)
    so = {one.name: (25, 14 if one.wave else 24) for one in plan.places.all()}
    load_answers(access, plan.reference, answers_file(so))
    week = plan.first - WEEK
    rows = f"week,kind,value\n{week},spent,31000\n{week},reach,210000\n{week},clicks,4100\n"
    load_measures(access, plan.reference, rows.encode())
    return plan.reference


def test_every_page_of_plans_keeps_to_the_rules_in_each_language(access, enter):
    from hawkari.desks.campaign.services.plan_files import load_counts
    from tests.desks.campaign.planning import WEEK, counts_file, made_plan

    bare, counted = made_plan(access), made_plan(access)
    load_counts(access, counted.reference, counts_file(counted.first - 40 * WEEK, 40))
    pages = {
        "plans": at("plans"),
        "new": at("new_plan"),
        "bare": at("plan", bare.reference),
        "counted": at("plan", counted.reference),
        "measured": at("plan", measured(access)),
    }
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(access, language), pages)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_campaign_is_planned_counted_and_sealed_by_keyboard(access, enter, language, tmp_path):
    from hawkari.desks.campaign.models import Plan
    from tests.desks.campaign.planning import WEEK, counts_file, new_plan

    page = enter(access, language).new_page()
    page.goto(at("plans"))
    page.locator("a.btn-primary").press("Enter")
    new = new_plan(access)
    for name in ("title", "sponsor", "audience", "channels", "why_here", "outcome", "seed"):
        page.locator(f"[name={name}]").fill(str(getattr(new, name)))
    page.locator("[name=change]").fill("-30")
    page.locator("[name=first]").fill(new.first.isoformat())
    page.locator("main .btn-primary").press("Enter")
    expect(page.locator("h1")).to_have_text(new.title)
    table = tmp_path / "counts.csv"
    table.write_bytes(counts_file(new.first - 40 * WEEK, 40))
    page.locator("#counts").set_input_files(table)
    page.locator("#counts ~ button").press("Enter")
    page.locator(".btn-primary").press("Enter")
    plan = Plan.objects.get()
    expect(page.locator("#drawn ~ *, section[aria-labelledby=drawn] footer").last).to_contain_text(
        plan.digest[:16]
    )
    assert plan.sealed_at is not None
