"""One entity, and what is around it, for a program that keeps what it reads."""

from dataclasses import dataclass

from django.db import transaction
from followthemoney import model

from hawkari.desks.exchange.services.told_entities import ToldEntity, around, told_entities
from hawkari.evidence import audit
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.audit import Act
from hawkari.evidence.disclosures import record_disclosure
from hawkari.evidence.entities import EntityNotFound
from hawkari.evidence.models import Medium

__all__ = ["EntityAnswer", "entity_answer"]


@dataclass(frozen=True, slots=True)
class EntityAnswer:
    """An entity with what is around it.

    Attributes:
        entity: the entity asked for.
        beside: what refers to it or it refers to, by property; empty unless asked for.
        ends: the other ends of links among these, by canonical id.
    """

    entity: ToldEntity
    beside: dict[str, tuple[ToldEntity, ...]]
    ends: dict[str, ToldEntity]


def entity_answer(access: Access, asked: str, *, nested: bool) -> EntityAnswer:
    """One entity; audited, and kept for corrections.

    Args:
        access: who asks.
        asked: canonical id, or an id as stated.
        nested: whether what is around it is told too.

    Raises:
        AccessDenied: if the role reads no content; audited.
        EntityNotFound: if it is unknown, or hidden; audited.
    """
    require(access, Action.READ)
    with transaction.atomic():
        entity = told_entities(access, [asked]).get(asked)
        beside = around(access, entity) if entity is not None and nested else {}
        ends = _ends(access, entity, beside) if entity is not None else {}
        told = {one.id: one for some in beside.values() for one in some} | ends
        if entity is not None:
            told[entity.id] = entity
            numbers = {number for one in told.values() for number in one.statements}
            record_disclosure(access, numbers, medium=Medium.API)
        audit.record(
            Act.CONSULT,
            access=access,
            objects=sorted(told) or audit.asked_ids([asked]),
            count=len(told),
            outcome="ok" if entity is not None else "not found",
        )
    if entity is None:
        raise EntityNotFound(asked)
    return EntityAnswer(entity, beside, ends)


def _ends(
    access: Access, entity: ToldEntity, beside: dict[str, tuple[ToldEntity, ...]]
) -> dict[str, ToldEntity]:
    """What the links beside an entity lead to."""
    links = [one for some in beside.values() for one in some if _is_link(one.schema)]
    wanted = {value for one in links for value in _references(one)} - {entity.id}
    return {one.id: one for one in told_entities(access, sorted(wanted)).values()}


def _is_link(schema: str) -> bool:
    found = model.get(schema)
    return found is not None and not found.is_a("Thing")


def _references(entity: ToldEntity) -> set[str]:
    schema = model.get(entity.schema)
    return {
        value
        for prop, values in entity.properties.items()
        if (known := schema.get(prop) if schema is not None else None) is not None
        and known.type.name == "entity"
        for value in values
    }
