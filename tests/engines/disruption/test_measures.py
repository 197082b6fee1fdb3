import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie, brokers, measures
from hawkari.engines.disruption.values import RANKABLE
from tests.engines.disruption.networks import (
    as_networkx,
    networks,
    plain,
    property_test,
    slow_constraint,
    two_rings_joined_by_one,
)


@given(networks(), st.integers(1, 4))
@settings(property_test, max_examples=25)
def test_measures_are_in_their_ranges_and_nobody_protected_is_in_the_top(
    network: Network, top: int
):
    found = measures(network, top=top)
    assert list(found) == list(network.nodes)
    for name, one in found.items():
        assert 0 <= one.betweenness <= 1
        assert 0 <= one.low <= one.high <= 1
        assert 0 <= one.p_top_k <= 1
        if not network.held(name) <= RANKABLE:
            assert one.p_top_k == 0
    assert sum(one.p_top_k for one in found.values()) <= top + 1e-9


@given(networks())
@settings(property_test, max_examples=25)
def test_constraint_is_that_of_networkx(network: Network):
    slow = slow_constraint(as_networkx(network))
    for node, one in enumerate(measures(network).values()):
        if one.degree == 0:
            assert one.constraint is None
        else:
            assert one.constraint == pytest.approx(slow[node])


@given(networks(), st.integers(0, 3))
@settings(property_test, max_examples=15)
def test_equal_seeds_give_equal_measures(network: Network, seed: int):
    assert measures(network, seed=seed) == measures(network, seed=seed)


def test_whoever_joins_the_groups_is_the_first_broker():
    network = two_rings_joined_by_one()
    first = brokers(network, top=3)[0]
    assert first.node == "broker"
    assert first.parts == (4, 4)
    assert first.communities >= 1
    assert first.measures.articulation


def test_a_victim_who_joins_the_groups_is_measured_and_not_listed():
    drawn = two_rings_joined_by_one()
    pairs = [(drawn.nodes[a], drawn.nodes[b]) for a, b in drawn.pairs()]
    network = plain(pairs, categories={"broker": frozenset({"victim", "suspect"})})
    found = measures(network, top=3)
    assert found["broker"].betweenness == max(one.betweenness for one in found.values())
    assert found["broker"].p_top_k == 0
    assert "broker" not in {one.node for one in brokers(network)}


def test_doubtful_ties_widen_the_interval():
    drawn = two_rings_joined_by_one()
    pairs = [(drawn.nodes[a], drawn.nodes[b]) for a, b in drawn.pairs()]
    sure = measures(Network.from_ties([Tie(x, y, 1e9, "1A") for x, y in pairs]))
    doubtful = measures(Network.from_ties([Tie(x, y, 1, "D") for x, y in pairs]))
    for node in ("broker", "a0", "b0"):
        assert doubtful[node].high - doubtful[node].low > sure[node].high - sure[node].low


def test_brokers_can_be_had_from_measures_at_hand():
    network = two_rings_joined_by_one()
    assert brokers(network, top=4) == brokers(network, top=4, known=measures(network, top=4))


def test_a_network_without_ties_has_measures_and_no_brokers():
    network = Network.from_ties([], nodes=["x", "y"])
    assert measures(network)["x"].degree == 0
    assert brokers(network) == []
    assert measures(Network.from_ties([])) == {}
