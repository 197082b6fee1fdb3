"""The pages of review in real Chromium: handling, both directions, narrow, for screen readers."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE
from tests.browser.looking import far_labels, sideways_scroll, unmirrored, violations, watch
from tests.browser.queueing import is_saved, newest_operation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "ar", "ckb")


def two_runs() -> None:
    """Two runs in the newest operation, whose weights differ."""
    from hawkari.evidence.models import LoadPart
    from tests.desks.intelligence.models import finding, run_of

    operation = newest_operation()
    parts = list(LoadPart.objects.values_list("pk", flat=True))
    run_of(operation, 9.5, parts=parts)
    run_of(operation, 8.0, parts=parts, guard=[finding()])


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


def test_what_was_kept_and_what_comes_is_said_to_a_screen_reader(queue):
    page = queue(2)
    page.keyboard.press("n")
    live = page.locator("body > p[role=status]")
    expect(live).to_contain_text("different people")
    expect(live).to_contain_text("Rebwar Ahmed")
    expect(page.locator("#question")).to_be_focused()


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


@pytest.mark.parametrize("language", ["en", "ckb"])
def test_what_is_said_stands_beside_its_time_and_filters_within_their_frame(queue, language: str):
    from tests.browser.reviewing import add_kinds

    page = queue(4, language=language)
    add_kinds(newest_operation())
    page.goto("/review?kind=proposal")

    def beside(one: str, other: str) -> float:
        """How far two boxes are apart, whichever way the page runs."""
        boxes = [page.locator(path).first.bounding_box() for path in (one, other)]
        assert boxes[0] is not None
        assert boxes[1] is not None
        first, second = sorted(boxes, key=lambda box: box["x"])
        return float(second["x"] - first["x"] - first["width"])

    assert 0 <= beside("#pair .todo .when", "#pair .todo .when + div") < 40
    frame = page.locator("details.filters").bounding_box()
    field = page.locator("details.filters .field").first.bounding_box()
    assert frame is not None
    assert field is not None
    start = field["x"] - frame["x"]
    end = frame["x"] + frame["width"] - field["x"] - field["width"]
    assert min(start, end) >= 8
    assert frame["y"] + frame["height"] - field["y"] - field["height"] >= 8
