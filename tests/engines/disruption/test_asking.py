import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie
from hawkari.engines.disruption.asking import answered, worth_asking
from hawkari.engines.disruption.telling import most_telling
from tests.engines.disruption.networks import networks, plain, property_test

few = settings(property_test, max_examples=8)


@given(networks())
@few
def test_questions_are_about_reported_ties_each_once_and_more_keep_the_first(
    network: Network,
):
    found = worth_asking(network, people=2, count=5)
    pairs = {(network.nodes[head], network.nodes[tail]) for head, tail in network.pairs()}
    asked = [(question.source, question.target) for question in found]
    assert len(set(asked)) == len(asked) <= 5
    assert set(asked) <= pairs
    assert found[:2] == worth_asking(network, people=2, count=2)
    assert all(0 <= question.change <= 1 for question in found)
    assert all(question.low <= question.gain <= question.high for question in found)


def test_of_two_ties_in_like_places_the_doubtful_one_is_asked_first():
    sure = [Tie(one, two, 9, "1A") for one, two in (("a", "b"), ("c", "d"), ("d", "e"))]
    first = worth_asking(Network.from_ties([*sure, Tie("b", "c", 1, "D")]), people=1)[0]
    assert (first.source, first.target) == ("b", "c")
    assert first.if_refuted == ("d",)


def test_questions_do_not_depend_on_the_order_of_the_ties():
    ties = [Tie("a", "b", 1, "C"), Tie("b", "c", 2, "D"), Tie("c", "d"), Tie("d", "e", 1, "E")]
    one = worth_asking(Network.from_ties(ties), people=1)
    assert one == worth_asking(Network.from_ties(ties[::-1]), people=1)


def test_a_refuted_tie_is_gone_and_a_confirmed_one_nearly_sure():
    network = plain([("a", "b"), ("b", "c"), ("c", "d")])
    number = {pair: place for place, pair in enumerate(network.pairs())}
    after = answered(network, {number[0, 1]: False, number[1, 2]: True})
    assert list(after.pairs()) == [(1, 2), (2, 3)]
    assert after.probability.tolist() == [0.99, network.probability[number[2, 3]]]
    rebuilt = plain([("b", "c"), ("c", "d")], nodes=["a"])
    assert after.nodes == rebuilt.nodes
    for name in ("indptr", "indices", "pair"):
        assert getattr(after, name).tolist() == getattr(rebuilt, name).tolist()


def test_nothing_is_asked_of_an_empty_network():
    assert worth_asking(Network.from_ties([]), people=3) == []


def test_no_question_leads_to_somebody_who_is_not_ranked():
    ties = [Tie("boss", one, 1, "D") for one in ("vic", "m1", "a", "b")]
    held = {"vic": frozenset({"victim"}), "m1": frozenset({"migrant"}), "b": frozenset({"x"})}
    found = worth_asking(Network.from_ties([*ties, Tie("a", "b", 1, "D")], held), people=1)
    assert [(one.source, one.target) for one in found] == [("a", "boss")]


def expected_left(left: np.ndarray, asked: np.ndarray) -> float:
    """What the best plan by a regression on the ties asked leaves, fitted anew in full."""
    design = np.column_stack([np.ones(left.shape[1]), asked.T])
    fitted = design @ np.linalg.lstsq(design, left.T, rcond=None)[0]
    return float(fitted.min(axis=1).mean())


def tells_more(asked: np.ndarray) -> bool:
    """Whether no tie is always there or absent, or follows from the others."""
    return bool(
        np.linalg.matrix_rank(np.column_stack([np.ones(asked.shape[1]), asked.T])) > len(asked)
    )


@given(st.integers(0, 10_000))
@property_test
def test_each_tie_asked_is_the_one_that_a_full_regression_says_helps_most(seed: int):
    random = np.random.default_rng(seed)
    there = (random.random((6, 60)) < random.random((6, 1))).astype(float)
    left = random.random((4, 60)) + random.random((4, 6)) @ there
    taken = most_telling(left, there, 4)
    assert len(set(taken)) == len(taken)
    for place in range(len(taken)):
        asked = [[*taken[:place], other] for other in range(6)]
        ways = [expected_left(left, there[ties]) for ties in asked if tells_more(there[ties])]
        assert expected_left(left, there[taken[: place + 1]]) == pytest.approx(min(ways), abs=1e-8)


def test_of_two_ties_that_tell_the_same_one_is_asked():
    there = np.array([[1, 1, 0, 0, 1, 0], [1, 1, 0, 0, 1, 0], [1, 0, 1, 0, 0, 1]], dtype=float)
    left = np.array([[0.9, 0.8, 0.1, 0.2, 0.9, 0.1], [0.4] * 6])
    assert most_telling(left, there, 3) == [0, 2]


def test_a_tie_that_is_always_there_is_not_asked():
    assert most_telling(np.ones((2, 5)), np.ones((1, 5)), 1) == []
