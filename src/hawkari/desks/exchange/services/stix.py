"""A STIX 2.1 bundle of what a user may see, to take along or to hand to somebody."""

import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import downloaded_by, record_disclosure
from hawkari.evidence.grading.stored import stored_markings
from hawkari.evidence.identities import EntityNotFound, clusters_of, stated_ids
from hawkari.evidence.models import Medium
from hawkari.evidence.stix.terms import definitions
from hawkari.evidence.stix.things import Thing, things_of, visible_heads
from hawkari.evidence.stix.writing import stix_markings, stix_object

__all__ = ["StixBundle", "chosen_things", "export_stix"]

AT_ONCE = 500
MEDIA_TYPE = "application/stix+json;version=2.1"


@dataclass(frozen=True, slots=True)
class StixBundle:
    """A bundle as a file; `entities` of how many entities it tells."""

    name: str
    content: bytes
    entities: int


def export_stix(
    access: Access, *, reason: str, recipient: str = "", entities: Sequence[str] = ()
) -> StixBundle:
    """Everything that an access may see, or some entities, as a STIX 2.1 bundle.

    Kept who received which statements, so that a correction can reach them.

    Args:
        access: who exports.
        reason: why, in the user's words; kept in the audit log.
        recipient: who is to receive it; empty for the user alone.
        entities: canonical ids or ids as stated; none for all of the operation.

    Raises:
        AccessDenied: if the role may not export; audited.
        EntityNotFound: if one of the entities is unknown, or hidden.
    """
    require(access, Action.EXPORT)
    # No database keeps a NUL in a text.
    reason, recipient = (text.replace("\x00", "").strip() for text in (reason, recipient))
    with transaction.atomic():
        things = list(chosen_things(access, entities or None))
        markings = stored_markings({s.marking for one in things for s in one.said}, by_name=True)
        objects = [
            *definitions(),
            *stix_markings(markings.values()),
            *(stix_object(one, markings) for one in things),
        ]
        numbers = {said.number for one in things for said in one.said}
        record_disclosure(access, numbers, recipient=recipient, medium=Medium.EXPORT, reason=reason)
        audit.record(
            Act.DISCLOSE if recipient else Act.CONSULT,
            access=access,
            objects=[one.canonical_id for one in things],
            count=len(things),
            justification=reason or access.operation.purpose,
            recipient=recipient or downloaded_by(access),
            detail={"export": "stix"},
        )
    name = f"{access.operation.slug}-{timezone.now():%Y%m%d}.stix.json"
    return StixBundle(name, _bundle(objects), len(things))


def chosen_things(
    access: Access, entities: Sequence[str] | None = None, *, strict: bool = True
) -> Iterator[Thing]:
    """Some entities, or all that an access may see, each once. Not audited.

    Args:
        access: who may see them.
        entities: canonical ids or ids as stated; None for all.
        strict: whether each must be there; else those that are not are left out.

    Raises:
        EntityNotFound: if one of them is unknown, or hidden, and that is not allowed.
    """
    heads = visible_heads(access) if entities is None else _heads(access, entities, strict=strict)
    for start in range(0, len(heads), AT_ONCE):
        some = stated_ids(heads[start : start + AT_ONCE])
        yield from things_of(access, clusters_of(access, some.values()))


def _heads(access: Access, entities: Iterable[str], *, strict: bool) -> list[str]:
    stated = stated_ids(list(entities))
    head = clusters_of(access, stated.values()).head
    missing = [asked for asked, entity_id in stated.items() if entity_id not in head]
    if missing and strict:
        raise EntityNotFound(missing[0])
    return sorted({head[one] for one in stated.values() if one in head})


def _bundle(objects: Sequence[dict[str, Any]]) -> bytes:
    """The objects, one a line, so that two bundles can be compared line by line."""
    lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in objects)
    start = f'{{"type":"bundle","id":"bundle--{uuid.uuid4()}","objects":[\n'
    return (start + ",\n".join(lines) + "\n]}\n").encode()
