"""What is on hold right now: asked by every batch of a disposal.

A hold always wins: a running disposal asks before each batch, under the lock that placing a hold
takes too. A hold on an entity covers every record joined to it by anybody's judgements, hidden
ones included, and whatever refers to them: it may keep too much, never too little.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.models import CanonicalEntity, ClusterMember, Hold, LoadRun, Regrading
from hawkari.evidence.unseen import Doomed

__all__ = ["Held", "held_now", "lock_holds", "regraded_too"]

LOCK = 0x686F6C64  # any fixed number, the same in every process


@dataclass(frozen=True, slots=True)
class Held:
    """Everything on hold at one moment, of every operation."""

    sources: frozenset[int]
    loads: frozenset[int]
    entities: frozenset[str]
    statements: frozenset[int]

    @property
    def anything(self) -> bool:
        """Whether there is any hold at all."""
        return bool(self.sources or self.loads or self.entities or self.statements)

    def keeps(self, load: LoadRun) -> bool:
        """Whether a hold is on a load as a whole, or on its source."""
        return load.pk in self.loads or load.source_id in self.sources

    def covers(self, one: Doomed) -> bool:
        """Whether a hold is on a statement, its record, load or source, or what it refers to."""
        return (
            one.pk in self.statements
            or one.source in self.sources
            or one.load in self.loads
            or one.entity_id in self.entities
            or (one.prop_type == "entity" and one.value in self.entities)
        )


def lock_holds() -> None:
    """Let holds and batches of disposals wait for one another, until the transaction ends.

    SQLite's transactions hold the write lock from their beginning.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def held_now() -> Held:
    """What is on hold. For batches of a disposal, after `lock_holds`."""
    active = list(Hold.objects.filter(lifted_at__isnull=True))
    return Held(
        sources=frozenset(one.source_id for one in active if one.source_id is not None),
        loads=frozenset(one.load_id for one in active if one.load_id is not None),
        entities=_records_of(one.entity for one in active if one.entity),
        statements=regraded_too({one.statement for one in active if one.statement is not None}),
    )


def regraded_too(numbers: Collection[int]) -> frozenset[int]:
    """Statements with all that stood or stand in their place under another marking."""
    if not numbers:
        return frozenset()
    listed = in_ids(sorted(numbers))
    named = Regrading.objects.filter(Q(root__in=listed) | Q(old__in=listed) | Q(new__in=listed))
    chains = Regrading.objects.filter(root__in=named.values("root"))
    places = chains.values_list("root", "old", "new")
    return frozenset(numbers) | {one for place in places for one in place}


def _records_of(canonical_ids: Iterable[str]) -> frozenset[str]:
    """The entities as stated of whole clusters, as all judgements together make them."""
    own = CanonicalEntity.objects.filter(canonical_id__in=in_list(sorted(set(canonical_ids))))
    records = set(own.values_list("entity_id", flat=True))
    together = ClusterMember.objects.filter(entity_id__in=in_list(sorted(records)))
    peers = ClusterMember.objects.filter(canonical__in=together.values("canonical"))
    return frozenset(records | set(peers.values_list("entity_id", flat=True)))
