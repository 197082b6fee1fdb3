"""The page of public series: numbers by route and month, with source, end, and their cautions."""

from datetime import date
from pathlib import Path

import pytest

from hawkari.desks.intelligence.services.routes import routes
from hawkari.evidence.loading.files import Condition, Terms, load_file
from hawkari.evidence.places import public_incidents
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.figures.public_files import boats, detections, incidents

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = Case()
    made.world.agency("public")
    access = made.access()
    ibc, daily = Terms("public", "frontex", grade="1B"), Terms("public", "home-office", grade="1B")
    load_file(detections(tmp_path / "ibc.xlsx"), ibc, access=access)
    rows = ["2018-01-30,40,1,0,", "2018-03-02,120,3,1,"]
    load_file(boats(tmp_path / "boats.csv", rows), daily, access=access)
    return made


def test_each_series_has_its_tables_routes_and_months(case):
    series = {one.series: one for one in routes(case.access()).series}
    assert routes(case.access()).handling == "P"
    (table,) = series["frontex-ibc"].tables
    assert [one.route for one in table.routes] == [
        "Western Balkan Route",
        "Eastern Mediterranean Route",
    ]
    assert table.rows[0] == ("2031-03", (7, 0)), "newest first"
    assert table.most == 7
    measures = [one.measure for one in series["uk-small-boats"].tables]
    assert measures == ["boats", "people"]
    assert series["uk-small-boats"].tables[1].rows[1] == ("2018-02", (0,))


def test_files_of_one_name_in_two_slots_stay_two_series(case, tmp_path: Path):
    (tmp_path / "two").mkdir()
    longer = [("Western Balkan Route", "Land", "Iraq", 0, 4, 0)]
    terms = Terms("public", "frontex", grade="1B", slot="iraq")
    load_file(detections(tmp_path / "two" / "ibc.xlsx", longer), terms, access=case.access())
    found = [one for one in routes(case.access()).series if one.series == "frontex-ibc"]
    assert [[len(table.routes) for table in one.tables] for one in found] == [[2], [1]]
    assert case.client().get("/network/routes").status_code == 200


def test_a_series_that_ended_long_ago_says_so(case):
    series = {one.series: one for one in routes(case.access()).series}
    assert series["uk-small-boats"].is_stale
    assert series["uk-small-boats"].until == "2018-03-02"
    assert not series["frontex-ibc"].is_stale
    assert series["frontex-ibc"].loaded <= date.max


def test_the_page_shows_numbers_source_and_caution(case):
    page = text_of(case.client().get("/network/routes"))
    for words in (
        "Western Balkan Route",
        "ibc.xlsx",
        "Crossings that were detected, not people",
        "It ended long ago and says little of now",
        "<path d=",
    ):
        assert words in page
    only = text_of(case.client().get("/network/routes?nationality=Syria"))
    assert "Syria" in only
    assert "Small boats across" not in only, "which gives no nationalities"


def test_a_nationality_that_no_series_has_gives_no_numbers(case):
    page = text_of(case.client().get("/network/routes?nationality=%3Cb%3E"))
    assert "Western Balkan Route" not in page
    assert "<b>" not in page.partition("<main")[2]


def test_without_a_series_the_page_says_how_to_load_one():
    assert "No public series is loaded" in text_of(Case().client().get("/network/routes"))


def incident(number: int, day: str, point: str) -> str:
    return (
        f"M{number},M{number},Incident,Europe,{day},{day[:4]},,1,,1,,,,,Unknown,,Drowning,France,"
        f'English Channel,Off Invented Cape,"{point}",Europe,Invented Daily,,3'
    )


@pytest.fixture
def with_incidents(case, tmp_path: Path) -> Case:
    rows = [
        incident(1, "2031-01-05", "50.98, 1.81"),
        incident(2, "2031-01-20", "51.01, 1.79"),
        incident(3, "2031-03-02", "36.45, 27.10"),
        incident(4, "2031-03-09", ""),
    ]
    terms = Terms("public", "iom", grade="2B")
    load_file(incidents(tmp_path / "iom.csv", rows), terms, access=case.access())
    return case


def test_incidents_are_counted_where_they_were_and_by_month(with_incidents):
    found = public_incidents(with_incidents.access())
    assert [(one.latitude, one.longitude, one.count) for one in found.spots] == [
        (51.0, 1.8, 2),
        (36.5, 27.1, 1),
    ]
    assert found.months == (("2031-03", 2), ("2031-01", 2))
    assert (found.total, found.unplaced) == (4, 1)


def test_incidents_keep_to_the_period_of_the_page(with_incidents):
    found = public_incidents(with_incidents.access(), begin="2031-02-01", end="2031-03-05")
    assert found.months == (("2031-03", 1),)
    page = text_of(with_incidents.client().get("/network/incidents?begin=2031-02-01"))
    assert "2031-03" in page
    assert "2031-01" not in page


def test_who_may_not_see_the_file_sees_no_incident(with_incidents):
    elsewhere = Case()
    assert public_incidents(elsewhere.access()).total == 0


def test_incidents_under_conditions_say_so_in_the_period_that_has_them(with_incidents, tmp_path):
    assert public_incidents(with_incidents.access()).handling == "P"
    assert 'class="handling"' not in text_of(with_incidents.client().get("/network/incidents"))
    file = incidents(tmp_path / "more.csv", [incident(5, "2031-05-01", "50.98, 1.81")])
    strict = Condition("Ask before use", ("nca",))
    terms = Terms("public", "iom-early", grade="2B", handling="C", condition=strict)
    load_file(file, terms, access=with_incidents.access())
    assert public_incidents(with_incidents.access()).handling == "C"
    assert public_incidents(with_incidents.access(), end="2031-04-01").handling == "P"
    page = text_of(with_incidents.client().get("/network/incidents"))
    assert 'class="handling"' in page
    assert "Conditions apply" in page
