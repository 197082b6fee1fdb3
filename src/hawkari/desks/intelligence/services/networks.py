"""The network of an operation, or around one entity, cut down to what a screen can hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hawkari.desks.intelligence.languages import language_of
from hawkari.desks.intelligence.services.corroborating import reported
from hawkari.desks.intelligence.services.filters import Filters
from hawkari.desks.intelligence.values import Chart, ChartEdge, ChartNode, ChartTie, strictest
from hawkari.engines import disruption
from hawkari.evidence.access import Access
from hawkari.evidence.entities import (
    EntityView,
    TieView,
    entities_of,
    get_entity,
    network_ties,
)

__all__ = [
    "MOST_ELEMENTS",
    "Filters",
    "Whole",
    "chart_among",
    "chart_of",
    "engine_categories",
    "kinds_in",
    "neighbourhood",
    "whole",
]

# What cytoscape.js pans and zooms smoothly without a graphics processor.
MOST_ELEMENTS = 2000
MOST_HOPS = 3
# A layout keeps one scale for both axes; the drawing is wide and leaves no room unused.
MOST_STRETCH = 2.0

Edges = Mapping[tuple[str, str], tuple[ChartTie, ...]]


@dataclass(frozen=True, slots=True)
class Whole:
    """A filtered network before it is cut.

    Attributes:
        edges: ties by pair of canonical ids, the smaller first; pairs in order.
        focus: canonical id of the entity in the middle; empty for the whole operation.
        distance: hops from the focus by canonical id; empty without a focus.
        kinds: kinds of tie there were before filtering, with the number of pairs.
        agencies: slugs of the agencies behind the ties before filtering, sorted.
    """

    edges: Edges
    focus: str = ""
    distance: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    agencies: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """Everyone with a tie, and the focus even without one, in id order."""
        ends = {end for pair in self.edges for end in pair}
        return tuple(sorted(ends | ({self.focus} - {""})))

    @property
    def neighbours(self) -> dict[str, set[str]]:
        """Whom each is tied to."""
        found: dict[str, set[str]] = {node: set() for node in self.nodes}
        for left, right in self.edges:
            found[left].add(right)
            found[right].add(left)
        return found

    @property
    def ties(self) -> list[disruption.Tie]:
        """The ties as the disruption engine takes them, each report with who knows it."""
        return [tie for pair, ties in self.edges.items() for tie in reported(pair, ties)]


def whole(access: Access, filters: Filters) -> Whole:
    """The filtered network of the operation, or around the focus.

    Raises:
        AccessDenied: if the role reads no content; audited.
        EntityNotFound: if there is no such focus that the user may see.
    """
    if not filters.focus:
        return _whole(network_ties(access), filters, focus="")
    focus = get_entity(access, filters.focus).canonical_id
    return _around(access, filters, focus)


def neighbourhood(access: Access, entity: EntityView, *, hops: int = 1) -> Whole:
    """The network around an entity that was read already, unfiltered."""
    return _around(access, Filters(focus=entity.canonical_id, hops=hops), entity.canonical_id)


def kinds_in(ties: Iterable[TieView]) -> dict[str, int]:
    """How many pairs each kind of tie joins, commonest first."""
    counts: dict[str, int] = defaultdict(int)
    for tie in ties:
        counts[tie.kind] += 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _around(access: Access, filters: Filters, focus: str) -> Whole:
    """Ring by ring: the ties of each ring, those within the last ring included."""
    found: dict[tuple[str, str, str], TieView] = {}
    ring, distance = {focus}, {focus: 0}
    for hop in range(1, min(filters.hops, MOST_HOPS) + 2):
        if not ring:
            break
        near = network_ties(access, sorted(ring))
        found |= {(tie.left, tie.right, tie.kind): tie for tie in near}
        if hop > min(filters.hops, MOST_HOPS):
            break
        kept = [tie for tie in near if filters.narrow(tie) is not None]
        ring = {end for tie in kept for end in (tie.left, tie.right)} - set(distance)
        distance |= dict.fromkeys(ring, hop)
    ties = [tie for tie in found.values() if {tie.left, tie.right} <= set(distance)]
    return replace(_whole(ties, filters, focus=focus), distance=distance)


def _whole(ties: Sequence[TieView], filters: Filters, *, focus: str) -> Whole:
    edges: dict[tuple[str, str], list[ChartTie]] = defaultdict(list)
    for tie in ties:
        kept = filters.narrow(tie) if tie.left != tie.right else None
        if kept is not None:
            edges[tie.left, tie.right].append(_chart_tie(kept))
    listed = {pair: tuple(sorted(edges[pair], key=lambda tie: tie.kind)) for pair in sorted(edges)}
    agencies = sorted({one for tie in ties for report in tie.reports for one in report.agencies})
    return Whole(listed, focus, kinds=kinds_in(ties), agencies=tuple(agencies))


def _chart_tie(tie: TieView) -> ChartTie:
    return ChartTie(
        kind=tie.kind,
        count=tie.count,
        first=tie.first,
        last=tie.last,
        grade=tie.grade,
        handling=tie.handling,
        statements=tie.statement_ids,
        reports=tie.reports,
    )


def chart_of(access: Access, network: Whole, *, most: int) -> Chart:
    """The chart: nodes chosen, placed and named.

    Nearest to the focus first, then the most tied, as many as fit into `most` elements with all
    ties between them; what is left out is counted. Positions are of what is shown, the same for
    the same network.

    Args:
        access: who asks.
        network: the filtered network.
        most: people and lines together, at most `MOST_ELEMENTS`.
    """
    kept = _cut(network, network.neighbours, min(most, MOST_ELEMENTS))
    return _drawn(network, entities_of(access, sorted(kept)) if kept else {})


def chart_among(access: Access, ids: Collection[str], filters: Filters) -> Chart:
    """The chart of some people and things with every tie among them, whether tied or not.

    Args:
        access: who asks; audited.
        ids: canonical ids; an id of a record that was merged leads to its entity. Those unknown or
            hidden are left out, and whatever is past the first `MOST_ELEMENTS` of them.
        filters: what of the ties; its focus, hops and size count for nothing.

    Raises:
        AccessDenied: if the role reads no content.
    """
    asked = list(dict.fromkeys(ids))[:MOST_ELEMENTS]
    views = {view.canonical_id: view for view in entities_of(access, asked).values()}
    ties = network_ties(access, sorted(views)) if views else []
    return _drawn(_whole(ties, filters, focus=""), views)


def _drawn(network: Whole, views: Mapping[str, EntityView]) -> Chart:
    """Those of a network that have a view, with the ties among them."""
    neighbours, kept = network.neighbours, frozenset(views)
    edges = tuple(
        ChartEdge(left, right, ties)
        for (left, right), ties in network.edges.items()
        if left in kept and right in kept
    )
    places = _places(edges, kept)
    nodes = tuple(
        _node(view, places[one], neighbours.get(one, set()), kept, is_focus=one == network.focus)
        for one, view in sorted(
            views.items(), key=lambda item: (-len(neighbours.get(item[0], ())), item[0])
        )
    )
    return Chart(
        nodes=nodes,
        edges=edges,
        left_out_nodes=len(neighbours.keys() - kept),
        left_out_edges=len(network.edges) - len(edges),
        handling=_handling(edges, views.values()),
    )


def _cut(network: Whole, neighbours: Mapping[str, set[str]], most: int) -> frozenset[str]:
    far = MOST_HOPS + 1
    order = sorted(
        neighbours,
        key=lambda one: (network.distance.get(one, far), -len(neighbours[one]), one),
    )
    kept: set[str] = set()
    elements = 0
    for one in order:
        added = 1 + len(neighbours[one] & kept)
        if elements + added > most:
            break
        kept.add(one)
        elements += added
    return frozenset(kept)


def _places(edges: Sequence[ChartEdge], kept: frozenset[str]) -> dict[str, tuple[float, float]]:
    ties = [disruption.Tie(edge.left, edge.right) for edge in edges]
    placed = disruption.layout(disruption.Network.from_ties(ties, nodes=kept))
    across = _stretched([x for x, _ in placed.values()])
    down = _stretched([y for _, y in placed.values()])
    return dict(zip(placed, zip(across, down, strict=True), strict=True))


def _stretched(places: list[float]) -> list[float]:
    """Positions along one axis spread over the drawing, at most to twice their distances."""
    low, high = min(places, default=0.0), max(places, default=0.0)
    factor = min(MOST_STRETCH, 1 / (high - low)) if high > low else 1.0
    middle = (low + high) / 2
    return [0.5 + (place - middle) * factor for place in places]


def _node(  # noqa: PLR0917  the parts of one node
    view: EntityView,
    place: tuple[float, float],
    tied_to: set[str],
    kept: frozenset[str],
    *,
    is_focus: bool,
) -> ChartNode:
    return ChartNode(
        id=view.canonical_id,
        caption=view.caption,
        romanised=view.caption_romanised,
        lang=language_of(view.caption),
        schema=view.schema,
        categories=tuple(sorted(view.categories)),
        x=place[0],
        y=place[1],
        degree=len(tied_to),
        hidden=len(tied_to - kept),
        is_focus=is_focus,
    )


def _handling(edges: Iterable[ChartEdge], views: Iterable[EntityView]) -> str:
    ties = [tie.handling for edge in edges for tie in edge.ties]
    return strictest(ties + [value.handling for view in views for value in view.values])


def engine_categories(view: EntityView) -> frozenset[str]:
    """Categories as the disruption engine takes them.

    Whoever is protected by anybody's word stays so, even where this operation says otherwise: the
    engine ranks nobody who holds a word outside its own list.
    """
    known = view.categories | view.stated_categories
    return known | {"protected"} if view.is_protected else known
