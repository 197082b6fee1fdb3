"""Publishing in real Chromium: from broken rules to a reviewed file; three languages."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import LANGUAGES, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office() -> Any:
    from tests.desks.programme.publishing import Office

    return Office()


@pytest.fixture
def officer(office: Any) -> Any:
    access = office.officer()
    office.publisher(access)
    return access


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def waiting(office: Any, officer: Any) -> str:
    """A publication that somebody else has prepared."""
    from hawkari.desks.programme.services.publications import prepare, preview

    item = office.stated(officer)
    chosen = [item.reference]
    return prepare(officer, chosen, seen=preview(officer, chosen).sha256).reference


def test_every_page_of_publishing_keeps_to_the_rules_in_each_language(office, officer, enter):
    from hawkari.desks.programme.services.partner_imports import import_file
    from tests.desks.programme.test_partner_imports import partner_file

    reviewer = office.officer()
    made = waiting(office, officer)
    lacks = office.stated(officer, sectors=(), status="").reference
    imported = import_file(officer, "partner.xml", partner_file()).reference
    pages = {
        "publish": at("publish"),
        "publisher": at("publisher"),
        "publish-details": at("publish_details", lacks),
        "publish-rules": at("publish_rules") + f"?activity={lacks}",
        "publish-rule": at("publish_rule", "transaction"),
        "publish-prepare": at("prepare_publication") + f"?activities={lacks}",
        "publication": at("publication", made),
        "partner-imports": at("partner_imports"),
        "partner-import": at("partner_import", imported),
        "partner-activity": at("partner_activity", imported, 1),
    }
    faults = []
    for language in LANGUAGES:
        faults += faults_of(enter(reviewer, language), pages)
    assert not faults, "\n".join(map(str, faults))


def test_an_activity_is_stated_previewed_and_approved_by_a_second_person(office, officer, enter):
    item = office.stated(officer, sectors=())
    page = enter(officer).new_page()
    page.goto(at("publish_details", item.reference))
    expect(page.get_by_text("IATI 6.2.2")).to_be_visible()
    page.locator("#id_sectors-0-code").select_option("15136")
    page.get_by_role("button", name="Keep it").press("Enter")
    expect(page.get_by_text("It keeps every official rule.")).to_be_visible()
    page.goto(at("publish"))
    page.get_by_label(f"Choose {item.name}").check()
    page.get_by_role("button", name="Look at what would leave").press("Enter")
    expect(page.locator("#stays ~ *, section[aria-labelledby=stays]").first).to_contain_text(
        "Karwan Invented"
    )
    page.get_by_role("button", name="Send it to a second person").press("Enter")
    expect(page.get_by_text("somebody else reviews it")).to_be_visible()
    second = enter(office.officer()).new_page()
    second.goto(page.url)
    second.get_by_role("button", name="Agree: it may leave").press("Enter")
    with second.expect_download() as download:
        second.get_by_role("link", name="Save the file").press("Enter")
    content = download.value.path().read_bytes()
    assert b"15136" in content
    assert b"Karwan" not in content
