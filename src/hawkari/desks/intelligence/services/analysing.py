"""Who stands between the parts of a network, and in which order to look: priorities, no findings.

People of protected categories are never ranked. Every figure comes with its uncertainty, and what
the method cannot do is said (dense groups that no short list breaks up).
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from math import ceil

from hawkari.desks.intelligence.services.learning import Answers, with_answers
from hawkari.desks.intelligence.services.networks import Whole, engine_categories
from hawkari.desks.intelligence.services.worked_out import work_out
from hawkari.engines import disruption
from hawkari.engines.disruption.values import RANKABLE
from hawkari.evidence.access import Access
from hawkari.evidence.entities import EntityView, entities_of

__all__ = [
    "MOST_PEOPLE",
    "TOP",
    "Analysis",
    "Between",
    "Named",
    "Priority",
    "analyse",
    "analysis_of",
]

TOP = 10
# Above this the order takes more than some seconds; the command `hawkari disrupt order` does it.
MOST_PEOPLE = 1500
# A tenth of the people taken out, and still more than this share holds together: say so.
STILL_WHOLE = 0.75


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as a row of a table names it."""

    id: str
    caption: str
    romanised: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """Someone who stands between the parts.

    `expected` is the share of shortest paths between others that pass through them, as the mean
    over networks sampled from the grades, with its 90 % interval `low`-`high`; `drawn` the same if
    every tie held; `stays` the probability of being among the first `TOP`.
    """

    who: Named
    expected: float
    drawn: float
    low: float
    high: float
    stays: float
    degree: int
    parts: tuple[int, ...]
    groups: int

    @property
    def splits(self) -> bool:
        """Whether the network falls apart without them."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Priority:
    """One row of the removal order; `left_after` and `stays` are 0-1, `reason` is English."""

    rank: int
    who: Named
    left_after: float
    stays: float
    degree: int
    reason: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """What can be said of a network, and what cannot.

    Attributes:
        people: everyone in it.
        pairs: tied pairs.
        parts: sizes of its components, largest first.
        between: brokers, best first, at most `TOP`.
        order: the first `TOP` of the removal order.
        most_tied: the plain count beside it: the `TOP` with most ties, most first.
        unranked: people whose category bars ranking.
        tenth: how many people a tenth is.
        left_after_tenth: share of the largest component left without the first tenth.
        is_dense: whether so much is left that no short list breaks this network up.
    """

    people: int
    pairs: int
    parts: tuple[int, ...]
    between: tuple[Between, ...]
    order: tuple[Priority, ...]
    most_tied: tuple[Named, ...]
    unranked: int
    tenth: int
    left_after_tenth: float
    is_dense: bool


def analyse(access: Access, network: Whole, answers: Answers | None = None) -> Analysis | None:
    """The analysis of a network; None where there is no tie, or more than `MOST_PEOPLE` people.

    Kept for an hour under a digest of the ties and categories it was made from, so that it is never
    that of another network or of what somebody else may see.

    Args:
        access: who asks.
        network: the network.
        answers: what was learnt of its ties; by default the evidence stands alone.

    Raises:
        AccessDenied: if the role reads no content.
    """
    nodes = network.nodes
    if not network.edges or len(nodes) > MOST_PEOPLE:
        return None
    return analysis_of(network, entities_of(access, nodes), answers)


def analysis_of(
    network: Whole, views: Mapping[str, EntityView], answers: Answers | None = None
) -> Analysis | None:
    """The analysis of a network of which everybody was read already; None as in `analyse`."""
    if not network.edges or len(network.nodes) > MOST_PEOPLE:
        return None
    categories = {one: engine_categories(view) for one, view in views.items()}
    learned = answers or {}
    said = [
        [astuple(tie) for tie in network.ties],
        sorted((one, sorted(held)) for one, held in categories.items()),
        sorted([*pair, holds] for pair, holds in learned.items()),
    ]
    numbers = work_out("analysis", said, lambda: _compute(network, categories, learned))
    return _named(network, numbers, views)


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What the engine gave, without a name in it."""

    brokers: list[disruption.Broker]
    order: list[disruption.RankedNode]
    parts: tuple[int, ...]
    tenth: int
    left_after_tenth: float


def _compute(
    network: Whole, categories: Mapping[str, frozenset[str]], answers: Answers
) -> _Numbers:
    stated = disruption.Network.from_ties(network.ties, categories, network.nodes)
    graph = with_answers(stated, answers)
    order = disruption.removal_order(graph)
    ranked = [row for row in order if row.rank is not None]
    tenth = min(ceil(len(graph) / 10), len(ranked))
    return _Numbers(
        brokers=disruption.brokers(graph, TOP),
        order=order,
        parts=tuple(len(part) for part in disruption.components(graph)),
        tenth=tenth,
        left_after_tenth=ranked[tenth - 1].left_after if tenth else 1.0,
    )


def _named(network: Whole, numbers: _Numbers, views: Mapping[str, EntityView]) -> Analysis:
    degree = {one: len(others) for one, others in network.neighbours.items()}
    rankable = [one for one in network.nodes if engine_categories(views[one]) <= RANKABLE]
    most_tied = sorted(rankable, key=lambda one: (-degree[one], one))[:TOP]
    return Analysis(
        people=len(degree),
        pairs=len(network.edges),
        parts=numbers.parts,
        between=tuple(_between(one, views[one.node]) for one in numbers.brokers),
        order=_first(numbers.order, views, degree),
        most_tied=tuple(_who(views[one]) for one in most_tied),
        unranked=len(degree) - len(rankable),
        tenth=numbers.tenth,
        left_after_tenth=numbers.left_after_tenth,
        is_dense=numbers.parts[0] > TOP and numbers.left_after_tenth > STILL_WHOLE,
    )


def _who(view: EntityView) -> Named:
    categories = tuple(sorted(view.categories))
    return Named(view.canonical_id, view.caption, view.caption_romanised, categories)


def _between(broker: disruption.Broker, view: EntityView) -> Between:
    found = broker.measures
    return Between(
        who=_who(view),
        expected=found.expected,
        drawn=found.betweenness,
        low=found.low,
        high=found.high,
        stays=found.p_top_k,
        degree=found.degree,
        parts=broker.parts,
        groups=broker.communities,
    )


def _first(
    order: Sequence[disruption.RankedNode],
    views: Mapping[str, EntityView],
    degree: Mapping[str, int],
) -> tuple[Priority, ...]:
    return tuple(
        Priority(
            rank=row.rank,
            who=_who(views[row.node]),
            left_after=row.left_after,
            stays=row.p_top_k,
            degree=degree[row.node],
            reason=row.reason,
        )
        for row in order[:TOP]
        if row.rank is not None
    )
