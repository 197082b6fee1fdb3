"""Who is who: runs the linkage engine over what one access may see, and keeps the outcome.

Pairs that are certain are joined by the rule `certain-match` (`hawkari.evidence.rule_judgements`).
The rest become candidates for review. A person's decision always stands.
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage, LinkState
from hawkari.errors import HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters, refresh_clusters
from hawkari.evidence.doubts import raise_contradictions, raise_doubts, raise_newcomers
from hawkari.evidence.identities import Clusters, clusters_of
from hawkari.evidence.increments import LEAST_KNOWN, Increment, increment_of
from hawkari.evidence.link_records import ReadRecords, read_records
from hawkari.evidence.link_runs import REVIEW_AT, store_candidates, store_run
from hawkari.evidence.link_states import keep_state
from hawkari.evidence.models import Act, Candidate, Disposal, LinkRun
from hawkari.evidence.rule_judgements import (
    CERTAIN_MATCH,
    RuleOutcome,
    decided,
    judge_by_rule,
    judged_pairs,
)

__all__ = ["CERTAIN_MATCH", "ErasedMeanwhile", "ResolutionReport", "resolve"]

Progress = Callable[[str, int, int], None]
"""Told a step's name, its number from 1, and the number of steps."""


@dataclass(frozen=True, slots=True)
class ResolutionReport:
    """What a run found and did.

    Attributes:
        run: number of the stored run.
        records: records that are linked now.
        compared: of these, compared in this run: all, or what was new.
        pairs: candidate pairs the engine scored at .001 or more.
        join_at: least probability that the rule joins at.
        joined_by_rule: pairs the rule holds together now.
        newly_joined: of these, new in this run; proposals to two people included.
        withdrawn_by_rule: pairs the rule held together before and no longer does.
        to_review: candidates stored that the rule did not join.
        entities: entities the records make up, as this access sees them.
        seconds: wall time by step.
        proposed_by_rule: certain pairs that await two people, since a wrong merge would do harm.
        doubtful: joins by people that new facts speak against, newly put back into the queue.
        cuts: joins that the engine refused although they are probable enough.
    """

    run: int
    records: int
    compared: int
    pairs: int
    join_at: float
    joined_by_rule: int
    newly_joined: int
    withdrawn_by_rule: int
    to_review: int
    entities: int
    seconds: Mapping[str, float]
    proposed_by_rule: int = 0
    doubtful: int = 0
    cuts: int = 0


class ErasedMeanwhile(HawkariError):
    """Values were disposed of while they were compared, so their comparison must not be kept."""

    def __init__(self) -> None:
        super().__init__("values were disposed of while records were compared; run it again")


class _Clock:
    """Seconds by step, and who is told of each step."""

    def __init__(self, told: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._told = told
        self._started = time.monotonic()

    def done(self, step: str) -> None:
        """A step has ended."""
        now = time.monotonic()
        self.seconds[step] = round(now - self._started, 3)
        self._started = now

    def tell(self, step: str, number: int, of: int) -> None:
        """Pass on what the engine says."""
        if self._told is not None:
            self._told(step, number, of)


def resolve(
    access: Access,
    *,
    progress: Progress | None = None,
    join_at: float = linkage.CERTAIN_AT,
    whole: bool = False,
) -> ResolutionReport:
    """Find which records are of one person or organisation.

    Where the newest run left its state, and only records came that it has not read, these are
    linked against it, in time that grows with them; see `hawkari.evidence.increments`. Else, and
    where `whole` says so, every record is compared and the model trained anew. Running it again on
    the same statements and judgements changes nothing.

    Args:
        access: who asks; only what it may see is compared.
        progress: told of each step of the engine.
        join_at: least probability (0-1) of a pair that the rule joins.
        whole: compare everything, whatever is known.

    Raises:
        AccessDenied: if the role may not resolve.
        ErasedMeanwhile: if values were disposed of since they were read; nothing was kept.
    """
    require(access, Action.RESOLVE)
    clock = _Clock(progress)
    erased, started = _erased(), timezone.now()
    base = None if whole else increment_of(access, join_at=join_at)
    read = read_records(access, None if base is None else base.new)
    clock.done("read")
    linked = _link(access, read, base, join_at=join_at, clock=clock)
    clock.done("link")
    with transaction.atomic():
        lock_judgements()
        if _erased() != erased:
            raise ErasedMeanwhile
        report = _keep(access, read, linked, started=started, seconds=clock.seconds)
    clock.done("store")
    return report


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the engine found, at which threshold, over what is new since which run if so."""

    found: Linkage
    state: LinkState | None
    base: Increment | None
    join_at: float


def _link(
    access: Access,
    read: ReadRecords,
    base: Increment | None,
    *,
    join_at: float,
    clock: _Clock,
) -> _Linked:
    judged = judged_pairs(decided(access))
    if base is not None:
        found, state = linkage.link_increment(
            base.state, read.records, judged=judged, progress=clock.tell
        )
        read.know_of(read_records(access, _others(found, base.new)))
        return _Linked(found, state, base, join_at)
    if len(read.records) < LEAST_KNOWN:
        found = linkage.link(read.records, judged=judged, join_at=join_at, progress=clock.tell)
        return _Linked(found, None, None, join_at)
    found, state = linkage.link_and_keep(
        read.records, judged=judged, join_at=join_at, progress=clock.tell
    )
    return _Linked(found, state, None, join_at)


def _others(found: Linkage, new: Collection[str]) -> set[str]:
    """The older records in pairs that are kept."""
    kept = takewhile(lambda pair: pair.probability >= REVIEW_AT, found.pairs)
    return {side for pair in kept for side in (pair.left, pair.right)} - set(new)


def _keep(
    access: Access,
    read: ReadRecords,
    linked: _Linked,
    *,
    started: datetime,
    seconds: Mapping[str, float],
) -> ResolutionReport:
    found, base = linked.found, linked.base
    run = store_run(access, read, found, started=started, base=None if base is None else base.run)
    new = None if base is None else base.new
    ruled = judge_by_rule(access, found, read, join_at=linked.join_at, new=new)
    if new is None:
        rebuild_clusters()
    else:
        refresh_clusters({*new, *(side for pair in ruled.parted for side in pair)})
    heads = clusters_of(access, list(read.sources))
    store_candidates(access, run, read, found=found, heads=heads)
    doubtful = raise_doubts(access, read, found) + raise_newcomers(access, found)
    raise_contradictions(access, found)
    if linked.state is not None:
        keep_state(run, linked.state)
    report = _report(run, linked, ruled, heads=heads, doubtful=doubtful)
    run.counts = {name: getattr(report, name) for name in COUNTED}
    run.save(update_fields=["counts"])
    audit.record(
        Act.COMBINE,
        access=access,
        count=ruled.joined,
        detail={
            "run": run.pk,
            "records": report.records,
            "new": ruled.new,
            "withdrawn": ruled.withdrawn,
            "join_at": linked.join_at,
            "model": linkage.MODEL_VERSION,
        },
    )
    return replace(report, seconds=seconds)


COUNTED = (
    "records", "compared", "pairs", "joined_by_rule", "proposed_by_rule", "to_review", "entities",
    "cuts",
)  # fmt: skip


def _report(
    run: LinkRun, linked: _Linked, ruled: RuleOutcome, *, heads: Clusters, doubtful: int
) -> ResolutionReport:
    """The figures of a run; those of one over what is new go on from its base."""
    before: Mapping[str, int] = {} if linked.base is None else linked.base.run.counts
    joined = before.get("joined_by_rule", 0) + ruled.joined
    entities = len(heads.members)
    if linked.base is not None:
        older = [one for one in heads.head if one not in linked.base.new]
        entities += before.get("entities", 0) - len({heads.head[one] for one in older})
    return ResolutionReport(
        run=run.pk,
        records=run.records,
        compared=run.records - before.get("records", 0),
        pairs=before.get("pairs", 0) + len(linked.found.pairs),
        join_at=linked.join_at,
        joined_by_rule=joined,
        newly_joined=ruled.new,
        withdrawn_by_rule=ruled.withdrawn,
        to_review=Candidate.objects.filter(run=run).count() - joined,
        entities=entities,
        seconds={},
        proposed_by_rule=before.get("proposed_by_rule", 0) + ruled.proposed,
        doubtful=doubtful,
        cuts=before.get("cuts", 0) + len(linked.found.cuts),
    )


def _erased() -> int:
    """How many statements were ever disposed of; a batch of a disposal holds the same lock."""
    return Disposal.objects.aggregate(erased=Sum("statements"))["erased"] or 0
