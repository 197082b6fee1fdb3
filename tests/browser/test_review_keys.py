"""The keys of the review queue in real Chromium: any keyboard, while saving, reasons, undo."""

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.queueing import Slow, is_saved, kept, newest_operation, pair_on, saving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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
    held = saving(page, "n")
    page.keyboard.press("r")
    page.keyboard.type("nyu")
    held.let_go()
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
    Candidate.objects.filter(right_id="n-1").delete()
    held = saving(page, "n")
    page.keyboard.press("r")
    page.keyboard.type("brothers")
    held.let_go()
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
    held = saving(page, "y")
    page.keyboard.press("n")
    page.keyboard.press("z")
    expect(page.locator("#key-note")).to_contain_text("was not sent")
    held.let_go()
    is_saved(page, 1)
    expect(page.locator("#key-note")).to_contain_text("was not sent")
    assert pair_on(page) == "k-1|n-1"
    assert kept() == [("n-0", "positive")]


def test_undo_pressed_while_saving_takes_that_very_decision_back(queue):
    page = queue(3)
    held = saving(page, "n")
    page.keyboard.press("z")
    held.let_go()
    is_saved(page, 0)
    assert pair_on(page) == "k-0|n-0"
    assert kept() == []


def test_a_third_key_while_saving_is_refused_in_words(queue):
    page = queue(4)
    held = saving(page, "y")
    page.keyboard.press("n")
    page.keyboard.press("u")
    expect(page.locator("#key-note")).to_contain_text("still being saved")
    held.let_go()
    is_saved(page, 2)
    assert kept() == [("n-0", "positive"), ("n-1", "negative")]


def lose(page: Page, address: str, *, kept: bool) -> None:
    """Let no answer come back from an address, whether the server keeps what was sent or not."""

    def take(route: Route) -> None:
        if kept:
            route.fetch()
        route.abort()

    page.route(address, take)


@pytest.mark.parametrize("was_kept", [False, True])
def test_an_answer_that_nothing_came_back_for_is_sent_again_and_kept_once(queue, was_kept: bool):
    page = queue(3)
    page.keyboard.press("r")
    page.keyboard.type("one scar")
    page.keyboard.press("Escape")
    lose(page, "**/review/decide", kept=was_kept)
    page.keyboard.press("n")
    again = page.get_by_role("button", name="Send it again")
    expect(again).to_be_focused()
    assert pair_on(page) == "k-0|n-0"
    expect(page.locator("#reason")).to_have_value("one scar")
    expect(page.locator("#key-note")).to_contain_text("not known whether this was kept")
    again.click()
    expect(again).to_be_visible()
    page.unroute("**/review/decide")
    again.click()
    is_saved(page, 1)
    expect(again).to_be_hidden()
    assert pair_on(page) == "k-1|n-1"
    page.keyboard.press("y")
    is_saved(page, 2)
    assert kept() == [("n-0", "negative"), ("n-1", "positive")]


def test_an_answer_is_not_waited_for_without_end(queue):
    page = queue(3)
    page.clock.install()
    saving(page, "n")
    page.clock.fast_forward(31_000)
    expect(page.locator("#send-again")).to_be_focused()
    assert pair_on(page) == "k-0|n-0"
    page.unroute("**/review/decide")
    page.locator("#send-again").click()
    is_saved(page, 1)
    assert kept() == [("n-0", "negative")]


def test_keys_work_again_after_a_lost_answer_and_a_held_one_is_dropped(queue):
    page = queue(3)
    lose(page, "**/review/decide", kept=False)
    page.evaluate(PRESS, NO_THEN_YES)
    expect(page.locator("#key-note")).to_contain_text("The last key was not taken")
    page.unroute("**/review/decide")
    page.keyboard.press("u")
    is_saved(page, 1)
    assert kept() == [("n-0", "unsure")]


def test_another_answer_than_the_lost_one_does_not_overrule_it(queue):
    page = queue(3)
    lose(page, "**/review/decide", kept=True)
    page.keyboard.press("n")
    expect(page.locator("#send-again")).to_be_focused()
    page.unroute("**/review/decide")
    page.keyboard.press("y")
    is_saved(page, 1)
    assert kept() == [("n-0", "negative")]


def test_a_lost_undo_is_sent_again_and_undoes_one(queue):
    page = queue(3)
    for decided, key in enumerate("ny", start=1):
        page.keyboard.press(key)
        is_saved(page, decided)
    lose(page, "**/review/undo", kept=True)
    page.keyboard.press("z")
    expect(page.locator("#send-again")).to_be_focused()
    page.unroute("**/review/undo")
    page.locator("#send-again").click()
    is_saved(page, 1)
    assert kept() == [("n-0", "negative")]


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


def test_undo_shows_the_pair_again(queue):
    page = queue(3)
    page.keyboard.press("n")
    is_saved(page, 1)
    assert pair_on(page) == "k-1|n-1"
    page.keyboard.press("z")
    is_saved(page, 0)
    assert pair_on(page) == "k-0|n-0"


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
