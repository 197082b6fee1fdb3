"""Files of the commands of `disruption`: ties and people in, one table out."""

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from hawkari.cli.output import open_input, open_output
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.disruption import Network
    from hawkari.engines.disruption.stages import Roles

__all__ = [
    "DONE_WITH_REFUSALS",
    "AsJson",
    "Edges",
    "Nodes",
    "RoleNodes",
    "Seed",
    "print_refused",
    "read_network",
    "write_table",
]

DONE_WITH_REFUSALS = 3
# Refused rows that are printed; all are counted.
SHOWN = 20

Edges = Annotated[
    str,
    typer.Argument(
        metavar="EDGES.csv",
        help="CSV with columns source, target and, if any, weight (how often the tie was seen) "
        "and grade (A-E, or 3x5x2 such as 2B); - for standard input.",
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
RoleNodes = Annotated[
    str | None,
    typer.Option(
        help="CSV with column id and, if any, category (suspect, convicted, victim, witness, "
        "contact, migrant, other), partner (who can act on the person) and stage (recruit, move, "
        "house, supply, pay, launder); several split by semicolons. Victims, migrants and "
        "witnesses are in no plan."
    ),
]
Seed = Annotated[int, typer.Option(min=0, help="Equal seeds give equal results.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object as the last line.")]


def read_network(edges: str, nodes: str | None) -> "tuple[Network, Roles, list[BadInput]]":
    """The network of both files, who does what in it, and the rows refused in them.

    Raises:
        BadInput: if a file cannot be read, or no row names a person.
    """
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
        print_refused(refused)
        raise BadInput(
            "no row names a person", "Give at least one row with source and target.", where=(edges,)
        )
    return network, people.roles, refused


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


def write_table(path: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV table with its header.

    Raises:
        BadInput: if it cannot be written.
    """
    try:
        with open_output(path) as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(rows)
    except OSError as problem:
        raise BadInput(
            f"cannot be written ({problem.strerror})",
            "Give a path in a folder that exists and that you may write to.",
            where=(path,),
        ) from problem


def print_refused(refused: list[BadInput]) -> None:
    """Name the refused rows on standard error, the first twenty in full."""
    for problem in refused[:SHOWN]:
        sys.stderr.write(f"refused: {problem}\n")
    if len(refused) > SHOWN:
        sys.stderr.write(f"refused: {len(refused) - SHOWN} more rows\n")
