"""Canonical ids and clusters, as one viewer may know them.

Every entity as stated has a random id of its own. A cluster goes by the id of its member with the
oldest statement. A viewer's cluster holds only members of which they may see a statement, joined
only by judgements that rest on nothing hidden from them: of a cluster a = b = c, someone who may
not see b is shown a and c as two entities, each under an id of its own, unless a = c was judged
too. So no id tells of a link that its reader may not know.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from hawkari.errors import HawkariError
from hawkari.evidence.access import (
    Access,
    oldest_statements,
    visible_parts,
    visible_to,
    whole_parts,
)
from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import Decision, partition
from hawkari.evidence.grounds import Among, known_to
from hawkari.evidence.models import (
    CanonicalEntity,
    ClusterMember,
    JudgementEvent,
    JudgementKind,
)
from hawkari.evidence.reach import remembered

__all__ = [
    "DECISION_COLUMNS",
    "OUTRIGHT",
    "Clusters",
    "EntityNotFound",
    "as_decision",
    "clusters_of",
    "decisions_among",
    "ensure_ids",
    "groups_of",
    "known_events",
    "live_events",
    "log_ids",
    "seen_of",
    "stated_ids",
    "told_to",
    "touching",
]


class EntityNotFound(HawkariError):
    """No entity of this id, or none that the user may see; the two are told apart by nobody."""

    def __init__(self, entity: str) -> None:
        self.entity = entity
        super().__init__(f"there is no entity {entity} that you may see")


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters as one viewer sees them.

    `head` gives each entity as stated its canonical id; `members` gives each canonical id its
    entities as stated, the one with the oldest statement first.
    """

    head: dict[str, str]
    members: dict[str, tuple[str, ...]]


OUTRIGHT = (JudgementKind.POSITIVE, JudgementKind.NEGATIVE)
DECISION_COLUMNS = ("pk", "left_id", "right_id", "judgement", "rule", "weight")
"""The columns of a judgement that `as_decision` takes."""


def as_decision(*columns: Any) -> Decision:
    """A positive or negative judgement as `clusters` takes it, from its `DECISION_COLUMNS`."""
    pk, left, right, kind, rule, weight = columns
    return Decision(pk, left, right, kind == JudgementKind.POSITIVE, bool(rule), weight or 0.0)


def live_events() -> QuerySet[JudgementEvent]:
    """Judgements that were made and not withdrawn, oldest first, of everybody."""
    return JudgementEvent.objects.filter(withdrawal__isnull=True).exclude(
        judgement=JudgementKind.WITHDRAWN
    )


def known_events(access: Access) -> QuerySet[JudgementEvent]:
    """The judgements that stand to an access, oldest first.

    Live ones that it may know were made. A proposal stands until somebody has answered it as far as
    the access may know.
    """
    answered = live_events().filter(known_to(access), answers=OuterRef("pk"))
    waits = ~Q(judgement=JudgementKind.PROPOSED) | ~Exists(answered)
    return told_to(access).filter(waits, withdrawal__isnull=True)


def told_to(access: Access) -> QuerySet[JudgementEvent]:
    """The judgements that an access may know were made, oldest first, withdrawn ones included.

    They rest on nothing hidden from it, and no proposal is of another operation, since it tells
    what is held there on its records. Withdrawals are none of them.
    """
    here = ~Q(judgement=JudgementKind.PROPOSED) | Q(operation=access.operation)
    made = JudgementEvent.objects.exclude(judgement=JudgementKind.WITHDRAWN)
    return made.filter(known_to(access), here)


def decisions_among(
    entity_ids: Collection[str], *, parts: frozenset[int] | None = None
) -> list[Decision]:
    """The live positive and negative judgements with both ends among these entities.

    Args:
        entity_ids: as stated.
        parts: keep only what rests on these parts alone; None for every judgement.
    """
    rows = live_events().filter(
        left_id__in=in_list(entity_ids), right_id__in=in_list(entity_ids), judgement__in=OUTRIGHT
    )
    return [
        as_decision(*row)
        for *row, rests_on in rows.values_list(*DECISION_COLUMNS, "rests_on")
        if parts is None or parts.issuperset(rests_on)
    ]


def ensure_ids(entity_ids: Collection[str]) -> dict[str, CanonicalEntity]:
    """The own canonical id of each entity as stated, made where missing; unknown ids left out."""
    known: dict[str, CanonicalEntity] = remembered("own ids", dict)
    known.update(_own_ids(set(entity_ids) - known.keys()))
    found = {one: known[one] for one in entity_ids if one in known}
    missing = sorted(set(entity_ids) - set(found))
    if missing:
        now = timezone.now()
        made = [
            CanonicalEntity(
                canonical_id=uuid.uuid4().hex,
                entity_id=entity_id,
                first_statement=oldest,
                created_at=now,
            )
            for entity_id, oldest in oldest_statements(missing).items()
        ]
        CanonicalEntity.objects.bulk_create(made, ignore_conflicts=True)
        # Another process may have been first: what stands in the table counts.
        found.update(_own_ids(missing))
    return found


def log_ids(entity_ids: Iterable[str]) -> list[str]:
    """The random ids of some entities as stated, for the audit log, in the order given.

    An id as stated can be a name or a number of a person, which the log could never forget.
    """
    listed = list(entity_ids)
    own = ensure_ids(listed)
    return [own[one].canonical_id for one in listed if one in own]


def _own_ids(entity_ids: Collection[str]) -> dict[str, CanonicalEntity]:
    if not entity_ids:
        return {}
    rows = CanonicalEntity.objects.filter(entity_id__in=in_list(entity_ids))
    return {row.entity_id: row for row in rows}


def stated_ids(entities: Collection[str]) -> dict[str, str]:
    """The entity as stated that each id means: a canonical id's own entity, else the id itself."""
    rows = CanonicalEntity.objects.filter(canonical_id__in=in_list(entities))
    own = dict(rows.values_list("canonical_id", "entity_id"))
    return {one: own.get(one, one) for one in entities}


def clusters_of(access: Access, entity_ids: Iterable[str]) -> Clusters:
    """The viewer's clusters around some entities as stated; those they may not see are left out.

    A handful of queries, whatever the number of entities.
    """
    return _named(groups_of(access, entity_ids))


def groups_of(access: Access, entity_ids: Iterable[str]) -> list[list[str]]:
    """As `clusters_of`, without ids and in no order: for whoever only asks what is together.

    They follow from the judgements that the access may know, and from these alone: where a refusal
    hidden from it cuts a join that it knows, the join holds for it. A missing one would tell.
    """
    wanted = set(entity_ids)
    sight = (visible_parts(access), access.fields)
    known: dict[str, tuple[str, ...]] = remembered(("groups", sight), dict)
    new = wanted - known.keys()
    if new:
        # Those of which nothing is found are hidden, and in no group.
        known.update(dict.fromkeys(new, ()))
        for group in _groups_of(access, new):
            known.update(dict.fromkeys(group, tuple(group)))
    found = dict.fromkeys(known[one] for one in wanted)
    return [list(group) for group in found if group]


def _groups_of(access: Access, wanted: set[str]) -> list[list[str]]:
    around = _hanging_together(access, wanted)
    edges = [one for one in around.joins if around.visible.issuperset((one.left, one.right))]
    if around.crosses:
        # Only here can a refusal stand between joins: see clusters.partition.
        known = decisions_among(sorted(around.visible), parts=whole_parts(access))
        edges += [one for one in known if not one.same]
    roots = partition(edges).roots
    groups: dict[str, list[str]] = defaultdict(list)
    for entity_id in around.visible:
        groups[roots.get(entity_id, entity_id)].append(entity_id)
    return [group for group in groups.values() if not wanted.isdisjoint(group)]


@dataclass(frozen=True, slots=True)
class _Around:
    """What hangs together with some records, as an access may know.

    `crosses` says whether a join leads from one cluster of the table to another: somebody's refusal
    stands against it.
    """

    visible: set[str]
    joins: list[Decision]
    crosses: bool


def _hanging_together(access: Access, wanted: set[str]) -> _Around:
    """Everything reached over the table of clusters, and over joins that lead out of them."""
    cluster: dict[str, str] = {}
    joins: dict[int, Decision] = {}
    visible: set[str] = set()
    scope: set[str] = set()
    parts = whole_parts(access)
    edge = set(wanted)
    while edge:
        together = ClusterMember.objects.filter(entity_id__in=in_list(sorted(edge)))
        peers = ClusterMember.objects.filter(canonical__in=together.values("canonical"))
        cluster.update(peers.values_list("entity_id", "canonical"))
        fresh = (edge | set(cluster)) - scope
        scope |= fresh
        seen = seen_of(access, fresh)
        visible |= seen
        found = _joins_of(seen, parts=parts)
        joins.update((one.event, one) for one in found)
        edge = {side for one in found for side in (one.left, one.right)} - scope
    listed = [joins[event] for event in sorted(joins)]
    crosses = any(
        one.left not in cluster or cluster[one.left] != cluster.get(one.right) for one in listed
    )
    return _Around(visible, listed, crosses)


def _joins_of(entity_ids: Collection[str], *, parts: frozenset[int]) -> list[Decision]:
    """The live positive judgements with an end among some records that rest on some parts alone."""
    rows = live_events().filter(judgement=JudgementKind.POSITIVE)
    listed = in_list(sorted(entity_ids))
    # One side at a time: on either side, PostgreSQL would read the whole table.
    found = {
        row[0]: row
        for side in (rows.filter(left_id__in=listed), rows.filter(right_id__in=listed))
        for row in side.values_list(*DECISION_COLUMNS, "rests_on")
    }
    return [as_decision(*row) for *row, rests_on in found.values() if parts.issuperset(rests_on)]


def seen_of(access: Access, entity_ids: Collection[str]) -> set[str]:
    """Those of some records of which the access sees a statement now."""
    seen = visible_to(access).filter(entity_id__in=in_list(sorted(entity_ids)))
    return set(seen.values_list("entity_id", flat=True).distinct())


def _named(groups: list[list[str]]) -> Clusters:
    own = ensure_ids([entity_id for group in groups for entity_id in group])
    head: dict[str, str] = {}
    members: dict[str, tuple[str, ...]] = {}
    for group in groups:
        group.sort(key=lambda entity_id: (own[entity_id].first_statement, entity_id))
        canonical = own[group[0]].canonical_id
        members[canonical] = tuple(group)
        head.update(dict.fromkeys(group, canonical))
    return Clusters(head, members)


def touching(entity_ids: Collection[str]) -> Q:
    """A filter on judgements or candidates with at least one end among these entities."""
    return Q(Among(F("left_id"), entity_ids)) | Q(Among(F("right_id"), entity_ids))
