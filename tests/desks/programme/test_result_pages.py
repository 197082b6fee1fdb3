"""Pages, API, commands and drawing of results."""

import csv
import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.programme.models import FigureKind, ResultIndicator
from hawkari.desks.programme.services.result_links import Offer
from hawkari.desks.programme.services.results import IndicatorView, PeriodRow, Point, indicator_view
from hawkari.desks.programme.trend_drawing import HEIGHT, WIDTH, trend_drawing
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.indicators import Measure
from hawkari.evidence.local import ensure_local_programme
from tests.desks.programme.measuring import activity, figured, indicator, released
from tests.desks.programme.promising import Programme, browser_of


@pytest.fixture
def officer(db: None) -> Access:
    return Programme().officer()


NEW = {"name": "People who passed", "measure": "1", "unit": "people", "is_ascending": "on"}


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


def text(answer) -> str:
    return answer.content.decode()


def test_a_result_is_added_measured_and_recorded_on_its_pages(officer: Access):
    browser = browser_of(officer)
    of = activity(officer)
    assert "Add a result" in text(browser.get(at("item", of.reference)))
    made = browser.post(at("new_output", of.reference), {"name": "Passed", "level": "outcome"})
    page = browser.get(made.url)
    assert "Recorded here, with a source" in text(page)
    made = browser.post(made.url, NEW)
    result = ResultIndicator.objects.get()
    assert made.url == at("indicator", result.item.reference)
    days = {"first": "2025-01-01", "last": "2025-03-31", "source": "Register"}
    browser.post(made.url, {"kind": "target", "value": "1500", **days})
    shown = text(
        browser.post(made.url, {"kind": "actual", "value": "1250.50", **days}, follow=True)
    )
    assert "The figure is recorded." in shown
    assert "1,250.5" in shown
    assert "target not reached" in shown
    again = browser.post(made.url, {"kind": "actual", "value": "9", **days})
    assert again.status_code == 422
    assert "Say why this replaces it." in text(again)
    listed = text(browser.get(at("results")))
    assert "Outcome: what changed by it" in listed
    assert "1,500" in listed


def test_what_is_not_published_or_hidden_is_written_out_and_never_0(officer: Access):
    made = indicator(officer, link=Offer("returns", "arrived"))
    browser = browser_of(officer)
    assert "not published" in text(browser.get(at("results")))
    assert "Neither a target nor a figure is recorded." in text(
        browser.get(at("indicator", made.reference))
    )
    released(officer, Measure("arrived", 2))
    page = text(browser.get(at("indicator", made.reference)))
    assert "hidden: few people" in page
    assert "Returns: People who arrived, how many" in page
    (line,) = csv.DictReader(StringIO(text(browser.get(at("indicator_csv", made.reference)))))
    assert (line["actual"], line["target"]) == ("hidden", "not published")


def test_a_formula_in_a_name_is_no_formula_in_the_csv(officer: Access):
    figured(officer, indicator(officer), source="=1+1", value="-3")
    (line,) = csv.DictReader(StringIO(text(browser_of(officer).get(at("results_csv")))))
    assert (line["source"], line["actual"]) == ("'=1+1", "-3")


def test_a_table_of_figures_is_loaded_and_each_bad_row_said_in_the_readers_language(
    officer: Access,
):
    made = indicator(officer)
    rows = (
        f"indicator,kind,first,last,value,source\n{made.reference},actual,2025-01-01,2025-03-31,"
        f"4,x\n{made.reference},actual,2025-01-01,2025-03-31,5,x\n"
    )
    browser = browser_of(officer)
    browser.cookies["django_language"] = "ckb"
    file = SimpleUploadedFile("figures.csv", rows.encode())
    page = text(browser.post(at("load_figures"), {"file": file}, follow=True))
    assert "stands already" not in page
    assert indicator_view(officer, made.reference).periods[0].actual.value == 4
    for bad in (b"", b"\0", b"a\nb"):
        file = SimpleUploadedFile("figures.csv", bad + b" ")
        assert browser.post(at("load_figures"), {"file": file}, follow=True).status_code == 200


def test_the_api_gives_each_figure_with_its_source(officer: Access):
    made = indicator(officer)
    figured(officer, made, value="12.5")
    browser = browser_of(officer)
    (output,) = browser.get(at("api:all_results")).json()
    period = output["indicators"][0]["periods"][0]
    assert (period["actual"]["value"], period["actual"]["source"]) == ("12.5000", "Course register")
    assert period["target"] is None
    assert (
        browser.get(at("api:one_indicator", made.reference)).json()["reference"] == made.reference
    )
    assert browser.get(at("api:one_indicator", "P-2026-NOBODY")).status_code == 404


@pytest.mark.parametrize("name", ["indicator", "new_output", "new_indicator", "indicator_csv"])
def test_what_is_not_there_is_a_404(officer: Access, name: str):
    assert browser_of(officer).get(at(name, "P-2026-NOBODY")).status_code == 404


@pytest.mark.django_db
def test_commands_record_a_table_and_show_what_stands(tmp_path):
    user, operation = ensure_local_programme()
    officer = open_access(user, operation.slug)
    made = indicator(officer)
    file = tmp_path / "figures.csv"
    rows = (
        f"{made.reference},actual,2025-01-01,2025-03-31,4,x",
        f"{made.reference},actual,2025-04-01,2025-06-30,,x",
    )
    file.write_text("indicator,kind,first,last,value,source\n" + "\n".join(rows), encoding="utf-8")
    run = CliRunner().invoke(build(), ["programme", "results", "load", str(file), "--json"])
    assert run.exit_code == 3, run.output
    assert json.loads(run.stdout.splitlines()[-1]) == {"recorded": 1, "refused": 1}
    assert "row 3" in run.stderr
    run = CliRunner().invoke(build(), ["programme", "results", "show"])
    assert "4 (target not published), 2025-01-01 to 2025-03-31" in run.stdout
    run = CliRunner().invoke(build(), ["programme", "results", "show", "--json"])
    (output,) = json.loads(run.stdout.splitlines()[-1])["outputs"]
    assert output["indicators"][0]["periods"][0]["actual"]["value"] == "4.0000"


numbers = st.decimals(-(10**13), 10**13, places=4, allow_nan=False)


@given(
    st.lists(st.tuples(st.none() | numbers, st.none() | numbers), max_size=8), st.none() | numbers
)
def test_whatever_the_numbers_are_everything_is_drawn_inside_the_drawing(pairs, before):
    def point(value, kind):
        return None if value is None else Point(value, "", False, "x", "", date(2025, 1, 1), kind)

    periods = tuple(
        PeriodRow(
            date(2020 + number, 1, 1), date(2020 + number, 12, 31),
            point(target, FigureKind.TARGET), point(actual, FigureKind.ACTUAL), "",
        )
        for number, (target, actual) in enumerate(pairs)
    )  # fmt: skip
    view = IndicatorView(None, None, point(before, "baseline"), None, periods)  # type: ignore[arg-type]
    drawing = trend_drawing(view)
    if drawing is None:
        return
    heights = [y for y, _ in drawing.grid] + [y for *_, y in drawing.targets]
    heights += [y for _, y in drawing.actuals]
    assert all(0 <= y <= HEIGHT for y in heights)
    assert all(0 <= x <= WIDTH for x, _ in drawing.actuals)
    assert len(drawing.actuals) == sum(actual is not None for _, actual in pairs)
    assert 2 <= len(drawing.grid) <= 8
