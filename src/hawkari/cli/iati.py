"""`hawkari iati`: files of aid data, checked offline against the official schema and rules."""

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.output import print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.iati import ActivityVerdict, FileVerdict, Finding

__all__ = ["register"]

_WRONG = 1


def register(app: typer.Typer) -> None:
    """Add the group to the command tree."""
    group = typer.Typer(name="iati", help="Aid data: IATI 2.03.", no_args_is_help=True)
    group.callback()(_group)
    group.command("validate")(validate)
    app.add_typer(group)


def _group() -> None:
    """Files of IATI 2.03. Nothing is looked up or sent."""


def validate(
    file: Annotated[str, typer.Argument(help="an IATI 2.03 file; - is standard input")],
    today: Annotated[
        str,
        typer.Option("--today", help="YYYY-MM-DD: judge as on that day", show_default="today"),
    ] = "",
    codes: Annotated[
        bool, typer.Option("--codes", help="also list codes that their code list does not have")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object as the last line")
    ] = False,
) -> None:
    """Say what the official schema and rules find wrong in a file, activity by activity.

    Every activity is judged alone, so one bad one does not hide the others; the file as a whole
    has its own verdict. Rules have their official ids. Ten of them need the publishers' registry
    and are named as not evaluated: they are neither passed nor failed. Files of organisations
    are judged by their own schema and rules.

    Exit code 0: nothing wrong but warnings; 1: errors; 4: the file cannot be read, or declares a
    document type.
    """
    day = _day(today)
    verdict = _judge(file, day, codes=codes, tell=not as_json)
    if as_json:
        print_json(_as_json(verdict))
    else:
        sys.stdout.write(_summary(verdict))
    if verdict.has_errors:
        raise typer.Exit(_WRONG)


def _day(text: str) -> date:
    if not text:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(
            f"{text[:40]} is no day", "Write it as 2025-03-31", where=("--today",)
        ) from error


def _judge(file: str, day: date, *, codes: bool, tell: bool) -> "FileVerdict":
    from hawkari.cli.iati_progress import reading_progress
    from hawkari.engines.iati import Checking

    verdicts: dict[str, ActivityVerdict] = {}
    with reading_progress(file) as progress:
        source = sys.stdin.buffer if file == "-" else file
        checking = Checking(source, today=day, progress=progress, codes=codes)
        for name, verdict in checking.named():
            verdicts[name] = verdict
            if tell:
                _tell(name, (*verdict.xsd_errors, *verdict.findings, *verdict.codes))
    whole = checking.verdict(verdicts)
    if tell:
        _tell(file, whole.xsd_errors)
    return whole


def _tell(name: str, findings: Iterable["Finding"]) -> None:
    for found in findings:
        sys.stdout.write(
            f"{name}, line {found.line}: {found.severity} {found.rule}: {found.words}"
            f" ({found.path})\n"
        )


def _as_json(verdict: "FileVerdict") -> dict[str, Any]:
    return {
        "file_xsd_valid": verdict.xsd_valid,
        "activities": {
            name: {"xsd_valid": one.xsd_valid, "rules": one.rules}
            for name, one in verdict.activities.items()
        },
    }


def _summary(verdict: "FileVerdict") -> str:
    all_of = verdict.activities.values()
    invalid = sum(not one.xsd_valid for one in all_of)
    failing = sum(any(f.severity == "error" for f in one.findings) for one in all_of)
    warned = sum(bool(one.rules) and not one.has_errors for one in all_of)
    said = ""
    if verdict.version not in {"", "2.03"}:
        said = f"The file says it follows version {verdict.version[:20]}; it was judged by 2.03.\n"
    return (
        f"{said}{len(verdict.activities)} activities: {invalid} not taken by the schema, {failing} "
        f"failing rules, {warned} with warnings only. The file is "
        f"{'valid' if verdict.xsd_valid else 'not valid'} to the schema.\n"
        f"Not evaluated, as they need the publishers' registry: "
        f"{', '.join(verdict.not_evaluated)}.\n"
    )
