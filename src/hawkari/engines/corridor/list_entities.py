"""The list of persons as FollowTheMoney entities."""

from random import Random
from typing import Any

from hawkari.engines.corridor.happenings import Link
from hawkari.engines.corridor.records import Date, Record
from hawkari.engines.corridor.rows import word

__all__ = ["link_entity", "person_entity"]

ARABIC_ALIAS = 0.5
_KIN = ("brother", "sister", "father", "son", "daughter", "cousin")


def person_entity(record: Record, rng: Random) -> dict[str, Any]:
    """A Person; the name in Latin letters, at times with its Arabic form as an alias."""
    person = record.person
    aliases = [record.alias] if record.alias else []
    if rng.random() < ARABIC_ALIAS:
        aliases.append(" ".join(name.arabic for name in person.chain[:3]))
    stated: dict[str, list[str]] = {
        "name": [" ".join(record.name.words)],
        "alias": aliases,
        "birthDate": [_iso(record.born)] if record.born else [],
        "birthPlace": [record.birthplace.english] if record.birthplace else [],
        "gender": [{"m": "male", "f": "female"}[record.gender]] if record.gender else [],
        "nationality": [person.nationality],
        "phone": [record.phone] if record.phone else [],
        "idNumber": [record.document] if record.document else [],
        "position": [word("role", person.role, "en")],
        "topics": ["crime"],
    }
    return _entity(record.reference, "Person", stated)


def link_entity(link: Link, number: int) -> dict[str, Any]:
    """A Family or Associate between two people of the list."""
    left, right = link.left.reference, link.right.reference
    if link.relation in _KIN:
        ends = {"person": [left], "relative": [right], "relationship": [link.relation]}
        return _entity(f"UNL-R{number:06d}", "Family", ends)
    ends = {"person": [left], "associate": [right], "relationship": [link.relation]}
    return _entity(f"UNL-R{number:06d}", "Associate", ends)


def _entity(identity: str, schema: str, stated: dict[str, list[str]]) -> dict[str, Any]:
    kept = {name: values for name, values in stated.items() if values}
    return {"id": identity, "schema": schema, "properties": kept}


def _iso(born: Date) -> str:
    return f"{born.year:04d}-{born.month:02d}-{born.day:02d}" if born.day else f"{born.year:04d}"
