"""Finds what is watched among what is said: at the end of a load, or among all that stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, running, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.bulk import in_list
from hawkari.evidence.models import AlertState, LoadRun, WatchAlert, WatchEntry
from hawkari.evidence.store import said_under_keys
from hawkari.evidence.watchlists.entries import known_entries
from hawkari.evidence.watchlists.normal_forms import (
    digest,
    is_named,
    keys_of_entry,
    may_meet,
    probabilities,
)

__all__ = ["MOST_OPEN", "RunReport", "match_load", "match_standing"]

MOST_OPEN = 1000
"""Alerts of one entry that may stand unanswered; the more probable ones are raised first."""

Found = dict[tuple[str, str], float]


class Said(NamedTuple):
    """What a record says under a search key."""

    entity_id: str
    schema: str
    prop_type: str
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run over all that stands did: entries matched, and alerts newly raised."""

    entries: int
    raised: int


def match_load(load: LoadRun) -> int:
    """Raise alerts for what a load brought, in the transaction that completes it.

    For every operation that runs today and that the source's agency takes part in. Who loads is
    not told. The same data twice raises nothing twice.

    Returns:
        How many alerts were raised.
    """
    today = timezone.now().date()
    operations = running(today).filter(agencies=load.source.agency_id)
    standing = WatchEntry.objects.filter(removed_at__isnull=True, expires__gte=today)
    entries = list(standing.filter(operation__in=operations).order_by("pk"))
    if not entries:
        return 0
    keys = _keys(entries)
    raised = _raise(entries, keys, map(Said._make, said_under_keys(load, keys)))
    if raised:
        audit.record(
            Act.SEARCH,
            actor="watchlists",
            objects=[f"watch {number}" for number in sorted(raised)],
            count=sum(raised.values()),
            detail={"what": "watchlists matched", "load": load.pk},
        )
    return sum(raised.values())


def match_standing(access: Access) -> RunReport:
    """Raise alerts for all that stands and that this access may see; audited.

    For entries that are newer than what they wait for. Running it again changes nothing.

    Raises:
        AccessDenied: if the role keeps no watchlists.
    """
    require(access, Action.WATCH)
    with transaction.atomic():
        standing = known_entries(access).filter(removed_at__isnull=True)
        entries = list(standing.filter(expires__gte=access.today).order_by("pk"))
        keys = _keys(entries)
        columns = ("entity_id", "schema", "prop_type", "value", "search_keys__key")
        rows = visible_to(access).filter(search_keys__key__in=in_list(sorted(keys)))
        said = rows.order_by("pk").values_list(*columns) if keys else ()
        raised = _raise(entries, keys, map(Said._make, said))
        report = RunReport(len(entries), sum(raised.values()))
        audit.record(
            Act.SEARCH,
            access=access,
            objects=[f"watch {one.pk}" for one in entries],
            count=report.raised,
            detail={"what": "watchlists matched"},
        )
    return report


def _keys(entries: Iterable[WatchEntry]) -> dict[str, list[WatchEntry]]:
    """The entries under each of their search keys."""
    found: defaultdict[str, list[WatchEntry]] = defaultdict(list)
    for entry in entries:
        for key in keys_of_entry(entry.kind, entry.value):
            found[key].append(entry)
    return dict(found)


def _raise(
    entries: Sequence[WatchEntry], keys: Mapping[str, Sequence[WatchEntry]], said: Iterable[Said]
) -> dict[int, int]:
    """Keep the alerts that are not there yet; how many, by entry."""
    met: defaultdict[int, set[Said]] = defaultdict(set)
    for one in said:
        for entry in keys[one.key]:
            if may_meet(entry.kind, one.schema, one.prop_type):
                met[entry.pk].add(one._replace(key=""))
    counts = {entry.pk: _keep(entry, _matched(entry, met[entry.pk])) for entry in entries}
    return {number: count for number, count in counts.items() if count}


def _matched(entry: WatchEntry, said: Iterable[Said]) -> Found:
    """What matches an entry, by record and digest of the value, with the probability."""
    listed = sorted(said)
    named = [one.value for one in listed if is_named(one.prop_type)]
    chances = probabilities(entry.value, named) if named else {}
    found: Found = {}
    for one in listed:
        chance = chances[one.value] if is_named(one.prop_type) else 1.0
        if not is_named(one.prop_type) or chance >= entry.at_least:
            found[one.entity_id, digest(one.prop_type, one.value)] = chance
    return found


def _keep(entry: WatchEntry, found: Found) -> int:
    if not found:
        return 0
    there = WatchAlert.objects.filter(
        entry=entry, entity_id__in=in_list(sorted({one for one, _ in found}))
    )
    known = set(there.values_list("entity_id", "digest"))
    room = MOST_OPEN - WatchAlert.objects.filter(entry=entry, state=AlertState.OPEN).count()
    new = sorted((-chance, match) for match, chance in found.items() if match not in known)
    now = timezone.now()
    rows = [
        WatchAlert(
            entry=entry, entity_id=entity_id, digest=value, probability=-chance, raised_at=now
        )
        for chance, (entity_id, value) in new[: max(room, 0)]
    ]
    WatchAlert.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
