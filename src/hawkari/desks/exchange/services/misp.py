"""Sources as MISP events: an object for each entity, every value with its marking as tags.

Objects follow MISP's own templates ``ftm-*`` for FollowTheMoney. MISP shares an event as one thing,
so each source is one: a source has one agency and its terms. Events are for the reader's own
organisation (distribution 0), never published, and nothing in them is for detection (`to_ids`).
"""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any

from django.db import transaction
from django.db.models import Max
from followthemoney import model

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require, visible_to
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import downloaded_by, record_disclosure
from hawkari.evidence.grading.misp import to_misp
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.identities import clusters_of
from hawkari.evidence.models import Medium, Source
from hawkari.evidence.stix.things import Said, Thing, things_of

__all__ = ["MispFeed", "misp_event", "misp_manifest"]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hawkari:misp")
AT_ONCE = 500
MOST_OBJECTS = 20_000
OWN_ORGANISATION, INHERITED = "0", "5"
UNDEFINED, ONGOING = "4", "1"
OWN_ID = "hawkari-id"
TYPES = {
    "phone": ("phone-number", "Person"),
    "email": ("email-src", "Payload delivery"),
    "url": ("url", "Network activity"),
    "ip": ("ip-src", "Network activity"),
    "checksum": ("text", "Other"),
}
"""Type and category of attributes by FollowTheMoney's type; any other is a text."""


@dataclass(frozen=True, slots=True)
class MispFeed:
    """What MISP's manifest says of one event."""

    uuid: str
    source: Source
    timestamp: int

    @property
    def head(self) -> dict[str, Any]:
        """What the manifest and the event have in common."""
        agency = self.source.agency
        return {
            "info": f"Hawkari: {self.source.name}",
            "date": _day(self.timestamp),
            "threat_level_id": UNDEFINED,
            "analysis": ONGOING,
            "timestamp": str(self.timestamp),
            "Orgc": {"name": agency.name, "uuid": _uuid("agency", agency.slug)},
            "Tag": [],
        }


def _uuid(*parts: str) -> str:
    """An id that is the same each time it is asked for, and tells nothing but that."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def _day(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, UTC).date().isoformat()


def misp_manifest(access: Access) -> dict[str, dict[str, Any]]:
    """The events there are for an access, by uuid, as a MISP feed lists them; audited.

    Raises:
        AccessDenied: if the role may not export; audited.
    """
    require(access, Action.EXPORT)
    with transaction.atomic():
        feeds = _feeds(access)
        detail = {"what": "sources", "export": "misp"}
        audit.record(Act.CONSULT, access=access, count=len(feeds), detail=detail)
    return {one.uuid: one.head for one in feeds.values()}


def _feeds(access: Access) -> dict[str, MispFeed]:
    newest = visible_to(access).order_by().values_list("source").annotate(Max("recorded_at"))
    times = dict(newest)
    sources = Source.objects.select_related("agency").in_bulk(times)
    found = [
        MispFeed(_uuid("event", access.operation.slug, one.slug), one, int(times[pk].timestamp()))
        for pk, one in sources.items()
    ]
    return {one.uuid: one for one in sorted(found, key=lambda one: one.source.slug)}


def misp_event(access: Access, event: str) -> dict[str, Any]:
    """One source as a MISP event; audited, and kept for corrections.

    Args:
        access: who exports.
        event: its uuid, as in the manifest.

    Raises:
        AccessDenied: if the role may not export; audited.
        BadInput: if there is none such that the access may see, or it is too large for MISP.
    """
    require(access, Action.EXPORT)
    with transaction.atomic():
        feed = _feeds(access).get(event)
        things = [] if feed is None else list(_things(access, feed.source.slug))
        objects = [] if feed is None else _objects(feed, things)
        if feed is not None:
            numbers = {one.number for _, said in things for one in said}
            record_disclosure(access, numbers, medium=Medium.API)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=[thing.canonical_id for thing, _ in things] or audit.asked_ids([event]),
            count=len(things),
            recipient=downloaded_by(access),
            outcome="ok" if feed is not None else "not found",
            detail={"export": "misp"},
        )
    if feed is None:
        raise BadInput("there is no such event", "See manifest.json for what there is.")
    head = {"uuid": feed.uuid, "distribution": OWN_ORGANISATION, "published": False}
    return {"Event": {**head, **feed.head, "Object": objects}}


def _objects(feed: MispFeed, things: Sequence[tuple[Thing, list[Said]]]) -> list[dict[str, Any]]:
    if len(things) > MOST_OBJECTS:
        raise BadInput(
            f"the source has {len(things)} entities, more than MISP takes at once",
            "Read it as FollowTheMoney or by TAXII.",
        )
    markings = stored_markings({one.marking for _, said in things for one in said}, by_name=True)
    writer = _Writer(feed, {thing.canonical_id for thing, _ in things}, markings)
    return [writer.object_of(thing, said) for thing, said in things]


def _things(access: Access, source: str) -> Iterator[tuple[Thing, list[Said]]]:
    """Each entity of a source, with what this source says of it."""
    rows = visible_to(access).filter(source__slug=source).order_by()
    stated = sorted(set(rows.values_list("entity_id", flat=True)))
    for start in range(0, len(stated), AT_ONCE):
        clusters = clusters_of(access, stated[start : start + AT_ONCE])
        for thing in things_of(access, clusters):
            said = [one for one in thing.said if one.source == source]
            if said:
                yield thing, said


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the objects of one event."""

    feed: MispFeed
    here: set[str]
    markings: Mapping[int, MarkingValue]

    def object_of(self, thing: Thing, said: list[Said]) -> dict[str, Any]:
        """An entity as an object, with references to others of the event."""
        name, template = _template(thing.schema)
        mine = self._id(thing.canonical_id)
        return {
            "uuid": mine,
            "name": name,
            "description": template["description"],
            "meta-category": "followthemoney",
            "template_uuid": template["uuid"],
            "template_version": str(template["version"]),
            "timestamp": str(int(thing.modified.timestamp())),
            "distribution": INHERITED,
            "comment": f"Hawkari {thing.canonical_id}",
            "Attribute": [
                self._own_id(thing),
                *(self._attribute(thing, one) for one in said if not self._is_here(one)),
            ],
            "ObjectReference": [self._reference(mine, one) for one in said if self._is_here(one)],
        }

    def _id(self, canonical_id: str) -> str:
        return _uuid("object", self.feed.uuid, canonical_id)

    def _is_here(self, one: Said) -> bool:
        """Whether a value refers to an object of this event."""
        return one.kind == "entity" and one.value in self.here

    def _attribute(self, thing: Thing, one: Said) -> dict[str, Any]:
        """A value; what refers to another event's object has its id, by which MISP joins them."""
        kind, category = TYPES.get(one.kind, ("text", "Other"))
        marking = to_misp(self.markings[one.marking])
        return {
            **_attribute(thing, prop=one.prop, value=one.value),
            "uuid": _uuid("attribute", self.feed.uuid, str(one.number)),
            "type": kind,
            "category": category,
            "comment": marking.comment,
            "Tag": [{"name": tag} for tag in marking.tags],
        }

    def _own_id(self, thing: Thing) -> dict[str, Any]:
        """The id of an entity in Hawkari: the same in each event, so that MISP correlates it."""
        return {
            **_attribute(thing, prop=OWN_ID, value=thing.canonical_id),
            "uuid": _uuid("id", self.feed.uuid, thing.canonical_id),
        }

    def _reference(self, mine: str, one: Said) -> dict[str, Any]:
        return {
            "uuid": _uuid("reference", self.feed.uuid, str(one.number)),
            "object_uuid": mine,
            "referenced_uuid": self._id(one.value),
            "relationship_type": one.prop,
            "comment": "",
        }


def _attribute(thing: Thing, *, prop: str, value: str) -> dict[str, Any]:
    return {
        "object_relation": prop,
        "type": "text",
        "category": "Other",
        "value": value,
        "to_ids": False,
        "disable_correlation": False,
        "distribution": INHERITED,
        "timestamp": str(int(thing.modified.timestamp())),
    }


def _template(schema: str) -> tuple[str, dict[str, Any]]:
    """The name and template of an object; of our own where MISP has none."""
    known = _templates().get(schema)
    if known is not None:
        return f"ftm-{schema}", known
    found = model.get(schema)
    words = str(found.label) if found is not None else schema
    own = {"uuid": _uuid("template", schema), "version": 1, "description": words}
    return f"ftm-{schema}", own


@cache
def _templates() -> dict[str, dict[str, Any]]:
    file = resources.files("hawkari.desks.exchange").joinpath("resources/misp_templates.json")
    templates: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))["templates"]
    return templates
