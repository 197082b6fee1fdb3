"""Values that the engine takes in and gives out."""

from dataclasses import dataclass

__all__ = ["RANKABLE", "Broker", "NodeMeasures", "RankedNode", "Strand", "Tie"]

# Whoever holds any other category is never ranked: victims, migrants and witnesses, and, to be on
# the safe side, whoever is marked with a word that is not understood.
RANKABLE = frozenset({"suspect", "convicted", "contact", "other"})


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between two people as it was reported.

    Direction has a meaning only for `amount`, which goes from `source` to `target`.

    Attributes:
        source: id of one person; ids are text and never row numbers.
        target: id of the other.
        weight: sightings of the tie (calls, payments, statements), above 0.
        grade: ``""`` ungraded, intelligence letter A-E, or 3x5x2 parts such as ``2B``.
        kind: what ties them, such as ``call``, ``payment``, ``trip``, ``shared phone``.
        origin: who knows it in the first place, not who passed it on: a partner's copy of another
            partner's report has that other's origin. ``""`` is one unknown origin for all.
        first: ISO date or time of the first sighting, may be partial (``2024-05``); ``""`` undated.
            Times may have an offset (``Z``, ``+03:00``); those that have none are in UTC.
        last: of the last sighting.
        amount: money that went from `source` to `target`, 0 or more, in one currency throughout;
            None where the tie is about no money.
    """

    source: str
    target: str
    weight: float = 1.0
    grade: str = ""
    kind: str = ""
    origin: str = ""
    first: str = ""
    last: str = ""
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Strand:
    """Everything reported of one kind of tie between two people.

    Attributes:
        low: id of one person, before `high` in text order.
        high: id of the other.
        kind: what ties them.
        count: sightings, all reports together.
        first: earliest stated sighting, ``""`` if none is dated.
        last: latest stated sighting.
        paid: money that went from `low` to `high`.
        returned: money that went from `high` to `low`.
        grades: grades given, each once, in text order.
        origins: who knows it, each once, in text order.
        probability: probability in (0, 1) that this kind of tie is real.
    """

    low: str
    high: str
    kind: str
    count: float
    first: str
    last: str
    paid: float
    returned: float
    grades: tuple[str, ...]
    origins: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class NodeMeasures:
    """What one person's place in the network is, as drawn and over what may be true.

    Attributes:
        degree: ties to different people.
        betweenness: share (0-1) of the shortest paths between two others that pass here, as if
            every tie held.
        expected: mean betweenness over the sampled worlds.
        low: 5 % quantile of betweenness over the sampled worlds. The drawn value may lie outside
            low-high: thinner worlds have other paths.
        high: 95 % quantile.
        p_top_k: share of worlds in which this person is among the k highest by betweenness, of
            those who may be ranked; 0 for whoever may not.
        constraint: Burt's constraint; low for who joins people that do not know one another;
            None for a person without ties.
        component: 0 for the largest connected part, then 1, 2, …
        core: largest k such that this person is in the k-core.
        articulation: removing this person alone splits the component.
    """

    degree: int
    betweenness: float
    expected: float
    low: float
    high: float
    p_top_k: float
    constraint: float | None
    component: int
    core: int
    articulation: bool


@dataclass(frozen=True, slots=True)
class Broker:
    """Someone who stands between the parts of the network: a priority to look at, no finding.

    Attributes:
        node: the person's id.
        measures: the numbers behind it.
        parts: sizes of the pieces, largest first, into which the component falls without this
            person; one piece when it does not fall apart.
        communities: how many communities this person's contacts belong to.
    """

    node: str
    measures: NodeMeasures
    parts: tuple[int, ...]
    communities: int


@dataclass(frozen=True, slots=True)
class RankedNode:
    """One row of a removal order: an investigative priority, never a finding.

    Attributes:
        rank: from 1; None for whoever is not ranked because of a subject category.
        node: the person's id.
        left_after: size of the largest component after this and all earlier removals, as a share
            of its size at the start (0-1); expected over sampled worlds, unreported ties among
            them, when the objective weighs ties by grade. Unranked people stay in, so it no longer
            changes there.
        p_top_k: probability of being among the first k of the order over sampled worlds; 0 for
            the unranked. When the graph is taken as the whole truth: 1 for the first k, else 0.
        reason: why here, in plain English.
    """

    rank: int | None
    node: str
    left_after: float
    p_top_k: float
    reason: str
