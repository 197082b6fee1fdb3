"""Commands of `names`: compare pairs of names, search a gallery."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, TextIO

import typer

from hawkari.cli.installation import use_compiled_cache
from hawkari.cli.output import open_input, open_output, print_json
from hawkari.errors import BadInput

__all__ = ["register"]

_DONE_WITH_REFUSED = 3
_BLOCK = 50_000  # pairs compared at a time, so that memory stays flat

Row = dict[str, str]
JsonOption = Annotated[bool, typer.Option("--json", help="print one JSON object as the last line")]
OutOption = Annotated[str, typer.Option("--out", help="file to write; - is standard output")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command tree."""
    names = typer.Typer(
        help="Personal names across scripts: compare, search.", no_args_is_help=True
    )
    names.command("compare")(compare)
    names.command("search")(search)
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
        for block in _blocks(_rows(source, pairs, ("pair_id", "name_a", "name_b"))):
            rows = [row for row in block if row is not None]
            scores = compare_many([row["name_a"] for row in rows], [row["name_b"] for row in rows])
            for row, score in zip(rows, scores, strict=True):
                target.write(f"{row['pair_id']}\t{score:.6f}\n")
            count += len(rows)
            refused += len(block) - len(rows)
    _finish({"pairs": count, "refused": refused, "out": out}, as_json=as_json)


def search(
    gallery: Annotated[str, typer.Option(help="TSV with columns name, person_id; - is input")],
    queries: Annotated[str, typer.Option(help="TSV with column query; - is input")],
    out: OutOption,
    top: Annotated[int, typer.Option(min=1, max=10_000, help="persons a query, at most")] = 10,
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

    entries: list[tuple[str, str]] = []
    count = refused = 0
    with open_input(gallery) as source:
        for row in _rows(source, gallery, ("name", "person_id")):
            refused += row is None
            if row is not None:
                entries.append((row["name"], row["person_id"]))
    held = Gallery(entries)
    with open_input(queries) as source, open_output(out) as target:
        for row in _rows(source, queries, ("query",)):
            refused += row is None
            hits = [] if row is None else held.search(row["query"], top)
            target.write(f"{count}\t{','.join(hit.person_id for hit in hits)}\n")
            count += 1
    report = {"names": len(held), "queries": count, "refused": refused, "out": out}
    _finish(report, as_json=as_json)


def _finish(report: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        said = ", ".join(f"{value} {key}" for key, value in report.items() if key != "out")
        sys.stderr.write(f"names: {said}\n")
    if report["refused"]:
        raise typer.Exit(_DONE_WITH_REFUSED)


def _blocks(rows: Iterator[Row | None]) -> Iterator[list[Row | None]]:
    block: list[Row | None] = []
    for row in rows:
        block.append(row)
        if len(block) == _BLOCK:
            yield block
            block = []
    if block:
        yield block


def _rows(source: TextIO, path: str, columns: Sequence[str]) -> Iterator[Row | None]:
    """Rows of a raw TSV by header name, only the wanted columns; None for a refused row."""
    lines = _lines(source, path)
    header = next(lines, (1, ""))[1].removeprefix("\ufeff")
    named = header.split("\t")
    missing = [column for column in columns if column not in named]
    if missing:
        problem = f"the header lacks the column {missing[0]}" if header else "the file is empty"
        remedy = f"Begin the file with a line of tab-separated names: {', '.join(columns)}"
        raise BadInput(problem, remedy, where=(path, "row 1"))
    places = [named.index(column) for column in columns]
    for number, line in lines:
        fields = line.split("\t")
        if not line and len(named) > 1:
            continue
        if len(fields) != len(named):
            error = BadInput(
                f"{len(fields)} fields where the header has {len(named)}; the row is left out",
                "Split fields at tabs only, and take tabs and line breaks out of the names",
                where=(path, f"row {number}"),
            )
            sys.stderr.write(f"hawkari: {error}\n")
            yield None
        else:
            yield {column: fields[place] for column, place in zip(columns, places, strict=True)}


def _lines(source: TextIO, path: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers from 1, without line ends; only LF ends a line."""
    rest, number = "", 0
    try:
        while chunk := source.read(1 << 16):
            *whole, rest = (rest + chunk).split("\n")
            for line in whole:
                number += 1
                yield number, line.removesuffix("\r")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"not UTF-8 (byte {error.object[error.start]:#04x})",
            "Save the file as UTF-8, e.g. iconv -f windows-1256 -t utf-8",
            where=(path, f"after row {number}"),
        ) from error
    if rest:
        yield number + 1, rest.removesuffix("\r")
