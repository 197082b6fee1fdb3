"""Two records side by side: what agrees, what differs, and no verdict on the person."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.desks.returns.identity import (
    FIELDS,
    Record,
    Row,
    Verdict,
    compare_dates,
    compare_numbers,
    compare_records,
)

OURS = Record(
    full_name="Karwan Rebwar Aziz", father_name="Rebwar", born="1994-03-07", sex="male",
    registered_in="erbil", document_kind="passport", document_number="A12345678",
)  # fmt: skip


def row(field: str, **theirs: str) -> Row:
    return next(one for one in compare_records(OURS, Record(**theirs)) if one.field == field)


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("1994-03-07", "1994-03-07", ("same", ())),
        ("1994-03-07", "1994-07-03", ("near", ("swapped",))),
        ("1994-03-07", "1995-03-07", ("near", ("year_off",))),
        ("1994-03-07", "1994", ("near", ("year_only",))),
        ("1994-03-07", "1994-03", ("near", ("year_only",))),
        ("1994-03-07", "1994-04", ("different", ())),
        ("1994-03-07", "1994-01-01", ("near", ("made_up",))),
        ("1994-03-07", "1994-07-01", ("near", ("made_up",))),
        ("1994-01-01", "1994-01-01", ("same", ("made_up",))),
        ("1994-03-07", "1996-03-07", ("different", ())),
        ("1994-03-07", "1994-03-08", ("different", ())),
        ("1994-03-07", "1995-07-03", ("different", ())),
        ("1994-03-07", "7 March 1994", ("different", ())),
    ],
)
def test_dates_of_birth_are_read_as_registers_write_them(a: str, b: str, found):
    assert compare_dates(a, b) == found
    assert compare_dates(b, a) == found


@pytest.mark.parametrize(
    ("a", "b", "found"),
    [
        ("A12345678", "A12345678", ("same", ())),
        ("A12345678", "A-1234 5678", ("same", ("written_otherwise",))),
        ("12345678", "١٢٣٤٥٦٧٨", ("same", ("written_otherwise",))),
        ("12345678", "۱۲۳۴۵۶۷۸", ("same", ("written_otherwise",))),
        ("A12345678", "A12354678", ("near", ("neighbours",))),
        ("A12345678", "A12345679", ("near", ("one_sign",))),
        ("A12345678", "A1234567", ("near", ("one_sign",))),
        ("A12345678", "B12345679", ("different", ())),
        ("A12345678", "A87654321", ("different", ())),
    ],
)
def test_numbers_of_documents_are_read_in_any_digits_and_with_one_slip(a: str, b: str, found):
    assert compare_numbers(a, b) == found
    assert compare_numbers(b, a) == found


@given(number=st.text("0123456789", min_size=6, max_size=12), place=st.integers(0, 20))
@settings(max_examples=50, deadline=None)
def test_one_sign_left_out_is_always_near(number: str, place: int):
    place %= len(number)
    assert compare_numbers(number, number[:place] + number[place + 1 :])[0] == "near"


def test_a_name_in_another_script_is_explained_word_by_word():
    found = row("full_name", full_name="کاروان ڕێبوار عەزیز")
    assert found.verdict in (Verdict.SAME, Verdict.NEAR)
    assert "other_script" in found.reasons
    assert found.explained is not None
    assert [(one.a, one.b) for one in found.explained.matches] == [
        ("Karwan", "کاروان"), ("Rebwar", "ڕێبوار"), ("Aziz", "عەزیز"),
    ]  # fmt: skip


def test_another_name_differs_and_a_shorter_one_is_near():
    assert row("full_name", full_name="Dilshad Omar Hassan").verdict is Verdict.DIFFERENT
    shorter = row("full_name", full_name="Karwan Aziz")
    assert (shorter.verdict, shorter.reasons) == (Verdict.NEAR, ("words_missing",))


def test_what_one_side_does_not_hold_speaks_neither_for_nor_against():
    assert row("mother_name", mother_name="Nasrin").verdict is Verdict.ONE_SIDE
    assert row("father_name").verdict is Verdict.ONE_SIDE
    assert row("grandfather_name").verdict is Verdict.UNKNOWN


def test_numbers_of_two_kinds_of_document_are_not_compared():
    found = row("document_number", document_kind="inid", document_number="999")
    assert (found.verdict, found.reasons) == (Verdict.UNKNOWN, ("other_document",))
    alike = row("document_number", document_kind="passport", document_number="A12345687")
    assert (alike.verdict, alike.reasons) == (Verdict.NEAR, ("neighbours",))


def test_every_field_is_shown_once_and_nothing_sums_them_up():
    rows = compare_records(OURS, OURS)
    assert [one.field for one in rows] == list(FIELDS) == [one.name for one in fields(Record)]
    assert not {"score", "total", "probability"} & {one.name for one in fields(Row)}


def test_the_same_record_agrees_in_all_that_it_holds():
    found = {one.verdict for one in compare_records(OURS, OURS)}
    assert found == {Verdict.SAME, Verdict.UNKNOWN}
