"""What our extensions of STIX are called, and how ids and times are written there."""

import re
import uuid
from datetime import UTC, datetime
from typing import Any

from hawkari.evidence.grading.stix import AUTHOR, CREATED, extension_definition

__all__ = [
    "ENTITIES",
    "ENTITY_TYPE",
    "STATEMENTS",
    "definitions",
    "entity_of",
    "is_stix_id",
    "stix_id",
    "stix_time",
]

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:hawkari:statements")
STATEMENTS = f"extension-definition--{uuid.uuid5(_NAMESPACE, 'statements 1')}"
"""The extension that carries an entity's statements."""
ENTITIES = f"extension-definition--{uuid.uuid5(_NAMESPACE, 'entity 1')}"
"""The extension that defines objects for what STIX has no type for."""
ENTITY_TYPE = "followthemoney-entity"
"""The type of those objects."""
_ID = re.compile(
    r"[a-z0-9][a-z0-9-]{1,248}--([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)


def definitions() -> tuple[dict[str, Any], ...]:
    """What every bundle holds: who defines our extensions, and the extensions."""
    statements = _definition(
        STATEMENTS,
        "Statements of a FollowTheMoney entity",
        "Each value as one source gave it, with its marking; see docs/reference/stix.md",
        kind="property-extension",
    )
    entities = _definition(
        ENTITIES,
        "FollowTheMoney entity",
        f"{ENTITY_TYPE}: what STIX has no type for; see docs/reference/stix.md",
        kind="new-sdo",
    )
    return (*extension_definition(), statements, entities)


def _definition(stated: str, name: str, description: str, *, kind: str) -> dict[str, Any]:
    return {
        "type": "extension-definition", "spec_version": "2.1", "id": stated,
        "created_by_ref": AUTHOR, "created": CREATED, "modified": CREATED, "name": name,
        "description": description, "version": "1.0.0", "extension_types": [kind],
        "schema": "https://hawkari.example/schemas/statements.json",
    }  # fmt: skip


def stix_id(kind: str, canonical_id: str) -> str:
    """The id of an entity as an object of a type; it says no more than the canonical id does."""
    return f"{kind}--{uuid.UUID(hex=canonical_id)}"


def is_stix_id(text: object) -> bool:
    """Whether something is an id of STIX: a type, two hyphens and a UUID."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def entity_of(stated: str) -> str:
    """The id of the entity that an object is: its UUID without hyphens, whatever its type is.

    The type of an object may change as more is known of an entity; which entity it is does not.
    """
    found = _ID.fullmatch(stated)
    return found[1].replace("-", "") if found is not None else ""


def stix_time(moment: datetime) -> str:
    """A moment as STIX writes it: UTC, to the millisecond."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03}Z"
