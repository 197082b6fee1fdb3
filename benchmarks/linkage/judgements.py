"""What do reviewers' judgements teach the model? Accuracy by how many there are, as Markdown.

    python benchmarks/linkage/judgements.py [--people 1500] [--seed 14] [--table held-out]

Pairs of a sample corridor are judged by its truth, without error, in the order of the review queue:
4 p (1 - p) of the pair, times 1 + log2 of the records of its two clusters. (The queue also puts
levels first that few pairs were judged at; left out here.) Then the model is trained anew with so
many judgements. In the columns under *taught*, judgements do nothing else; under *and bound*, they
also bind and part records, as in a run. `gap` is the expected calibration error over candidate
pairs of .001 and more, `loss` the mean log loss over all of them, in thousandths of a bit.

What it does not show: reviewers err, and skip what is hard. `--data` is accepted and not used.
"""

import argparse

import numpy as np
from measures.samples import corridor
from measures.scores import score
from numpy.typing import NDArray

from hawkari.engines.linkage import JOIN_AT, Judged
from hawkari.engines.linkage.clustering import Clustering, Scored, cluster
from hawkari.engines.linkage.model import Model, bits_of, total_weights
from hawkari.engines.linkage.reference import measure_u
from hawkari.engines.linkage.training import train
from hawkari.engines.linkage.watching import as_watcher
from hawkari.engines.linkage.weighing import Weighed, weigh

MANY = (0, 50, 100, 200, 400, 800)
BANDS = (0.001, 0.01, 0.05, 0.2, 0.5, 0.7, 0.85, 0.95, 0.99, 0.999)


def weights_of(weighed: Weighed, model: Model) -> NDArray[np.float64]:
    return total_weights(weighed.levels.matrix, model.m, model.u) + bits_of(model.prior)


def queued(weighed: Weighed, found: Clustering) -> NDArray[np.int64]:
    """Candidate pairs that no cluster holds, in the order of the queue."""
    left, right = weighed.candidates.left, weighed.candidates.right
    sizes = np.bincount(found.rows, minlength=len(found.rows))[found.rows]
    chance = weighed.scores[1]
    priority = 4 * chance * (1 - chance) * (1 + np.log2(sizes[left] + sizes[right]))
    priority[found.rows[left] == found.rows[right]] = 0
    return np.argsort(-priority, kind="stable")


def gap(chance: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    kept = chance >= BANDS[0]
    band = np.digitize(chance[kept], BANDS)
    parts = [
        abs(chance[kept][band == one].mean() - same[kept][band == one].mean()) * (band == one).sum()
        for one in np.unique(band)
    ]
    return float(sum(parts) / kept.sum())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", help="not used: the records are invented")
    options.add_argument("--people", type=int, default=1500)
    options.add_argument("--seed", type=int, default=14)
    options.add_argument("--table", default="held-out")
    chosen = options.parse_args()
    data = corridor(chosen.people, seed=chosen.seed, table=chosen.table)
    weighed = weigh(data.records, engine="duckdb", watcher=as_watcher(None))
    prepared, candidates = weighed.prepared, weighed.candidates
    ids = [one.record.id for one in prepared]
    person = np.array([data.truth.get(one, one) for one in ids])
    same = person[candidates.left] == person[candidates.right]
    scored = Scored(candidates.left, candidates.right, weighed.scores[0])
    order = queued(weighed, cluster(prepared, scored, join_at=JOIN_AT))
    print(f"\n**{data.name}**: {len(ids)} records, joined from {JOIN_AT} on\n")
    print("| judged | the same | gap | loss | taught: P | R | F1 | and bound: P | R | F1 |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    u = measure_u(prepared)
    for many in MANY:
        at = order[:many].tolist()
        judged = [
            Judged(ids[candidates.left[i]], ids[candidates.right[i]], bool(same[i])) for i in at
        ]
        model = train(prepared, candidates, weighed.levels.matrix, u=u, judged=judged)
        bits = weights_of(weighed, model)
        loss = np.logaddexp2(0, np.where(same, -bits, bits)).mean() * 1000
        scored = Scored(candidates.left, candidates.right, bits)
        scores = [
            score(data, cluster(prepared, scored, judged=bound, join_at=JOIN_AT).clusters)
            for bound in ((), judged)
        ]
        told = [f"{v:.3f}" for s in scores for v in (s.precision, s.recall, s.f1)]
        chance = 1 / (1 + np.exp2(-bits))
        row = [many, same[at].sum(), f"{gap(chance, same):.3f}", f"{loss:.1f}", *told]
        print("| " + " | ".join(map(str, row)) + " |", flush=True)


if __name__ == "__main__":
    main()
