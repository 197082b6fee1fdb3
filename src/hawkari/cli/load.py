"""`hawkari load`: partners' files into the evidence store, each with a report."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.load_asking import ask
from hawkari.cli.load_progress import load_progress
from hawkari.cli.load_proposal import proposal_text
from hawkari.cli.load_refused import check_target, write_refused
from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.evidence.access import Access
    from hawkari.evidence.loading.files import LoadReport, Terms

__all__ = ["load_command", "register"]

WITH_REFUSED_ROWS = 3
REFUSED = 4
SHOWN_REFUSALS = 20
CODES = ("tlp", "pap", "gsc", "europol", "europol_text")

# One line an option below: help texts stand here.
Files = Annotated[
    list[Path] | None, typer.Argument(help="Files to load, of any kind that is read.")
]
Agency = Annotated[str, typer.Option(help="Whose data it is: its short name.")]
Source = Annotated[str, typer.Option(help="The dataset: its short name.")]
Grade = Annotated[
    str,
    typer.Option(help="3x5x2 grade of everything in it; the known source's if not given, else 2D."),
]
Handling = Annotated[
    str,
    typer.Option(help="P, or C with a --condition; the known source's if not given, else P."),
]
Words = Annotated[str, typer.Option(help="The words of handling C.")]
Named = Annotated[
    list[str] | None, typer.Option(help="An agency that satisfies the condition; repeatable.")
]
People = Annotated[
    list[str] | None,
    typer.Option(help="A user who satisfies the condition by name, as TLP:RED asks; repeatable."),
]
Until = Annotated[str, typer.Option(help="Last day of the condition, e.g. 2027-06-30.")]
Scheme = Annotated[
    str,
    typer.Option(
        help="Scheme that --grade is in: uk-3x5x2, uk-5x5x5, europol-4x4, admiralty-scale."
    ),
]
TrafficLight = Annotated[str, typer.Option(help="TLP 2.0 of everything in it.")]
PermissibleActions = Annotated[str, typer.Option(help="PAP of everything in it.")]
Classification = Annotated[
    str, typer.Option(help="UK security classification; nothing above OFFICIAL-SENSITIVE.")
]
Europol = Annotated[str, typer.Option(help="Europol handling codes, e.g. 'H0 H2'.")]
EuropolText = Annotated[str, typer.Option(help="The words of H3.")]
Country = Annotated[
    str, typer.Option(help="Two-letter country in which national phone numbers are dialled.")
]
Name = Annotated[str, typer.Option(help="Full name of a new source.")]
AgencyName = Annotated[str, typer.Option(help="Full name of a new agency.")]
DateOrder = Annotated[
    str,
    typer.Option(
        help="dmy, mdy or ymd: the order of a chat's or an extraction's dates, where the file "
        "does not tell."
    ),
]
Encoding = Annotated[str, typer.Option(help="Text encoding; detected if not given.")]
Mapping = Annotated[
    Path | None, typer.Option(help="JSON file saying what the columns mean; see the layouts page.")
]
Corrections = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="What a column of an unknown table means: 'COLUMN=MEANING', e.g. 'Tel=phone', "
        "'Born=birthDate:dmy', 'Shoe size=notes', 'Page=ignore'; repeatable.",
    ),
]
Slot = Annotated[str, typer.Option(help="What a newer file replaces; by default the file's name.")]
RefusedTo = Annotated[
    Path | None,
    typer.Option(
        "--refused", help="Write the refused rows to this new CSV file, to mend and load again."
    ),
]
Manifest = Annotated[
    Path | None, typer.Option(help="Load the files that a sample's manifest.json names.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Report; write nothing.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("load")(load_command)


def load_command(
    files: Files = None,
    agency: Agency = "",
    source: Source = "",
    grade: Grade = "",
    handling: Handling = "",
    condition: Words = "",
    condition_agency: Named = None,
    condition_user: People = None,
    condition_until: Until = "",
    scheme: Scheme = "",
    tlp: TrafficLight = "",
    pap: PermissibleActions = "",
    gsc: Classification = "",
    europol: Europol = "",
    europol_text: EuropolText = "",
    country: Country = "",
    name: Name = "",
    agency_name: AgencyName = "",
    encoding: Encoding = "",
    date_order: DateOrder = "",
    mapping: Mapping = None,
    corrections: Corrections = None,
    slot: Slot = "",
    manifest: Manifest = None,
    refused: RefusedTo = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Load partners' files: tables, lists, chats, entities; the file formats page names them all.

    The kind of a file is told by its content, its layout by its headers. For an unknown table each
    column's meaning is proposed; what is not certain is asked on a terminal, and said with --set
    elsewhere. The same file again changes nothing; a newer file of the same name in the same source
    adds what is new and retracts what it no longer says.

    Exit: 0 loaded, 3 loaded with refused rows, 4 a file was refused.
    """
    stated = _opened_terms()
    terms = stated(
        agency=agency,
        source=source,
        grade=grade,
        handling=handling,
        condition=_condition(condition, condition_until, (condition_agency, condition_user)),
        agency_name=agency_name,
        source_name=name,
        country=country,
        encoding=encoding,
        date_order=date_order.strip().lower(),
        mapping=_mapping(mapping),
        corrections=_corrections(corrections),
        slot=slot,
        scheme=scheme,
        codes=dict(zip(CODES, (tlp, pap, gsc, europol, europol_text), strict=True)),
    )
    _load_all(files or [], terms, manifest, refused=refused, dry_run=dry_run, as_json=as_json)


def _opened_terms() -> "type[Terms]":
    """Opens the installation, which whatever reads an option needs; what the options make."""
    from hawkari.cli.installation import open_installation

    open_installation()
    from hawkari.evidence.loading.files import Terms

    return Terms


def _load_all(
    files: list[Path],
    terms: "Terms",
    manifest: Path | None,
    *,
    refused: Path | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load each file, and tell what became of it."""
    results = _results(files, terms, manifest, refused=refused, dry_run=dry_run)
    _report_all(results, as_json=as_json)


def _report_all(results: "Iterator[LoadReport | BadInput]", *, as_json: bool) -> None:
    """Tell what became of each file as it is done; exit as the worst of them."""
    reports: list[LoadReport] = []
    errors: list[BadInput] = []
    for result in results:
        if isinstance(result, BadInput):
            errors.append(result)
            sys.stderr.write(proposal_text(_proposal(result)))
            sys.stderr.write(f"hawkari: {result}\n")
        else:
            reports.append(result)
            sys.stderr.write(proposal_text(result.proposal))
            sys.stderr.write(_told(result))
    if as_json:
        print_json(_as_json(reports, errors))
    if errors:
        raise typer.Exit(REFUSED)
    if any(report.refused_count for report in reports):
        raise typer.Exit(WITH_REFUSED_ROWS)


def _results(
    files: list[Path],
    terms: "Terms",
    manifest: Path | None,
    *,
    refused: Path | None,
    dry_run: bool,
) -> "Iterator[LoadReport | BadInput]":
    """What becomes of each file, named by the command or by a manifest."""
    _check_use(files, terms, manifest)
    if refused is not None and (manifest is not None or len(files) > 1):
        raise typer.BadParameter("--refused is for one file")
    from hawkari.evidence.loading.manifest import load_manifest
    from hawkari.evidence.sandbox import prepare

    prepare()
    access = _local_access()
    if manifest is not None:
        return load_manifest(manifest, access=access, watch=load_progress, dry_run=dry_run)
    return _load_files(files, terms, access, refused=refused, dry_run=dry_run)


def _condition(words: str, until: str, named: tuple[list[str] | None, list[str] | None]) -> Any:
    """The condition of the options; `named` are agencies and users who satisfy it."""
    from hawkari.evidence.loading.files import Condition

    agencies, users = named
    if not words and not agencies and not users and not until:
        return None
    try:
        last_day = date.fromisoformat(until) if until else None
    except ValueError as error:
        raise BadInput(f"{until!r} is no date", "Write it as 2027-06-30.") from error
    return Condition(words, tuple(agencies or ()), last_day, users=tuple(users or ()))


def _corrections(words: list[str] | None) -> dict[str, str]:
    from hawkari.evidence.loaders.proposing import read_corrections

    return read_corrections(words or [])


def _mapping(path: Path | None) -> Any:
    from hawkari.evidence.loaders.partner_files import open_binary

    if path is None:
        return None
    with open_binary(path) as stream:
        try:
            return json.loads(stream.read())
        except (ValueError, RecursionError) as error:
            raise BadInput(
                "the mapping is no JSON", "See docs/reference/layouts.md.", where=(path.name,)
            ) from error


def _load_files(
    files: list[Path],
    terms: "Terms",
    access: "Access",
    *,
    refused: Path | None,
    dry_run: bool,
) -> "Iterator[LoadReport | BadInput]":
    """Load one file after another; one that is refused does not stop the next."""
    from hawkari.evidence.loading.files import load_file

    asked = ask if sys.stdin.isatty() and sys.stderr.isatty() else None
    for path in files:
        try:
            check_target(refused)
            with load_progress(path.name) as progress:
                report = load_file(
                    path, terms, access=access, ask=asked, progress=progress, dry_run=dry_run
                )
        except BadInput as error:
            yield error
            continue
        yield report
        try:
            write_refused(refused, path, terms, access=access, report=report)
        except BadInput as error:
            yield error


def _local_access() -> "Access":
    from hawkari.evidence.access import open_access
    from hawkari.evidence.local import ensure_local_user

    user, operation = ensure_local_user()
    return open_access(user, operation.slug)


def _check_use(files: list[Path], terms: "Terms", manifest: Path | None) -> None:
    """Refuse options that do not go together."""
    if manifest is not None and files:
        raise typer.BadParameter("give files or --manifest, not both")
    if manifest is None and not (files and terms.agency and terms.source):
        raise typer.BadParameter("give files with --agency and --source, or --manifest")
    if terms.corrections and (manifest is not None or terms.mapping is not None):
        raise typer.BadParameter("--set goes with files, without --manifest and --mapping")
    if terms.slot and len(files) > 1:
        raise typer.BadParameter("--slot is for one file")


def _told(report: "LoadReport") -> str:
    """A report as lines for a person."""
    if report.status == "unchanged":
        return f"{report.file}: unchanged since it was last loaded into {report.source}\n"
    verb = {"tried": "would give", "resumed": "resumed and added"}.get(report.status, "added")
    lines = [
        f"{report.file}: {report.rows:,} rows, {verb} {report.statements_added:,} statements, "
        f"retracted {report.statements_retracted:,}, refused {report.refused_count:,} "
        f"({report.layout}, {report.seconds:.1f} s)"
    ]
    if report.statements_repeated is not None:
        repeated = report.statements_repeated
        stood = report.statements_read - repeated - report.statements_added
        lines += [f"  {stood:,} statements stood already"] if stood > 0 else []
        lines += [f"  {repeated:,} statements said more than once"] if repeated > 0 else []
    if report.figures:
        lines.append(f"  {report.figures:,} numbers of a public series")
    for one in report.refused[:SHOWN_REFUSALS]:
        place = f"row {one.row}" + (f", {one.field}" if one.field else "")
        lines.append(f"  {place}: {one.problem}. {one.remedy}")
    more = report.refused_count - min(SHOWN_REFUSALS, len(report.refused))
    if more > 0:
        lines.append(f"  and {more:,} more")
    if report.unused:
        names = ", ".join(f"{name} ({count:,})" for name, count in report.unused.items())
        lines.append(f"  not used: {names}")
    return "\n".join(lines) + "\n"


def _proposal(error: BadInput) -> dict[str, Any] | None:
    """What was proposed for a file whose columns are not certain; None for any other error."""
    proposal = getattr(error, "proposal", None)
    return None if proposal is None else proposal.as_data()


def _as_json(reports: "list[LoadReport]", errors: list[BadInput]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "rows": sum(report.rows for report in reports),
        "statements": sum(report.statements_added for report in reports),
        "retracted": sum(report.statements_retracted for report in reports),
        "refused": sum(report.refused_count for report in reports),
        "files": [asdict(report) for report in reports],
        "errors": [
            {
                "where": list(error.where),
                "problem": error.problem,
                "remedy": error.remedy,
                **({"proposal": _proposal(error)} if _proposal(error) else {}),
            }
            for error in errors
        ],
    }
