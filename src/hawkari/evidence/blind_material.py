"""What of an agency's own statements a partner may be told "hit" on, without any of them leaving.

Only what the originator's markings let the partner read may be matched: the question is
`grading.readable`, asked as if the partner read it, and answered once a marking. Stricter than
reading: H2 and H3 need a person, so they are never matched; there must be a running operation
against crime that both take part in; a source past its review is left out; and so is every record
of a victim, migrant or witness, by anybody's word. Our rules; not legal advice; verified by: nobody
yet.

Nothing read here is shown to anybody: forms of it go through keys (`engines.blindmatch`).
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from hawkari.evidence.access import running
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.categories import STATED_IN
from hawkari.evidence.grading import Reader, readable
from hawkari.evidence.grading.codes import EuropolHandling
from hawkari.evidence.models import (
    Agency,
    CanonicalEntity,
    Category,
    CategoryPeriod,
    ClusterMember,
    LoadPart,
    LoadState,
    Marking,
    Operation,
    PurposeKind,
    Statement,
    SubjectCategory,
)
from hawkari.evidence.reach import marking_values
from hawkari.evidence.rowsecurity import engine_door

__all__ = [
    "Said",
    "changed_since",
    "matchable_parts",
    "records_of_parts",
    "said_of",
    "shared_operations",
    "spared_records",
    "subjects_of",
]

SPARED = frozenset({Category.VICTIM.value, Category.MIGRANT.value, Category.WITNESS.value})
SUBJECTS = frozenset({Category.SUSPECT.value, Category.CONVICTED.value})
NEEDS_A_PERSON = frozenset(
    {EuropolHandling.NOT_PASSED_ON.value, EuropolHandling.OTHER_RESTRICTIONS.value}
)


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a record states."""

    schema: str
    prop: str
    prop_type: str
    value: str


def shared_operations(ours: Agency, partner: Agency, today: date) -> list[Operation]:
    """Running operations against crime that both take part in, by slug."""
    both = running(today).filter(purpose_kind=PurposeKind.CRIME, agencies=ours)
    return list(both.filter(agencies=partner).order_by("slug"))


def matchable_parts(ours: Agency, partner: Agency, today: date) -> frozenset[int]:
    """Ids of the parts of loads whose statements may be matched for a partner.

    Args:
        ours: whose own sources are meant; what a third agency gave is never matched.
        partner: who would learn of a hit.
        today: the day that conditions and reviews are judged on.
    """
    if not shared_operations(ours, partner, today):
        return frozenset()
    reader = Reader(
        agency=partner.pk,
        user=0,  # nobody: what is for named people only is not matched
        partners=frozenset({ours.pk, partner.pk}),
        purpose=PurposeKind.CRIME.value,
        today=today,
    )
    allowed = [
        number
        for number, marking in marking_values(Marking.objects.all())
        if NEEDS_A_PERSON.isdisjoint(marking.europol)
        and readable(marking, reader, originator="").allowed
    ]
    parts = LoadPart.objects.filter(
        marking__in=in_ids(allowed),
        load__state=LoadState.COMPLETE,
        load__source__agency=ours,
        load__source__review_due__gte=today,
    )
    return frozenset(parts.values_list("pk", flat=True))


def records_of_parts(parts: Collection[int]) -> Iterator[str]:
    """The records, as stated, of which some parts say anything; sorted."""
    if not parts:
        return
    with engine_door("match"):
        rows = Statement.objects.filter(part__in=in_ids(sorted(parts)), retracted=False)
        yield from rows.order_by("entity_id").values_list("entity_id", flat=True).distinct()


def changed_since(moment: datetime) -> set[str]:
    """Records of which something was retracted, set or joined since, so that they count anew."""
    with engine_door("match"):
        taken_back = Statement.objects.filter(retraction__retracted_at__gte=moment)
        found = set(taken_back.values_list("entity_id", flat=True).distinct())
    for periods in (
        CategoryPeriod.objects.filter(since__gte=moment),
        CategoryPeriod.objects.filter(until__gte=moment),
    ):
        found.update(periods.values_list("entity_id", flat=True))
    moved = CanonicalEntity.objects.filter(changed_at__gte=moment)
    found.update(moved.values_list("entity_id", flat=True))
    return _with_peers(found)


def said_of(records: Collection[str], parts: Collection[int]) -> dict[str, list[Said]]:
    """What some parts say of some records, spared ones left out; in no order."""
    wanted = set(records) - spared_records(records)
    found: dict[str, list[Said]] = defaultdict(list)
    with engine_door("match"):
        rows = Statement.objects.filter(
            part__in=in_ids(sorted(parts)), retracted=False, entity_id__in=in_list(sorted(wanted))
        )
        columns = ("entity_id", "schema", "prop", "prop_type", "value")
        for record, *said in rows.values_list(*columns).distinct():
            found[record].append(Said(*said))
    return dict(found)


def spared_records(records: Collection[str]) -> set[str]:
    """Those of some records that are, or are joined to, a victim, migrant or witness."""
    clusters = _clusters(records)
    members = sorted({one for group in clusters.values() for one in group})
    spared = _set_as(SPARED, members)
    with engine_door("match"):
        stated = Statement.objects.filter(
            entity_id__in=in_list(members), prop__in=STATED_IN, retracted=False
        )
        for record, value in stated.values_list("entity_id", "value"):
            if not SPARED.isdisjoint(re.split(r"[^a-z]+", value.casefold())):
                spared.add(record)
    return {record for record, group in clusters.items() if not spared.isdisjoint(group)}


def subjects_of(operations: Collection[Operation]) -> dict[str, set[int]]:
    """Records set as suspect or convicted in some operations, each with those operations' ids."""
    rows = SubjectCategory.objects.filter(operation__in=operations, category__in=SUBJECTS)
    found: dict[str, set[int]] = defaultdict(set)
    for record, operation in rows.values_list("entity_id", "operation"):
        for one in _with_peers({record}):
            found[one].add(operation)
    return dict(found)


def _set_as(categories: Collection[str], members: list[str]) -> set[str]:
    rows = SubjectCategory.objects.filter(
        entity_id__in=in_list(members), category__in=sorted(categories)
    )
    return set(rows.values_list("entity_id", flat=True))


def _clusters(records: Collection[str]) -> dict[str, set[str]]:
    """Each record with all that anybody joined to it, hidden joins included."""
    rows = ClusterMember.objects.filter(entity_id__in=in_list(sorted(records)))
    heads = dict(rows.values_list("entity_id", "canonical"))
    groups: dict[str, set[str]] = defaultdict(set)
    peers = ClusterMember.objects.filter(canonical__in=in_list(sorted(set(heads.values()))))
    for record, head in peers.values_list("entity_id", "canonical"):
        groups[head].add(record)
    return {one: groups[heads[one]] if one in heads else {one} for one in records}


def _with_peers(records: set[str]) -> set[str]:
    return records.union(*_clusters(records).values()) if records else records
