"""Which true pairs are proposed at all? By pair of scripts, ours beside Splink's usual rules.

    python benchmarks/linkage/blocking.py --data PATH

PATH is a folder that holds `linkage/partners_records.csv`, `linkage/sanctions_*.jsonl` and their
truth. A sample of the corridor is made here. About two minutes on two idle cores.

No model finds a pair that no rule proposes, so recall here bounds recall everywhere, but for what
joining others closes. `pairs a record` is what that costs. Scripts are those that a record's source
writes: Latin, Arabic, or Sorani (ckb). Splink's rules are those its users begin with, on names in
Latin letters by ICU: phone; document; birth date and first letter; given name, rest and year; year
and three letters of the given name. Our plan follows for each data set: what a rule proposes, what
no rule before it did, how many values it left out because too many records hold them, and how many
true pairs no rule before it had.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from measures import stock_splink
from measures.ours import Proposed, proposed
from measures.processes import machine, timed
from measures.records import DataSet, partners, sanctions, script_of
from measures.samples import corridor
from measures.scores import Pair, true_pairs

SCRIPTS = ("Latn", "ar", "ckb")
WAYS = tuple(f"{a}-{b}" for i, a in enumerate(SCRIPTS) for b in SCRIPTS[i:])


def ways(data: DataSet, pairs: list[Pair]) -> Iterator[str]:
    scripts = {one.id: SCRIPTS.index(script_of(one)) for one in data.records}
    for left, right in pairs:
        first, second = sorted((scripts[left], scripts[right]))
        yield f"{SCRIPTS[first]}-{SCRIPTS[second]}"


def row(method: str, data: DataSet, pairs: set[Pair], *, seconds: float) -> str:
    true = true_pairs(data)
    kinds = list(ways(data, true))
    there, found = (
        Counter(kinds),
        Counter(kind for kind, pair in zip(kinds, true, strict=True) if pair in pairs),
    )
    cells = [
        f"{found[way] / there[way]:.3f} of {there[way]}" if there[way] else "-" for way in WAYS
    ]
    return (
        f"| {data.name} | {method} | {len(pairs) / len(data.records):.1f} "
        f"| {found.total() / len(true):.3f} | {' | '.join(cells)} | {seconds:.1f} |"
    )


def plan(data: DataSet, ours: Proposed) -> None:
    true = set(true_pairs(data))
    added = Counter(ours.rules[pair] for pair in true & ours.rules.keys())
    print(f"\nOur plan on {data.name}:\n")
    print("| rule | pairs | added | stop-values | true pairs added |\n|---|---|---|---|---|")
    for one in ours.plan:
        print(f"| {one.rule} | {one.pairs} | {one.added} | {one.stopped} | {added[one.rule]} |")
    print(flush=True)


def data_sets(folder: Path) -> Iterator[DataSet]:
    yield partners(folder)
    yield from (sanctions(folder, view) for view in ("full", "primary", "script"))
    yield corridor(800, seed=1)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    chosen = options.parse_args()
    print(f"{machine()}\n")
    rows, plans = [], []
    for data in data_sets(chosen.data / "linkage"):
        ours, spent = timed(lambda data=data: proposed(data.records))
        rows.append(row("ours", data, set(ours.rules), seconds=spent.cpu))
        plans.append((data, ours))
        theirs, spent = timed(lambda data=data: stock_splink.proposed(data.records))
        rows.append(row("Splink's rules", data, theirs, seconds=spent.cpu))
    print(f"| records | rules | pairs a record | true pairs | {' | '.join(WAYS)} | s CPU |")
    print("|---" * (5 + len(WAYS)) + "|")
    print("\n".join(rows))
    for data, ours in plans:
        plan(data, ours)


if __name__ == "__main__":
    main()
