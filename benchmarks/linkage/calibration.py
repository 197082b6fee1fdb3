"""Do the engine's probabilities hold? Pairs of records in bands of probability, as Markdown tables.

    python benchmarks/linkage/calibration.py --data PATH [--only NAME]

PATH and the data sets as in `accuracy.py`; about two minutes on two idle cores. `expected` is the
mean probability of a band, `true` the share of its pairs that are one person's. The last line of a
table is the mean gap between the two, each band counted by its pairs (expected calibration error),
and how many matches were expected in all.

Pairs under .001 are not kept by the engine and not counted.
"""

import argparse
from pathlib import Path

import numpy as np
from accuracy import data_sets
from measures.ours import linked
from measures.records import DataSet

EDGES = (0.001, 0.01, 0.05, 0.2, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999, 1.0)


def show(data: DataSet) -> None:
    found = linked(data.records)
    pairs = [p for p in found.pairs if p.left in data.truth and p.right in data.truth]
    expected = np.array([pair.probability for pair in pairs])
    true = np.array([data.truth[pair.left] == data.truth[pair.right] for pair in pairs])
    band = np.clip(np.digitize(expected, EDGES) - 1, 0, len(EDGES) - 2)
    print(f"\n**{data.name}**: {len(data.records)} records; {found.parameters['trained']}\n")
    print("| probability | pairs | expected | true |\n|---|---|---|---|")
    gap = 0.0
    for number in range(len(EDGES) - 1):
        inside = band == number
        if inside.any():
            means = expected[inside].mean(), true[inside].mean()
            gap += abs(means[0] - means[1]) * inside.mean()
            ends = f"{EDGES[number]:g}-{EDGES[number + 1]:g}"
            print(f"| {ends} | {inside.sum()} | {means[0]:.3f} | {means[1]:.3f} |")
    print(f"\nMean gap {gap:.3f}; {expected.sum():.0f} matches expected, {true.sum()} there.")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--only", default="", help="part of a data set's name")
    chosen = options.parse_args()
    for data in data_sets(chosen.data / "linkage", chosen.only):
        show(data)


if __name__ == "__main__":
    main()
