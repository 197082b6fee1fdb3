import random
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie, tie_probability
from tests.engines.disruption.networks import categories, property_test, tie_lists


def same(one: Network, two: Network) -> bool:
    arrays = ("heads", "tails", "probability", "weight", "indptr", "indices", "pair")
    return one.nodes == two.nodes and all(
        np.array_equal(getattr(one, name), getattr(two, name)) for name in arrays
    )


@given(tie_lists, categories, st.randoms(use_true_random=False))
@property_test
def test_the_order_and_direction_of_rows_do_not_matter(
    ties: list[Tie], held: dict[str, frozenset[str]], rng: random.Random
):
    turned = [
        Tie(tie.target, tie.source, tie.weight, tie.grade) if rng.random() < 0.5 else tie
        for tie in ties
    ]
    rng.shuffle(turned)
    assert same(Network.from_ties(ties, held), Network.from_ties(turned, held))


@given(tie_lists)
@property_test
def test_neighbour_lists_hold_each_pair_from_both_ends(ties: list[Tie]):
    network = Network.from_ties(ties)
    expected = {frozenset((tie.source, tie.target)) for tie in ties if tie.source != tie.target}
    found = {frozenset((network.nodes[a], network.nodes[b])) for a, b in network.pairs()}
    assert found == expected
    for node in range(len(network)):
        entries = slice(network.indptr[node], network.indptr[node + 1])
        neighbours = network.indices[entries].tolist()
        assert neighbours == sorted(set(neighbours))
        for other, pair in zip(neighbours, network.pair[entries].tolist(), strict=True):
            assert {int(network.heads[pair]), int(network.tails[pair])} == {node, other}


def test_a_self_loop_leaves_its_person_without_a_tie():
    network = Network.from_ties([Tie("x", "x")])
    assert network.nodes == ("x",)
    assert network.degree.tolist() == [0]


def test_repeats_and_both_directions_are_one_pair_with_all_sightings():
    network = Network.from_ties([Tie("x", "y", 2.0, "C"), Tie("y", "x", 3.0, "c")])
    assert network.weight.tolist() == [5.0]
    assert network.probability.tolist() == [tie_probability("C", 5.0)]


def test_the_most_probable_report_of_a_pair_decides():
    network = Network.from_ties([Tie("x", "y", 50.0, "E"), Tie("x", "y", 1.0, "B")])
    assert network.probability.tolist() == [0.85]


def test_ids_are_text_and_stay_as_they_stand():
    network = Network.from_ties([Tie("10", "9"), Tie("010", "9 ")], nodes=["", "7"])
    assert network.nodes == ("", "010", "10", "7", "9", "9 ")


def test_who_holds_a_protected_category_may_not_be_ranked_whatever_else_is_held():
    network = Network.from_ties(
        [],
        {
            "a": frozenset({"suspect"}),
            "b": frozenset({"suspect", "victim"}),
            "c": frozenset({"migrant", "convicted"}),
            "d": frozenset(),
            "e": frozenset({"witness"}),
            "f": frozenset({"not understood"}),
        },
    )
    assert network.rankable.tolist() == [True, False, False, True, False, False]


def test_an_empty_network_is_a_network():
    network = Network.from_ties([])
    assert len(network) == 0
    assert network.degree.tolist() == []


@given(tie_lists, st.randoms(use_true_random=False))
@property_test
def test_a_network_from_arrays_is_that_from_ties(ties: list[Tie], rng: random.Random):
    slow = Network.from_ties(ties)
    rows = [
        (pair[::-1] if rng.random() < 0.5 else pair, probability, weight)
        for pair, probability, weight in zip(
            slow.pairs(), slow.probability.tolist(), slow.weight.tolist(), strict=True
        )
    ]
    # A weaker repeat of each pair, and a loop, change nothing but the sightings.
    rows += [(pair, probability / 2, 1.0) for pair, probability, _ in rows]
    rows += [((0, 0), 1.0, 1.0)] if len(slow) else []
    rng.shuffle(rows)
    fast = Network.from_arrays(
        slow.nodes,
        np.array([pair for pair, _, _ in rows], dtype=np.int32).reshape(-1, 2),
        np.array([probability for _, probability, _ in rows]),
        weight=np.array([weight for _, _, weight in rows]),
    )
    assert fast.weight.tolist() == [weight + 1 for weight in slow.weight.tolist()]
    assert same(replace(fast, weight=slow.weight), slow)
