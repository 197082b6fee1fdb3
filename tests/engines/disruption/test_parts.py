import networkx as nx
import pytest
from hypothesis import given

from hawkari.engines.disruption import Network, Tie, communities, components
from hawkari.engines.disruption.parts import articulations, core_numbers, pieces_without
from tests.engines.disruption.networks import (
    as_networkx,
    networks,
    plain,
    property_test,
    two_rings_joined_by_one,
)


@given(networks())
@property_test
def test_components_are_those_of_networkx_largest_first(network: Network):
    slow = [
        frozenset(network.nodes[node] for node in part)
        for part in nx.connected_components(as_networkx(network))
    ]
    assert components(network) == sorted(slow, key=lambda part: (-len(part), min(part)))


@given(networks())
@property_test
def test_cut_persons_and_cores_are_those_of_networkx(network: Network):
    graph = as_networkx(network)
    assert articulations(network) == set(nx.articulation_points(graph))
    slow = nx.core_number(graph)
    assert core_numbers(network).tolist() == [slow[node] for node in range(len(network))]


@given(networks())
@property_test
def test_pieces_are_what_a_component_falls_into(network: Network):
    graph = as_networkx(network)
    for node in range(len(network)):
        part = graph.subgraph(nx.node_connected_component(graph, node) - {node})
        slow = sorted(map(len, nx.connected_components(part)), reverse=True)
        assert list(pieces_without(network, node)) == slow


@given(networks())
@property_test
def test_everyone_is_in_one_community_and_communities_hang_together(network: Network):
    found = communities(network)
    assert sorted(node for part in found for node in part) == list(network.nodes)
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    assert all(nx.is_connected(graph.subgraph(part)) for part in found)


def test_communities_are_about_as_good_as_those_of_networkx():
    graph = nx.connected_caveman_graph(8, 6)
    graph = nx.double_edge_swap(graph, 25, max_tries=2000, seed=4)
    network = plain([(f"n{a:02}", f"n{b:02}") for a, b in graph.edges])
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    ours = nx.community.modularity(graph, communities(network))
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=1))
    assert ours >= theirs - 0.03


def test_two_groups_are_two_communities():
    found = communities(two_rings_joined_by_one())
    assert sum(len(part) >= 4 for part in found) == 2
    assert not any({"a0", "b0"} <= part for part in found)


@pytest.mark.parametrize("nodes", [[], ["lonely"]])
def test_parts_of_a_network_without_ties(nodes: list[str]):
    network = Network.from_ties([], nodes=nodes)
    assert components(network) == communities(network) == [frozenset({node}) for node in nodes]


def test_a_self_loop_is_a_community_of_one():
    assert communities(Network.from_ties([Tie("x", "x")])) == [frozenset({"x"})]
