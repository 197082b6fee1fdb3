"""Workbooks: several sheets, real dates, formulas, numbers, and damaged or hostile archives."""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from hawkari.errors import BadInput
from hawkari.evidence.loaders import (
    Context,
    RowOutcome,
    loader_for,
    parse_layout,
    repeated_texts,
)
from tests.evidence.loaders import reading
from tests.evidence.loaders.cases import HEADER, LAYOUT, write_xlsx


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[Any]]]) -> Path:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    return path


def read(path: Path, layout=LAYOUT, **about: str) -> list[RowOutcome]:
    return reading.read(path, Context("list", **about), (layout,))[0]


def rewritten(path: Path, member: str, change) -> Path:
    """The workbook with the bytes of one member changed."""
    out = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == member else data)
    return out


def test_every_sheet_is_read_and_rows_say_which(tmp_path: Path):
    phones = {"schema": "Person", "id": "Ref", "properties": {"phone": "Number"}}
    layout = parse_layout(
        {
            "name": "two",
            "tables": [dict(LAYOUT.data["tables"][0]), {"entities": {"person": phones}}],
        }
    )
    path = book(
        tmp_path / "two.xlsx",
        ("Persons", [HEADER, ["1", "Ali", "1984", ""]]),
        ("Phones", [["Ref", "Number"], ["1", "+447700900101"]]),
        ("Empty", []),
    )
    rows = [(s.entity_id, s.prop, s.row) for o in read(path, layout) for s in o.statements]
    assert rows == [
        ("list:1", "name", "Persons!2"),
        ("list:1", "birthDate", "Persons!2"),
        ("list:1", "phone", "Phones!2"),
    ]


def test_a_sheet_of_unknown_layout_is_refused_and_the_others_are_read(tmp_path: Path):
    path = book(
        tmp_path / "two.xlsx",
        ("Persons", [HEADER, ["1", "Ali", "1984", ""]]),
        ("Notes", [["Remark"], ["none"]]),
    )
    outcomes = read(path)
    assert outcomes[0].statements[0].value == "Ali"
    (refused,) = (r for o in outcomes for r in o.refused)
    assert (refused.row, refused.told(show_value=True)) == (
        "Notes!1", "'Remark' is the header of a sheet that no layout knows",
    )  # fmt: skip
    assert "Remark" not in refused.told(show_value=False), "a header may be somebody's record"


def test_real_dates_and_numbers_are_read_as_what_they_are(tmp_path: Path):
    row = [17, "Ali", datetime.fromisoformat("1984-03-12"), 447700900101]
    statements = read(book(tmp_path / "a.xlsx", ("P", [HEADER, row])), country="GB")[0].statements
    assert statements[0].entity_id == "list:17"
    assert [s.value for s in statements] == ["Ali", "1984-03-12", "+447700900101"]


def test_a_phone_kept_as_a_number_is_recovered_or_refused(tmp_path: Path):
    rows = [
        HEADER,
        [1, "Ali", "", 9647000123456.0],
        [2, "Omar", "", 9.64701e12],
        [3, "Sara", "", 7000123456],
        [4, "Huda", "", 1.5],
    ]
    outcomes = read(book(tmp_path / "a.xlsx", ("P", rows)), country="IQ")
    phones = [[s.value for s in o.statements if s.prop == "phone"] for o in outcomes]
    assert phones == [["+9647000123456"], [], ["+9647000123456"], []]
    assert [len(o.refused) for o in outcomes] == [0, 1, 0, 1]
    assert "lost its last digits" in outcomes[1].refused[0].problem


def test_formulas_and_errors_are_refused_by_field_unless_a_result_is_stored(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", ("P", [HEADER, [1, "=A2&A2", "1984", "#REF!"]]))
    (outcome,) = read(path)
    assert [s.prop for s in outcome.statements] == ["birthDate"]
    assert "formula without a stored result" in outcome.refused[0].problem
    stored = rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(rb"<v ?/>|<v></v>", b"<v>5</v>", xml, count=1),
    )
    assert [s.value for s in read(stored)[0].statements] == ["5", "1984"]


def test_a_value_that_a_spreadsheet_turned_into_a_date_is_refused(tmp_path: Path):
    path = book(
        tmp_path / "a.xlsx", ("P", [HEADER, [1, datetime.fromisoformat("2026-01-02"), "1984", ""]])
    )
    (outcome,) = read(path)
    assert "turned into a date" in outcome.refused[0].problem


def test_rows_without_cells_are_left_out_and_short_rows_filled(tmp_path: Path):
    rows = [[], HEADER, [], ["1", "Ali"], ["2", "Omar", "1985", "", "stray"]]
    outcomes = read(book(tmp_path / "a.xlsx", ("P", rows)))
    assert [o.statements[0].row for o in outcomes if o.statements] == ["P!4"]
    assert outcomes[1].refused[0].problem == "the row has 5 fields where the header has 4"


@pytest.mark.parametrize("share", [0.05, 0.5, 0.98])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, 50)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(BadInput, match="cut off or damaged") as error:
        read(path)
    assert error.value.where == ("a.xlsx",)
    assert error.value.remedy


def test_a_zip_of_something_else_is_refused(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("holiday.txt", "sun")
    with pytest.raises(BadInput, match="not an Excel workbook"):
        read(path)


def test_a_workbook_without_rows_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="no rows"):
        read(book(tmp_path / "a.xlsx", ("P", [])))


def test_duplicate_headers_are_refused_with_their_sheet(tmp_path: Path):
    with pytest.raises(BadInput, match="same header: Ref") as error:
        read(book(tmp_path / "a.xlsx", ("P", [["Ref", "Ref"], [1, 2]])))
    assert error.value.where == ("a.xlsx", "P!1")


def test_a_sheet_that_breaks_off_keeps_the_rows_before_and_says_where(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    write_xlsx(path, 2000)
    broken = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    outcomes = read(broken)
    assert 500 < len(outcomes) < 1500
    assert outcomes[-1].damaged
    assert "damaged from here on" in outcomes[-1].refused[0].problem
    assert all(outcome.statements for outcome in outcomes[:-1])


def test_a_workbook_built_to_swell_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", ("P", [HEADER, ["1", "Ali", "", ""]]))
    bomb = rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (40 << 20))
    with pytest.raises(BadInput, match="far more than its size"):
        read(bomb)


def sharing(path: Path, text: str) -> Path:
    """The workbook with that text in one place for all cells, as spreadsheet programs keep it."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    kind = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{main}"/></Types>'
    stands, named = f' t="inlineStr"><is><t>{text}</t></is>', ' t="s"><v>0</v>'
    changes = {"[Content_Types].xml": ("</Types>", kind),
               "xl/worksheets/sheet1.xml": (stands, named)}  # fmt: skip
    for name, (old, new) in changes.items():
        made = rewritten(path, name, lambda data, old=old, new=new: data.replace(
            old.encode(), new.encode()))  # fmt: skip
        path = made.rename(path.with_name("shared.xlsx"))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "a") as archive:
        shared = f'<sst xmlns="{space}"><si><t>{text}</t></si></sst>'
        archive.writestr("xl/sharedStrings.xml", shared)
    return path


def test_a_text_that_many_cells_share_cannot_swell_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    long, rows = "x" * 1_000, 6
    monkeypatch.setattr(repeated_texts, "MOST_REPEATED", 3 * len(long))
    written = [[f"P{at}", long, "short"] for at in range(rows)]
    path = book(tmp_path / "people.xlsx", ("S", [["Ref", "Full name", "Born"], *written]))
    for one, refused in ((path, 0), (sharing(path, long), 2)):
        (table,) = loader_for(one).tables(one, Context("list"))
        found = [row.cells for row in table.rows]
        expected = [long] * (rows - refused) + [repeated_texts.SWOLLEN] * refused
        assert [cells[1] for cells in found] == expected
        assert {cells[2] for cells in found} == {"short"}


def test_xml_entities_are_refused(tmp_path: Path):
    path = book(tmp_path / "a.xlsx", ("P", [HEADER, ["1", "Ali", "", ""]]))
    dtd = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "' + b"x" * 99 + b'">]>'
    hostile = rewritten(
        path, "xl/worksheets/sheet1.xml", lambda xml: dtd + xml[xml.index(b"<worksheet") :]
    )
    with pytest.raises(BadInput):
        read(hostile)
