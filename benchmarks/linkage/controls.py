"""Is it no worse on Latin letters alone? Two public data sets, beside Splink's own demonstrations.

    python benchmarks/linkage/controls.py --data PATH [--only NAME]

PATH is a folder that holds `linkage/febrl_dataset4a.csv`, `…4b.csv` and
`linkage/historical_50k.parquet`. About ten minutes on two idle cores, most of it for the second
set, in which each person has some ten records.

Splink is set up as its makers demonstrate on these very files (comparisons and blocking rules of
their own for each), and joins at .9 and at the threshold that is best for it. Ours joins at its
default and has no setting for these files. *ours, best* is ours at the threshold best for it, by
connected components of its pairs, as for the peer: the same favour. `ours - this` and `[a, b]` as
in `accuracy.py`. Pairs and blocking recall say how much each scored, and how much it could find.
"""

import argparse
from pathlib import Path

from measures import splink_demos
from measures.ours import linked, warm
from measures.processes import Spent, machine, timed
from measures.records import DataSet, febrl, historical
from measures.scores import Pair, Score, best, difference, interval, score, true_pairs, unite

MAKERS = {"febrl4": febrl, "historical_50k": historical}


def recall(data: DataSet, pairs: set[Pair]) -> str:
    true = true_pairs(data)
    found = sum(pair in pairs for pair in true)
    return f"{len(pairs)} pairs, {found / len(true):.3f} of the true ones"


def show(method: str, one: Score, *, spent: Spent, mine: Score) -> None:
    low, high = interval(one)
    apart = "-"
    if one is not mine:
        below, above = difference(mine, one)
        apart = f"{mine.f1 - one.f1:+.3f} [{below:+.3f}, {above:+.3f}]"
    took = f"{spent.cpu:.0f} ({spent.wall:.0f})"
    print(
        f"| {method} | {one.precision:.3f} | {one.recall:.3f} "
        f"| {one.f1:.3f} [{low:.3f}, {high:.3f}] | {one.cubed:.3f} | {took} | {apart} |",
        flush=True,
    )


def compare(data: DataSet) -> None:
    found, ours = timed(lambda: linked(data.records))
    mine = score(data, found.clusters)
    own = [(pair.left, pair.right, pair.probability) for pair in found.pairs]
    (theirs, trouble), splink = timed(lambda: splink_demos.predict(data))
    for words in trouble:
        print(f"Splink could not train on one rule: {words}  ")
    print(f"\n**{data.name}**: {len(data.records)} records. Of at least .001, ours keeps ", end="")
    print(f"{recall(data, {pair[:2] for pair in own})}; of at least .01, Splink ", end="")
    ordered = {(min(a, b), max(a, b)) for a, b, _ in theirs}
    print(f"{recall(data, ordered)}.\n")
    print(
        "| method | P | R | F1 | B3 | s CPU (wall) | ours - this |\n|---|---|---|---|---|---|---|"
    )
    show("ours", mine, spent=ours, mine=mine)
    at, highest = best(own, data, cuts=60)
    show(f"ours, best ({at:.3g})", highest, spent=ours, mine=mine)
    at, highest = best(theirs, data, cuts=60)
    show(f"Splink, best ({at:.3g})", highest, spent=splink, mine=mine)
    sure = unite(pair[:2] for pair in theirs if pair[2] >= 0.9)
    show("Splink (0.9)", score(data, sure), spent=splink, mine=mine)


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--only", default="", help="part of a data set's name")
    chosen = options.parse_args()
    warm()
    print(machine())
    for name, make in MAKERS.items():
        if chosen.only in name:
            compare(make(chosen.data / "linkage"))


if __name__ == "__main__":
    main()
