"""Who passes money on: how much can have gone through each person from one contact to another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum
from types import MappingProxyType

import numpy as np

from hawkari.engines.disruption.network import Floats
from hawkari.engines.disruption.values import RANKABLE, Strand
from hawkari.engines.disruption.worlds import top_k

__all__ = ["MoneyBroker", "money_brokers", "passed_on"]

WORLDS = 200
_FREE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MoneyBroker:
    """Somebody money may have passed through: a priority to look at, no finding.

    Attributes:
        node: the person's id.
        received: money stated to have come in, in the ties' currency.
        paid: money stated to have gone out.
        through: the most that can have come from one contact and gone to another.
        low: 5 % quantile of `through` over worlds in which each strand of payments is real or not.
        high: 95 % quantile.
        p_top_k: share of those worlds in which this person is among the k first by `through`.
    """

    node: str
    received: float
    paid: float
    through: float
    low: float
    high: float
    p_top_k: float


def passed_on(received: Mapping[str, float], paid: Mapping[str, float]) -> float:
    """The most that can have come from one contact and gone to another.

    Money that goes back to whoever it came from passes nothing on. The figure is the greatest flow
    from `received` to `paid` past that ban: by its smallest cut, the lesser of all received, all
    paid, and for each contact what the others gave and got.

    Args:
        received: by contact, 0 or more.
        paid: by contact.

    Source: Ford and Fulkerson (1956), "Maximal flow through a network", for the cut.
    """
    into, out = fsum(received.values()), fsum(paid.values())
    others = (
        into - received.get(one, 0.0) + out - paid.get(one, 0.0) for one in {*received, *paid}
    )
    return max(0.0, min(into, out, *others)) if received and paid else 0.0


def money_brokers(
    strands: Iterable[Strand],
    categories: Mapping[str, frozenset[str]] = MappingProxyType({}),
    *,
    top: int = 10,
    seed: int = 0,
) -> list[MoneyBroker]:
    """Who passes most on, first the most; whoever passes nothing on is left out.

    When the money moved is not asked: a payment out may be older than the payment in. Victims,
    migrants and witnesses are not listed. Equal figures go by id.

    Args:
        strands: as `strands` gives them; those without money are ignored.
        categories: subject categories by person.
        top: length of the list, and k of `p_top_k`; at least 1.
        seed: of the worlds; equal seeds give equal numbers.
    """
    money = sorted(
        (one for one in strands if one.paid > 0 or one.returned > 0),
        key=lambda one: (one.low, one.high, one.kind),
    )
    people = sorted({end for one in money for end in (one.low, one.high)})
    free = np.array([categories.get(one, _FREE) <= RANKABLE for one in people], dtype=np.bool_)
    random = np.random.default_rng(seed)
    probability = np.array([one.probability for one in money])
    scores = np.zeros((WORLDS, len(people)))
    for row in scores:
        holds = (random.random(len(money)) < probability).tolist()
        row[:] = _through(people, [one for one, held in zip(money, holds, strict=True) if held])
    stays = top_k(scores, free, top)
    low, high = np.quantile(scores, (0.05, 0.95), axis=0)
    drawn = _through(people, money)
    order = sorted(np.flatnonzero(free & (drawn > 0)).tolist(), key=lambda at: (-drawn[at], at))
    into, out = _sides(money)
    return [
        MoneyBroker(
            node=people[at],
            received=fsum(into[people[at]].values()),
            paid=fsum(out[people[at]].values()),
            through=float(drawn[at]),
            low=float(low[at]),
            high=float(high[at]),
            p_top_k=float(stays[at]),
        )
        for at in order[:top]
    ]


Side = dict[str, dict[str, float]]


def _sides(money: Iterable[Strand]) -> tuple[Side, Side]:
    """What each person received and paid, by contact."""
    into: Side = defaultdict(lambda: defaultdict(float))
    out: Side = defaultdict(lambda: defaultdict(float))
    for one in money:
        for payer, payee, amount in (
            (one.low, one.high, one.paid),
            (one.high, one.low, one.returned),
        ):
            if amount > 0:
                out[payer][payee] += amount
                into[payee][payer] += amount
    return into, out


def _through(people: list[str], money: Iterable[Strand]) -> Floats:
    into, out = _sides(money)
    return np.array([passed_on(into.get(one, {}), out.get(one, {})) for one in people])
