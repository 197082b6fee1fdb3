"""When ties were seen: the rows of a chart's timeline, as fine as their number allows. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hawkari.desks.intelligence.values import CONFIRMED, ChartEdge, ChartTie, best_grade

if TYPE_CHECKING:
    from hawkari.evidence.entities import TieReport

__all__ = ["MOST_EVENTS", "Precision", "Seen", "Timeline", "timeline_of"]

# A table of more rows is read by nobody, and a page of them is slow.
MOST_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Precision:
    """How fine dates are told: `name` is ``day``, ``month`` or ``year``, of so many letters."""

    name: str
    letters: int


PRECISIONS = (Precision("day", 10), Precision("month", 7), Precision("year", 4))


@dataclass(frozen=True, slots=True)
class Seen:
    """Sightings of one kind of tie between two, on one date.

    Attributes:
        edge: the line they belong to.
        tie: the kind of tie on it.
        first: ISO date, as fine as the timeline's precision, coarser where stated so; empty for an
            undated tie.
        last: the last date, the same as `first` for what was seen on one.
        count: how many sightings.
        grade: of the best of them; empty when ungraded.
    """

    edge: ChartEdge
    tie: ChartTie
    first: str
    last: str
    count: int
    grade: str = ""

    @property
    def is_confirmed(self) -> bool:
        """Whether the best of them is assessed A or B."""
        return self.grade[-1:] in CONFIRMED


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows, oldest first, undated ones last, and how fine their dates are."""

    rows: tuple[Seen, ...]
    precision: str


def timeline_of(edges: Iterable[ChartEdge]) -> Timeline:
    """When the ties of some lines were seen.

    By day; where that gives more than `MOST_EVENTS` rows by month, else by year.
    """
    listed = tuple(edges)
    for precision in PRECISIONS:
        rows = [seen for edge in listed for tie in edge.ties for seen in _of(edge, tie, precision)]
        if len(rows) <= MOST_EVENTS:
            break
    rows.sort(key=lambda one: (one.first == "", one.first, one.last, one.edge.id, one.tie.kind))
    return Timeline(tuple(rows), precision.name)


def _of(edge: ChartEdge, tie: ChartTie, precision: Precision) -> list[Seen]:
    on: dict[tuple[str, str], list[TieReport]] = defaultdict(list)
    for report in tie.reports:
        on[report.first[: precision.letters], report.last[: precision.letters]].append(report)
    return [
        Seen(edge, tie, *dates, sum(one.count for one in on[dates]), best_grade(on[dates]))
        for dates in sorted(on)
    ]
