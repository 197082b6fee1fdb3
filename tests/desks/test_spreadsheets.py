"""Tables that are handed out: whatever a cell holds, a spreadsheet shows it and runs nothing."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.desks import spreadsheets
from hawkari.desks.spreadsheets import csv_attachment, csv_cell, csv_line, csv_text

DESKS = Path(spreadsheets.__file__).parent
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(st.lists(st.lists(cells, min_size=1, max_size=4), max_size=4))
def test_what_is_read_back_is_what_was_written_and_no_cell_begins_like_a_formula(rows):
    read = list(csv.reader(io.StringIO(csv_text(rows), newline="")))
    assert read == [[csv_cell(one) for one in row] for row in rows]
    for wrote, kept in zip(rows, read, strict=True):
        for text, cell in zip(wrote, kept, strict=True):
            assert cell.removeprefix("'") == text.removeprefix("'")
            assert cell[:1] not in set("=+@\t\r\n＝＋－＠")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"), ("+447700900123", "'+447700900123"), ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"), ("＝1", "'＝1"), ("-", "'-"), ("-٣", "'-٣"),
        (-3, "-3"), (Decimal("-3.50"), "-3.50"), ("-3.5", "-3.5"), (None, ""), (0, "0"),
        ("زاخۆ", "زاخۆ"), ("a=b", "a=b"),
    ],
)  # fmt: skip
def test_a_formula_gets_an_apostrophe_and_a_number_stays_one(value, cell):
    assert csv_cell(value) == cell


def test_a_row_ends_as_rfc_4180_says_and_quotes_what_it_must():
    assert csv_line(["a,b", 'say "no"', "two\r\nlines"]) == '"a,b","say ""no""","two\r\nlines"\r\n'


def test_a_saved_table_tells_excel_that_it_is_utf_8():
    made = csv_attachment("posts.csv", [["name"], ["خاڵ"]])
    assert made.content == "\ufeffname\r\nخاڵ\r\n".encode()
    assert made["Content-Disposition"] == 'attachment; filename="posts.csv"'


def test_no_desk_writes_such_a_table_past_this_room():
    past = [
        str(path.relative_to(DESKS))
        for path in sorted(DESKS.rglob("*.py"))
        if "csv.writer" in path.read_text(encoding="utf-8") and path.name != "spreadsheets.py"
    ]
    assert past == []
