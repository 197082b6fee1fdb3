"""Tables that people send: every file ends in rows, or in words that say what is wrong where."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from odfdo import Document, Table
from openpyxl import Workbook

from hawkari.desks.programme.sheets import sheet_rows
from hawkari.errors import BadInput

COLUMNS = {"line": ("Money line", "بەند"), "amount": ("sum",), "note": ()}


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def open_sheet(rows: list[list[object]]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("Payments")
    table.set_values(rows)
    document.body.append(table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


ROWS = [["Money Line", "SUM", "else"], ["L-1", 12.5, "x"], ["L-2", 3, "y"]]


@pytest.mark.parametrize(
    ("content", "places"),
    [
        ("بەند;sum\nL-1;12.5\nL-2;3\n".encode(), ["2", "3"]),
        (workbook(("Payments", ROWS)), ["Payments!2", "Payments!3"]),
        (open_sheet(ROWS), ["Payments!2", "Payments!3"]),
    ],
    ids=["csv", "xlsx", "ods"],
)
def test_the_same_table_reads_alike_whatever_program_saved_it(content, places):
    rows = list(sheet_rows(content, "payments", COLUMNS, needed=("line", "amount")))
    assert [dict(one.values) for one in rows] == [
        {"line": "L-1", "amount": "12.5"},
        {"line": "L-2", "amount": "3"},
    ]
    assert [one.place for one in rows] == places


def test_a_row_that_cannot_be_read_says_why_and_the_others_stay():
    content = b"line,amount\nL-1,1\nL-2,1,2\nL\x01,1\nL-4,4\n"
    rows = list(sheet_rows(content, "payments.csv", COLUMNS, needed=("line",)))
    assert [bool(one.problem) for one in rows] == [False, True, True, False]
    assert "more cells" in rows[1].problem
    assert rows[2].problem.startswith("line: ")


def test_a_formula_without_its_result_is_no_amount():
    content = workbook(("One", [["line", "amount"], ["L-1", "=1+1"]]))
    (row,) = sheet_rows(content, "payments.xlsx", COLUMNS)
    assert "formula" in row.problem


def test_a_sheet_of_notes_beside_the_table_is_named_and_not_read():
    content = workbook(("Notes", [["Hello", "you"], ["a", "b"]]), ("Payments", ROWS))
    rows = list(sheet_rows(content, "payments.xlsx", COLUMNS, needed=("line",)))
    assert rows[0].place == "Notes"
    assert "no column line" in rows[0].problem
    assert [one.values["line"] for one in rows[1:]] == ["L-1", "L-2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"line,amount\n", "no rows"),
        (b"a,b\n1,2\n", "no column line"),
        (b"line,sum,amount\nL-1,1,2\n", "two columns mean amount"),
        (b"PK\x03\x04 and nothing else", "damaged"),
        (b"\x89PNG\r\n", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ""),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_name_and_what_to_do(content, said):
    with pytest.raises(BadInput) as refused:
        list(sheet_rows(content, "payments.csv", COLUMNS, needed=("line",)))
    assert said in refused.value.problem
    assert refused.value.remedy
    assert refused.value.where[0] == "payments.csv"


@given(st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_rows_or_a_refusal(content: bytes):
    try:
        rows = list(sheet_rows(content, "x\0/../y", COLUMNS))
    except BadInput:
        return
    assert all(one.values or one.problem or one.place for one in rows)
