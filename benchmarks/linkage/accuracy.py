"""How right are joined records? Ours beside its peers on the same files, in one run.

    python benchmarks/linkage/accuracy.py --data PATH [--only NAME] [--curve] [--repeat 1]
        [--no-nomenklatura | --nomenklatura-python PY] [--seconds 240]

PATH is a folder that holds `linkage/partners_records.csv`, `linkage/sanctions_*.jsonl` and their
truth. Beside them stand two samples of the corridor, made here: one on the usual names, one on
names that nothing was tuned on. nomenklatura is run in an environment of its own, which is made at
the first run, and stopped after `--seconds` a data set. About 12 minutes on two idle cores.

Ours joins at its own default, fixed before. A peer joins at its usual threshold (.9), and once
more, as *best*, at the one that is best for it on this very data, which nobody knows beforehand:
that row flatters it. *rapidfuzz* is a ratio of names; `veto` adds that years of birth must agree.

P, R and F1 are over pairs; B3 is B-cubed F, which is high where most records stand alone.
`negatives` are joined pairs that reviewers judged different. `[a, b]` hold F1 in 95 of 100 draws
of the people. `ours - this` is the same for the difference; *more* and *less* are said only
where that interval leaves 0 out and the difference is at least .03. Seconds are of the processor
(and of the wall), without reading the files and without our compilation.

What none of this shows: how partners' real records differ. The partners file and the corridor are
invented; the listed persons are real, and their truth is what reviewers judged until October 2021.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from measures import nomenklatura, plain_names, stock_splink
from measures.ours import linked, warm
from measures.processes import Spent, machine, timed
from measures.records import DataSet, partners, sanctions
from measures.samples import corridor
from measures.scores import CLAIMED, Score, best, difference, interval, score, unite

from hawkari.engines.linkage import JOIN_AT

CURVE = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
# So many records have few enough pairs for a plain comparison of all.
ALL_PAIRS = 3_000
PEOPLE = 800
T = TypeVar("T")


class Row(NamedTuple):
    """A method on one data set; no score if it was stopped."""

    method: str
    join_at: str
    score: Score | None
    spent: Spent


def repeated(work: Callable[[], T], times: int) -> tuple[T, Spent]:
    """The last result, and medians of what it took."""
    runs = [timed(work) for _ in range(times)]
    walls, cpus = (median(getattr(spent, name) for _, spent in runs) for name in ("wall", "cpu"))
    return runs[-1][0], Spent(walls, cpus, 0.0)


def ours(data: DataSet, repeat: int, *, curve: bool) -> Iterator[Row]:
    for join_at in (JOIN_AT, *(CURVE if curve else ())):
        found, spent = repeated(lambda at=join_at: linked(data.records, join_at=at), repeat)
        name = "ours" if join_at == JOIN_AT else "ours, curve"
        yield Row(name, f"{join_at:g}", score(data, found.clusters), spent)


def plain(data: DataSet) -> Iterator[Row]:
    for veto in (False, True):
        found, spent = timed(lambda veto=veto: plain_names.ratios(data.records, veto=veto))
        at, highest = best(found, data)
        yield Row(f"rapidfuzz{', veto' if veto else ''}, best", f"{at:.3g}", highest, spent)


def splink(data: DataSet, repeat: int) -> Iterator[Row]:
    found, spent = repeated(lambda: stock_splink.predict(data.records), repeat)
    for words in found.trouble:
        print(f"Splink could not train on one rule: {words}  ")
    at, highest = best(found.pairs, data)
    yield Row("Splink, best", f"{at:.3g}", highest, spent)
    joined = unite((a, b) for a, b, probability in found.pairs if probability >= 0.9)
    yield Row("Splink", "0.9", score(data, joined), spent)


def nomenklaturas(data: DataSet, python: Path, seconds: int) -> Iterator[Row]:
    for algorithm in nomenklatura.ALGORITHMS:
        name = f"nomenklatura {algorithm}"
        found = nomenklatura.xref(data.records, python, seconds=seconds, algorithm=algorithm)
        if isinstance(found, Spent):
            yield Row(name, "stopped", None, found)
            continue
        at, highest = best(found.suggested, data, base=found.merged)
        yield Row(f"{name}, best", f"{at:.3g}", highest, found.spent)
        yield Row(name, "0.9", score(data, unite(found.merged)), found.spent)


def said(mine: Score, other: Score) -> str:
    """The difference of two F1s as it may be claimed."""
    if mine is other:
        return "-"
    low, high = difference(mine, other)
    apart = mine.f1 - other.f1
    claimed = abs(apart) >= CLAIMED and not low <= 0 <= high
    word = ("more" if apart > 0 else "less") if claimed else "not told apart"
    return f"{apart:+.3f} [{low:+.3f}, {high:+.3f}] {word}"


def table(data: DataSet, rows: Sequence[Row]) -> None:
    mine = next(row.score for row in rows if row.method == "ours")
    print(
        "\n| method | join at | P | R | F1 | B3 | negatives | s CPU (wall) | ours - this | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        took = f"{row.spent.cpu:.1f} ({row.spent.wall:.0f})"
        if row.score is None:
            print(f"| {row.method} | - | - | - | - | - | - | stopped at {took} | - | - |")
            continue
        one = row.score
        low, high = interval(one)
        negatives = f"{one.merged} of {len(data.negatives)}" if data.negatives else "-"
        ratio = f"{mine.f1 / one.f1:.2f}" if one.f1 else "-"
        print(
            f"| {row.method} | {row.join_at} | {one.precision:.3f} | {one.recall:.3f} "
            f"| {one.f1:.3f} [{low:.3f}, {high:.3f}] | {one.cubed:.3f} | {negatives} | {took} "
            f"| {said(mine, one)} | {ratio} |",
            flush=True,
        )


def data_sets(folder: Path, only: str) -> Iterator[DataSet]:
    makers: dict[str, Callable[[], DataSet]] = {
        **{
            f"sanctions {view}": lambda view=view: sanctions(folder, view)
            for view in ("full", "primary", "script")
        },
        "corridor": lambda: corridor(PEOPLE, seed=1),
        "corridor held-out": lambda: corridor(PEOPLE, seed=2, table="held-out"),
        "partners": lambda: partners(folder),
    }
    return (make() for name, make in makers.items() if only in name)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--only", default="", help="part of a data set's name")
    options.add_argument("--curve", action="store_true", help="ours at other thresholds too")
    options.add_argument("--repeat", type=int, default=1)
    options.add_argument("--nomenklatura-python", type=Path)
    options.add_argument("--no-nomenklatura", action="store_true")
    options.add_argument("--seconds", type=int, default=240, help="most for nomenklatura")
    chosen = options.parse_args()
    warm()
    python = None if chosen.no_nomenklatura else chosen.nomenklatura_python
    if python is None and not chosen.no_nomenklatura:
        try:
            python = nomenklatura.python_of()
        except nomenklatura.Unavailable as error:
            print(f"left out: {error}")
    print(machine())
    for data in data_sets(chosen.data / "linkage", chosen.only):
        ceiling = f"; ceiling {data.ceiling}" if data.ceiling else ""
        print(f"\n**{data.name}**: {len(data.records)} records{ceiling}.  ", flush=True)
        rows = [*ours(data, chosen.repeat, curve=chosen.curve)]
        few = len(data.records) <= ALL_PAIRS
        rows += plain(data) if few else ()
        rows += splink(data, chosen.repeat)
        rows += nomenklaturas(data, python, chosen.seconds) if python and few else ()
        table(data, rows)


if __name__ == "__main__":
    main()
