"""Commands of `disruption`: who holds a network together."""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.disruption import Network, RankedNode

__all__ = ["register"]

COLUMNS = ("rank", "node", "left_after", "p_top_k", "reason")
OBJECTIVES = ("graded", "complete")
DONE_WITH_REFUSALS = 3
# Refused rows that are printed; all are counted.
SHOWN = 20
# When a tenth of the people leaves more than this together, ranking them misleads.
UNBREAKABLE = 0.8


Edges = Annotated[
    str,
    typer.Argument(
        metavar="EDGES.csv",
        help="CSV with columns source, target and, if any, weight (how often the tie was seen) "
        "and grade (A-E, or 3x5x2 such as 2B); - for standard input.",
    ),
]
Out = Annotated[
    str,
    typer.Option(
        help="Where to write the order: CSV rank, node, left_after (share of the largest "
        "component that is left), p_top_k (probability of being among the first 10), reason; "
        "- for standard output."
    ),
]
Nodes = Annotated[
    str | None,
    typer.Option(
        help="CSV with column id and, if any, category (suspect, convicted, victim, witness, "
        "contact, migrant, other; several split by semicolons). Victims, migrants and "
        "witnesses come last, unranked."
    ),
]
ObjectiveName = Annotated[
    str,
    typer.Option(
        help="graded: weigh ties by the probability that their grade gives them. complete: "
        "take every tie as true and nothing as missing, and search for the order that leaves "
        "least; a what-if, not advice."
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Equal seeds give equal orders.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object as the last line.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(name="disrupt", help="Who holds a network together.", no_args_is_help=True)
    group.callback()(_group)
    group.command("order")(order)
    app.add_typer(group)


def _group() -> None:
    """Who holds a network together: investigative priorities, never findings."""


def order(
    edges: Edges,
    out: Out,
    nodes: Nodes = None,
    objective: ObjectiveName = "graded",
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Order people so that least of the network is left: every node once.

    Exit code 0 done, 2 wrong usage, 3 done but rows were refused, 4 refused.
    """
    if objective not in OBJECTIVES:
        raise typer.BadParameter(f"choose one of {', '.join(OBJECTIVES)}", param_hint="--objective")
    begun = perf_counter()
    use_compiled_cache()
    from hawkari.engines.disruption import removal_order

    network, refused = _read(edges, nodes)
    _print_refused(refused)
    rows = removal_order(network, objective=objective, seed=seed)
    _write(out, rows)
    summary = _summary(network, rows) | {
        "objective": objective,
        "seed": seed,
        "refused": len(refused),
        "seconds": round(perf_counter() - begun, 3),
    }
    _print_summary(summary)
    if as_json:
        print_json(summary)
    if refused:
        raise typer.Exit(DONE_WITH_REFUSALS)


def _read(edges: str, nodes: str | None) -> "tuple[Network, list[BadInput]]":
    """The network of both files, and the rows refused in them."""
    from hawkari.engines.disruption import Network
    from hawkari.engines.disruption.tables import PeopleTable, read_people, read_ties

    with _readable(edges) as stream:
        ties = read_ties(stream, edges)
    people = PeopleTable()
    if nodes is not None:
        with _readable(nodes) as stream:
            people = read_people(stream, nodes)
    network = Network.from_ties(
        ties.ties, people.categories, nodes=ties.people | set(people.categories)
    )
    refused = ties.refused + people.refused
    if len(network) == 0:
        _print_refused(refused)
        raise BadInput(
            "no row names a person", "Give at least one row with source and target.", where=(edges,)
        )
    return network, refused


@contextmanager
def _readable(path: str) -> Iterator[TextIO]:
    try:
        with open_input(path) as stream:
            yield stream
    except UnicodeDecodeError as problem:
        raise BadInput(
            "the text is not UTF-8", "Save the file as CSV UTF-8 and try again.", where=(path,)
        ) from problem
    except OSError as problem:
        raise BadInput(
            f"cannot be read ({problem.strerror})", "Give a readable file, or -.", where=(path,)
        ) from problem


def _write(path: str, rows: "list[RankedNode]") -> None:
    try:
        with open_output(path) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in rows:
                rank = "" if row.rank is None else row.rank
                numbers = (f"{row.left_after:.4f}", f"{row.p_top_k:.3f}")
                writer.writerow((rank, row.node, *numbers, row.reason))
    except OSError as problem:
        raise BadInput(
            f"cannot be written ({problem.strerror})",
            "Give a path in a folder that exists and that you may write to.",
            where=(path,),
        ) from problem


def _summary(network: "Network", rows: "list[RankedNode]") -> dict[str, Any]:
    ranked = [row for row in rows if row.rank is not None]
    tenth = max(1, len(network) // 10)
    left = ranked[min(tenth, len(ranked)) - 1].left_after if ranked else 1.0
    return {
        "people": len(network),
        "ties": len(network.heads),
        "ranked": len(ranked),
        "unranked": len(rows) - len(ranked),
        "tenth": tenth,
        "left_after_tenth": round(left, 4),
    }


def _print_refused(refused: list[BadInput]) -> None:
    for problem in refused[:SHOWN]:
        sys.stderr.write(f"refused: {problem}\n")
    if len(refused) > SHOWN:
        sys.stderr.write(f"refused: {len(refused) - SHOWN} more rows\n")


def _print_summary(summary: dict[str, Any]) -> None:
    sys.stderr.write(
        "{people} people, {ties} ties: {ranked} ranked, {unranked} not ranked because of their "
        "subject category, {refused} rows refused.\n".format(**summary)
    )
    if summary["left_after_tenth"] > UNBREAKABLE:
        sys.stderr.write(
            "Taking out the first {tenth} still leaves {left_after_tenth:.0%} together: this "
            "network does not break at a tenth of its people.\n".format(**summary)
        )
