"""From a Telegram export to the operator in the chart, in real Chromium, and the referral log."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looking import faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ckb")
LAWFUL = "public channels, exported by the unit"


@dataclass(frozen=True)
class Known:
    """A recruiter of the sample corridor whose number stands in a register and in an advert."""

    analyst: Any
    post: int
    phone: str
    name: str


@pytest.fixture(scope="module")
def corridor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample corridor's files: registers, and a Telegram export of its recruiters' adverts."""
    from hawkari.engines.corridor import generate

    folder = tmp_path_factory.mktemp("corridor")
    generate(people=60, seed=7, out=folder)
    return folder


@pytest.fixture
def known(live_server, corridor: Path) -> Known:
    """Registers in evidence, the Telegram export imported and read."""
    from hawkari.desks.campaign.models import PostSelector
    from hawkari.desks.campaign.services.importing import NewImport, import_posts
    from hawkari.desks.campaign.services.reading import read_import
    from hawkari.evidence.access import visible_to
    from hawkari.evidence.loading.files import Terms, load_file
    from tests.desks.campaign.playing import Desk

    analyst = Desk().officer("analyst")
    load_file(corridor / "krg.xlsx", Terms(agency="home-office", source="register"), access=analyst)
    until = analyst.today + timedelta(days=90)
    export = import_posts(analyst, corridor / "posts" / "telegram.json", NewImport(LAWFUL, until))
    read_import(analyst, export.row.reference)
    held = dict(visible_to(analyst).filter(prop="phone").values_list("value", "entity_id"))
    advert = PostSelector.objects.filter(kind="phone", guessed=False, value__in=held).first()
    assert advert is not None, "no recruiter's number stands in both"
    names = visible_to(analyst).filter(entity_id=held[advert.value], prop="name")
    return Known(analyst, advert.post_id, advert.value, names[0].value)


def test_a_telegram_export_leads_from_an_advert_to_its_operator_in_the_chart(enter, known: Known):
    page = enter(known.analyst).new_page()
    page.goto(f"/campaign/posts/{known.post}")
    page.get_by_role("link", name="Put its contacts into evidence").click()
    page.get_by_role("checkbox", name=known.phone).check()
    page.get_by_label("How this is known").fill("the channel gives it as its own number")
    page.get_by_role("button", name="Put into evidence").click()
    expect(page.get_by_text("It stands in evidence now.")).to_be_visible()
    page.get_by_role("link", name="Open in the chart").click()
    chart = page.locator("[data-chart-panel]")
    expect(chart).to_contain_text(known.name)
    expect(chart).to_contain_text("Advert operator")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_accessible_and_fit_at_every_width(enter, known: Known, language: str):
    from hawkari.desks.campaign.services.accepting import Accepted, accept
    from hawkari.desks.campaign.services.referrals import (
        NewReferral,
        NewStep,
        record_referral,
        record_step,
    )

    subject = f"post:{known.post}"
    accept(known.analyst, subject, Accepted((f"phone {known.phone}",), "its own number"))
    new = NewReferral(
        "Telegram", subject, "An advert for boats", "osa", "priority illegal content",
        known.analyst.today, "Kawa",
    )  # fmt: skip
    made = record_referral(known.analyst, new)
    record_step(known.analyst, made.reference, NewStep(known.analyst.today, outcome="removed"))
    paths = (
        f"adverts/post/{known.post}/accept", "referrals", f"referrals/{made.reference}",
        f"referrals/new?subject={subject}",
    )  # fmt: skip
    pages = {path: f"/campaign/{path}" for path in paths}
    assert faults_of(enter(known.analyst, language), pages) == []


def test_the_log_is_filled_by_keyboard_alone(enter, known: Known):
    page = enter(known.analyst).new_page()
    page.goto(f"/campaign/referrals/new?subject=post:{known.post}")
    page.get_by_label("Provision or rule").focus()
    page.keyboard.type("priority illegal content")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The referral is in the log.")).to_be_visible()
    page.get_by_label("What the platform did").focus()
    page.keyboard.type("Removed")
    page.get_by_role("button", name="Record", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It is in the log.")).to_be_visible()
    page.goto("/campaign/referrals?state=removed")
    expect(page.get_by_role("row", name="Telegram")).to_contain_text("Removed")
