"""Which ties to ask about: plans made again with the answers, scored on the truth.

    python benchmarks/disruption/asking_peers.py --data PATH [--draws 4] [--asked 10]

PATH as for `cases.py`, errors as in `faults.py`. From the faulty evidence each way of asking
chooses ties; the answers are the truth; the plan (a tenth of the people, `Objective.GRADED`) is
made again, and scored by the share of the true network left in its largest component. Ways: ours
(`worth_asking`), ties at random, the most uncertain (probability nearest to .5), and those with
the most shortest paths over them. `all` has every answer: the most that asking can bring.
Networks of more than 300 ties are left out, for time.

Printed: share left after asking against before, geometric mean over networks, with a 90 % interval
from resampling draws; and ours against each other way.
"""

import numpy as np
from cases import arguments, ratios
from faults import MODELS, Evidence, Truth, shares_left, truths

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.asking import answered, worth_asking
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.parts import tie_betweenness

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


def plans(seen: Evidence, people: int, asked: int) -> list[np.ndarray]:
    """True numbers of the people in the plan after each way of asking."""
    found = []
    for way in WAYS:
        pairs = chosen_pairs(seen, way, (people, asked))
        answers = {pair: bool(seen.true[pair]) for pair in pairs}
        found.append(seen.who[graded_order(answered(seen.network, answers), limit=people)])
    return found


def main() -> None:
    chosen = arguments(__doc__, draws=5, asked=10, largest=120)
    known = truths(chosen.data, chosen.largest, ties=300)

    def asked(truth: Truth, seen: Evidence, _: np.random.Generator) -> list[np.ndarray]:
        return plans(seen, max(1, truth.n // 10), chosen.asked)

    for model in MODELS:
        left = shares_left(known, model, draws=chosen.draws, plans=asked)
        print(f"{model}: {len(known)} networks, {chosen.draws} draws, {chosen.asked} ties asked")
        for place, way in enumerate(WAYS[1:], 1):
            cells = ["/ before {:.3f} [{:.3f}, {:.3f}]".format(*ratios(left, place, 0))]
            if way != "ours":
                cells.append("ours / it {:.3f} [{:.3f}, {:.3f}]".format(*ratios(left, 1, place)))
            print(f"  {way:10}" + "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
