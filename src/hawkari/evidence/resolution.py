"""Who is who: runs the linkage engine over what one access may see, and keeps the outcome.

Pairs that are certain are joined by the rule `certain-match`, as judgement events like any other:
shown as the rule's, undone like a person's. The rest become candidates for review. A person's
decision always stands: what someone refused, left open or took back from the rule is never joined
by it again.
"""

import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from followthemoney import model

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage, Record, ScoredPair
from hawkari.errors import HawkariError
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to, whole_parts
from hawkari.evidence.bulk import insert_rows
from hawkari.evidence.cluster_cache import lock_judgements, rebuild_clusters
from hawkari.evidence.entities.values import common_schema
from hawkari.evidence.identities import clusters_of, live_events
from hawkari.evidence.models import (
    Act,
    Candidate,
    Disposal,
    JudgementEvent,
    JudgementKind,
    LinkRun,
)
from hawkari.evidence.review import REVIEW_AT

__all__ = ["CERTAIN_MATCH", "ErasedMeanwhile", "ResolutionReport", "resolve"]

CERTAIN_MATCH = "certain-match"
UNCOMPARED = ("entity", "text", "html", "json", "checksum", "mimetype")
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
        newly_joined: of these, new in this run.
        withdrawn_by_rule: pairs the rule held together before and no longer does.
        to_review: candidates stored that the rule did not join.
        entities: entities the records make up, as this access sees them.
        seconds: wall time by step.
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


@dataclass(slots=True)
class _Read:
    """The records of a run, and per record the parts and statements they were read from."""

    records: list[Record]
    parts: dict[str, frozenset[int]]
    statements: dict[str, list[int]]


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
    read = _read(access)
    clock.done("read")
    found = linkage.link(read.records, judged=_judged(access), join_at=join_at, progress=clock.tell)
    clock.done("link")
    with transaction.atomic():
        lock_judgements()
        if _erased() != erased:
            raise ErasedMeanwhile
        run = _store_run(access, read, found)
        wanted = _certain(access, found, join_at)
        new, gone = _judge_by_rule(access, wanted, read)
        rebuild_clusters()
        heads = clusters_of(access, [record.id for record in read.records])
        report = ResolutionReport(
            run=run.pk,
            records=len(read.records),
            pairs=len(found.pairs),
            join_at=join_at,
            joined_by_rule=len(wanted),
            newly_joined=new,
            withdrawn_by_rule=gone,
            to_review=sum(_is_candidate(pair) for pair in found.pairs) - len(wanted),
            entities=len(heads.members),
            seconds=clock.seconds,
        )
        audit.record(
            Act.COMBINE,
            access=access,
            count=len(wanted),
            detail={
                "run": run.pk,
                "records": report.records,
                "new": new,
                "withdrawn": gone,
                "join_at": join_at,
                "model": linkage.MODEL_VERSION,
            },
        )
    clock.done("store")
    return report


def _erased() -> int:
    """How many statements were ever disposed of; a batch of a disposal holds the same lock."""
    return Disposal.objects.aggregate(erased=Sum("statements"))["erased"] or 0


def _read(access: Access) -> _Read:
    """One record for each person or organisation as stated, in one pass over its statements."""
    named = [name for name, schema in model.schemata.items() if schema.is_a("LegalEntity")]
    rows = (
        visible_to(access)
        .filter(schema__in=named)
        .exclude(prop_type__in=UNCOMPARED)
        .values_list("pk", "entity_id", "schema", "prop", "value", "source__slug", "part")
    )
    schemata: dict[str, set[str]] = defaultdict(set)
    properties: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    sources: dict[str, str] = {}
    parts: dict[str, set[int]] = defaultdict(set)
    statements: dict[str, list[int]] = defaultdict(list)
    for pk, entity_id, schema, prop, value, source, part in rows.iterator(chunk_size=10_000):
        schemata[entity_id].add(schema)
        properties[entity_id][prop][value] = None
        sources[entity_id] = source
        parts[entity_id].add(part)
        statements[entity_id].append(pk)
    records = [
        Record(
            id=entity_id,
            schema=common_schema(schemata[entity_id]),
            source=sources[entity_id],
            properties={prop: tuple(sorted(values)) for prop, values in sorted(stated.items())},
        )
        for entity_id, stated in sorted(properties.items())
    ]
    return _Read(records, {key: frozenset(value) for key, value in parts.items()}, statements)


def _decided(access: Access) -> Iterable[JudgementEvent]:
    """People's live judgements that rest on nothing hidden from this access."""
    parts = whole_parts(access)
    people = live_events().filter(made_by__isnull=False)
    return [event for event in people if parts.issuperset(event.rests_on)]


def _judged(access: Access) -> list[linkage.Judged]:
    return [
        linkage.Judged(event.left_id, event.right_id, event.judgement == JudgementKind.POSITIVE)
        for event in _decided(access)
        if event.judgement != JudgementKind.UNSURE
    ]


def _is_candidate(pair: ScoredPair) -> bool:
    return pair.probability >= REVIEW_AT


def _store_run(access: Access, read: _Read, found: Linkage) -> LinkRun:
    """Keep the run and its candidates; those of older runs over the same parts are dropped."""
    parts = sorted(frozenset[int]().union(*read.parts.values()))
    now = timezone.now()
    older = LinkRun.objects.filter(operation=access.operation)
    superseded = [run.pk for run in older if set(run.parts) <= set(parts)]
    Candidate.objects.filter(run__in=superseded).delete()
    run = LinkRun.objects.create(
        operation=access.operation,
        started_at=now,
        finished_at=now,
        model_version=linkage.MODEL_VERSION,
        plan={"rules": [asdict(rule) for rule in found.plan]},
        parameters=found.parameters,
        guard=[asdict(one) for one in found.guard],
        parts=parts,
        records=len(read.records),
    )
    insert_rows(
        Candidate,
        ("run_id", "left_id", "right_id", "weight", "probability", "reasons"),
        [
            (run.pk, pair.left, pair.right, pair.weight, pair.probability, _reasons(pair))
            for pair in found.pairs
            if _is_candidate(pair)
        ],
    )
    return run


def _reasons(pair: ScoredPair) -> str:
    return json.dumps([asdict(reason) for reason in pair.reasons], ensure_ascii=False)


def _certain(access: Access, found: Linkage, join_at: float) -> dict[tuple[str, str], ScoredPair]:
    """The pairs that the rule joins: certain, in one cluster, and not in a person's hands."""
    in_hand = {
        (event.left_id, event.right_id)
        for event in _decided(access)
        if event.judgement != JudgementKind.POSITIVE
    }
    taken_back = JudgementEvent.objects.filter(rule=CERTAIN_MATCH, withdrawal__rule="")
    in_hand |= set(taken_back.values_list("left_id", "right_id")) - set(
        live_events().filter(rule=CERTAIN_MATCH).values_list("left_id", "right_id")
    )
    return {
        (pair.left, pair.right): pair
        for pair in found.pairs
        if pair.probability >= join_at
        and found.clusters[pair.left] == found.clusters[pair.right]
        and (pair.left, pair.right) not in in_hand
    }


def _judge_by_rule(
    access: Access, wanted: Mapping[tuple[str, str], ScoredPair], read: _Read
) -> tuple[int, int]:
    """Make the rule's events those wanted; gives how many were made and how many withdrawn."""
    parts = whole_parts(access)
    standing = {
        (event.left_id, event.right_id): event
        for event in live_events().filter(rule=CERTAIN_MATCH)
        if parts.issuperset(event.rests_on)
    }
    made = [pair for key, pair in wanted.items() if key not in standing]
    gone = [
        event
        for key, event in standing.items()
        if key not in wanted and event.operation_id == access.operation.pk
    ]
    insert_rows(JudgementEvent, EVENT_COLUMNS, [_event(access, pair, read) for pair in made])
    JudgementEvent.objects.bulk_create(
        JudgementEvent(
            left_id=event.left_id,
            right_id=event.right_id,
            judgement=JudgementKind.WITHDRAWN,
            rule=CERTAIN_MATCH,
            operation=access.operation,
            made_at=timezone.now(),
            reason="no longer certain",
            rests_on=event.rests_on,
            withdraws=event,
        )
        for event in gone
    )
    return len(made), len(gone)


EVENT_COLUMNS = (
    "left_id",
    "right_id",
    "judgement",
    "rule",
    "operation_id",
    "made_at",
    "reason",
    "probability",
    "weight",
    "reasons",
    "model_version",
    "statements_seen",
    "rests_on",
)


def _event(access: Access, pair: ScoredPair, read: _Read) -> tuple[Any, ...]:
    ends = (pair.left, pair.right)
    return (
        *ends,
        JudgementKind.POSITIVE.value,
        CERTAIN_MATCH,
        access.operation.pk,
        connection.ops.adapt_datetimefield_value(timezone.now()),
        "",
        pair.probability,
        pair.weight,
        _reasons(pair),
        linkage.MODEL_VERSION,
        json.dumps(sorted(pk for end in ends for pk in read.statements[end])),
        json.dumps(sorted(read.parts[pair.left] | read.parts[pair.right])),
    )
