"""A figure of the report is added up or counted again from its rows, or it is not handed out."""

from datetime import date
from decimal import Decimal

import pytest

from hawkari.desks.programme.figures import Figure, Row, Table
from hawkari.desks.programme.services.known_on import NOW
from hawkari.desks.programme.services.report_parts import (
    Trace,
    period_of,
    tables_of,
    trace,
    untraced,
)
from hawkari.errors import BadInput


def figure(value: object, *values: object, note: str = "") -> Figure:
    rows = tuple(
        Row(f"T-{number}", f"/programme/{number}", None if one is None else Decimal(str(one)))
        for number, one in enumerate(values)
    )
    told = None if value is None else Decimal(str(value))
    return Figure("key", "words", told, rows=rows, note=note)


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (figure(None), Trace.NONE),
        (figure(0), Trace.SUM),
        (figure("0.30", "0.10", "0.20"), Trace.SUM),
        (figure(2, None, None), Trace.COUNT),
        (figure("0.5", None, None, note="half of them"), Trace.SAID),
        (figure(7), Trace.BROKEN),
        (figure(7, note="we believe"), Trace.BROKEN),
        (figure("0.31", "0.10", "0.20"), Trace.BROKEN),
        (figure(3, None, None), Trace.BROKEN),
    ],
)
def test_a_figure_follows_from_its_rows_or_is_found_not_to(one, found):
    assert trace(one) is found


def test_what_does_not_follow_is_named_and_empty_tables_are_left_out():
    good, bad = figure(1, 1), figure(7)
    parts = (
        lambda *_: (Table("a", "A", (good, bad)), Table("b", "B", ())),
        lambda *_: (Table("c", "C", (), said=("nothing yet",)),),
    )
    tables = tables_of(None, period_of("2025Q1"), NOW, parts=parts)
    assert [one.key for one in tables] == ["a", "c"]
    assert untraced(tables) == ["key"]


def test_a_quarter_is_read_as_it_is_written():
    assert period_of("2025Q1").first == date(2025, 1, 1)
    assert period_of(" 2024-q4 ").last == date(2024, 12, 31)
    for wrong in ("", "2025", "2025Q5", "0000Q1", "9999Q1", "Q1 2025", "2025Q1\0", "٢٠٢٥Q"):
        with pytest.raises(BadInput, match="no quarter"):
            period_of(wrong)
