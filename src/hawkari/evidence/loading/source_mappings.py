"""Mappings kept with their source: what its columns mean, in versions, and who answered for each.

One entry a slot in `Source.mapping`; ``before`` holds the older versions, newest first, ``given``
the highest number of one that was taken back, which no other gets, and ``after`` the newest load of
the slot when the version in force was kept. A version says how it came about: ``given`` (a mapping
file), ``proposed`` (every column was sure, and it was loaded), ``corrected`` (a person said what
some columns mean).

A disposal that takes a slot's name takes its mapping too; the highest number that was given stays,
under a keyed hash of the slot, so that no number ever means two mappings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hawkari.evidence import audit
from hawkari.evidence.access import Access
from hawkari.evidence.audit.terms import keyed_hash
from hawkari.evidence.models import LoadRun, LoadState, Source

__all__ = [
    "KeptMapping",
    "drop_mapping",
    "forget_mapping",
    "keep_mapping",
    "kept_mappings",
    "newest_version",
]

OLDER_VERSIONS = 50
"""So many older versions of a slot's mapping are kept; the audit log has an entry for each."""


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """One version of a slot's mapping.

    Attributes:
        slot: what a newer file replaces.
        layout: as ``--mapping`` takes it.
        columns: what `proposing.as_kept` gave; empty for a mapping that was given as a file.
        version: from 1 up.
        how: ``given``, ``proposed`` or ``corrected``.
        by: user name of whoever loaded with it first; empty where that was not kept yet.
        at: when, ISO 8601 in UTC; empty likewise.
    """

    slot: str
    layout: Mapping[str, Any]
    columns: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    version: int = 1
    how: str = "given"
    by: str = ""
    at: str = ""


_KEPT = ("layout", "columns", "version", "how", "by", "at")


def kept_mappings(source: str, slot: str) -> list[KeptMapping]:
    """The newest mapping of each slot of a source, this slot's first, then by name.

    Args:
        source: its slug; one that is not known has none.
        slot: the slot that is being loaded.
    """
    found = Source.objects.filter(slug=source).first()
    kept: dict[str, Any] = found.mapping if found is not None else {}
    there = [name for name in kept if "layout" in kept[name]]
    return [_of(name, kept[name]) for name in sorted(there, key=lambda name: (name != slot, name))]


def newest_version(source: Source, slot: str) -> int:
    """The version of the mapping in force of a slot; 0 for none."""
    return int(source.mapping.get(slot, {}).get("version", 0))


def _of(slot: str, entry: Mapping[str, Any]) -> KeptMapping:
    return KeptMapping(slot, **{name: entry[name] for name in _KEPT if name in entry})


def keep_mapping(source: Source, kept: KeptMapping, access: Access) -> KeptMapping:
    """Keep a mapping with its source; one that says the same as the newest changes nothing.

    Args:
        source: the source.
        kept: the mapping; its version, who and when are set here.
        access: who answers for it.

    Returns:
        The mapping as it is in force now.
    """
    with transaction.atomic():
        locked = Source.objects.select_for_update().get(pk=source.pk)
        forgotten = locked.mapping.pop(_of_forgotten(kept.slot), {})
        entry: dict[str, Any] = locked.mapping.get(kept.slot, forgotten)
        columns = [dict(one) for one in kept.columns]
        there = "layout" in entry
        if there and entry["layout"] == kept.layout and entry.get("columns", []) == columns:
            return _of(kept.slot, entry)
        older = {name: entry[name] for name in _KEPT if name in entry}
        before = [older, *entry.get("before", [])] if there else []
        new: dict[str, Any] = {
            "layout": dict(kept.layout),
            "columns": columns,
            "version": max(_highest(entry), len(before)) + 1,
            "how": kept.how,
            "by": access.user.username,
            "at": timezone.now().isoformat(timespec="seconds"),
        }
        loads = LoadRun.objects.filter(source=locked, slot=kept.slot)
        after = loads.aggregate(newest=Max("pk"))["newest"] or 0
        locked.mapping[kept.slot] = {**new, "before": before[:OLDER_VERSIONS], "after": after}
        locked.save(update_fields=["mapping"])
        audit.record(
            audit.Act.ALTER,
            access=access,
            # A slot is named after a file, and a file at times after a person.
            objects=[source.slug, f"mapping {keyed_hash(kept.slot)}"],
            detail={"mapping": new["version"], "how": kept.how},
        )
        return _of(kept.slot, new)


def forget_mapping(source: Source, slot: str) -> None:
    """Take a slot's mapping and name out of a source; only the highest number given stays.

    Args:
        source: the source, locked by the caller; saved here.
        slot: the slot, whose name holds a value that is gone.
    """
    entry = source.mapping.pop(slot, None)
    if entry is not None:
        source.mapping[_of_forgotten(slot)] = {"given": _highest(entry)}
        source.save(update_fields=["mapping"])


def _highest(entry: Mapping[str, Any]) -> int:
    """The highest number that a version of a slot's mapping was given; 0 for none."""
    return max(int(entry.get("version", 0)), int(entry.get("given", 0)))


def _of_forgotten(slot: str) -> str:
    # No file name holds a slash, so no slot has this name.
    return f"forgotten/{keyed_hash(slot)}"


def drop_mapping(load: LoadRun, access: Access, *, version: int) -> None:
    """Take a version of a slot's mapping back, by which nothing could be loaded.

    The one before it is in force again; its number is given to no other. Where there is a newer
    one, or another load reads by it, nothing changes.

    Args:
        load: the one that failed.
        access: who loaded.
        version: the one to take back.
    """
    slot = load.slot
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=load.source_id)
        entry: dict[str, Any] = source.mapping.get(slot, {})
        if entry.get("version") != version or _is_read_by_another(load, entry):
            return
        first, *rest = entry.get("before") or [{}]
        source.mapping[slot] = {**first, "before": rest, "given": version}
        source.save(update_fields=["mapping"])
        audit.record(
            audit.Act.ALTER,
            access=access,
            objects=[source.slug, f"mapping {keyed_hash(slot)}"],
            detail={"mapping": version, "how": "taken back"},
        )


def _is_read_by_another(load: LoadRun, entry: Mapping[str, Any]) -> bool:
    """Whether another load of the slot, that was not refused, has begun since the version was kept.

    It reads by this one: a newer version would be in force if it did not.
    """
    others = LoadRun.objects.filter(source=load.source_id, slot=load.slot).exclude(pk=load.pk)
    since = others.filter(pk__gt=entry.get("after", 0))
    return since.exclude(state=LoadState.REFUSED).exists()
