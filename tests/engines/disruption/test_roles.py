import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie, hidden_roles, role_test
from hawkari.engines.disruption.roles import _mean_areas, area_under_curve
from hawkari.errors import BadInput
from tests.engines.disruption.networks import property_test


def invented(seed: int = 1, **more: object) -> Network:
    graph = nx.powerlaw_cluster_graph(60, 2, 0.5, seed=seed)
    return Network.from_ties([Tie(f"n{a:02}", f"n{b:02}") for a, b in graph.edges], **more)  # type: ignore[arg-type]


def bosses(network: Network) -> dict[str, bool]:
    """The best tied fifth hold the role."""
    order = np.argsort(-network.degree, kind="stable")
    return {network.nodes[node]: place < 12 for place, node in enumerate(order.tolist())}


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), min_size=2, max_size=30))
@property_test
def test_the_area_is_the_share_of_pairs_in_order(people: list[tuple[bool, int]]):
    true = [score for held, score in people if held]
    false = [score for held, score in people if not held]
    if not true or not false:
        return
    pairs = [(a > b) + (a == b) / 2 for a in true for b in false]
    held, score = (np.array(column) for column in zip(*people, strict=True))
    assert area_under_curve(held, score) == pytest.approx(sum(pairs) / len(pairs))


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 3)), max_size=30),
    st.integers(1, 4),
)
@property_test
def test_people_drawn_anew_count_in_the_mean_over_folds_as_often_as_drawn(
    people: list[tuple[bool, int, int]], folds: int
):
    held = np.array([one[0] for one in people], dtype=np.bool_)
    score = np.array([one[1] for one in people], dtype=float)
    often = np.array([one[2] for one in people], dtype=np.int64)
    parts = [np.arange(len(people))[fold::folds] for fold in range(folds)]
    slow = []
    for part in parts:
        repeated = np.repeat(part, often[part])
        if 0 < held[repeated].sum() < len(repeated):
            slow.append(area_under_curve(held[repeated], score[repeated]))
    found = _mean_areas(held, [(part, score[part]) for part in parts], often[None])
    assert found == pytest.approx([np.mean(slow)] if slow else [])


def test_a_role_that_goes_with_ties_is_found_in_people_left_out():
    network = invented()
    found = role_test(network, bosses(network), folds=5, repeats=2)
    assert found.auc > 0.9
    assert found.degree > 0.95
    assert 0.5 < found.low <= found.auc <= found.high <= 1


def test_a_role_given_by_chance_is_not_found():
    network = invented()
    held = np.random.default_rng(5).permutation([True] * 20 + [False] * 40).tolist()
    found = role_test(network, dict(zip(network.nodes, held, strict=True)), folds=5, repeats=2)
    assert found.low < 0.6
    assert found.low < found.auc < found.high < 0.75


def test_those_not_known_get_a_probability_and_those_protected_none():
    network = invented(categories={"n30": frozenset({"victim"})})
    known = bosses(network)
    first = max(known, key=lambda node: int(network.degree[network.nodes.index(node)]))
    for node in (first, "n30", "n55"):
        del known[node]
    found = hidden_roles(network, known)
    assert list(found) == sorted({first, "n55"})
    assert 0 <= found["n55"] < found[first] <= 1


def test_too_few_known_and_strangers_are_refused():
    network = invented()
    with pytest.raises(BadInput, match="too few"):
        hidden_roles(network, {"n01": True, "n02": False, "n03": False})
    with pytest.raises(BadInput, match="too few"):
        role_test(network, bosses(network), folds=13)
    with pytest.raises(BadInput, match="not in the network"):
        hidden_roles(network, {"nobody": True})
