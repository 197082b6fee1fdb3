"""One entity: its values with their sources, its caption, its categories."""

import pytest

from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import open_access
from hawkari.evidence.audit import asked_ids
from hawkari.evidence.categories import (
    categories_for,
    clear_category,
    set_category,
)
from hawkari.evidence.entities import EntityNotFound, entities_of, get_entity
from hawkari.evidence.entities.values import caption_of, common_schema, romanised
from hawkari.evidence.judgements import JudgementKind, judge
from hawkari.evidence.models import AuditEntry, Category
from tests.evidence.factories import World, row

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


def test_each_value_says_where_it_comes_from(world):
    given = row("krg:1", "name", "ڕێبوار عەزیز", lang="ckb", row="Persons!4", seen="2025-03")
    world.load("krg", [given], grade="1B", slot="krg.xlsx")
    value = get_entity(world.access("nca"), "krg:1").values[0]
    assert (value.agency, value.source, value.file, value.row) == (
        "krg", "krg-persons", "krg.xlsx", "Persons!4",
    )  # fmt: skip
    assert (value.grade, value.handling, value.condition, value.seen) == ("1B", "P", "", "2025-03")
    assert (value.prop_label, value.value, value.lang) == ("Name", "ڕێبوار عەزیز", "ckb")
    assert value.romanised.isascii()
    assert value.romanised.startswith("R")


def test_the_words_of_a_condition_stand_beside_the_value(world):
    world.person("krg", "krg:1", how={"shared_with": ["nca"]}, name="Rebwar Aziz")
    value = get_entity(world.access("nca"), "krg:1").values[0]
    assert (value.handling, value.condition) == ("C", "Ask before use")


def test_sources_that_disagree_both_stand(world):
    world.person("nca", "nca:1", name="Rebwar Aziz", birthDate="1985-02-01")
    world.person("krg", "krg:1", name="Rebwar Aziz", birthDate="1985-01-02")
    access = world.access("nca")
    judge(access, "nca:1", "krg:1", JudgementKind.POSITIVE)
    view = get_entity(access, "nca:1")
    assert view.get("birthDate") == ("1985-01-02", "1985-02-01")
    assert (view.agencies, view.members) == (("krg", "nca"), ("nca:1", "krg:1"))


def test_many_entities_come_by_the_ids_asked_for_and_are_one_look(world):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    world.person("nca", "nca:2", name="Saman Kareem")
    access = world.access("nca")
    found = entities_of(access, ["nca:1", "nca:2", "nca:3"])
    assert {key: view.caption for key, view in found.items()} == {
        "nca:1": "Rebwar Aziz", "nca:2": "Saman Kareem",
    }  # fmt: skip
    assert AuditEntry.records.get(act="consult").count == 2


def test_a_look_at_nothing_is_audited_too(world):
    with pytest.raises(EntityNotFound):
        get_entity(world.access("nca"), "nca:nobody")
    entry = AuditEntry.records.get(act="consult")
    assert (entry.object_ids, entry.outcome) == (asked_ids(["nca:nobody"]), "not found")
    assert "nobody" not in str(entry.object_ids)


def test_a_role_without_content_gets_none(world):
    with pytest.raises(AccessDenied):
        get_entity(world.access("nca", "administrator"), "nca:1")


def test_the_caption_is_the_commonest_name_then_the_next_best_thing():
    names = [("name", "Ali"), ("name", "Ali Hasan"), ("name", "Ali"), ("phone", "+447700900123")]
    assert caption_of("Person", names) == "Ali"
    assert caption_of("Person", names[:2]) == "Ali Hasan"
    assert caption_of("Person", [("phone", "+447700900123")]) == "+447700900123"
    assert caption_of("Person", [("gender", "male")]) == ""
    assert caption_of("Unheard", [("name", "x")]) == "x"


def test_the_schema_is_the_most_specific_in_common():
    assert common_schema(["LegalEntity", "Person", "Thing"]) == "Person"
    assert common_schema(["Person", "Vehicle"]) == "Person"


def test_latin_script_needs_no_reading_aid():
    assert romanised("Rêbwar") == ""
    assert romanised("") == ""


def test_an_unset_category_is_a_state_of_its_own(world):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    view = get_entity(world.access("nca"), "nca:1")
    assert (view.categories, view.stated_categories, view.is_protected) == (set(), set(), False)


def test_a_category_holds_for_the_whole_cluster_and_is_audited(world):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    world.person("krg", "krg:1", name="Rebwar Aziz")
    access = world.access("nca")
    set_category(access, "krg:1", Category.SUSPECT, basis="assessment", reason="tasking 4")
    set_category(access, "krg:1", Category.VICTIM, basis="fact")
    judge(access, "nca:1", "krg:1", JudgementKind.POSITIVE)
    # Who is a subject of an operation takes two people to be joined.
    judge(world.access("krg"), "nca:1", "krg:1", JudgementKind.POSITIVE)
    view = get_entity(access, "nca:1")
    assert view.categories == {"suspect", "victim"}
    assert view.is_protected
    assert AuditEntry.records.filter(act="alter").count() == 2


def test_a_category_is_taken_back_with_a_reason_only(world):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    access = world.access("nca")
    set_category(access, "nca:1", Category.MIGRANT, basis="fact")
    with pytest.raises(BadInput):
        clear_category(access, "nca:1", Category.MIGRANT, reason="")
    clear_category(access, "nca:1", Category.MIGRANT, reason="another man")
    assert not get_entity(access, "nca:1").is_protected


@pytest.mark.parametrize(("category", "basis"), [("boss", "fact"), ("suspect", "guess")])
def test_an_unknown_category_or_basis_is_refused(world, category, basis):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    with pytest.raises(BadInput):
        set_category(world.access("nca"), "nca:1", category, basis=basis)


def test_what_a_source_states_is_shown_apart_and_protects(world):
    world.person("nca", "nca:1", name="Rebwar Aziz", classification="Migrant")
    access = world.access("nca")
    view = get_entity(access, "nca:1")
    assert (view.categories, view.stated_categories) == (set(), {"migrant"})
    assert view.is_protected
    assert categories_for(access, ["nca:1"]) == {"nca:1": {"migrant"}}


def test_a_victim_in_one_operation_is_protected_in_every_other_of_the_viewer(world):
    world.person("nca", "nca:1", name="Rebwar Aziz")
    user = world.member("nca")
    here = open_access(user, world.operation.slug)
    set_category(here, "nca:1", Category.VICTIM, basis="fact")
    other = World()
    other.agency("nca")
    other.operation.members.create(user=user, role="analyst")
    there = get_entity(open_access(user, other.operation.slug), "nca:1")
    assert (there.categories, there.is_protected) == (set(), True)
    stranger = get_entity(other.access("nca"), "nca:1")
    assert not stranger.is_protected
