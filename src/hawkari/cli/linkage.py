"""Commands of the linkage engine."""

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated

import typer

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.linkage import Record

__all__ = ["register"]

WITH_REFUSED_ROWS = 3
MOST_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("link")(link)


def link(
    files: Annotated[
        list[str], typer.Argument(help="FollowTheMoney JSON lines or CSV; - for standard input.")
    ],
    out: Annotated[str, typer.Option(help="Clusters, as TSV.")] = "-",
    pairs: Annotated[str, typer.Option(help="Scored pairs, as TSV.")] = "",
    engine: Annotated[str, typer.Option(help="duckdb, or spark past one machine.")] = "duckdb",
    join_at: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Least probability of a pair that is joined.")
    ] = 0.9,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a summary as one JSON object.")
    ] = False,
) -> None:
    """Find which records are of one entity, over several partners' files.

    Exit code 3 when rows were left out; they are listed on standard error.
    """
    use_compiled_cache()
    if engine != "duckdb":
        raise BadInput(f"the engine {engine!r} is not installed", "Use --engine duckdb.")
    from hawkari.engines.linkage import link as run
    from hawkari.engines.linkage.tables import write_clusters, write_pairs

    records, refused = _read(files)
    linkage = run(records, join_at=join_at, progress=_tell)
    with open_output(out) as stream:
        write_clusters(linkage, stream)
    with open_output(pairs) if pairs else nullcontext() as stream:
        if stream is not None:
            write_pairs(linkage, stream)
    if as_json:
        print_json(
            {
                "records": len(linkage.clusters),
                "clusters": len(set(linkage.clusters.values())),
                "pairs": len(linkage.pairs),
                "refused": refused,
                "cuts": len(linkage.cuts),
                "plan": [
                    {"rule": p.rule, "pairs": p.pairs, "added": p.added, "stopped": p.stopped}
                    for p in linkage.plan
                ],
                "trained": linkage.parameters["trained"],
                "prior": linkage.parameters["prior"],
            }
        )
    if refused:
        raise typer.Exit(WITH_REFUSED_ROWS)


def _tell(step: str, number: int, of: int) -> None:
    sys.stderr.write(f"link: {number}/{of} {step}\n")


def _read(files: list[str]) -> "tuple[list[Record], int]":
    from hawkari.engines.linkage.tables import RefusedRow, read_records

    records, refused = [], 0
    for name in files:
        try:
            with open_input(name) as stream:
                for item in read_records(stream, name):
                    if not isinstance(item, RefusedRow):
                        records.append(item)
                        continue
                    refused += 1
                    if refused <= MOST_SHOWN:
                        sys.stderr.write(f"{name}, row {item.row}: {item.problem}. {item.remedy}\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                f"cannot be read ({error})", "Give a text file in UTF-8.", where=(name,)
            ) from error
    if refused > MOST_SHOWN:
        sys.stderr.write(f"and {refused - MOST_SHOWN} rows more\n")
    return records, refused
