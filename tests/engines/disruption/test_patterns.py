"""Contacts, motifs and changes, against what one finds by trying everything."""

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import (
    ONE_PHONE,
    TWO_MASTERS,
    Motif,
    Tie,
    changes,
    common_contacts,
    ego,
    kinds_around,
    matches,
    strands,
    within,
)
from tests.engines.disruption.networks import people, property_test, typed_ties

lists = st.lists(typed_ties, max_size=25)


def graph_of(known: list) -> nx.MultiGraph:
    graph = nx.MultiGraph()
    graph.add_edges_from((one.low, one.high, one.kind) for one in known)
    return graph


@given(lists, st.sets(people, min_size=2, max_size=3))
@property_test
def test_common_contacts_are_those_of_networkx(ties: list[Tie], asked: set[str]):
    known = strands(ties)
    graph = graph_of(known)
    found = common_contacts(known, asked)
    slow = [
        node
        for node in sorted(graph)
        if node not in asked and all(graph.has_edge(node, one) for one in asked)
    ]
    assert [one.node for one in found] == slow
    for one in found:
        assert [bool(part) for part in one.ties] == [True] * len(asked)
        assert 0 < one.probability <= min(max(t.probability for t in part) for part in one.ties)


@given(lists, people, st.integers(1, 3))
@property_test
def test_an_ego_network_is_that_of_networkx(ties: list[Tie], person: str, hops: int):
    known = strands(ties)
    graph = graph_of(known)
    near = set(nx.ego_graph(graph, person, radius=hops)) if person in graph else set()
    assert ego(known, person, hops=hops) == [one for one in known if {one.low, one.high} <= near]


@given(lists, people, st.sets(people))
@property_test
def test_kinds_around_count_what_expanding_adds(ties: list[Tie], person: str, shown: set[str]):
    known = strands(ties)
    for row in kinds_around(known, person, shown=shown):
        mine = [one for one in known if person in (one.low, one.high) and one.kind == row.kind]
        others = {one.low if one.high == person else one.high for one in mine}
        assert (row.people, row.new) == (len(others), len(others - shown))
        assert row.sightings == pytest.approx(sum(one.count for one in mine))
    assert sum(row.people for row in kinds_around(known, person)) == sum(
        person in (one.low, one.high) for one in known
    )


def slow_matches(known: list, motif: Motif, labels: dict, groups: dict) -> set:
    kinds = {}
    for one in known:
        kinds.setdefault(frozenset((one.low, one.high)), set()).add(one.kind)
    everyone = sorted({end for one in known for end in (one.low, one.high)})
    found = set()
    for chosen in permutations(everyone, len(motif.roles)):
        who = dict(zip(motif.roles, chosen, strict=True))

        def tied(a: str, b: str, who: dict = who) -> set:
            return kinds.get(frozenset((who[a], who[b])), set())

        if (
            all(not want or want in labels.get(who[role], ()) for role, want in motif.roles.items())
            and all((kind in tied(a, b)) if kind else tied(a, b) for a, b, kind in motif.ties)
            and not any(tied(a, b) for a, b in motif.strangers)
            and all(
                groups.get(who[a]) and groups.get(who[b]) and groups[who[a]] != groups[who[b]]
                for a, b in motif.apart
            )
        ):
            found.add(frozenset((frozenset((who[a], who[b])), kind) for a, b, kind in motif.ties))
    return found


TRIANGLE = Motif(
    {"x": "", "y": "operator", "z": ""}, (("x", "y", "call"), ("y", "z", ""), ("z", "x", ""))
)


@given(
    lists,
    st.sampled_from((ONE_PHONE, TWO_MASTERS, TRIANGLE)),
    st.sets(people),
    st.dictionaries(people, st.sampled_from(("north", "south"))),
)
@property_test
def test_motifs_are_found_wherever_trying_everything_finds_them(
    ties: list[Tie], motif: Motif, operators: set[str], groups: dict[str, str]
):
    known = strands(ties)
    labels = dict.fromkeys(operators, frozenset({"operator"}))
    found = matches(known, motif, labels=labels, groups=groups)
    ours = {
        frozenset(
            (frozenset((match.people[a], match.people[b])), kind) for a, b, kind in motif.ties
        )
        for match in found
    }
    assert ours <= slow_matches(known, motif, labels, groups)
    if motif is not TRIANGLE:  # whose ties of any kind can be the same in several ways
        assert ours == slow_matches(known, motif, labels, groups)
    assert bool(found) == bool(slow_matches(known, motif, labels, groups))
    stated = [match.probability for match in found]
    assert stated == sorted(stated, reverse=True)


def test_a_phone_shared_by_two_operators_is_found_once():
    known = strands(
        [
            Tie("a", "b", 2, "B", "shared phone"),
            Tie("a", "c", 1, "A", "shared phone"),
            Tie("a", "b", 1, "A", "call"),
        ]
    )
    labels = dict.fromkeys("ab", frozenset({"operator"}))
    (only,) = matches(known, ONE_PHONE, labels=labels)
    assert dict(only.people) == {"one": "a", "other": "b"}
    assert [strand.kind for strand in only.strands] == ["shared phone"]
    assert only.probability == pytest.approx(0.9)


def test_a_money_man_of_two_gangs_is_found_unless_a_migrant_or_the_gangs_know_each_other():
    payments = [
        Tie("m", "n1", 1, "A", "payment", amount=10.0),
        Tie("m", "s1", 1, "A", "payment", amount=20.0),
    ]
    groups = {"n1": "north", "s1": "south", "n2": "north"}
    (only,) = matches(strands(payments), TWO_MASTERS, groups=groups)
    assert only.people["money man"] == "m"
    held = {"m": frozenset({"migrant"})}
    assert matches(strands(payments), TWO_MASTERS, groups=groups, categories=held) == []
    known = strands([*payments, Tie("n1", "s1", kind="call")])
    assert matches(known, TWO_MASTERS, groups=groups) == []


periods = st.sampled_from((("2023", "2023"), ("2024-01", "2024-06"), ("2024-07", "2025")))


@given(lists, periods, periods)
@property_test
def test_changes_part_the_strands_of_both_periods(ties: list[Tie], earlier: tuple, later: tuple):
    found = changes(ties, earlier=earlier, later=later)
    before = strands(within(ties, *earlier))
    after = strands(within(ties, *later))
    assert sorted([*found.gone, *(one for one, _ in found.kept)], key=str) == sorted(
        before, key=str
    )
    assert sorted([*found.come, *(two for _, two in found.kept)], key=str) == sorted(after, key=str)
    assert all(
        (one.low, one.high, one.kind) == (two.low, two.high, two.kind) for one, two in found.kept
    )
    assert found.undated == sum(not tie.first and not tie.last for tie in ties)
    turned = changes(ties, earlier=later, later=earlier)
    assert (turned.come, turned.gone) == (found.gone, found.come)
    assert (turned.new_people, turned.lost_people) == (found.lost_people, found.new_people)


def test_who_came_and_who_went_is_said():
    ties = [
        Tie("a", "b", kind="call", first="2024-01-05", last="2024-02-01"),
        Tie("b", "c", kind="call", first="2024-02-20", last="2024-07-30"),
        Tie("c", "d", kind="payment", first="2024-08", amount=5.0),
        Tie("x", "y", kind="call"),
    ]
    found = changes(ties, earlier=("2024-01", "2024-03"), later=("2024-07", "2024-09"))
    assert [(one.low, one.high) for one in found.come] == [("c", "d")]
    assert [(one.low, one.high) for one in found.gone] == [("a", "b")]
    assert [(one.low, one.high) for one, _ in found.kept] == [("b", "c")]
    assert (found.new_people, found.lost_people, found.undated) == (("d",), ("a",), 1)
