"""FollowTheMoney's schemata and properties, looked up so that a wrong name is an error."""

from functools import cache
from typing import Any

from followthemoney import model

from hawkari.errors import BadInput

__all__ = ["NUMBERS", "property_of", "schema_of", "stated_properties"]


@cache
def schema_of(name: str) -> Any:
    """A schema of which there are entities, e.g. ``Person``.

    Raises:
        BadInput: if FollowTheMoney has no such schema, or only as the parent of others.
    """
    schema = model.get(name)
    if schema is None or schema.abstract:
        raise BadInput(
            f"FollowTheMoney has no entities of the schema {name!r}",
            "Use a schema such as Person, Organization, UserAccount.",
        )
    return schema


@cache
def property_of(schema: str, name: str) -> Any:
    """A property that entities of a schema state, e.g. ``birthDate``.

    Raises:
        BadInput: if the schema has no such property.
    """
    prop = schema_of(schema).get(name)
    if prop is None or prop.stub:
        known = ", ".join(stated_properties(schema))
        raise BadInput(f"{schema} has no property {name!r}", f"It has: {known}.")
    return prop


def stated_properties(schema: str) -> list[str]:
    """The names of a schema's properties, sorted; those that mirror another's are left out."""
    return sorted(prop.name for prop in schema_of(schema).properties.values() if not prop.stub)


NUMBERS = frozenset(
    prop.name
    for schema in model
    for prop in schema.properties.values()
    if prop.type.name == "number"
)
"""The names of all properties that are numbers."""
