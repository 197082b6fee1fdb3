"""Commands of publishing: what would leave, send it to review, hand it out; partners' files."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import REFUSED_ROWS
from hawkari.desks.programme.command_line import AsJson, Operation, local_access, tell_rows
from hawkari.errors import BadInput

__all__ = ["register"]

Out = Annotated[Path, typer.Option(help="The file to write.")]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``publish`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    publish = typer.Typer(name="publish", help="Aid data that leaves.", no_args_is_help=True)
    _add_rules(publish, open_installation)
    _add_prepare(publish, open_installation)
    _add_list(publish, open_installation)
    _add_file(publish, open_installation)
    _add_import(publish, open_installation)
    _add_return(publish, open_installation)
    group.add_typer(publish)


def _add_rules(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("rules")
    def rules(
        *,
        activity: Annotated[str, typer.Option(help="Of this activity; of all if empty.")] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Say what happens to each field when it is published, and why."""
        open_installation()
        from hawkari.desks.programme.services.publish_rules import (  # noqa: PLC0415  Django is set up
            rule_rows,
        )

        rows = rule_rows(local_access(operation), activity)
        if as_json:
            typer.echo(json.dumps({one.field.key: one.rule.does for one in rows}))
            return
        for one in rows:
            why = one.rule.why or f"by default: {one.field.guards}"
            typer.echo(f"{one.field.key}\t{one.rule.does}\t{why}")


def _add_prepare(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("prepare")
    def prepare_file(
        activity: Annotated[list[str], typer.Argument(help="References of activities.")],
        *,
        send: Annotated[
            bool, typer.Option("--send", help="Send it to a second person; else only show it.")
        ] = False,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Show what would leave and what stays inside; send it to review when told to.

        Exit 4: it breaks an official rule; each is listed.
        """
        open_installation()
        from hawkari.desks.programme.services.publications import (  # noqa: PLC0415  Django is set up
            prepare,
            preview,
        )

        access = local_access(operation)
        found = preview(access, activity)
        for failing in found.failing:
            _aside(f"{failing.reference}: {failing.rule} {failing.words} ({failing.path})")
        for one in found.withheld:
            _aside(f"{one.reference}: {one.withheld.field} stays: {one.withheld.does}")
        if found.failing:
            raise BadInput(
                f"it breaks {len(found.failing)} rules", "Correct what is stated, then try again."
            )
        kept = prepare(access, activity, seen=found.sha256) if send else None
        counted = {
            "sha256": found.sha256, "size": len(found.content), "withheld": len(found.withheld),
            "publication": kept.reference if kept else None,
        }  # fmt: skip
        typer.echo(json.dumps(counted) if as_json else _words(counted))


def _add_list(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("list")
    def list_publications(*, as_json: AsJson = False, operation: Operation = "") -> None:
        """Tell which publications there are: what each holds, who prepared and reviewed it."""
        open_installation()
        from hawkari.desks.programme.services.publications import (  # noqa: PLC0415  Django is set up
            find_publications,
        )

        rows = [
            {
                "publication": one.reference,
                "state": one.state,
                "activities": len(one.activities),
                "bytes": one.size,
                "prepared by": one.prepared_by.get_username(),
                "reviewed by": one.reviewed_by.get_username() if one.reviewed_by else None,
                "sha256": one.sha256,
            }
            for one in find_publications(local_access(operation))
        ]
        tell_rows(rows, as_json=as_json, none="nothing was prepared yet")


def _add_file(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("file")
    def file(
        publication: Annotated[str, typer.Argument(help="Reference of the publication.")],
        *,
        out: Out,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Write the file of a publication that a second person approved."""
        open_installation()
        from hawkari.desks.programme.services.publications import (  # noqa: PLC0415  Django is set up
            file_of,
        )

        row, content = file_of(local_access(operation), publication)
        _write(out, content)
        counted = {"publication": row.reference, "sha256": row.sha256, "size": len(content)}
        typer.echo(json.dumps(counted) if as_json else _words(counted))


def _add_import(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("import")
    def import_partner(
        file: Annotated[Path, typer.Argument(help="A partner's IATI file of activities.")],
        *,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Import a partner's IATI file; what came of each activity is said.

        Exit 0: imported; 3: imported, with activities refused; 4: refused.
        """
        open_installation()
        from hawkari.desks.programme.services.partner_imports import (  # noqa: PLC0415  Django is set up
            import_file,
            import_view,
        )

        access = local_access(operation)
        try:
            with file.open("rb") as source:
                made = import_file(access, file.name, source)
        except OSError as error:
            raise BadInput(
                f"the file cannot be read ({error.strerror})", "Look at its name.",
                where=(str(file),),
            ) from error  # fmt: skip
        view = import_view(access, made.reference)
        for row in view.rows:
            if row.problem:
                _aside(f"activity {row.position}: {row.fate}: {row.problem}")
        counted = {"import": made.reference, **view.fates}
        typer.echo(json.dumps(counted) if as_json else _words(counted))
        if view.fates.get("refused"):
            raise typer.Exit(REFUSED_ROWS)


def _add_return(publish: typer.Typer, open_installation: Callable[[], None]) -> None:
    @publish.command("return")
    def give_back(
        imported: Annotated[str, typer.Argument(help="Reference of the import.")],
        *,
        out: Out,
        operation: Operation = "",
    ) -> None:
        """Write a partner's file anew, with every element and attribute that it came with."""
        open_installation()
        from hawkari.desks.programme.services.partner_imports import (  # noqa: PLC0415  Django is set up
            export_of,
        )

        content = export_of(local_access(operation), imported)
        _write(out, content)
        typer.echo(f"{len(content)} bytes in {out}")


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput(
            f"the file cannot be written ({error.strerror})", "Choose another place.",
            where=(str(out),),
        ) from error  # fmt: skip


def _aside(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def _words(counted: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in counted.items() if value is not None)
