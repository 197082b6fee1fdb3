"""What a reader may see as a TAXII collection that says what is new, changed, or gone.

The objects are made when they are asked for, by what their reader may see then. What is kept is
which were told of in which version, so that a program which asks for what was added since learns
of every change, and of whatever it was told that may be seen no more: such an object is revoked.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.desks.exchange.models import CollectionKind, TaxiiCollection, TaxiiObject
from hawkari.desks.exchange.services.stix import chosen_things
from hawkari.desks.exchange.taxii.filtering import moment_of
from hawkari.evidence.access import Access, visible_parts
from hawkari.evidence.audit import Act
from hawkari.evidence.grading.stix import AUTHOR
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.models import AuditEntry
from hawkari.evidence.stix.terms import ENTITIES, ENTITY_TYPE, definitions, stix_id, stix_time
from hawkari.evidence.stix.things import Thing
from hawkari.evidence.stix.writing import stix_markings, stix_object

__all__ = ["Told", "look_again", "seen_collection", "told_of"]

READING = (Act.CONSULT, Act.SEARCH, Act.DISCLOSE, Act.DENY, Act.LOGIN)
"""Acts that change nothing of what anybody may see."""
AT_ONCE = 500
STEP = timedelta(microseconds=1)
TICK = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Told:
    """Objects as they are told, in the order asked for, and the statements they rest on."""

    objects: list[dict[str, Any]]
    entities: list[str]
    statements: frozenset[int]


def seen_collection(access: Access) -> TaxiiCollection:
    """The collection of what a reader may see in the operation."""
    found, _ = TaxiiCollection.objects.get_or_create(
        operation=access.operation, user=access.user, kind=CollectionKind.SEEN
    )
    return found


def look_again(access: Access) -> TaxiiCollection:
    """The collection, after noting what is new, changed or gone since the last look.

    Where nothing has changed that decides what the reader may see, nothing is read.
    """
    collection = seen_collection(access)
    state = _state(access)
    if collection.state == state:
        return collection
    with transaction.atomic():
        collection = TaxiiCollection.objects.select_for_update().get(pk=collection.pk)
        if collection.state != state:
            _Ledger(collection).note(access)
            collection.state = state
            collection.save(update_fields=["state", "last_added"])
    return collection


def _state(access: Access) -> str:
    """What decides what the reader may see: the last act that changed anything, and their sight."""
    changes = AuditEntry.records.exclude(act__in=READING).order_by("-seq")
    newest = changes.values_list("seq", flat=True).first()
    sight = [newest, access.role, sorted(access.fields), sorted(visible_parts(access))]
    return hashlib.sha256(json.dumps(sight).encode()).hexdigest()


def _digest(one: Mapping[str, Any]) -> str:
    said = json.dumps({**one, "modified": ""}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def _of_milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


@dataclass
class _Ledger:
    """What a collection has told, and what is to be written of a new look at it."""

    collection: TaxiiCollection
    now: datetime = field(default_factory=timezone.now)
    new: list[TaxiiObject] = field(default_factory=list)
    changed: list[TaxiiObject] = field(default_factory=list)

    def note(self, access: Access) -> None:
        """Write what changed; the collection itself is saved by the caller."""
        known = {one.stix_id: one for one in self.collection.held.all()}
        met: set[str] = set()
        used: dict[int, MarkingValue] = {}
        for things in _lots(chosen_things(access)):
            wanted = {said.marking for one in things for said in one.said} - used.keys()
            used |= stored_markings(wanted, by_name=True)
            self._definitions([used[one] for one in sorted(wanted)], known)
            for thing in things:
                met.add(self._thing(thing, used, known))
        gone = [one for name, one in known.items() if one.entity and name not in met]
        self._write(gone)

    def _moment(self) -> datetime:
        """A moment behind everything that was added before."""
        last = self.collection.last_added
        moment = self.now if last is None or last < self.now else last + STEP
        self.collection.last_added = moment
        return moment

    def _definitions(self, markings: Iterable[MarkingValue], known: dict[str, TaxiiObject]) -> None:
        """Add what objects refer to, once, before the objects."""
        for body in (*definitions(), *stix_markings(markings)):
            if body["id"] not in known:
                created = moment_of(body["created"])
                made = self._row(body["id"], body["type"], created or self.now)
                made.body = body
                known[made.stix_id] = made

    def _row(self, stated: str, kind: str, version: datetime) -> TaxiiObject:
        made = TaxiiObject(
            collection=self.collection, stix_id=stated, kind=kind, version=version,
            added_at=self._moment(),
        )  # fmt: skip
        self.new.append(made)
        return made

    def _thing(
        self, thing: Thing, markings: Mapping[int, MarkingValue], known: dict[str, TaxiiObject]
    ) -> str:
        body = stix_object(thing, markings)
        stated, digest = str(body["id"]), _digest(body)
        row = known.get(stated)
        if row is None:
            row = self._row(stated, thing.kind, _of_milliseconds(thing.modified))
            row.entity = thing.canonical_id
        elif row.digest != digest or row.gone:
            self._newer(row)
        row.digest, row.gone, row.created = digest, False, thing.created
        return stated

    def _newer(self, row: TaxiiObject) -> None:
        row.version = max(_of_milliseconds(self.now), row.version + TICK)
        row.added_at = self._moment()
        self.changed.append(row)

    def _write(self, gone: Sequence[TaxiiObject]) -> None:
        """Write all of it. STIX cannot revoke an account: that it was told of is forgotten."""
        forgotten = [one.pk for one in gone if one.kind == "user-account"]
        for row in gone:
            if row.kind != "user-account" and not row.gone:
                self._newer(row)
                row.gone, row.digest = True, ""
        self.collection.held.filter(pk__in=forgotten).delete()
        TaxiiObject.objects.bulk_create(self.new, batch_size=AT_ONCE)
        columns = ["version", "created", "added_at", "digest", "gone"]
        TaxiiObject.objects.bulk_update(self.changed, columns, batch_size=AT_ONCE)


def _lots(things: Iterable[Thing]) -> Iterable[list[Thing]]:
    lot: list[Thing] = []
    for one in things:
        lot.append(one)
        if len(lot) == AT_ONCE:
            yield lot
            lot = []
    if lot:
        yield lot


def told_of(access: Access, rows: Sequence[TaxiiObject]) -> Told:
    """Some objects of the collection, as the reader may see them now. Not audited.

    What has gone since the last look is left out; the next look tells that it is gone.
    """
    wanted = sorted({one.entity for one in rows if one.entity and not one.gone})
    things = _still_there(access, wanted)
    numbers = {said.marking for one in things.values() for said in one.said}
    markings = stored_markings(numbers, by_name=True)
    objects: list[dict[str, Any]] = []
    entities, statements = [], set[int]()
    for row in rows:
        thing = things.get(row.entity)
        if row.body is not None:
            objects.append(row.body)
        elif row.gone:
            objects.append(_revoked(row))
        elif thing is not None and stix_id(thing.kind, thing.canonical_id) == row.stix_id:
            objects.append(stix_object(thing, markings, modified=stix_time(row.version)))
            entities.append(thing.canonical_id)
            statements |= {said.number for said in thing.said}
    return Told(objects, entities, frozenset(statements))


def _still_there(access: Access, canonical: Sequence[str]) -> dict[str, Thing]:
    return {one.canonical_id: one for one in chosen_things(access, canonical, strict=False)}


def _revoked(row: TaxiiObject) -> dict[str, Any]:
    """An object that may be seen no more: that it was there, and nothing of what it said."""
    body: dict[str, Any] = {
        "type": row.kind, "spec_version": "2.1", "id": row.stix_id, "revoked": True,
        "created": stix_time(row.created or row.version), "modified": stix_time(row.version),
    }  # fmt: skip
    if row.kind == "relationship":
        return body | {"relationship_type": "revoked", "source_ref": AUTHOR, "target_ref": AUTHOR}
    if row.kind == "location":
        body["region"] = "unknown"
    if row.kind == ENTITY_TYPE:
        body["extensions"] = {ENTITIES: {"extension_type": "new-sdo"}}
    return body | {"name": "revoked"}
