from hypothesis import given, settings

from hawkari.engines.disruption import Network, Tie
from hawkari.engines.disruption.asking import answered, worth_asking
from tests.engines.disruption.networks import networks, plain, property_test

few = settings(property_test, max_examples=8)


@given(networks())
@few
def test_questions_are_about_reported_ties_each_once_best_first(network: Network):
    found = worth_asking(network, people=2, count=5)
    pairs = {(network.nodes[head], network.nodes[tail]) for head, tail in network.pairs()}
    asked = [(question.source, question.target) for question in found]
    assert len(set(asked)) == len(asked) <= 5
    assert set(asked) <= pairs
    changes = [round(question.change, 9) for question in found]
    assert changes == sorted(changes, reverse=True)
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
