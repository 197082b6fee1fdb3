"""Public series: read as published, kept with their source, replaced by the newer file."""

from pathlib import Path

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.figures import route_series
from hawkari.evidence.loading.files import Terms, load_file
from hawkari.evidence.models import RouteFigure
from tests.evidence.figures.public_files import boats, detections
from tests.evidence.loads import analyst_access  # noqa: F401  a fixture

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]

TERMS = Terms(agency="public", source="frontex", grade="1A")
BOATS = Terms(agency="public", source="home-office", grade="1A")


def said(access, **more) -> dict[tuple[str, str], list[int]]:
    return {
        (one.measure, one.route): [month.value for month in one.months]
        for one in route_series(access, **more)
    }


def test_detections_are_counted_over_nationalities_and_borders_month_by_month(
    access, tmp_path: Path
):
    report = load_file(detections(tmp_path / "ibc.xlsx"), TERMS, access=access)
    assert (report.status, report.layout, report.refused_count) == (
        "loaded",
        "frontex-detections",
        0,
    )
    assert report.statements_added == 0, "nobody is in it"
    assert said(access) == {
        ("detections", "Western Balkan Route"): [7, 4, 7],
        ("detections", "Eastern Mediterranean Route"): [3, 1, 0],
    }
    assert said(access, nationality="Syria") == {("detections", "Western Balkan Route"): [2, 4, 0]}


def test_a_series_says_where_it_is_from_and_when_it_ends(access, tmp_path: Path):
    load_file(detections(tmp_path / "ibc.xlsx"), TERMS, access=access)
    first, *_ = route_series(access)
    assert (first.source_name, first.file, first.until) == ("frontex", "ibc.xlsx", "2031-03")
    assert [one.month for one in first.months] == ["2031-01", "2031-02", "2031-03"]
    assert first.total == 18


def test_days_become_months_and_a_month_without_a_number_is_none(access, tmp_path: Path):
    rows = ["30 January 2031,40,1,0,", "31/01/2031,2,1,0,a note", '2031-03-02,"1,200",20,1,']
    report = load_file(boats(tmp_path / "boats.csv", rows), BOATS, access=access)
    assert report.refused_count == 0
    assert said(access) == {
        ("boats", "English Channel"): [2, 0, 20],
        ("people", "English Channel"): [42, 0, 1200],
    }
    assert {one.until for one in route_series(access)} == {"2031-03-02"}


def test_the_newer_file_of_a_slot_is_the_whole_series(access, tmp_path: Path):
    path = tmp_path / "ibc.xlsx"
    load_file(detections(path), TERMS, access=access)
    rows = [("Western Balkan Route", "Land", "Iraq", 6, 1, 1)]
    load_file(detections(path, rows), TERMS, access=access)
    assert said(access) == {("detections", "Western Balkan Route"): [6, 1, 1]}
    assert load_file(path, TERMS, access=access).status == "unchanged"
    assert said(access) == {("detections", "Western Balkan Route"): [6, 1, 1]}


def test_what_is_no_number_or_no_day_is_refused_by_field(access, tmp_path: Path):
    rows = ["2031-01-01,12,x,0,", "someday,3,1,0,", "2031-01-02,-4,1.5,0,", "2031-01-03,1,1,0,"]
    report = load_file(boats(tmp_path / "boats.csv", rows), BOATS, access=access)
    assert [(one.row, one.field) for one in report.refused] == [
        ("2", "Boats arrived"),
        ("3", "Date"),
        ("4", "Migrants arrived"),
        ("4", "Boats arrived"),
    ]
    assert said(access)["people", "English Channel"] == [13]


def test_a_file_without_one_number_changes_nothing(access, tmp_path: Path):
    path = boats(tmp_path / "boats.csv", ["2031-01-01,12,1,0,"])
    load_file(path, BOATS, access=access)
    with pytest.raises(BadInput):
        load_file(boats(path, ["someday,1,1,0,"]), BOATS, access=access)
    assert said(access)["people", "English Channel"] == [12]


def test_a_dry_run_writes_nothing(access, tmp_path: Path):
    report = load_file(detections(tmp_path / "ibc.xlsx"), TERMS, access=access, dry_run=True)
    assert report.figures == 9
    assert RouteFigure.objects.count() == 0


def test_figures_are_no_statements_and_follow_the_marking_of_their_file(
    access, tmp_path: Path, world
):
    load_file(detections(tmp_path / "ibc.xlsx"), TERMS, access=access)
    assert not visible_to(access).exists()
    # Another operation, in which that agency takes no part.
    assert route_series(world.access("nca")) == []
    with pytest.raises(AccessDenied):
        route_series(world.access("nca", "administrator"))
