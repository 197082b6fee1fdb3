"""The network has cells, brokers between them, and the ratios it is calibrated to."""

from collections import Counter, defaultdict
from itertools import combinations
from random import Random

import networkx as nx
import pytest

from hawkari.engines.corridor.numbers import PhoneBook
from hawkari.engines.corridor.people import World, make_cell
from hawkari.engines.corridor.tables import name_table
from hawkari.engines.corridor.ties import Brokers, tie_cell
from hawkari.engines.corridor.values import Person, Tie

Made = tuple[list[list[Person]], list[Tie]]


@pytest.fixture(scope="module")
def network() -> Made:
    rng = Random("network")
    world = World(name_table("main"), PhoneBook(rng), 9_000)
    brokers = Brokers()
    cells, ties = [], []
    for number in range(300):
        cells.append(make_cell(world, number, rng))
        ties += [*tie_cell(cells[-1], rng), *brokers.join(cells[-1], rng)]
    return cells, ties


def working(ties: list[Tie]) -> set[frozenset[str]]:
    return {frozenset((t.left.id, t.right.id)) for t in ties if t.kind == "works with"}


def test_organisers_are_some_fifteen_in_a_hundred(network: Made):
    roles = Counter(person.role for cell in network[0] for person in cell if person.role)
    assert roles["organiser"] / roles.total() == pytest.approx(0.15, abs=0.02)
    assert set(roles) == {
        "organiser",
        "recruiter",
        "driver",
        "safe_house",
        "money",
        "boat_supplier",
    }


def test_ties_favour_one_stage_and_shun_one_role(network: Made):
    """Campana 2018: about 7 times likelier within a stage, 3 times less likely within a role."""
    tied, pairs = Counter(), Counter()
    known = working(network[1])
    for cell in network[0]:
        for left, right in combinations([p for p in cell if p.role], 2):
            kind = (left.stage == right.stage, left.role == right.role)
            pairs[kind] += 1
            tied[kind] += frozenset((left.id, right.id)) in known
    rate = {kind: tied[kind] / pairs[kind] for kind in pairs}
    assert 5 < rate[True, False] / rate[False, False] < 9
    assert 2 < rate[False, False] / rate[False, True] < 4


def test_brokers_join_cells_into_one_network(network: Made):
    cells, ties = network
    graph = nx.Graph([tuple(pair) for pair in working(ties)])
    largest = max(nx.connected_components(graph), key=len)
    assert len(largest) > 0.9 * len(graph)
    people = {person.id: person for cell in cells for person in cell}
    between = [pair for pair in working(ties) if len({people[p].cell for p in pair}) == 2]
    assert between
    assert all(people[person].broker for pair in between for person in pair)


def test_every_member_works_with_somebody_and_every_migrant_was_served(network: Made):
    tied = {person.id for tie in network[1] for person in (tie.left, tie.right)}
    for cell in network[0]:
        for person in cell:
            if person.role or person.category == "migrant":
                assert person.id in tied


def test_migrants_have_no_ties_among_themselves(network: Made):
    kinds = defaultdict(set)
    for tie in network[1]:
        kinds[tie.kind].add((bool(tie.left.role), bool(tie.right.role)))
    assert kinds["works with"] == {(True, True)}
    assert kinds["smuggled"] == {(True, False)}
