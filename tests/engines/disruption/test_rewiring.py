import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.rewiring import STEP, new_ties, tie_scores
from hawkari.errors import BadInput
from tests.engines.disruption.networks import networks, plain, property_test

NOBODY = np.zeros(0, dtype=np.int32)


def adjacency_of(network: Network) -> np.ndarray:
    adjacency = np.zeros((len(network), len(network)))
    adjacency[network.heads, network.tails] = network.probability
    return adjacency + adjacency.T


def slow_paths(adjacency: np.ndarray) -> np.ndarray:
    """The sum of damped steps, added up one by one."""
    degree = adjacency.sum(axis=0)
    root = np.diag([1 / np.sqrt(d) if d > 0 else 0.0 for d in degree])
    step = STEP * root @ adjacency @ root
    total, power = np.zeros_like(step), step
    for _ in range(80):
        power = power @ step
        total += power
    return total * np.outer(degree, degree) ** (1 / 3)


@given(networks())
@property_test
def test_the_score_is_the_sum_of_damped_paths_and_a_chance_for_strangers(network: Network):
    adjacency = adjacency_of(network)
    degree = adjacency.sum(axis=0)
    strangers = 1e-4 / (1 + np.minimum.outer(degree, degree))
    assert tie_scores(adjacency) == pytest.approx(slow_paths(adjacency) + strangers, abs=1e-9)


@given(networks(), st.floats(0, 30))
@property_test
def test_only_untied_people_who_stay_may_come_to_be_tied(network: Network, expected: float):
    gone = np.arange(min(1, len(network)), dtype=np.int32)
    found = new_ties(network, gone, expected=expected)
    pairs = list(zip(found.heads.tolist(), found.tails.tolist(), strict=True))
    assert all(head < tail for head, tail in pairs)
    assert len(set(pairs)) == len(pairs)
    assert not set(pairs) & set(network.pairs())
    assert not set(gone.tolist()) & {person for pair in pairs for person in pair}
    assert ((found.chance >= 0) & (found.chance <= 1)).all()
    assert (np.diff(np.round(found.chance, 12)) <= 0).all()


def test_two_who_lost_a_common_contact_are_likelier_than_strangers():
    network = plain([("a", "hub"), ("b", "hub"), ("c", "d"), ("d", "e")])
    hub = np.array([network.nodes.index("hub")], dtype=np.int32)
    found = new_ties(network, hub, expected=1.0)
    chance = {
        (network.nodes[head], network.nodes[tail]): value
        for head, tail, value in zip(found.heads, found.tails, found.chance, strict=True)
    }
    assert chance["a", "b"] > 100 * chance["a", "c"] > 0


def test_without_new_ties_expected_none_comes():
    network = plain([("a", "b"), ("b", "c")])
    assert not new_ties(network, NOBODY, expected=0.0).chance.any()


def test_a_network_too_large_for_the_matrix_is_refused():
    network = plain([("a", "b")], nodes=[f"n{number}" for number in range(2001)])
    with pytest.raises(BadInput, match="not reckoned for 2003 people"):
        new_ties(network, NOBODY, expected=1.0)
