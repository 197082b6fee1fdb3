"""The page of a week and its tables as CSV."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hawkari.desks.campaign.models import Myth
from hawkari.desks.campaign.services.bank_loading import load_bank, seed_lines
from hawkari.desks.campaign.services.myths import NewMyth, Saying, make_myth
from hawkari.desks.campaign.services.week_prices import PlaceCount
from hawkari.desks.campaign.week_drawing import bars_of, place_name, route_map
from tests.desks.campaign.playing import NOON, Desk
from tests.desks.campaign.test_week import asks

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def filled(desk):
    access = desk.officer()
    myth = make_myth(access, NewMyth("trust", (Saying("en", "The boat is new and safe"),)))
    imported = desk.imported(access)
    for back in range(4):
        for _ in range(8):
            post = desk.post(
                imported,
                at=NOON - timedelta(days=7 * back),
                myth=myth.reference,
                language="ckb",
                is_advert=True,
                operator="=o-1",
            )
            asks(post, 1500)
    return myth.reference


def browser(desk, language="en") -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    client.force_login(desk.user())
    return client


def page(answer) -> str:
    return answer.content.decode()


def test_the_page_shows_claims_prices_operators_languages_and_the_map(desk, filled):
    said = page(browser(desk).get("/campaign/", {"week": "2026-W47"}))
    for words in (
        "The boat is new and safe",
        "no answer may leave yet",
        "Dunkirk",
        "GBP",
        "1,500",
        "Sorani",
        'class="wk-route"',
        "No claim grew beyond chance",
    ):
        assert words in said, words


def test_only_the_week_of_today_is_called_this_week(desk):
    imported, now = desk.imported(desk.officer()), timezone.now()
    last = "the last week of which there are posts."
    desk.post(imported, at=now - 5 * WEEK)
    said = page(browser(desk).get("/campaign/"))
    assert "<h1>Week " in said
    assert last in said
    desk.post(imported, at=now)
    said = page(browser(desk).get("/campaign/"))
    assert "<h1>This week</h1>" in said
    assert last not in said


@pytest.mark.parametrize("language", ["ckb", "ar"])
def test_the_page_speaks_the_readers_language(desk, filled, language):
    said = page(browser(desk, language).get("/campaign/", {"week": "2026-W47"}))
    assert 'dir="rtl"' in said
    for words in (
        "New operators",
        "no answer may leave yet",
        "Sorani",
        "cannot tell",
        "95 % intervals",
    ):
        assert words not in said, words


@pytest.mark.parametrize(("language", "arrow"), [("en", "→"), ("ckb", "←"), ("ar", "←")])
def test_a_route_points_on_in_the_direction_in_which_it_is_read(desk, filled, language, arrow):
    said = page(browser(desk, language).get("/campaign/", {"week": "2026-W47"}))
    at = said.index(f'<span aria-hidden="true">{arrow}</span>')
    # In the order of reading the origin stands first, whatever side that is.
    dunkirk, dover = place_name("Dunkirk", language), place_name("Dover", language)
    assert dunkirk in said[at - 60 : at]
    assert dover in said[at : at + 120]
    assert ("→" in said) == (arrow == "→")


def test_a_seed_that_nobody_signed_is_no_answer(desk):
    access = desk.officer()
    load_bank(access, seed_lines())
    myth = Myth.objects.order_by("pk").first()
    imported = desk.imported(access)
    desk.post(imported, myth=myth.reference, language="ckb")
    desk.post(imported, myth=Myth.objects.order_by("pk").last().reference, at=NOON - WEEK)
    said = page(browser(desk).get("/campaign/", {"week": "2026-W47"}))
    assert said.count("no answer may leave yet") == 2
    assert "tag success" not in said


def test_an_empty_desk_says_what_to_do_first(desk):
    said = page(browser(desk).get("/campaign/"))
    assert "There are no posts yet" in said
    assert "/campaign/imports/new" in said


def test_a_week_that_cannot_be_read_is_the_last_with_posts(desk, filled):
    client = browser(desk)
    for said in ("", "soon", "2026-W60", "9999-W52", "0001-W01", "²-W1"):
        assert "2026-W47" in page(client.get("/campaign/", {"week": said})), said


def test_each_table_is_there_as_csv_with_cells_that_are_no_formulas(desk, filled):
    client = browser(desk)
    for table in ("claims", "languages", "operators", "prices", "places"):
        answer = client.get(f"/campaign/week/{table}.csv", {"week": "2026-W47"})
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 1 or table == "operators"
    answer = client.get("/campaign/week/operators.csv", {"week": "2026-W44"})
    assert "'=o-1" in page(answer)
    assert client.get("/campaign/week/posts.csv").status_code == 404


def test_bars_are_to_one_scale_and_a_route_without_a_position_is_left_out():
    first, second = bars_of([5, 10], 10)
    assert float(second.height) == 2 * float(first.height)
    assert (first.is_last, second.is_last) == (False, True)
    drawn = route_map([PlaceCount("Dunkirk", "Dover", 3), PlaceCount("Dunkirk", "Nowhere", 1)])
    assert len(drawn.lines) == 1
    assert drawn.left_out == 1
    assert {one.name for one in drawn.towns if one.name} <= {"Dunkirk", "Dover"}
    assert drawn.land.startswith("M")
