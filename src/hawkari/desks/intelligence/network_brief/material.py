"""What a network brief is made from, read before a word of it is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hawkari.desks.intelligence.brief import Run
from hawkari.desks.intelligence.brief_sources import Sources
from hawkari.desks.intelligence.services.analysing import Analysis
from hawkari.desks.intelligence.services.asking import Asking
from hawkari.desks.intelligence.services.networks import Whole
from hawkari.desks.intelligence.values import Chart, ChartTie, Furniture
from hawkari.engines.disruption.values import RANKABLE
from hawkari.evidence.entities import EntityView, ValueView
from hawkari.evidence.entities.links import DATES
from hawkari.evidence.task_reading import TaskView

__all__ = ["Material", "Pair", "Scope", "named"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the brief covers, and who made it when.

    Attributes:
        operation, purpose, legal_basis: of the operation, in its own words.
        period: first and last day of the operation, the last empty while it is open.
        partners: names of the agencies that take part, by short name.
        chart: name of the saved chart; empty for the whole network.
        version: of the saved chart, 0 for none.
        filters: what of the ties, in words of the reader's language; empty for all.
        made_at: aware time.
        author: user name.
        language: BCP 47.
        is_rtl: its direction.
        handling_line: strictest handling of everything read, in words.
    """

    operation: str
    purpose: str
    legal_basis: str
    period: tuple[str, str]
    partners: Mapping[str, str]
    chart: str
    version: int
    filters: str
    made_at: datetime
    author: str
    language: str
    is_rtl: bool
    handling_line: str


@dataclass(slots=True)
class Material:
    """Everything that was read for one brief, and the numbers given to it as sentences use it.

    Attributes:
        scope: what it covers.
        network: the ties among the people and things of the chart.
        views: these people and things by canonical id, whether tied or not.
        chart: as it is drawn.
        furniture: words around the drawing.
        analysis: who stands between; None where there is no tie.
        questions: uncertain ties worth asking about, the best first.
        tasks: tasks on ties of this network that are not done.
        read: every statement that was read, by number.
        answers: whether a tie holds, for those that an answered task tells of; the figures are
            reckoned with them.
    """

    scope: Scope
    network: Whole
    views: Mapping[str, EntityView]
    chart: Chart
    furniture: Furniture
    analysis: Analysis | None
    questions: Sequence[Asking]
    tasks: Sequence[TaskView]
    read: Mapping[int, ValueView]
    answers: Mapping[Pair, bool] = field(default_factory=dict)
    sources: Sources = field(init=False)
    _dates: dict[str, list[ValueView]] = field(init=False)

    def __post_init__(self) -> None:
        """Begin the numbering; find the dates that ties rest on beside what states their ends."""
        own = {one: view.caption for view in self.views.values() for one in view.members}
        spared = {one for view in self.spared for one in view.members}
        captions = {one: caption for one, caption in own.items() if one not in spared}
        self.sources = Sources(captions, spared=spared)
        self._dates = {}
        for value in self.read.values():
            if value.prop in DATES and value.entity_id not in own:
                self._dates.setdefault(value.entity_id, []).append(value)

    @property
    def spared(self) -> list[EntityView]:
        """Whoever is never ranked: victims, migrants, witnesses, and unknown words to be safe."""
        return [view for view in self.by_name if not may_be_ranked(view)]

    @property
    def by_name(self) -> list[EntityView]:
        """Everybody, by name."""
        return sorted(self.views.values(), key=lambda one: (one.caption, one.canonical_id))

    @property
    def pairs(self) -> list[Pair]:
        """Tied pairs by the names of their ends."""
        views = self.views
        return sorted(
            self.network.edges,
            key=lambda pair: (*sorted(views[one].caption for one in pair), pair),
        )

    def ends(self, pair: Pair) -> tuple[EntityView, EntityView]:
        """The two ends of a pair, by name."""
        one, other = sorted((self.views[end] for end in pair), key=lambda view: view.caption)
        return one, other

    def names(self, views: Iterable[EntityView]) -> list[ValueView]:
        """The statements that some captions rest on."""
        found: list[ValueView] = []
        for view in views:
            named_so = [one for one in view.values if one.value == view.caption]
            found += named_so or view.values[:1]
        return found

    def behind(self, pairs: Iterable[Pair]) -> list[ValueView]:
        """The statements that some pairs' ties rest on, their dates among them, by number."""
        found: dict[int, ValueView] = {}
        for pair in pairs:
            for tie in self.network.edges[pair]:
                for number in tie.statements:
                    value = self.read.get(number)
                    if value is not None:
                        found[number] = value
                        dates = self._dates.get(value.entity_id, ())
                        found.update((one.statement_id, one) for one in dates)
        return [found[number] for number in sorted(found)]

    def pairs_of(self, one: str) -> list[Pair]:
        """The tied pairs that somebody is in, by name."""
        return [pair for pair in self.pairs if one in pair]

    def ties_of(self, one: str) -> list[ChartTie]:
        """The ties of somebody, of every pair."""
        return [tie for pair in self.pairs_of(one) for tie in self.network.edges[pair]]


def may_be_ranked(view: EntityView) -> bool:
    """Whether the disruption engine may rank somebody."""
    known = view.categories | view.stated_categories
    return not view.is_protected and known <= RANKABLE


def named(view: EntityView) -> tuple[Run, ...]:
    """A name in its own script, with the reading aid behind it."""
    runs = [Run.of(view.caption, is_strong=True)]
    if view.caption_romanised:
        runs += [Run(" ("), Run.of(view.caption_romanised), Run(")")]
    return tuple(runs)
