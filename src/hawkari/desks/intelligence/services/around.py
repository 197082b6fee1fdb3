"""What lies around one on a chart, and the ways from one to another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.services.networks import Whole, chart_among, whole
from hawkari.desks.intelligence.values import Chart, ChartEdge, strictest
from hawkari.engines import disruption
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityView, entities_of, get_entity

__all__ = ["Around", "AroundKind", "Way", "Ways", "around", "more", "ways_between"]

MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class AroundKind:
    """Whom one kind of tie leads to, before any of them is put on a chart.

    Attributes:
        kind: of tie.
        ids: canonical ids, sorted.
        sightings: of all these ties.
        first: the earliest date, ISO, maybe partial; empty where none is dated.
        last: the latest.
    """

    kind: str
    ids: tuple[str, ...]
    sightings: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Around:
    """The kinds of tie of one entity, in text order, and the strictest handling of all shown."""

    entity: EntityView
    kinds: tuple[AroundKind, ...]
    handling: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way from one to another.

    Attributes:
        nodes: both ends included, in order.
        edges: between each and the next; one fewer.
        probability: that every tie on it is real, 0-1.
    """

    nodes: tuple[EntityView, ...]
    edges: tuple[ChartEdge, ...]
    probability: float

    @property
    def steps(self) -> tuple[tuple[ChartEdge, EntityView], ...]:
        """Each line with whom it leads to."""
        return tuple(zip(self.edges, self.nodes[1:], strict=True))


@dataclass(frozen=True, slots=True)
class Ways:
    """The most probable ways between two, best first; none where nothing joins them."""

    left: EntityView
    right: EntityView
    found: tuple[Way, ...]
    handling: str


def around(access: Access, entity: str, filters: Filters) -> Around:
    """Whom an entity is tied to, by kind of tie.

    Args:
        access: who asks; audited.
        entity: canonical id, or an id as stated.
        filters: what of the ties; its focus, hops and size count for nothing.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if it is unknown, or hidden.
    """
    view = get_entity(access, entity)
    found = whole(access, replace(filters, focus=view.canonical_id, hops=1))
    kinds = sorted({tie.kind for edge in _edges_of(found) for tie in edge.ties})
    handling = [tie.handling for edge in _edges_of(found) for tie in edge.ties]
    return Around(
        entity=view,
        kinds=tuple(_kind(found, kind) for kind in kinds),
        handling=strictest([*handling, *(value.handling for value in view.values)]),
    )


def _edges_of(found: Whole) -> list[ChartEdge]:
    """The lines of the focus itself, without those among its neighbours."""
    return [ChartEdge(*pair, ties) for pair, ties in found.edges.items() if found.focus in pair]


def _kind(found: Whole, kind: str) -> AroundKind:
    ids, ties = [], []
    for edge in _edges_of(found):
        of_kind = [tie for tie in edge.ties if tie.kind == kind]
        if of_kind:
            ids.append(edge.right if edge.left == found.focus else edge.left)
            ties.extend(of_kind)
    return AroundKind(
        kind=kind,
        ids=tuple(sorted(ids)),
        sightings=sum(tie.count for tie in ties),
        first=min((tie.first for tie in ties if tie.first), default=""),
        last=max((tie.last for tie in ties if tie.last), default=""),
    )


def more(
    access: Access, shown: Sequence[str], filters: Filters, *, added: Collection[str] = ()
) -> Chart:
    """A chart of those it shows and those added, with every tie among them.

    Args:
        access: who asks; audited.
        shown: canonical ids on the chart.
        filters: what of the ties.
        added: canonical ids to put on it. Those unknown or hidden are left out.

    Raises:
        AccessDenied: if the role reads no content.
    """
    return chart_among(access, [*shown, *sorted(set(added))], filters)


def ways_between(access: Access, left: str, right: str, *, filters: Filters) -> Ways:
    """The most probable ways from one to another over the whole network, three at most.

    Args:
        access: who asks; audited.
        left: canonical id, or an id as stated.
        right: the other.
        filters: what of the ties; its focus, hops and size count for nothing.

    Raises:
        AccessDenied: if the role reads no content.
        EntityNotFound: if one of the two is unknown, or hidden.
    """
    ends = (get_entity(access, left), get_entity(access, right))
    network = whole(access, replace(filters, focus=""))
    ids = [end.canonical_id for end in ends]
    graph = disruption.Network.from_ties(network.ties, nodes=ids)
    paths = disruption.probable_paths(graph, *ids, most=MOST_WAYS)
    views = entities_of(access, sorted({node for path in paths for node in path.nodes}))
    found = tuple(
        Way(
            tuple(views[node] for node in path.nodes),
            tuple(_edge(network, *pair) for pair in pairwise(path.nodes)),
            path.probability,
        )
        for path in paths
    )
    handling = [tie.handling for way in found for edge in way.edges for tie in edge.ties]
    handling += [value.handling for view in (*ends, *views.values()) for value in view.values]
    return Ways(*ends, found, strictest(handling))


def _edge(network: Whole, one: str, other: str) -> ChartEdge:
    left, right = sorted((one, other))
    return ChartEdge(left, right, network.edges[left, right])
