"""The campaign desk in real Chromium: an import, what was read of it, and what a week says."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.test_returns import LANGUAGES, wrong
from tests.browser.test_returns import enter as enter_fixture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
enter = enter_fixture


@pytest.fixture
def desk() -> Any:
    from tests.desks.campaign.playing import Desk

    return Desk()


@pytest.fixture(scope="session")
def corridor(tmp_path_factory) -> Path:
    """The sample corridor's posts, one file in each form."""
    from hawkari.engines.corridor import generate

    folder = tmp_path_factory.mktemp("corridor")
    generate(people=60, seed=7, out=folder)
    return folder / "posts"


def at(name: str, *arguments: object) -> str:
    return reverse(f"campaign:{name}", args=arguments)


def taken_in(access: Any, path: Path) -> Any:
    """A file, imported and read past the pages."""
    from hawkari.desks.campaign.services.importing import NewImport, import_posts
    from hawkari.desks.campaign.services.reading import read_import

    said = NewImport("public channel, exported by the unit", access.today + timedelta(days=90))
    row = import_posts(access, path, said).row
    read_import(access, row.reference)
    return row


def shoot(page: Page, name: str) -> None:
    if folder := os.environ.get("CAMPAIGN_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_every_page_of_posts_keeps_to_the_rules_in_each_language(desk, enter, corridor):
    from hawkari.desks.campaign.models import Post
    from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines

    access = desk.officer()
    load_bank(access, seed_lines())
    row = taken_in(access, corridor / "telegram.json")
    advert = Post.objects.filter(selectors__kind="phone").order_by("pk").first()
    pages = {
        "week": at("week"),
        "posts": at("posts"),
        "post": at("post", advert.pk),
        "imports": at("imports"),
        "new-import": at("new_import"),
        "import": at("import", row.reference),
        "empty": f"{at('posts')}?text=nothing-of-the-kind",
    }
    faults = []
    for language in LANGUAGES:
        page = enter(access, language).new_page()
        for name, address in pages.items():
            page.goto(address)
            expect(page.locator("h1")).to_be_visible()
            shoot(page, f"{name}-{language}")
            faults += [(name, language, fault) for fault in wrong(page)]
        page.goto(at("week"))
        for switch in page.locator(".twin label:has(.as-table)").all():
            switch.click()
        shoot(page, f"week-tables-{language}")
        faults += [("week tables", language, fault) for fault in wrong(page)]
    assert not faults, "\n".join(map(str, faults))
