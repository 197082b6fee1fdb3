"""Tables that do not begin in the first row, have merged headers, totals, or one field a row."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, UnknownLayout, loader_for, parse_layout
from hawkari.evidence.loaders.proposing import corrected, propose
from hawkari.evidence.loaders.row_shapes import TableRow, is_number, without_totals
from hawkari.evidence.loaders.shapes import table_of
from hawkari.evidence.loaders.tables import Sample, Table
from hawkari.evidence.loaders.values import Unused


def rows(*cells: Sequence[str | None]) -> list[TableRow]:
    return [TableRow(number, one) for number, one in enumerate(cells, start=1)]


def table(*cells: Sequence[str | None]) -> Table:
    found = table_of("", iter(rows(*cells)), lambda number: (f"row {number}",))
    assert found is not None
    return found


def cells_of(found: Table) -> list[tuple[object, ...]]:
    return [tuple(row.cells) for row in found.rows]


def test_a_plain_table_is_read_as_it_stands():
    found = table(["Name", "Born"], ["Ali", "1984"])
    assert (found.header, found.above) == (("Name", "Born"), 0)
    assert cells_of(found) == [("Ali", "1984")]


def test_title_lines_above_the_header_are_passed_over_and_counted():
    found = table(["Suspects 2026"], ["Port police"], ["Name", "Born", "Tel"], ["Ali", "1984", "1"])
    assert (found.header, found.above) == (("Name", "Born", "Tel"), 2)
    assert [row.number for row in found.rows] == [4]


def test_merged_headers_stand_before_those_beneath_them():
    found = table(
        ["Ref", "Passenger 1", None, "Passenger 2", None],
        [None, "Name", "DOB", "Name", "DOB"],
        ["7", "Ali", "1984", "Omar", "1985"],
    )
    assert found.header == (
        "Ref", "Passenger 1: Name", "Passenger 1: DOB", "Passenger 2: Name", "Passenger 2: DOB",
    )  # fmt: skip
    assert len(cells_of(found)) == 1


def test_merged_headers_beneath_a_title_are_found_too():
    found = table(
        ["List of June"],
        ["Person", None, "Document", None],
        ["Name", "DOB", "Type", "No"],
        ["Ali", "1984", "passport", "A1234567"],
    )
    assert found.header[2:] == ("Document: Type", "Document: No")
    assert found.above == 1


def test_merged_headers_may_begin_behind_an_empty_column():
    found = table(
        [None, "No", "Person", None],
        [None, None, "Name", "DOB"],
        [None, "1", "Ali", "1984"],
    )
    assert found.header == ("No", "Person: Name", "Person: DOB")


def test_columns_without_header_and_values_are_left_out():
    found = table([None, "Name", None, "Born"], [None, "Ali", None, "1984"])
    assert found.header == ("Name", "Born")
    assert cells_of(found) == [("Ali", "1984")]


def test_a_value_far_down_in_a_column_without_header_refuses_its_row():
    found = table([None, "Name", "Born"], *[[None, "Ali", "1984"]] * 40, ["x", "Omar", "1985"])
    *good, bad = found.rows
    assert [row.problem for row in good] == [""] * 40
    assert "without a header" in bad.problem


def test_a_missing_header_over_values_is_still_refused():
    with pytest.raises(BadInput, match="no header"):
        table(["Name", None, "Born"], ["Ali", "x", "1984"])


def test_no_rows_make_no_table():
    assert table_of("", iter(()), lambda number: ()) is None


@pytest.mark.parametrize("word", ["Total", "المجموع", "کۆی گشتی", "Toplam:", "Summe", "جمع کل"])
def test_rows_of_totals_are_left_out_and_counted(word: str):
    unused = Unused()
    whole = rows(["Ali", "x", "1,000.50"], ["Omar", "y", "500"], [word, "", "1,500.50"])
    left = list(without_totals(iter(whole), unused))
    assert [row.cells[0] for row in left] == ["Ali", "Omar"]
    assert unused.counts == {"rows of totals": 1}


def test_sums_of_parts_and_of_the_whole_are_both_totals():
    whole = rows(
        ["Ali", "x", "1.000"], ["Omar", "y", "500"], ["Summe", "", "1.500"],
        ["Sara", "z", "20"], ["Summe", "", "20"], ["Gesamt", "", "1.520"],
    )  # fmt: skip
    unused = Unused()
    left = list(without_totals(iter(whole), unused))
    assert [row.cells[0] for row in left] == ["Ali", "Omar", "Sara"]
    assert unused.counts == {"rows of totals": 3}


def test_a_word_for_a_total_where_rows_are_numbered_is_one():
    whole = rows(["1", "Ali", "1,000"], ["2", "Sara", "5"], ["Total", "", "7"])
    assert len(list(without_totals(iter(whole), Unused()))) == 2


@pytest.mark.parametrize(
    "row", [["Total", "Summe", "500"], ["Total", "", "blue"], ["Sum", "", "25"], ["Sum", "", ""]]
)
def test_a_person_whose_name_is_a_word_for_a_total_is_kept(row: list[str]):
    whole = rows(["Ali", "x", "31"], ["Omar", "y", "19"], row)
    unused = Unused()
    assert len(list(without_totals(iter(whole), unused))) == 3
    assert unused.counts == {}


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("1,500", True), ("١٢٥٠", True), ("-3.5", True), ("$20", True), ("", False), ("A1", False)],
)
def test_numbers_are_told_from_words(text: str, is_one: bool):
    assert is_number(text) is is_one


def written(path: Path, lines: Sequence[Sequence[str | None]]) -> Path:
    if path.suffix == ".csv":
        text = "\n".join(";".join(cell or "" for cell in line) for line in lines)
        path.write_text(text, encoding="utf-8")
        return path
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(list(line))
    book.save(path)
    return path


def samples_of(path: Path) -> Sequence[Sample]:
    with pytest.raises(UnknownLayout) as raised:
        loader_for(path).sniff(path, Context("list"), ())
    return raised.value.samples


ODD = [
    ["List, June 2026"],
    [],
    ["No", "Sender", None, "Recipient", "Amount (USD)", "Date"],
    [None, "Name", "Tel", None, None, None],
    ["1", "Ali Hassan", "+447700900101", "Omar Rashid", "1,500.50", "13/02/2026"],
    ["2", "Sara Ali", "+447700900102", "Omar Rashid", "200", "02/03/2026"],
    ["Total", None, None, None, "1700.50", None],
]


@pytest.mark.parametrize("name", ["odd.csv", "odd.xlsx"])
def test_an_odd_table_is_read_whole_from_its_proposal(tmp_path: Path, name: str):
    path = written(tmp_path / name, ODD)
    samples = samples_of(path)
    proposal = propose(name, samples)
    # Whose telephone it is, the proposal only guesses from two cells of the header.
    assert [one.column for _, one in proposal.unsure] == ["Sender: Tel"]
    proposal = corrected(proposal, samples, {"Sender: Tel": "payer.phone"})
    assert proposal.unsure == ()
    layout = parse_layout(proposal.layout_data())
    context = Context("list")
    outcomes = list(loader_for(path).rows(path, layout, context))
    assert not any(one.refused for one in outcomes)
    stated = {(s.schema, s.prop, s.value) for one in outcomes for s in one.statements}
    assert {
        ("Payment", "amount", "1500.50"),
        ("Payment", "currency", "USD"),
        ("Payment", "date", "2026-02-13"),
        ("Person", "name", "Omar Rashid"),
        ("Person", "phone", "+447700900101"),
    } <= stated
    # Two recipients of one name in two rows are not one person.
    recipients = {
        s.entity_id for one in outcomes for s in one.statements if s.value == "Omar Rashid"
    }
    assert len(recipients) == 2
    assert context.unused.counts["rows of totals"] == 1
    assert context.unused.counts["rows above the header"] == 1


LONG = "Ref,Field,Value\nK1,Name,Ali Hassan\nK1,DOB,1984\nK2,Name,Omar Rashid\nK2,DOB,1985\n"


def test_a_long_table_makes_the_same_people_as_a_wide_one(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text(LONG)
    proposal = propose("long.csv", samples_of(path))
    assert proposal.tables[0].long == ("Field", "Value")
    layout = parse_layout(proposal.layout_data())
    path.write_text(LONG + "K3,Hat,big\nK3,Name,Sara\n")
    *good, hat, _ = loader_for(path).rows(path, layout, Context("list"))
    assert [(s.entity_id, s.prop, s.value) for one in good for s in one.statements] == [
        ("list:K1", "name", "Ali Hassan"),
        ("list:K1", "birthDate", "1984"),
        ("list:K2", "name", "Omar Rashid"),
        ("list:K2", "birthDate", "1985"),
    ]
    assert hat.refused[0].told(show_value=True) == "'Hat' is no field that is known"
    assert "Hat" not in hat.refused[0].told(show_value=False), "a cell is a value"


def test_several_people_a_row_are_people_and_tied(tmp_path: Path):
    path = tmp_path / "trip.csv"
    path.write_text(
        "Plate,Passenger 1 name,Passenger 1 DOB,Passenger 2 name,Passenger 2 DOB,Father's phone\n"
        "AB12 CDE,Ali Hassan,13/02/1984,Omar Rashid,14/03/1985,\n"
        "XY34 FGH,Sara Ali,15/02/1984,,,\n"
    )
    proposal = propose("trip.csv", samples_of(path))
    data = proposal.layout_data()
    assert data is None
    assert [one.column for _, one in proposal.unsure] == ["Father's phone"]


def test_the_people_of_one_row_are_tied_to_one_another_and_to_what_they_travelled_in(
    tmp_path: Path,
):
    path = tmp_path / "trip.csv"
    path.write_text(
        "Plate,Passenger 1 name,Passenger 1 DOB,Passenger 2 name,Passenger 2 DOB\n"
        "AB12 CDE,Ali Hassan,13/02/1984,Omar Rashid,14/03/1985\n"
        "XY34 FGH,Sara Ali,15/02/1984,,\n"
    )
    layout = parse_layout(propose("trip.csv", samples_of(path)).layout_data())
    first, second = loader_for(path).rows(path, layout, Context("list"))
    assert sum(s.prop == "name" for s in first.statements) == 2
    assert sum(s.prop == "name" for s in second.statements) == 1
    assert {s.schema for s in first.statements} >= {"Person", "Vehicle", "UnknownLink"}
