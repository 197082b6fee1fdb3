"""Who is who: runs the linkage engine over what one access may see, and keeps the outcome.

Pairs that are certain are joined by the rule `certain-match` (`hawkari.evidence.rule_judgements`).
The rest become candidates for review. A person's decision always stands.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage
from hawkari.errors import HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters, refresh_clusters
from hawkari.evidence.linking.candidates import store_candidates
from hawkari.evidence.linking.certain_pairs import Certain, all_certain, certain_around
from hawkari.evidence.linking.counts import LAST_EVENT, Known, Since, counts_of, last_event
from hawkari.evidence.linking.families import (
    Asked,
    States,
    link_families,
    link_new,
    people_among,
)
from hawkari.evidence.linking.increments import LEAST_KNOWN, Increment, increment_of
from hawkari.evidence.linking.records import ReadRecords, read_records
from hawkari.evidence.linking.runs import REVIEW_AT, last_run, newest_run, store_run
from hawkari.evidence.linking.states import is_broken, keep_state
from hawkari.evidence.models import Act, Disposal, LinkRun
from hawkari.evidence.reviewing.doubts import raise_contradictions, raise_doubts, raise_newcomers
from hawkari.evidence.rule_judgements import (
    CERTAIN_MATCH,
    RuleOutcome,
    decided,
    judge_by_rule,
    judged_pairs,
    resting_on,
)

__all__ = ["CERTAIN_MATCH", "ErasedMeanwhile", "Overtaken", "ResolutionReport", "resolve"]

ATTEMPTS = 5
"""How often a run begins anew because another one of its operation ended first."""

Progress = Callable[[str, int, int], None]
"""Told a step's name, its number from 1, and the number of steps."""


@dataclass(frozen=True, slots=True)
class ResolutionReport:
    """What a run found and did.

    Attributes:
        run: number of the stored run.
        records: records that are linked now.
        compared: of these, compared in this run: all, or what was new or stated anew.
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
        left_out: pairs that were not kept since a newer file took a record of theirs back while
            they were compared; the next run sees to what is said now.
        was_broken: everything was compared since what the run before left could not be read.
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
    left_out: int = 0
    was_broken: bool = False


class ErasedMeanwhile(HawkariError):
    """Values were disposed of while they were compared, so their comparison must not be kept."""

    def __init__(self) -> None:
        super().__init__("values were disposed of while records were compared; run it again")


class Overtaken(HawkariError):
    """Other runs of the operation ended while this one compared, each time that it began anew."""

    def __init__(self) -> None:
        super().__init__("other runs of this operation ended meanwhile; run it again")


class _Clock:
    """Seconds by step, and who is told of each step."""

    def __init__(self, told: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._told = told
        self._started = time.monotonic()

    def done(self, step: str) -> None:
        """A step has ended."""
        now = time.monotonic()
        # A run that begins anew has taken both times.
        self.seconds[step] = round(self.seconds.get(step, 0.0) + now - self._started, 3)
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
    """Find which records are of one person, organisation, vessel, vehicle or account.

    Where the newest run left its state, the records that it has not read, or of which something
    else is stated now, are linked against it, in time that grows with them; see
    `hawkari.evidence.linking.increments`. Else, and where `whole` says so, every record is compared
    and the model trained anew. Running it again on the same statements and judgements changes
    nothing.

    Args:
        access: who asks; only what it may see is compared.
        progress: told of each step of the engine.
        join_at: least probability (0-1) of a pair that the rule joins.
        whole: compare everything, whatever is known.

    Raises:
        AccessDenied: if the role may not resolve.
        ErasedMeanwhile: if values were disposed of since they were read; nothing was kept.
        Overtaken: if, each time that it began anew, another run ended first; nothing was kept.
    """
    require(access, Action.RESOLVE)
    clock = _Clock(progress)
    for attempt in range(ATTEMPTS):
        with suppress(_OtherRun):
            return _attempt(access, clock, join_at=join_at, whole=whole, overtaken=attempt > 0)
    raise Overtaken


class _OtherRun(Exception):
    """Another run was stored since this one read."""


def _attempt(
    access: Access, clock: _Clock, *, join_at: float, whole: bool, overtaken: bool
) -> ResolutionReport:
    """Read, link and store; raises `_OtherRun`, with nothing kept, where it must begin anew."""
    erased, last, started = _erased(), last_run(access.operation), timezone.now()
    base = None if whole else increment_of(access, join_at=join_at, overtaken=overtaken)
    if base is None:
        read = read_records(access)
    else:
        read = read_records(access, base.new, within=base.parts)
    run = None if base or whole else newest_run(access)
    was_broken = run is not None and is_broken(run)
    clock.done("read")
    linked = _link(access, read, base, join_at=join_at, clock=clock)
    clock.done("link")
    with transaction.atomic():
        lock_judgements()
        if _erased() != erased:
            raise ErasedMeanwhile
        # Two runs that read the same would each take the other's candidates for superseded.
        if last_run(access.operation) != last:
            raise _OtherRun
        report = _keep(access, read, linked, started=started, seconds=clock.seconds)
    clock.done("store")
    return replace(report, was_broken=was_broken)


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the engine found, at which threshold; of a run over what is new, what it grew from.

    `pairs` are those it scored, less those that a run before had scored of outdated records.
    """

    found: Linkage
    states: States | None
    join_at: float
    pairs: int
    grown: tuple[Increment, States] | None = None


def _link(
    access: Access,
    read: ReadRecords,
    base: Increment | None,
    *,
    join_at: float,
    clock: _Clock,
) -> _Linked:
    parts = {*read.all_parts, *(() if base is None else base.run.parts)}
    judged = judged_pairs(resting_on(parts, decided(access)))
    asked = Asked(judged, join_at, clock.tell)
    if base is not None:
        found, grown = link_new(base.states, read.records, asked, outdated=base.outdated)
        read.read_also(access, _sides(found))
        pairs = len(found.pairs) - base.states.pairs_with(base.outdated)
        return _Linked(found, grown, join_at, pairs, (base, grown))
    keep = len(people_among(read.records)) >= LEAST_KNOWN
    found, states = link_families(read.records, asked, keep=keep)
    return _Linked(found, states, join_at, len(found.pairs))


def _sides(found: Linkage) -> set[str]:
    """The records in pairs that are kept."""
    kept = takewhile(lambda pair: pair.probability >= REVIEW_AT, found.pairs)
    return {side for pair in kept for side in (pair.left, pair.right)}


def _keep(
    access: Access,
    read: ReadRecords,
    linked: _Linked,
    *,
    started: datetime,
    seconds: Mapping[str, float],
) -> ResolutionReport:
    found = linked.found
    base = None if linked.grown is None else linked.grown[0]
    run = _stored(access, read, linked, started=started)
    people = decided(access)
    certain = _certain(access, run, linked)
    ruled = judge_by_rule(access, certain, read, people=people)
    if base is None:
        rebuild_clusters()
    else:
        refresh_clusters({*base.new, *(side for pair in ruled.pairs for side in pair)})
    told, known = resting_on(run.parts, people), _known(read, linked)
    scope = certain.scope or ()
    left_out = store_candidates(access, run, read, found=found, people=told, scope=scope)
    doubtful = raise_doubts(access, read, found, people=people, parts=run.parts, known=known)
    doubtful += raise_newcomers(access, found, parts=run.parts)
    raise_contradictions(access, found, people=people)
    if linked.states is not None:
        keep_state(run, linked.states)
    since = _since(linked)
    counts: dict[str, Any] = counts_of(run, pairs=linked.pairs, known=known, since=since)
    counts["compared"] = len(read.records)
    run.counts = {**counts, LAST_EVENT: last_event()}
    run.save(update_fields=["counts"])
    _record(access, run, ruled, join_at=linked.join_at)
    return ResolutionReport(
        run=run.pk,
        **counts,
        join_at=linked.join_at,
        newly_joined=ruled.new,
        withdrawn_by_rule=ruled.withdrawn,
        doubtful=doubtful,
        left_out=left_out,
        seconds=seconds,
    )


def _record(access: Access, run: LinkRun, ruled: RuleOutcome, *, join_at: float) -> None:
    audit.record(
        Act.COMBINE,
        access=access,
        count=run.counts["joined_by_rule"],
        detail={
            "run": run.pk,
            "records": run.records,
            "new": ruled.new,
            "withdrawn": ruled.withdrawn,
            "join_at": join_at,
            "model": linkage.MODEL_VERSION,
        },
    )


def _stored(access: Access, read: ReadRecords, linked: _Linked, *, started: datetime) -> LinkRun:
    if linked.grown is None:
        return store_run(access, read, linked.found, started=started)
    base, _ = linked.grown
    return store_run(
        access, read, linked.found, started=started, base=base.run, outdated=base.outdated
    )


def _certain(access: Access, run: LinkRun, linked: _Linked) -> Certain:
    if linked.grown is None:
        return all_certain(linked.found, join_at=linked.join_at)
    base, states = linked.grown
    return certain_around(access, run, linked.found, base=base, states=states)


def _since(linked: _Linked) -> Since | None:
    if linked.grown is None:
        return None
    base, _ = linked.grown
    return Since(base.run, base.new, base.states.known)


def _known(read: ReadRecords, linked: _Linked) -> Known:
    """Which of some records the run knows: those it read, or those of the grown state."""
    states = linked.states
    return (lambda ids: read.sources.keys() & ids) if states is None else states.known


def _erased() -> int:
    """How many statements were ever disposed of; a batch of a disposal holds the same lock."""
    return Disposal.objects.aggregate(erased=Sum("statements"))["erased"] or 0
