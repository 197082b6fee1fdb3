"""Commands of `disruption`: who holds a network together."""

import sys
from time import perf_counter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli import disruption_plans
from hawkari.cli.disruption_files import (
    DONE_WITH_REFUSALS,
    AsJson,
    Edges,
    Nodes,
    Seed,
    print_refused,
    read_network,
    write_table,
)
from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import print_json

if TYPE_CHECKING:
    from hawkari.engines.disruption import Network, RankedNode

__all__ = ["register"]

COLUMNS = ("rank", "node", "left_after", "p_top_k", "reason")
OBJECTIVES = ("graded", "complete")
# When a tenth of the people leaves more than this together, ranking them misleads.
UNBREAKABLE = 0.8


Out = Annotated[
    str,
    typer.Option(
        help="Where to write the order: CSV rank, node, left_after (share of the largest "
        "component that is left), p_top_k (probability of being among the first 10), reason; "
        "- for standard output."
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


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    group = typer.Typer(name="disrupt", help="Who holds a network together.", no_args_is_help=True)
    group.callback()(_group)
    group.command("order")(order)
    disruption_plans.register(group)
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

    Networks of some thousand people and more are ordered by a faster and worse rule; the summary
    says when, and `fast_order` in --json.

    Exit code 0 done, 2 wrong usage, 3 done but rows were refused, 4 refused.
    """
    if objective not in OBJECTIVES:
        raise typer.BadParameter(f"choose one of {', '.join(OBJECTIVES)}", param_hint="--objective")
    begun = perf_counter()
    use_compiled_cache()
    from hawkari.engines.disruption import is_fast_order, removal_order

    network, _, refused = read_network(edges, nodes)
    print_refused(refused)
    rows = removal_order(network, objective=objective, seed=seed)
    write_table(out, COLUMNS, map(_cells, rows))
    summary = _summary(network, rows) | {
        "objective": objective,
        "fast_order": is_fast_order(network, objective),
        "seed": seed,
        "refused": len(refused),
        "seconds": round(perf_counter() - begun, 3),
    }
    _print_summary(summary)
    if as_json:
        print_json(summary)
    if refused:
        raise typer.Exit(DONE_WITH_REFUSALS)


def _cells(row: "RankedNode") -> tuple[object, ...]:
    rank = "" if row.rank is None else row.rank
    return rank, row.node, f"{row.left_after:.4f}", f"{row.p_top_k:.3f}", row.reason


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


def _print_summary(summary: dict[str, Any]) -> None:
    sys.stderr.write(
        "{people} people, {ties} ties: {ranked} ranked, {unranked} not ranked because of their "
        "subject category, {refused} rows refused.\n".format(**summary)
    )
    if summary["fast_order"]:
        sys.stderr.write(
            "This network is large: people go by the ties that each is expected to have left, "
            "since recomputing betweenness would take minutes or hours. Such an order sees no "
            "bridges between groups.\n"
        )
    if summary["left_after_tenth"] > UNBREAKABLE:
        sys.stderr.write(
            "Taking out the first {tenth} still leaves {left_after_tenth:.0%} together: this "
            "network does not break at a tenth of its people.\n".format(**summary)
        )
