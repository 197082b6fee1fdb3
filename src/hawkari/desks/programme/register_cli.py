"""Commands of the register: load items and claims, show it, and hand its public view out."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import REFUSED_ROWS, read_bytes, say_counted, text_of
from hawkari.desks.programme.command_line import AsJson, Operation, local_access
from hawkari.errors import BadInput

__all__ = ["register"]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``register`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    kept = typer.Typer(name="register", help="Promises and who says so.", no_args_is_help=True)
    _add_load(kept, open_installation)
    _add_show(kept, open_installation)
    _add_public(kept, open_installation)
    group.add_typer(kept)


def _add_load(kept: typer.Typer, open_installation: Callable[[], None]) -> None:
    @kept.command("load")
    def load(
        file: Annotated[
            str, typer.Argument(help="JSONL, one item a line, or CSV, XLSX, ODS, one claim a row.")
        ] = "",
        *,
        seeds: Annotated[
            bool, typer.Option("--seeds", help="The package of November 2024, as published.")
        ] = False,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Load items and claims. What is kept already stays as it is.

        Exit 0: loaded; 3: loaded, with rows refused; 4: refused.
        """
        if bool(file) is seeds:
            raise BadInput("nothing to load, or two things at once", "Give a file, or --seeds.")
        content = b"" if seeds else read_bytes(file)
        open_installation()
        from hawkari.desks.programme.services.register_loading import (  # noqa: PLC0415  Django is set up
            import_register,
            load_lines,
            seed_lines,
        )

        access = local_access(operation)
        if seeds:
            done = load_lines(access, seed_lines(), public=True)
        elif file.lower().endswith((".jsonl", ".json")):
            done = load_lines(access, text_of(content, file).splitlines())
        else:
            done = import_register(access, content, Path(file).name)
        for one in done.refused:
            sys.stderr.write(f"row {one.place}: {one.problem}. {one.remedy}\n")
        counted = {
            "items": done.items, "claims": done.claims, "kept": done.kept,
            "refused": len(done.refused),
        }  # fmt: skip
        say_counted(counted, as_json=as_json)
        if done.refused:
            raise typer.Exit(REFUSED_ROWS)


def _add_show(kept: typer.Typer, open_installation: Callable[[], None]) -> None:
    @kept.command("show")
    def show(
        reference: Annotated[str, typer.Argument(help="Of an item; all of them if left out.")] = "",
        *,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Show the register as a tree, or one item with every claim and who says so."""
        open_installation()
        from hawkari.desks.programme.register_api import item_json  # noqa: PLC0415  Django is set up
        from hawkari.desks.programme.services.reading import tree, view_item  # noqa: PLC0415

        access = local_access(operation)
        if reference:
            view = view_item(access, reference)
            found = item_json(view.item, view.cells)
            words = _item_words(found)
        else:
            rows = tree(access)
            found = {
                "items": [
                    {"reference": one.reference, "depth": depth, "kind": one.kind, "name": one.name}
                    for depth, one in rows
                ]
            }
            words = "\n".join(f"{'  ' * depth}{one.reference}  {one.name}" for depth, one in rows)
        typer.echo(json.dumps(found, default=str, ensure_ascii=False) if as_json else words)


def _add_public(kept: typer.Typer, open_installation: Callable[[], None]) -> None:
    @kept.command("public")
    def public(
        *,
        out: Annotated[Path, typer.Option(help="The file that is written; - for standard output.")],
        form: Annotated[str, typer.Option("--format", help="html, json or csv.")] = "html",
        language: Annotated[str, typer.Option("--lang", help="en, ar or ckb.")] = "en",
        operation: Operation = "",
    ) -> None:
        """Write the public view as a file to hand out; only what was marked public is in it."""
        open_installation()
        from hawkari.desks.programme.public_files import public_file  # noqa: PLC0415  Django is set up
        from hawkari.desks.programme.services.public_view import public_items  # noqa: PLC0415

        access = local_access(operation)
        items = public_items(access, leaves=True)
        content = public_file(items, form, language=language, day=access.today)
        if str(out) == "-":
            sys.stdout.buffer.write(content)
            return
        try:
            out.write_bytes(content)
        except OSError as error:
            raise BadInput(
                f"the file cannot be written ({error.strerror})", "Look at its folder.",
                where=(str(out),),
            ) from error  # fmt: skip
        typer.echo(f"{len(items)} items in {out}")


def _item_words(found: dict[str, Any]) -> str:
    lines = [f"{found['reference']}  {found['kind']}  {found['name']}"]
    for cell in found["cells"]:
        mark = "  (reports disagree)" if cell["conflict"] else ""
        lines.append(f"  {cell['attribute']}{mark}")
        if not cell["published"]:
            lines.append("    not published")
        for one in cell["claims"]:
            said = one["value"] if one["amount"] is None else f"{one['amount']} {one['currency']}"
            lines.append(f"    {said} [{one['bound'] or one['status']}] {one['reported_by']}")
    return "\n".join(lines)
