"""Since when until when a person had a category, and who is told when that changes.

Both functions belong to the caller's transaction, which also writes the audit entry.
"""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from hawkari.evidence.access import Access
from hawkari.evidence.bulk import in_list
from hawkari.evidence.disclosures import category_changed
from hawkari.evidence.identities import clusters_of, ensure_ids
from hawkari.evidence.models import CategoryPeriod

__all__ = ["begin_period", "end_periods"]


def begin_period(
    access: Access, entity_id: str, category: str, *, basis: str, reason: str
) -> CategoryPeriod:
    """Note that a category holds from now; one that held on another basis ends now.

    Saying the same again changes nothing, and tells nobody.
    """
    standing = _standing(access, [entity_id], category).first()
    if standing is not None and (standing.basis, standing.reason) == (basis, reason):
        return standing
    _standing(access, [entity_id], category).update(
        until=timezone.now(), ended_by=access.user, end_reason="set anew"
    )
    period = CategoryPeriod.objects.create(
        operation=access.operation,
        entity_id=entity_id,
        category=category,
        basis=basis,
        reason=reason,
        since=timezone.now(),
        set_by=access.user,
    )
    _tell(access, entity_id, cause=f"category:{period.pk}:set", detail=f"{category} set as {basis}")
    return period


def end_periods(access: Access, entity_ids: Sequence[str], category: str, *, reason: str) -> int:
    """Note that a category no longer holds for some records; how many periods ended."""
    periods = list(_standing(access, entity_ids, category))
    for period in periods:
        period.until, period.ended_by, period.end_reason = timezone.now(), access.user, reason
        period.save(update_fields=["until", "ended_by", "end_reason"])
        cause = f"category:{period.pk}:ended"
        _tell(access, period.entity_id, cause=cause, detail=f"{category} taken back")
    return len(periods)


def _standing(access: Access, entity_ids: Sequence[str], category: str) -> QuerySet[CategoryPeriod]:
    return CategoryPeriod.objects.filter(
        operation=access.operation,
        entity_id__in=in_list(entity_ids),
        category=category,
        until__isnull=True,
    )


def _tell(access: Access, entity_id: str, *, cause: str, detail: str) -> None:
    members = sorted(clusters_of(access, [entity_id]).head) or [entity_id]
    canonical = ensure_ids([entity_id])[entity_id].canonical_id
    category_changed(access, members, canonical=canonical, cause=cause, detail=detail)
