"""The rows of a chart's timeline: by day, coarser where there are too many, undated ones last."""

from hawkari.desks.intelligence.timeline import MOST_EVENTS, timeline_of
from hawkari.desks.intelligence.values import ChartEdge, ChartTie
from hawkari.evidence.entities import TieReport


def edge(*days: str, kind: str = "call", right: str = "b") -> ChartEdge:
    reports = tuple(TieReport(("nca",), "1B", day, day, 1) for day in days or ("",))
    tie = ChartTie(kind, len(reports), "", "", "1B", "P", reports=reports)
    return ChartEdge("a", right, (tie,))


def test_sightings_of_one_day_are_one_row_with_their_number():
    (row,) = timeline_of([edge("2026-03-04", "2026-03-04")]).rows
    assert (row.first, row.last, row.count) == ("2026-03-04", "2026-03-04", 2)


def test_a_row_is_as_good_as_the_best_sighting_of_its_date():
    reports = (
        TieReport(("nca",), "3E", "2026-03-01", "2026-03-01", 1),
        TieReport(("nca",), "2C", "2026-03-02", "2026-03-02", 1),
        TieReport(("krg",), "1B", "2026-03-02", "2026-03-02", 1),
    )
    tie = ChartTie("call", 3, "", "", "1B", "P", reports=reports)
    rows = timeline_of([ChartEdge("a", "b", (tie,))]).rows
    assert [(row.grade, row.is_confirmed) for row in rows] == [("3E", False), ("1B", True)]


def test_rows_are_in_the_order_of_time_and_undated_ones_last():
    rows = timeline_of([edge(right="d"), edge("2026-06-01"), edge("2026-03", right="c")]).rows
    assert [row.first for row in rows] == ["2026-03", "2026-06-01", ""]


def test_too_many_days_are_told_by_month_and_no_sighting_is_lost():
    days = [f"{2000 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(1200)]
    found = timeline_of([edge(*days)])
    assert found.precision == "month"
    assert len(found.rows) <= MOST_EVENTS
    assert sum(row.count for row in found.rows) == len(days)
    assert timeline_of([edge(*days[:500])]).precision == "day"
