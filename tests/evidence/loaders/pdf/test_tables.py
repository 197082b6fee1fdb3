"""Tables of PDF files, cell by cell as they were written; everybody in them is invented."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hawkari.evidence.loaders import Context, loader_for
from hawkari.evidence.loaders.pdf import PdfLoader
from tests.evidence.loaders.pdf.writing import by_hand, hand_page, ruled_page, set_by_typst, table

FILES = Path(__file__).parents[1] / "files"
LATIN = [["Ref", "Name", "Born", "Phone"]] + [
    [f"P{at}", name, f"{at % 28 + 1:02}/03/198{at % 10}", f"+44770090{at:04}"]
    for at, name in enumerate(["Barzan Ali", "Karwan Omar Hassan", "Jo O'Neil", "Sîmko Şêx"] * 20)
]
SORANI = [["ژمارە", "ناوی تەواو", "لەدایکبوون", "تەلەفۆن"]] + [
    [f"P{at}", name, f"{at % 28 + 1:02}/03/198{at % 10}", f"+964 770 123 {at:04}"]
    for at, name in enumerate(["بەرزان عەلی", "ئازاد (کاوە)", "ڕێبوار ڵا", "هێمن Hemin"] * 20)
]
ARABIC = [["الرقم", "الاسم", "تاريخ الميلاد", "الهاتف"]] + [
    [f"P{at}", name, day, f"0770-123-{at:04}"]
    for at, (name, day) in enumerate(
        [
            ("علي الأحمد", "١٢/٠٣/١٩٨٧"), ("محمّد لافي", "١٩٨٧-٠٣-١٢"),
            ("عبد الله آل علي", "2024-01-02 10:11"), ("شركة 12 الإسلام", "٪50"),
        ] * 20
    )
]  # fmt: skip
WRITTEN = {"en": LATIN, "ckb": SORANI, "ar": ARABIC}


def read(path: Path) -> tuple[list[list[list[str]]], dict[str, int]]:
    """The tables as texts, headers first, and what was not used."""
    loader, context = loader_for(path), Context("list")
    assert isinstance(loader, PdfLoader)
    found = []
    for one in loader.tables(path, context):
        rows = [list(one.header)]
        rows += [
            [row.problem] if row.problem else [str(cell or "") for cell in row.cells]
            for row in one.rows
        ]
        found.append(rows)
    return found, context.unused.counts


@pytest.mark.parametrize(
    ("lang", "rules", "header"),
    list(product(WRITTEN, ("all", "none", "level", "header"), (True, False))),
)
def test_a_table_over_several_pages_is_read_cell_by_cell(
    lang: str, rules: str, header: bool, tmp_path: Path
):
    rows = WRITTEN[lang]
    words = table(rows, rules=rules, lang=lang, header=header)
    path = set_by_typst(
        tmp_path / "t.pdf", "Words before.\n", words, "Words after.",
        before='#set page(numbering: "1 / 1")',
    )  # fmt: skip
    found, unused = read(path)
    assert found == [rows]
    assert unused["lines of text outside tables"] >= 4


def test_a_file_of_libreoffice_with_a_table_with_lines_and_one_without():
    """``office.pdf`` was written by LibreOffice 7.4."""
    found, unused = read(FILES / "office.pdf")
    assert found == [
        [
            ["الرقم", "الاسم", "تاريخ الميلاد", "الهاتف"],
            ["P1", "بەرزان عەلی", "12/03/1984", "+447700900101"],
            ["P2", "علي الاحمد", "١٢/٠٣/١٩٨٧", "0770-123-4567"],
        ],
        [["Ref", "Name", "Town"], ["P1", "Jo Smith", "Dover"], ["P2", "Ann", "Calais"],
         ["P3", "Bo", "Ghent"]],
    ]  # fmt: skip
    assert unused == {"lines of text outside tables": 1}


def test_a_page_that_a_browser_printed():
    """``browser.pdf`` was printed by Chromium 156, numbers laid out from right to left."""
    found, unused = read(FILES / "browser.pdf")
    assert found == [[
        ["الرقم", "الاسم", "تاريخ الميلاد", "الهاتف"],
        ["P1", "بەرزان عەلی", "12/03/1984", "+447700900101"],
        ["P2", "علي الاحمد", "١٢/٠٣/١٩٨٧", "0770-123-4567"],
        ["P3", "محمّد لافي Ali", "١٩٨٧-٠٣-١٢", "+964 770 123"],
    ]]  # fmt: skip
    assert unused == {"lines of text outside tables": 1}


CELLS = st.one_of(
    st.sampled_from(["Ali", "Barzan Ali", "A1234567", "12.50", "a.b@example.org", "Quay 2, Dover"]),
    st.dates().map(lambda day: f"{day:%d/%m/%Y}"),
    st.integers(0, 9999).map(lambda number: f"+44 7700 90{number:04}"),
    st.sampled_from(["عَلِيّ", "بەرزان عەلی", "الإسلام", "ڕۆژ", "گەرمیان", "لا", "آل", "مُحمّد"]),
    st.integers(0, 9999).map(lambda number: f"{number}".translate(
        str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))),
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn, *, gaps: bool) -> list[list[str]]:
    """A header and up to thirty rows of two to six columns; empty cells where `gaps`."""
    width = draw(st.integers(2, 6))
    cell = CELLS | st.just("") if gaps else CELLS
    body = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=30))
    assume(all(any(row) for row in body))
    return [[f"Column {at}" for at in range(width)], *body]


@given(rows=tables(gaps=True), lang=st.sampled_from(["en", "ar"]))
@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_any_table_with_rules_is_read_cell_by_cell(
    tmp_path: Path, rows: list[list[str]], lang: str
):
    found, unused = read(set_by_typst(tmp_path / "t.pdf", table(rows, lang=lang)))
    assert [sorted(zip(*found[0], strict=True))] == [sorted(zip(*rows, strict=True))]
    assert unused == {}


@given(rows=tables(gaps=False))
@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_any_table_without_rules_is_read_cell_by_cell(tmp_path: Path, rows: list[list[str]]):
    found, unused = read(set_by_typst(tmp_path / "t.pdf", table(rows, rules="none")))
    assert [sorted(zip(*found[0], strict=True))] == [sorted(zip(*rows, strict=True))]
    assert unused == {}


def test_several_tables_of_a_file_are_several_tables(tmp_path: Path):
    vessels = [["Vessel", "Flag"], ["Aster", "MT"], ["Beryl", "PA"]]
    path = set_by_typst(
        tmp_path / "t.pdf", "= People", table(LATIN[:4]), "= Vessels", table(vessels, rules="none"),
        "#pagebreak()", "= People", table(SORANI[:4], lang="ckb"),
    )  # fmt: skip
    found, unused = read(path)
    assert found == [LATIN[:4], vessels, SORANI[:4]]
    assert unused == {"lines of text outside tables": 3}


def test_a_table_with_the_same_columns_but_another_header_is_another_table(tmp_path: Path):
    people = [["Ref", "Name", "Phone"], ["P1", "Ali", "+447700900101"]]
    boats = [["Name", "Flag", "Harbour"], ["Aster", "MT", "Valletta"]]
    found, _ = read(by_hand(tmp_path / "t.pdf", [ruled_page(people), ruled_page(boats)]))
    assert found == [people, boats]


def test_a_heading_between_parts_two_tables_with_one_header(tmp_path: Path):
    first = [["Name", "Harbour"], ["Ali", "Dover"]]
    second = [["Name", "Harbour"], ["Omer", "Calais"]]
    heading = hand_page([(50, 820, "Those seen in France")])
    found, _ = read(
        by_hand(tmp_path / "t.pdf", [ruled_page(first), ruled_page(second) + "\n" + heading])
    )
    assert found == [first, second]


def test_the_header_of_each_page_and_its_number_part_nothing(tmp_path: Path):
    pages = []
    for number in (1, 2, 3):
        words = hand_page([(50, 830, "Port of Dover, restricted"), (280, 20, f"Page {number}")])
        rows = [["Name", "Harbour"], *[[f"Ali {number} {at}", "Dover"] for at in range(3)]]
        pages.append(f"{ruled_page(rows if number == 1 else rows[1:])}\n{words}")
    found, unused = read(by_hand(tmp_path / "t.pdf", pages))
    assert [len(one) for one in found] == [10]
    assert unused == {"lines of text outside tables": 6}


def test_cells_over_several_columns_and_rows_give_their_text_in_the_first(tmp_path: Path):
    words = """#table(columns: 4,
      table.cell(colspan: 4)[People of the list],
      table.cell(rowspan: 2)[Ref], table.cell(colspan: 2)[Passenger], table.cell(rowspan: 2)[Seat],
      [Name], [Phone],
      [P1], [Barzan Ali], [+447700900101], table.cell(rowspan: 2)[12],
      [P2], [Karwan], [+447700900102])"""
    found, _ = read(set_by_typst(tmp_path / "t.pdf", words))
    assert found == [[
        ["Ref", "Passenger: Name", "Passenger: Phone", "Seat"],
        ["P1", "Barzan Ali", "+447700900101", "12"],
        ["P2", "Karwan", "+447700900102", ""],
    ]]  # fmt: skip


def test_the_first_of_merged_columns_is_on_the_right_in_arabic(tmp_path: Path):
    words = """#[#set text(lang: "ar")
    #table(columns: 3, [الرقم], table.cell(colspan: 2)[المسافر],
      [رقم الملف], [الاسم], [الهاتف], [P1], [علي الأحمد], [+447700900101])]"""
    found, _ = read(set_by_typst(tmp_path / "t.pdf", words))
    assert found[0][0] == ["الرقم: رقم الملف", "المسافر: الاسم", "المسافر: الهاتف"]
    assert found[0][1] == ["P1", "علي الأحمد", "+447700900101"]


def test_a_text_broken_into_lines_is_one_text(tmp_path: Path):
    long = "Seen at the quay with two others who gave no name and left towards the town"
    rows = [["Ref", "Notes"], ["P1", long], ["P2", "nothing"], ["P3", long]]
    for rules in ("all", "level", "none"):
        words = "#set page(width: 8cm)\n" + table(rows, rules=rules)
        found, _ = read(set_by_typst(tmp_path / f"{rules}.pdf", words))
        assert found == [rows], rules


def test_only_the_header_and_the_columns_ruled(tmp_path: Path):
    words = """#table(columns: 3, inset: 4pt,
      stroke: (x, y) => (left: .5pt, right: .5pt, top: if y < 2 {.5pt}, bottom: if y > 3 {.5pt}),
      [Ref], [Name], [Phone], [P1], [Ali], [+44 1], [P2], [Omer], [+44 2], [P3], [Jo], [+44 3],
      [P4], [Ann], [+44 4])"""
    found, _ = read(set_by_typst(tmp_path / "t.pdf", words))
    assert found == [[["Ref", "Name", "Phone"], ["P1", "Ali", "+44 1"], ["P2", "Omer", "+44 2"],
                      ["P3", "Jo", "+44 3"], ["P4", "Ann", "+44 4"]]]  # fmt: skip


TWO = "[P1], [Ali], [+44 1], [P2], [Omer], [+44 2]"
THREE = f"{TWO}, [P3], [Jo], [+44 3]"
FIRST = "[P1], [Ali], [+44 1], [], [Omer], [], [], [Jo], []"
TOTAL = f"{THREE}, [Sum], [3], [3]"


@pytest.mark.parametrize(
    ("people", "ruled", "below"),
    [(TWO, "y > 1", 0), (FIRST, "y > 2", 0), (TOTAL, "y > 2", 1)],
    ids=["two", "the first alone", "above a total"],
)
def test_lines_that_no_rule_parts_never_make_one_person_of_several(
    people: str, ruled: str, below: int, tmp_path: Path
):
    words = f"""#table(columns: 3, inset: 4pt,
      stroke: (x, y) => (left: .5pt, right: .5pt, top: if y < 2 {{.5pt}},
                         bottom: if {ruled} {{.5pt}}),
      [Ref], [Name], [Phone], {people})"""
    found, _ = read(set_by_typst(tmp_path / "t.pdf", words))
    unclear = ["no rule tells whether its lines are one row or several"]
    assert found[0][:2] == [["Ref", "Name", "Phone"], unclear]
    assert len(found[0]) == 2 + below


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(turn: int, tmp_path: Path):
    rows = [["Ref", "Name", "Phone"], ["P1", "Ali", "+447700900101"], ["P2", "Jo", "12"]]
    path = by_hand(tmp_path / "t.pdf", [ruled_page(rows)], page=f"/Rotate {turn}")
    assert read(path) == ([rows], {})


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.parametrize("rules", ["all", "none"])
def test_a_table_that_is_turned_on_its_page_is_read_upright(turn: int, rules: str, tmp_path: Path):
    for rows, lang in ((LATIN[:8], "en"), (ARABIC[:8], "ar")):
        words = f"#rotate({turn}deg, reflow: true)[{table(rows, rules=rules, lang=lang)}]"
        assert read(set_by_typst(tmp_path / "t.pdf", words)) == ([rows], {})


def test_words_across_the_page_at_an_angle_are_counted_and_in_no_cell(tmp_path: Path):
    words = "#place(dx: 2cm, dy: 1cm, rotate(-30deg)[CONFIDENTIAL])\n" + table(LATIN[:9])
    found, unused = read(set_by_typst(tmp_path / "t.pdf", words))
    assert found == [LATIN[:9]]
    assert unused == {"letters set at an angle": 12}


def test_letters_in_their_joined_forms_become_plain_letters(tmp_path: Path):
    """Old programs keep the shapes, from the left: علي, and لا as one shape."""
    rows = [["Ref", "Name"], ["1", "\ufef2\ufee0\ufecb"], ["2", "\ufef2\ufed3\ufefb"]]
    found, _ = read(by_hand(tmp_path / "t.pdf", [ruled_page(rows)]))
    assert found == [[["Ref", "Name"], ["1", "علي"], ["2", "لافي"]]]


def test_letters_drawn_twice_to_make_them_bold_are_read_once(tmp_path: Path):
    rows = [["Ref", "Name"], ["11", "Anna"]]
    again = hand_page([(54.3, 788, "Ref"), (174.3, 788, "Name")])
    found, _ = read(by_hand(tmp_path / "t.pdf", [f"{ruled_page(rows)}\n{again}"]))
    assert found == [rows]


def test_a_text_that_runs_into_the_next_column_makes_its_row_unreadable(tmp_path: Path):
    rows = [
        (50.0, "P1", "Ali", "Dover"),
        (65.0, "P2", "Jo", "Calais"),
        (80.0, "P3", "Omer", "Ghent"),
    ]
    texts = [(x, 700 - y, cell) for y, *cells in [(35.0, "Ref", "Name", "Town"), *rows]
             for x, cell in zip((50, 100, 200), cells, strict=True)]  # fmt: skip
    over = [(50, 605, "P4"), (100, 605, "A name that is far too long"), (50, 590, "P5"),
            (100, 590, "Ann"), (200, 590, "Dover")]  # fmt: skip
    found, _ = read(by_hand(tmp_path / "t.pdf", [hand_page([*texts, *over])]))
    assert [row[0] for row in found[0]] == [
        "Ref", "P1", "P2", "P3", "a text runs over from one column into the next", "P5",
    ]  # fmt: skip


def test_text_in_two_columns_is_no_table(tmp_path: Path):
    prose = "#columns(2)[" + "The quick brown fox jumps over the lazy dog by the river. " * 60 + "]"
    path = set_by_typst(tmp_path / "t.pdf", "#set par(justify: false)", prose, table(LATIN[:3]))
    found, unused = read(path)
    assert found == [LATIN[:3]]
    assert unused["lines of text outside tables"] > 20


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path):
    words = """#table(columns: 2, inset: 8pt, [Ref], [Boats],
      [P1], table(columns: 2, [Name], [Flag], [Aster], [MT]), [P2], [none])"""
    found, _ = read(set_by_typst(tmp_path / "t.pdf", words))
    assert sorted(found) == sorted(
        [[["Ref", "Boats"], ["P1", ""], ["P2", "none"]], [["Name", "Flag"], ["Aster", "MT"]]]
    )
