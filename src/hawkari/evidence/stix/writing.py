"""An entity as one STIX 2.1 object: STIX's own fields where it has them, all of it in ours."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hawkari.evidence.entities.values import caption_of
from hawkari.evidence.grading.stix import to_stix
from hawkari.evidence.grading.union import LIGHTS, strictest
from hawkari.evidence.grading.values import MarkingValue
from hawkari.evidence.stix.terms import ENTITIES, ENTITY_TYPE, STATEMENTS, stix_id, stix_time
from hawkari.evidence.stix.things import Said, Thing

__all__ = ["stix_markings", "stix_object"]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(?:Z|\+00:00)?")
_CLASSES = {"Person": "individual", "LegalEntity": "unknown"}


def stix_markings(markings: Iterable[MarkingValue]) -> list[dict[str, Any]]:
    """The marking definitions that objects of some markings refer to, each once, by their ids."""
    found = {
        str(one["id"]): dict(one)
        for marking in markings
        for one in to_stix(marking).objects
        if one["type"] == "marking-definition"
    }
    return [found[one] for one in sorted(found)]


def stix_object(
    thing: Thing, markings: Mapping[int, MarkingValue], *, modified: str = ""
) -> dict[str, Any]:
    """One entity as an object.

    Args:
        thing: the entity.
        markings: by number, with agencies and users by name.
        modified: when this version of the object came to be; empty for when the newest of its
            statements was recorded.
    """
    made: dict[str, Any] = {
        "type": thing.kind,
        "spec_version": "2.1",
        "id": stix_id(thing.kind, thing.canonical_id),
    }
    if thing.kind != "user-account":
        made["created"] = stix_time(thing.created)
        made["modified"] = max(modified or stix_time(thing.modified), made["created"])
    made |= _FIELDS[thing.kind](thing)
    made["object_marking_refs"] = _marking_refs(thing, markings)
    made["extensions"] = {STATEMENTS: _statements(thing, markings)}
    if thing.kind == ENTITY_TYPE:
        made["extensions"][ENTITIES] = {"extension_type": "new-sdo"}
    return made


def _marking_refs(thing: Thing, markings: Mapping[int, MarkingValue]) -> list[str]:
    """Every marking of its statements; of several TLP codes the strictest.

    The whole object may only be passed on as all of it may.
    """
    used = [markings[number] for number in sorted({one.marking for one in thing.said})]
    light = strictest((one.tlp for one in used), LIGHTS)
    refs: list[str] = []
    for one in used:
        marking = to_stix(one)
        refs += marking.refs[:2] if one.tlp != light else marking.refs
    return list(dict.fromkeys(refs))


def _statements(thing: Thing, markings: Mapping[int, MarkingValue]) -> dict[str, Any]:
    found: dict[str, Any] = {"extension_type": "property-extension", "schema": thing.schema}
    if thing.categories:
        found["categories"] = sorted(thing.categories)
    refs = {number: to_stix(markings[number]).refs[0] for number in {s.marking for s in thing.said}}
    found["statements"] = [_statement(one, refs[one.marking]) for one in thing.said]
    return found


def _statement(one: Said, marking: str) -> dict[str, str]:
    said = {
        "schema": one.schema, "prop": one.prop, "value": one.value, "original": one.original,
        "lang": one.lang, "seen": one.seen, "source": one.source, "agency": one.agency,
        "marking": marking,
    }  # fmt: skip
    return {key: value for key, value in said.items() if value or key == "value"}


def _caption(thing: Thing) -> str:
    found = caption_of(thing.schema, ((one.prop, one.value) for one in thing.said))
    return found or thing.canonical_id


def _filled(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _description(thing: Thing) -> str:
    return "\n\n".join(thing.values("description", "summary", "notes"))


def _identity(thing: Thing) -> dict[str, Any]:
    """Who somebody is, and how to reach them: STIX has one text for the latter."""
    return {
        "name": _caption(thing),
        "identity_class": _CLASSES.get(thing.schema, "organization"),
        **_filled(
            description=_description(thing),
            roles=list(thing.values("position")),
            contact_information="\n".join(thing.values("phone", "email", "address", "website")),
        ),
    }


def _location(thing: Thing) -> dict[str, Any]:
    first = {
        field: values[0]
        for field, props in _PLACES.items()
        if (values := thing.values(*props))
    }  # fmt: skip
    found: dict[str, Any] = {"name": _caption(thing), **first}
    if "country" in found:
        found["country"] = found["country"].upper()
    point = [_degrees(thing, prop, limit) for prop, limit in (("latitude", 90), ("longitude", 180))]
    if None not in point:
        found["latitude"], found["longitude"] = point
    elif "country" not in found:
        found["region"] = "unknown"
    return {**found, **_filled(description=_description(thing))}


def _degrees(thing: Thing, prop: str, limit: int) -> float | None:
    for value in thing.values(prop):
        try:
            number = float(value)
        except ValueError:
            continue
        if abs(number) <= limit:
            return number
    return None


_PLACES = {
    "country": ("country",),
    "administrative_area": ("state", "region"),
    "city": ("city",),
    "street_address": ("street", "full"),
    "postal_code": ("postalCode",),
}


def _account(thing: Thing) -> dict[str, Any]:
    service = next(iter(thing.values("service")), "").casefold()
    return _filled(
        account_login=next(iter(thing.values("username", "email", "phone")), ""),
        account_type=re.sub(r"[^a-z0-9]+", "-", service).strip("-"),
        display_name=next(iter(thing.values("name", "alias")), ""),
    ) or {"display_name": _caption(thing)}


def _relationship(thing: Thing) -> dict[str, Any]:
    (source_kind, source), (target_kind, target) = thing.ends
    start = next(filter(None, map(_moment, thing.values("startDate", "date"))), "")
    stop = next(filter(None, map(_moment, thing.values("endDate"))), "")
    return {
        "relationship_type": _link_type(thing.schema),
        "source_ref": stix_id(source_kind, source),
        "target_ref": stix_id(target_kind, target),
        **_filled(
            description="\n\n".join(
                thing.values("role", "relationship", "purpose", "description", "summary")
            ),
            start_time=start,
            stop_time=stop if stop > start else "",
        ),
    }


def _moment(value: str) -> str:
    """A date as a moment of STIX; empty where no day is known: STIX has no partial dates."""
    if _DAY.fullmatch(value):
        return f"{value}T00:00:00.000Z"
    found = _MOMENT.fullmatch(value)
    return f"{found[1]}.000Z" if found is not None else ""


def _link_type(schema: str) -> str:
    """What STIX calls a link: its own word where nothing is known, else the schema's name."""
    return "related-to" if schema == "UnknownLink" else _CAPITAL.sub("-", schema).lower()


def _entity(thing: Thing) -> dict[str, Any]:
    return {"name": _caption(thing), **_filled(description=_description(thing))}


_FIELDS = {
    "identity": _identity,
    "location": _location,
    "user-account": _account,
    "relationship": _relationship,
    ENTITY_TYPE: _entity,
}
