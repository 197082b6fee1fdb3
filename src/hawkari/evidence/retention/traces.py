"""What values leave behind in other tables, and how it goes with them.

Judgements stay, with their ends, kind, probability and weights, so that clusters follow from them
as before and each can still be undone; the values they were shown and the words typed beside them
go. Candidates go: the next `resolve` proposes pairs afresh. A record with nothing left goes by a
random id from then on, in every table, because ids as stated can be names or numbers of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from hawkari.evidence.bulk import in_list
from hawkari.evidence.identities import ensure_ids, touching
from hawkari.evidence.models import (
    Candidate,
    CanonicalEntity,
    CategoryPeriod,
    ClusterMember,
    JudgementEvent,
    RefusedRow,
    SubjectCategory,
)
from hawkari.evidence.unseen import Doomed, rename_record, still_valued

__all__ = ["ERASED_WORDS", "blank_judgements", "drop_candidates", "drop_refused", "hide_records"]

ERASED_WORDS = "[disposed]"
SIDES = ("left", "right")


def blank_judgements(entity_ids: Sequence[str]) -> int:
    """Take values and typed words out of the judgements on some records; how many changed."""
    events = JudgementEvent.objects.filter(touching(entity_ids))
    changed = []
    for event in events.iterator(chunk_size=1000):
        reasons = [_without_values(reason) for reason in event.reasons]
        words = ERASED_WORDS if event.reason else ""
        if (reasons, words) != (event.reasons, event.reason):
            event.reasons, event.reason = reasons, words
            changed.append(event)
    JudgementEvent.objects.bulk_update(changed, ["reasons", "reason"], batch_size=200)
    return len(changed)


def _without_values(reason: Any) -> Any:
    """A reason with both values gone; comparison, level and weight stay."""
    if not isinstance(reason, dict):
        return ERASED_WORDS
    return {key: ERASED_WORDS if key in SIDES else value for key, value in reason.items()}


def drop_candidates(entity_ids: Sequence[str]) -> int:
    """Delete the proposed pairs of some records; how many there were."""
    return Candidate.objects.filter(touching(entity_ids)).delete()[0]


def drop_refused(doomed: Iterable[Doomed]) -> int:
    """Delete what was refused in the rows that erased statements came from."""
    rows: dict[int, set[str]] = defaultdict(set)
    for one in doomed:
        rows[one.load].add(one.row)
    return sum(
        RefusedRow.objects.filter(load=load, row__in=in_list(sorted(listed))).delete()[0]
        for load, listed in rows.items()
    )


def hide_records(entity_ids: Sequence[str]) -> list[str]:
    """Let records with nothing left go by a random id; gives their canonical ids.

    Words typed about the categories of any of the records go too. The categories of a record that
    is gone move to a record of its cluster that is not, so that nobody protected loses it.
    """
    _blank_category_words(entity_ids)
    gone = sorted(set(entity_ids) - still_valued(entity_ids))
    own = ensure_ids(gone)
    for entity_id in gone:
        canonical = own[entity_id]
        name = f"{entity_id.partition(':')[0]}:disposed-{canonical.canonical_id}"
        if name != entity_id:
            _move_categories(entity_id, gone, name)
            _rename(canonical, name)
    return sorted(own[entity_id].canonical_id for entity_id in gone)


def _blank_category_words(entity_ids: Sequence[str]) -> None:
    about = {"entity_id__in": in_list(entity_ids)}
    SubjectCategory.objects.filter(**about).exclude(reason="").update(reason=ERASED_WORDS)
    CategoryPeriod.objects.filter(**about).exclude(reason="").update(reason=ERASED_WORDS)
    CategoryPeriod.objects.filter(**about).exclude(end_reason="").update(end_reason=ERASED_WORDS)


def _move_categories(entity_id: str, gone: Sequence[str], name: str) -> None:
    categories = SubjectCategory.objects.filter(entity_id=entity_id)
    if not categories.exists():
        return
    together = ClusterMember.objects.filter(entity_id=entity_id).values("canonical")
    peers = ClusterMember.objects.filter(canonical__in=together).exclude(
        entity_id__in=in_list(gone)
    )
    alive = still_valued(set(peers.values_list("entity_id", flat=True)))
    heir = (
        CanonicalEntity.objects.filter(entity_id__in=in_list(sorted(alive)))
        .order_by("first_statement", "entity_id")
        .values_list("entity_id", flat=True)
        .first()
    )
    for one in categories:
        known = SubjectCategory.objects.filter(
            operation=one.operation_id, entity_id=heir or name, category=one.category
        )
        if known.exists():
            one.delete()
        else:
            one.entity_id = heir or name
            one.save(update_fields=["entity_id"])


def _rename(canonical: CanonicalEntity, name: str) -> None:
    """Put a record's new id in the place of its old one, in every table that names it."""
    entity_id = canonical.entity_id
    rename_record(entity_id, name)
    CanonicalEntity.objects.filter(pk=canonical.pk).update(entity_id=name)
    ClusterMember.objects.filter(entity_id=entity_id).update(entity_id=name)
    CategoryPeriod.objects.filter(entity_id=entity_id).update(entity_id=name)
    for event in JudgementEvent.objects.filter(touching([entity_id])):
        sides = [name if side == entity_id else side for side in (event.left_id, event.right_id)]
        # The smaller id stands left, always; the reasons lost their sides with their values.
        event.left_id, event.right_id = sorted(sides)
        event.save(update_fields=["left_id", "right_id"])
