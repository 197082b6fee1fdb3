"""How right are 100,000 records of the sample corridor joined? Ours beside stock Splink.

    python benchmarks/linkage/hundred_thousand.py [--records 100000] [--seed 7] [--table main]

The sample is made by `hawkari sample`, read by the loaders, and kept; `--data` is accepted and not
used. About ten minutes on two idle cores.

Records are all persons that the loaders state, customers of the hawala ledger among them (13 in
100), of whom a name and at times a phone is known. *joined pairs* are those of at least a
probability that ended in one cluster: at the joining threshold, and at the one from which a rule
may join in nobody's name. Precision counts those too that stand in one cluster by way of others.
The ceiling is what the sample's maker says an ideal reader of the first 1,000 people would reach;
with more people there are more strangers of one name, and the true ceiling is lower.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from measures import stock_splink
from measures.ours import linked, warm
from measures.processes import machine, timed
from measures.records import DataSet
from measures.samples import RECORDS_A_PERSON, corridor
from measures.scores import Score, best, difference, interval, score, unite

from hawkari.engines.linkage import CERTAIN_AT, JOIN_AT, Linkage


def line(method: str, one: Score) -> None:
    low, high = interval(one)
    print(
        f"| {method} | {one.precision:.4f} | {one.recall:.4f} "
        f"| {one.f1:.4f} [{low:.4f}, {high:.4f}] | {one.cubed:.4f} |",
        flush=True,
    )


def joined(data: DataSet, found: Linkage, *, least: float) -> str:
    """Share right of the pairs of at least a probability that ended in one cluster."""
    pairs = [
        (pair.left, pair.right)
        for pair in found.pairs
        if pair.probability >= least and found.clusters[pair.left] == found.clusters[pair.right]
    ]
    right = sum(data.truth[left] == data.truth[right] for left, right in pairs)
    return f"{right / len(pairs):.4f} of {len(pairs)} joined pairs of at least {least:g} are right"


def by_source(data: DataSet, found: Linkage) -> Iterable[str]:
    """F1 over the records of the registers alone: without the ledger's customers."""
    kept = {one.id for one in data.records if one.source != "iq-hawala"}
    truth = {one: person for one, person in data.truth.items() if one in kept}
    people = set(truth.values())
    inside = DataSet("registers", data.records, {k: v for k, v in truth.items() if v in people})
    one = score(inside, found.clusters)
    yield f"Without the ledger's customers: P {one.precision:.4f}, R {one.recall:.4f}, "
    yield f"F1 {one.f1:.4f}."


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path)
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--table", default="main")
    chosen = options.parse_args()
    people = round(chosen.records / RECORDS_A_PERSON)
    warm()
    print(f"{machine()}\n")
    data, made = timed(lambda: corridor(people, seed=chosen.seed, table=chosen.table))
    size = f"{len(data.records)} records of {people} people, made or read in {made.cpu:.0f} s CPU"
    print(f"**{data.name}**: {size}; ceiling {data.ceiling}.\n", flush=True)
    found, ours = timed(lambda: linked(data.records))
    mine = score(data, found.clusters)
    for least in (JOIN_AT, CERTAIN_AT):
        print(f"{joined(data, found, least=least)}.")
    print(f"{''.join(by_source(data, found))}\n", flush=True)
    print("| method | P | R | F1 | B3 |\n|---|---|---|---|---|")
    line(f"ours ({JOIN_AT:g})", mine)
    (theirs, splink) = timed(lambda: stock_splink.predict(data.records, least=0.001))
    at, highest = best(theirs.pairs, data, cuts=40)
    line(f"Splink, best ({at:.3g})", highest)
    line("Splink (0.9)", score(data, unite(pair[:2] for pair in theirs.pairs if pair[2] >= 0.9)))
    low, high = difference(mine, highest)
    print(f"\nOurs - Splink at its best: {mine.f1 - highest.f1:+.4f} [{low:+.4f}, {high:+.4f}].")
    print(f"CPU seconds (wall): ours {ours.cpu:.0f} ({ours.wall:.0f}), ", end="")
    print(f"Splink {splink.cpu:.0f} ({splink.wall:.0f}).")


if __name__ == "__main__":
    main()
