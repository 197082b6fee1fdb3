"""Names and words typed on saved charts and about watched matches, of whom a value is gone.

Nobody can tell whether they repeat the value, so they become a marker. A watch entry that stands
was typed for itself and ends by its own day: it stays. One that was removed or has expired is only
a trace, and goes where it had met a record of which something is gone.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from hawkari.evidence.bulk import in_ids, in_list
from hawkari.evidence.models import (
    CanonicalEntity,
    ChartVersion,
    ClusterMember,
    SavedChart,
    WatchAlert,
    WatchEntry,
)
from hawkari.evidence.retention.traces import ERASED_WORDS
from hawkari.evidence.unseen import Doomed, values_left
from hawkari.evidence.watchlists.normal_forms import MATCHED_TYPES, digest

__all__ = ["blank_charts", "blank_watched"]


def blank_charts(entity_ids: Sequence[str]) -> None:
    """Take the names of charts that show some records, and of groups on them, away.

    A chart shows a record under its own canonical id or that of another of its cluster.
    """
    # Within Q, or mypy's plugin takes what our own lookup answers for what it is asked with.
    versions = ChartVersion.objects.filter(Q(content__shown__names_any=_known_as(entity_ids)))
    charts = set()
    for version in versions.iterator(chunk_size=50):
        charts.add(version.chart_id)
        version.content = _without_names(version.content)
        version.save(update_fields=["content"])
    SavedChart.objects.filter(pk__in=in_ids(sorted(charts))).update(name=ERASED_WORDS)


def _known_as(entity_ids: Sequence[str]) -> set[str]:
    together = ClusterMember.objects.filter(entity_id__in=in_list(entity_ids)).values("canonical")
    peers = ClusterMember.objects.filter(canonical__in=together).values("entity_id")
    known = Q(entity_id__in=in_list(entity_ids)) | Q(entity_id__in=peers)
    return set(CanonicalEntity.objects.filter(known).values_list("canonical_id", flat=True))


def _without_names(content: dict[str, Any]) -> dict[str, Any]:
    groups = [{**one, "name": ERASED_WORDS if one["name"] else ""} for one in content["groups"]]
    return {**content, "groups": groups}


def blank_watched(doomed: Collection[Doomed]) -> None:
    """Take away what was typed when alerts on some records were answered; see above.

    An alert on a value that its record says no longer goes as a whole. For use when the values are
    erased, and before the records' ids are.
    """
    records = in_list(sorted({one.entity_id for one in doomed}))
    alerts = WatchAlert.objects.filter(entity_id__in=records)
    over = Q(removed_at__isnull=False) | Q(expires__lt=timezone.now().date())
    ended = WatchEntry.objects.filter(over, pk__in=alerts.values("entry"))
    ended.exclude(remove_reason="").update(remove_reason=ERASED_WORDS)
    ended.update(value="", reason=ERASED_WORDS)
    alerts.exclude(answer_reason="").update(answer_reason=ERASED_WORDS)
    _drop_alerts(doomed)


def _drop_alerts(doomed: Collection[Doomed]) -> None:
    matched = [one for one in doomed if one.prop_type in MATCHED_TYPES]
    left = values_left({one.entity_id for one in matched}, MATCHED_TYPES)
    gone = {(one.entity_id, digest(one.prop_type, one.value)) for one in matched}
    gone -= {(entity_id, digest(*said)) for entity_id, *said in left}
    entity_ids = in_list(sorted({entity_id for entity_id, _ in gone}))
    rows = WatchAlert.objects.filter(entity_id__in=entity_ids)
    lost = [pk for pk, *said in rows.values_list("pk", "entity_id", "digest") if (*said,) in gone]
    WatchAlert.objects.filter(pk__in=in_ids(lost)).delete()
