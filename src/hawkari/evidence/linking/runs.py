"""Keeps runs of linkage, and hands the candidates of older ones on.

A reader is shown the candidates of the newest run that read nothing hidden from them, and of each
older one that read something which no run after it did: members of one operation see different
files, and who sees more must not lose pairs when somebody who sees less runs it; `shown_pairs` says
which of them speaks of a pair. As long as a run is shown to anybody, its candidates stay. A run
without them is shown to nobody, and no request reads it: there is one such for every load.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage
from hawkari.evidence.access import Access, Action, visible_to, whole_parts
from hawkari.evidence.bulk import in_ids
from hawkari.evidence.identities import touching
from hawkari.evidence.linking.records import ReadRecords, fingerprint, states_any
from hawkari.evidence.models import Candidate, LinkRun, LoadPart, Operation, OperationMember
from hawkari.evidence.reach import reachable_parts, remembered

__all__ = [
    "CANDIDATE_COLUMNS",
    "REVIEW_AT",
    "known_runs",
    "last_run",
    "loaded_since",
    "newest_run",
    "shown_runs",
    "store_run",
]

REVIEW_AT = 0.05
"""Least probability of a pair that is kept for review. Below it, pairs are never looked at."""


def known_runs(access: Access) -> Iterator[LinkRun]:
    """The operation's runs that read nothing hidden from the access, newest first."""
    parts = whole_parts(access)
    rows = LinkRun.objects.filter(operation=access.operation).order_by("-pk")
    return (run for run in rows.iterator(chunk_size=10) if parts.issuperset(run.parts))


def newest_run(access: Access) -> LinkRun | None:
    """The newest run of the operation that read nothing hidden from this access, or None."""
    return next(known_runs(access), None)


def shown_runs(access: Access) -> list[LinkRun]:
    """The runs whose pairs an access is shown, newest first; empty where there is none.

    What a run read and a newer file left nothing of counts for nothing: no later run can read it.
    Where the pairs of all that it may know were dropped, it is shown the newest of these. Three
    queries at most; however many runs there were, those whose pairs were dropped are not read.
    """
    sight = (access.operation.pk, whole_parts(access), access.fields)
    return list(remembered(("shown runs", sight), lambda: _shown_runs(access)))


def _shown_runs(access: Access) -> list[LinkRun]:
    visible = whole_parts(access)
    found = {run.pk: run for run in _with_pairs(access.operation) if visible.issuperset(run.parts)}
    if not found:
        newest = newest_run(access)
        return [] if newest is None else [newest]
    known = [(pk, frozenset(run.parts)) for pk, run in found.items()]
    if len(known) > 1:
        beyond = frozenset[int]().union(*(parts for _, parts in known)) - known[0][1]
        said = _stating(access, beyond)
        known = [known[0], *((pk, parts - (beyond - said)) for pk, parts in known[1:])]
    return [found[pk] for pk in _uncovered(known)]


def _with_pairs(operation: Operation) -> QuerySet[LinkRun]:
    """The operation's runs whose pairs were not dropped, newest first."""
    return LinkRun.objects.filter(operation=operation, superseded=False).order_by("-pk")


def _stating(access: Access, parts: Collection[int]) -> frozenset[int]:
    """Those of some parts of which the access sees a statement that stands."""
    if not parts:
        return frozenset()
    rows = visible_to(access).filter(part__in=in_ids(sorted(parts)))
    return frozenset(rows.values_list("part", flat=True).distinct())


def _uncovered(runs: Iterable[tuple[int, frozenset[int]]]) -> list[int]:
    """Of runs with what they read, newest first, those that read what none of the later did."""
    kept: dict[int, frozenset[int]] = {}
    for pk, parts in runs:
        if not any(parts <= later for later in kept.values()):
            kept[pk] = parts
    return list(kept)


def last_run(operation: Operation) -> int:
    """The number of the operation's newest run of anybody's; 0 where there is none."""
    runs = LinkRun.objects.filter(operation=operation).order_by("-pk")
    return runs.values_list("pk", flat=True).first() or 0


def loaded_since(access: Access, runs: Sequence[LinkRun]) -> bool:
    """Whether the access sees what is compared in loads that none of some runs read.

    Only loads that ended after the first of them began: before that, there was nothing in them to
    read. Loads of calls, payments or journeys alone give linkage nothing to compare.
    """
    if not runs:
        return False
    began = min(run.started_at for run in runs)
    later = LoadPart.objects.filter(load__finished_at__gte=began)
    unread = whole_parts(access) & set(later.values_list("pk", flat=True))
    return states_any(access, unread.difference(*(run.parts for run in runs)))


def store_run(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    started: datetime,
    base: LinkRun | None = None,
    outdated: Collection[str] = (),
) -> LinkRun:
    """Keep a run; candidates of older runs over the same parts are dropped, if nobody reads them.

    A run over what is new takes over the candidates of its base, as they are; or copies of them
    where somebody who may not see what is new goes on reading the base. Those of records that are
    not what they were, `outdated`, are left out.
    """
    parts = set(read.all_parts) | set(base.parts if base is not None else ())
    run = _new_run(access, read, found, started=started, base=base, parts=parts)
    shown = _shown_to_members(access)
    if base is not None and base.pk in shown:
        _copy_candidates(base, run)
    elif base is not None:
        Candidate.objects.filter(run=base).update(run=run)
    if outdated:
        run.records -= len(outdated)
        run.save(update_fields=["records"])
        Candidate.objects.filter(touching(sorted(outdated)), run=run).delete()
    older = _with_pairs(access.operation).exclude(pk__in={run.pk, *shown})
    superseded = in_ids([one.pk for one in older.only("parts") if set(one.parts) <= parts])
    Candidate.objects.filter(run__in=superseded).delete()
    LinkRun.objects.filter(pk__in=superseded).update(superseded=True)
    return run


def _shown_to_members(access: Access) -> set[int]:
    """The runs that some member of the operation is shown, as far as parts tell."""
    members = OperationMember.objects.filter(operation=access.operation).select_related("user")
    seen = set()
    for member in members:
        there = Access(member.user, access.operation, member.role, access.today)
        if there.may(Action.READ) and there.reads_whole and member.user.is_active:
            seen.add(reachable_parts(member.user, access.operation, access.today))
    rows = _with_pairs(access.operation).values_list("pk", "parts")
    runs = [(pk, frozenset(parts)) for pk, parts in rows]
    return {
        pk for parts in seen for pk in _uncovered(run for run in runs if parts.issuperset(run[1]))
    }


CANDIDATE_COLUMNS = (
    "run_id",
    "left_id",
    "right_id",
    "weight",
    "probability",
    "reasons",
    "priority",
    "matters",
    "agencies",
    "languages",
    "cut",
)


def _copy_candidates(base: LinkRun, run: LinkRun) -> None:
    table = connection.ops.quote_name(Candidate._meta.db_table)
    columns = ", ".join(map(connection.ops.quote_name, CANDIDATE_COLUMNS))
    kept = columns.partition(", ")[2]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) "  # noqa: S608  names come from the model
            f"SELECT %s, {kept} FROM {table} WHERE run_id = %s ORDER BY id",
            [run.pk, base.pk],
        )


def _new_run(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    started: datetime,
    base: LinkRun | None,
    parts: Collection[int],
) -> LinkRun:
    known = 0 if base is None else base.records
    digest = fingerprint(read)
    if base is not None:
        digest = hashlib.blake2b(
            f"{base.fingerprint}+{digest}".encode(), digest_size=16
        ).hexdigest()
    return LinkRun.objects.create(
        operation=access.operation,
        started_at=started,
        finished_at=timezone.now(),
        model_version=linkage.MODEL_VERSION,
        plan={"rules": [asdict(rule) for rule in found.plan]},
        parameters=found.parameters,
        guard=[asdict(one) for one in found.guard],
        parts=sorted(parts),
        records=known + len(read.records),
        fingerprint=digest,
        base=base,
    )
