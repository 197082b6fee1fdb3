"""A brief as a Word document (.docx), right-to-left where its words are."""

import io
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.text.paragraph import Paragraph

from hawkari.desks.intelligence.brief import Brief, Picture, Run, Section, Table
from hawkari.desks.intelligence.exports.drawing import draw_png
from hawkari.desks.intelligence.exports.footnotes import Footnotes
from hawkari.desks.intelligence.exports.word_rows import WORD_LANGUAGES, rows_of

__all__ = ["write_brief"]

LATIN_FONT = "Arial"
ARABIC_FONT = "Noto Sans Arabic"
LINE, PICTURE = Mm(174), Mm(153)
# What the schema of WordprocessingML wants after the elements that are added here by hand.
AFTER_BIDI = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
AFTER_BIDI_VISUAL = ("w:tblW", "w:jc", "w:tblBorders", "w:tblLayout", "w:tblLook")
# Points of each style; a right-to-left run takes its size from an element of its own.
SIZES = {
    "Normal": 10.5,
    "Title": 20,
    "Subtitle": 12,
    "Heading 1": 14,
    "Heading 2": 12,
    "List Bullet": 10.5,
    "Cell": 8,
    "Footnote": 8,
}


def write_brief(brief: Brief, *, fonts: Path) -> bytes:
    """The document's bytes.

    Each sentence has a footnote with the numbers and grades of its sources, which the schedule at
    the end spells out. Handling stands in the header and footer of every page. Text in Arabic
    script is marked as such (`w:rtl`, `w:lang`), so that Word shapes and orders it rightly.

    Args:
        brief: what it says.
        fonts: folder of the fonts that pictures are drawn with.
    """
    document = docx.Document()
    _set_up(document, brief)
    _heading(document, brief.title, brief, level=0)
    if brief.romanised:
        _paragraph(document, (Run.of(brief.romanised),), brief, style="Subtitle")
    for label, words in brief.facts:
        _paragraph(document, brief.fact(label, words), brief)
    notes = Footnotes(document)
    for section in brief.parts:
        _section(document, section, brief, notes=notes, fonts=fonts)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, brief: Brief) -> None:
    """Page, fonts, properties, header and footer."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    for name, size in SIZES.items():
        _style(document, name, size)
    made = brief.made_at.astimezone(UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title = "".join(
        text for run in brief.title for text, _ in run.pieces(in_rtl=brief.is_rtl)
    )
    properties.author, properties.language = brief.author, brief.language
    properties.comments, properties.keywords = brief.handling_line, ""
    properties.created = properties.modified = made
    for place in (page.header, page.footer):
        line = place.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _fill(line, (Run(brief.handling_line, is_strong=True),), brief)
    _page_number(page.footer.add_paragraph(), brief)


def _style(document: Any, name: str, size: float) -> None:
    """A style of the document with its fonts and sizes for both kinds of script."""
    styles = document.styles
    if name not in styles:
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles["Normal"]
        made.paragraph_format.space_after = Pt(1)
    style = styles[name]
    style.font.name, style.font.size = LATIN_FONT, Pt(size)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), ARABIC_FONT)
    fonts.set(qn("w:hAnsi"), LATIN_FONT)
    complex_size = properties.find(qn("w:szCs"))
    if complex_size is None:
        complex_size = OxmlElement("w:szCs")
        properties.find(qn("w:sz")).addnext(complex_size)
    complex_size.set(qn("w:val"), str(round(size * 2)))


def _page_number(paragraph: Any, brief: Brief) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _fill(paragraph, (Run(f"{brief.labels.page} "),), brief)
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


def _section(
    document: Any, section: Section, brief: Brief, *, notes: Footnotes, fonts: Path
) -> None:
    _heading(document, (Run(section.heading),), brief, level=section.level)
    if section.note:
        _paragraph(document, (Run(section.note),), brief)
    if section.picture is not None:
        _picture(document, section.picture, fonts)
    for sentence in section.sentences:
        said = _paragraph(document, sentence.runs, brief)
        _fill(notes.add(said), brief.footnote(sentence), brief)
    for bullet in section.bullets:
        _paragraph(document, (Run(bullet),), brief, style="List Bullet")
    if section.table is not None:
        _table(document, section.table, brief)


def _picture(document: Any, picture: Picture, fonts: Path) -> None:
    drawn = io.BytesIO(draw_png(picture.svg, fonts=fonts))
    document.add_picture(drawn, width=PICTURE)
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.inline_shapes[-1]._inline.docPr.set("descr", picture.words)


def _heading(document: Any, runs: Iterable[Run], brief: Brief, *, level: int) -> None:
    _fill(document.add_heading(level=level), runs, brief)


def _paragraph(
    document: Any, runs: Iterable[Run], brief: Brief, *, style: str = "Normal"
) -> Paragraph:
    made: Paragraph = document.add_paragraph(style=style)
    _fill(made, runs, brief)
    return made


def _fill(paragraph: Any, runs: Iterable[Run], brief: Brief) -> None:
    if brief.is_rtl:
        properties = paragraph._p.get_or_add_pPr()
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
    for piece in runs:
        for text, is_rtl in piece.pieces(in_rtl=brief.is_rtl):
            _run(paragraph, Run(text, piece.lang, piece.is_strong), brief, is_rtl=is_rtl)


def _run(paragraph: Any, piece: Run, brief: Brief, *, is_rtl: bool) -> None:
    run = paragraph.add_run(piece.text)
    run.bold = piece.is_strong or None
    properties = run._r.get_or_add_rPr()
    if is_rtl:
        if piece.is_strong:
            properties.append(OxmlElement("w:bCs"))
        properties.append(OxmlElement("w:rtl"))
    language = piece.lang or brief.language
    # Latin letters in a document of Arabic script are of no language that is known.
    if language != "und" and (piece.lang or is_rtl == brief.is_rtl):
        mark = OxmlElement("w:lang")
        name = WORD_LANGUAGES.get(language, language)
        mark.set(qn("w:bidi" if is_rtl else "w:val"), name)
        properties.append(mark)


def _table(document: Any, table: Table, brief: Brief) -> None:
    made = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    if brief.is_rtl:
        made._tbl.tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_BIDI_VISUAL)
    made.autofit = not table.widths
    shares = table.widths or (1,) * len(table.header)
    widths = [LINE * share // sum(shares) for share in shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Emu(width)
    twentieths = [round(Emu(width).pt * 20) for width in widths]
    header = [(Run(words, is_strong=True),) for words in table.header]
    made._tbl.remove(made.rows[0]._tr)
    for row in rows_of([header, *table.rows], brief, twentieths):
        made._tbl.append(row)
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
