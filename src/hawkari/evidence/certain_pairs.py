"""What a run asks the rule `certain-match`: which pairs are certain, among which records.

A run over what is new asks as a whole run would, but only of the records it reaches: those whose
clusters the engine made again, and those on which harm was stated, or is no longer, since the run
it goes on from. The certain pairs of older records among them are that run's candidates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from hawkari.engines.linkage import Linkage, ScoredPair
from hawkari.evidence.access import Access
from hawkari.evidence.harm import harm_changed
from hawkari.evidence.identities import touching
from hawkari.evidence.increments import Increment
from hawkari.evidence.link_families import States
from hawkari.evidence.models import Candidate, LinkRun
from hawkari.evidence.stored_pairs import pair_of

__all__ = ["Certain", "all_certain", "certain_around"]


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
    reached = {*found.clusters, *harm_changed(access.operation, base.run.started_at)}
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


def _certain(found: Linkage, join_at: float) -> Iterable[ScoredPair]:
    return takewhile(lambda pair: pair.probability >= join_at, found.pairs)
