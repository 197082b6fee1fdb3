"""Faulty evidence drawn from a true network: what the planners of the other scripts see.

A fifth of the true ties goes missing. Then come false ties, a quarter as many as there are true
ones, between any two people (`uniform`) or between people of one community (`inside`). Under
`alias` there are none, but of every 24 people one is taken for another, who then holds both's ties,
and one stands there twice, each half with about half of the ties. True ties are graded A-E with
shares .28 .28 .26 .12 .06, false ones .04 .10 .26 .34 .26; the probabilities that the planner
believes (.95 .85 .65 .40 .20) are deliberately not those that follow from it.

Run alone, this file prints how many ties of each kind one draw of each network has.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from cases import arguments, largest_components

from hawkari.engines.disruption import Network, Tie, communities
from hawkari.engines.disruption.search import left_over

MODELS = ("uniform", "inside", "alias")
LETTERS = np.array(list("ABCDE"))
TRUE, FALSE = (0.28, 0.28, 0.26, 0.12, 0.06), (0.04, 0.10, 0.26, 0.34, 0.26)


@dataclass(frozen=True)
class Truth:
    """A network as it is; people are numbered as in `network`."""

    network: Network
    strangers: np.ndarray  # pairs that are not tied, shape (k, 2)
    near: np.ndarray  # those of them inside one community

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.network)

    @property
    def pairs(self) -> np.ndarray:
        """Tied pairs, shape (m, 2)."""
        return np.stack([self.network.heads, self.network.tails], axis=1)

    def left(self, gone: np.ndarray) -> float:
        """Share of the people in the largest component once some are gone."""
        out = np.unique(gone).astype(np.int32)
        rest = np.setdiff1d(np.arange(self.n, dtype=np.int32), out)
        order = np.concatenate([out, rest]).astype(np.int32)
        graph = (self.network.indptr, self.network.indices)
        return float(left_over(graph, order)[len(out)]) / self.n


@dataclass(frozen=True)
class Evidence:
    """What the planner sees, and which true person each of its people is."""

    network: Network
    who: np.ndarray
    true: np.ndarray  # whether each pair of the network is true


def truth_of(network: Network) -> Truth:
    number = {node: place for place, node in enumerate(network.nodes)}
    group = np.zeros(len(network), dtype=int)
    for place, part in enumerate(communities(network)):
        group[[number[node] for node in part]] = place
    tied = np.zeros((len(network), len(network)), dtype=bool)
    tied[network.heads, network.tails] = True
    strangers = np.argwhere(np.triu(~tied, 1))
    return Truth(network, strangers, strangers[group[strangers[:, 0]] == group[strangers[:, 1]]])


def truths(
    data: Path | None, largest: int, *, people: int = 0, ties: int | None = None
) -> dict[str, Truth]:
    """The networks as they are, of `people` to `largest` people and at most so many ties."""
    return {
        name: truth_of(network)
        for name, network in largest_components(data, largest).items()
        if len(network) >= people and (ties is None or len(network.heads) <= ties)
    }


def evidence(truth: Truth, model: str, random: np.random.Generator) -> Evidence:
    pairs = truth.pairs[random.random(len(truth.pairs)) < 0.8].astype(int)
    who = np.arange(truth.n)
    true = np.ones(len(pairs), dtype=bool)
    if model == "alias":
        pairs, who = confused(pairs, truth.n, random)
        true = np.ones(len(pairs), dtype=bool)
    else:
        free = truth.strangers if model == "uniform" else truth.near
        false = free[random.permutation(len(free))[: len(truth.pairs) // 4]]
        true = np.concatenate([true, np.zeros(len(false), dtype=bool)])
        pairs = np.concatenate([pairs, false])
    grades = LETTERS[
        np.where(true, random.choice(5, len(true), p=TRUE), random.choice(5, len(true), p=FALSE))
    ]
    names = [f"{place:05}" for place in range(len(who))]
    ties = [
        Tie(names[one], names[two], 1.0, str(grade))
        for (one, two), grade in zip(pairs.tolist(), grades, strict=True)
    ]
    network = Network.from_ties(ties, nodes=names)
    real = {tuple(sorted(pair)) for pair, holds in zip(pairs.tolist(), true, strict=True) if holds}
    return Evidence(network, who, np.array([pair in real for pair in network.pairs()], dtype=bool))


def confused(
    pairs: np.ndarray, n: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Some people merged and as many split; returns the pairs, and who each person is."""
    people, count, pairs = random.permutation(n), max(1, n // 24), pairs.copy()
    for kept, taken in people[: 2 * count].reshape(count, 2):
        pairs[pairs == taken] = kept
    split = people[2 * count : 3 * count]
    for place, person in enumerate(split):
        pairs[(pairs == person) & (random.random(pairs.shape) < 0.5)] = n + place
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.unique(pairs, axis=0), np.concatenate([np.arange(n), split])


def shares_left(
    known: dict[str, Truth],
    model: str,
    *,
    draws: int,
    plans: Callable[[Truth, Evidence, np.random.Generator], list[np.ndarray]],
) -> np.ndarray:
    """Share left on the truth by each plan, shape (networks, plans, draws).

    `plans` gives the true numbers of the people that each plan made on the evidence takes out.
    """
    left = []
    for truth in known.values():
        for draw in range(draws):
            random = np.random.default_rng(draw)
            seen = evidence(truth, model, random)
            left.append([truth.left(gone) for gone in plans(truth, seen, random)])
    return np.array(left).reshape(len(known), draws, -1).swapaxes(1, 2)


def print_shares(names: Iterable[str], left: np.ndarray, ways: Iterable[str]) -> None:
    print(f"  {'share left':26}" + "  ".join(f"{way:>14}" for way in ways))
    for name, row in zip(names, left.mean(axis=2), strict=True):
        print(f"  {name:26}" + "  ".join(f"{share:14.3f}" for share in row))


def main() -> None:
    for name, truth in truths(arguments(__doc__).data, 1000).items():
        cells = []
        for model in MODELS:
            seen = evidence(truth, model, np.random.default_rng(0))
            cells.append(f"{model} {int(seen.true.sum())} true {int((~seen.true).sum())} false")
        print(f"{name:26} {len(truth.pairs):5} ties: " + ", ".join(cells), flush=True)


if __name__ == "__main__":
    main()
