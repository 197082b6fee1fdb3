"""Commands of the intelligence desk."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from hawkari.desks.command_line import Operation

__all__ = ["register"]

AsJson = Annotated[
    bool, typer.Option("--json", help="Print the queue as one JSON object; decide nothing.")
]
Limit = Annotated[int, typer.Option(help="How many pairs --json prints.", min=1, max=1000)]

Out = Annotated[Path, typer.Option(help="The .docx or .pdf file to write.")]
Language = Annotated[str, typer.Option("--lang", help="en, ar or ckb: language of the brief.")]
Form = Annotated[str, typer.Option("--format", help="docx or pdf; by --out's name if not given.")]
SavedChart = Annotated[
    int | None, typer.Option("--chart", help="Number of a saved chart; the network if not given.")
]
Focus = Annotated[str, typer.Option(help="Id of the entity to look around; all if not given.")]
Hops = Annotated[int, typer.Option(help="How many ties away from it.", min=1, max=3)]
Why = Annotated[str, typer.Option("--reason", help="What it is for; kept in the audit log.")]
Recipient = Annotated[str, typer.Option(help="Who is to receive it; you alone if not given.")]


def register(app: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add this desk's commands to the command tree.

    Args:
        app: the command tree.
        open_installation: what sets Django and the database up, given by the door.
    """
    _add_review(app, open_installation)
    _add_network(app, open_installation)


def _add_review(app: typer.Typer, open_installation: Callable[[], None]) -> None:
    @app.command("review")
    def review(*, as_json: AsJson = False, limit: Limit = 20, operation: Operation = "") -> None:
        """Decide pair by pair whether two records are of one person or thing.

        Shows each pair with the reasons for its score, and reads one answer a line: y same,
        n different (never proposed again), u unsure, x not agreed (to what a colleague proposed),
        l later, z undo the last decision, q quit. "m a WHY" or "m b WHY" marks a record as one
        whose joining needs two people; "lift 3 WHY" lifts mark 3.
        A reason may follow the letter: "y seen on the passport". Answers may be piped in; the end
        of input quits.
        """
        open_installation()
        from hawkari.desks.intelligence import terminal  # noqa: PLC0415  Django is set up only now

        if as_json:
            terminal.print_queue(operation, limit=limit)
        else:
            terminal.review(operation)


def _add_network(app: typer.Typer, open_installation: Callable[[], None]) -> None:
    network = typer.Typer(help="The network of an operation.", no_args_is_help=True)
    app.add_typer(network, name="network")

    @network.command("brief")
    def brief(  # noqa: PLR0913, PLR0917  typer reads options from the signature
        out: Out,
        language: Language = "en",
        form: Form = "",
        chart: SavedChart = None,
        focus: Focus = "",
        hops: Hops = 1,
        reason: Why = "",
        recipient: Recipient = "",
        operation: Operation = "",
    ) -> None:
        """Write a brief on the network or a saved chart, as Word or PDF.

        Picture, people, gaps and proposals for each partner; each sentence has a footnote with the
        statements it rests on, and the schedule says what was relied on and what was not used.
        Kept as a disclosure, and audited with its reason.
        """
        open_installation()
        from hawkari.desks.intelligence import brief_terminal  # noqa: PLC0415
        from hawkari.desks.intelligence.services.filters import Filters  # noqa: PLC0415
        from hawkari.desks.intelligence.services.network_briefing import (  # noqa: PLC0415
            BriefAsked,
        )

        asked = BriefAsked(
            chart=chart,
            filters=Filters(focus=focus, hops=hops),
            language=language,
            form=brief_terminal.form_of(out, form),
        )
        written = brief_terminal.write_brief_to(
            out, asked, operation=operation, reason=reason, recipient=recipient
        )
        typer.echo(f"network: brief of {written} bytes written to {out}", err=True)
