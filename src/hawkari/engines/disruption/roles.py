"""Who may hold a role in secret, from those who are known to hold it or not.

A plain model: logistic regression with a ridge over a person's place in the network and the share
of holders among those known around. A reason to look at somebody, no finding; tested by
cross-validation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.disruption.around import cores, surroundings
from hawkari.engines.disruption.kernels import Floats, betweenness
from hawkari.engines.disruption.network import Network
from hawkari.errors import BadInput

__all__ = ["RoleTest", "area_under_curve", "hidden_roles", "role_test"]

Bools = NDArray[np.bool_]
# Numbers of the people of one fold, and how they score by a model fitted to the others.
Tested = tuple[NDArray[np.int64], Floats]

# Strength of the ridge on standardised features, and people a share of holders starts with, who
# hold the role as often as the known do. Chosen on the networks that the benchmark reports.
RIDGE, PRIOR = 10.0, 5.0
STEPS = 12  # of Newton's method, which settles in fewer
DRAWS = 1000  # of the people anew, for the interval


@dataclass(frozen=True, slots=True)
class RoleTest:
    """How well known roles could have been told from the others by cross-validation.

    Attributes:
        auc: chance (0-1) that somebody with the role scores above somebody without, of people the
            model was not fitted to; mean over folds and repeats.
        low: 5 % quantile of that mean when the people tested are drawn anew, with the models as
            they were fitted.
        high: 95 % quantile.
        degree: the same mean for the number of ties alone.
        constraint: the same for least constraint alone.
    """

    auc: float
    low: float
    high: float
    degree: float
    constraint: float


def hidden_roles(network: Network, known: Mapping[str, bool]) -> dict[str, float]:
    """Probability (0-1) that each person not known holds the role, in id order.

    Victims, migrants and witnesses get none, and nor does anybody whose role is known.

    Args:
        network: the network.
        known: who is known to hold the role (true) or not to (false); at least two of each.

    Raises:
        BadInput: if too few are known, or somebody known is not in the network.
    """
    truth, is_known = _known(network, known)
    place = _place(network)
    fitted = _fit(_features(network, place, (truth, is_known)), truth, is_known)
    asked = network.rankable & ~is_known
    return {name: float(fitted[node]) for node, name in enumerate(network.nodes) if asked[node]}


def role_test(
    network: Network,
    known: Mapping[str, bool],
    *,
    folds: int = 10,
    repeats: int = 20,
    seed: int = 0,
) -> RoleTest:
    """Repeated stratified cross-validation of `hidden_roles` on people whose role is known.

    Args:
        network: the network.
        known: as for `hidden_roles`; at least as many of each as folds.
        folds: parts, each left out once; 2 or more.
        repeats: times the parts are drawn anew.
        seed: of the parts and of the interval.

    Raises:
        BadInput: as `hidden_roles`.
    """
    truth, is_known = _known(network, known, least=max(2, folds))
    place, random = _place(network), np.random.default_rng(seed)
    tested: list[Tested] = []
    for _ in range(repeats):
        part = _parts(truth, is_known, folds=folds, random=random)
        for fold in range(folds):
            out = np.flatnonzero(part == fold)
            left = is_known & (part != fold)
            fitted = _fit(_features(network, place, (truth, left)), truth, left)
            tested.append((out, fitted[out]))
    people = int(is_known.sum())
    drawn = np.zeros((DRAWS, len(network)), dtype=np.int64)
    drawn[:, is_known] = random.multinomial(people, np.full(people, 1 / people), size=DRAWS)
    low, high = np.quantile(_mean_areas(truth, tested, drawn), (0.05, 0.95))
    once = is_known[None].astype(np.int64)
    auc, degree, constraint = (
        float(_mean_areas(truth, scores, once)[0])
        for scores in (
            tested,
            [(out, place[out, 0]) for out, _ in tested],
            [(out, -place[out, 1]) for out, _ in tested],
        )
    )
    return RoleTest(auc, float(low), float(high), degree, constraint)


def _mean_areas(truth: Bools, tested: list[Tested], drawn: NDArray[np.int64]) -> Floats:
    """Mean over folds of the area under the curve, for each way of counting people.

    Args:
        truth: shape (n,).
        tested: of each fold.
        drawn: shape (ways, n), how often each person counts; a fold without holders or without
            others is left out.

    Returns:
        Shape (ways,), less those that leave every fold out.
    """
    total, folds = np.zeros(len(drawn)), np.zeros(len(drawn))
    for people, score in tested:
        held = truth[people]
        holders, others = drawn[:, people[held]], drawn[:, people[~held]]
        above = ((holders @ _above(held, score)) * others).sum(axis=1)
        pairs = holders.sum(axis=1) * others.sum(axis=1)
        total += above / np.maximum(pairs, 1)
        folds += pairs > 0
    mean: Floats = total[folds > 0] / folds[folds > 0]
    return mean


def _above(truth: Bools, score: Floats) -> Floats:
    """Whether each true one scores above each false one, 0.5 when level, shape (true, false)."""
    true, false = score[truth][:, None], score[~truth]
    found: Floats = (true > false) + 0.5 * (true == false)
    return found


def area_under_curve(truth: Bools, score: Floats) -> float:
    """Chance (0-1) that a true one scores above a false one, level ones counting half.

    Args:
        truth: shape (n,), with both true and false ones.
        score: shape (n,).
    """
    return float(_above(truth, score).mean())


def _known(network: Network, known: Mapping[str, bool], *, least: int = 2) -> tuple[Bools, Bools]:
    """Who holds the role, and who is known at all, each shape (n,)."""
    strange = sorted(set(known) - set(network.nodes))
    if strange:
        raise BadInput(f"{strange[0]!r} is not in the network", "Give roles of people who are.")
    truth = np.array([known.get(node, False) for node in network.nodes], dtype=np.bool_)
    is_known = np.array([node in known for node in network.nodes], dtype=np.bool_)
    if min(int(truth.sum()), int((is_known & ~truth).sum())) < least:
        raise BadInput(
            "too few people are known",
            f"Give at least {least} who hold the role and {least} who do not.",
        )
    return truth, is_known


def _place(network: Network) -> Floats:
    """Degree, constraint, betweenness, core, cohesion and reach of everyone, shape (n, 6).

    Degree and betweenness as logarithms; somebody without ties has the constraint of one tie.
    """
    graph = (network.indptr, network.indices)
    around = surroundings(*graph)
    return np.column_stack(
        [
            np.log1p(network.degree),
            np.nan_to_num(around[:, 0], nan=1.0),
            np.log1p(1000 * betweenness(graph)),
            cores(*graph),
            around[:, 1],
            around[:, 2],
        ]
    ).astype(np.float64)


def _features(network: Network, place: Floats, known: tuple[Bools, Bools]) -> Floats:
    """Place, and the share of holders among the known people within two ties, shape (n, 7).

    Nobody's own role is among their features.
    """
    truth, left = known
    n = len(network)
    tied = np.zeros((n, n))
    tied[network.heads, network.tails] = tied[network.tails, network.heads] = 1.0
    near = ((tied + tied @ tied) > 0) & ~np.eye(n, dtype=np.bool_)
    holders, people = near @ (truth & left).astype(float), near @ left.astype(float)
    share = (holders + PRIOR * truth[left].mean()) / (people + PRIOR)
    return np.column_stack([place, share])


def _fit(features: Floats, truth: Bools, left: Bools) -> Floats:
    """Probability of everyone, shape (n,), by a model fitted to those who are left in."""
    mean, spread = features[left].mean(axis=0), features[left].std(axis=0)
    scaled = (features - mean) / np.where(spread > 0, spread, 1.0)
    rows = np.column_stack([scaled, np.ones(len(scaled))])
    ridge = np.diag([RIDGE] * features.shape[1] + [1e-6])
    weights = np.zeros(rows.shape[1])
    known, wanted = rows[left], truth[left]
    for _ in range(STEPS):
        stated = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (stated - wanted) + ridge @ weights
        bend = (known * (stated * (1 - stated))[:, None]).T @ known + ridge
        weights -= np.linalg.solve(bend, slope)
    found: Floats = 1 / (1 + np.exp(-rows @ weights))
    return found


def _parts(
    truth: Bools, is_known: Bools, *, folds: int, random: np.random.Generator
) -> NDArray[np.int64]:
    """Fold of everyone known, -1 of others; each fold has as many holders as any other, or one."""
    part = np.full(len(truth), -1)
    for wanted in (True, False):
        people = random.permutation(np.flatnonzero(is_known & (truth == wanted)))
        part[people] = np.arange(len(people)) % folds
    return part
