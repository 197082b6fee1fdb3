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
    from hawkari.engines.linkage.tables import RefusedRow

__all__ = ["register"]

WITH_REFUSED_ROWS = 3
MOST_SHOWN = 20
_TOLD = ("version", "trained", "prior", "join_at", "expected_precision")
JOIN_AT = 0.85  # the engine's own; stated here so that --help need not load the engine


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    app.command("link")(link)


def link(
    files: Annotated[
        list[str], typer.Argument(help="FollowTheMoney JSON lines or CSV; - for standard input.")
    ],
    out: Annotated[str, typer.Option(help="Clusters, as TSV.")] = "-",
    pairs: Annotated[str, typer.Option(help="Scored pairs, as TSV.")] = "",
    engine: Annotated[
        str, typer.Option(help="Where pairs are scored: duckdb or spark; the weights are the same.")
    ] = "duckdb",
    join_at: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="Least probability of a pair that is joined.")
    ] = JOIN_AT,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a summary as one JSON object.")
    ] = False,
) -> None:
    """Find which records are of one entity, over several partners' files.

    JSON lines hold id, schema, properties and source. CSV holds id and name, and where it has them
    source, schema, alias, dob, gender, phone, document and birth_place; other columns are ignored.

    Clusters: TSV with header id, cluster; every record once. Pairs: TSV with header id_a, id_b,
    probability; candidates of at least .001.

    Exit code 3 when rows were left out; they are listed on standard error.
    """
    use_compiled_cache()
    from hawkari.engines.linkage import check_engine
    from hawkari.engines.linkage import link as run
    from hawkari.engines.linkage.tables import write_clusters, write_pairs

    check_engine(engine)
    records, refused = _read(files)
    linkage = run(records, engine=engine, join_at=join_at, progress=_tell)
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
                **{key: linkage.parameters[key] for key in _TOLD},
                "guard": [f"{g.comparison}, {g.level}: {g.finding}" for g in linkage.guard],
            }
        )
    if refused:
        raise typer.Exit(WITH_REFUSED_ROWS)


def _tell(step: str, number: int, of: int) -> None:
    sys.stderr.write(f"link: {number}/{of} {step}\n")


def _read(files: list[str]) -> "tuple[list[Record], int]":
    from hawkari.engines.linkage.tables import RefusedRow, read_records

    records: list[Record] = []
    found_in: dict[str, str] = {}
    refused = 0
    for name in files:
        try:
            with open_input(name) as stream:
                for item in read_records(stream, name):
                    if isinstance(item, RefusedRow):
                        refused += 1
                        if refused <= MOST_SHOWN:
                            sys.stderr.write(_refusal(name, item))
                        continue
                    _keep_apart(item.id, name, found_in)
                    records.append(item)
        except (OSError, UnicodeDecodeError) as error:
            raise BadInput(
                f"cannot be read ({error})", "Give a text file in UTF-8.", where=(name,)
            ) from error
    if refused > MOST_SHOWN:
        sys.stderr.write(f"and {refused - MOST_SHOWN} rows more\n")
    return records, refused


def _refusal(name: str, row: "RefusedRow") -> str:
    return f"{name}, row {row.row}: {row.problem}. {row.remedy}\n"


def _keep_apart(identity: str, name: str, found_in: dict[str, str]) -> None:
    if identity in found_in:
        before = "twice" if found_in[identity] == name else f"in {found_in[identity]} too"
        raise BadInput(
            f"the id {identity!r} stands {before}",
            "Give each record its own id, e.g. with its source before it.",
            where=(name,),
        )
    found_in[identity] = name
