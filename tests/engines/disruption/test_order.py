import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, RankedNode, Tie, removal_order
from hawkari.engines.disruption.values import RANKABLE
from tests.engines.disruption.networks import (
    as_networkx,
    categories,
    networks,
    plain,
    property_test,
    tie_lists,
    two_rings_joined_by_one,
)

OBJECTIVES = ("graded", "complete")
few = settings(property_test, max_examples=12)


def what_is_left(network: Network, names: list[str]) -> list[int]:
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    left = []
    for name in names:
        graph.remove_node(name)
        left.append(max(map(len, nx.connected_components(graph)), default=0))
    return left


def r_of(network: Network, names: list[str]) -> int:
    return sum(what_is_left(network, names)[:-1])


def names_of(rows: list[RankedNode]) -> list[str]:
    return [row.node for row in rows]


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(network=networks())
@few
def test_everyone_appears_once_and_numbers_are_in_range(objective: str, network: Network):
    rows = removal_order(network, objective=objective)
    assert sorted(names_of(rows)) == list(network.nodes)
    ranked = [row for row in rows if row.rank is not None]
    assert [row.rank for row in ranked] == list(range(1, len(ranked) + 1))
    assert rows[: len(ranked)] == ranked
    assert all(0 <= row.p_top_k <= 1 and 0 <= row.left_after <= 1 and row.reason for row in rows)
    shares = [row.left_after for row in rows]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(network=networks())
@few
def test_victims_migrants_and_witnesses_are_never_ranked(objective: str, network: Network):
    for row in removal_order(network, objective=objective):
        protected = not network.held(row.node) <= RANKABLE
        assert (row.rank is None) == protected
        assert row.reason.startswith("not ranked: subject category") == protected
        assert row.p_top_k == 0 or not protected


@pytest.mark.parametrize("objective", OBJECTIVES)
@given(ties=tie_lists, held=categories, rng=st.randoms(use_true_random=False))
@few
def test_the_order_of_the_rows_does_not_matter(
    objective: str, ties: list[Tie], held: dict[str, frozenset[str]], rng: random.Random
):
    before = removal_order(Network.from_ties(ties, held), objective=objective)
    rng.shuffle(ties)
    assert removal_order(Network.from_ties(ties, held), objective=objective) == before


@given(networks())
@few
def test_what_is_left_of_a_complete_graph_is_counted(network: Network):
    rows = removal_order(network, objective="complete")
    ranked = [row for row in rows if row.rank is not None]
    largest = max(map(len, nx.connected_components(as_networkx(network))), default=1)
    expected = [count / largest for count in what_is_left(network, names_of(ranked))]
    assert [row.left_after for row in ranked] == pytest.approx(expected)


def recomputed_betweenness(network: Network) -> list[str]:
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    order = []
    while graph:
        score = nx.betweenness_centrality(graph)
        order.append(max(sorted(score), key=lambda name: (score[name], graph.degree(name))))
        graph.remove_node(order[-1])
    return order


def kpp_neg(network: Network) -> list[str]:
    """Borgatti (2006): greedily leave the least sum of squared component sizes."""
    graph = nx.relabel_nodes(as_networkx(network), dict(enumerate(network.nodes)))
    order = []
    while graph:

        def rest(name: str, graph: nx.Graph = graph) -> tuple[int, int, str]:
            without = graph.subgraph(set(graph) - {name})
            squares = sum(len(part) ** 2 for part in nx.connected_components(without))
            return squares, -graph.degree(name), name

        order.append(min(graph, key=rest))
        graph.remove_node(order[-1])
    return order


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "draw",
    [
        lambda seed: nx.barabasi_albert_graph(40, 2, seed=seed),
        lambda seed: nx.connected_watts_strogatz_graph(36, 4, 0.2, seed=seed),
        lambda seed: nx.powerlaw_cluster_graph(30, 3, 0.7, seed=seed),
    ],
    ids=["hubs", "small world", "clusters"],
)
def test_complete_leaves_no_more_than_recomputed_betweenness_or_kpp_neg(draw, seed: int):
    network = plain([(f"n{a:02}", f"n{b:02}") for a, b in draw(seed).edges])
    ours = r_of(network, names_of(removal_order(network, objective="complete")))
    assert ours <= r_of(network, recomputed_betweenness(network))
    assert ours <= r_of(network, kpp_neg(network))


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_whoever_joins_the_groups_comes_first(objective: str):
    first = removal_order(two_rings_joined_by_one(), objective=objective)[0]
    assert first.node in {"broker", "a0", "b0"}
    assert first.reason.startswith("joins groups of")


def test_the_well_evidenced_bridge_is_cut_before_the_doubtful_one():
    groups = [(f"{g}{i}", f"{g}{j}") for g in "ab" for i in range(4) for j in range(i)]
    network = Network.from_ties(
        [
            *(Tie(x, y, 1, "1A") for x, y in groups),
            *(Tie(x, y, 1, "1A") for x, y in (("a0", "sure"), ("sure", "b0"))),
            *(Tie(x, y, 1, "3E") for x, y in (("a1", "doubtful"), ("doubtful", "b1"))),
        ]
    )
    assert names_of(removal_order(network))[0] in {"a0", "sure", "b0"}


def test_people_without_ties_come_after_all_who_have_some():
    network = plain([("b", "c"), ("c", "d")], nodes=["a", "e"])
    for objective in OBJECTIVES:
        rows = removal_order(network, objective=objective)
        assert names_of(rows)[-2:] == ["a", "e"]
        assert rows[-1].reason == "tied to nobody"


def test_doubtful_ties_are_named_in_the_reason():
    network = Network.from_ties([Tie("hub", "a", 1, "3E"), Tie("hub", "b", 1, "A")])
    reason = removal_order(network, objective="complete")[0].reason
    assert "1 of them more likely false than true" in reason


def test_a_network_of_only_victims_ranks_nobody():
    network = plain([("a", "b")], categories=dict.fromkeys("ab", frozenset({"victim"})))
    for objective in OBJECTIVES:
        rows = removal_order(network, objective=objective)
        assert [(row.rank, row.left_after) for row in rows] == [(None, 1.0), (None, 1.0)]


def test_an_empty_network_has_an_empty_order():
    assert removal_order(Network.from_ties([])) == []
    assert removal_order(Network.from_ties([]), objective="complete") == []


def test_another_objective_is_refused():
    with pytest.raises(ValueError, match="fastest"):
        removal_order(Network.from_ties([]), objective="fastest")
