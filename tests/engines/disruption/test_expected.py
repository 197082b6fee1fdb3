import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network
from hawkari.engines.disruption.expected import Figure, Worlds, compared, largest_part
from hawkari.engines.disruption.parts import tie_betweenness
from hawkari.engines.disruption.stages import Roles
from tests.engines.disruption.networks import as_networkx, networks, plain, property_test


@given(networks(), st.sets(st.integers(0, 11)))
@property_test
def test_the_largest_part_is_that_of_networkx(network: Network, out: set[int]):
    gone = np.array([number in out for number in range(len(network))], dtype=np.bool_)
    part = set(np.flatnonzero(largest_part(network.indptr, network.indices, gone)).tolist())
    graph = as_networkx(network)
    graph.remove_nodes_from(out & set(graph))
    parts = [set(found) for found in nx.connected_components(graph)]
    assert len(part) == max(map(len, parts), default=0)
    assert not part or part in parts


@given(networks())
@property_test
def test_paths_over_ties_are_those_of_networkx(network: Network):
    slow = nx.edge_betweenness_centrality(as_networkx(network), normalized=False)
    expected = [slow[pair] if pair in slow else slow[pair[::-1]] for pair in network.pairs()]
    assert tie_betweenness(network) == pytest.approx(expected)


def test_equal_seeds_give_equal_worlds_and_shares_lie_between_0_and_1():
    network = plain([(f"n{i}", f"n{j}") for i in range(7) for j in range(i)])
    first, second = (Worlds(network, Roles(), seed=3).left([0, 1]) for _ in range(2))
    assert first.tolist() == second.tolist()
    assert ((first >= 0) & (first <= 1)).all()


def test_a_figure_is_the_mean_with_the_middle_nine_tenths():
    figure = Figure.of(np.arange(101.0))
    assert (figure.value, figure.low, figure.high) == (50.0, 5.0, 95.0)


@pytest.mark.parametrize(
    ("better", "level", "said"),
    [
        (20, 0, "less is left"),
        (17, 2, "less is left"),
        (9, 2, "cannot tell"),
        (2, 1, "cannot tell"),
        (1, 2, "no less is left"),
    ],
)
def test_a_verdict_needs_nine_worlds_in_ten(better: int, level: int, said: str):
    other = np.full(20, 0.5)
    one = np.repeat([0.4, 0.5, 0.6], [better, level, 20 - better - level])
    assert compared(one, other) == ((better + level / 2) / 20, said)


def test_a_stage_counts_its_people_in_the_largest_part():
    network = plain([("a", "b"), ("b", "c"), ("c", "d")], nodes=["z"])
    roles = Roles(stages={"a": frozenset({"pay"}), "z": frozenset({"pay", "move"})})
    left = Worlds(network, roles, worlds=40).stage_left([])
    assert set(left) == {"move", "pay"}
    assert left["move"].max() == 0.0
    assert left["pay"].max() == 0.5
