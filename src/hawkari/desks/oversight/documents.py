"""A released export as a PDF: in the reader's language, each value in its own direction."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language, get_language_bidi, gettext

from hawkari.engines import names

__all__ = ["subject_export_pdf"]

LANGUAGE = re.compile("[a-z]{2,3}")


def subject_export_pdf(data: Mapping[str, Any], *, handling: str, fonts: Path) -> bytes:
    """The PDF of what `export_data` gives.

    Args:
        data: the export.
        handling: handling line of every sheet.
        fonts: folder of the fonts for Arabic script; no font of the machine is used.
    """
    language = (get_language() or "en").split("-")[0]
    page = {
        "title": gettext("What is held on a person"),
        "author": "Hawkari",
        "lang": language,
        "rtl": get_language_bidi(),
        "handling": handling,
        "person": _piece(data["person"]),
        "facts": _facts(data),
        "parts": [_released(data), _withheld(data), _received(data)],
    }
    template = resources.files("hawkari.desks.oversight") / "resources" / "subject-export.typ"
    document = typst.compile(
        template.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(page, ensure_ascii=False)},
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]),
    )
    return bytes(document)


def _piece(words: str, lang: str = "") -> dict[str, Any]:
    """Words with the direction of their script, and their language where it is known."""
    is_rtl = names.script_of(words) is names.Script.ARABIC
    usual = "ar" if is_rtl else "en"
    return {"text": words, "rtl": is_rtl, "lang": lang if LANGUAGE.fullmatch(lang) else usual}


def _facts(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    facts = (
        (gettext("Asked by"), data["requester"]),
        (gettext("Reference"), data["reference"]),
        (gettext("Subject category"), ", ".join(data["categories"])),
        (gettext("Made"), data["made"]),
    )
    return [{"label": label, "value": _piece(words)} for label, words in facts if words]


def _part(
    heading: str, note: str, *, header: Iterable[str], columns: list[int], rows: list[list[Any]]
) -> dict[str, Any]:
    return {
        "heading": heading,
        "note": note,
        "header": list(header),
        "columns": columns,
        "rows": rows,
    }


def _released(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [
            one["label"],
            _piece(_said(one), one["lang"]),
            _piece(f"{one['agency']}, {one['source']}"),
            _piece(f"{one['grade']} {one['handling']}"),
            _piece(one["recorded"]),
        ]
        for one in data["released"]
    ]
    return _part(
        gettext("What is held"),
        "" if rows else gettext("Nothing can be told."),
        header=(
            gettext("Property"),
            gettext("Value"),
            gettext("Agency and source"),
            gettext("Grade"),
            gettext("Recorded"),
        ),
        columns=[3, 5, 4, 2, 3],
        rows=rows,
    )


def _said(one: Mapping[str, Any]) -> str:
    return f"{one['value']} ({one['as_written']})" if one["as_written"] else str(one["value"])


def _withheld(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = [[_piece(one["authority"]), _piece(str(one["rows"]))] for one in data["withheld"]]
    return _part(
        gettext("What is withheld"),
        gettext("Withheld rows are counted, not shown.") if rows else gettext("Nothing."),
        header=(gettext("Under which rule"), gettext("Rows")),
        columns=[6, 1],
        rows=rows,
    )


def _received(data: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [_piece(one["recipient"]), _piece(one["medium"]), _piece(one["at"])]
        for one in data["received"]
    ]
    return _part(
        gettext("Who received it"),
        "" if rows else gettext("Nobody, as far as is recorded."),
        header=(gettext("Recipient"), gettext("How"), gettext("Date")),
        columns=[4, 2, 2],
        rows=rows,
    )
