"""Commands of results: what came of the activities, and figures recorded from a table."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import REFUSED_ROWS, read_bytes, say_counted
from hawkari.desks.programme.command_line import AsJson, Operation, local_access

__all__ = ["register"]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``results`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    results = typer.Typer(
        name="results", help="Outputs, indicators and their figures.", no_args_is_help=True
    )
    _add_show(results, open_installation)
    _add_load(results, open_installation)
    group.add_typer(results)


def _add_show(results: typer.Typer, open_installation: Callable[[], None]) -> None:
    @results.command("show")
    def show(*, as_json: AsJson = False, operation: Operation = "") -> None:
        """Every indicator with its last figure beside its target."""
        open_installation()
        from hawkari.desks.programme.result_api import OutputOut, results_json  # noqa: PLC0415
        from hawkari.desks.programme.services.results import results as found_in  # noqa: PLC0415

        found = found_in(local_access(operation))
        if as_json:
            whole = [OutputOut(**results_json(one)).model_dump(mode="json") for one in found]
            typer.echo(json.dumps({"outputs": whole}, ensure_ascii=False))
            return
        for output in found:
            typer.echo(f"{output.item.reference} {output.item.name} ({output.level})")
            for one in output.indicators:
                last = one.newest or one.last_target
                words = _line(last) if last else "not published"
                typer.echo(f"  {one.item.reference} {one.item.name}: {words}")
        if not found:
            typer.echo("No result is kept yet.")


def _line(period: Any) -> str:
    """What stands of a period, in words."""
    said = {
        name: "not published" if point is None
        else "hidden: few people" if point.hidden
        else point.text if point.value is None
        else f"{point.value.normalize():f}"
        for name, point in (("found", period.actual), ("target", period.target))
    }  # fmt: skip
    return (
        f"{said['found']} (target {said['target']}), {period.first} to {period.last}: "
        f"{period.standing}"
    )


def _add_load(results: typer.Typer, open_installation: Callable[[], None]) -> None:
    @results.command("load")
    def load(
        file: Annotated[Path, typer.Argument(help="Table of figures: CSV, XLSX or ODS.")],
        *,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Record baselines, targets and actual figures, each row by itself.

        Columns: indicator, kind, first, last, value, text, source, url, why.
        Exit 0: recorded; 3: recorded, with rows refused; 4: refused.
        """
        content = read_bytes(str(file))
        open_installation()
        from hawkari.desks.programme.services.result_files import load_figures  # noqa: PLC0415

        done = load_figures(local_access(operation), content, file.name)
        for place, why in done.refused:
            sys.stderr.write(f"row {place}: {why}\n")
        counted = {"recorded": done.taken, "refused": len(done.refused)}
        say_counted(counted, as_json=as_json)
        if done.refused:
            raise typer.Exit(REFUSED_ROWS)
