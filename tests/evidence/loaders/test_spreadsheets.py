"""XLS and ODS: the files in ``files/office.*`` were written by LibreOffice 7.4; all is invented."""

import zipfile
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, loader_for, repeated_texts
from hawkari.evidence.loaders.old_workbooks import OldWorkbookLoader, old_moment
from hawkari.evidence.loaders.open_sheets import MOST_SWOLLEN, OpenSheetLoader
from hawkari.evidence.loaders.tables import Table, TableRow
from hawkari.evidence.loaders.values import Unreadable
from tests.evidence.loaders.cases import PEOPLE, write_ods_content, write_xls

FILES = Path(__file__).parent / "files"
both = pytest.mark.parametrize("name", ["office.xls", "office.ods"])


def tables(path: Path) -> Iterator[Table]:
    loader = loader_for(path)
    assert isinstance(loader, OldWorkbookLoader | OpenSheetLoader)
    return loader.tables(path, Context("list"))


def read(path: Path) -> dict[str, list[TableRow]]:
    return {table.sheet: list(table.rows) for table in tables(path)}


def ods(folder: Path, body: str) -> Path:
    write_ods_content(folder / "made.ods", body)
    return folder / "made.ods"


def sheet(*rows: str) -> str:
    cells = "".join(
        f"<table:table-cell><text:p>{name}</text:p></table:table-cell>" for name in "ab"
    )
    head = f"<table:table-row>{cells}</table:table-row>"
    return f'<table:table table:name="S">{head}{"".join(rows)}</table:table>'


@both
def test_sheets_of_an_office_program_are_read_hidden_ones_too_and_empty_ones_not(name: str):
    assert list(read(FILES / name)) == ["کەسەکان", "Hidden"]


@both
def test_rows_keep_their_numbers_and_empty_ones_are_left_out(name: str):
    assert [row.number for row in read(FILES / name)["کەسەکان"]] == [2, 3, 5, 7]


@both
def test_cells_come_as_what_they_are(name: str):
    first, second, third, last = read(FILES / name)["کەسەکان"]
    assert first.cells[1] == "بەرزان  عەلی"
    assert str(first.cells[2]).startswith("1984-03-12")
    assert list(map(str, first.cells[3:5])) == ["+447700900101", "2026-01-02 03:04:05"]
    assert first.cells[7:] == [time(9, 30), timedelta(hours=30)]
    assert second.cells[2:4] == [1985.0, 447700900102.0]
    assert third.cells[2] == "03/1986"
    assert last.cells[:3] == ["P4", None, 0.5]


@both
def test_a_formula_gives_its_stored_result_and_an_error_is_refused(name: str):
    first, second, *_ = read(FILES / name)["کەسەکان"]
    assert (first.cells[5], second.cells[5]) == (6.0, "6x")
    wrong = [first.cells[6], second.cells[6]]
    assert all(isinstance(cell, Unreadable) for cell in wrong)
    assert [cell.problem.rpartition(" ")[2] for cell in wrong] == ["#DIV/0!", "#N/A"]


@pytest.mark.parametrize(
    ("days", "moment"),
    [
        (0.0, "00:00:00"),
        (0.75, "18:00:00"),
        (1.25, "1 day, 6:00:00"),
        (30753.0, "1984-03-12 00:00:00"),
    ],
)
def test_a_day_before_march_1900_is_a_span_of_time(days: float, moment: str):
    assert str(old_moment(days, 0)) == moment


def test_a_date_beyond_the_calendar_is_refused():
    assert isinstance(old_moment(9e9, 0), Unreadable)
    assert isinstance(old_moment(-4.0, 0), Unreadable)


def test_an_old_document_without_sheets_is_named(tmp_path: Path):
    path = tmp_path / "letter.doc"
    whole = (FILES / "office.xls").read_bytes()
    path.write_bytes(whole.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le")))
    with pytest.raises(BadInput, match=r"without sheets \(\.doc"):
        list(tables(path))


def test_a_workbook_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("hawkari.evidence.loaders.old_workbooks.LARGEST", 100)
    write_xls(tmp_path / "large.xls", 3)
    with pytest.raises(BadInput, match="more than 256 MiB"):
        list(tables(tmp_path / "large.xls"))


def test_a_text_that_many_cells_name_cannot_swell_a_workbook(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(repeated_texts, "MOST_REPEATED", 5)
    monkeypatch.setattr(repeated_texts, "SHORT", 5)
    write_xls(tmp_path / "many.xls", 2 * len(PEOPLE))
    (found,) = read(tmp_path / "many.xls").values()
    half = len(found) // 2
    assert repeated_texts.SWOLLEN not in [cell for row in found[:half] for cell in row.cells]
    assert all(row.cells[1] == repeated_texts.SWOLLEN for row in found[half:])


def test_a_cut_off_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "half.xls"
    path.write_bytes((FILES / "office.xls").read_bytes()[:3000])
    with pytest.raises(BadInput, match="cut off or damaged"):
        list(tables(path))


def test_repeated_rows_and_cells_are_given_as_often_as_they_stand(tmp_path: Path):
    row = (
        '<table:table-row table:number-rows-repeated="3"><table:table-cell '
        'table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    blank = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
    rows = read(ods(tmp_path, sheet(row, blank + "</table:table-row>", row)))["S"]
    assert [row.number for row in rows] == [2, 3, 4, 1048005, 1048006, 1048007]
    assert all(row.cells == ["x", "x"] for row in rows)


def test_a_row_repeated_beyond_sense_is_refused(tmp_path: Path):
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell>'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    (only,) = read(ods(tmp_path, sheet(row)))["S"]
    assert only.problem == "the row is repeated 1,048,576 times"


def test_repetitions_cannot_swell_a_sheet_beyond_a_bound(tmp_path: Path):
    text = "x" * 1_000
    row = (
        '<table:table-row table:number-rows-repeated="9999"><table:table-cell>'
        f"<text:p>{text}</text:p></table:table-cell></table:table-row>"
    )
    rows = read(ods(tmp_path, sheet(*[row] * 20)))["S"]
    assert sum(not one.problem for one in rows) * len(text) <= MOST_SWOLLEN
    assert [one.problem for one in rows if one.problem] == [
        "the sheet's repetitions make more than 32 Mi characters of it"
    ] * (20 - MOST_SWOLLEN // (9_999 * 1_001))


def test_what_stands_in_a_sheet_counts_as_no_repetition(tmp_path: Path):
    row = (
        f"<table:table-row><table:table-cell><text:p>{'x' * 60_000}</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
    )
    rows = read(ods(tmp_path, sheet(*[row] * 600)))["S"]
    assert not any(one.problem for one in rows)


def test_a_cell_of_ten_million_columns_is_too_wide_not_too_large(tmp_path: Path):
    row = (
        '<table:table-row><table:table-cell table:number-columns-repeated="9999999">'
        "<text:p>x</text:p></table:table-cell></table:table-row>"
    )
    with pytest.raises(BadInput, match="has 2,001 columns; at most 2,000"):
        read(ods(tmp_path, sheet(row)))


def test_a_formula_without_a_result_is_refused(tmp_path: Path):
    row = '<table:table-row><table:table-cell table:formula="of:=[.B2]"/></table:table-row>'
    (only,) = read(ods(tmp_path, sheet(row)))["S"]
    assert isinstance(only.cells[0], Unreadable)


def test_lines_blanks_and_notes_of_a_cell(tmp_path: Path):
    row = (
        "<table:table-row><table:table-cell><office:annotation><text:p>said a clerk</text:p>"
        '</office:annotation><text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p>'
        "<text:p>c<text:tab/>d</text:p></table:table-cell></table:table-row>"
    )
    (only,) = read(ods(tmp_path, sheet(row)))["S"]
    assert only.cells[0] == "a  b\nc\td"


def test_a_spreadsheet_that_ends_too_early_gives_its_rows_and_is_damaged(tmp_path: Path):
    row = "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell>"
    body = sheet(row + "</table:table-row>", "<wrong>")
    *rows, last = read(ods(tmp_path, body))["S"]
    assert [row.cells[0] for row in rows] == ["x"]
    assert last.damaged


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        ('<m media-type="application/vnd.oasis.opendocument.text"/>', "not a spreadsheet"),
        ("<manifest:encryption-data/>", "encrypted"),
    ],
)
def test_other_open_documents_are_refused_by_name(tmp_path: Path, manifest: str, problem: str):
    path = tmp_path / "other.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    with pytest.raises(BadInput, match=problem):
        list(tables(path))
