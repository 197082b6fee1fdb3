"""`hawkari sample`: an invented corridor's partner files, with ground truth."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from hawkari.cli.output import print_json

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("sample")(sample)


def sample(
    out: Annotated[Path, typer.Option(help="folder to write into; made if missing")],
    people: Annotated[int, typer.Option(help="how many people to invent, up to 1,000,000")] = 600,
    seed: Annotated[int, typer.Option(help="the same seed gives the same bytes")] = 1,
    table: Annotated[str, typer.Option(help="name table: main, or held-out for tests")] = "main",
    returns: Annotated[
        int, typer.Option(help="how many return cases to invent beside them; 0 for none")
    ] = 2000,
    returns_until: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="nothing in a return case is later")
    ] = datetime(2026, 9, 30),  # noqa: DTZ001  a day, not a time
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object as last line")] = False,
) -> None:
    """Invent a smuggling corridor: nine sources' files in their own formats, and the truth.

    Everything in the files is invented; phone numbers come from ranges that nobody can have.
    docs/reference/sample-corridor.md says what is in each file. Load them with
    hawkari load --manifest OUT/manifest.json. A sample of 1,000,000 people takes some minutes.
    Posts of its recruiters and others lie in OUT/posts, in five platforms' forms.
    Return cases are of other people: load them with hawkari returns load OUT/returns.jsonl.
    """
    from hawkari.engines.corridor import generate, generate_returns

    with _progress() as progress:
        manifest = generate(people=people, seed=seed, out=out, table=table, progress=progress)
    cases = generate_returns(
        cases=returns, seed=seed, out=out, table=table, until=returns_until.date()
    )
    if as_json:
        print_json({"out": str(out), **manifest.as_json(), "returns": asdict(cases)})
    else:
        names = ", ".join(file.path for file in manifest.files)
        sys.stderr.write(
            f"{manifest.people:,} invented people in {manifest.records:,} records: {names}; "
            f"truth in {manifest.truth}; {cases.cases:,} invented return cases in {cases.file}\n"
        )


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; nothing when captured."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("inventing people", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
