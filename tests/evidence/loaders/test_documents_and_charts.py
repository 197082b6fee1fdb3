"""Tables of Word documents, and link charts; everybody in them is invented."""

import zipfile
from pathlib import Path

import docx
import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, loader_for, shipped_layouts
from hawkari.evidence.loaders.documents import DocumentLoader
from hawkari.evidence.loaders.row_shapes import TableRow

FILES = Path(__file__).parent / "files"


def tables(path: Path) -> tuple[dict[str, list[TableRow]], dict[str, int]]:
    loader, context = loader_for(path), Context("list")
    assert isinstance(loader, DocumentLoader)
    found = {table.sheet: list(table.rows) for table in loader.tables(path, context)}
    return found, context.unused.counts


def test_tables_of_an_office_program_are_read_and_the_text_beside_them_is_counted():
    """``office.docx`` was written by LibreOffice 7.4."""
    found, unused = tables(FILES / "office.docx")
    assert [list(row.cells) for row in found["Table 1"]] == [
        ["P1", "بەرزان  عەلی", "12/03/1984", "+447700900101"],
        ["P2", "Barzan\nAli", "1985", None],
    ]
    assert [row.number for row in found["Table 1"]] == [2, 4]
    assert [list(row.cells) for row in found["Table 2"]] == [["wide", None, "z"]]
    assert unused == {"paragraphs outside tables": 2}


def test_a_table_in_a_cell_is_text_of_the_cell(tmp_path: Path):
    path = tmp_path / "nested.docx"
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text, outer.cell(1, 0).text = "a", "b", "x"
    inner = outer.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "inside"
    document.save(str(path))
    found, _ = tables(path)
    assert [list(row.cells) for row in found["Table 1"]] == [["x", "inside"]]


def body(folder: Path, xml: str) -> Path:
    path = folder / "made.docx"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{space}"><w:body>{xml}</w:body></w:document>',
        )
        archive.writestr("word/comments.xml", "<x/>")
    return path


def cell(text: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


HEAD = f"<w:tr>{cell('a')}{cell('b')}</w:tr>"


def test_deleted_text_and_the_instructions_of_fields_are_no_text(tmp_path: Path):
    row = (
        "<w:tr><w:tc><w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r>"
        "<w:t>new</w:t></w:r></w:ins><w:r><w:instrText>DDE calc</w:instrText></w:r></w:p></w:tc>"
        f"{cell('y')}</w:tr>"
    )
    found, unused = tables(body(tmp_path, f"<w:tbl>{HEAD}{row}</w:tbl>"))
    assert [list(one.cells) for one in found["Table 1"]] == [["new", "y"]]
    assert unused == {
        "rows with text that was deleted with changes tracked": 1, "comments of the document": 1,
    }  # fmt: skip


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def first_table(folder: Path, *rows: str) -> list[list[object]]:
    found, _ = tables(body(folder, f"<w:tbl>{''.join(rows)}</w:tbl>"))
    return [list(one.cells) for one in found["Table 1"]]


HEAD_OF_THREE = f"<w:tr>{cell('a')}{cell('b')}{cell('c')}</w:tr>"


def test_cells_that_a_row_leaves_out_at_its_beginning_or_end_move_no_other(tmp_path: Path):
    before = row(cell("y"), cell("z"), properties='<w:gridBefore w:val="1"/>')
    after = row(cell("x"), properties='<w:gridAfter w:val="2"/>')
    assert first_table(tmp_path, HEAD_OF_THREE, before, after) == [
        [None, "y", "z"], ["x", None, None],
    ]  # fmt: skip


def test_a_span_of_a_table_within_a_cell_is_not_the_cells_own(tmp_path: Path):
    inner = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )
    nested = f"<w:tc>{inner}<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    assert first_table(tmp_path, HEAD_OF_THREE, row(nested, cell("y"), cell("z"))) == [
        ["x", "y", "z"]
    ]


def test_text_that_was_moved_is_read_where_it_is_now(tmp_path: Path):
    def moved(kind: str) -> str:
        return f"<w:tc><w:p><w:{kind}><w:r><w:t>Ali</w:t></w:r></w:{kind}></w:p></w:tc>"

    path = body(
        tmp_path, f"<w:tbl>{HEAD}{row(moved('moveFrom'), cell('x'))}"
        f"{row(moved('moveTo'), cell('y'))}</w:tbl>",
    )  # fmt: skip
    found, unused = tables(path)
    assert [list(one.cells) for one in found["Table 1"]] == [[None, "x"], ["Ali", "y"]]
    assert unused["rows with text that was deleted with changes tracked"] == 1


def test_rows_and_cells_that_were_deleted_are_not_read(tmp_path: Path):
    gone = "<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p><w:r><w:t>old</w:t></w:r></w:p></w:tc>"
    path = body(
        tmp_path,
        f"<w:tbl>{HEAD}{row(cell('p'), cell('q'), properties='<w:del/>')}"
        f"{row(gone, cell('x'), cell('y'))}</w:tbl>",
    )
    found, unused = tables(path)
    assert [list(one.cells) for one in found["Table 1"]] == [["x", "y"]]
    assert unused["rows that were deleted with changes tracked"] == 1


def test_a_wrapper_of_any_name_hides_no_cell(tmp_path: Path):
    assert first_table(tmp_path, HEAD, row(f"<w:odd>{cell('x')}</w:odd>", cell("y"))) == [
        ["x", "y"]
    ]


def test_the_text_of_a_text_box_stands_once(tmp_path: Path):
    box = "<w:txbxContent><w:p><w:r><w:t>inside</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<w:tc><w:p><w:r><w:t>x</w:t></w:r><w:r><AlternateContent><Choice>{box}</Choice>"
        f"<Fallback>{box}</Fallback></AlternateContent></w:r></w:p></w:tc>"
    )
    assert first_table(tmp_path, HEAD, row(both, cell("y"))) == [["x\ninside", "y"]]


def test_a_document_without_tables_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="holds no table"):
        tables(body(tmp_path, "<w:p/>"))


def test_a_document_that_breaks_off_before_its_first_table_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="cut off or damaged"):
        tables(body(tmp_path, "<w:wrong>"))


def test_a_document_that_breaks_off_in_a_table_says_so_in_its_rows(tmp_path: Path):
    found, _ = tables(body(tmp_path, f"<w:tbl>{HEAD}<w:tr>{cell('x')}{cell('y')}</w:tr><w:wrong>"))
    *rows, last = found["Table 1"]
    assert len(rows) == 1
    assert last.damaged


# Link charts as tables


def test_gephis_tables_of_nodes_and_edges_hang_together_by_their_ids(tmp_path: Path):
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text("Id,Label,timeset\n1,Ali,\n2,Omer,\n", encoding="utf-8")
    edges.write_text(
        "Source,Target,Type,Id,Label,timeset,Weight\n1,2,Directed,0,pays,,1.0\n", encoding="utf-8"
    )
    found = []
    for path in (nodes, edges):
        context = Context("list")
        loader = loader_for(path)
        layout = loader.sniff(path, context, shipped_layouts())
        assert layout.name == "gephi-tables"
        found += list(loader.rows(path, layout, context))
    ids = {s.value: s.entity_id for one in found for s in one.statements if s.prop == "name"}
    link = {s.prop: s.value for s in found[-1].statements}
    assert link == {"subject": ids["Ali"], "object": ids["Omer"], "role": "pays"}
