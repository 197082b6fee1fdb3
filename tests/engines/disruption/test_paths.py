from itertools import islice, pairwise, permutations
from math import log, prod

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Strand, Tie, probable_paths, strands, timely_path
from hawkari.engines.disruption.strands import earliest, latest
from hawkari.errors import BadInput
from tests.engines.disruption.networks import networks, plain, property_test, typed_ties


def weighted(network: Network) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(network.nodes)
    for (one, two), p in zip(network.pairs(), network.probability.tolist(), strict=True):
        graph.add_edge(network.nodes[one], network.nodes[two], p=p, length=-log(p))
    return graph


@given(networks(), st.integers(0, 9), st.integers(0, 9), st.integers(1, 5))
@property_test
def test_probable_paths_are_those_of_networkx(network: Network, one: int, two: int, most: int):
    if len(network) == 0:
        return
    source, target = network.nodes[one % len(network)], network.nodes[two % len(network)]
    graph = weighted(network)
    found = probable_paths(network, source, target, most=most)
    if source == target:
        assert [(path.nodes, path.probability) for path in found] == [((source,), 1.0)]
        return
    if nx.has_path(graph, source, target):
        slow = list(islice(nx.shortest_simple_paths(graph, source, target, "length"), most))
        stated = [prod(graph[a][b]["p"] for a, b in pairwise(way)) for way in slow]
        assert [path.probability for path in found] == pytest.approx(stated)
    else:
        assert found == []
    assert all(nx.is_simple_path(graph, path.nodes) for path in found)
    assert all((path.nodes[0], path.nodes[-1]) == (source, target) for path in found)
    assert len({path.nodes for path in found}) == len(found)


def test_of_equally_probable_ways_the_shorter_then_the_first_by_id_comes_first():
    network = plain([("a", "x"), ("x", "z"), ("a", "m"), ("m", "z")])
    assert [path.nodes for path in probable_paths(network, "a", "z")] == [
        ("a", "m", "z"),
        ("a", "x", "z"),
    ]


def test_whoever_is_not_there_has_no_ways():
    with pytest.raises(BadInput, match="not in the network"):
        probable_paths(plain([("a", "b")]), "a", "nobody")
    assert probable_paths(plain([("a", "b"), ("c", "d")]), "a", "c") == []


def slow_arrivals(
    known: list[Strand], source: str, target: str, begin: str
) -> list[tuple[str, int]]:
    """Arrival and steps of every way through time that visits nobody twice."""
    people = sorted({end for one in known for end in (one.low, one.high)} - {source, target})
    found = []
    for count in range(len(people) + 1):
        for middle in permutations(people, count):
            now: str | None = begin
            for a, b in pairwise((source, *middle, target)):
                whens = [
                    max(now, earliest(one.first))
                    for one in known
                    if {one.low, one.high} == {a, b}
                    and one.first
                    and max(now, earliest(one.first)) <= latest(one.last)
                ]
                now = min(whens, default=None)
                if now is None:
                    break
            if now is not None:
                found.append((now, count + 1))
    return found


@given(st.lists(typed_ties, max_size=7), st.sampled_from(("", "2024", "2024-06-15")))
@property_test
def test_a_timely_path_arrives_as_early_as_any_with_as_few_steps(ties: list[Tie], begin: str):
    known = strands(ties)
    people = sorted({end for one in known for end in (one.low, one.high)})[:5]
    known = [one for one in known if {one.low, one.high} <= set(people)]
    if len(people) < 2:
        return
    source, target = people[0], people[-1]
    found = timely_path(known, source, target, begin=begin)
    slow = slow_arrivals(known, source, target, begin)
    assert bool(found) == bool(slow)
    if found:
        assert (found[-1].when, len(found)) == min(slow)
        assert (found[0].source, found[-1].target) == (source, target)
        for one, two in pairwise(found):
            assert one.target == two.source
            assert one.when <= two.when


def test_nothing_travels_back_in_time():
    known = strands(
        [
            Tie("a", "b", kind="call", first="2024-05-01", last="2024-05-02"),
            Tie("b", "c", kind="call", first="2024-04-01", last="2024-04-30"),
        ]
    )
    assert timely_path(known, "a", "c") == ()
    back = timely_path(known, "c", "a")
    assert [(step.source, step.target, step.when) for step in back] == [
        ("c", "b", "2024-04-01"),
        ("b", "a", "2024-05-01"),
    ]
    assert timely_path(known, "c", "a", end="2024-04") == ()
    assert timely_path(known, "a", "a") == ()
    assert timely_path(strands([Tie("a", "b")]), "a", "b") == ()


def test_nothing_travels_back_in_time_across_time_zones():
    known = strands(
        [
            Tie("a", "b", kind="call", first="2024-06-01T03:00Z", last="2024-06-01T03:00Z"),
            Tie(
                "b", "c", kind="call", first="2024-06-01T04:00+05:00", last="2024-06-01T04:00+05:00"
            ),
        ]
    )
    assert timely_path(known, "a", "c") == ()
    assert [step.when for step in timely_path(known, "c", "a")] == [
        "2024-05-31T23:00",
        "2024-06-01T03:00",
    ]
