"""The whole history of a case on paper, by typst, with the shipped fonts only."""

import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext

from hawkari.desks.returns import words
from hawkari.desks.returns.history_sections import Line, Section, sections_of
from hawkari.desks.returns.services.history import History
from hawkari.engines import names

__all__ = ["history_pdf"]


def history_pdf(history: History, *, by: str, handling: str, fonts: Path) -> bytes:
    """The document's bytes, tagged so that it can be read aloud.

    Args:
        history: of the case.
        by: user name of who prints it.
        handling: the line on every sheet.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    made = history.read_at.replace(microsecond=0)
    page = {
        "title": gettext("Decision history of a case"),
        "lang": (get_language() or "en").split("-")[0],
        "rtl": get_language_bidi(),
        "handling": handling,
        "reference": _value(history.case.reference),
        "page": gettext("Page"),
        "made": [made.year, made.month, made.day],
        "facts": [_line(one) for one in _facts(history, by)],
        "parts": [_part(one) for one in sections_of(history)],
    }
    template = resources.files("hawkari.desks.returns") / "resources" / "history.typ"
    document = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
        timestamp=made,
    )
    return bytes(document)


def _facts(history: History, by: str) -> Iterable[Line]:
    yield gettext("Case"), history.case.reference
    yield gettext("Person"), history.case.person.name
    yield gettext("Stands at"), str(words.word(words.STATES, str(history.facts.state or "")))
    yield gettext("Printed by"), by
    yield gettext("Printed (UTC)"), f"{timezone.localtime(history.read_at):%Y-%m-%d %H:%M}"
    yield gettext("Basis"), gettext("Not legal advice; no rule was verified by a qualified person.")


def _part(section: Section) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "note": section.note,
        "header": list(section.header),
        "widths": list(section.widths),
        "rows": [
            [{"lines": [_line(one) for one in cell.lines]} for cell in row] for row in section.rows
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    label, said = line
    return {"label": label, "value": _value(said)}


def _value(said: str) -> dict[str, Any]:
    return {"text": said, "rtl": names.script_of(said) is names.Script.ARABIC}
