"""Papers of a course: a session's list with a code beside each name, and a test's questions.

Both are made with the shipped fonts only, so that they look the same on every machine, and need no
network: a code is read by any app that scans QR codes into a file.
"""

import json
from datetime import UTC, datetime, time
from importlib import resources
from typing import Any

import qrcode
import typst
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language_info, gettext, override

from hawkari.desks.programme.learning import LETTERS, code_of
from hawkari.desks.programme.models import EnrolmentStatus
from hawkari.desks.programme.services.attending import view_session
from hawkari.desks.programme.services.testing import paper_of, view_test
from hawkari.desks.programme.services.training_access import record_training
from hawkari.errors import BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import Act

__all__ = ["printed_paper", "qr_drawing", "session_list"]

QUIET = 4
"""Modules left white around a code, as its standard asks."""


def session_list(access: Access, reference: str, number: int) -> bytes:
    """The list of a session as PDF, in the course's language; audited.

    Raises:
        AccessDenied: if the role may not.
        NotFound: if there is no such session.
    """
    session, people = view_session(access, reference, number)
    course = session.course
    with override(course.language):
        rows = [
            {
                "number": str(who.number),
                "name": who.names.get(course.language) or who.name,
                "unit": who.unit,
                "code": qr_drawing(
                    code_of(session.key, course.reference, session.number, trainee=who.number)
                ),
            }
            for who, _ in people
            if who.status == EnrolmentStatus.ENROLLED
        ]
        data = {
            **_frame(course.language),
            "title": course.title,
            "facts": [course.reference, course.place, session.day.isoformat(), session.topic],
            "head": [gettext("Name"), gettext("Signature"), gettext("Code")],
            "note": gettext("Scan a code with any app, and load the file that it writes."),
            "rows": rows,
        }
    return _pdf("session.typ", data, session.day)


def printed_paper(access: Access, reference: str, when: str, *, language: str) -> bytes:
    """The paper of a test as PDF; questions without that language stand in English. Audited.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if no test is drawn.
        NotFound: if there is no such course.
    """
    with transaction.atomic():
        view = view_test(access, reference, when)
        if view.drawn is None:
            raise BadInput("no test is drawn", "Draw it first.")
        paper = paper_of(view.drawn)
        record_training(
            access, Act.DISCLOSE, reference, count=len(paper), step="paper", when=when,
            language=language,
        )  # fmt: skip
    with override(language):
        questions = []
        for one in paper:
            own = language if language in one.words else "en"
            said = one.words[own]
            questions.append(
                {
                    "text": said["text"],
                    "rtl": get_language_info(own)["bidi"],
                    "options": list(zip(LETTERS, said["options"], strict=False)),
                    "drafted": one.reviewed_by_id is None,
                }
            )
        data = {
            **_frame(language),
            "title": view.course.title,
            "facts": [view.course.reference, view.course.place],
            "blanks": [gettext("Number in the class list"), gettext("Day"), gettext("Minutes")],
            "note": gettext("Tick one letter for each question."),
            "unread": gettext("Some of these questions were read by nobody yet."),
            "questions": questions,
        }
    return _pdf("paper.typ", data, view.course.first)


def _frame(language: str) -> dict[str, Any]:
    return {"lang": language, "rtl": get_language_info(language)["bidi"], "page": gettext("Page")}


def _pdf(template: str, data: dict[str, Any], day: Any) -> bytes:
    source = resources.files("hawkari.desks.programme") / "resources" / template
    document = typst.compile(
        source.read_bytes(),
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=typst.Fonts(
            include_system_fonts=False, font_paths=[str(settings.DOCUMENT_FONTS)]
        ),
        timestamp=datetime.combine(day, time(), UTC),
    )
    return bytes(document)


def qr_drawing(text: str) -> str:
    """A QR code as SVG: one path, black on white, with its quiet zone."""
    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows) + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}"/></svg>'
    )
