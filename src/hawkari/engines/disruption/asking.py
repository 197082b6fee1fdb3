"""Which uncertain tie is worth asking about: what confirming or refuting it would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from hawkari.engines.disruption.expected import Worlds
from hawkari.engines.disruption.network import Floats, Network, neighbour_lists
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.parts import tie_betweenness
from hawkari.engines.disruption.stages import Roles

__all__ = ["Question", "answered", "worth_asking"]

# What a confirmed tie's probability becomes; nothing is ever quite sure.
CONFIRMED = 0.99
# Ties whose answers are worked out in full: those of the highest product of doubt, P · (1 - P), and
# shortest paths over them. Others hardly change an order.
LOOKED_AT = 30
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
    """Uncertain ties, the one whose answer is worth most first, at most `count`.

    For each tie the plan (the first `people` of `Objective.GRADED`) is made again as if it were
    confirmed, and as if it were refuted. Ranked by `change`, then by `gain`: how much the plan
    hangs on the tie can be told well, by how much less would be left only roughly.

    Args:
        network: the network.
        people: how many people the plan takes out, at least 1.
        count: how many questions.
        seed: of the sampled worlds.

    Cost: 60 plans; for 200 people a second or two.
    """
    now = graded_order(network, limit=AHEAD * people)
    worlds = Worlds(network, Roles(), seed=seed)
    plan = (now, worlds.left(now[:people]))
    found = []
    for pair in _shortlist(network):
        orders = {
            holds: graded_order(answered(network, {pair: holds}), limit=AHEAD * people)
            for holds in (True, False)
        }
        found.append(_question(worlds, pair, now=plan, orders=orders, people=people))
    # Sorting keeps the order of the shortlist where the answers change nothing.
    found.sort(key=lambda question: (-round(question.change, 9), -round(question.gain, 9)))
    return found[:count]


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
