"""The review queue in real Chromium: keys of any keyboard, the next pair at once, source rows."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ar", "ckb")
WIDE = {"width": 1400, "height": 1000}
# What the keys Y, N and Z give on a Sorani and on an Arabic keyboard.
LAYOUTS = {
    "ckb": {"KeyY": "ی", "KeyN": "ن", "KeyU": "ئ", "KeyZ": "ز"},
    "ar": {"KeyY": "غ", "KeyN": "ى", "KeyU": "ع", "KeyZ": "ئ"},
}
PRESS = """keys => {
  for (const [code, key] of keys) document.activeElement.dispatchEvent(
    new KeyboardEvent('keydown', {code, key, bubbles: true, cancelable: true}));
}"""
# In one turn of the page, so that no answer of the server comes between.
NO_THEN_YES = [["KeyN", "n"], ["KeyY", "y"]]
DECISIONS = 60


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[list[BrowserContext]]:
    opened: list[BrowserContext] = []
    yield opened
    for context in opened:
        context.close()


@pytest.fixture
def queue(chromium: Browser, live_server, contexts: list[BrowserContext]):
    """Open the queue of so many pairs as an analyst, in a language."""
    from tests.browser.reviewing import queue_of

    def opened(count: int, *, language: str = "en") -> Page:
        case = queue_of(count)
        client = case.client()
        cookie = {
            "name": "sessionid",
            "value": client.cookies["sessionid"].value,
            "url": live_server.url,
        }
        context = chromium.new_context(base_url=live_server.url, locale=language, viewport=WIDE)
        contexts.append(context)
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto("/review")
        return page

    return opened


def pair_on(page: Page) -> str:
    """The pair that is on the screen, as its two ids."""
    return str(page.locator("#pair [data-pair]").get_attribute("data-pair"))


def is_saved(page: Page, decided: int) -> None:
    """Wait until the server has kept so many decisions and answered."""
    expect(page.locator("#pair[aria-busy]")).to_have_count(0)
    expect(page.locator("#review progress")).to_have_attribute("value", str(decided))


def kept() -> list[tuple[str, str]]:
    from hawkari.evidence.models import JudgementEvent

    rows = JudgementEvent.objects.filter(withdrawal__isnull=True).exclude(judgement="withdrawn")
    return list(rows.order_by("pk").values_list("right_id", "judgement"))


class Slow:
    """Holds what the page sends under an address until it is let go, and then one after another."""

    def __init__(self, page: Page, address: str) -> None:
        self._waiting: list[Route] = []
        self._open = False
        page.route(address, self._take)
        self._page = page

    def _take(self, route: Route) -> None:
        if self._open:
            route.continue_()
        else:
            self._waiting.append(route)

    def arrives(self) -> None:
        """Wait until something has been sent."""
        while not self._waiting:
            self._page.wait_for_timeout(20)

    def let_go(self) -> None:
        """Let everything through, now and from now on."""
        self._open = True
        for route in self._waiting:
            route.continue_()
        self._waiting.clear()


def newest_operation():
    from hawkari.evidence.models import Operation

    return Operation.objects.latest("pk")


def two_runs() -> None:
    """Two runs in the newest operation, whose weights differ."""
    from hawkari.evidence.models import LoadPart
    from tests.desks.intelligence.models import finding, run_of

    operation = newest_operation()
    parts = list(LoadPart.objects.values_list("pk", flat=True))
    run_of(operation, 9.5, parts=parts)
    run_of(operation, 8.0, parts=parts, guard=[finding()])


@pytest.mark.parametrize("language", ["ckb", "ar"])
def test_pairs_are_decided_on_a_sorani_and_an_arabic_keyboard(queue, language: str):
    page = queue(5, language=language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for decided, code in enumerate(("KeyY", "KeyN", "KeyU"), start=1):
        page.evaluate(PRESS, [[code, LAYOUTS[language][code]]])
        is_saved(page, decided)
    assert kept() == [("n-0", "positive"), ("n-1", "negative"), ("n-2", "unsure")]
    page.evaluate(PRESS, [["KeyZ", LAYOUTS[language]["KeyZ"]]])
    is_saved(page, 2)
    assert kept() == [("n-0", "positive"), ("n-1", "negative")]


@pytest.mark.parametrize(("language", "letter"), [("ckb", "ئ"), ("ar", "ع")])
def test_a_letter_counts_where_the_keyboard_tells_no_place(queue, language: str, letter: str):
    page = queue(2, language=language)
    page.evaluate(PRESS, [["", letter]])
    is_saved(page, 1)
    assert kept() == [("n-0", "unsure")]


def test_a_latin_letter_counts_as_it_is_on_a_german_keyboard(queue):
    page = queue(2)
    page.evaluate(PRESS, [["KeyZ", "y"]])
    is_saved(page, 1)
    assert kept() == [("n-0", "positive")]


def test_a_key_pressed_while_saving_counts_for_the_pair_on_the_screen(queue):
    page = queue(4)
    page.evaluate(PRESS, NO_THEN_YES)
    is_saved(page, 2)
    assert kept() == [("n-0", "negative"), ("n-1", "positive")]


def test_a_key_for_a_pair_that_is_gone_is_dropped_and_said(queue):
    from hawkari.evidence.models import Candidate

    page = queue(3)
    Candidate.objects.filter(right_id="n-1").delete()
    page.evaluate(PRESS, NO_THEN_YES)
    expect(page.locator("#key-note")).to_contain_text("another pair stands here now")
    assert pair_on(page) == "k-2|n-2"
    assert kept() == [("n-0", "negative")]


def test_a_reason_typed_while_saving_stays_with_its_pair_and_decides_nothing(queue):
    page = queue(4)
    saving = Slow(page, "**/review/decide")
    page.keyboard.press("n")
    saving.arrives()
    page.keyboard.press("r")
    page.keyboard.type("nyu")
    saving.let_go()
    is_saved(page, 1)
    field = page.locator("#reason")
    expect(field).to_have_value("nyu")
    expect(field).to_be_focused()
    page.keyboard.type(" and z")
    expect(field).to_have_value("nyu and z")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    is_saved(page, 2)
    assert kept() == [("n-0", "negative"), ("n-1", "unsure")]
    from hawkari.evidence.models import JudgementEvent

    assert JudgementEvent.objects.get(judgement="unsure").reason == "nyu and z"


def test_letters_typed_for_a_pair_that_went_decide_no_other_pair(queue):
    from hawkari.evidence.models import Candidate

    page = queue(4)
    saving = Slow(page, "**/review/decide")
    Candidate.objects.filter(right_id="n-1").delete()
    page.keyboard.press("n")
    saving.arrives()
    page.keyboard.press("r")
    page.keyboard.type("brothers")
    saving.let_go()
    expect(page.locator("#key-note")).to_contain_text("brothers")
    assert pair_on(page) == "k-2|n-2"
    page.keyboard.type("nyu")
    page.keyboard.press("Escape")
    expect(page.locator("#key-note")).to_be_hidden()
    page.keyboard.press("u")
    is_saved(page, 2)
    assert kept() == [("n-0", "negative"), ("n-2", "unsure")]


def test_undo_pressed_while_an_answer_is_held_gives_that_answer_back(queue):
    page = queue(4)
    saving = Slow(page, "**/review/decide")
    page.keyboard.press("y")
    saving.arrives()
    page.keyboard.press("n")
    page.keyboard.press("z")
    expect(page.locator("#key-note")).to_contain_text("was not sent")
    saving.let_go()
    is_saved(page, 1)
    expect(page.locator("#key-note")).to_contain_text("was not sent")
    assert pair_on(page) == "k-1|n-1"
    assert kept() == [("n-0", "positive")]


def test_undo_pressed_while_saving_takes_that_very_decision_back(queue):
    page = queue(3)
    saving = Slow(page, "**/review/decide")
    page.keyboard.press("n")
    saving.arrives()
    page.keyboard.press("z")
    saving.let_go()
    is_saved(page, 0)
    assert pair_on(page) == "k-0|n-0"
    assert kept() == []


def test_a_third_key_while_saving_is_refused_in_words(queue):
    page = queue(4)
    saving = Slow(page, "**/review/decide")
    page.keyboard.press("y")
    saving.arrives()
    page.keyboard.press("n")
    page.keyboard.press("u")
    expect(page.locator("#key-note")).to_contain_text("still being saved")
    saving.let_go()
    is_saved(page, 2)
    assert kept() == [("n-0", "positive"), ("n-1", "negative")]


def test_undo_after_a_decision_in_another_tab_is_refused_and_says_what_is_last(queue):
    page = queue(4)
    page.keyboard.press("n")
    is_saved(page, 1)
    other = page.context.new_page()
    other.goto("/review")
    other.keyboard.press("y")
    is_saved(other, 2)
    page.keyboard.press("z")
    expect(page.locator(".toast")).to_contain_text("you have decided something else since")
    assert kept() == [("n-0", "negative"), ("n-1", "positive")]


def test_a_key_pressed_while_a_source_row_is_fetched_decides_nothing(queue):
    page = queue(3)
    row = Slow(page, "**/rows/*")
    page.keyboard.press("1")
    dialog = page.locator("#row-dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("y")
    row.let_go()
    expect(dialog).to_contain_text("krg.csv")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert pair_on(page) == "k-0|n-0"
    assert kept() == []


def test_the_handling_is_that_of_what_is_shown_after_every_answer_and_in_a_row(queue):
    from hawkari.evidence.grading.entering import read_marking
    from hawkari.evidence.grading.regrading import regrade
    from hawkari.evidence.loaders.values import UNGRADED
    from hawkari.evidence.models import Statement
    from tests.evidence.factories import World

    page = queue(4)
    banners = page.locator("body > aside.handling b")
    expect(banners).to_have_text(["P", "P"])
    access = World(newest_operation()).access("nca")
    pk = Statement.objects.get(entity_id="n-2", prop="name").pk
    strict = read_marking({"grade": "2B", "handling": "C", "condition": "ask first"}, UNGRADED)
    regrade(access, [pk], strict, reason="a source at risk")
    page.keyboard.press("u")
    is_saved(page, 1)
    expect(banners).to_have_text(["C", "C"])
    expect(page.locator("body")).to_have_attribute("data-handling", "C")
    page.keyboard.press("u")
    is_saved(page, 2)
    page.keyboard.press("2")
    expect(page.locator("#row-dialog .handling").first).to_contain_text("ask first")


def test_undo_shows_the_pair_again(queue):
    page = queue(3)
    page.keyboard.press("n")
    is_saved(page, 1)
    assert pair_on(page) == "k-1|n-1"
    page.keyboard.press("z")
    is_saved(page, 0)
    assert pair_on(page) == "k-0|n-0"


def test_what_was_kept_and_what_comes_is_said_to_a_screen_reader(queue):
    page = queue(2)
    page.keyboard.press("n")
    live = page.locator("body > p[role=status]")
    expect(live).to_contain_text("different people")
    expect(live).to_contain_text("Rebwar Ahmed")
    expect(page.locator("#question")).to_be_focused()


def test_a_reason_is_typed_without_deciding(queue):
    page = queue(2)
    page.keyboard.press("r")
    page.keyboard.type("nyuz")
    page.keyboard.press("Enter")
    assert pair_on(page) == "k-0|n-0"
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    is_saved(page, 1)
    from hawkari.evidence.models import JudgementEvent

    assert JudgementEvent.objects.get().reason == "nyuz"


def test_a_source_row_is_one_key_away_and_escape_comes_back(queue):
    page = queue(2)
    page.keyboard.press("1")
    dialog = page.locator("#row-dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("krg.csv")
    expect(dialog).to_contain_text("SHA-256")
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert pair_on(page) == "k-0|n-0"
    assert kept() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queue_is_accessible_in_both_directions(queue, language: str):
    page = queue(3, language=language)
    complaints = watch(page)
    page.reload()
    assert violations(page) == []
    assert far_labels(page) == []
    for width in (1400, 1024, 640, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways_scroll(page) == 0, width
    page.set_viewport_size(WIDE)
    page.keyboard.press("1")
    expect(page.locator("#row-dialog")).to_be_visible()
    assert violations(page) == []
    assert complaints == []


def test_sixty_pairs_by_keyboard_and_how_many_an_hour_that_is(queue, record_property):
    """The figure depends on the machine, so it is printed and not asserted."""
    page = queue(DECISIONS + 2)
    started = time.monotonic()
    for number in range(DECISIONS):
        page.keyboard.press("nyu"[number % 3])
        expect(page.locator("#pair [data-pair]")).to_have_attribute(
            "data-pair", f"k-{number + 1}|n-{number + 1}"
        )
        is_saved(page, number + 1)
    hours = (time.monotonic() - started) / 3600
    record_property("decisions_an_hour", round(DECISIONS / hours))
    print(f"{DECISIONS} pairs in {hours * 3600:.1f} s: {DECISIONS / hours:.0f} decisions an hour")  # noqa: T201
    assert len(kept()) == DECISIONS


def test_a_join_in_doubt_is_kept_by_key_and_with_a_reason_only(queue):
    from hawkari.evidence.models import ReviewIssue
    from tests.browser.reviewing import add_kinds

    page = queue(4)
    add_kinds(newest_operation())
    page.goto("/review")
    expect(page.locator("#question")).to_have_text("Are these still the same person?")
    page.keyboard.press("y")
    expect(page.locator("#pair [name=reason]").last).to_be_focused()
    page.keyboard.type("a registrar's default")
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    expect(page.locator(".toast")).to_contain_text("left as it is")
    expect(page.locator("#question")).to_contain_text("Do you agree")
    assert ReviewIssue.objects.get().settlement == "a registrar's default"
    page.keyboard.press("y")
    expect(page.locator(".toast")).to_contain_text("the same person")
    assert ("n-2", "positive") in kept()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_belongs_to_review_is_accessible_in_both_directions(queue, language: str):
    from tests.browser.reviewing import add_kinds

    page = queue(4, language=language)
    row = str(page.locator("#pair [data-key='2']").get_attribute("href"))
    add_kinds(newest_operation())
    shown = [row, "/review", "/review?kind=proposal", "/apart?of=k-1&of=n-1", "/entities/k-3"]
    complaints = watch(page)
    for path in (*shown, "/model?at=0.4&right=0.9"):
        if path.startswith("/model"):
            two_runs()
        page.goto(path)
        assert violations(page) == [], path
        assert far_labels(page) == [], path
        for width in (1024, 640, 320, 1400):
            page.set_viewport_size({"width": width, "height": 900})
            assert sideways_scroll(page) == 0, (path, width)
    assert complaints == []


def test_both_records_are_beside_one_another_on_a_narrow_screen(queue):
    page = queue(1)
    page.set_viewport_size({"width": 390, "height": 844})
    left, right = (page.locator(".cmp thead th").nth(one).bounding_box() for one in (1, 2))
    assert left is not None
    assert right is not None
    assert left["y"] == right["y"]
    assert 0 <= left["x"] < right["x"] < right["x"] + right["width"] <= 390


def test_the_two_records_and_the_score_are_mirrored(queue):
    english = queue(2)
    sorani = {"name": "django_language", "value": "ckb", "url": english.url}
    english.context.add_cookies([sorani])
    mirrored = english.context.new_page()
    mirrored.goto("/review")
    made_of = ("#review .cmp", "#review .cmp thead th", "#review .cols > :last-child", ".decide")
    assert unmirrored(english, mirrored, made_of) == []
