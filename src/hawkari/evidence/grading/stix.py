"""A marking in STIX 2.1: our extension, a statement with its words, and TLP 2.0 by its own ids.

A tool that knows nothing of 3x5x2 still shows the statement. Reading wants our extension back;
TLP alone makes no marking, because it says nothing of grade and handling. The ids of TLP 2.0 are
OASIS's common objects (``tlp.json``); those of TLP 1 that some libraries carry are refused.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hawkari.errors import BadInput
from hawkari.evidence.grading.fields import from_fields, to_fields
from hawkari.evidence.grading.said import said
from hawkari.evidence.grading.schemes import scheme
from hawkari.evidence.grading.values import MarkingValue

__all__ = [
    "AUTHOR",
    "CREATED",
    "EXTENSION",
    "StixMarking",
    "extension_definition",
    "from_stix",
    "light_of",
    "to_stix",
]

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hawkari:marking")
EXTENSION = f"extension-definition--{uuid.uuid5(NAMESPACE, 'extension 1')}"
AUTHOR = f"identity--{uuid.uuid5(NAMESPACE, 'Hawkari')}"
CREATED = "2026-11-26T00:00:00.000Z"
"""When the extension was defined; markings carry it too, so that equal ones are equal objects."""


@dataclass(frozen=True, slots=True)
class StixMarking:
    """STIX objects that a bundle must hold, and what an object's `object_marking_refs` lists."""

    objects: tuple[Mapping[str, Any], ...]
    refs: tuple[str, ...]


def extension_definition() -> tuple[dict[str, Any], ...]:
    """The identity that defines our extension, and the extension; once in every bundle."""
    identity = {
        "type": "identity", "spec_version": "2.1", "id": AUTHOR, "created": CREATED,
        "modified": CREATED, "name": "Hawkari", "identity_class": "system",
    }  # fmt: skip
    extension = {
        "type": "extension-definition", "spec_version": "2.1", "id": EXTENSION,
        "created_by_ref": AUTHOR, "created": CREATED, "modified": CREATED,
        "name": "Grade, handling and restrictions of a value",
        "description": "UK 3x5x2 with originals of other schemes; see docs/reference/grading.md",
        "schema": "https://hawkari.example/schemas/marking.json", "version": "1.0.0",
        "extension_types": ["property-extension"],
    }  # fmt: skip
    return identity, extension


def to_stix(marking: MarkingValue) -> StixMarking:
    """The marking as STIX objects, the same ones for equal markings."""
    fields = to_fields(marking)
    words = said(marking)
    own = _definition("extension", repr(fields)) | {
        "extensions": {EXTENSION: {"extension_type": "property-extension", "marking": fields}},
    }
    statement = _definition("statement", words) | {
        "definition_type": "statement",
        "definition": {"statement": words},
    }
    refs = [own["id"], statement["id"]]
    if marking.tlp:
        refs.append(_tlp_ids()[marking.tlp])
    return StixMarking((*extension_definition(), own, statement), tuple(refs))


def from_stix(objects: Iterable[Mapping[str, Any]], refs: Iterable[str]) -> MarkingValue:
    """The marking that an object's references lead to.

    Args:
        objects: of the bundle; others than marking definitions are passed over.
        refs: the object's `object_marking_refs`.

    Returns:
        The marking of our extension. Where a TLP reference is stricter than the extension says,
        the stricter holds; a TLP that the extension does not name is added.

    Raises:
        BadInput: if no reference leads to our extension, or more than one, or a reference cannot
            be read.
    """
    by_id = {one.get("id"): one for one in objects if one.get("type") == "marking-definition"}
    lights = {stix_id: code for code, stix_id in _tlp_ids().items()}
    found: list[MarkingValue] = []
    tlp: list[str] = []
    for ref in refs:
        if ref in lights:
            tlp.append(lights[ref])
            continue
        definition = by_id.get(ref)
        if definition is None:
            raise BadInput(f"the marking {ref} is not in the bundle", "Ask for the whole bundle.")
        extension = definition.get("extensions", {}).get(EXTENSION)
        if extension is not None:
            found.append(from_fields(extension.get("marking")))
        elif definition.get("definition_type") != "statement":
            raise BadInput(f"the marking {ref} cannot be read", "Ask the sender what it means.")
    if len(found) != 1:
        raise BadInput(
            f"the object has {len(found)} markings with grade and handling",
            "It needs exactly one.",
        )
    order = [term.code for term in scheme("tlp").parts[0].terms]
    lightest = min([one for one in (found[0].tlp, *tlp) if one], key=order.index, default="")
    return replace(found[0], tlp=lightest)


def light_of(ref: str) -> str:
    """The TLP 2.0 code that a reference means; empty for any other."""
    return {stated: code for code, stated in _tlp_ids().items()}.get(ref, "")


def _tlp_ids() -> dict[str, str]:
    return {term.code: term.more["stix_id"] for term in scheme("tlp").parts[0].terms}


def _definition(kind: str, content: str) -> dict[str, Any]:
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{uuid.uuid5(NAMESPACE, f'{kind} {content}')}",
        "created": CREATED,
        "created_by_ref": AUTHOR,
    }
