"""Who is who: runs the linkage engine over what one access may see, and keeps the outcome.

Pairs that are certain are joined by the rule `certain-match` (`hawkari.evidence.rule_judgements`).
The rest become candidates for review. A person's decision always stands.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage
from hawkari.errors import HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters
from hawkari.evidence.doubts import raise_doubts
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.link_records import ReadRecords, read_records
from hawkari.evidence.link_runs import store_candidates, store_run
from hawkari.evidence.models import Act, Disposal
from hawkari.evidence.rule_judgements import CERTAIN_MATCH, decided, judge_by_rule, judged_pairs

__all__ = ["CERTAIN_MATCH", "ErasedMeanwhile", "ResolutionReport", "resolve"]

Progress = Callable[[str, int, int], None]
"""Told a step's name, its number from 1, and the number of steps."""


@dataclass(frozen=True, slots=True)
class ResolutionReport:
    """What a run found and did.

    Attributes:
        run: number of the stored run.
        records: records compared.
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
    access: Access, *, progress: Progress | None = None, join_at: float = linkage.JOIN_AT
) -> ResolutionReport:
    """Find which records are of one person or organisation.

    Running it again on the same statements and judgements changes nothing.

    Args:
        access: who asks; only what it may see is compared.
        progress: told of each step of the engine.
        join_at: least probability (0-1) of a pair that the rule joins.

    Raises:
        AccessDenied: if the role may not resolve.
        ErasedMeanwhile: if values were disposed of since they were read; nothing was kept.
    """
    require(access, Action.RESOLVE)
    clock = _Clock(progress)
    erased = _erased()
    read = read_records(access)
    clock.done("read")
    judged = judged_pairs(decided(access))
    found = linkage.link(read.records, judged=judged, join_at=join_at, progress=clock.tell)
    clock.done("link")
    with transaction.atomic():
        lock_judgements()
        if _erased() != erased:
            raise ErasedMeanwhile
        report = _keep(access, read, found, join_at=join_at, seconds=clock.seconds)
    clock.done("store")
    return report


def _keep(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    join_at: float,
    seconds: Mapping[str, float],
) -> ResolutionReport:
    run = store_run(access, read, found)
    ruled = judge_by_rule(access, found, read, join_at=join_at)
    rebuild_clusters()
    heads = clusters_of(access, [record.id for record in read.records])
    stored = store_candidates(access, run, read, found=found, heads=heads)
    report = ResolutionReport(
        run=run.pk,
        records=len(read.records),
        pairs=len(found.pairs),
        join_at=join_at,
        joined_by_rule=ruled.joined,
        newly_joined=ruled.new,
        withdrawn_by_rule=ruled.withdrawn,
        to_review=stored - ruled.joined,
        entities=len(heads.members),
        seconds=seconds,
        proposed_by_rule=ruled.proposed,
        doubtful=raise_doubts(access, read, found),
        cuts=len(found.cuts),
    )
    run.counts = {
        name: getattr(report, name)
        for name in (
            "records", "pairs", "joined_by_rule", "proposed_by_rule", "to_review", "entities",
            "cuts",
        )
    }  # fmt: skip
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
            "join_at": join_at,
            "model": linkage.MODEL_VERSION,
        },
    )
    return report


def _erased() -> int:
    """How many statements were ever disposed of; a batch of a disposal holds the same lock."""
    return Disposal.objects.aggregate(erased=Sum("statements"))["erased"] or 0
