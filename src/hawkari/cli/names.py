"""Commands of `names`: compare pairs of names, explain one, search a gallery or an index."""

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import open_input, open_output, print_json
from hawkari.cli.raw_tsv import blocks_of, raw_rows
from hawkari.errors import BadInput

if TYPE_CHECKING:
    from hawkari.engines.names import Gallery

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
_BLOCK = 50_000  # pairs compared at a time, so that memory stays flat

JsonOption = Annotated[bool, typer.Option("--json", help="print one JSON object as the last line")]
IndexOption = Annotated[Path, typer.Option("--index", help="folder of the index")]
GalleryOption = Annotated[str, typer.Option(help="TSV with columns name, person_id; - is input")]
QueriesOption = Annotated[str, typer.Option(help="TSV with column query; - is input")]
TopOption = Annotated[int, typer.Option(min=1, max=10_000, help="persons a query, at most")]
OutOption = Annotated[str, typer.Option("--out", help="file to write; - is standard output")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    names = typer.Typer(
        help="Personal names across scripts: compare, explain, search.", no_args_is_help=True
    )
    names.command("compare")(compare)
    names.command("explain")(explain)
    names.command("search")(search)
    index = typer.Typer(
        help="An index of names in a folder: build it once, search a million names in it.",
        no_args_is_help=True,
    )
    index.command("build")(build_index)
    index.command("add")(add_to_index)
    index.command("remove")(remove_from_index)
    index.command("search")(search_index)
    names.add_typer(index, name="index")
    app.add_typer(names, name="names")


def compare(
    pairs: Annotated[str, typer.Option(help="TSV: pair_id, name_a, name_b; - is input")],
    out: OutOption,
    as_json: JsonOption = False,
) -> None:
    """Score pairs of names: could both be one person's?

    Writes TSV with header pair_id, score. The score is a probability for a mix of pairs of which
    18 in 100 are one person's (the base rate), most others near misses; in data with fewer true
    pairs the same score means less. A name alone never identifies a person.

    A row that cannot be read is named on standard error and left out; the exit code is then 3.

    TSV is raw: one record a line, fields split at tabs, no quoting.
    """
    use_compiled_cache()
    from hawkari.engines.names import compare_many

    count = refused = 0
    with open_input(pairs) as source, open_output(out) as target:
        target.write("pair_id\tscore\n")
        for block in blocks_of(raw_rows(source, pairs, ("pair_id", "name_a", "name_b")), _BLOCK):
            rows = [row for row in block if row is not None]
            scores = compare_many([row["name_a"] for row in rows], [row["name_b"] for row in rows])
            for row, score in zip(rows, scores, strict=True):
                target.write(f"{row['pair_id']}\t{score:.6f}\n")
            count += len(rows)
            refused += len(block) - len(rows)
    _finish({"pairs": count, "refused": refused, "out": out}, as_json=as_json)


def explain(
    name_a: Annotated[str, typer.Argument(help="a name in any script")],
    name_b: Annotated[str, typer.Argument(help="another")],
    as_json: JsonOption = False,
) -> None:
    """Say why two names score as they do: which word met which, letter by letter.

    The score is that of `compare`, at the same base rate. Evidence in bits is the log2 of how many
    times likelier such a pair is for one person than for two at random. "One in" is how many people
    share about one bearer of the name; rounded general knowledge.

    Names are set apart by invisible marks, so that the table keeps its order in terminals that
    write from right to left.
    """
    use_compiled_cache()
    from hawkari.engines.names.explaining import explain as explained
    from hawkari.engines.names.table import as_table

    found = explained(name_a, name_b)
    if as_json:
        print_json(asdict(found))
    else:
        sys.stdout.write(as_table(found) + "\n")


def search(
    gallery: GalleryOption,
    queries: QueriesOption,
    out: OutOption,
    top: TopOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Find the persons of a gallery whose names can be the query's, in any script.

    Writes one line a query, without header: its row number from 0, a tab, and the person_ids best
    first, comma-separated; nothing after the tab when no name comes near. A person may stand in
    the gallery under several names.

    A row that cannot be read is named on standard error; a query's line is then empty after the
    tab, and the exit code is 3.

    TSV is raw: one record a line, fields split at tabs, no quoting.
    """
    if gallery == queries == "-":
        raise BadInput("--gallery and --queries both read standard input",
                       "Give at least one of them as a file")  # fmt: skip
    use_compiled_cache()
    from hawkari.engines.names import Gallery

    held = Gallery()
    refused = _add(held, gallery)
    _finish(_searched(held, (queries, out), top=top, refused=refused), as_json=as_json)


def build_index(gallery: GalleryOption, index: IndexOption, as_json: JsonOption = False) -> None:
    """Build an index of names in a folder, in place of the one that may lie there.

    A million names take about two minutes and some 200 MB on disk.
    """
    use_compiled_cache()
    from hawkari.engines.names import Gallery

    held = Gallery()
    refused = _add(held, gallery)
    held.save(index)
    _finish({"names": len(held), "refused": refused, "out": str(index)}, as_json=as_json)


def add_to_index(gallery: GalleryOption, index: IndexOption, as_json: JsonOption = False) -> None:
    """Add names to an index without building it again; a name added twice stands twice."""
    use_compiled_cache()
    from hawkari.engines.names import Gallery

    held = Gallery.open(index)
    before = len(held)
    refused = _add(held, gallery)
    held.save(index)
    report = {"names": len(held), "added": len(held) - before, "refused": refused}
    _finish({**report, "out": str(index)}, as_json=as_json)


def remove_from_index(
    persons: Annotated[str, typer.Option(help="TSV with column person_id; - is input")],
    index: IndexOption,
    compact: Annotated[
        bool, typer.Option("--compact", help="also drop what was removed from the files")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Remove all names of some persons from an index, without building it again.

    Removed names are no longer found, but stay in the index's files until --compact, which costs
    as much as building. Ids that the index does not hold are passed over.
    """
    use_compiled_cache()
    from hawkari.engines.names import Gallery

    held = Gallery.open(index)
    with open_input(persons) as source:
        rows = list(raw_rows(source, persons, ("person_id",)))
    removed = held.remove(row["person_id"] for row in rows if row is not None)
    if compact:
        held.compact()
    held.save(index)
    report = {"names": len(held), "removed": removed, "refused": rows.count(None)}
    _finish({**report, "out": str(index)}, as_json=as_json)


def search_index(
    index: IndexOption,
    queries: QueriesOption,
    out: OutOption,
    top: TopOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Find persons in an index; input and output are those of `hawkari names search`."""
    use_compiled_cache()
    from hawkari.engines.names import Gallery

    report = _searched(Gallery.open(index), (queries, out), top=top, refused=0)
    _finish(report, as_json=as_json)


def _add(held: "Gallery", gallery: str) -> int:
    """Add a file's names; returns how many rows were refused."""
    refused = 0

    def entries() -> Iterator[tuple[str, str]]:
        nonlocal refused
        with open_input(gallery) as source:
            for row in raw_rows(source, gallery, ("name", "person_id")):
                refused += row is None
                if row is not None:
                    yield row["name"], row["person_id"]

    held.add(entries())
    return refused


def _searched(held: "Gallery", files: tuple[str, str], *, top: int, refused: int) -> dict[str, Any]:
    """Search for each row of a file of queries, and write what is found."""
    queries, out = files
    count = 0
    with open_input(queries) as source, open_output(out) as target:
        for row in raw_rows(source, queries, ("query",)):
            refused += row is None
            hits = [] if row is None else held.search(row["query"], top)
            target.write(f"{count}\t{','.join(hit.person_id for hit in hits)}\n")
            count += 1
    return {"names": len(held), "queries": count, "refused": refused, "out": out}


def _finish(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        said = ", ".join(f"{value} {key}" for key, value in report.items() if key != "out")
        sys.stderr.write(f"names: {said}\n")
    if report["refused"]:
        raise typer.Exit(_DONE_WITH_REFUSED)
