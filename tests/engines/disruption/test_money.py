import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Tie, money_brokers, strands
from hawkari.engines.disruption.money import passed_on
from tests.engines.disruption.networks import categories, property_test, typed_ties

sides = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 50).map(float), max_size=5)


@given(sides, sides)
@property_test
def test_what_is_passed_on_is_the_greatest_flow_between_different_contacts(
    received: dict[str, float], paid: dict[str, float]
):
    graph = nx.DiGraph()
    graph.add_nodes_from(("in", "out"))
    for giver, amount in received.items():
        graph.add_edge("in", ("from", giver), capacity=amount)
        for taker in paid:
            if taker != giver:
                graph.add_edge(("from", giver), ("to", taker))
    for taker, amount in paid.items():
        graph.add_edge(("to", taker), "out", capacity=amount)
    assert passed_on(received, paid) == pytest.approx(nx.maximum_flow_value(graph, "in", "out"))


@given(st.lists(typed_ties, max_size=20), categories, st.randoms(use_true_random=False))
@property_test
def test_money_brokers_are_free_of_order_and_nobody_protected_is_listed(
    ties: list[Tie], held: dict[str, frozenset[str]], rng: random.Random
):
    found = money_brokers(strands(ties), held, top=4)
    mixed = list(ties)
    rng.shuffle(mixed)
    assert money_brokers(strands(mixed), held, top=4) == found
    assert [one.through for one in found] == sorted((one.through for one in found), reverse=True)
    for one in found:
        assert 0 <= one.low <= one.high <= one.through + 1e-9 <= min(one.received, one.paid) + 2e-9
        assert held.get(one.node, frozenset()) <= {"suspect", "convicted", "contact", "other"}


def test_whoever_hands_on_is_found_and_whoever_is_paid_back_is_not():
    payments = [
        Tie("customer", "hawaladar", 1, "A", "payment", amount=900.0),
        Tie("hawaladar", "skipper", 1, "A", "payment", amount=700.0),
        Tie("lender", "borrower", 1, "A", "payment", amount=500.0),
        Tie("borrower", "lender", 1, "A", "payment", amount=500.0),
    ]
    (only,) = money_brokers(strands(payments))
    assert (only.node, only.received, only.paid, only.through) == ("hawaladar", 900.0, 700.0, 700.0)
    assert only.p_top_k == pytest.approx(0.9, abs=0.07)


def test_a_migrant_through_whom_money_went_is_not_listed():
    payments = [
        Tie("family", "traveller", 1, "A", "payment", amount=400.0),
        Tie("traveller", "smuggler", 1, "A", "payment", amount=400.0),
    ]
    assert money_brokers(strands(payments), {"traveller": frozenset({"migrant"})}) == []


def test_without_money_there_are_no_money_brokers():
    assert money_brokers(strands([Tie("a", "b", kind="call")])) == []
    assert money_brokers([]) == []
