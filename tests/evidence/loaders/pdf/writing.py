"""PDF files for tests: set by typst from rows of text, or written by hand, byte by byte."""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import typst

__all__ = ["by_hand", "hand_page", "ruled_page", "set_by_typst", "table"]

FONTS = Path(__file__).parents[4] / "src" / "hawkari" / "site" / "fonts"
PAGE = """
#set page(width: 21cm, height: 29.7cm, margin: 2cm)
#set text(font: "Noto Sans Arabic", size: 10pt)
"""


def table(
    rows: Sequence[Sequence[str]], *, rules: str = "all", lang: str = "en", header: bool = False
) -> str:
    """Typst's words for a table.

    Args:
        rows: what stands in it; the first is the header.
        rules: ``all``, ``none``, ``level`` (under each row), ``header`` (three lines in all).
        lang: of the text, which is set from right to left unless it is English.
        header: whether the header is repeated on each page.
    """
    count = len(rows[0])
    strokes = {
        "all": "0.5pt",
        "none": "none",
        "level": "(x, y) => (bottom: 0.5pt)",
        "header": "(x, y) => if y == 0 {(top: 1pt, bottom: .5pt)} else {none}",
    }
    cells = [[f"[#{json.dumps(cell, ensure_ascii=False)}]" for cell in row] for row in rows]
    first, rest = ", ".join(cells[0]), ", ".join(cell for row in cells[1:] for cell in row)
    head = f"table.header(repeat: true, {first})" if header else first
    runs = "ltr" if lang == "en" else "rtl"
    return (
        f'#[#set text(lang: "{lang}", dir: {runs})\n'
        f"#table(columns: {count}, stroke: {strokes[rules]}, {head}, {rest})]\n"
    )


def set_by_typst(path: Path, *parts: str, before: str = "") -> Path:
    """Write a PDF of typst's words; no font of the machine is used."""
    source = "\n".join([PAGE, before, *parts])
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    document = typst.compile(source.encode(), format="pdf", font_paths=fonts)
    path.write_bytes(bytes(document))
    return path


def hand_page(texts: Sequence[tuple[float, float, str]] = (), *, more: str = "") -> str:
    """The contents of a page: texts at places (x, y from the page's lower edge), in one font.

    Each of their letters is half as wide as it is high.
    """
    shown = [f"BT /F1 10 Tf 1 0 0 1 {x} {y} Tm <{_hex(text)}> Tj ET" for x, y, text in texts]
    return "\n".join([*shown, more])


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex()


def ruled_page(rows: Sequence[Sequence[str]], *, shown: Callable[[str], str] = str) -> str:
    """The contents of a page with one table with rules; 45 rows at most.

    Args:
        rows: what stands in it.
        shown: from the order in which a text is read to that in which it stands from the left.
    """
    wide, high, left, top = 120, 17, 50, 800
    right, bottom = left + wide * len(rows[0]), top - high * len(rows)
    texts = [
        (left + 4 + wide * column, top - 12 - high * row, shown(cell))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    ]
    level = [f"{left} {top - high * at} m {right} {top - high * at} l S"
             for at in range(len(rows) + 1)]  # fmt: skip
    upright = [f"{left + wide * at} {top} m {left + wide * at} {bottom} l S"
               for at in range(len(rows[0]) + 1)]  # fmt: skip
    return hand_page(texts, more="\n".join([*level, *upright]))


@cache
def text_font(known: bool = True) -> tuple[str, ...]:
    """The objects of a font whose glyph numbers are UTF-16; unknown letters where it hides them."""
    spread = "\n".join(f"<{start:02x}00> <{start:02x}ff> <{start:02x}00>" for start in range(0xFF))
    blocks = spread.splitlines()
    ranges = "\n".join(
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange"
        for part in (blocks[at : at + 100] for at in range(0, len(blocks), 100))
    )
    mapped = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{ranges}\nendcmap end"
    )
    mapping = " /ToUnicode 6 0 R" if known else ""
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Hand /Encoding /Identity-H{mapping} "
        "/DescendantFonts [5 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Hand /DW 500 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>",
        f"<< /Length {len(mapped)} >>\nstream\n{mapped}\nendstream",
        "<< /Type /FontDescriptor /FontName /Hand /Flags 4 /Ascent 800 /Descent -200 "
        "/FontBBox [0 -200 1000 800] >>",
    )


def by_hand(
    path: Path,
    pages: Sequence[str],
    *,
    page: str = "",
    catalog: str = "",
    known: bool = True,
    packed: bool = False,
    trailer: str = "",
    contents_of: Mapping[int, str] | None = None,
) -> Path:
    """Write a PDF of pages' contents, every object in the open.

    Args:
        path: where to.
        pages: their contents.
        page: more entries of each page, such as ``/Rotate 90``.
        catalog: more entries of the catalogue.
        known: whether the font says which letters its glyphs are.
        packed: whether contents are compressed.
        trailer: more entries of the trailer.
        contents_of: more entries of the contents of some pages, by number from 1.
    """
    fonts = text_font(known)
    first = 4 + len(fonts)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Title (hand) >>",
        *(font.encode() for font in fonts),
    ]
    for at, contents in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font "
            f"<< /F1 4 0 R >> >> /Contents {first + 2 * at + 1} 0 R {page} >>".encode()
        )
        data = contents.encode()
        entry = ""
        if packed:
            data, entry = zlib.compress(data), " /Filter /FlateDecode"
        entry += f" {(contents_of or {}).get(at + 1, '')}"
        objects.append(
            f"<< /Length {len(data)}{entry} >>\nstream\n".encode() + data + b"\nendstream"
        )
    path.write_bytes(_written(objects, trailer))
    return path


def _written(objects: Sequence[bytes], trailer: str) -> bytes:
    """A file of numbered objects, with its table of where they are (ISO 32000-1, 7.5)."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
