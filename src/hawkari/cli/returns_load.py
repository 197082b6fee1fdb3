"""`hawkari returns load`: cases with their history, from a file of one case a line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.load_progress import load_progress
from hawkari.cli.output import print_json
from hawkari.desks.command_line import AsJson
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.desks.returns.services.loading import CaseLoad

__all__ = ["register"]

WITH_BAD_LINES = 3
SHOWN = 20

File = Annotated[Path, typer.Argument(help="JSON lines, such as a sample's returns.jsonl.")]
Operation = Annotated[str, typer.Option(help="The operation; the local one for returns if none.")]


def register(app: typer.Typer) -> None:
    """Add this module's command to the group."""
    app.command("load")(load_command)


def load_command(file: File, operation: Operation = "", as_json: AsJson = False) -> None:
    """Load cases: each with its person and everything that happened, in the order recorded.

    A line is kept if it is whole and the guards allowed each of its steps at its instant; else it
    is listed with what is wrong, and the others are loaded all the same. A case that is here
    already stays as it is. docs/reference/sample-corridor.md has the fields.

    Exit: 0 loaded, 3 loaded but for the lines listed, 4 refused.
    """
    from hawkari.cli.installation import open_installation

    open_installation()
    from hawkari.desks.returns.services.case_files import lines_of
    from hawkari.desks.returns.services.loading import load_cases
    from hawkari.evidence.access import open_access
    from hawkari.evidence.loading.steps import LoadStep
    from hawkari.evidence.local import ensure_local_returns

    user, local = ensure_local_returns()
    access = open_access(user, operation or local.slug)
    try:
        size = file.stat().st_size
        with (
            file.open("rb") as stream,
            load_progress(file.name, row="lines", unit="cases") as told,
        ):

            def tell(lines: int) -> None:
                told(LoadStep(stream.tell(), size, lines, lines))

            load = load_cases(access, lines_of(stream), name=file.name, progress=tell)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        problem = f"the file cannot be opened: {reason}"
        raise BadInput(problem, "Check the path.", where=(str(file),)) from error
    _tell(load, file.name)
    if as_json:
        bad = [{"line": o.line, "reference": o.reference, "why": o.why} for o in load.bad]
        counts = {"loaded": load.loaded, "events": load.events, "known": load.known}
        print_json({**counts, "bad": bad})
    if not load.loaded and not load.known:
        raise BadInput(
            "no case could be loaded from it",
            "One line is one case as JSON: docs/reference/sample-corridor.md says how.",
            where=(str(file),),
        )
    if load.bad:
        raise typer.Exit(WITH_BAD_LINES)


def _tell(load: "CaseLoad", name: str) -> None:
    sys.stderr.write(
        f"{name}: cases loaded: {load.loaded:,}, with events: {load.events:,}; "
        f"here already: {load.known:,}; lines not loaded: {len(load.bad):,}\n"
    )
    for one in load.bad[:SHOWN]:
        sys.stderr.write(f"  line {one.line} {one.reference}: {one.why}\n")
    if len(load.bad) > SHOWN:
        sys.stderr.write(f"  and {len(load.bad) - SHOWN:,} more; --json lists them all\n")
