"""The main job, as a person does it: `hawkari demo`, then the workbench in real Chromium.

The demonstration runs as its own process with its own folder, as for a newcomer; the browser gets
nothing but the address that it prints.
"""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator

import networkx as nx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import far_labels, sideways_scroll, violations, watch
from tests.desks.intelligence.briefs_told import cited_numbers, footnotes_of

pytestmark = pytest.mark.browser
LANGUAGES = ("en", "ar", "ckb")
WRITES_LATIN = re.compile(r"\b(nca|fr-pn|de-bp)\b")
LOGIN = re.compile(r"http://127\.0\.0\.1:\d+/login/once/\S+")


@pytest.fixture(scope="module")
def login_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running demonstration's one-time login address."""
    home = tmp_path_factory.mktemp("demo") / "home"
    command = [sys.executable, "-m", "hawkari", "demo", "--people", "300", "--port", "0"]
    environment = {**os.environ, "HAWKARI_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        said: list[str] = []
        for line in process.stdout:
            said.append(line)
            if found := LOGIN.search(line):
                yield found[0]
                break
        else:
            pytest.fail("the demonstration printed no address:\n" + "".join(said))
        process.terminate()
        process.wait(timeout=600)


@pytest.fixture(scope="module")
def session(login_address: str, chromium: Browser) -> Iterator[BrowserContext]:
    """A browser in which the demonstration's analyst has logged in by the one-time address."""
    base = re.sub(r"/login/.*", "", login_address)
    context = chromium.new_context(base_url=base, viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(login_address)
    expect(page.locator("h1")).to_be_visible()
    assert page.url == f"{base}/"
    page.close()
    yield context
    context.close()


@pytest.fixture
def analyst(session: BrowserContext) -> Iterator[Page]:
    """An English page of the analyst; whatever it complains of fails the test."""
    speak(session, "en")
    page = session.new_page()
    complaints = watch(page)
    yield page
    page.close()
    assert complaints == []


def speak(session: BrowserContext, language: str) -> None:
    page = session.new_page()
    page.goto("/")
    session.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.close()


def barzan(page: Page) -> None:
    """Find the man by the Sorani letters of his name, and open him.

    Of the hits, one that an agency has which writes Latin letters only.
    """
    page.goto("/")
    page.get_by_role("searchbox").first.fill("بەرزان")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    hit = page.locator("main table tbody tr").filter(has_text=WRITES_LATIN).first
    hit.locator("a[href*='/entities/']").first.click()
    page.wait_for_url("**/entities/*")


def test_the_one_time_address_works_once(chromium: Browser, login_address: str, session):
    page = chromium.new_page()
    page.goto(login_address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("does not log you in")
    page.close()


def test_sorani_letters_find_the_man_another_agency_wrote_in_latin(analyst: Page):
    barzan(analyst)
    names = analyst.locator("main").inner_text()
    assert re.search("B[ae]rzan", names, re.IGNORECASE)
    assert re.search(r"(uk\.xlsx|france\.csv|germany\.csv):", names)


def test_each_value_stands_with_its_file_row_grade_and_handling(analyst: Page):
    barzan(analyst)
    table = analyst.locator("table", has=analyst.get_by_role("columnheader", name="File and row"))
    rows = table.first.locator("tbody tr:not(.group)")
    assert rows.count() > 5
    for row in rows.all():
        text = row.inner_text()
        assert re.search(r"\.(xlsx|csv|json):\S*\d", text), text
        assert re.search(r"[123]\s*[A-E]", text), text


def test_the_chart_and_its_table_hold_the_same_ties(analyst: Page):
    barzan(analyst)
    expect(analyst.locator("canvas").first).to_be_attached()
    analyst.get_by_role("button", name=re.compile("^Table")).or_(
        analyst.get_by_role("tab", name=re.compile("^Table"))
    ).or_(analyst.get_by_label(re.compile("^Table"))).first.click()
    expect(analyst.get_by_role("table", name=re.compile("^Lines"))).to_be_visible()


def test_a_pair_is_decided_and_undone_by_keyboard(analyst: Page):
    analyst.goto("/review")
    review = analyst.locator("#review")
    waiting = int(re.findall(r"(\d+) waiting", review.inner_text())[0])
    analyst.keyboard.press("n")
    expect(analyst.get_by_role("heading", name="Your last decisions")).to_be_visible()
    expect(review).to_contain_text(f"{waiting - 1} waiting")
    analyst.keyboard.press("z")
    expect(review).to_contain_text(f"{waiting} waiting")


@pytest.fixture
def download(session: BrowserContext):
    """Fetch an address as the analyst: status, content type, bytes."""

    def fetched(path: str) -> tuple[str, bytes]:
        answer = session.request.get(path)
        assert answer.ok, f"{path}: {answer.status}"
        return answer.headers["content-type"], answer.body()

    return fetched


def test_the_chart_is_exported_in_four_forms(download):
    assert download("/network/export.png?why=test")[1].startswith(b"\x89PNG")
    assert b"<svg" in download("/network/export.svg?why=test")[1][:500]
    assert download("/network/export.csv?why=test")[1].count(b"\n") > 10
    graph = nx.parse_graphml(download("/network/export.graphml?why=test")[1].decode())
    assert graph.number_of_edges() > 10


def test_the_brief_gives_a_source_for_every_sentence(analyst: Page, download):
    from docx import Document

    barzan(analyst)
    path = re.sub(r"https?://[^/]+", "", analyst.url)
    _, body = download(f"{path}/brief.docx?why=test")
    assert zipfile.is_zipfile(io.BytesIO(body))
    notes = footnotes_of(body)
    assert notes
    assert all(cited_numbers(note) for note in notes)
    *_, places, schedule = Document(io.BytesIO(body)).tables
    assert "File" in [cell.text for cell in places.rows[0].cells]
    assert len(schedule.rows) > 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["/search?q=بەرزان", "entity", "/review", "/network"])
def test_a_desk_page_is_accessible_and_keeps_its_shape(
    session: BrowserContext, analyst: Page, path: str, language: str
):
    if path == "entity":
        barzan(analyst)
        path = analyst.url
    speak(session, language)
    analyst.goto(path)
    direction = "ltr" if language == "en" else "rtl"
    assert analyst.locator("html").get_attribute("dir") == direction
    assert violations(analyst) == []
    assert far_labels(analyst) == []
    assert sideways_scroll(analyst) == 0
