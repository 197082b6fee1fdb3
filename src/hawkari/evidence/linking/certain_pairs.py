"""What a run asks the rule `certain-match`: which pairs are certain, among which records.

A run over what is new asks as a whole run would, but only of the records it reaches: those whose
clusters the engine made again, those on which harm was stated, or is no longer, since the run it
goes on from, and those on which a run of another operation changed the rule's word since: where
that took a join back, this run makes it again. The certain pairs of older records among them are
that run's candidates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from hawkari.engines.linkage import Linkage, ScoredPair
from hawkari.evidence.access import Access
from hawkari.evidence.harm import harm_changed
from hawkari.evidence.identities import touching
from hawkari.evidence.linking.families import States
from hawkari.evidence.linking.increments import Increment
from hawkari.evidence.linking.stored_pairs import pair_of
from hawkari.evidence.models import Candidate, JudgementEvent, LinkRun, Operation

__all__ = ["CERTAIN_MATCH", "LAST_EVENT", "Certain", "all_certain", "certain_around"]

CERTAIN_MATCH = "certain-match"
"""The rule's name in its judgements."""
LAST_EVENT = "last_event"
"""Under this name a run's counts keep the number of the newest judgement when they were made."""


@dataclass(frozen=True, slots=True)
class Certain:
    """What the rule is asked.

    `pairs` are certain and of one cluster, heaviest first; `scope` the records that the run speaks
    of, None for all: what the rule says of others stays.
    """

    pairs: tuple[ScoredPair, ...]
    scope: frozenset[str] | None = None


def all_certain(found: Linkage, *, join_at: float) -> Certain:
    """What a whole run asks."""
    one_cluster = (
        pair
        for pair in _certain(found, join_at)
        if found.clusters[pair.left] == found.clusters[pair.right]
    )
    return Certain(tuple(one_cluster))


def certain_around(
    access: Access, run: LinkRun, found: Linkage, *, base: Increment, states: States
) -> Certain:
    """What a run over what is new asks, when its base's candidates are already its own.

    Args:
        access: who runs it.
        run: the stored run.
        found: what the engine found.
        base: what it went on from.
        states: what it left, new records included.
    """
    join_at = states.people.join_at
    reached = {
        *found.clusters,
        *harm_changed(access.operation, base.run.started_at),
        *_ruled_elsewhere(access.operation, base.run),
    }
    cluster_of = states.clusters_around(reached)
    older = Candidate.objects.filter(
        touching(sorted(cluster_of)), run=run, probability__gte=join_at
    )
    pairs = [
        pair
        for pair in (*_certain(found, join_at), *map(pair_of, older))
        if pair.left in cluster_of and cluster_of[pair.left] == cluster_of.get(pair.right)
    ]
    pairs.sort(key=lambda pair: (-pair.weight, pair.left, pair.right))
    # Of what is outdated and did not come back, what the rule said is taken back too.
    return Certain(tuple(pairs), frozenset({*cluster_of, *base.outdated}))


def _ruled_elsewhere(operation: Operation, since: LinkRun) -> set[str]:
    """The records on which runs of other operations made or withdrew the rule's word since a run.

    A join of the rule stands for all operations, and falls by the run of the one that made it.
    """
    said = JudgementEvent.objects.filter(rule=CERTAIN_MATCH, pk__gt=since.counts.get(LAST_EVENT, 0))
    pairs = said.exclude(operation=operation).values_list("left_id", "right_id")
    return {side for pair in pairs for side in pair}


def _certain(found: Linkage, join_at: float) -> Iterable[ScoredPair]:
    return takewhile(lambda pair: pair.probability >= join_at, found.pairs)
