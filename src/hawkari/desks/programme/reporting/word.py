"""The report as a Word document: each figure is a link to its rows in the annex."""

import io
import re
from datetime import datetime, time
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hawkari.desks.programme.formats import number_words
from hawkari.desks.programme.reporting.composing import Line, Report
from hawkari.engines import names

__all__ = ["word_of"]

LATIN_FONT, ARABIC_FONT = "Arial", "Noto Sans Arabic"
LANGUAGES = {"ckb": "ku-Arab-IQ", "ar": "ar-IQ", "en": "en-GB"}
SIZES = {"Normal": 10, "Title": 20, "Heading 1": 14, "Heading 2": 11}
ISOLATES = re.compile("[\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}]")
# What the schema of WordprocessingML wants after the elements that are added here by hand.
AFTER_BIDI = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
AFTER_BIDI_VISUAL = ("w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook")


def word_of(report: Report) -> bytes:
    """The document's bytes.

    Args:
        report: put together in one language.
    """
    document = docx.Document()
    _set_up(document, report)
    _say(document.add_heading(level=0), report.title, report)
    for label, words in report.facts:
        _say(document.add_paragraph(), f"{label}: ", report, strong=True, then=words)
    for section in report.sections:
        _say(document.add_heading(level=1), section.heading, report)
        for sentence in section.said:
            _say(document.add_paragraph(style="List Bullet"), sentence, report)
        if section.lines:
            _figures(document, section.lines, report)
    _annex(document, report)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, report: Report) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size = LATIN_FONT, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:cs"), ARABIC_FONT)
        fonts.set(qn("w:hAnsi"), LATIN_FONT)
        big = OxmlElement("w:szCs")
        big.set(qn("w:val"), str(size * 2))
        style.element.rPr.find(qn("w:sz")).addnext(big)
    properties = document.core_properties
    properties.title, properties.author = report.title, "Hawkari"
    properties.language, properties.comments = report.language, report.handling
    properties.created = properties.modified = datetime.combine(report.made_on, time())
    for place in (page.header, page.footer):
        line = place.paragraphs[0]
        _say(line, report.handling, report, strong=True)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _figures(document: Any, lines: tuple[Line, ...], report: Report) -> None:
    labels = report.labels
    table = _table(document, report, (labels.figure, labels.value, labels.rests_on))
    for line in lines:
        cells = table.add_row().cells
        words = f"{line.number}. {line.words}"
        _say(cells[0].paragraphs[0], words, report)
        if line.note:
            _say(cells[0].add_paragraph(), line.note, report)
        _link(cells[1].paragraphs[0], line.said, report, mark=_mark(line))
        _say(cells[2].paragraphs[0], line.rests_on, report)


def _annex(document: Any, report: Report) -> None:
    """Under each figure's number the rows that it rests on, each with a link to its page."""
    labels = report.labels
    _say(document.add_heading(level=1), labels.annex, report)
    for line in report.lines:
        heading = document.add_heading(level=2)
        _bookmark(heading, line)
        _say(heading, f"{line.number}. {line.words}: {line.said}", report)
        if not line.rows:
            _say(document.add_paragraph(), line.rests_on, report)
            continue
        table = _table(document, report, (labels.row, labels.day, labels.adds))
        for row in line.rows:
            cells = table.add_row().cells
            if row.url:
                _link(cells[0].paragraphs[0], row.ref, report, url=row.url)
            else:
                _say(cells[0].paragraphs[0], f"{row.ref}  {row.path}", report)
            _say(cells[1].paragraphs[0], str(row.at or ""), report)
            _say(cells[2].paragraphs[0], "" if row.adds is None else number_words(row.adds), report)


def _table(document: Any, report: Report, header: tuple[str, ...]) -> Any:
    table = document.add_table(rows=1, cols=len(header), style="Table Grid")
    if report.is_rtl:
        table._tbl.tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_BIDI_VISUAL)
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        _say(cell.paragraphs[0], words, report, strong=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return table


def _say(
    paragraph: Any, words: str, report: Report, *, strong: bool = False, then: str = ""
) -> None:
    """Fill a paragraph with words, in its direction; `then` follows and is not strong."""
    _turn(paragraph, report)
    for text, is_strong in ((words, strong), (then, False)):
        # What is isolated in a sentence is a run of its own: Word turns by run, not by isolate.
        for piece in filter(None, ISOLATES.split(text)):
            _run(paragraph.add_run(piece), report, strong=is_strong)


def _turn(paragraph: Any, report: Report) -> None:
    if report.is_rtl:
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def _run(run: Any, report: Report, *, strong: bool = False) -> None:
    """Mark a piece of text with its direction and language, so that Word shapes it rightly."""
    run.bold = strong or None
    properties = run._r.get_or_add_rPr()
    is_rtl = names.script_of(run.text) is names.Script.ARABIC
    if is_rtl and strong:
        properties.append(OxmlElement("w:bCs"))
    if is_rtl:
        properties.append(OxmlElement("w:rtl"))
    if is_rtl == report.is_rtl:
        mark = OxmlElement("w:lang")
        of = LANGUAGES.get(report.language, report.language)
        mark.set(qn("w:bidi" if is_rtl else "w:val"), of)
        properties.append(mark)


def _mark(line: Line) -> str:
    return f"figure{line.number}"


def _bookmark(paragraph: Any, line: Line) -> None:
    for kind in ("Start", "End"):
        mark = OxmlElement(f"w:bookmark{kind}")
        mark.set(qn("w:id"), str(line.number))
        if kind == "Start":
            mark.set(qn("w:name"), _mark(line))
        paragraph._p.append(mark)


def _link(paragraph: Any, words: str, report: Report, **at: str) -> None:
    """Words that lead to a bookmark (`mark`) or to an address (`url`)."""
    link = OxmlElement("w:hyperlink")
    if "mark" in at:
        link.set(qn("w:anchor"), at["mark"])
    else:
        part = paragraph.part
        related = part.relate_to(at["url"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    _turn(paragraph, report)
    run = paragraph.add_run(words)
    _run(run, report)
    run.underline = True
    paragraph._p.append(link)
    link.append(run._r)
