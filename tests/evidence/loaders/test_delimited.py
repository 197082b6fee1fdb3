"""CSV and TSV: good rows are kept, bad ones are refused with their row and a remedy."""

from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, RowOutcome, UnknownLayout, loader_for, parse_layout
from tests.evidence.loaders import reading
from tests.evidence.loaders.cases import LAYOUT

HEADER = "Ref,Full name,Born,Phone\n"


def read(path: Path, **about: str) -> list[RowOutcome]:
    return reading.read(path, Context("list", **about), (LAYOUT,))[0]


def read_text(tmp_path: Path, text: str | bytes, **about: str) -> list[RowOutcome]:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read(path, **about)


def names(outcomes: list[RowOutcome]) -> list[str]:
    return [s.value for o in outcomes for s in o.statements if s.prop == "name"]


def refused(outcomes: list[RowOutcome]) -> list[tuple[str, str, str]]:
    return [(r.row, r.field, r.told(show_value=True)) for o in outcomes for r in o.refused]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, mark: str):
    text = mark.join(["Ref", "Full name", "Born", "Phone"]) + "\n"
    text += mark.join(["1", '"Ali, Omar; the ""tall"" one"', "1984", ""]) + "\n"
    assert names(read_text(tmp_path, text)) == ['Ali, Omar; the "tall" one']


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(tmp_path: Path):
    text = HEADER + '1,"two\nlines",1984,\n\n2,Omar,1985,\n'
    outcomes = read_text(tmp_path, text)
    assert [o.statements[0].row for o in outcomes] == ["2", "4"]


def test_a_ragged_row_is_refused_alone(tmp_path: Path):
    text = HEADER + "1,Ali,1984,\n2,Omar,1985\n3,Sara,1986,,,\n4,Huda,1987,,x\n5,Jian,1988,\n"
    outcomes = read_text(tmp_path, text)
    assert names(outcomes) == ["Ali", "Sara", "Jian"]
    assert refused(outcomes) == [
        ("3", "", "the row has 3 fields where the header has 4"),
        ("5", "", "the row has 5 fields where the header has 4"),
    ]


def test_an_impossible_date_is_refused_by_field_and_the_rest_of_the_row_is_kept(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + "1,Ali,31/02/1984,+447700900101\n")
    assert [s.prop for s in outcomes[0].statements] == ["name", "phone"]
    assert refused(outcomes) == [
        ("2", "Born", "'31/02/1984' is not a calendar date: month 2 of 1984 has 29 days")
    ]


def test_a_phone_in_scientific_notation_is_refused_by_field(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + "1,Ali,1984,9.64701E+12\n")
    assert names(outcomes) == ["Ali"]
    assert "scientific notation" in refused(outcomes)[0][2]


def test_a_nul_is_refused_by_field(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + "1,A\x00li,1984,\n2,Omar,1985,\n")
    assert names(outcomes) == ["Omar"]
    assert refused(outcomes)[0][:2] == ("2", "Full name")
    assert "NUL" in refused(outcomes)[0][2]


def test_bytes_that_are_not_utf8_are_refused_by_field(tmp_path: Path):
    good = "".join(f"{n},بەرزان عەلی,1984,\n" for n in range(20))
    outcomes = read_text(tmp_path, (HEADER + good).encode() + b"99,Al\xff\xfe,1985,\n")
    assert len(names(outcomes)) == 20
    assert refused(outcomes)[0][:2] == ("22", "Full name")


def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path):
    text = HEADER + '1,Ali,1984,\n2,"Omar,1985,\n3,Sara,1986,\n4,Huda,1987,\n'
    outcomes = read_text(tmp_path, text)
    assert names(outcomes) == ["Ali", "Sara", "Huda"]
    assert refused(outcomes) == [("3", "", "a quoted field begins in this row and does not end")]


def test_a_quote_inside_a_quoted_field_costs_one_row(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + '1,"Ali" Baba,1984,\n2,Omar,1985,\n')
    assert names(outcomes) == ["Omar"]
    assert refused(outcomes)[0][0] == "2"


def test_a_huge_cell_costs_one_field(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + f"1,{'x' * 400_000},1984,\n2,Omar,1985,\n")
    assert names(outcomes) == ["Omar"]
    assert "400,000 characters" in refused(outcomes)[0][2]


def test_a_quoted_cell_of_many_lines_costs_one_row_and_as_many_as_do_not_fit(tmp_path: Path):
    lines = "x\n" * 600
    outcomes = read_text(tmp_path, HEADER + f'1,"{lines}",1984,\n2,Omar,1985,\n')
    assert names(outcomes) == ["Omar"]
    assert "does not end" in refused(outcomes)[0][2]


def test_a_long_value_costs_one_field(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + f"1,{'x' * 500},1984,\n")
    assert [s.prop for s in outcomes[0].statements] == ["birthDate"]
    assert "at most 384" in refused(outcomes)[0][2]


def test_a_line_of_many_megabytes_costs_one_row(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + f"1,{'x,' * 2_000_000}\n2,Omar,1985,\n")
    assert names(outcomes) == ["Omar"]
    assert "1,048,576" in refused(outcomes)[0][2]


def test_a_row_without_id_is_refused(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + ",Ali,1984,\n")
    assert outcomes[0].statements == []
    assert "no Ref" in refused(outcomes)[0][2]


def test_national_numbers_are_dialled_in_the_source_s_country(tmp_path: Path):
    outcomes = read_text(tmp_path, HEADER + "1,Ali,1984,0700 012 3456\n", country="IQ")
    assert outcomes[0].statements[2].value == "+9647000123456"
    assert outcomes[0].statements[2].original_value == "0700 012 3456"


def test_a_stated_encoding_is_believed(tmp_path: Path):
    text = (HEADER + "1,علي,1984,\n").encode("cp1256")
    assert names(read_text(tmp_path, text, encoding="windows-1256")) == ["علي"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        ("\n\n", "no header row"),
        ("Ref,Full name,Ref\n1,a,2\n", "same header: Ref"),
        ("Ref,,Born\n1,a,2\n", "column 2 has no header"),
        ("<html></html>", "XML or HTML"),
    ],
)
def test_a_file_without_a_usable_header_is_refused(tmp_path: Path, text: str, problem: str):
    with pytest.raises(BadInput, match=problem) as error:
        read_text(tmp_path, text)
    assert error.value.where[0] == "people.csv"
    assert error.value.remedy


def test_an_unknown_layout_lists_its_columns_and_how_to_give_a_mapping(tmp_path: Path):
    with pytest.raises(UnknownLayout) as error:
        read_text(tmp_path, "Nr,Wer\n1,Ali\n")
    assert "Nr, Wer" in error.value.problem
    assert "--mapping" in error.value.remedy


def test_headers_are_compared_without_case_blanks_and_order(tmp_path: Path):
    text = "PHONE, full  NAME ,born,ref\n+447700900101,Ali,1984,1\n"
    assert names(read_text(tmp_path, text)) == ["Ali"]


def test_columns_that_a_mapping_does_not_name_are_reported(tmp_path: Path):
    path = tmp_path / "people.csv"
    path.write_text("Ref,Full name,Shoe size\n1,Ali,43\n")
    person = {"schema": "Person", "id": "Ref", "properties": {"name": "Full name"}}
    layout = parse_layout({"tables": [{"entities": {"person": person}}]}, partial=True)
    context = Context("list")
    loader = loader_for(path)
    chosen = loader.sniff(path, context, (layout,))
    assert names(list(loader.rows(path, chosen, context))) == ["Ali"]
    assert context.unused.counts == {"column Shoe size": 1}
