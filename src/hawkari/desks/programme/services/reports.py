"""The quarterly report: its figures, each followed to its rows, and the document made of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext, override

from hawkari.desks.programme.figures import Table
from hawkari.desks.programme.reporting.composing import Days, Report, compose
from hawkari.desks.programme.reporting.pdf import pdf_of
from hawkari.desks.programme.reporting.sheets import sheets_of
from hawkari.desks.programme.reporting.word import word_of
from hawkari.desks.programme.services.access import require_reading
from hawkari.desks.programme.services.known_on import known_on
from hawkari.desks.programme.services.report_parts import period_of, tables_of, untraced
from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.indicators import Period
from hawkari.evidence.models import Act

__all__ = ["FORMATS", "LANGUAGES", "Asked", "Made", "Told", "make_report", "tell_quarter"]

LANGUAGES = ("en", "ar", "ckb")
FORMATS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""Each format that the report is written in, and its media type."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A report as it is asked for.

    Attributes:
        quarter: e.g. ``2025Q1``.
        language: one of `LANGUAGES`.
        form: one of `FORMATS`.
        site: address of the installation, so that each row is a link; empty where not known.
        known_on: the day whose knowledge is told, e.g. ``2025-06-30``; empty for today.
    """

    quarter: str
    language: str
    form: str = "docx"
    site: str = ""
    known_on: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of a quarter, as a report of it."""

    period: Period
    tables: tuple[Table, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class Made:
    """A report as a file."""

    content: bytes
    sha256: str
    name: str
    media_type: str
    told: Told


def tell_quarter(access: Access, asked: Asked) -> Told:
    """The figures of a quarter in a language, each with its rows; audited by each part.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such quarter, day or language, the quarter had not begun by the
            day, the day is still to come, or a figure does not follow from its rows.
    """
    require_reading(access)
    period = period_of(asked.quarter)
    if asked.language not in LANGUAGES:
        raise BadInput(
            f"there is no report in {asked.language[:20]!r}",
            f"Choose one of {', '.join(LANGUAGES)}.",
            where=("language",),
        )
    known = known_on(asked.known_on, access.today)
    day = known.until(access.today)
    if period.first > access.today:
        raise BadInput("this quarter has not begun", "Choose another one.", where=("quarter",))
    if period.first > day:
        raise BadInput(
            f"this quarter had not begun on {day}", "Give a later day.", where=("known_on",)
        )
    with override(asked.language), transaction.atomic():
        tables = tables_of(access, period, known)
        broken = untraced(tables)
        if broken:
            raise BadInput(f"these do not follow from their rows: {', '.join(broken[:5])}")
        handling = gettext("Internal view: leaves only through the rules of publication.")
        days = Days(made_on=access.today, known_on=day)
        report = compose(tables, period, days, handling=handling, site=asked.site)
        audit.record(
            Act.CONSULT, access=access, count=len(report.lines),
            detail={
                "what": "report", "quarter": period.name, "language": asked.language,
                "known_on": str(day),
            },
        )  # fmt: skip
    return Told(period, tables, report)


def make_report(access: Access, asked: Asked, *, fonts: Path) -> Made:
    """A quarter's report as a file; that it was handed out is audited with its hash.

    Args:
        access: who asks.
        asked: quarter, language, format.
        fonts: folder of the fonts for Arabic script.

    Raises:
        AccessDenied: if the role may not.
        BadInput: if there is no such quarter, language or format, or no report can be made.
    """
    require_reading(access)
    if asked.form not in FORMATS:
        raise BadInput(
            f"there is no format {asked.form[:20]!r}",
            f"Choose one of {', '.join(FORMATS)}.",
            where=("format",),
        )
    told = tell_quarter(access, asked)
    writers: dict[str, Callable[[Report], bytes]] = {
        "docx": word_of,
        "pdf": lambda report: pdf_of(report, fonts=fonts),
        "ods": sheets_of,
    }
    content = writers[asked.form](told.report)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        audit.record(
            Act.DISCLOSE, access=access, count=len(told.report.lines),
            detail={
                "what": "report", "quarter": told.period.name, "language": asked.language,
                "form": asked.form, "known_on": str(told.report.known_on), "sha256": digest,
            },
        )  # fmt: skip
    report = told.report
    then = "" if report.known_on == report.made_on else f"-known-{report.known_on}"
    name = f"report-{told.period.name}{then}-{asked.language}.{asked.form}"
    return Made(content, digest, name, FORMATS[asked.form], told)
