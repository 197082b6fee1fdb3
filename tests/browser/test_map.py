"""The map beside the chart: what is chosen in one is seen in all, by pointer and by keyboard."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.charting import find
from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CENTRED = ("[data-map-panel]", ".map", "[data-map-tables] .scroll")
TABLE = "[data-map-panel] .as-table"
ROUTE = ("Erbil", "زاخۆ", "Istanbul", "Belgrade", "Dunkirk", "Dover")


@pytest.fixture
def case():
    """One man goes the whole way, another the first leg; a third is somewhere unknown."""
    from tests.desks.intelligence.case import Case
    from tests.desks.intelligence.test_placing import trip

    made = Case().load()
    rows = [
        one
        for number, ends in enumerate(pairwise(ROUTE))
        for one in trip(
            number, ends, ["uk-1"] + ["krg-2"] * (number == 0), f"2026-03-0{number + 1}"
        )
    ]
    rows += living("uk-3", "Nowhereville")
    made.world.load("nca", rows, slot="trips.csv", grade="1B")
    return made


@pytest.fixture
def visit(visitor, case):
    """Open the network page as an analyst, in a language, once its map is drawn."""
    opened = visitor(case)

    def visited(path: str = "/network", *, language: str = "en") -> Page:
        page = opened(path, language=language)
        expect(page.locator(".map .spot").first).to_be_attached()
        expect(page.locator(".map .land")).to_be_attached()
        return page

    return visited


def living(who: str, town: str):
    """Statements that somebody lives in a town."""
    from tests.evidence.places.test_places import stated

    return stated(who, "Person", address=town)


def chosen(page: Page, table: str) -> list[str]:
    """The first cells of the chosen rows of a table."""
    rows = page.locator(f"[{table}] tr[aria-selected=true] th")
    return sorted(text.strip() for text in rows.all_text_contents())


def test_a_place_chosen_on_the_map_is_seen_in_the_tables_and_on_the_chart(visit):
    page = visit()
    page.get_by_role("button", name="Closer").click()
    page.get_by_role("button", name="Show all").click()
    # Its number stands on the spot itself; the element around both has no size.
    istanbul = page.locator(".map .spot-name > span", has_text="Istanbul")
    expect(istanbul).to_be_visible()
    expect(page.locator(".map .leaflet-zoom-anim")).to_have_count(0)
    box = istanbul.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".map .spot.chosen")).to_have_count(1)
    assert chosen(page, "data-places") == ["Istanbul (Türkiye)"]
    (person,) = chosen(page, "data-people")
    assert "Rebwar" in person or "ڕێبوار" in person
    expect(page.locator("[data-map-selected]")).to_contain_text("Istanbul")


def test_somebody_chosen_in_a_table_is_seen_on_the_map(visit, case):
    page = visit()
    page.locator("[data-chart-panel] .as-table").check(force=True)
    page.locator(f"[data-people] tr[data-el='{case.id_of('krg-2')}']").focus()
    expect(page.locator(".map .leg.chosen").first).to_be_attached()
    assert chosen(page, "data-places") == ["Erbil (Iraq)", "Zakho (Iraq)"]
    assert chosen(page, "data-legs") == ["Erbil (Iraq)"]
    page.keyboard.press("Escape")
    expect(page.locator(".map .chosen")).to_have_count(0)


def add_contacts_of(page: Page, name: str) -> None:
    """Put on the chart whom somebody called."""
    find(page, name)
    page.keyboard.press("e")
    call = page.locator("[data-chart-dialog]").get_by_role("row", name="call")
    expect(call.get_by_role("checkbox")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")


def test_whoever_is_put_on_the_chart_comes_onto_its_map(visit, case):
    case.world.load("nca", living("uk-4", "Berlin"), slot="homes.csv", grade="1B")
    page = visit(f"/network?focus={case.id_of('uk-3')}&hops=1")
    berlin = page.locator("[data-places] tr[data-el]:not([hidden])", has_text="Berlin")
    page.get_by_role("button", name="Closer").click()
    expect(berlin).to_have_count(0)
    add_contacts_of(page, "Rebwar Hama Amin")
    expect(berlin).to_have_count(1)
    # Those who were on it before stay, and everything can be chosen.
    expect(page.locator("[data-legs] tr[data-el]:not([hidden])")).to_have_count(len(ROUTE) - 1)
    find(page, "Nawzad Rahim")
    expect(page.locator("[data-map-selected]")).to_contain_text("Berlin")
    expect(page.locator(".map .spot.chosen")).to_have_count(1)
    page.keyboard.press("z")
    expect(berlin).to_have_count(0)


def test_the_first_place_of_a_chart_brings_its_map(visitor, charted):
    charted.world.load("nca", living("uk-4", "Berlin"), slot="homes.csv", grade="1B")
    page = visitor(charted)(f"/network?focus={charted.id_of('uk-3')}&hops=1")
    expect(page.locator("[data-map-panel] .state")).to_contain_text("No place is stated")
    add_contacts_of(page, "Rebwar Hama Amin")
    expect(page.locator(".map .spot")).to_have_count(1)
    expect(page.locator(".map .land")).to_be_attached()
    assert violations(page) == []


def test_public_incidents_are_put_on_the_map_and_taken_off_by_a_button(visit, case, tmp_path):
    from hawkari.evidence.loading.files import Terms, load_file
    from tests.desks.intelligence.test_routes import incident
    from tests.evidence.figures.public_files import incidents

    case.world.agency("public")
    rows = [incident(1, "2031-01-05", "50.98, 1.81"), incident(2, "2031-03-02", "36.45, 27.10")]
    file = incidents(tmp_path / "iom.csv", rows)
    load_file(file, Terms("public", "iom", grade="2B"), access=case.access())
    page = visit()
    button = page.get_by_role("button", name="Public incidents")
    button.click()
    expect(page.locator(".map .incident")).to_have_count(2)
    expect(button).to_have_attribute("aria-pressed", "true")
    page.locator(TABLE).check(force=True)
    expect(page.locator("[data-map-tables] [data-incidents]")).to_contain_text("2031-03")
    assert violations(page) == []
    page.locator("[data-map-panel] .as-chart").check(force=True)
    button.click()
    expect(page.locator(".map .incident")).to_have_count(0)


def test_incidents_under_conditions_mark_the_page_that_shows_them(visit, case, tmp_path):
    from hawkari.evidence.loading.files import Condition, Terms, load_file
    from tests.desks.intelligence.test_routes import incident
    from tests.evidence.figures.public_files import incidents

    case.world.agency("public")
    file = incidents(tmp_path / "iom.csv", [incident(1, "2031-01-05", "50.98, 1.81")])
    strict = Condition("Ask before use", ("nca",))
    terms = Terms("public", "iom", grade="2B", handling="C", condition=strict)
    load_file(file, terms, access=case.access())
    page = visit()
    assert page.locator("body").get_attribute("data-handling") == "P"
    page.get_by_role("button", name="Public incidents").click()
    expect(page.locator("body")).to_have_attribute("data-handling", "C")
    for place in page.locator("aside.handling").all():
        expect(place).to_contain_text("Conditions apply")
    assert violations(page) == []


def test_the_map_is_walked_by_keyboard_and_hides_whom_the_chart_hides(visit, case):
    page = visit()
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    first = chosen(page, "data-places")
    page.keyboard.press("ArrowRight")
    assert chosen(page, "data-places") != first
    page.keyboard.press("Escape")

    shown = page.locator("[data-legs] tr[data-el]:not([hidden])")
    assert shown.count() == len(ROUTE) - 1
    page.locator("[data-chart-panel] .as-table").check(force=True)
    page.locator(f"[data-people] tr[data-el='{case.id_of('uk-1')}']").focus()
    page.keyboard.press("h")
    expect(shown).to_have_count(1)
    page.locator("[data-do=undo]").click()
    expect(shown).to_have_count(len(ROUTE) - 1)


def test_the_map_is_accessible_its_page_mirrored_and_the_map_not(visit):
    pages = {language: visit(language=language) for language in ("en", "ckb")}
    west, east = "دۆڤەر", "هەولێر"
    for page in pages.values():
        assert violations(page) == []
        page.locator(TABLE).check(force=True)
        assert far_labels(page) == []
        assert sideways_scroll(page) == 0
        page.locator("[data-map-panel] .as-chart").check(force=True)
    assert unmirrored(pages["en"], pages["ckb"], CENTRED[:2]) == []
    left = [
        page.locator(".map .spot-name", has_text=name).bounding_box()["x"]
        for page, names in ((pages["en"], ("Dover", "Erbil")), (pages["ckb"], (west, east)))
        for name in names
    ]
    assert left[0] < left[1]
    assert left[2] < left[3]
    assert "خشتە" in pages["ckb"].locator("[data-map-panel] .seg").inner_text()


def test_public_series_are_charts_with_their_tables_in_both_directions(visitor, tmp_path):
    from hawkari.evidence.loading.files import Terms, load_file
    from tests.desks.intelligence.case import Case
    from tests.evidence.figures.public_files import detections

    case = Case()
    case.world.agency("public")
    terms = Terms("public", "frontex", grade="1B")
    load_file(detections(tmp_path / "ibc.xlsx"), terms, access=case.access())
    visit = visitor(case)
    pages = {language: visit("/network/routes", language=language) for language in ("en", "ckb")}
    for page in pages.values():
        expect(page.locator(".multiples svg")).to_have_count(2)
        assert violations(page) == []
        assert sideways_scroll(page) == 0
        page.locator(".series .as-table").check(force=True)
        expect(page.get_by_role("row").filter(has_text="2031-03")).to_contain_text("7")
        assert violations(page) == []
    assert unmirrored(pages["en"], pages["ckb"], (".series", ".series .scroll")) == []
