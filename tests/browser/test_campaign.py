"""The campaign desk in real Chromium: an import, what was read of it, and what a week says."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of, shoot, wrong

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
        context = enter(access, language)
        faults += faults_of(context, pages)
        page = context.new_page()
        page.goto(at("week"))
        for switch in page.locator(".twin label:has(.as-table)").all():
            switch.click()
        shoot(page, f"week-tables-{language}")
        faults += [f"week tables ({language}): {fault}" for fault in wrong(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_an_import_leads_to_the_week_a_signed_answer_its_card_and_the_effect(
    enter, corridor, language
):
    from hawkari.desks.campaign.bank import Part
    from hawkari.desks.campaign.models import Post
    from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines
    from tests.browser.test_campaign_plans import measured
    from tests.desks.campaign.answering import SAID
    from tests.desks.campaign.signing import Bank

    bank = Bank()
    load_bank(bank.author, seed_lines())
    page = enter(bank.author, language).new_page()

    page.goto(at("new_import"))
    page.locator("#id_file").set_input_files(corridor / "telegram.json")
    page.locator("#id_lawful_basis").fill("public channels, exported by the unit")
    page.locator("#id_keep_until").fill((bank.author.today + timedelta(days=90)).isoformat())
    page.locator("main form .btn-primary").press("Enter")
    # The page reads on by itself until nothing is left.
    expect(page.locator("#reading .tag.success")).to_be_visible()
    expect(page.locator("#reading form")).to_have_count(0)

    newest = Post.objects.exclude(myth="").order_by("-at").first()
    assert newest is not None
    year, week, _ = newest.at.isocalendar()
    page.goto(f"{at('week')}?week={year}-W{week:02}")
    expect(page.locator("main .tag.warning").first).to_be_visible()
    shoot(page, f"e2e-week-{language}")
    page.locator(f"main a[href='{at('myth', newest.myth)}']").first.press("Enter")
    page.wait_for_url(f"**{at('myth', newest.myth)}")

    page.goto(at("edit_answer", newest.myth, "ckb"))
    page.locator("#id_claim").fill(SAID["ckb"][0])
    page.locator("#id_answer").fill(SAID["ckb"][1])
    page.locator("#id_protection").fill("112 | پەیوەندی بکە")
    page.locator("#id_sources").fill(
        "On boats | A coastguard | https://example.org/boats | 2026-05"
    )
    page.locator("#id_attribution").fill("Invented Border Office")
    page.locator("#id_expires").fill((bank.author.today + timedelta(days=60)).isoformat())
    page.locator("main form .btn-primary").press("Enter")
    answer = at("answer", newest.myth, "ckb")
    page.wait_for_url(f"**{answer}")
    for part in Part:
        theirs = enter(bank.signers[part], language).new_page()
        theirs.goto(answer)
        signing = theirs.locator(f"form:has(input[value={part.value}])")
        signing.get_by_role("checkbox").press("Space")
        signing.get_by_role("button").press("Enter")
        expect(signing).to_have_count(0)
        theirs.wait_for_load_state()  # the draft of the card too, before anybody else writes
    page.goto(answer)
    card = page.locator(f"form[action='{at('product', newest.myth, 'ckb', 'card')}'] button")
    with page.expect_download() as download:
        card.press("Enter")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
    shoot(page, f"e2e-answer-{language}")

    # Weeks pass: the plan was sealed before it began, and what came of it was loaded.
    page.goto(at("plan", measured(bank.author)))
    expect(page.locator("#effect")).to_be_visible()
    shoot(page, f"e2e-effect-{language}")
