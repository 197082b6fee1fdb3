"""Cells are cleaned by property type; names are never altered."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.evidence.loaders.cleaning import Reading, cleaner
from hawkari.evidence.loaders.digits import forbidden_character
from hawkari.evidence.loaders.values import Cell, Unreadable

names = st.text(min_size=1, max_size=80).filter(
    lambda text: text.strip() and not forbidden_character(text)
)


@given(names)
def test_a_name_is_kept_as_written_but_for_blanks_at_its_ends(name: str):
    assert cleaner(Reading("name"))(name).values == ((name.strip(), ""),)


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(["name", "date", "phone", "country", "number"]))
def test_cleaning_a_cell_again_gives_the_same(cell: str, kind: str):
    clean = cleaner(Reading(kind, country="GB", order="dmy"))
    first = clean(cell)
    again = clean(cell)
    assert first.values == again.values
    assert len(first.refused) == len(again.refused)


@pytest.mark.parametrize(
    ("kind", "cell", "value", "original"),
    [
        ("country", "العراق", "iq", "العراق"),
        ("country", "fr", "fr", ""),
        ("gender", "M", "male", "M"),
        ("number", "1,250.50", "1250.50", "1,250.50"),
        ("number", "١٢٥٠", "1250", "١٢٥٠"),
        ("identifier", 123456, "123456", ""),
        ("identifier", 123457.0, "123457", ""),
        ("date", datetime.fromisoformat("1984-03-12"), "1984-03-12", ""),
        ("date", 1984, "1984", ""),
        ("phone", 447700900123.0, "+447700900123", "447700900123"),
        ("text", " two\nlines ", "two\nlines", ""),
    ],
)
def test_what_cleaning_changes_keeps_the_cell_as_written(
    kind: str, cell: Cell, value: str, original: str
):
    assert cleaner(Reading(kind, country="GB"))(cell).values == ((value, original),)


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_cell_is_no_value(cell: Cell):
    cleaned = cleaner(Reading("name"))(cell)
    assert cleaned.values == ()
    assert cleaned.refused == ()


@pytest.mark.parametrize(
    ("kind", "cell", "problem"),
    [
        ("name", "Ali\x00", "NUL"),
        ("name", "Al\ufffd", "lost"),
        ("name", "Al\udce9", "lost"),  # noqa: PT014  ruff takes it for the letter above
        ("name", "Al\x07", "control"),
        ("name", "x" * 385, "at most 384"),
        ("identifier", "1.23E+12", "scientific"),
        ("identifier", datetime.fromisoformat("2026-01-02"), "turned into a date"),
        ("name", Unreadable("the cell holds the error #N/A", "Correct it."), "#N/A"),
        ("country", "Nowhereland", "country"),
        ("number", "many", "not a number"),
        ("date", 30742.5, "is not a date"),
        ("gender", "?", "gender"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_a_remedy(kind: str, cell: Cell, problem: str):
    cleaned = cleaner(Reading(kind))(cell)
    assert cleaned.values == ()
    ((_, error),) = cleaned.refused
    assert problem in error.problem
    assert error.remedy


def test_a_split_cell_keeps_its_good_values_beside_the_refused_one():
    clean = cleaner(Reading("phone", split=(";", "/")))
    cleaned = clean("+447700900101; nothing / +447700900102")
    assert [value for value, _ in cleaned.values] == ["+447700900101", "+447700900102"]
    assert [written.strip() for written, _ in cleaned.refused] == ["nothing"]


def test_a_comma_can_be_the_decimal_mark():
    clean = cleaner(Reading("number", decimal=","))
    assert clean("1.250,50").values == (("1250.50", "1.250,50"),)


def test_arabic_marks_tell_what_they_are_in_a_column_of_commas():
    clean = cleaner(Reading("number", decimal=","))
    assert clean("١٫٥٠٠").values == (("1.500", "١٫٥٠٠"),)
    assert clean("١٬٥٠٠").values == (("1500", "١٬٥٠٠"),)


def test_code_words_are_looked_up_and_others_refused():
    clean = cleaner(Reading("gender", lookup=(("نێر", "male"), ("مێ", "female"))))
    assert clean("نێر").values == (("male", "نێر"),)
    assert "نێر" in clean("x").refused[0][1].remedy


@pytest.mark.parametrize(
    ("clock", "written", "seconds"),
    [
        ("h:m:s", "0:03:10", "190"), ("h:m:s", "75", "75"), ("m:s", "3:10", "190"),
        ("h:m", "3:10", "11400"), ("m:s", "75:10", "4510"), ("h:m", "1:03:10", "3790"),
    ],
)  # fmt: skip
def test_lengths_of_time_become_seconds(clock: str, written: str, seconds: str):
    assert cleaner(Reading("number", clock=clock))(written).values[0][0] == seconds


def test_a_length_of_two_numbers_is_refused_where_nobody_said_what_they_are():
    (refused,) = cleaner(Reading("number", clock="h:m:s"))("1:30").refused
    assert "hours and minutes" in refused[1].problem
    assert "m:s or h:m" in refused[1].remedy
