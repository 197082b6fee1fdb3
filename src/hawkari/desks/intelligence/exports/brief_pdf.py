"""A brief as a PDF, by typst: the same words as in the Word document, with the shipped fonts."""

import json
import re
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from hawkari.desks.intelligence.brief import Brief, Run, Section, Table

__all__ = ["data_of", "write_brief_pdf"]

LANGUAGE = re.compile("[a-z]{2,3}")


def write_brief_pdf(brief: Brief, *, fonts: Path) -> bytes:
    """The document's bytes, tagged so that it can be read aloud; equal for equal briefs.

    Args:
        brief: what it says.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    template = resources.files("hawkari.desks.intelligence") / "resources" / "brief.typ"
    document = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data_of(brief), ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=brief.made_at.replace(microsecond=0),
    )
    return bytes(document)


def data_of(brief: Brief) -> dict[str, Any]:
    """The brief as the template takes it: every line in pieces of one direction each."""
    made = brief.made_at
    return {
        "title": _line(brief.title, brief),
        "romanised": _line((Run.of(brief.romanised),), brief) if brief.romanised else [],
        "author": brief.author,
        "made": [made.year, made.month, made.day],
        "lang": brief.language,
        "rtl": brief.is_rtl,
        "handling": _line((Run(brief.handling_line),), brief),
        "handling-text": brief.handling_line,
        "page": brief.labels.page,
        "facts": [_line(brief.fact(label, words), brief) for label, words in brief.facts],
        "parts": [_part(one, brief) for one in brief.parts],
    }


def _part(section: Section, brief: Brief) -> dict[str, Any]:
    picture = section.picture
    return {
        "heading": _line((Run(section.heading),), brief),
        "level": section.level,
        "note": _line((Run(section.note),), brief),
        "picture": None if picture is None else {"svg": picture.svg, "words": picture.words},
        "sentences": [
            {"said": _line(one.runs, brief), "note": _line(brief.footnote(one), brief)}
            for one in section.sentences
        ],
        "bullets": [_line((Run(one),), brief) for one in section.bullets],
        "table": None if section.table is None else _table(section.table, brief),
    }


def _table(table: Table, brief: Brief) -> dict[str, Any]:
    return {
        "widths": list(table.widths),
        "header": [_line((Run(words, is_strong=True),), brief) for words in table.header],
        "rows": [[_line(runs, brief) for runs in row] for row in table.rows],
    }


def _line(runs: Iterable[Run], brief: Brief) -> list[dict[str, Any]]:
    """Pieces of one direction each, with the language that shapes them."""
    return [
        {
            "text": text,
            "rtl": is_rtl,
            "lang": _language(run.lang or brief.language, is_rtl=is_rtl),
            "strong": run.is_strong,
        }
        for run in runs
        for text, is_rtl in run.pieces(in_rtl=brief.is_rtl)
        if text
    ]


def _language(lang: str, *, is_rtl: bool) -> str:
    """A language that typst knows; the usual one of the script where there is none."""
    usual = "ar" if is_rtl else "en"
    return lang if lang != "und" and LANGUAGE.fullmatch(lang) else usual
