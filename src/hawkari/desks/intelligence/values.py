"""Values of the desk: the network chart as services make it and as exporters draw it.

Nothing here knows Django, so that an exporter can be tested with plain values.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hawkari.evidence.entities import TieReport

__all__ = [
    "Chart",
    "ChartEdge",
    "ChartNode",
    "ChartTie",
    "Furniture",
    "Legend",
    "best_grade",
    "strictest",
]

# A tie counts as confirmed when its source knew it directly, or indirectly and corroborated.
CONFIRMED = frozenset("AB")


def strictest(codes: Sequence[str]) -> str:
    """The handling that a page or document of these values must carry: C if any is, else P.

    An unknown code counts as C; no codes at all give P.
    """
    return "P" if all(code == "P" for code in codes) else "C"


def best_grade(reports: "Iterable[TieReport]") -> str:
    """The best grade of some reports: by intelligence assessment, then by source evaluation."""
    return min((one.grade for one in reports), key=lambda grade: (grade[1:], grade[:1]))


@dataclass(frozen=True, slots=True)
class ChartTie:
    """All reports of one kind of tie between two people.

    Attributes:
        kind: e.g. ``call``, ``payment``, ``shared phone``; a key, shown through `words.tie_kind`.
        count: sightings, at least 1.
        first: ISO date of the earliest sighting, may be partial; empty when undated.
        last: the latest.
        grade: 3x5x2 parts such as ``2B`` of the best report; empty when ungraded.
        handling: ``P`` or ``C``.
        statements: numbers of the statements it rests on.
        reports: the sightings, those alike together: who states them, how good they are, and when.
    """

    kind: str
    count: int
    first: str
    last: str
    grade: str
    handling: str
    statements: tuple[int, ...] = ()
    reports: "tuple[TieReport, ...]" = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether its intelligence assessment is A or B."""
        return self.grade[-1:] in CONFIRMED


@dataclass(frozen=True, slots=True)
class ChartNode:
    """One person or thing on the chart.

    Attributes:
        id: canonical id.
        caption: in its original script.
        romanised: a reading aid; empty where the caption is in Latin letters.
        lang: BCP 47 language of the caption; empty when not known.
        schema: FollowTheMoney schema.
        categories: subject categories in this operation, in text order; empty means unset.
        x: position, 0-1, from the left on every screen: charts are never mirrored.
        y: position, 0-1, from the top.
        degree: people it is tied to in the whole network, before anything was cut.
        hidden: how many of those the chart leaves out.
        group: name of the group it is in on the chart; empty for none.
        is_focus: whether the page is about this node.
    """

    id: str
    caption: str
    romanised: str = ""
    lang: str = ""
    schema: str = "Person"
    categories: tuple[str, ...] = ()
    x: float = 0.5
    y: float = 0.5
    degree: int = 0
    hidden: int = 0
    group: str = ""
    is_focus: bool = False


@dataclass(frozen=True, slots=True)
class ChartEdge:
    """Every tie between two people, drawn as one line; `left` < `right`."""

    left: str
    right: str
    ties: tuple[ChartTie, ...]

    @property
    def id(self) -> str:
        """Name of the edge on the page."""
        return f"{self.left}~{self.right}"

    @property
    def is_confirmed(self) -> bool:
        """Whether any of its ties is confirmed: a solid line; else dashed."""
        return any(tie.is_confirmed for tie in self.ties)

    @property
    def count(self) -> int:
        """Sightings of all kinds together."""
        return sum(tie.count for tie in self.ties)


@dataclass(frozen=True, slots=True)
class Chart:
    """A network cut down to what a screen can hold, with what was left out.

    Attributes:
        nodes: most tied first.
        edges: between shown nodes only, by their ends' order.
        left_out_nodes: people of the network that the chart does not show.
        left_out_edges: pairs of tied people that it does not show.
        handling: strictest handling of everything shown.
    """

    nodes: tuple[ChartNode, ...]
    edges: tuple[ChartEdge, ...]
    left_out_nodes: int = 0
    left_out_edges: int = 0
    handling: str = "P"

    @property
    def elements(self) -> int:
        """Nodes and edges together."""
        return len(self.nodes) + len(self.edges)

    def node(self, node_id: str) -> ChartNode:
        """The node of an id.

        Raises:
            KeyError: if the chart does not show it.
        """
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


@dataclass(frozen=True, slots=True)
class Legend:
    """Words of the legend, in the reader's language."""

    confirmed: str
    unconfirmed: str
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around an exported drawing, in the reader's language.

    Attributes:
        title: what is drawn.
        handling_line: handling code and its words; on top and at the bottom.
        note: operation, date and who exported it.
        legend: words of the legend.
        kinds: words for tie kinds; a kind that is missing is shown by its key.
        is_rtl: whether the reader's language runs right-to-left.
    """

    title: str
    handling_line: str
    note: str
    legend: Legend
    kinds: dict[str, str] = field(default_factory=dict)
    is_rtl: bool = False
