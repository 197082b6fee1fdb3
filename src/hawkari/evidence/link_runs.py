"""Keeps runs of linkage, and hands the candidates of older ones on.

A reader is shown the candidates of the newest run that read nothing hidden from them. Members of
one operation see different files, so their newest runs can differ: as long as a run is anybody's
newest, its candidates stay.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import datetime

from django.db import connection
from django.utils import timezone

from hawkari.engines import linkage
from hawkari.engines.linkage import Linkage
from hawkari.evidence.access import Access, Action, whole_parts
from hawkari.evidence.link_records import ReadRecords, fingerprint, states_any
from hawkari.evidence.models import Candidate, LinkRun, LoadPart, Operation, OperationMember
from hawkari.evidence.reach import reachable_parts

__all__ = [
    "CANDIDATE_COLUMNS",
    "REVIEW_AT",
    "known_runs",
    "last_run",
    "loaded_since",
    "newest_run",
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


def last_run(operation: Operation) -> int:
    """The number of the operation's newest run of anybody's; 0 where there is none."""
    runs = LinkRun.objects.filter(operation=operation).order_by("-pk")
    return runs.values_list("pk", flat=True).first() or 0


def loaded_since(access: Access, run: LinkRun) -> bool:
    """Whether the access sees people or organisations in loads that ended after a run began.

    Loads of calls, payments or journeys alone give linkage nothing to compare.
    """
    later = LoadPart.objects.filter(load__finished_at__gte=run.started_at)
    unread = whole_parts(access) & set(later.values_list("pk", flat=True)) - set(run.parts)
    return states_any(access, unread)


def store_run(
    access: Access,
    read: ReadRecords,
    found: Linkage,
    *,
    started: datetime,
    base: LinkRun | None = None,
) -> LinkRun:
    """Keep a run; candidates of older runs over the same parts are dropped, if nobody reads them.

    A run over what is new takes over the candidates of its base, as they are; or copies of them
    where somebody who may not see what is new goes on reading the base.
    """
    parts = set(read.all_parts) | set(base.parts if base is not None else ())
    run = _new_run(access, read, found, started=started, base=base, parts=parts)
    shown = _newest_of_members(access)
    if base is not None and base.pk in shown:
        _copy_candidates(base, run)
    elif base is not None:
        Candidate.objects.filter(run=base).update(run=run)
    older = LinkRun.objects.filter(operation=access.operation).exclude(pk__in={run.pk, *shown})
    superseded = [one.pk for one in older.only("parts") if set(one.parts) <= parts]
    Candidate.objects.filter(run__in=superseded).delete()
    return run


def _newest_of_members(access: Access) -> set[int]:
    """The runs that are the newest to some member of the operation."""
    members = OperationMember.objects.filter(operation=access.operation).select_related("user")
    seen = set()
    for member in members:
        there = Access(member.user, access.operation, member.role, access.today)
        if there.may(Action.READ) and there.reads_whole and member.user.is_active:
            seen.add(reachable_parts(member.user, access.operation, access.today))
    found = set()
    rows = LinkRun.objects.filter(operation=access.operation).order_by("-pk").only("parts")
    for run in rows.iterator(chunk_size=10):
        reading = {parts for parts in seen if parts.issuperset(run.parts)}
        if reading:
            found.add(run.pk)
            seen -= reading
        if not seen:
            break
    return found


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
