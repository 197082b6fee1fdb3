"""How many columns of unknown tables are mapped right without correction.

    python benchmarks/load/mapping.py [--tables unseen] [--half other] [--rows 25] [--seed 1]
        [--show] [--json]

64 invented tables in eight languages (`measures/tables.txt`), each header with its meaning; the
proposer was mended with them after its first run. 24 more (`measures/tables_later.txt`) were
written after that; what they showed mended how headers are compared. Both were seen when the
vocabulary was enlarged. 64 (`measures/tables_newest.txt`) were written after it was frozen in a
commit; what their first run showed mended the method, and their words were seen when the vocabulary
was written anew. 72 (`measures/tables_unseen.txt`) were written beside that by somebody who knew
neither the vocabulary nor the method, and run first when both were frozen; every second of them was
then looked at (`--half looked-at`), the others never were (`--half other`). All first runs are in
docs/reference/layouts.md.

*right*: sure, and it is that. *asked*: not sure, so the file stops and a person is asked. *wrong*:
sure, and it is another. *silently wrong identifiers*: phones, documents, accounts, plates and
addresses on the net that are taken for something else, or other columns for them, without asking.
`--data` is accepted and unused.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from measures.drawing import draw

from hawkari.evidence.loaders.proposing import UNSURE, propose
from hawkari.evidence.loaders.proposing.vocabulary import concepts
from hawkari.evidence.loaders.tables import Sample

MEASURES = Path(__file__).parent / "measures"
TABLES = {
    "first": "tables.txt",
    "later": "tables_later.txt",
    "newest": "tables_newest.txt",
    "unseen": "tables_unseen.txt",
}
HALVES = {"looked-at": 0, "other": 1}
"""Of the 72 tables, by their place counted from 0."""


@dataclass(frozen=True, slots=True)
class Column:
    """A header, the kind of its cells, and every right meaning of it."""

    header: str
    kind: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one column: ``right``, ``asked`` or ``wrong``."""

    language: str
    title: str
    column: Column
    target: str
    outcome: str
    is_identifier: bool


def main() -> None:
    """Print the shares, by language and in all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", choices=sorted(TABLES))
    parser.add_argument("--half", choices=sorted(HALVES), help="of the 72; the sums alone")
    parser.add_argument("--rows", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="each column that is not right")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.half and (args.tables != "unseen" or (args.show and args.half == "other")):
        parser.error("--half is of --tables unseen, and its other half is not shown")
    reports: dict[str, object] = {}
    for name in [args.tables] if args.tables else sorted(TABLES):
        found = measured(name, seed=args.seed, rows=args.rows, half=args.half)
        if args.show:
            show(found)
        if not args.json:
            print(f"tables: {name}")
        reports[name] = report(found, as_json=args.json)
    if args.json:
        print(json.dumps(reports))


def measured(name: str, *, seed: int, rows: int, half: str | None = None) -> list[Found]:
    """What becomes of every column of one set of tables, or of a half of them."""
    return [
        one
        for number, (language, title, columns) in enumerate(tables(name))
        if half is None or number % 2 == HALVES[half]
        for one in judged(
            language, title, columns, rng=random.Random(seed * 1000 + number), rows=rows
        )
    ]


def show(found: list[Found]) -> None:
    """Print each column that is not right."""
    for one in found:
        if one.outcome != "right":
            right = "/".join(one.column.right)
            print(
                f"{one.outcome:6} {one.language} {one.title}: {one.column.header!r} -> "
                f"{one.target or '-'} (right: {right})"
            )


def tables(name: str) -> Iterator[tuple[str, str, list[Column]]]:
    """The tables of the file: language, title, columns."""
    head, columns = ("", ""), []
    text = (MEASURES / TABLES[name]).read_text(encoding="utf-8")
    for line in [*text.splitlines(), "= end end"]:
        if line.startswith("= "):
            if columns:
                yield *head, columns
            language, _, title = line[2:].partition(" ")
            head, columns = (language, title), []
        elif "|" in line and not line.startswith("#"):
            header, kind, right = (part.strip() for part in line.split(" | "))
            columns.append(Column(header, kind, tuple(right.split("/"))))


def judged(
    language: str, title: str, columns: list[Column], *, rng: random.Random, rows: int
) -> list[Found]:
    """What the proposer makes of one table."""
    cells = tuple(
        tuple(draw(column.kind, rng, row=row) for column in columns) for row in range(rows)
    )
    sample = Sample("", tuple(column.header for column in columns), cells)
    (table,) = propose(title, [sample]).tables
    found = []
    for column, one in zip(columns, table.columns, strict=True):
        outcome = (
            "asked" if one.state == UNSURE else "right" if one.target in column.right else "wrong"
        )
        touches = {_plain(one.target), *map(_plain, column.right)} & identifiers()
        found.append(Found(language, title, column, one.target, outcome, bool(touches)))
    return found


def _plain(target: str) -> str:
    """A target without whose it is: ``payer.bank.iban`` is an ``iban``."""
    return target.rpartition(".")[2]


def identifiers() -> set[str]:
    """The properties that tie people together."""
    return {_plain(one.target) for one in concepts().values() if one.identifier} - {"notes"}


def report(found: list[Found], *, as_json: bool) -> dict[str, object]:
    """The counts as plain data; printed as a table unless asked as JSON."""
    languages = list(dict.fromkeys(one.language for one in found))
    counts = {
        language: Counter(one.outcome for one in found if one.language == language)
        for language in languages
    }
    counts["all"] = Counter(one.outcome for one in found)
    silent = sum(one.outcome == "wrong" and one.is_identifier for one in found)
    data = {"columns": len(found), "outcomes": counts, "silent": silent}
    if as_json:
        return data
    print("language  columns  right  asked  wrong")
    for language, outcomes in counts.items():
        total = outcomes.total()
        share = outcomes["right"] / total
        print(
            f"{language:8}  {total:7}  {share:5.1%}  {outcomes['asked']:5}  {outcomes['wrong']:5}"
        )
    print(f"silently wrong identifiers: {silent}")
    return data


if __name__ == "__main__":
    main()
