"""Which uncertain tie is worth asking about: what confirming or refuting it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from hawkari.engines.disruption.expected import Worlds, largest_part
from hawkari.engines.disruption.network import Floats, Network, neighbour_lists
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.parts import tie_betweenness
from hawkari.engines.disruption.stages import Roles
from hawkari.engines.disruption.telling import most_telling
from hawkari.engines.disruption.worlds import affordable_worlds

__all__ = ["Question", "answered", "worth_asking"]

# What a confirmed tie's probability becomes; nothing is ever quite sure.
CONFIRMED = 0.99
# Ties that are looked at: those of the highest product of doubt, P · (1 - P), and shortest paths
# over them. Cases of some hundred people have hardly more.
LOOKED_AT = 500
# Plans that the answers choose among: each is made as if a share of the ties had been answered.
PLANS, ANSWERED = 40, 0.3
# How far beyond the plan's people its order is compared, in sizes of the plan.
AHEAD = 2


@dataclass(frozen=True, slots=True)
class Question:
    """An uncertain tie, and what an answer would change.

    Attributes:
        source: id of one person.
        target: id of the other.
        probability: that the tie is real, as the evidence stands.
        change: expected share (0-1) of people whom the answer would exchange, on average over the
            first 1 … 2k of the order, k being the size of the plan.
        gain: expected fall of the share of the largest part that is left, before knowing the
            answer; may be below 0, since it is measured and plans are not perfect.
        low: 5 % limit of `gain` over the sampled worlds.
        high: 95 % limit.
        if_confirmed: who then enters the first k, in text order.
        if_refuted: who then enters the first k, in text order.
    """

    source: str
    target: str
    probability: float
    change: float
    gain: float
    low: float
    high: float
    if_confirmed: tuple[str, ...]
    if_refuted: tuple[str, ...]


def answered(network: Network, answers: Mapping[int, bool]) -> Network:
    """The network once some pairs are confirmed (True) or refuted (False), by number of the pair.

    Refuted ties are gone, confirmed ones have probability 0.99.
    """
    probability = network.probability.copy()
    keep = np.ones(len(network.heads), dtype=np.bool_)
    for number, holds in answers.items():
        keep[number] = holds
        if holds:
            probability[number] = max(CONFIRMED, probability[number])
    heads, tails = network.heads[keep], network.tails[keep]
    indptr, indices, pair = neighbour_lists(heads, tails, len(network))
    return replace(
        network,
        heads=heads,
        tails=tails,
        probability=probability[keep],
        weight=network.weight[keep],
        indptr=indptr,
        indices=indices,
        pair=pair,
    )


def worth_asking(
    network: Network, *, people: int, count: int = 10, seed: int = 0
) -> list[Question]:
    """Uncertain ties to ask about together, the one worth most first, at most `count`.

    The answers are worth what they change: some forty plans are made as if this or that tie had
    been answered, and measured in worlds that may be true. Of each plan a linear regression tells
    what it leaves in a world from the ties asked about; with the answers one takes the plan that
    leaves least by it. Taken is, again and again, the tie that lowers that most, those already
    taken being answered too: two ties that tell the same are not both asked.

    Args:
        network: the network.
        people: how many people the plan takes out, at least 1.
        count: how many questions.
        seed: of the plans and of the sampled worlds.

    Cost: 41 plans, and two for each question; for 200 people a second or two.

    Source: the expected value of sample information by regression, Strong, Oakley and Brennan
    (2014), "Estimating multiparameter partial expected value of perfect information from a
    probabilistic sensitivity analysis sample", Medical Decision Making 34(3); the greedy choice of
    a set is ours.
    """
    now = graded_order(network, limit=AHEAD * people)
    worlds = Worlds(network, Roles(), seed=seed, worlds=2 * affordable_worlds(network))
    plan = (now, worlds.left(now[:people]))
    pairs = _shortlist(network)
    left = _left(worlds, _plans(network, people, seed))
    found = []
    for place in most_telling(left, _there(worlds, pairs), count):
        pair = pairs[place]
        orders = {
            holds: graded_order(answered(network, {pair: holds}), limit=AHEAD * people)
            for holds in (True, False)
        }
        found.append(_question(worlds, pair, now=plan, orders=orders, people=people))
    return found


def _plans(network: Network, people: int, seed: int) -> list[tuple[int, ...]]:
    """Plans as the evidence stands and as if some ties had been answered, each once, in order."""
    random = np.random.default_rng(seed)
    found = {tuple(sorted(graded_order(network, limit=people)))}
    for _ in range(PLANS):
        asked = random.random(len(network.heads)) < ANSWERED
        holds = random.random(len(network.heads)) < network.probability
        answers = {int(pair): bool(holds[pair]) for pair in np.flatnonzero(asked)}
        found.add(tuple(sorted(graded_order(answered(network, answers), limit=people))))
    return sorted(found)


def _left(worlds: Worlds, plans: list[tuple[int, ...]]) -> Floats:
    """Share of the people in the largest part, shape (plans, worlds)."""
    gone = [worlds.gone(plan) for plan in plans]
    sizes = [[largest_part(*graph, out).sum() for graph in worlds.graphs] for out in gone]
    return np.array(sizes, dtype=np.float64) / max(1, len(worlds.network))


def _there(worlds: Worlds, pairs: list[int]) -> Floats:
    """1 where a tie is there, shape (pairs, worlds)."""
    network, people = worlds.network, np.int64(len(worlds.network))
    keys = network.heads[pairs] * people + network.tails[pairs]
    found = np.zeros((len(pairs), len(worlds.graphs)))
    for place, (indptr, indices) in enumerate(worlds.graphs):
        owner = np.repeat(np.arange(len(network), dtype=np.int64), np.diff(indptr))
        found[:, place] = np.isin(keys, owner * people + indices, assume_unique=True)
    return found


def _shortlist(network: Network) -> list[int]:
    """Numbers of the pairs to look at: the uncertain ones over which most shortest paths run.

    Never a tie of somebody who is not ranked: no order of tasks leads to a victim or migrant.
    """
    ranked = network.rankable[network.heads] & network.rankable[network.tails]
    pairs = np.flatnonzero(ranked)
    doubt = network.probability * (1.0 - network.probability)
    weight = np.round(doubt * tie_betweenness(network), 9)[pairs]
    found: list[int] = pairs[np.lexsort((pairs, -weight))[:LOOKED_AT]].tolist()
    return found


def _question(
    worlds: Worlds,
    pair: int,
    *,
    now: tuple[list[int], Floats],
    orders: Mapping[bool, list[int]],
    people: int,
) -> Question:
    network = worlds.network
    head, tail = int(network.heads[pair]), int(network.tails[pair])
    chance = float(network.probability[pair])
    order, left_now = now
    plan = set(order[:people])
    holds = _holds(worlds, head, tail)
    gain, change = np.zeros(len(holds)), 0.0
    for answer, share in ((True, chance), (False, 1.0 - chance)):
        change += share * _exchanged(order, orders[answer])
        here = holds == answer
        if here.any() and set(orders[answer][:people]) != plan:
            fall = left_now - worlds.left(orders[answer][:people])
            gain[here] = fall[here] * share * len(holds) / here.sum()
    spread = 1.645 * float(gain.std()) / max(1.0, len(gain) ** 0.5)
    enter = {
        answer: tuple(sorted(network.nodes[node] for node in set(found[:people]) - plan))
        for answer, found in orders.items()
    }
    names, middle = (network.nodes[head], network.nodes[tail]), float(gain.mean())
    limits = (middle - spread, middle + spread)
    return Question(*names, chance, change, middle, *limits, enter[True], enter[False])


def _exchanged(one: list[int], other: list[int]) -> float:
    """Share of people (0-1) that two orders do not share, on average over ever more of them."""
    length = min(len(one), len(other))
    shares = [len(set(one[:size]) - set(other[:size])) / size for size in range(1, length + 1)]
    return sum(shares) / max(1, length)


def _holds(worlds: Worlds, head: int, tail: int) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Shape (worlds,), whether two people are tied in each."""
    return np.array(
        [tail in indices[indptr[head] : indptr[head + 1]] for indptr, indices in worlds.graphs]
    )
