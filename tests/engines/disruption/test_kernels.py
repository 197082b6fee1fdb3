"""Compiled kernels against slow twins."""

from itertools import permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, kernels
from hawkari.engines.disruption.adaptive import recomputed_order
from hawkari.engines.disruption.kernels import betweenness
from hawkari.engines.disruption.search import anneal, left_over
from hawkari.engines.disruption.weighted import refresh_weighted
from tests.engines.disruption.networks import as_networkx, networks, property_test


def slow_left_over(graph: nx.Graph, order: list[int]) -> list[int]:
    graph = graph.copy()
    left = [max(map(len, nx.connected_components(graph)), default=0)]
    for node in order:
        graph.remove_node(node)
        left.append(max(map(len, nx.connected_components(graph)), default=0))
    return left


def neighbour_lists(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    rows = sorted((a, b) for pair in graph.edges for a, b in (pair, pair[::-1]))
    indptr = np.searchsorted([a for a, _ in rows], range(len(graph) + 1)).astype(np.int32)
    return indptr, np.array([b for _, b in rows], dtype=np.int32)


def shuffled(network: Network, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).permutation(len(network)).astype(np.int32)


@given(networks())
@property_test
def test_betweenness_is_that_of_networkx(network: Network):
    slow = nx.betweenness_centrality(as_networkx(network))
    fast = betweenness((network.indptr, network.indices))
    assert fast.tolist() == pytest.approx([slow[node] for node in range(len(network))], abs=1e-12)


@given(networks(), st.data())
@property_test
def test_weighted_betweenness_is_that_of_networkx(network: Network, data: st.DataObject):
    # Whole lengths, so that networkx finds equally long paths equal too.
    lengths = np.array([data.draw(st.integers(1, 4)) for _ in network.heads], dtype=np.float64)
    graph = as_networkx(network)
    for (one, two), length in zip(network.pairs(), lengths, strict=True):
        graph[one][two]["length"] = length
    slow = nx.betweenness_centrality(graph, weight="length", normalized=False)
    alive = np.ones(len(network), dtype=np.bool_)
    score, mark = np.zeros(len(network)), np.zeros(len(network), dtype=np.int32)
    weighted = (network.indptr, network.indices, lengths[network.pair])
    for node in range(len(network)):
        if mark[node] == 0:
            refresh_weighted(weighted, alive, node, score, mark, kernels.AGAIN)
    assert score.tolist() == pytest.approx([slow[node] for node in range(len(network))], abs=1e-9)


def test_sampled_sources_come_close_to_all():
    graph = nx.barabasi_albert_graph(kernels.ONCE[0] + 200, 2, seed=5)
    indptr, indices = neighbour_lists(graph)
    slow = nx.betweenness_centrality(graph)
    fast = betweenness((indptr, indices))
    top = sorted(slow, key=lambda node: -slow[node])[:10]
    assert len(set(top) & set(np.argsort(-fast)[:10].tolist())) >= 9
    assert fast[top[0]] == pytest.approx(slow[top[0]], rel=0.1)


@given(networks(), st.integers(0, 9))
@property_test
def test_what_is_left_is_that_of_removing_one_by_one(network: Network, seed: int):
    order = shuffled(network, seed)
    fast = left_over((network.indptr, network.indices), order)
    assert fast.tolist() == slow_left_over(as_networkx(network), order.tolist())


@given(networks(), st.integers(1, 9), st.data())
@property_test
def test_annealing_keeps_everyone_and_is_never_worse(
    network: Network, seed: int, data: st.DataObject
):
    if len(network) < 2:
        return
    graph = (network.indptr, network.indices)
    start = shuffled(network, seed)
    free = data.draw(st.integers(1, len(network)))
    total, order = anneal(graph, start, (free, 300, 2.0, 0.1, seed))
    slow = slow_left_over(as_networkx(network), order.tolist())
    assert total == sum(slow[1:-1])
    assert total <= sum(slow_left_over(as_networkx(network), start.tolist())[1:-1])
    assert sorted(order[:free].tolist()) == sorted(start[:free].tolist())
    assert order[free:].tolist() == start[free:].tolist()


@pytest.mark.parametrize("seed", range(6))
def test_annealing_finds_the_best_order_of_a_small_network(seed: int):
    graph = nx.gnm_random_graph(6, 8, seed=seed)
    best = min(sum(slow_left_over(graph, list(order))[1:-1]) for order in permutations(range(6)))
    start = np.arange(6, dtype=np.int32)
    assert anneal(neighbour_lists(graph), start, (6, 3000, 1.2, 0.05, 1))[0] == best


@given(networks())
@property_test
def test_recomputed_order_takes_the_highest_of_what_is_left(network: Network):
    graph = as_networkx(network)
    everyone = np.ones(len(network), dtype=np.bool_)
    order = recomputed_order((network.indptr, network.indices), everyone)
    assert sorted(order) == list(range(len(network)))
    for node in order:
        slow = nx.betweenness_centrality(graph, normalized=False)
        assert slow[node] == pytest.approx(max(slow.values()), abs=1e-6)
        graph.remove_node(node)
