"""Outputs and indicators: figures with sources, replaced never edited, linked never copied."""

from datetime import date
from decimal import Decimal

import pytest

from hawkari.desks.programme.models import IndicatorFigure
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.report_parts import Trace, trace, untraced
from hawkari.desks.programme.services.result_checking import NewFigure
from hawkari.desks.programme.services.result_files import load_figures
from hawkari.desks.programme.services.result_keeping import (
    NewOutput,
    add_output,
    record_figure,
)
from hawkari.desks.programme.services.result_links import Offer, offers
from hawkari.desks.programme.services.results import indicator_view, results
from hawkari.desks.programme.services.results_figures import tables
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Measure, Period, withdraw_indicators
from hawkari.evidence.models import AuditEntry
from hawkari.evidence.policy import Action
from tests.desks.programme.measuring import (
    FIRST,
    LAST,
    QUARTER,
    figure,
    indicator,
    released,
)
from tests.desks.programme.promising import Programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return Programme()


@pytest.fixture
def officer(programme: Programme) -> Access:
    return programme.officer()


def test_an_indicator_shows_its_figures_beside_their_targets_by_period(officer: Access):
    made = indicator(officer, unit="people")
    later = {"first": date(2025, 4, 1), "last": date(2025, 6, 30)}
    day = date(2024, 12, 1)
    for new in (
        figure("baseline", "3", first=day, last=day),
        figure("target", "10"), figure("actual", "12"),
        figure("target", "20", **later), figure("actual", "19", **later),
        figure("target", "30", first=date(2031, 1, 1), last=date(2031, 12, 31)),
    ):  # fmt: skip
        record_figure(officer, made.reference, new)
    view = indicator_view(officer, made.reference)
    assert view.baseline.value == 3
    assert view.baseline_on == day
    found = [(one.actual and one.actual.value, one.standing) for one in view.periods]
    assert found == [(12, "reached"), (19, "missed"), (None, "not measured")]
    assert view.newest == view.periods[1]
    (row,) = results(officer)
    assert row.level == "output"
    assert [one.item for one in row.indicators] == [made]


def test_of_a_descending_indicator_less_is_better(officer: Access):
    made = indicator(officer, is_ascending=False)
    record_figure(officer, made.reference, figure("target", "10"))
    record_figure(officer, made.reference, figure("actual", "7"))
    assert indicator_view(officer, made.reference).periods[0].standing == "reached"


def test_a_figure_is_replaced_only_with_a_reason_and_stays_on_record(officer: Access):
    made = indicator(officer)
    record_figure(officer, made.reference, figure(value="12"))
    with pytest.raises(BadInput, match="stands already"):
        record_figure(officer, made.reference, figure(value="13"))
    record_figure(officer, made.reference, figure(value="13", why="one came late"))
    assert indicator_view(officer, made.reference).periods[0].actual.value == 13
    old = IndicatorFigure.objects.get(value=12)
    assert old.replaced_why == "one came late"
    assert old.replaced_by == officer.user.username
    kept = [one for one in AuditEntry.records.all() if one.detail.get("step") == "actual"]
    assert [one.justification for one in kept] == ["", "one came late"]


@pytest.mark.parametrize(
    ("new", "where"),
    [
        (figure(value=None), "value"),
        (figure(value="NaN"), "value"),
        (figure(value="1e30"), "value"),
        (figure(value="0.00001"), "value"),
        (figure("guess"), "kind"),
        (figure(source="  "), "source"),
        (figure(source="a\0b"), "source"),
        (figure(source="\ud800"), "source"),
        (figure(url="ftp://example.org"), "url"),
        (figure(first=LAST, last=FIRST), "last"),
        (figure("baseline"), "last"),
        (figure(last=date(2199, 1, 1)), "last"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(officer: Access, new: NewFigure, where: str):
    made = indicator(officer)
    with pytest.raises(BadInput) as refused:
        record_figure(officer, made.reference, new)
    assert refused.value.where[0] == where
    assert not IndicatorFigure.objects.exists()


def test_a_qualitative_indicator_takes_words_and_no_number(officer: Access):
    made = indicator(officer, measure=5)
    for bad in (figure(value="3", text="well"), figure(value=None, text=" ")):
        with pytest.raises(BadInput, match="told in words"):
            record_figure(officer, made.reference, bad)
    record_figure(officer, made.reference, figure("target", None, text="By themselves"))
    record_figure(officer, made.reference, figure(value=None, text="With help"))
    (period,) = indicator_view(officer, made.reference).periods
    assert (period.actual.text, period.standing) == ("With help", "not compared")
    assert tables(officer, QUARTER)[0].said == (
        "People who passed the course: With help (Course register)",
    )


def test_a_linked_indicator_shows_what_stands_released_and_nothing_else(officer: Access):
    link = Offer("returns", "planned_in_time", takes="value")
    made = indicator(officer, measure=2, link=link)
    plain = indicator(officer, link=Offer("returns", "planned_in_time"))
    release = released(officer, Measure("planned_in_time", 20, having=15))
    assert link in offers(officer)
    (period,) = indicator_view(officer, made.reference).periods
    assert (period.actual.value, period.actual.release) == (75, release.pk)
    assert indicator_view(officer, plain.reference).periods[0].actual.value == 20
    with pytest.raises(BadInput, match="another desk's releases"):
        record_figure(officer, made.reference, figure())
    withdraw_indicators(officer, release.pk, why="wrong", action=Action.APPROVE_MONEY)
    assert indicator_view(officer, made.reference).periods == ()


def test_a_hidden_number_stays_hidden_and_is_not_0(officer: Access):
    made = indicator(officer, link=Offer("returns", "arrived"))
    released(officer, Measure("arrived", 3))
    (period,) = indicator_view(officer, made.reference).periods
    assert (period.actual.value, period.actual.hidden, period.standing) == (None, True, "hidden")
    (table,) = tables(officer, QUARTER)
    assert [(one.value, one.rows) for one in table.figures] == [(None, ())]


def test_another_agencys_numbers_are_not_shown(programme: Programme, officer: Access):
    made = indicator(officer, link=Offer("returns", "arrived"))
    other = programme.officer(agency="ministry")
    released(other, Measure("arrived", 30))
    assert indicator_view(officer, made.reference).periods == ()
    with pytest.raises(NotFound):
        indicator_view(other, made.reference)
    assert results(other) == ()


@pytest.mark.parametrize(
    "link",
    [Offer("police", "x"), Offer("returns", ""), Offer("returns", "x", by="a"),
     Offer("returns", "x" * 41), Offer("returns", "x", takes="both")],
)  # fmt: skip
def test_a_link_that_no_desk_could_fill_is_refused(officer: Access, link: Offer):
    with pytest.raises(BadInput, match="no number that a desk releases"):
        indicator(officer, link=link)


def test_whoever_only_reads_records_nothing(programme: Programme, officer: Access):
    made = indicator(officer)
    reader = programme.officer("reviewer")
    with pytest.raises(AccessDenied):
        record_figure(reader, made.reference, figure())
    with pytest.raises(AccessDenied):
        add_output(reader, NewOutput(made.reference, "x"))
    assert indicator_view(reader, made.reference).item == made
    with pytest.raises(AccessDenied):
        results(programme.officer("caseworker"))


def test_every_figure_of_the_report_follows_from_its_row(officer: Access):
    made = indicator(officer)
    silent = indicator(officer)
    record_figure(officer, made.reference, figure("target", "10"))
    record_figure(officer, made.reference, figure("actual", "12.5"))
    (table,) = tables(officer, QUARTER)
    assert untraced([table]) == []
    found = {one.key: (one.value, trace(one)) for one in table.figures}
    assert found == {
        f"results.{made.reference}.actual.{FIRST}.{LAST}": (Decimal("12.5"), Trace.SUM),
        f"results.{made.reference}.target.{FIRST}.{LAST}": (Decimal(10), Trace.SUM),
        f"results.{silent.reference}.actual": (None, Trace.NONE),
    }
    assert tables(officer, Period(date(2024, 1, 1), date(2024, 3, 31)))[0].figures[0].value is None


def test_good_rows_of_a_table_are_recorded_and_bad_ones_listed(officer: Access):
    made = indicator(officer)
    head = "indicator,kind,first,last,value,source\n"
    rows = (
        f"{made.reference},target,2025-01-01,2025-03-31,10,plan\n"
        f"{made.reference},actual,2025-01-01,2025-03-31,ten,register\n"
        f"{made.reference},actual,1 Jan,2025-03-31,10,register\n"
        "X-2025-NOBODY,actual,2025-01-01,2025-03-31,10,register\n"
        f"{made.reference},ACTUAL,2025-01-01,2025-03-31,11,register\n"
    )
    done = load_figures(officer, (head + rows).encode(), "figures.csv")
    assert done.taken == 2
    assert [place for place, _ in done.refused] == ["3", "4", "5"]
    assert indicator_view(officer, made.reference).periods[0].actual.value == 11
    with pytest.raises(BadInput):
        load_figures(officer, b"a,b\n1,2\n", "figures.csv")
    with pytest.raises(BadInput):
        load_figures(officer, b"\0\xff", "figures.csv")
