"""Commands of STIX and TAXII: a bundle to take along, and what programs handed in."""

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from hawkari.cli.installation import local_access
from hawkari.cli.output import open_output, print_json
from hawkari.desks.command_line import AsJson, Operation

__all__ = ["register"]

Out = Annotated[str, typer.Option(help="File to write, or - for standard output.")]
Why = Annotated[str, typer.Option("--reason", help="What it is for; kept in the audit log.")]
Recipient = Annotated[str, typer.Option(help="Who is to receive it; you alone if not given.")]
Entity = Annotated[
    list[str] | None,
    typer.Option(help="Id of an entity; may be repeated. All of the operation if not given."),
]
Agency = Annotated[str, typer.Argument(help="Short name of the agency, as `taxii list` gives it.")]
Grade = Annotated[str, typer.Option(help="3x5x2 of what states none, such as 2D.")]
Handling = Annotated[str, typer.Option(help="P or C, of what states none.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Read and report, write nothing.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    stix = typer.Typer(help="Entities as STIX 2.1.", no_args_is_help=True)
    stix.command("export")(export_command)
    app.add_typer(stix, name="stix")
    taxii = typer.Typer(help="What programs handed in by TAXII 2.1.", no_args_is_help=True)
    taxii.command("list")(list_command)
    taxii.command("load")(load_command)
    app.add_typer(taxii, name="taxii")


def export_command(
    out: Out = "-",
    entity: Entity = None,
    reason: Why = "",
    recipient: Recipient = "",
    operation: Operation = "",
) -> None:
    """Write what you may see as a STIX 2.1 bundle, with grade and handling of every statement.

    `hawkari load` reads it back as the statements it was made of.
    """
    access = local_access(operation)
    from hawkari.desks.exchange.services.stix import export_stix

    bundle = export_stix(access, reason=reason, recipient=recipient, entities=entity or ())
    with open_output(out) as stream:
        stream.write(bundle.content.decode())
    sys.stderr.write(f"stix: {bundle.entities:,} entities written\n")


def list_command(operation: Operation = "", as_json: AsJson = False) -> None:
    """What agencies' programs handed in and is not evidence before somebody loads it."""
    access = local_access(operation)
    from hawkari.desks.exchange.services.taxii_handed import handed_in

    found = handed_in(access)
    if as_json:
        print_json({"handed_in": [asdict(one) for one in found]})
        return
    for one in found:
        sys.stdout.write(
            f"{one.agency}  {one.objects:,} objects, the newest {one.newest:%Y-%m-%d %H:%M} UTC\n"
        )
    sys.stderr.write(f"taxii: {len(found)} agencies\n")


def load_command(
    agency: Agency,
    grade: Grade = "",
    handling: Handling = "",
    dry_run: DryRun = False,
    operation: Operation = "",
    as_json: AsJson = False,
) -> None:
    """Load what an agency's programs handed in as a source of that agency's.

    What they deleted or replaced since the last time is retracted, as from any newer file. Exits
    with 3 where something was refused.
    """
    access = local_access(operation)
    from hawkari.desks.exchange.services.taxii_handed import load_handed_in

    report = load_handed_in(access, agency, grade=grade, handling=handling, dry_run=dry_run)
    for one in report.refused:
        sys.stderr.write(f"taxii load: object {one.row} {one.field}: {one.problem}\n")
    sys.stderr.write(
        f"taxii load: {report.rows:,} objects, +{report.statements_added:,} "
        f"-{report.statements_retracted:,} statements into {report.source}, "
        f"{report.refused_count:,} refused\n"
    )
    if as_json:
        print_json(asdict(report))
    if report.refused_count:
        raise typer.Exit(3)
