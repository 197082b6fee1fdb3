from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Measure, Network, Tie, measures, standings
from hawkari.engines.disruption.around import cores, surroundings
from hawkari.engines.disruption.kernels import betweenness
from hawkari.engines.disruption.possible import possible_worlds
from hawkari.engines.disruption.values import RANKABLE
from tests.engines.disruption.networks import as_networkx, networks, property_test, slow_constraint


@given(networks())
@property_test
def test_constraint_cohesion_reach_and_cores_are_those_of_networkx(network: Network):
    graph = as_networkx(network)
    found = surroundings(network.indptr, network.indices)
    burt, tied = slow_constraint(graph), nx.clustering(graph)
    core = nx.core_number(graph)
    assert cores(network.indptr, network.indices).tolist() == [core[node] for node in graph]
    for node in graph:
        near = nx.single_source_shortest_path_length(graph, node, cutoff=2)
        assert found[node, 0] == pytest.approx(burt[node], nan_ok=True)
        assert found[node, 1] == pytest.approx(tied[node])
        assert found[node, 2] == pytest.approx((len(near) - 1) / max(1, len(graph) - 1))


def test_cores_of_a_network_with_hubs_are_those_of_networkx():
    graph = nx.barabasi_albert_graph(400, 4, seed=3)
    rows = sorted((a, b) for pair in graph.edges for a, b in (pair, pair[::-1]))
    indptr = np.searchsorted([a for a, _ in rows], range(401)).astype(np.int32)
    core = nx.core_number(graph)
    found = cores(indptr, np.array([b for _, b in rows], dtype=np.int32))
    assert found.tolist() == [core[node] for node in range(400)]


@given(networks(), st.integers(1, 4))
@settings(property_test, max_examples=20)
def test_estimates_are_in_order_and_nobody_protected_is_in_a_top(network: Network, top: int):
    found = standings(network, top=top, seed=3)
    assert list(found) == list(network.nodes)
    for name, row in found.items():
        assert list(row) == list(Measure)
        for one in row.values():
            if one.low is not None:
                assert one.low <= one.high
                assert one.expected >= 0
            assert 0 <= one.p_top_k <= 1
            if not network.held(name) <= RANKABLE:
                assert one.p_top_k == 0
    for measure in Measure:
        assert sum(row[measure].p_top_k for row in found.values()) <= top + 1e-9
    assert found == standings(network, top=top, seed=3)


@given(networks())
@settings(property_test, max_examples=15)
def test_betweenness_stands_as_among_the_measures(network: Network):
    many, one = standings(network), measures(network)
    for name, row in many.items():
        assert row[Measure.BETWEENNESS].value == pytest.approx(one[name].betweenness)
        assert row[Measure.BETWEENNESS].p_top_k == pytest.approx(one[name].p_top_k)
        assert row[Measure.CONSTRAINT].value == one[name].constraint


@given(networks(), st.floats(0, 0.6))
@property_test
def test_a_world_holds_reported_ties_and_strangers_with_a_common_contact(
    network: Network, unreported: float
):
    reported = set(network.pairs())
    graph = as_networkx(network)
    for indptr, indices in possible_worlds(network, 3, seed=1, unreported=unreported):
        for node in graph:
            others = indices[indptr[node] : indptr[node + 1]].tolist()
            assert others == sorted(set(others))
            for other in others:
                pair = (min(node, other), max(node, other))
                assert pair in reported or (unreported > 0 and set(graph[node]) & set(graph[other]))
                assert node in indices[indptr[other] : indptr[other + 1]]


def test_without_unreported_ties_each_tie_holds_as_often_as_its_probability():
    network = Network.from_ties([Tie("a", "b", grade="C"), Tie("b", "c", grade="E")])
    held = [
        len(indices) // 2 for _, indices in possible_worlds(network, 4000, seed=2, unreported=0)
    ]
    assert sum(held) / 4000 == pytest.approx(0.85, abs=0.03)


def invented(seed: int) -> Network:
    graph = nx.powerlaw_cluster_graph(60, 3, 0.6, seed=seed)
    random = np.random.default_rng(seed)
    letters = random.choice(list("ABCD"), graph.number_of_edges())
    return Network.from_ties(
        Tie(f"n{a:02}", f"n{b:02}", 1, str(letter))
        for (a, b), letter in zip(graph.edges, letters, strict=True)
    )


def test_nine_of_ten_intervals_hold_the_truth_and_stated_tops_come_true_as_often_as_stated():
    """The truth is another world of the same evidence, that the statements were not made from."""
    inside, stated, true = [], [], []
    for seed in range(12):
        network = invented(seed)
        said = [row[Measure.BETWEENNESS] for row in standings(network, seed=1).values()]
        for graph in possible_worlds(network, 20, seed=1000 + seed):
            truth = betweenness(graph)
            first = set(np.argsort(-truth, kind="stable")[:10].tolist())
            inside += [
                one.low - 1e-12 <= value <= one.high + 1e-12
                for one, value in zip(said, truth.tolist(), strict=True)
            ]
            stated += [one.p_top_k for one in said]
            true += [node in first for node in range(len(network))]
    assert 0.85 <= np.mean(inside) <= 0.95
    for low, high in combinations((0.05, 0.35, 0.65, 0.95), 2):
        chosen = (np.array(stated) >= low) & (np.array(stated) < high)
        assert np.mean(np.array(true)[chosen]) == pytest.approx(
            np.mean(np.array(stated)[chosen]), abs=0.05
        )
