"""Turns a change of a value into a notice for everybody who received it.

Each function belongs to the caller's transaction: a change and its notices are kept or lost
together. A second call for the same cause adds to the notice that is there.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from django.utils import timezone

from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.models import (
    Change,
    CorrectionNotice,
    DisclosureItem,
    LoadRun,
    NoticeState,
)
from hawkari.evidence.unseen import restated, retracted_by

__all__ = ["after_load", "category_changed", "raise_notices"]


def raise_notices(
    numbers: Collection[int], change: Change, *, cause: str, entity: str = "", detail: str = ""
) -> int:
    """A notice due to each past recipient of some statements.

    Args:
        numbers: statements that changed.
        change: what happened to them.
        cause: what made it so, such as ``load:12``; one notice for each disclosure and cause.
        entity: canonical id, where the change is about a person as a whole.
        detail: what is new, in words without a value.

    Returns:
        How many notices are new.
    """
    items = DisclosureItem.objects.filter(number__in=in_ids(sorted(numbers)))
    received: dict[int, set[int]] = defaultdict(set)
    for disclosure, number in items.values_list("disclosure", "number"):
        received[disclosure].add(number)
    made = 0
    for disclosure, touched in sorted(received.items()):
        notice, is_new = CorrectionNotice.objects.get_or_create(
            disclosure_id=disclosure,
            change=change,
            cause=cause,
            defaults={"entity": entity, "detail": detail, "raised_at": timezone.now()},
        )
        made += is_new
        known = set(notice.statements)
        if not touched <= known:
            notice.statements = sorted(known | touched)
            notice.state = NoticeState.DUE
            notice.save(update_fields=["statements", "state"])
    return made


def after_load(load: LoadRun) -> int:
    """Notices of what a completed load took back, or gave another grade; how many are new."""
    known = DisclosureItem.objects.filter(number__in=retracted_by(load).values("statement_id"))
    numbers = sorted(set(known.values_list("number", flat=True)))
    if not numbers:
        return 0
    regraded = restated(numbers)
    return _raise(load, Change.REGRADED, sorted(regraded)) + _raise(
        load, Change.RETRACTED, sorted(set(numbers) - regraded)
    )


def _raise(load: LoadRun, change: Change, numbers: Sequence[int]) -> int:
    return raise_notices(numbers, change, cause=f"load:{load.pk}")


def category_changed(
    access: Access, entity_ids: Sequence[str], *, canonical: str, cause: str, detail: str
) -> int:
    """Notices to whoever received anything stated of a person whose category changed.

    Args:
        access: who changed it.
        entity_ids: the person's records as stated.
        canonical: canonical id of the person's own record.
        cause: such as ``category:7:set``.
        detail: category and change, in words.
    """
    numbers = visible_to(access).filter(entity_id__in=in_list(entity_ids))
    return raise_notices(
        set(numbers.values_list("pk", flat=True)),
        Change.CATEGORY,
        cause=cause,
        entity=canonical,
        detail=detail,
    )
