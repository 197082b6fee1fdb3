"""The report as a spreadsheet (ODS): each figure is a formula over its rows on the second sheet."""

import io
from decimal import Decimal
from typing import Any

from odfdo import Cell, Document, Link, Paragraph, Row, Table

from hawkari.desks.programme.reporting.composing import Line, Report
from hawkari.desks.programme.services.report_parts import Trace

__all__ = ["sheets_of"]

RIGHT_TO_LEFT = (
    '<style:style style:name="rtl" style:family="table" style:master-page-name="Default">'
    '<style:table-properties table:display="true" style:writing-mode="rl-tb"/></style:style>'
)


def sheets_of(report: Report) -> bytes:
    """The spreadsheet's bytes: figures first, then the rows that they are added up from.

    Args:
        report: put together in one language.
    """
    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = report.title
    document.meta.language = {"ckb": "ckb-IQ", "ar": "ar-IQ"}.get(report.language, "en-GB")
    style = None
    if report.is_rtl:
        style = document.insert_style(RIGHT_TO_LEFT, automatic=True)
    labels = report.labels
    figures = Table(labels.figures_sheet, style=style)
    rows = Table(labels.rows_sheet, style=style)
    for words in (report.title, report.handling, *(f"{one}: {two}" for one, two in report.facts)):
        figures.append_row(_row(words))
    rows.append_row(_row("№", labels.figure, labels.row, labels.day, labels.adds))
    at = 2
    for section in report.sections:
        figures.append_row(_row(""))
        figures.append_row(_row(section.heading))
        for sentence in section.said:
            figures.append_row(_row("", sentence))
        figures.append_row(_row("№", labels.figure, labels.value, "", labels.rests_on))
        for line in section.lines:
            figures.append_row(_figure(line, labels.rows_sheet, at))
            for behind in _behind(line):
                rows.append_row(behind)
            at += len(line.rows)
    document.body.append(figures)
    document.body.append(rows)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _figure(line: Line, sheet: str, first: int) -> Any:
    row = _row(line.number, line.words)
    row.append_cell(_value(line, sheet, first))
    for words in (line.unit, line.rests_on, line.note):
        row.append_cell(_cell(words))
    return row


def _value(line: Line, sheet: str, first: int) -> Any:
    """A figure as a formula where it is added up or counted; else as it is, or in words."""
    last = first + len(line.rows) - 1
    if line.value is None:
        return _cell(line.said)
    if line.rows and line.follows is Trace.SUM:
        formula = f"of:=SUM([$'{sheet}'.$E${first}:.$E${last}])"
    elif line.rows and line.follows is Trace.COUNT:
        formula = f"of:=COUNTA([$'{sheet}'.$C${first}:.$C${last}])"
    else:
        return Cell(value=line.value)
    return Cell(value=line.value, formula=formula)


def _behind(line: Line) -> list[Any]:
    found = []
    for one in line.rows:
        row = _row(line.number, line.words)
        cell = Cell(value=one.ref)
        if one.url:
            cell.clear()
            paragraph = Paragraph()
            paragraph.append(Link(one.url, text=one.ref))
            cell.append(paragraph)
            cell.type = "string"
        row.append_cell(cell)
        row.append_cell(_cell("" if one.at is None else str(one.at)))
        row.append_cell(_cell("") if one.adds is None else Cell(value=one.adds))
        found.append(row)
    return found


def _row(*values: str | int) -> Any:
    row = Row()
    for one in values:
        row.append_cell(_cell(one))
    return row


def _cell(value: str | int) -> Any:
    if value == "":
        return Cell()
    return Cell(value=Decimal(value) if isinstance(value, int) else value)
