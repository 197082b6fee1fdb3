"""How much does reviewing help? F1 by the number of judged pairs, in queue order and by chance.

    python benchmarks/linkage/review_effort.py [--people 800] [--judged 50 100 200 400] [--seed 2]

A sample of the corridor is made here, on names that nothing was tuned on; `--data` is accepted and
not used. About two minutes on two idle cores.

The reviewer here knows the truth and never errs, which people do. After each batch everything is
linked again with all judgements: they bind (a pair judged the same is joined, one judged different
never is), and where they are enough the model learns from them. *queue* judges in the order of the
review queue (`hawkari.evidence.reviewing.priorities`), of two clusters one pair; *chance* takes
pairs of the same queue at random. *model alone* is the model so trained without the judgements
themselves: what it learned for pairs nobody judged.
"""

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hawkari.site.settings")

import django
from measures.ours import warm
from measures.processes import machine
from measures.records import DataSet
from measures.samples import corridor
from measures.scores import score

from hawkari.engines.linkage import Judged, Linkage, ScoredPair, link, link_and_keep

Order = Callable[[list[ScoredPair], Linkage], list[ScoredPair]]
Key = frozenset[str]


def waiting(found: Linkage, decided: set[Key]) -> list[ScoredPair]:
    """Pairs that a person could still decide: refused joins, and those of two clusters."""
    return [
        pair
        for pair in found.pairs
        if frozenset((pair.left, pair.right)) not in decided
        and found.clusters[pair.left] != found.clusters[pair.right]
    ]


def by_queue(levels: Counter[tuple[str, str]]) -> Order:
    """The order of the review queue; `levels` are those of the pairs judged so far."""
    from hawkari.evidence.reviewing.priorities import matters_of

    def order(pairs: list[ScoredPair], found: Linkage) -> list[ScoredPair]:
        size = Counter(found.clusters.values())
        cut = {frozenset((one.left, one.right)): one.why for one in found.cuts}

        def place(pair: ScoredPair) -> float:
            records = size[found.clusters[pair.left]] + size[found.clusters[pair.right]]
            why = cut.get(frozenset((pair.left, pair.right)), "")
            matters = matters_of(pair, records=records, is_subject=False, cut=why, judged=levels)
            return -matters.priority

        return sorted(pairs, key=lambda pair: (place(pair), pair.left, pair.right))

    return order


def by_chance(seed: int) -> Order:
    """Any order, the same for the same seed."""

    def order(pairs: list[ScoredPair], _found: Linkage) -> list[ScoredPair]:
        mixed = sorted(pairs, key=lambda pair: (pair.left, pair.right))
        Random(seed).shuffle(mixed)
        return mixed

    return order


def one_of_each(pairs: Sequence[ScoredPair], found: Linkage) -> Iterator[ScoredPair]:
    """Of two clusters the first pair only: its answer stands for the others."""
    seen: set[Key] = set()
    for pair in pairs:
        both = frozenset((found.clusters[pair.left], found.clusters[pair.right]))
        if both not in seen:
            seen.add(both)
            yield pair


def reviewed(data: DataSet, steps: Sequence[int], *, order: str) -> Iterator[str]:
    """One row for each number of judged pairs."""
    levels: Counter[tuple[str, str]] = Counter()
    rank = by_queue(levels) if order == "queue" else by_chance(1)
    judged: list[Judged] = []
    found, state = link_and_keep(data.records)
    for wanted in (0, *steps):
        if wanted:
            decided = {frozenset((one.left, one.right)) for one in judged}
            queue = one_of_each(rank(waiting(found, decided), found), found)
            for pair, _ in zip(queue, range(wanted - len(judged)), strict=False):
                same = data.truth[pair.left] == data.truth[pair.right]
                judged.append(Judged(pair.left, pair.right, same))
                levels.update((one.comparison, one.level) for one in pair.reasons)
            found, state = link_and_keep(data.records, judged=judged)
        one = score(data, found.clusters)
        yield (
            f"| {order} | {len(judged)} | {sum(pair.same for pair in judged)} "
            f"| {one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} | {one.cubed:.3f} "
            f"| {score(data, link(data.records, model=state.model).clusters).f1:.3f} |"
        )


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--data", type=Path)
    options.add_argument("--people", type=int, default=800)
    options.add_argument("--judged", type=int, nargs="+", default=[50, 100, 200, 400])
    options.add_argument("--seed", type=int, default=2)
    options.add_argument("--table", default="held-out")
    chosen = options.parse_args()
    django.setup()
    warm()
    print(f"{machine()}\n")
    data = corridor(chosen.people, seed=chosen.seed, table=chosen.table)
    print(f"**{data.name}**: {len(data.records)} records; ceiling {data.ceiling}.\n")
    print("| order | judged | the same | P | R | F1 | B3 | F1 of the model alone |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for order in ("queue", "chance"):
        for row in reviewed(data, chosen.judged, order=order):
            print(row, flush=True)


if __name__ == "__main__":
    main()
