"""The report as a PDF, by typst, with the shipped fonts only: the same file for the same report."""

import json
from datetime import UTC, datetime, time
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hawkari.desks.programme.formats import number_words
from hawkari.desks.programme.reporting.composing import Line, Report
from hawkari.engines import names

__all__ = ["pdf_of"]


def pdf_of(report: Report, *, fonts: Path) -> bytes:
    """The document's bytes, tagged so that it can be read aloud.

    Args:
        report: put together in one language.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    template = resources.files("hawkari.desks.programme.reporting") / "resources" / "report.typ"
    document = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(_data(report), ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=datetime.combine(report.made_on, time(), UTC),
    )
    return bytes(document)


def _data(report: Report) -> dict[str, Any]:
    labels = report.labels
    return {
        "title": report.title,
        "lang": report.language,
        "rtl": report.is_rtl,
        "handling": report.handling,
        "made": [report.made_on.year, report.made_on.month, report.made_on.day],
        "facts": [{"label": label, "value": _value(words)} for label, words in report.facts],
        "header": [labels.figure, labels.value, labels.rests_on],
        "annex": labels.annex,
        "annex-header": [labels.row, labels.day, labels.adds],
        "page": labels.page,
        "parts": [
            {
                "heading": _value(section.heading),
                "said": [{"text": one, "rtl": report.is_rtl} for one in section.said],
                "lines": [_line(line) for line in section.lines],
            }
            for section in report.sections
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "number": line.number,
        "words": _value(line.words),
        "said": _value(line.said),
        "rests": _value(line.rests_on),
        "note": _value(line.note),
        "rows": [
            {
                "ref": _value(row.ref),
                "url": row.url,
                "path": row.path,
                "at": str(row.at or ""),
                "adds": "" if row.adds is None else number_words(row.adds),
            }
            for row in line.rows
        ],
    }


def _value(said: str) -> dict[str, Any]:
    return {"text": said, "rtl": names.script_of(said) is names.Script.ARABIC}
