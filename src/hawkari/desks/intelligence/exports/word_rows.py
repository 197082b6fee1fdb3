"""Rows of a Word table as text: python-docx takes minutes for the thousands of a schedule."""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hawkari.desks.intelligence.brief import Brief, Run

__all__ = ["WORD_LANGUAGES", "rows_of"]

# Word's own names of languages that have another name in BCP 47.
WORD_LANGUAGES = {"ckb": "ku-Arab-IQ", "ar": "ar-IQ", "en": "en-GB", "fa": "fa-IR", "ps": "ps-AF"}


def rows_of(rows: Iterable[Iterable[Sequence[Run]]], brief: Brief, widths: Sequence[int]) -> Any:
    """Elements of rows to be put into a table.

    Args:
        rows: of cells, each a list of runs.
        brief: the document, for its language and direction.
        widths: of the columns, in twentieths of a point.
    """
    # The same piece of text stands in many rows: each is spelled out once.
    spelled: dict[tuple[Run, ...], str] = {}
    parts = []
    for row in rows:
        cells = []
        for runs, width in zip(row, widths, strict=True):
            key = tuple(runs)
            if key not in spelled:
                spelled[key] = _paragraph(key, brief)
            head = f'<w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>'
            cells.append(f"<w:tc>{head}{spelled[key]}</w:tc>")
        parts.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return list(parse_xml(f"<w:tbl {nsdecls('w')}>{''.join(parts)}</w:tbl>"))


def _paragraph(runs: Iterable[Run], brief: Brief) -> str:
    bidi = "<w:bidi/>" if brief.is_rtl else ""
    pieces = "".join(
        _run(text, run, brief, is_rtl=is_rtl)
        for run in runs
        for text, is_rtl in run.pieces(in_rtl=brief.is_rtl)
    )
    return f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{bidi}</w:pPr>{pieces}</w:p>'


def _run(text: str, run: Run, brief: Brief, *, is_rtl: bool) -> str:
    strong = ("<w:b/>" + ("<w:bCs/>" if is_rtl else "")) if run.is_strong else ""
    direction = "<w:rtl/>" if is_rtl else ""
    language = run.lang or brief.language
    said = ""
    if language != "und" and (run.lang or is_rtl == brief.is_rtl):
        name = quoteattr(WORD_LANGUAGES.get(language, language))
        said = f"<w:lang w:{'bidi' if is_rtl else 'val'}={name}/>"
    words = escape(text)
    properties = f"<w:rPr>{strong}{direction}{said}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'
