"""Keeps the table of clusters in step with the live judgements.

`rebuild_clusters` computes everything afresh; `refresh_clusters` only what hangs together with
some entities. Both give the same table: it is a cache of `clusters.partition`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import Decision, partition
from hawkari.evidence.identities import (
    DECISION_COLUMNS,
    OUTRIGHT,
    as_decision,
    decisions_among,
    ensure_ids,
    live_events,
    touching,
)
from hawkari.evidence.models import CanonicalEntity, ClusterMember, JudgementKind

__all__ = ["lock_judgements", "rebuild_clusters", "refresh_clusters"]

LOCK = 0x6861776B  # any fixed number, the same in every process


def lock_judgements() -> None:
    """Wait until no other transaction judges; hold until this one ends. Needs a transaction.

    SQLite's transactions hold the write lock from their beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def rebuild_clusters() -> int:
    """Compute all clusters from the live judgements.

    Returns:
        How many clusters of two or more there are.
    """
    with transaction.atomic():
        lock_judgements()
        rows = live_events().filter(judgement__in=OUTRIGHT).values_list(*DECISION_COLUMNS)
        decisions = [as_decision(*row) for row in rows.iterator(chunk_size=5000)]
        standing = dict(ClusterMember.objects.values_list("entity_id", "canonical"))
        return _store(decisions, standing)


def refresh_clusters(entity_ids: Iterable[str]) -> int:
    """Compute again the clusters that hang together with some entities as stated."""
    with transaction.atomic():
        lock_judgements()
        scope = _hanging_together(set(entity_ids))
        standing = ClusterMember.objects.filter(entity_id__in=in_list(sorted(scope)))
        return _store(
            decisions_among(sorted(scope)), dict(standing.values_list("entity_id", "canonical"))
        )


def _hanging_together(start: set[str]) -> set[str]:
    """Everything reached over live positives and over the clusters as they stand."""
    scope, edge = set(start), set(start)
    while edge:
        ids = sorted(edge)
        positives = live_events().filter(touching(ids), judgement=JudgementKind.POSITIVE)
        found = {side for pair in positives.values_list("left_id", "right_id") for side in pair}
        peers = ClusterMember.objects.filter(entity_id__in=in_list(ids)).values("canonical")
        members = ClusterMember.objects.filter(canonical__in=peers)
        found |= set(members.values_list("entity_id", flat=True))
        edge = found - scope
        scope |= edge
    return scope


@dataclass(frozen=True, slots=True)
class _Move:
    """An entity's cluster before and after, by canonical id; None for alone."""

    before: str | None
    after: str | None


def _store(decisions: list[Decision], standing: dict[str, str]) -> int:
    roots = partition(decisions).roots
    own = ensure_ids({*standing, *roots})
    heads = _heads(roots, own)
    moves = {
        entity_id: _Move(standing.get(entity_id), heads.get(entity_id))
        for entity_id in own
        if standing.get(entity_id) != heads.get(entity_id)
    }
    alone = sorted(entity_id for entity_id, move in moves.items() if move.after is None)
    ClusterMember.objects.filter(entity_id__in=in_list(alone)).delete()
    ClusterMember.objects.bulk_create(
        [
            ClusterMember(entity_id=entity_id, canonical_id=move.after)
            for entity_id, move in sorted(moves.items())
            if move.after is not None
        ],
        update_conflicts=True,
        unique_fields=["entity_id"],
        update_fields=["canonical"],
    )
    home = {one.canonical_id: heads.get(one.entity_id, one.canonical_id) for one in own.values()}
    _remember([(own[entity_id], move) for entity_id, move in sorted(moves.items())], home)
    return len(set(heads.values()))


def _heads(roots: dict[str, str], own: dict[str, CanonicalEntity]) -> dict[str, str]:
    """Each member's cluster id: that of the member with the oldest statement."""
    groups: dict[str, list[CanonicalEntity]] = defaultdict(list)
    for entity_id, root in roots.items():
        if entity_id in own:
            groups[root].append(own[entity_id])
    heads = {}
    for group in groups.values():
        head = min(group, key=lambda one: (one.first_statement, one.entity_id))
        heads.update({one.entity_id: head.canonical_id for one in group})
    return heads


def _remember(moved: list[tuple[CanonicalEntity, _Move]], home: dict[str, str]) -> None:
    """Let a member's own id lead to its cluster, and note which cluster it split from.

    `home` says where each canonical id's own entity is now.
    """
    now = timezone.now()
    for own, move in moved:
        own.merged_into_id = move.after if move.after != own.canonical_id else None
        # Its old cluster's head lives elsewhere now: a split, not a merger of two clusters.
        if move.before and home[move.before] != home[own.canonical_id]:
            own.split_from_id = move.before
        own.changed_at = now
    CanonicalEntity.objects.bulk_update(
        [own for own, _ in moved], ["merged_into", "split_from", "changed_at"], batch_size=500
    )
