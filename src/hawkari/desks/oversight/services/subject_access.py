"""A released export as a file for whoever takes it to the person who asked."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext

from hawkari.desks.oversight.documents import subject_export_pdf
from hawkari.evidence.access import Access
from hawkari.evidence.subject_access import export_data, release

__all__ = ["Document", "released_json", "released_pdf"]


@dataclass(frozen=True, slots=True)
class Document:
    """A file to hand to the user who asked for it."""

    name: str
    media_type: str
    content: bytes


def released_pdf(access: Access, export_id: int, *, fonts: Path) -> Document:
    """An approved export as a PDF in the language in use; recorded and audited as a disclosure.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the export is not approved, or what is held has changed since.
    """
    data = export_data(release(access, export_id), made=access.today)
    handling = gettext("C: for the person named only; ask the originator before acting")
    content = subject_export_pdf(data, handling=handling, fonts=fonts)
    return Document(f"subject-export-{export_id}.pdf", "application/pdf", content)


def released_json(access: Access, export_id: int) -> Document:
    """An approved export as JSON in UTF-8; recorded and audited as a disclosure.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if the export is not approved, or what is held has changed since.
    """
    data = export_data(release(access, export_id), made=access.today)
    content = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return Document(f"subject-export-{export_id}.json", "application/json", content)
