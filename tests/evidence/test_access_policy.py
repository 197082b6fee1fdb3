"""The policy: readable, whole, and refused where it contradicts itself."""

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest
from followthemoney import model

from hawkari.desks.oversight.access_words import CLASS_NAMES, WORDS
from hawkari.errors import BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import STATED_IN
from hawkari.evidence.models import Role
from hawkari.evidence.policy import Action, fields_of, policy
from hawkari.evidence.policy.fields import class_of, only_fields
from hawkari.evidence.policy.table import read_policy
from tests.evidence.factories import row

DATA = json.loads(
    (resources.files("hawkari.evidence") / "resources" / "policy.json").read_text(encoding="utf-8")
)


def test_every_role_and_every_action_is_in_the_policy():
    assert set(policy().roles) == set(Role.values)
    assert set(policy().actions) == set(Action)


def test_every_property_of_the_model_is_of_one_class():
    unclassed = {
        f"{prop.type.name}:{name}"
        for schema in model.schemata.values()
        for name, prop in schema.properties.items()
        if not prop.stub and not class_of(name, prop.type.name)
    }
    assert unclassed == set()


def test_names_in_classes_are_properties_of_the_model():
    known = {name for schema in model.schemata.values() for name in schema.properties}
    listed = {prop for one in policy().fields.values() for prop in one.props}
    assert listed <= known


def test_whoever_reads_content_reads_who_is_a_victim():
    assert all(class_of(prop, "string") == "standing" for prop in STATED_IN)
    for role in policy().roles.values():
        assert Action.READ not in role.actions or "standing" in role.fields


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data["roles"]["liaison"]["actions"].append("judge"),
        lambda data: data["roles"]["liaison"]["fields"].remove("standing"),
        lambda data: data["roles"]["liaison"]["fields"].append("secrets"),
        lambda data: data["roles"]["trainer"].update(fields=["identity"]),
        lambda data: data["roles"]["administrator"]["actions"].append("read"),
        lambda data: data["break_glass"]["roles"].append("administrator"),
        lambda data: data["fields"]["contact"]["props"].append("ethnicity"),
        lambda data: data["fields"]["contact"]["types"].append("name"),
        lambda data: data["actions"].pop("load"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(spoil: Callable[[dict[str, Any]], Any]):
    data = json.loads(json.dumps(DATA))
    spoil(data)
    with pytest.raises((BadInput, ValueError)):
        read_policy(data)


def test_the_words_of_the_policy_are_collected_for_translation():
    found = policy()
    words = {
        *found.actions.values(),
        *(one.words for one in found.fields.values()),
        *(one.words for one in found.roles.values()),
        *(one.words for one in found.statements),
        *(one.words for one in found.categories),
        found.break_glass.words,
    }
    assert words == set(WORDS)
    assert set(CLASS_NAMES) == set(found.fields)


@pytest.mark.contract
@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ANALYST, Role.LIAISON, Role.CASEWORKER])
def test_the_filter_on_fields_is_the_classes_one_by_one(world, role):
    properties = sorted(
        {
            (name, prop.type.name)
            for schema in model.schemata.values()
            for name, prop in schema.properties.items()
            if not prop.stub
        }
    )
    rows = [
        type(row("nca:1", "name", "x"))("nca:1", "Person", name, kind, f"{name} {kind}")
        for name, kind in [*properties, ("unheard", "strange")]
    ]
    world.load("nca", rows)
    seen = set(visible_to(world.access("nca", role)).values_list("prop", "prop_type"))
    fields = fields_of(role)
    every = fields == policy().every_class
    assert seen == {
        one for one in [*properties, ("unheard", "strange")] if every or class_of(*one) in fields
    }
    assert (only_fields(fields) == only_fields(policy().every_class)) is every
