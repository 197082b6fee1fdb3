"""Which ties to ask about: plans made again with the answers, scored on the truth.

    python benchmarks/disruption/asking_peers.py --data PATH [--draws 4] [--asked 10]

PATH as for `order_peers.py`, errors as in `faults.py`. From the faulty evidence each way of asking
chooses ties; the answers are the truth; the plan (a tenth of the people, `Objective.GRADED`) is
made again, and scored by the share of the true network left in its largest component. Ways: ours
(`worth_asking`), ties at random, the most uncertain (probability nearest to .5), and those with
the most shortest paths over them. `all` has every answer: the most that asking can bring.
Networks of more than 300 ties are left out, for time.

Printed: share left after asking against before, geometric mean over networks, with a 90 % interval
from resampling draws; and ours against each other way.
"""

import argparse
from pathlib import Path

import numpy as np
from faults import MODELS, Evidence, evidence, truths
from noise_peers import ratios

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.asking import answered, worth_asking
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.through import tie_betweenness

WAYS = ("before", "ours", "random", "uncertain", "paths", "all")


def chosen_pairs(seen: Evidence, way: str, size: tuple[int, int]) -> list[int]:
    network, (people, asked) = seen.network, size
    pairs = len(network.heads)
    if way == "before":
        return []
    if way == "all":
        return list(range(pairs))
    if way == "random":
        return np.random.default_rng(pairs).permutation(pairs)[:asked].tolist()
    if way == "uncertain":
        doubt = np.abs(network.probability - 0.5)
        return np.lexsort((np.random.default_rng(pairs).permutation(pairs), doubt))[:asked].tolist()
    if way == "paths":
        return np.argsort(-tie_betweenness(network), kind="stable")[:asked].tolist()
    return numbers(
        network, [(q.source, q.target) for q in worth_asking(network, people=people, count=asked)]
    )


def numbers(network: Network, named: list[tuple[str, str]]) -> list[int]:
    place = {
        (network.nodes[head], network.nodes[tail]): number
        for number, (head, tail) in enumerate(network.pairs())
    }
    return [place[pair] for pair in named]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path)
    options.add_argument("--draws", type=int, default=4)
    options.add_argument("--asked", type=int, default=10)
    options.add_argument("--largest", type=int, default=120)
    chosen = options.parse_args()
    known = {
        name: truth
        for name, truth in truths(chosen.data, chosen.largest).items()
        if len(truth.pairs) <= 300
    }
    for model in MODELS:
        left = np.zeros((len(known), len(WAYS), chosen.draws))
        for row, truth in enumerate(known.values()):
            people = max(1, truth.n // 10)
            for draw in range(chosen.draws):
                seen = evidence(truth, model, np.random.default_rng(draw))
                for place, way in enumerate(WAYS):
                    pairs = chosen_pairs(seen, way, (people, chosen.asked))
                    answers = {pair: bool(seen.true[pair]) for pair in pairs}
                    plan = graded_order(answered(seen.network, answers), limit=people)
                    left[row, place, draw] = truth.left(seen.who[plan])
        print(f"{model}: {len(known)} networks, {chosen.draws} draws, {chosen.asked} ties asked")
        for place, way in enumerate(WAYS[1:], 1):
            cells = ["/ before {:.3f} [{:.3f}, {:.3f}]".format(*ratios(left, place, 0))]
            if way != "ours":
                cells.append("ours / it {:.3f} [{:.3f}, {:.3f}]".format(*ratios(left, 1, place)))
            print(f"  {way:10}" + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
