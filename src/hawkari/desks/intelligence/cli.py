"""Commands of the intelligence desk."""

from collections.abc import Callable
from typing import Annotated

import typer

__all__ = ["register"]

AsJson = Annotated[
    bool, typer.Option("--json", help="Print the queue as one JSON object; decide nothing.")
]
Limit = Annotated[int, typer.Option(help="How many pairs --json prints.", min=1, max=1000)]
Operation = Annotated[str, typer.Option(help="The operation; the local one if not given.")]


def register(app: typer.Typer, *, open_installation: Callable[[], None]) -> None:
    """Add this desk's commands to the command tree.

    Args:
        app: the command tree.
        open_installation: what sets Django and the database up, given by the door.
    """

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
