"""Which pairs come to be tied next, told from the network so far, beside single scores.

    python benchmarks/disruption/rewiring_peers.py --data PATH

PATH as for `cases.py`; used are the networks there whose ties have a phase, period or year
(Caviar: two-month phases with seizures; PIRA: periods of years; countries by year). Candidates of a
step are pairs of people who are in the network up to then and in it at the step, and not yet tied;
steps with fewer than 3 new ties are left out. Printed: mean AUC over the steps with its 90 %
interval from resampling steps, and that of the difference to the best peer.

Being there at the next step is hindsight that no forecast has. The score's constants were chosen
with these networks in sight.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from cases import arguments, folder_of, mean_of

from hawkari.engines.disruption.rewiring import tie_scores

COLUMNS = ("phase", "period", "year")


def steps(path: Path) -> list[set[tuple[str, str]]]:
    """Tied pairs of each step, in order; empty when the ties have no time."""
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            column = next((name for name in COLUMNS if name in row), None)
            if column is None:
                return []
            if row["source"] != row["target"]:
                one, two = sorted((row["source"], row["target"]))
                found[int(row[column])].add((one, two))
    return [found[step] for step in sorted(found)]


def tasks(ties: list[set[tuple[str, str]]]) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Network so far, candidates (shape (2, k)), and which of them come to be tied."""
    for step in range(1, len(ties)):
        before = set().union(*ties[:step])
        people = sorted({person for pair in before for person in pair})
        number = {person: place for place, person in enumerate(people)}
        known = np.zeros((len(people), len(people)))
        fresh = np.zeros((len(people), len(people)), dtype=bool)
        for one, two in before:
            known[number[one], number[two]] = known[number[two], number[one]] = 1.0
        for one, two in ties[step]:
            if one in number and two in number:
                fresh[number[one], number[two]] = fresh[number[two], number[one]] = True
        there = np.array([any(person in pair for pair in ties[step]) for person in people])
        pairs = np.array(np.triu_indices(len(people), 1))
        pairs = pairs[:, there[pairs[0]] & there[pairs[1]] & (known[*pairs] == 0)]
        if fresh[*pairs].sum() >= 3:
            yield known, pairs, fresh[*pairs]


def katz(known: np.ndarray) -> np.ndarray:
    return np.linalg.inv(np.eye(len(known)) - 0.5 / np.linalg.eigvalsh(known)[-1] * known)


def adamic_adar(known: np.ndarray) -> np.ndarray:
    degree = known.sum(axis=0)
    return known @ (np.where(degree > 1, 1 / np.log(np.maximum(degree, 2)), 0)[:, None] * known)


def preferential(known: np.ndarray) -> np.ndarray:
    return np.outer(known.sum(axis=0), known.sum(axis=0))


SCORES = {
    "ours": tie_scores,
    "Adamic-Adar": adamic_adar,
    "Katz": katz,
    "common contacts": lambda known: known @ known,
    "preferential": preferential,
}


def auc(score: np.ndarray, true: np.ndarray) -> float:
    _, place, count = np.unique(np.round(score, 12), return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    positive = int(true.sum())
    area = rank[true].sum() - positive * (positive + 1) / 2
    return float(area / (positive * (len(true) - positive)))


def interval(values: np.ndarray) -> str:
    return "{:+.3f} [{:+.3f}, {:+.3f}]".format(*mean_of(values))


def main() -> None:
    data = arguments(__doc__).data
    if data is None:
        print("no ties with a time to foretell from; give --data PATH")
        return
    for path in sorted(folder_of(data).glob("*.edges.csv")):
        areas: dict[str, list[float]] = defaultdict(list)
        pairs = new = 0
        for known, candidates, fresh in tasks(steps(path)):
            pairs, new = pairs + len(fresh), new + int(fresh.sum())
            for name, score in SCORES.items():
                areas[name].append(auc(score(known)[*candidates], fresh))
        if areas:
            report(path.name.split(".")[0], (len(areas["ours"]), new, pairs), areas)


def report(name: str, size: tuple[int, int, int], areas: dict[str, list[float]]) -> None:
    print("{}: {} steps, {} new ties of {} pairs".format(name, *size))
    best = max((peer for peer in SCORES if peer != "ours"), key=lambda peer: np.mean(areas[peer]))
    for method, values in areas.items():
        print(f"  {method:16} AUC {interval(np.array(values))}")
    change = np.array(areas["ours"]) - np.array(areas[best])
    print(f"  ours - {best:9} {interval(change)}", flush=True)


if __name__ == "__main__":
    main()
