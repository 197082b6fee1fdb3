"""Commands of blind matching between nodes, for a timer: publish indexes, deconflict."""

from collections.abc import Callable
from typing import Annotated

import typer

from hawkari.desks.command_line import AsJson

__all__ = ["register"]

Query = Annotated[str, typer.Argument(help="Id of the query, as the audit log has it.")]
Value = Annotated[str, typer.Argument(help="The value, as the case file has it.")]


def register(app: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add this module's commands to the command tree.

    Args:
        app: the command tree.
        open_installation: what sets Django and the database up, given by the door.
    """
    group = typer.Typer(
        help="Blind matching with partners: what this node does by itself.", no_args_is_help=True
    )
    app.add_typer(group, name="exchange")

    @group.command("index")
    def index(*, as_json: AsJson = False) -> None:
        """Bring the blind indexes for every partner up to date; daily, and after loads.

        Costs what changed. Stopped at any point, the next run goes on. `hawkari node sync` sends.
        """
        open_installation()
        from hawkari.desks.exchange.services.publishing import publish_indexes  # noqa: PLC0415

        def tell(partner: str, done: int, total: int) -> None:
            if done % 10 == 0:
                typer.echo(f"exchange index: {partner}, {done} of {total}", err=True)

        report = publish_indexes(tell=tell)
        _told("index", {"indexes": report.indexes, "sent": report.sent}, as_json=as_json)

    @group.command("deconflict")
    def deconflict(*, as_json: AsJson = False) -> None:
        """Ask partners, blindly, whether they work on the same subjects; each night.

        For operations that said whom partners call. `hawkari node sync` sends, and brings answers.
        """
        open_installation()
        from hawkari.desks.exchange.services import deconflicting  # noqa: PLC0415

        report = deconflicting.deconflict()
        told = {"queries": report.queries, "subjects": report.subjects}
        _told("deconflict", told, as_json=as_json)

    _add_auditing(group, open_installation)


def _add_auditing(group: typer.Typer, open_installation: Callable[[], None]) -> None:
    @group.command("was-asked")
    def was_asked(query: Query, value: Value, *, as_json: AsJson = False) -> None:
        """For auditors: whether a blind query of this machine's operation asked for a value.

        Bring the value from the case file, as a line of a query; the query's list is kept nowhere.
        """
        open_installation()
        from hawkari.desks.exchange.services import auditing_queries  # noqa: PLC0415
        from hawkari.evidence.access import open_access  # noqa: PLC0415
        from hawkari.evidence.local import ensure_local_user  # noqa: PLC0415

        user, operation = ensure_local_user()
        access = open_access(user, operation.slug)
        found = auditing_queries.value_was_asked(access, query, value)
        typer.echo("asked for" if found else "not asked for", err=True)
        if as_json:
            import json  # noqa: PLC0415

            typer.echo(json.dumps({"asked": found}))


def _told(command: str, report: dict[str, int], *, as_json: bool) -> None:
    words = ", ".join(f"{count:,} {what}" for what, count in report.items())
    typer.echo(f"exchange {command}: {words}", err=True)
    if as_json:
        import json  # noqa: PLC0415

        typer.echo(json.dumps(report))
