"""What values leave behind in other tables, and how it goes with them.

Judgements stay, with their ends, kind, probability and weights, so that clusters follow from them
as before and each can still be undone; the values they were shown and the words typed beside them
go. Candidates go: the next `resolve` proposes pairs afresh. A record with nothing left goes by a
random id from then on, in every table, because ids as stated can be names or numbers of people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet

from hawkari.evidence.bulk import in_list
from hawkari.evidence.clusters import partition
from hawkari.evidence.erased_elsewhere import rename_elsewhere
from hawkari.evidence.identities import decisions_among, ensure_ids, touching
from hawkari.evidence.models import (
    Candidate,
    CanonicalEntity,
    CategoryPeriod,
    ClusterMember,
    HarmMark,
    JudgementEvent,
    RefusedRow,
    ReviewIssue,
    SecondReading,
    SubjectCategory,
    Task,
    TaskStep,
    WatchAlert,
)
from hawkari.evidence.unseen import Doomed, rename_records, renamed, still_valued

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
    _blank_review_words(entity_ids)
    return len(changed)


def _blank_review_words(entity_ids: Sequence[str]) -> None:
    """Words typed at second readings, when something was settled, at tasks and marks of harm."""
    readings = SecondReading.objects.filter(touching(entity_ids))
    readings.exclude(reason="").update(reason=ERASED_WORDS)
    issues = ReviewIssue.objects.filter(touching(entity_ids))
    issues.exclude(settlement="").update(settlement=ERASED_WORDS)
    steps = TaskStep.objects.filter(task__in=Task.objects.filter(touching(entity_ids)))
    steps.exclude(words="").update(words=ERASED_WORDS)
    marks = HarmMark.objects.filter(entity_id__in=in_list(entity_ids))
    marks.update(reason=ERASED_WORDS)
    marks.exclude(lift_reason="").update(lift_reason=ERASED_WORDS)


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

    Words typed about the categories of any of the records go too, and watch alerts on those that
    are gone. The categories and the marks of
    harm of a record that is gone move to the records of its cluster that are not, so that nobody
    protected loses them.
    """
    _blank_category_words(entity_ids)
    gone = sorted(set(entity_ids) - still_valued(entity_ids))
    own = ensure_ids(gone)
    names = {entity_id: _name(own[entity_id]) for entity_id in gone}
    names = {entity_id: name for entity_id, name in names.items() if name != entity_id}
    WatchAlert.objects.filter(entity_id__in=in_list(gone)).delete()
    if names:
        _hand_down(names)
        _rename(names)
    return sorted(own[entity_id].canonical_id for entity_id in gone)


def _name(canonical: CanonicalEntity) -> str:
    """The id that a record with nothing left goes by; its source may be known, it may not."""
    return f"{canonical.entity_id.partition(':')[0]}:disposed-{canonical.canonical_id}"


def _blank_category_words(entity_ids: Sequence[str]) -> None:
    about = {"entity_id__in": in_list(entity_ids)}
    SubjectCategory.objects.filter(**about).exclude(reason="").update(reason=ERASED_WORDS)
    CategoryPeriod.objects.filter(**about).exclude(reason="").update(reason=ERASED_WORDS)
    CategoryPeriod.objects.filter(**about).exclude(end_reason="").update(end_reason=ERASED_WORDS)


def _hand_down(names: Mapping[str, str]) -> None:
    """Set what protects people on records of theirs that stay, where the record it is on goes.

    That is subject categories and standing marks of harm. Without a record that stays they go with
    the record, under its new id.
    """
    heirs = {entity_id: _heirs(entity_id, names) for entity_id in _protected(names)}
    for category in SubjectCategory.objects.filter(entity_id__in=in_list(sorted(heirs))):
        known = SubjectCategory.objects.filter(
            operation=category.operation_id,
            entity_id__in=in_list(heirs[category.entity_id]),
            category=category.category,
        )
        told = set(known.values_list("entity_id", flat=True))
        _set_on(category, [one for one in heirs[category.entity_id] if one not in told])
    for mark in _standing_marks(sorted(heirs)):
        _set_on(mark, heirs[mark.entity_id])


def _protected(names: Mapping[str, str]) -> set[str]:
    categories = SubjectCategory.objects.filter(entity_id__in=in_list(sorted(names)))
    marks = _standing_marks(sorted(names))
    return {
        *categories.values_list("entity_id", flat=True),
        *marks.values_list("entity_id", flat=True),
    }


def _standing_marks(entity_ids: Sequence[str]) -> QuerySet[HarmMark]:
    return HarmMark.objects.filter(entity_id__in=in_list(entity_ids), lifted_at__isnull=True)


def _set_on(row: SubjectCategory | HarmMark, entity_ids: Sequence[str]) -> None:
    """Move a row to the first of some records, and say the same of the others."""
    if not entity_ids:
        row.delete()
    for number, entity_id in enumerate(entity_ids):
        row.entity_id = entity_id
        if number:
            row.pk = None
            row._state.adding = True
        row.save()


def _heirs(entity_id: str, names: Mapping[str, str]) -> list[str]:
    """Of each group that stays together the record with the oldest statement; else the new id.

    A record that goes may be all that held a cluster together.
    """
    together = ClusterMember.objects.filter(entity_id=entity_id).values("canonical")
    peers = ClusterMember.objects.filter(canonical__in=together).exclude(
        entity_id__in=in_list(sorted(names))
    )
    alive = still_valued(set(peers.values_list("entity_id", flat=True)))
    roots = partition(decisions_among(sorted(alive))).roots
    oldest = CanonicalEntity.objects.filter(entity_id__in=in_list(sorted(alive))).order_by(
        "first_statement", "entity_id"
    )
    heirs: dict[str, str] = {}
    for one in oldest.values_list("entity_id", flat=True):
        heirs.setdefault(roots.get(one, one), one)
    return list(heirs.values()) or [names[entity_id]]


def _rename(names: Mapping[str, str]) -> None:
    """Put records' new ids in the place of their old ones, in every table that names them."""
    rename_records(names)
    rename_elsewhere(names)
    for table in (CanonicalEntity, ClusterMember, CategoryPeriod, HarmMark):
        rows = table._default_manager.filter(entity_id__in=in_list(sorted(names)))
        rows.update(entity_id=renamed("entity_id", names))
    for pairs in (JudgementEvent, SecondReading, ReviewIssue, Task):
        _rename_sides(pairs, names)


def _rename_sides(table: type[Model], names: Mapping[str, str]) -> None:
    """The same in a table of pairs, in which the smaller id stands left, always."""
    rows: list[Any] = list(table._default_manager.filter(touching(sorted(names))))
    for row in rows:
        # The reasons lost their sides with their values.
        sides = (names.get(side, side) for side in (row.left_id, row.right_id))
        row.left_id, row.right_id = sorted(sides)
    table._default_manager.bulk_update(rows, ["left_id", "right_id"], batch_size=200)
