import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from hawkari.engines.disruption import Network, Tie, communities, stable_communities
from hawkari.engines.disruption.leiden import leiden
from tests.engines.disruption.networks import (
    as_networkx,
    networks,
    plain,
    property_test,
    two_rings_joined_by_one,
)


def named(network: Network) -> nx.Graph:
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    for (one, two), p in zip(network.pairs(), network.probability.tolist(), strict=True):
        graph[network.nodes[one]][network.nodes[two]]["weight"] = p
    return graph


@given(networks())
@property_test
def test_everyone_is_in_one_community_and_communities_hang_together(network: Network):
    found = communities(network)
    assert sorted(node for part in found for node in part) == list(network.nodes)
    graph = named(network)
    assert all(nx.is_connected(graph.subgraph(part)) for part in found)


@given(networks())
@property_test
def test_no_single_person_gains_by_moving_to_another_community(network: Network):
    found = [set(part) for part in communities(network)]
    graph = named(network)
    if graph.number_of_edges() == 0:
        return
    held = nx.community.modularity(graph, found)
    for node in graph:
        home = next(part for part in found if node in part)
        for other in found:
            if other is not home and set(graph[node]) & other:
                moved = [part - {node} for part in found if part != {node} and part is not other]
                better = nx.community.modularity(graph, [*filter(None, moved), other | {node}])
                assert better <= held + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_communities_are_as_good_as_those_of_networkx(seed: int):
    graph = nx.connected_caveman_graph(8, 6)
    graph = nx.double_edge_swap(graph, 25, max_tries=2000, seed=seed)
    network = plain([(f"n{a:02}", f"n{b:02}") for a, b in graph.edges])
    theirs = nx.community.louvain_communities(named(network), seed=1)
    ours = nx.community.modularity(named(network), communities(network))
    assert ours >= nx.community.modularity(named(network), theirs) - 0.01


def test_two_groups_are_two_communities():
    found = communities(two_rings_joined_by_one())
    assert sum(len(part) >= 4 for part in found) == 2
    assert not any({"a0", "b0"} <= part for part in found)


@pytest.mark.parametrize("nodes", [[], ["lonely"]])
def test_without_ties_everyone_is_alone(nodes: list[str]):
    network = Network.from_ties([], nodes=nodes)
    assert communities(network) == [frozenset({node}) for node in nodes]
    assert [(c.members, c.stays) for c in stable_communities(network)] == [
        ((node,), (1.0,)) for node in nodes
    ]


def test_a_self_loop_is_a_community_of_one():
    assert communities(Network.from_ties([Tie("x", "x")])) == [frozenset({"x"})]


def test_cliques_of_a_large_ring_are_all_found():
    graph = nx.ring_of_cliques(60, 8)
    rows = sorted((a, b) for pair in graph.edges for a, b in (pair, pair[::-1]))
    indptr = np.searchsorted([a for a, _ in rows], range(481)).astype(np.int32)
    indices = np.array([b for _, b in rows], dtype=np.int32)
    group = leiden(indptr, indices, np.ones(len(indices)))
    assert all(len(set(group[8 * c : 8 * c + 8].tolist())) == 1 for c in range(60))


@given(networks())
@settings(property_test, max_examples=20)
def test_stable_communities_part_everyone_and_state_shares(network: Network):
    found = stable_communities(network, seed=1)
    assert sorted(node for one in found for node in one.members) == list(network.nodes)
    assert found == stable_communities(network, seed=1)
    for one in found:
        assert len(one.stays) == len(one.members)
        assert all(0 <= share <= 1 for share in (*one.stays, one.inside))


def test_whoever_hangs_between_two_groups_stays_less_than_their_hearts():
    left, right = [f"a{i}" for i in range(6)], [f"b{i}" for i in range(6)]
    sure = [Tie(x, y, 9, "A") for group in (left, right) for x in group for y in group if x < y]
    torn = [Tie("torn", node, 1, "C") for node in ("a0", "a1", "b0", "b1")]
    found = stable_communities(Network.from_ties([*sure, *torn]))
    stays = {
        node: share for one in found for node, share in zip(one.members, one.stays, strict=True)
    }
    assert min(stays["a5"], stays["b5"]) > 0.9
    assert stays["torn"] < 0.8
