"""Commands of the myth bank: load myths, and hand out the answers that may leave."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import (
    REFUSED_ROWS,
    AsJson,
    Operation,
    read_bytes,
    say_counted,
    text_of,
)
from hawkari.errors import BadInput

__all__ = ["register"]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``myths`` to the group ``campaign``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    myths = typer.Typer(name="myths", help="Myths and their answers.", no_args_is_help=True)
    _add_load(myths, open_installation)
    _add_export(myths, open_installation)
    group.add_typer(myths)


def _add_load(myths: typer.Typer, open_installation: Callable[[], None]) -> None:
    @myths.command("load")
    def load(
        file: Annotated[
            str, typer.Argument(help="JSONL, one myth a line; - is standard input.")
        ] = "",
        *,
        seeds: Annotated[
            bool, typer.Option("--seeds", help="The five that are shipped, vetted by nobody.")
        ] = False,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Load myths and answers. What is there is kept; nothing that is loaded is signed.

        Exit 0: loaded; 3: loaded, with lines refused; 4: refused.
        """
        if bool(file) is seeds:
            raise BadInput("nothing to load, or two things at once", "Give a file, or --seeds.")
        lines = None if seeds else text_of(read_bytes(file), file).splitlines()
        open_installation()
        from hawkari.desks.campaign.services.bank_loading import (  # noqa: PLC0415  Django is set up
            load_bank,
            seed_lines,
        )

        done = load_bank(_access(operation), seed_lines() if lines is None else lines)
        refused = done.refused or []
        for number, problem in refused:
            sys.stderr.write(f"line {number}: {problem}\n")
        counted = {
            "myths": done.myths, "sayings": done.sayings, "answers": done.answers,
            "kept": done.kept, "refused": len(refused),
        }  # fmt: skip
        say_counted(counted, as_json=as_json)
        if refused:
            raise typer.Exit(REFUSED_ROWS)


def _add_export(myths: typer.Typer, open_installation: Callable[[], None]) -> None:
    @myths.command("export")
    def export(
        *,
        out: Annotated[Path, typer.Option(help="Folder for the files and their manifest.")],
        language: Annotated[list[str] | None, typer.Option(help="en, ckb, kmr, ar, fa.")] = None,
        kind: Annotated[
            list[str] | None, typer.Option(help="card, leaflet, message, claimreview.")
        ] = None,
        page: Annotated[
            str,
            typer.Option(help="Address for claimreview, with {reference} and {language}."),
        ] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Write the products of every answer that may leave today; say why the others stay."""
        open_installation()
        from django.conf import settings  # noqa: PLC0415  Django is set up only now

        from hawkari.desks.campaign.services.exporting import Asked, export_bank  # noqa: PLC0415

        asked = Asked(tuple(language or ()), tuple(kind or ()), page)
        fonts = settings.DOCUMENT_FONTS
        done = export_bank(_access(operation), asked, folder=out, fonts=fonts)
        for reference, of, reasons in done.stays:
            why = ", ".join(map(str, reasons))
            sys.stderr.write(f"{reference} {of} stays: {why}\n")
        counted = {"files": len(done.files), "stays": len(done.stays)}
        words = f"{len(done.files)} files in {out}; {len(done.stays)} answers stay"
        typer.echo(json.dumps(counted) if as_json else words)


def _access(operation: str) -> Any:
    from hawkari.evidence.access import open_access  # noqa: PLC0415  Django is set up only now
    from hawkari.evidence.local import ensure_local_user  # noqa: PLC0415

    user, own = ensure_local_user()
    return open_access(user, operation or own.slug)
