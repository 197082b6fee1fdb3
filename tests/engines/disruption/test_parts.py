import networkx as nx
import pytest
from hypothesis import given

from hawkari.engines.disruption import Network, components
from hawkari.engines.disruption.parts import articulations, core_numbers, pieces_without
from tests.engines.disruption.networks import as_networkx, networks, property_test


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


@pytest.mark.parametrize("nodes", [[], ["lonely"]])
def test_parts_of_a_network_without_ties(nodes: list[str]):
    network = Network.from_ties([], nodes=nodes)
    assert components(network) == [frozenset({node}) for node in nodes]
