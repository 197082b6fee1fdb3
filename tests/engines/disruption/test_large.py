"""What is for large networks, against what is exact on small ones."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import (
    Network,
    is_fast_order,
    pagerank,
    removal_order,
    sampled_betweenness,
)
from hawkari.engines.disruption.kernels import betweenness
from hawkari.engines.disruption.peeling import is_large, peeled_order
from hawkari.engines.disruption.sampling import sample, widest
from hawkari.engines.disruption.search import left_over
from tests.engines.disruption.networks import as_networkx, networks, property_test


def network_of(graph: nx.Graph) -> Network:
    pairs = np.array(sorted(graph.edges), dtype=np.int32).reshape(-1, 2)
    names = [f"n{node:05}" for node in range(len(graph))]
    return Network.from_arrays(names, pairs, np.full(len(pairs), 0.9))


@pytest.mark.parametrize("seed", range(5))
def test_sampled_betweenness_is_within_its_stated_error(seed: int):
    network = network_of(nx.barabasi_albert_graph(300, 2, seed=seed))
    found = sampled_betweenness(network, error=0.02, confidence=0.99, seed=seed)
    exact = betweenness((network.indptr, network.indices))
    assert found.error == 0.02
    assert np.abs(found.values - exact).max() <= 0.02


@given(networks())
@settings(property_test, max_examples=25)
def test_sampled_paths_are_as_common_as_shortest_paths(network: Network):
    if len(network) < 3:
        return
    graph = as_networkx(network)
    found = sample((network.indptr, network.indices), 20_000, 12345) / 20_000
    n = len(network)
    exact = nx.betweenness_centrality(graph, normalized=False)
    for node in graph:
        assert found[node] == pytest.approx(exact[node] / (n * (n - 1) / 2), abs=0.02)


def test_equal_seeds_give_equal_samples_and_others_others():
    network = network_of(nx.barabasi_albert_graph(100, 2, seed=1))
    one, same, other = (sampled_betweenness(network, error=0.05, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.values, same.values)
    assert not np.array_equal(one.values, other.values)


@given(networks())
@property_test
def test_nobody_is_further_from_the_best_tied_than_stated(network: Network):
    graph = as_networkx(network)
    most = 0
    for part in nx.connected_components(graph):
        far = nx.eccentricity(graph.subgraph(part))
        best = max(graph.degree(node) for node in part)
        assert max(far.values()) <= 2 * min(far[v] for v in part if graph.degree(v) == best)
        most = max(most, *far.values())
    if len(network):
        assert widest((network.indptr, network.indices)) <= most
        assert 2 * widest((network.indptr, network.indices)) >= most


@given(networks())
@property_test
def test_pagerank_solves_its_equation(network: Network):
    n = len(network)
    found = pagerank(network)
    if n == 0:
        assert found.size == 0
        return
    weight = np.zeros((n, n))
    weight[network.heads, network.tails] = network.probability
    weight += weight.T
    strength = weight.sum(axis=0)
    step = np.where(strength > 0, weight / np.where(strength > 0, strength, 1), 1 / n)
    exact = np.linalg.solve(np.eye(n) - 0.85 * step, np.full(n, 0.15 / n))
    assert found.tolist() == pytest.approx(exact.tolist(), abs=1e-9)


@given(networks(), st.sampled_from((None, 3)))
@property_test
def test_a_peeled_order_takes_the_strongest_of_what_is_left(network: Network, limit: int | None):
    strength = network.probability[network.pair]
    graph = as_networkx(network)
    for (one, two), p in zip(network.pairs(), network.probability.tolist(), strict=True):
        graph[one][two]["weight"] = p
    free = network.rankable
    order = peeled_order((network.indptr, network.indices), free, strength=strength, limit=limit)
    waiting = set(np.flatnonzero(free).tolist())
    for node in order:
        held = {other: round(graph.degree(other, weight="weight"), 9) for other in waiting}
        assert held[node] == pytest.approx(max(held.values()), abs=2e-9)
        level = [other for other in waiting if held[other] > max(held.values()) - 1e-10]
        assert node <= min(level) or held[node] > held[min(level)] - 2e-9
        waiting.discard(node)
        graph.remove_node(node)
    if limit is None:
        assert waiting == set()
    else:
        assert len(order) <= limit


def graph_of(network: Network) -> tuple[np.ndarray, np.ndarray]:
    return network.indptr, network.indices


def large() -> Network:
    pairs = np.random.default_rng(1).integers(0, 8_000, (12_000, 2)).astype(np.int32)
    return Network.from_arrays([f"{node:05}" for node in range(8_000)], pairs, np.full(12_000, 0.8))


def test_cases_of_some_hundred_people_are_not_large_and_those_of_many_thousand_are():
    assert not is_large(graph_of(network_of(nx.barabasi_albert_graph(700, 3, seed=1))))
    assert is_large(graph_of(large()))


@pytest.mark.parametrize("objective", ["graded", "complete"])
def test_a_large_network_is_ordered_too_and_breaks(objective: str):
    network = large()
    assert is_fast_order(network, objective)
    rows = removal_order(network, objective=objective)
    assert sorted(row.node for row in rows) == list(network.nodes)
    left = [row.left_after for row in rows]
    assert left == sorted(left, reverse=True)
    random = np.random.default_rng(2).permutation(len(network)).astype(np.int32)
    drawn = left_over(graph_of(network), random)
    assert sum(left) < 0.6 * float(drawn.sum()) / float(drawn[0])


def test_worlds_of_a_large_network_are_ordered_as_the_network_is(monkeypatch: pytest.MonkeyPatch):
    # A path: its middle is its bridge, and everyone inside has as many ties. A world lacks ties,
    # so with this budget the network is large and its worlds are not.
    pairs = np.array([(node, node + 1) for node in range(98)], dtype=np.int32)
    network = Network.from_arrays([f"{node:02}" for node in range(99)], pairs, np.full(98, 0.95))
    steps = 99 * 99 * (99 + 2 * 98)
    monkeypatch.setattr("hawkari.engines.disruption.peeling.BUDGET", steps - 1)
    assert is_fast_order(network)
    fast = {row.node: row.p_top_k for row in removal_order(network)}
    monkeypatch.setattr("hawkari.engines.disruption.peeling.BUDGET", 0)
    assert fast == {row.node: row.p_top_k for row in removal_order(network)}
