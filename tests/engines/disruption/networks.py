"""Invented networks, and the same in networkx."""

from dataclasses import replace

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

from hawkari.engines.disruption import Network, Tie

# Kernels compile on their first call, which no deadline should count.
property_test = settings(deadline=None, max_examples=60)

GRADES = ("", "A", "B", "C", "D", "E", "1A", "2D", "3e")

people = st.integers(0, 11).map(lambda number: f"p{number}")
ties = st.builds(
    Tie,
    source=people,
    target=people,
    weight=st.integers(1, 9).map(float),
    grade=st.sampled_from(GRADES),
)
dates = st.tuples(
    st.sampled_from(
        ("", "2023", "2023-11", "2024-02-29", "2024-05-06T07:08", "2024-05-06 10:08+03:00")
    ),
    st.sampled_from(("", "2024-06", "2024-06-30", "2024-06-30T22:00-05:00", "2025")),
)
typed_ties = st.builds(
    lambda tie, kind, origin, when, amount: replace(
        tie, kind=kind, origin=origin, first=when[0], last=when[1], amount=amount
    ),
    ties,
    st.sampled_from(("call", "payment", "trip", "shared phone", "associate")),
    st.sampled_from(("", "police", "bank")),
    dates,
    st.none() | st.integers(0, 900).map(float),
)
tie_lists = st.lists(ties, max_size=30)
categories = st.dictionaries(
    people,
    st.frozensets(
        st.sampled_from(
            ("suspect", "convicted", "victim", "witness", "contact", "migrant", "other")
        )
    ),
    max_size=6,
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    return Network.from_ties(draw(tie_lists), draw(categories), nodes=draw(st.lists(people)))


def plain(edges: list[tuple[str, str]], **more: object) -> Network:
    return Network.from_ties([Tie(one, two, grade="A") for one, two in edges], **more)  # type: ignore[arg-type]


def as_networkx(network: Network) -> "nx.Graph":
    graph = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(network.pairs())
    return graph


def slow_constraint(graph: "nx.Graph") -> dict[str, float]:
    """Burt's constraint by networkx, which asks for a person at least."""
    return nx.constraint(graph) if graph else {}


def two_rings_joined_by_one() -> Network:
    """Two groups of four who all know one another, and `broker` who knows one in each."""
    left, right = [f"a{i}" for i in range(4)], [f"b{i}" for i in range(4)]
    inside = [(x, y) for group in (left, right) for x in group for y in group if x < y]
    return plain([*inside, ("a0", "broker"), ("broker", "b0")])
