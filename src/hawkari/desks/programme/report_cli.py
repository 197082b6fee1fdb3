"""The quarterly report by command: a document whose every figure names the rows it rests on."""

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.desks.programme.command_line import AsJson, Operation, local_access
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.desks.programme.services.reports import Made
    from hawkari.evidence.access import Access

__all__ = ["register"]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the command ``report`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """

    @group.command("report")
    def report(  # noqa: PLR0913  one for each option
        *,
        quarter: Annotated[str, typer.Option(help="For example 2025Q1.")],
        known_on: Annotated[
            str, typer.Option(help="Tell what was known on this day, e.g. 2025-06-30; else today.")
        ] = "",
        lang: Annotated[str, typer.Option(help="en, ar or ckb.")] = "en",
        out: Annotated[
            str,
            typer.Option(
                help="The file to write, else one with its own name; - is standard output."
            ),
        ] = "",
        form: Annotated[
            str, typer.Option("--format", help="docx, pdf or ods; else by the file's name.")
        ] = "",
        site: Annotated[
            str, typer.Option(help="Address of the installation, so that each row is a link.")
        ] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Write the report of a quarter: each figure with the rows that it was counted from.

        With --json every figure and its rows are printed too, to be added up again. A figure that
        does not follow from its rows is not reported: then there is no document, and exit 4.

        With --known-on only what was recorded, approved and not withdrawn by the end of that day
        counts; what cannot be told as of that day is left out, and the report says so.
        """
        if out == "-" and as_json:
            raise BadInput("two things cannot go to standard output", "Give a file as --out.")
        open_installation()
        words = {"quarter": quarter, "language": lang, "site": site, "known_on": known_on}
        ending = Path(out).suffix.removeprefix(".").lower()
        made = _made(local_access(operation), words, form, ending=ending)
        out = out or made.name
        _write(out, made.content)
        if as_json or out != "-":
            typer.echo(_said(made, out, as_json=as_json))


def _made(access: "Access", words: Mapping[str, str], form: str, *, ending: str) -> "Made":
    """The report in the format that is asked for, else by the file's name, else as Word."""
    from django.conf import settings  # noqa: PLC0415  Django is set up only now

    from hawkari.desks.programme.services.reports import (  # noqa: PLC0415
        FORMATS,
        Asked,
        make_report,
    )

    asked = Asked(**words, form=form or (ending if ending in FORMATS else "docx"))
    return make_report(access, asked, fonts=settings.DOCUMENT_FONTS)


def _said(made: "Made", out: str, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({"file": out, **_told(made)}, ensure_ascii=False, default=str)
    lines = made.told.report.lines
    rows = sum(len(line.rows) for line in lines)
    known_on = made.told.report.known_on
    return f"{out}: {len(lines)} figures on {rows} rows, as known on {known_on}"


def _told(made: "Made") -> dict[str, Any]:
    report = made.told.report
    return {
        "quarter": made.told.period.name,
        "known_on": report.known_on,
        "known": report.known,
        "language": report.language,
        "said": [one for section in report.sections for one in section.said],
        "sha256": made.sha256,
        "figures": [
            {
                "number": line.number,
                "key": line.key,
                "words": line.words,
                "value": line.value,
                "unit": line.unit,
                "follows": line.follows.name.lower(),
                "note": line.note,
                "rows": [
                    {"ref": row.ref, "url": row.path, "value": row.adds, "at": row.at}
                    for row in line.rows
                ],
            }
            for line in report.lines
        ],
    }


def _write(out: str, content: bytes) -> None:
    try:
        if out == "-":
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        else:
            Path(out).write_bytes(content)
    except (OSError, ValueError) as error:
        raise BadInput("the file cannot be written", "Choose another one.", where=(out,)) from error
