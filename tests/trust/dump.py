"""A store as one would describe it: every row of every table, without numbers and times.

Two stores that hold the same give the same dump, whatever ids and times they happened to use.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from typing import Any

from django.apps import apps
from django.db import models

from hawkari.evidence import audit
from hawkari.evidence import models as evidence
from hawkari.evidence.access import open_access, visible_to
from hawkari.evidence.judgements import rebuild_clusters
from hawkari.evidence.linking.counts import LAST_EVENT
from hawkari.evidence.local import ensure_local_user
from hawkari.evidence.models import (
    AuditEntry,
    CanonicalEntity,
    ClusterMember,
    Disposal,
    LoadRun,
    Retraction,
    Statement,
)
from hawkari.evidence.unseen import records_left_in

Dump = dict[str, dict[str, int]]

APPS = ("evidence", "intelligence", "oversight")
# Kept under their own rules below, or about the machine and not about what is held.
LEFT_OUT = {"AuditEntry", "AuditHead"}
TIMES = (models.DateTimeField, models.DurationField)
# Numbers of rows inside JSON: the tables they point into.
POINTING = {
    "statements_seen": "Statement",
    "rests_on": "LoadPart",
    "parts": "LoadPart",
    "events": "JudgementEvent",
}
CHANGES = ("collect", "alter", "disclose", "erase", "decide", "combine")
# Each run of linkage leaves one of these, and running it twice is allowed: it changes nothing.
ONCE_OR_MORE = {"LinkRun", "combine"}


def dump() -> Dump:
    """Every table's rows by digest, with how often each is there."""
    tables = _Tables()
    found = {
        model.__name__: Counter(tables.digest(model, pk) for pk in tables.rows(model))
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if model.__name__ not in LEFT_OUT
    }
    found |= _changes_in_the_log()
    return {
        name: {key: 1 if name in ONCE_OR_MORE else count for key, count in sorted(rows.items())}
        for name, rows in sorted(found.items())
    }


class _Tables:
    """Reads tables once, and gives each row a digest that stands for what it says."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[Any, dict[str, Any]]] = {}
        self._digests: dict[tuple[type[models.Model], Any], str] = {}

    def rows(self, model: type[models.Model]) -> dict[Any, dict[str, Any]]:
        if model not in self._rows:
            names = [field.attname for field in model._meta.concrete_fields]
            self._rows[model] = {
                row.pk: {name: getattr(row, name) for name in names}
                for row in model._base_manager.all()
            }
        return self._rows[model]

    def digest(self, model: type[models.Model], pk: Any) -> str:
        known = self._digests.get((model, pk))
        if known is None:
            # A row that leads back to itself stands for itself by name only.
            self._digests[model, pk] = f"{model.__name__} itself"
            row = self.rows(model).get(pk)
            said = "gone" if row is None else self._said(model, row)
            text = json.dumps(said, sort_keys=True, default=str, ensure_ascii=False)
            known = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
            self._digests[model, pk] = known
        return known

    def _said(self, model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            value = row[field.attname]
            if field.is_relation and value is not None:
                said[field.name] = self.digest(field.related_model, value)
            elif not field.primary_key and not isinstance(field, TIMES):
                said[field.name] = self._plain(field.name, value)
        for field in model._meta.many_to_many:
            held = field.remote_field.through._base_manager.filter(
                **{field.m2m_field_name(): row[model._meta.pk.attname]}
            )
            ends = held.values_list(f"{field.m2m_reverse_field_name()}_id", flat=True)
            said[field.name] = sorted(self.digest(field.related_model, end) for end in ends)
        return said

    def _plain(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            # What was disposed of goes by a random id.
            return re.sub(r"disposed-[0-9a-f]{32}", "disposed", value)
        if name == "counts":
            # A number that a killed transaction had taken stays unused on PostgreSQL.
            last = self.digest(evidence.JudgementEvent, value.get(LAST_EVENT))
            return value | {LAST_EVENT: last}
        table = getattr(evidence, POINTING.get(name, ""), None)
        if table is None or not isinstance(value, list):
            return value
        return sorted(self.digest(table, pk) for pk in value)


def _changes_in_the_log() -> dict[str, Counter[str]]:
    """Entries of what was changed, by act; those of looks come as often as somebody looks."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    entries = AuditEntry.records.filter(act__in=CHANGES, outcome="ok")
    # Random ids differ between two stores that hold the same: ids as stated stand in for them.
    stated = dict(CanonicalEntity.objects.values_list("canonical_id", "entity_id"))
    for act, objects, why in entries.values_list("act", "object_ids", "justification"):
        # A number that a killed transaction had taken stays unused on PostgreSQL.
        named = [re.sub(r"^(disposal|load) \d+$", r"\1", stated.get(one, one)) for one in objects]
        found[act][json.dumps([named, why], ensure_ascii=False)] += 1
    return found


def torn() -> list[str]:
    """What is half there; empty for a store that is whole."""
    problems = [f"audit: {one.seq}: {one.what}" for one in audit.verify().problems]
    for load in () if Disposal.objects.exists() else LoadRun.objects.all():
        held = Statement.objects.filter(load=load).count()
        taken = Retraction.objects.filter(load=load).count()
        if held != load.statements_added:
            problems.append(f"load of {load.slot}: {held} of {load.statements_added} statements")
        if taken != load.statements_retracted:
            problems.append(f"load of {load.slot}: {taken} retracted, not as it says")
    marked = set(Statement.objects.filter(retracted=True).values_list("pk", flat=True))
    if marked != set(Retraction.objects.values_list("statement", flat=True)):
        problems.append("what is marked as retracted is not what was retracted")
    problems += [
        f"disposal {one.pk}: {one.erased.count()} erased of {one.statements} counted"
        for one in Disposal.objects.all()
        if one.erased.count() != one.statements
    ]
    problems += [
        f"disposal {one.pk}: {left} {what} left of what has a tombstone"
        for one in Disposal.objects.all()
        for what, left in records_left_in(one).items()
        if left
    ]
    before = set(ClusterMember.objects.values_list("entity_id", "canonical"))
    rebuild_clusters()
    if before != set(ClusterMember.objects.values_list("entity_id", "canonical")):
        problems.append("clusters do not follow from the judgements")
    return problems


def seen() -> str:
    """A digest of what the local analyst may see: one version of each file, never half."""
    user, _ = ensure_local_user()
    rows = visible_to(open_access(user, "local")).values_list("entity_id", "prop", "value")
    text = json.dumps(sorted(rows), ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
