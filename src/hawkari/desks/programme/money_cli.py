"""Commands of money: the lines and how they stand, one by quarters, and tables of transactions."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from hawkari.desks.command_line import read_bytes, say_counted
from hawkari.desks.programme.command_line import AsJson, Operation, local_access
from hawkari.errors import BadInput

__all__ = ["register"]

PART, NOTHING = 3, 4


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the group ``money`` to the group ``programme``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """
    money = typer.Typer(
        name="money", help="Lines, transactions and what is left.", no_args_is_help=True
    )
    money.callback()(_group)
    _add_lines(money, open_installation)
    _add_quarters(money, open_installation)
    _add_import(money, open_installation)
    group.add_typer(money)


def _group() -> None:
    """Money: promised, planned, committed, paid and left, each sum approved by two people."""


def _add_lines(money: typer.Typer, open_installation: Callable[[], None]) -> None:
    @money.command("lines")
    def lines_of(
        *,
        under: Annotated[str, typer.Option(help="Only lines that hang on this item.")] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Say how each line stands; what is not published is said so, never as 0."""
        open_installation()
        from hawkari.desks.programme.services.money import (  # noqa: PLC0415  Django is set up
            lines,
            lines_under,
        )

        access = local_access(operation)
        rows = _found(lambda: lines_under(access, under).rows) if under else lines(access)
        found = [
            {
                "line": one.line.reference,
                "name": one.line.name,
                "currency": one.line.currency,
                "bound": one.line.bound,
                "promised": _said(one.line.amount),
                "planned": _said(one.planned),
                "committed": _said(one.committed),
                "paid": _said(one.paid),
                "left": _said(one.left),
                "waiting": one.waiting,
            }
            for one in rows
        ]
        if as_json:
            typer.echo(json.dumps({"lines": found}, ensure_ascii=False))
            return
        for one in found:
            typer.echo(f"{one['line']}  {one['name']}  ({one['bound']}, {one['currency']})")
            for part in ("promised", "planned", "committed", "paid", "left"):
                typer.echo(f"  {part:<10} {one[part] or 'not published'}")


def _add_quarters(money: typer.Typer, open_installation: Callable[[], None]) -> None:
    @money.command("quarters")
    def quarters(
        line: Annotated[str, typer.Argument(help="The line's reference, e.g. L-2026-7KQ4XM.")],
        *,
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Say what of a line was planned, paid and left in each quarter."""
        open_installation()
        from hawkari.desks.programme.services.money import (  # noqa: PLC0415  Django is set up
            view_line,
        )

        view = _found(lambda: view_line(local_access(operation), line))
        rows = [
            {
                "quarter": one.period.name,
                "planned": _said(one.planned),
                "paid": _said(one.paid),
                "left": _said(one.left),
            }
            for one in view.quarters
        ]
        if as_json:
            typer.echo(json.dumps({"line": line, "quarters": rows}))
            return
        typer.echo(f"{'quarter':<9}{'planned':>18}{'paid':>18}{'left':>18}")
        for one in rows:
            said = "".join(f"{one[part] or '-':>18}" for part in ("planned", "paid", "left"))
            typer.echo(f"{one['quarter']:<9}{said}")


def _add_import(money: typer.Typer, open_installation: Callable[[], None]) -> None:
    @money.command("import")
    def import_them(
        file: Annotated[Path, typer.Argument(help="CSV, XLSX or ODS, a transaction a row.")],
        *,
        line: Annotated[str, typer.Option(help="The line of rows that name none.")] = "",
        as_json: AsJson = False,
        operation: Operation = "",
    ) -> None:
        """Record the transactions of a table; each waits for a second person.

        Exit 0: every row recorded or recorded before; 3: some refused; 4: nothing recorded.
        """
        open_installation()
        from hawkari.desks.programme.services.money.importing import (  # noqa: PLC0415  set up
            import_transactions,
        )

        done = import_transactions(
            local_access(operation), read_bytes(str(file)), file.name, line=line
        )
        for one in done.fates:
            fate = "recorded" if one.is_new else "recorded before"
            said = f"refused: {one.refused}" if one.refused else f"{fate} as {one.reference}"
            typer.echo(f"row {one.place}: {said}", err=as_json)
        counted = {"recorded": done.recorded, "before": done.standing, "refused": done.refused}
        say_counted(counted, as_json=as_json)
        if done.refused:
            raise typer.Exit(PART if done.recorded + done.standing else NOTHING)


def _found(ask: Callable[[], Any]) -> Any:
    from hawkari.desks.programme.services.refusals import NotFound  # noqa: PLC0415  set up

    try:
        return ask()
    except NotFound as error:
        seen = "hawkari programme money lines, hawkari programme register show"
        raise BadInput(str(error), f"See {seen}.") from error


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
