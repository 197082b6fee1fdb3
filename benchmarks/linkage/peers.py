"""Linkage beside its peers on the same records, in one run, as Markdown tables.

    python benchmarks/linkage/peers.py --data PATH [--sample DIR] [--repeat 1]
        [--nomenklatura-python PY] [--seconds 240] [--only NAME]

PATH is a folder that holds `linkage/partners_records.csv`, `linkage/sanctions_*.jsonl` and their
truth; DIR is made by `hawkari sample`. PY is the Python of an environment with nomenklatura, which
is stopped after `--seconds` a data set.

Ours joins at its own default, fixed before. Splink joins at .9, and at the threshold that is best
for it on each data set, which nobody knows beforehand: that row flatters it. nomenklatura merges
above .9 by itself; its second row joins its suggestions too, at the best threshold below that.
P, R and F1 are pairwise; `negatives` are merged pairs that reviewers judged different. Seconds are
wall time, medians of `--repeat`, without reading the files and without our compilation.

What none of this shows: how partners' real records differ. The partners file and the corridor are
invented; the listed persons are real, and their truth is what reviewers judged until October 2021.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple, TypeVar

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

from nomenklatura_xref import xref
from records import DataSet, Score, corridor, partners, sanctions, score, unite
from stock_splink import predict

from hawkari.engines.linkage import JOIN_AT, Record, link
from hawkari.engines.linkage.blocking import block_pairs
from hawkari.engines.linkage.preparing import prepare

CURVE = (0.5, 0.7, 0.8, 0.9, 0.95)
T = TypeVar("T")


class Row(NamedTuple):
    """A method on one data set; no score if it was stopped."""

    method: str
    join_at: str
    score: Score | None
    seconds: float


def timed(work: Callable[[], T], repeat: int) -> tuple[T, float]:
    seconds = []
    for _ in range(repeat):
        begun = perf_counter()
        result = work()
        seconds.append(perf_counter() - begun)
    return result, median(seconds)


def best(
    scored: Sequence[tuple[str, str, float]], data: DataSet, *, base: Sequence[tuple[str, str]] = ()
) -> tuple[float, Score]:
    """The threshold, of some two hundred and .9, at which connected components score best."""
    ordered = sorted(scored, key=lambda pair: -pair[2])
    cuts = {int(len(data.records) * 1.04**step / 100) for step in range(1, 221)} | {len(ordered)}
    cuts.add(sum(pair[2] >= 0.9 for pair in ordered))
    found = [
        (ordered[cut - 1][2], score(data, unite([*base, *(p[:2] for p in ordered[:cut])])))
        for cut in sorted(cuts)
        if 0 < cut <= len(ordered)
    ]
    return max(found, key=lambda one: one[1].f1, default=(1.0, score(data, unite(base))))


def ours(data: DataSet, repeat: int) -> Iterator[Row]:
    for join_at in sorted({JOIN_AT, *CURVE}, key=lambda value: (value != JOIN_AT, value)):
        times = repeat if join_at == JOIN_AT else 1
        found, seconds = timed(lambda at=join_at: link(data.records, join_at=at), times)
        name = "ours" if join_at == JOIN_AT else "ours, curve"
        yield Row(name, f"{join_at:g}", score(data, found.clusters), seconds)


def splink(data: DataSet, repeat: int) -> Iterator[Row]:
    found, seconds = timed(lambda: predict(data.records), repeat)
    for words in found.trouble:
        print(f"Splink A could not train on one rule: {words}")
    at, highest = best(found.pairs, data)
    yield Row("Splink A, best", f"{at:.3g}", highest, seconds)
    joined = unite((a, b) for a, b, probability in found.pairs if probability >= 0.9)
    yield Row("Splink A", "0.9", score(data, joined), seconds)
    people = {frozenset(pair[:2]) for pair in found.pairs}
    print(proposals("Splink A", data, people))


def nomenklatura(data: DataSet, python: Path, seconds: int) -> Iterator[Row]:
    found, taken = timed(lambda: xref(data.records, python, seconds=seconds), 1)
    if found is None:
        yield Row("nomenklatura xref", "stopped", None, taken)
        return
    at, highest = best(found.suggested, data, base=found.merged)
    yield Row("nomenklatura xref, best", f"{at:.3g}", highest, taken)
    yield Row("nomenklatura xref", "0.9", score(data, unite(found.merged)), taken)


def proposals(method: str, data: DataSet, pairs: set[frozenset[str]]) -> str:
    """Blocking in one line: pairs a record, and the share of true pairs among them."""
    people: dict[str, list[str]] = {}
    for one, person in data.truth.items():
        people.setdefault(person, []).append(one)
    true = [frozenset(pair) for group in people.values() for pair in combinations(group, 2)]
    recall = sum(pair in pairs for pair in true) / len(true)
    each = len(pairs) / len(data.records)
    return f"{method} proposes {each:.1f} pairs a record, {recall:.3f} of the true pairs.  "


def our_proposals(data: DataSet) -> str:
    prepared = prepare(data.records)
    found = block_pairs(prepared)
    ids = [one.record.id for one in prepared]
    pairs = zip(found.left.tolist(), found.right.tolist(), strict=True)
    return proposals("ours", data, {frozenset((ids[a], ids[b])) for a, b in pairs})


def table(data: DataSet, rows: Sequence[Row]) -> None:
    mine = next(row for row in rows if row.method == "ours")
    print(
        "\n| method | join at | P | R | F1 | negatives | seconds | F1 ours / this | s ours / this |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        if row.score is None:
            print(f"| {row.method} | - | - | - | - | - | stopped after {row.seconds:.0f} | - | - |")
            continue
        one = row.score
        negatives = f"{one.merged} of {len(data.negatives)}" if data.negatives else "-"
        ratio = f"{mine.score.f1 / one.f1:.2f}" if one.f1 else "-"
        print(
            f"| {row.method} | {row.join_at} | {one.precision:.3f} | {one.recall:.3f} "
            f"| {one.f1:.3f} | {negatives} | {row.seconds:.1f} | {ratio} "
            f"| {mine.seconds / row.seconds:.2f} |",
            flush=True,
        )


def data_sets(data: Path, sample: Path | None, only: str) -> Iterator[DataSet]:
    for view in ("full", "primary", "script"):
        if only in f"sanctions {view}":
            yield sanctions(data / "linkage", view)
    if sample and only in "corridor":
        yield corridor(sample)
    if only in "partners":
        yield partners(data / "linkage")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--sample", type=Path)
    options.add_argument("--nomenklatura-python", type=Path)
    options.add_argument("--seconds", type=int, default=240)
    options.add_argument("--only", default="", help="part of a data set's name")
    options.add_argument("--repeat", type=int, default=1)
    chosen = options.parse_args()
    warm = {"name": ("Rizgar Ahmed",)}
    link([Record("a", "Person", "x", warm), Record("b", "Person", "y", warm)])  # compiles
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{datetime.now(UTC).date()}, {os.cpu_count()} {platform.machine()} cores, load {load}")
    for data in data_sets(chosen.data, chosen.sample, chosen.only):
        ceiling = f"; ceiling {data.ceiling}" if data.ceiling else ""
        print(f"\n**{data.name}**: {len(data.records)} records{ceiling}.  ")
        print(our_proposals(data))
        rows = [*ours(data, chosen.repeat), *splink(data, chosen.repeat)]
        if chosen.nomenklatura_python:
            rows += nomenklatura(data, chosen.nomenklatura_python, chosen.seconds)
        table(data, rows)


if __name__ == "__main__":
    main()
