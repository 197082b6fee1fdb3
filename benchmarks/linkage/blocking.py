"""Blocking alone: true pairs proposed, by script pair and by rule, as Markdown tables.

    python benchmarks/linkage/blocking.py [--data PATH] [--people 800] [--seeds 1 2 ...]
        [--budget 15] [--times 1]

PATH is a folder that holds `linkage/partners_records.csv`, `linkage/sanctions_*.jsonl` and their
truth. For each seed a sample corridor of each name table is made. `--times N` also blocks N copies
of the partners' records, each copy with phones, identifiers and dates of its own but the same names
and places, so that namesakes multiply: it shows how cost grows, and how recall falls where names
alone must do.

Pairs by rule are those that no rule before had. Seconds are wall time of one run, without reading
the files, preparing names, and our compilation; memory is the most that the process ever held.
"""

import argparse
import os
import resource
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from time import perf_counter

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(tempfile.gettempdir()) / "hawkari-bench-numba"))

import numpy as np
from measures.processes import machine
from measures.records import DataSet, partners, sanctions, script_of
from measures.samples import corridor
from numpy.typing import NDArray

from hawkari.engines.linkage.blocking import (
    BUDGET,
    Candidates,
    KeyTable,
    block_pairs,
    block_tables,
    key_table,
)
from hawkari.engines.linkage.prepared import Prepared
from hawkari.engines.linkage.preparing import prepare

SHOWN = ("Latn-Latn", "Latn-ar", "Latn-ckb", "ar-ckb", "ar-ar", "ckb-ckb")


def true_pairs(data: DataSet, prepared: Sequence[Prepared]) -> NDArray[np.int64]:
    """Pairs of one person as rows, shape (p, 2), the smaller row first; rising."""
    rows = {one.record.id: row for row, one in enumerate(prepared)}
    people: dict[str, list[int]] = {}
    for record, person in data.truth.items():
        if record in rows:
            people.setdefault(person, []).append(rows[record])
    pairs = sorted(pair for group in people.values() for pair in combinations(sorted(group), 2))
    return np.array(pairs, np.int64).reshape(-1, 2)


def found(candidates: Candidates, true: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each true pair its place among the candidates, or -1."""
    keys = (candidates.left << 32) | candidates.right
    wanted = (true[:, 0] << 32) | true[:, 1]
    if len(keys) == 0:
        return np.full(len(wanted), -1)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)


def kinds(true: NDArray[np.int64], scripts: Sequence[str]) -> list[str]:
    """The script pair of each true pair."""
    order = {"Latn": 0, "ar": 1, "ckb": 2}
    return [
        "-".join(sorted((scripts[a], scripts[b]), key=order.__getitem__)) for a, b in true.tolist()
    ]


def rules(candidates: Candidates, at: NDArray[np.int64], of: Sequence[str]) -> None:
    """One row a rule: what it proposes, adds and keeps, and the true pairs among those."""
    shown = [kind for kind in SHOWN if kind in of]
    print("\n| rule | pairs | added | kept | true | " + " | ".join(shown) + " | cap | stopped |")
    print("|---" * (7 + len(shown)) + "|")
    true = Counter(
        (int(candidates.rule[place]), kind)
        for place, kind in zip(at.tolist(), of, strict=True)
        if place >= 0
    )
    for number, one in enumerate(candidates.plan):
        each = [true[number, kind] for kind in shown]
        cells = [one.pairs, one.added, one.kept, sum(each), *each, one.cap, one.stopped]
        print(f"| {one.rule} | " + " | ".join(f"{cell:,}" for cell in cells) + " |")


def report(data: DataSet, budget: float) -> str:
    """Print the rules' table of one data set; returns its row of the summary."""
    prepared = prepare(sorted(data.records, key=lambda one: one.id))
    block_pairs(prepared[:50])  # compiled
    begun = perf_counter()
    candidates = block_pairs(prepared, budget=budget)
    seconds = perf_counter() - begun
    true = true_pairs(data, prepared)
    at = found(candidates, true)
    of = kinds(true, [script_of(one.record) for one in prepared])
    print(f"\n**{data.name}**: {len(prepared):,} records, {len(true):,} true pairs")
    rules(candidates, at, of)
    return row(data.name, candidates, at, of=of, count=len(prepared), seconds=seconds)


def row(
    name: str,
    candidates: Candidates,
    at: NDArray[np.int64],
    *,
    of: Sequence[str],
    count: int,
    seconds: float,
) -> str:
    hits, all_of = at >= 0, np.array(of)
    each = [f"{hits[all_of == kind].mean():.3f}" if kind in of else "-" for kind in SHOWN]
    cells = (f"{count:,}", f"{len(candidates.left) / count:.1f}", f"{hits.mean():.3f}", *each)
    return f"| {name} | " + " | ".join(cells) + f" | {seconds:.1f} |"


def copied(table: KeyTable, times: int) -> KeyTable:
    """Copies of a table: numbers and dates differ from copy to copy, names and places do not."""

    def copy(number: int) -> KeyTable:
        salt = np.uint64(number)
        birth = table.birth.values
        year, month, day = birth // 10_000, birth % 10_000 // 100, birth % 100
        other_day = ((month - 1 + number) % 12 + 1) * 100 + (day - 1 + 5 * number) % 28 + 1
        dates = ((year - 1940 + 13 * number) % 70 + 1940) * 10_000
        return replace(
            table,
            identity=table.identity + salt,
            phone=table.phone._replace(values=table.phone.values + salt),
            identifier=table.identifier._replace(values=table.identifier.values + salt),
            birth=table.birth._replace(values=dates + np.where(day > 0, other_day, 0)),
        )

    return KeyTable.together([copy(number) for number in range(times)])


def copies(data: DataSet, times: int, budget: float) -> str:
    """The row of many copies of one data set."""
    prepared = prepare(sorted(data.records, key=lambda one: one.id))
    table = copied(key_table(prepared), times)
    true, count = true_pairs(data, prepared), len(prepared)
    begun = perf_counter()
    candidates = block_tables(table, budget=budget)
    seconds = perf_counter() - begun
    every = np.concatenate([true + number * count for number in range(times)])
    of = kinds(true, [script_of(one.record) for one in prepared]) * times
    name = f"{data.name} x {times}"
    return row(name, candidates, found(candidates, every), of=of, count=len(table), seconds=seconds)


def data_sets(data: Path | None, people: int, seeds: Sequence[int]) -> Iterator[DataSet]:
    if data is not None:
        yield partners(data / "linkage")
        for view in ("full", "primary", "script"):
            yield sanctions(data / "linkage", view)
    for seed in seeds:
        for table in ("main", "held-out"):
            yield corridor(people, seed=seed, table=table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--people", type=int, default=800)
    parser.add_argument("--seeds", type=int, nargs="*", default=[])
    parser.add_argument("--budget", type=float, default=BUDGET)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    chosen = data_sets(options.data, options.people, options.seeds)
    rows = [report(one, options.budget) for one in chosen]
    if options.data is not None and options.times > 1:
        data = partners(options.data / "linkage")
        rows.append(copies(data, options.times, options.budget))
    print("\n| records of | records | pairs each | recall | " + " | ".join(SHOWN) + " | seconds |")
    print("|---" * (5 + len(SHOWN)) + "|")
    print("\n".join(rows))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nMemory {held:.1f} GB. {machine()}.")


if __name__ == "__main__":
    main()
