"""The public view as a file to hand out: a page, a table, or for programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import override

from hawkari.desks.programme.services.public_view import PublicItem
from hawkari.desks.spreadsheets import csv_text
from hawkari.errors import BadInput

__all__ = ["FORMS", "LANGUAGES", "public_file"]

FORMS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}
"""Kinds of file, each with its media type."""
LANGUAGES = ("en", "ar", "ckb")
_ITEM = ("reference", "parent", "kind", "strand", "name")
_CLAIM = (
    "attribute", "value", "language", "amount", "currency", "bound", "day", "reported_by", "url",
    "published_on", "retrieved_on", "quotation", "status",
)  # fmt: skip


def public_file(items: Sequence[PublicItem], form: str, *, language: str, day: date) -> bytes:
    """The public view as the bytes of a file.

    Args:
        items: of the public view, in order.
        form: of `FORMS`.
        language: of the words around the data, of `LANGUAGES`; programs get every language.
        day: of which it is.

    Raises:
        BadInput: if the kind of file or the language is not known.
    """
    if form not in FORMS:
        raise BadInput(f"there is no kind of file {form[:10]!r}", f"Use {', '.join(FORMS)}.")
    if language not in LANGUAGES:
        raise BadInput(f"there is no language {language[:10]!r}", f"Use {', '.join(LANGUAGES)}.")
    if form == "json":
        return _json(items, day)
    if form == "csv":
        return csv_text(_rows(items)).encode("utf-8-sig")
    with override(language):
        context = {
            "items": items, "day": day, "language": language, "rtl": language != "en",
            "look": format_html("<style>{}</style>", _look()),
        }  # fmt: skip
        return render_to_string("programme/public_file.html", context).encode()


@cache
def _look() -> str:
    # In the file itself: it is handed out alone, and opened from a folder.
    path = resources.files("hawkari.desks.programme") / "resources" / "public_file.css"
    return path.read_text(encoding="utf-8")


def _json(items: Sequence[PublicItem], day: date) -> bytes:
    said = {"of": day.isoformat(), "items": [asdict(one) for one in items]}
    return json.dumps(said, ensure_ascii=False, indent=1, default=_plain).encode()


def _plain(value: Any) -> str:
    if isinstance(value, Decimal | date):
        return str(value)
    raise TypeError(type(value))


def _rows(items: Iterable[PublicItem]) -> Iterator[Sequence[object]]:
    """A row a claim; an attribute that nobody says anything of has its row too."""
    yield (*_ITEM, *_CLAIM, "published")
    for item in items:
        head = [getattr(item, name) for name in _ITEM]
        for cell in item.cells:
            for claim in cell.claims:
                yield (*head, *(getattr(claim, name) for name in _CLAIM), "yes")
            if not cell.claims:
                yield (*head, cell.attribute, *[""] * (len(_CLAIM) - 1), "no")
