"""PDF files that hold something else than tables, or nothing that can be read."""

import zlib
from pathlib import Path

import pytest

from hawkari.errors import BadInput
from hawkari.evidence.loaders import Context, loader_for
from hawkari.evidence.loaders.pdf import pages
from tests.evidence.loaders.cases import LAYOUT
from tests.evidence.loaders.pdf.test_tables import read
from tests.evidence.loaders.pdf.writing import by_hand, hand_page, ruled_page

ROWS = [["Ref", "Full name", "Born", "Phone"], ["P1", "Ali", "1984", ""], ["P2", "Jo", "1985", ""]]
PICTURE = "q 500 0 0 700 40 40 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x20\nEI Q"


def refusal(path: Path) -> BadInput:
    with pytest.raises(BadInput) as refused:
        read(path)
    assert refused.value.where[0] == path.name
    assert refused.value.remedy
    return refused.value


def test_a_scan_is_refused_and_the_message_says_what_to_do(tmp_path: Path):
    error = refusal(by_hand(tmp_path / "scan.pdf", [PICTURE, PICTURE]))
    assert "pictures of its pages" in error.problem
    assert "OCR" in error.remedy


def test_a_scanned_page_among_others_is_refused_in_its_place(tmp_path: Path):
    more = [["Ref", "Full name", "Born", "Phone"], ["P3", "Ann", "1986", ""]]
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS), PICTURE, ruled_page(more)])
    found, _ = read(path)
    assert [row[0] for table in found for row in table] == [
        "Ref", "P1", "P2", "page 2 is a picture, so nothing on it was read", "Ref", "P3",
    ]  # fmt: skip


def test_a_pdf_without_a_table_says_so(tmp_path: Path):
    error = refusal(
        by_hand(tmp_path / "t.pdf", [hand_page([(50, 700, "A letter."), (50, 680, "Bye")])])
    )
    assert error.problem == "the PDF holds no table"
    assert refusal(by_hand(tmp_path / "empty.pdf", [""])).problem == "the PDF holds no table"


def test_an_encrypted_pdf_is_refused(tmp_path: Path):
    locked = (
        f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >> "
        "/ID [<00> <00>]"
    )
    error = refusal(by_hand(tmp_path / "t.pdf", [ruled_page(ROWS)], trailer=locked))
    assert error.problem == "the file is encrypted"


def test_letters_that_the_file_does_not_name_are_refused_not_guessed(tmp_path: Path):
    error = refusal(by_hand(tmp_path / "t.pdf", [ruled_page(ROWS)], known=False))
    assert "which letters" in error.problem


def test_a_letter_nobody_knows_costs_its_field_alone(tmp_path: Path):
    people = [[f"P{at}", "Ali", "1984", ""] for at in range(5)]
    path = by_hand(
        tmp_path / "t.pdf", [ruled_page([ROWS[0], *people, ["P9", "A\ue123i", "1985", ""]])]
    )
    context = Context("list", country="GB")
    loader = loader_for(path)
    outcomes = list(loader.rows(path, loader.sniff(path, context, (LAYOUT,)), context))
    assert [len(outcome.refused) for outcome in outcomes] == [0, 0, 0, 0, 0, 1]
    assert outcomes[-1].refused[0].field == "Full name"
    assert outcomes[-1].statements


def test_scripts_attachments_links_and_notes_are_counted_and_never_followed(tmp_path: Path):
    catalog = (
        '/OpenAction << /S /JavaScript /JS (app.launchURL\\("http://127.0.0.1:9"\\)) >> '
        "/Names << /EmbeddedFiles << /Names [] >> >>"
    )
    notes = (
        "/Annots [<< /Subtype /Link /A << /S /URI /URI (http://127.0.0.1:9) >> >> "
        "<< /Subtype /Text /Contents (a note) >> << /Subtype /Widget >>]"
    )
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS)], catalog=catalog, page=notes)
    found, unused = read(path)
    assert found == [ROWS]
    assert unused == {
        "scripts of the PDF": 1, "files attached to the PDF": 1, "links of the PDF": 1,
        "notes on pages of the PDF": 1, "fields of forms of the PDF": 1,
    }  # fmt: skip


def test_a_pdf_that_is_cut_off_is_never_read_as_whole(tmp_path: Path):
    pages = [ruled_page([ROWS[0], *[[f"P{page}-{at}", "Ali", "", ""] for at in range(30)]])
             for page in range(4)]  # fmt: skip
    whole = by_hand(tmp_path / "whole.pdf", pages).read_bytes()
    cut = tmp_path / "cut.pdf"
    for share in (30, 60, 90, 99):
        cut.write_bytes(whole[: len(whole) * share // 100])
        assert "damaged" in end_of(cut)


def end_of(path: Path) -> str:
    """Why a file was refused, or what its last row says."""
    try:
        found, _ = read(path)
    except BadInput as error:
        return error.problem
    return found[-1][-1][0]


def test_contents_that_are_damaged_make_the_rest_unknown(tmp_path: Path):
    pages = [
        ruled_page([ROWS[0], [f"P{at}", "Ali", "", ""], ["Q1", "Jo", "", ""]]) for at in range(3)
    ]
    path = by_hand(tmp_path / "t.pdf", pages, packed=True)
    data = path.read_bytes()
    second = data.find(b"\nstream\n", data.find(b"/FlateDecode", data.find(b"/FlateDecode") + 1))
    path.write_bytes(data[: second + 60] + bytes(20) + data[second + 80 :])
    context = Context("list", country="GB")
    loader = loader_for(path)
    outcomes = list(loader.rows(path, loader.sniff(path, context, (LAYOUT,)), context))
    assert any(outcome.damaged for outcome in outcomes)


def test_a_page_that_cannot_be_found_is_missed(tmp_path: Path):
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS), ruled_page(ROWS)])
    path.write_bytes(path.read_bytes().replace(b"10 0 obj", b"97 0 obj"))
    found, _ = read(path)
    assert "pages may be missing" in found[-1][-1][0]


def test_contents_that_swell_are_not_unpacked(tmp_path: Path):
    swelling = " " * (40 << 20)
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS), swelling], packed=True)
    assert path.stat().st_size < 1 << 20
    found, _ = read(path)
    assert found[0][-1] == ["page 2: it unpacks to more than 16 MiB"]


def test_drawings_count_as_often_as_they_are_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pages, "MOST_UNPACKED", 100_000)
    body = zlib.compress(b" " * 40_000).hex().encode()
    form = (
        b"40 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d "
        b"/Filter [/ASCIIHexDecode /FlateDecode] >>\nstream\n%s\nendstream\nendobj\n"
    ) % (len(body), body)
    said = []
    for times in (2, 3):
        path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS) + "\n/X0 Do" * times])
        data = path.read_bytes()
        data = data.replace(b"/F1 4 0 R >> >>", b"/F1 4 0 R >> /XObject << /X0 40 0 R >> >>")
        path.write_bytes(data.replace(b"xref\n0", form + b"xrex\n0"))
        found, _ = read(path)
        said.append([row[0] for row in found[0] if "draws" in row[0]])
    assert said == [[], ["page 1: it draws more than a page of text can hold"]]


def test_drawings_within_drawings_without_end_are_given_up(tmp_path: Path):
    """Forms that draw one another ten times each, as entities do in XML."""
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS) + "\n/X0 Do"])
    data = path.read_bytes()
    forms, start = b"", 40
    for at in range(12):
        body = b"/X%d Do " % (at + 1) * 10 if at < 11 else b""
        forms += b"%d 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d " % (
            start + at, len(body))  # fmt: skip
        forms += b"/Resources << /XObject << /X%d %d 0 R >> >> >>" % (at + 1, start + at + 1)
        forms += b"\nstream\n" + body + b"\nendstream\nendobj\n"
    data = data.replace(b"/F1 4 0 R >> >>", b"/F1 4 0 R >> /XObject << /X0 40 0 R >> >>")
    # Without a table of places that fits, the objects are found by looking for them.
    path.write_bytes(data.replace(b"xref\n0", forms + b"xrex\n0"))
    context = Context("list")
    loader = loader_for(path)
    rows = [row for table in loader.tables(path, context) for row in table.rows]
    assert any("draws more" in row.problem for row in rows)


@pytest.mark.parametrize(
    ("small", "swelling"),
    [
        (b"<0000> <00ff> <0000>", b"<00000000> <ffffffff> <0000>"),
        # The same letters over and over.
        (b"<0000> <00ff> <0000>", b"<0000> <ffff> <0000>\n" * 3),
        (b"/DW 500 ", b"/W [0 4000000000 500] "),
    ],
)
def test_fonts_of_millions_of_letters_are_given_up(tmp_path: Path, small: bytes, swelling: bytes):
    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS)])
    data = path.read_bytes()
    assert small in data
    path.write_bytes(data.replace(small, swelling))
    assert "draws more" in end_of(path)


def test_a_pdf_is_known_by_its_content(tmp_path: Path):
    path = by_hand(tmp_path / "really.xlsx", [ruled_page(ROWS)])
    assert loader_for(path).name == "pdf"


def test_a_page_that_asks_for_all_memory_costs_itself_alone(tmp_path: Path):
    asks = f"/DecodeParms << /Predictor 12 /Columns {10**17} >>"
    contents = [ruled_page(ROWS), hand_page([(50, 700, "Nothing.")]), ruled_page(ROWS)]
    path = by_hand(tmp_path / "t.pdf", contents, packed=True, contents_of={2: asks})
    found, _ = read(path)
    assert [row[0] for table in found for row in table] == [
        "Ref", "P1", "P2", "page 2: what it holds takes more memory than there is for it",
        "Ref", "P1", "P2",
    ]  # fmt: skip


def test_a_pdf_that_asks_for_all_memory_before_its_pages_is_refused(tmp_path: Path, monkeypatch):
    def hungry(*_: object) -> None:
        raise MemoryError

    path = by_hand(tmp_path / "t.pdf", [ruled_page(ROWS)])
    monkeypatch.setattr(pages, "PDFDocument", hungry)
    error = refusal(path)
    assert "more memory than there is" in error.problem
