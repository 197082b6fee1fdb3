"""A STIX 2.1 object as what it says of an entity, in FollowTheMoney's words.

An object of Hawkari's says everything in our extension: its statements are taken from there. Any
other is read by STIX's own fields. Nobody becomes a suspect by being read: STIX's threat actors
are told as who they are, with the word `threat-actor` among their notes.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hawkari.evidence.stix.terms import STATEMENTS, entity_of, is_stix_id

__all__ = ["UNUSED_TYPES", "StatedValue", "own_statements", "plain_statements"]

UNUSED_TYPES = frozenset({"marking-definition", "extension-definition", "language-content"})
"""Types that say nothing of anybody."""
_CLASSES = {
    "individual": "Person", "organization": "Organization", "group": "Organization",
    "class": "LegalEntity",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedValue:
    """One value that an object states.

    Attributes:
        entity: its id in the file: the UUID of the object, without hyphens.
        schema, prop: of FollowTheMoney.
        value: text, number or the id of another entity.
        lang, original, seen: as of a statement; empty where not stated.
        origin: agency and source that it first came from; empty where not stated.
        marking: the id of its marking; empty for those of the whole object.
    """

    entity: str
    schema: str
    prop: str
    value: Any
    lang: str = ""
    original: str = ""
    seen: str = ""
    origin: str = ""
    marking: str = ""


def own_statements(one: Mapping[str, Any]) -> list[StatedValue] | None:
    """What our extension of an object states; None where it has none that can be read."""
    extensions = one.get("extensions")
    own = extensions.get(STATEMENTS) if isinstance(extensions, Mapping) else None
    listed = own.get("statements") if isinstance(own, Mapping) else None
    if not isinstance(own, Mapping) or not isinstance(listed, list):
        return None
    entity, schema = entity_of(str(one.get("id"))), _text(own, "schema")
    found = [
        StatedValue(
            entity, _text(said, "schema") or schema, _text(said, "prop"), said.get("value"),
            _text(said, "lang"), _text(said, "original"), _text(said, "seen"), _origin(said),
            _text(said, "marking"),
        )
        for said in listed
        if isinstance(said, Mapping)
    ]  # fmt: skip
    found += [
        StatedValue(entity, schema, "classification", category)
        for category in _texts(own.get("categories"))
    ]
    return found


def _origin(said: Mapping[str, Any]) -> str:
    return "/".join(filter(None, (_text(said, "agency"), _text(said, "source"))))


def _text(of: Mapping[str, Any], key: str) -> str:
    value = of.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    """The texts of a list or a single one; anything else is none."""
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, str) and one]


def plain_statements(one: Mapping[str, Any]) -> list[StatedValue] | None:
    """What an object states by STIX's own fields; None for a type that is not taken.

    A system, which STIX calls an identity too, is nobody.
    """
    reader = _READERS.get(_text(one, "type"))
    if reader is None or _text(one, "identity_class") == "system":
        return None
    entity = entity_of(_text(one, "id"))
    return [
        StatedValue(said.about or entity, said.schema, said.prop, said.value)
        for said in reader(one)
        if said.value not in ("", None)
    ]


@dataclass(frozen=True, slots=True)
class _Plain:
    schema: str
    prop: str
    value: Any
    about: str = ""


def _named(schema: str, one: Mapping[str, Any], fields: Mapping[str, str]) -> Iterator[_Plain]:
    for field, prop in fields.items():
        for value in _texts(one.get(field)):
            yield _Plain(schema, prop, value)


def _identity(one: Mapping[str, Any]) -> Iterator[_Plain]:
    schema = _CLASSES.get(_text(one, "identity_class"), "LegalEntity")
    yield from _named(schema, one, {"name": "name", "description": "description",
                                    "x_opencti_aliases": "alias"})  # fmt: skip
    for role in _texts(one.get("roles")):
        yield _Plain(schema, "position" if schema == "Person" else "notes", role)
    for sector in _texts(one.get("sectors")):
        yield _Plain(schema, "sector", sector)
    for line in _text(one, "contact_information").splitlines():
        yield _Plain(schema, "notes", f"contact: {line}" if line.strip() else "")


def _actor(one: Mapping[str, Any]) -> Iterator[_Plain]:
    is_person = "individual" in (_text(one, "resource_level"), *_texts(one.get("roles")))
    schema = "Person" if is_person else "LegalEntity"
    yield from _named(schema, one, {"name": "name", "aliases": "alias",
                                    "description": "description", "goals": "notes"})  # fmt: skip
    yield _Plain(schema, "notes", f"told as {_text(one, 'type')}")


def _place(one: Mapping[str, Any]) -> Iterator[_Plain]:
    yield from _named("Address", one, {
        "name": "full", "description": "description", "country": "country", "city": "city",
        "administrative_area": "state", "region": "region", "street_address": "street",
        "postal_code": "postalCode",
    })  # fmt: skip
    for prop in ("latitude", "longitude"):
        value = one.get(prop)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield _Plain("Address", prop, str(value))


def _account(one: Mapping[str, Any]) -> Iterator[_Plain]:
    yield from _named("UserAccount", one, {
        "account_login": "username", "display_name": "name", "account_type": "service",
        "user_id": "alias",
    })  # fmt: skip


def _mail(one: Mapping[str, Any]) -> Iterator[_Plain]:
    yield _Plain("UserAccount", "service", "e-mail")
    yield from _named("UserAccount", one, {"value": "email", "display_name": "name"})


def _relation(one: Mapping[str, Any]) -> Iterator[_Plain]:
    kind = _text(one, "relationship_type")
    ends = [_text(one, end) for end in ("source_ref", "target_ref")]
    if not all(map(is_stix_id, ends)) or not all(_is_taken(end) for end in ends):
        return
    source, target = map(entity_of, ends)
    if kind == "located-at" and ends[1].startswith("location--"):
        yield _Plain(_schema_of(ends[0]), "addressEntity", target, about=source)
        return
    yield _Plain("UnknownLink", "subject", source)
    yield _Plain("UnknownLink", "object", target)
    yield _Plain("UnknownLink", "role", kind)
    yield from _named("UnknownLink", one, {"description": "description"})
    for field, prop in (("start_time", "startDate"), ("stop_time", "endDate")):
        yield _Plain("UnknownLink", prop, _text(one, field))


def _is_taken(stated: str) -> bool:
    return stated.partition("--")[0] in (_READERS.keys() - {"relationship", "note"})


def _schema_of(stated: str) -> str:
    """The least that is known of an entity by the type of its object alone."""
    known = {"location": "Address", "user-account": "UserAccount", "email-addr": "UserAccount"}
    return known.get(stated.partition("--")[0], "LegalEntity")


def _note(one: Mapping[str, Any]) -> Iterator[_Plain]:
    words = "\n\n".join(filter(None, (_text(one, "abstract"), _text(one, "content"))))
    for stated in _texts(one.get("object_refs")):
        if is_stix_id(stated) and _is_taken(stated):
            yield _Plain(_schema_of(stated), "notes", words, about=entity_of(stated))


_READERS: dict[str, Callable[[Mapping[str, Any]], Iterator[_Plain]]] = {
    "identity": _identity,
    "threat-actor": _actor,
    "intrusion-set": _actor,
    "location": _place,
    "user-account": _account,
    "email-addr": _mail,
    "relationship": _relation,
    "note": _note,
}
