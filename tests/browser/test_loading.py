"""A file chosen, its columns read, one said, its rows loaded; by keyboard, in two directions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Name,Zzyx,Tel\nAli Invented,43,+447700900101\nOmar Invented,44,+447700900102\n"


@pytest.fixture
def session(live_server) -> str:
    """The session cookie of an analyst."""
    from tests.desks.intelligence.case import Case

    case = Case().load()
    client = Client()
    client.force_login(case.access().user)
    return client.cookies["sessionid"].value


@pytest.fixture
def visit(chromium: Browser, live_server, session: str) -> Iterator:
    opened: list[BrowserContext] = []

    def visited(language: str) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale=language)
        opened.append(context)
        context.add_cookies(
            [
                {"name": "sessionid", "value": session, "url": live_server.url},
                {"name": "django_language", "value": language, "url": live_server.url},
            ]
        )
        page = context.new_page()
        page.goto("/load")
        return page

    yield visited
    for context in opened:
        context.close()


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_file_that_cannot_be_read_is_said_beside_the_form(visit, tmp_path: Path, language: str):
    file = tmp_path / "people.csv"
    file.write_bytes(b"SQLite format 3\x00")
    page = visit(language)
    assert violations(page) == []
    page.locator("#id_file").set_input_files(file)
    page.locator("#id_source").fill("by-hand")
    page.locator("#do-see").press("Enter")
    expect(page.locator("#proposal [role=alert]")).to_contain_text("SQLite")
    assert violations(page) == []
    # A chat that does not tell which of its dates' numbers is the day: said here, loaded again.
    chat = tmp_path / "chat.txt"
    chat.write_text("".join(f"{day}/3/2024, 10:00 - Ali: one\n" for day in (1, 2)))
    page.locator("#id_file").set_input_files(chat)
    for order, asks in (("", 1), ("dmy", 0)):
        page.locator("#id_date_order").select_option(order)
        page.locator("#do-see").press("Enter")
        page.locator("#do-load").press("Enter")
        expect(page.locator("#report")).to_be_focused()
        expect(page.locator("a[href='#id_date_order']")).to_have_count(asks)
    assert violations(page) == []


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_a_file_is_read_corrected_and_loaded_by_keyboard(visit, tmp_path: Path, language: str):
    from hawkari.evidence.models import Statement

    file = tmp_path / "people.csv"
    file.write_text(TEXT)
    page = visit(language)
    faults = watch(page)
    page.locator("#id_file").set_input_files(file)
    page.locator("#id_source").fill("by-hand")
    page.locator("#proposal button").first.press("Enter")
    rows = page.locator("#proposal tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Zzyx")
    expect(rows.first).to_contain_text("43")
    assert violations(page) == []
    assert far_labels(page) == []
    assert not sideways_scroll(page)
    # The file stays chosen: the answer is given beside it, not on a new page.
    page.locator("#column-0-1").select_option("notes")
    page.locator("#do-load").press("Enter")
    expect(page.locator("#report")).to_be_focused()
    expect(page.locator("#proposal dd").first).to_have_text("2")
    assert violations(page) == []
    assert far_labels(page) == []
    assert not sideways_scroll(page)
    assert faults == []
    assert Statement.objects.filter(source__slug="by-hand", value="Zzyx: 43").exists()


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_groups_of_arabic_digits_stand_as_they_are_dialled(visit, tmp_path: Path, language: str):
    file = tmp_path / "people.csv"
    file.write_text("Name,Tel\nAli Invented,٠٧٥٠ ٥٥٥ ٠١٢٣\n")
    page = visit(language)
    page.locator("#id_file").set_input_files(file)
    page.locator("#id_source").fill("by-hand")
    page.locator("#do-see").press("Enter")
    number = page.locator("td bdi.digits", has_text="٠٧٥٠")
    expect(number).to_have_count(1)
    first, last = number.evaluate(
        """number => [[0, 4], [9, 12]].map(([start, end]) => {
            const range = document.createRange();
            range.setStart(number.firstChild, start);
            range.setEnd(number.firstChild, end);
            return range.getBoundingClientRect().left;
        })"""
    )
    assert first < last
