"""Commands about cases: why a person cannot be returned now, and standings computed anew."""

import getpass
import json
from collections.abc import Callable
from typing import Annotated, Any

import typer

__all__ = ["register"]

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")]
Reference = Annotated[str, typer.Argument(help="The case's reference, e.g. R-2026-7KQ4XM.")]
Operation = Annotated[str, typer.Option(help="The operation; the one for returns if not given.")]


def register(group: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add the commands to the group ``returns``.

    Args:
        group: the group.
        open_installation: what sets Django and the database up, given by the door.
    """

    @group.command("why")
    def why(reference: Reference, *, as_json: AsJson = False, operation: Operation = "") -> None:
        """Say why a person cannot be returned now: each reason with authority and date.

        Unknown counts as a barrier. Not legal advice; no rule was verified by a qualified person.
        """
        open_installation()
        from hawkari.desks.returns.services.reasons import why_json  # noqa: PLC0415  Django is set up

        found = why_json(_access(operation), reference)
        typer.echo(json.dumps(found, default=str, ensure_ascii=False) if as_json else _said(found))

    @group.command("rebuild")
    def rebuild(*, as_json: AsJson = False) -> None:
        """Compute how every case stands anew from its events; says how many were wrong."""
        open_installation()
        from hawkari.desks.returns.services.rebuilding import (  # noqa: PLC0415  Django is set up
            rebuild_standings,
        )

        done = rebuild_standings(actor=getpass.getuser())
        words = f"{done.cases} cases, {done.changed} stood otherwise than their events say"
        counted = {"cases": done.cases, "changed": done.changed}
        typer.echo(json.dumps(counted) if as_json else words)


def _access(operation: str) -> Any:
    from hawkari.evidence.access import open_access  # noqa: PLC0415  Django is set up only now
    from hawkari.evidence.local import ensure_local_returns  # noqa: PLC0415

    user, own = ensure_local_returns()
    return open_access(user, operation or own.slug)


def _said(found: dict[str, Any]) -> str:
    lines = [f"{found['case']}  {found['state']}"]
    if found["can_depart"]:
        lines.append("Nothing known stops it; two officers decide, and all is asked anew then.")
    lines += [
        f"  {one['mark']:<9} {one['title']}\n"
        f"            {one['authority']} ({one['basis_status']}), since {str(one['since'])[:10]}\n"
        f"            would change it: {one['would_change_it']}"
        for one in found["reasons"]
    ]
    return "\n".join([*lines, found["disclaimer"]])
