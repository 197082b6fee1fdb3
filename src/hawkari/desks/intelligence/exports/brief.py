"""A brief as a Word document (.docx), right-to-left where its words are."""

import io
from collections.abc import Iterable
from datetime import UTC
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from hawkari.desks.intelligence.brief import Brief, Run, Section, Sentence, SourceRow, Table

__all__ = ["write_brief"]

LATIN_FONT = "Arial"
ARABIC_FONT = "Noto Sans Arabic"
# What the schema of WordprocessingML wants after the elements that are added here by hand.
AFTER_BIDI = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
AFTER_BIDI_VISUAL = ("w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook")
# Word's own names of languages that have another name in BCP 47.
WORD_LANGUAGES = {"ckb": "ku-Arab-IQ", "ar": "ar-IQ", "en": "en-GB", "fa": "fa-IR", "ps": "ps-AF"}


def write_brief(brief: Brief) -> bytes:
    """The document's bytes.

    Each sentence ends with the numbers of its sources in square brackets, which the last table
    spells out. Handling stands in the header and footer of every page. Text in Arabic script is
    marked as such (`w:rtl`, `w:lang`), so that Word shapes and orders it rightly.
    """
    document = docx.Document()
    _set_up(document, brief)
    _heading(document, brief.title, brief, level=0)
    if brief.romanised:
        _paragraph(document, (Run(brief.romanised),), brief, style="Subtitle")
    for label, words in brief.facts:
        _paragraph(document, (Run(f"{label}: ", is_strong=True), Run(words)), brief)
    for section in brief.sections:
        _section(document, section, brief)
    _heading(document, (Run(brief.labels.sources),), brief, level=1)
    _table(document, _source_table(brief), brief)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, brief: Brief) -> None:
    """Page, fonts, properties, header and footer."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "List Bullet"):
        _style_fonts(document.styles[name])
    document.styles["Normal"].font.size = Pt(10.5)
    made = brief.made_at.astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = "".join(run.text for run in brief.title)
    properties.author, properties.language = brief.author, brief.language
    properties.comments, properties.keywords = brief.handling_line, ""
    properties.created = properties.modified = made
    for place in (page.header, page.footer):
        line = place.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _fill(line, (_own(brief.handling_line, brief, is_strong=True),), brief)
    _page_number(page.footer.add_paragraph(), brief)


def _style_fonts(style: Any) -> None:
    style.font.name = LATIN_FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), ARABIC_FONT)
    fonts.set(qn("w:hAnsi"), LATIN_FONT)


def _page_number(paragraph: Any, brief: Brief) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _fill(paragraph, (_own(f"{brief.labels.page} ", brief),), brief)
    for field in ("PAGE", "NUMPAGES"):
        run = paragraph.add_run()
        for kind, text in (("begin", ""), ("", field), ("end", "")):
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = text
            run._r.append(mark)
        if field == "PAGE":
            paragraph.add_run(" / ")


def _section(document: Any, section: Section, brief: Brief) -> None:
    _heading(document, (Run(section.heading),), brief, level=1)
    if section.note:
        _paragraph(document, (_own(section.note, brief),), brief)
    for sentence in section.sentences:
        _paragraph(document, _cited(sentence), brief)
    for bullet in section.bullets:
        _paragraph(document, (_own(bullet, brief),), brief, style="List Bullet")
    if section.table is not None:
        _table(document, section.table, brief)


def _cited(sentence: Sentence) -> tuple[Run, ...]:
    numbers = "".join(f"[{number}]" for number in sentence.sources)
    return (*sentence.runs, Run(f" {numbers}"))


def _own(text: str, brief: Brief, *, is_strong: bool = False) -> Run:
    """Text in the document's own language."""
    return Run(text, brief.language, is_strong)


def _heading(document: Any, runs: Iterable[Run], brief: Brief, *, level: int) -> None:
    _fill(document.add_heading(level=level), runs, brief)


def _paragraph(document: Any, runs: Iterable[Run], brief: Brief, *, style: str = "Normal") -> None:
    _fill(document.add_paragraph(style=style), runs, brief)


def _fill(paragraph: Any, runs: Iterable[Run], brief: Brief) -> None:
    if brief.is_rtl:
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    for piece in runs:
        run = paragraph.add_run(piece.text)
        run.bold = piece.is_strong or None
        properties = run._r.get_or_add_rPr()
        if piece.is_rtl:
            if piece.is_strong:
                properties.append(OxmlElement("w:bCs"))
            properties.append(OxmlElement("w:rtl"))
        language = piece.lang or brief.language
        if language != "und":
            mark = OxmlElement("w:lang")
            name = WORD_LANGUAGES.get(language, language)
            mark.set(qn("w:bidi" if piece.is_rtl else "w:val"), name)
            properties.append(mark)


def _table(document: Any, table: Table, brief: Brief) -> None:
    made = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    if brief.is_rtl:
        made._tbl.tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_BIDI_VISUAL)
    repeat = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeat)
    for cell, words in zip(made.rows[0].cells, table.header, strict=True):
        _fill(cell.paragraphs[0], (_own(words, brief, is_strong=True),), brief)
    for row in table.rows:
        for cell, runs in zip(made.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], runs, brief)


def _source_table(brief: Brief) -> Table:
    rows = tuple(_source_cells(row) for row in brief.sources)
    return Table(brief.labels.source_header, rows)


def _source_cells(row: SourceRow) -> tuple[tuple[Run, ...], ...]:
    handling = f"{row.handling}: {row.condition}" if row.condition else row.handling
    words = (
        f"[{row.number}]",
        row.agency,
        row.source,
        row.file,
        row.row,
        row.grade,
        handling,
        row.recorded,
    )
    return tuple((Run.of(word),) for word in words)
