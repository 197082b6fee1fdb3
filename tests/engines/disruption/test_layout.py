from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from hawkari.engines.disruption import Network, components, layout
from tests.engines.disruption.networks import networks, plain, property_test


@given(networks())
@settings(property_test, max_examples=40)
def test_positions_are_numbers_in_the_square_and_the_same_each_time(network: Network):
    found = layout(network)
    assert list(found) == list(network.nodes)
    assert all(0 <= value <= 1 for position in found.values() for value in position)
    assert layout(network) == found


@given(networks())
@settings(property_test, max_examples=40)
def test_components_do_not_overlap(network: Network):
    found = layout(network)
    boxes = []
    for part in components(network):
        places = np.array([found[node] for node in part])
        boxes.append((places.min(axis=0), places.max(axis=0)))
    for (low, high), (other_low, other_high) in combinations(boxes, 2):
        apart = (high < other_low) | (other_high < low)
        assert apart.any()


def test_people_stand_apart():
    graph = nx.powerlaw_cluster_graph(80, 2, 0.5, seed=2)
    found = layout(plain([(str(a), str(b)) for a, b in graph.edges]))
    places = np.array(list(found.values()))
    gaps = np.linalg.norm(places[:, None] - places[None, :], axis=2) + np.eye(len(places))
    assert gaps.min() > 0.003


def test_distance_on_paper_follows_distance_in_the_network():
    chain = [(f"n{i:02}", f"n{i + 1:02}") for i in range(12)]
    found = layout(plain(chain))
    end, near, far = (np.array(found[name]) for name in ("n00", "n01", "n12"))
    assert np.linalg.norm(end - far) > 8 * np.linalg.norm(end - near)


def test_a_large_component_is_laid_out_by_pivots():
    graph = nx.barabasi_albert_graph(1500, 1, seed=1)
    found = layout(plain([(str(a), str(b)) for a, b in graph.edges]))
    places = np.array(list(found.values()))
    assert np.isfinite(places).all()
    assert np.ptp(places[:, 0]) == pytest.approx(1.0)


def test_one_person_stands_in_the_middle_and_nobody_nowhere():
    assert layout(Network.from_ties([], nodes=["x"])) == {"x": (0.5, 0.5)}
    assert layout(Network.from_ties([])) == {}
