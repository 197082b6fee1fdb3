"""Joint plans beside each partner alone, planned on faulty evidence and scored on the truth.

    python benchmarks/disruption/joint_peers.py --data PATH [--draws 200] [--largest 200]

PATH as for `cases.py`, errors as in `faults.py`. Four partners; their areas are the
communities of the true network, dealt out so that each holds about a quarter of the people; 30 % of
the people are out of everyone's reach. A tenth of the people in all is taken out, each partner's
share by its area, in every arm the same number:

- together: `joint_choice` on all evidence;
- apart: each partner the best of its own by the same method, on all evidence, not knowing what the
  others do;
- own files: the same, but each sees only ties of people in its area;
- filtered: `Objective.GRADED` for the whole network, the first whom someone with room can reach.

Printed: geometric mean over networks of together against each, by the share of the true network's
people left in its largest component, with a 90 % interval from resampling draws. That areas follow
communities is an assumption. Networks of more than 1,000 ties or under 30 people are left out.
"""

import numpy as np
from cases import arguments, ratios
from faults import MODELS, Evidence, Truth, print_shares, shares_left, truths

from hawkari.engines.disruption import Network, communities
from hawkari.engines.disruption.asking import answered
from hawkari.engines.disruption.order import graded_order
from hawkari.engines.disruption.plans import joint_choice
from hawkari.engines.disruption.stages import Roles

ARMS = ("together", "apart", "own files", "filtered", "truth known")
PARTNERS = ("p1", "p2", "p3", "p4")


def areas(truth: Truth) -> np.ndarray:
    """Which partner's area each person is in: communities, each to the smallest area so far."""
    number = {node: place for place, node in enumerate(truth.network.nodes)}
    area, size = np.zeros(truth.n, dtype=int), [0] * len(PARTNERS)
    for part in communities(truth.network):
        smallest = size.index(min(size))
        area[[number[node] for node in part]] = smallest
        size[smallest] += len(part)
    return area


def budgets(area: np.ndarray) -> dict[str, int]:
    """A tenth of the people, at least one each."""
    return {
        partner: max(1, round((area == place).sum() / 10)) for place, partner in enumerate(PARTNERS)
    }


def roles_of(network: Network, area: np.ndarray, reached: np.ndarray) -> Roles:
    return Roles(
        partners={
            node: frozenset({PARTNERS[area[place]]})
            for place, node in enumerate(network.nodes)
            if reached[place]
        }
    )


def own_files(network: Network, area: np.ndarray, place: int) -> Network:
    """What one partner sees: ties with an end in its area."""
    inside = (area[network.heads] == place) | (area[network.tails] == place)
    return answered(network, {int(pair): False for pair in np.flatnonzero(~inside)})


def plans(
    seen: Evidence, truth: Truth, *, area: np.ndarray, reached: np.ndarray
) -> list[np.ndarray]:
    """True numbers of the people that each arm takes out."""
    held, caps = area[seen.who], budgets(area)
    roles = roles_of(seen.network, held, reached[seen.who])
    alone = [joint_choice(seen.network, roles, {name: caps[name]}) for name in PARTNERS]
    files = [
        joint_choice(own_files(seen.network, held, place), roles, {name: caps[name]})
        for place, name in enumerate(PARTNERS)
    ]
    room, filtered = dict(caps), []
    for node in graded_order(seen.network):
        name = PARTNERS[held[node]]
        if reached[seen.who[node]] and room[name] > 0:
            room[name] -= 1
            filtered.append(node)
    sure = joint_choice(truth.network, roles_of(truth.network, area, reached), caps)
    together = joint_choice(seen.network, roles, caps)
    return [
        seen.who[[node for node, _ in together]],
        seen.who[[node for chosen in alone for node, _ in chosen]],
        seen.who[[node for chosen in files for node, _ in chosen]],
        seen.who[filtered],
        np.array([node for node, _ in sure]),
    ]


def main() -> None:
    chosen = arguments(__doc__, draws=200, largest=200)
    known = truths(chosen.data, chosen.largest, people=30, ties=1000)
    area = {truth.network: areas(truth) for truth in known.values()}

    def arms(truth: Truth, seen: Evidence, random: np.random.Generator) -> list[np.ndarray]:
        return plans(seen, truth, area=area[truth.network], reached=random.random(truth.n) < 0.7)

    for model in MODELS:
        left = shares_left(known, model, draws=chosen.draws, plans=arms)
        print(f"{model}: {len(known)} networks, {chosen.draws} draws each")
        print_shares(known, left, ARMS)
        for place, arm in enumerate(ARMS[1:], 1):
            print("  together / {:12} {:.3f} [{:.3f}, {:.3f}]".format(arm, *ratios(left, 0, place)))
        print(end="", flush=True)


if __name__ == "__main__":
    main()
