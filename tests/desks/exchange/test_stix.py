"""Entities leave as STIX 2.1 that others read, and come back as the statements they were."""

import json
from pathlib import Path

import pytest
import stix2
from stix2validator import ValidationOptions, validate_instance

from hawkari.desks.exchange.services.stix import export_stix
from hawkari.errors import AccessDenied
from hawkari.evidence.identities import EntityNotFound
from hawkari.evidence.models import AuditEntry, Disclosure
from hawkari.evidence.stix.terms import ENTITY_TYPE, STATEMENTS, entity_of
from tests.desks.exchange.stix_case import StixCase, by_type, load_again, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(name="case")
def loaded_case() -> StixCase:
    return StixCase().load()


def exported(case: StixCase, **how) -> bytes:
    return export_stix(case.access("nca"), reason="a test", **how).content


def test_the_official_validator_finds_no_error_in_any_object(case: StixCase):
    for one in json.loads(exported(case))["objects"]:
        result = validate_instance(one, ValidationOptions(version="2.1"))
        assert result.is_valid, (one, [str(error) for error in result.errors])


def test_the_official_library_reads_the_bundle(case: StixCase):
    bundle = stix2.parse(exported(case).decode(), allow_custom=True)
    names = {one["name"] for one in bundle.objects if one["type"] == "identity"}
    assert {"Rebwar Hama Amin", "ئاراس جەمال"} <= names


def test_what_stix_has_words_for_stands_in_its_own_fields(case: StixCase):
    found = by_type(exported(case))
    saman = next(one for one in found["identity"] if one["name"] == "Saman Karim")
    kawa = next(one for one in found["identity"] if one["name"] == "Kawa Osman")
    assert saman["identity_class"] == "individual"
    assert saman["contact_information"] == "+447700900155"
    ties = {(one["relationship_type"], one["source_ref"], one["target_ref"])
            for one in found["relationship"]}  # fmt: skip
    assert ("family", saman["id"], kawa["id"]) in ties
    assert [one["account_login"] for one in found["user-account"]] == ["rebwar_travel"]
    assert [one["name"] for one in found[ENTITY_TYPE]] == ["AB12 CDE"]


def test_a_bundle_comes_back_as_the_statements_it_was_made_of(case: StixCase, tmp_path: Path):
    told = said_of(case.access("nca"))
    access, report = load_again(tmp_path, exported(case), grade="3E")
    assert report.layout == "stix"
    assert report.refused == ()
    assert said_of(access, source="mirror") == told


def test_what_the_user_may_not_see_is_in_no_bundle(case: StixCase):
    seen_by_others = exported(case).decode()
    seen_by_france = export_stix(case.access("fr"), reason="a test").content.decode()
    assert "Rebwar Amine" not in seen_by_others
    assert "Rebwar Amine" in seen_by_france
    assert "2026-06-14" not in seen_by_others
    assert 'Saman K"' not in seen_by_france


def test_an_object_is_marked_as_strictly_as_any_of_its_statements(case: StixCase):
    found = by_type(exported(case))
    definitions = {one["id"]: one for one in found["marking-definition"]}
    saman = next(one for one in found["identity"] if one["name"] == "Saman Karim")
    said = saman["extensions"][STATEMENTS]["statements"]
    assert {one["marking"] for one in said} <= set(saman["object_marking_refs"])
    assert len({one["marking"] for one in said}) == 2
    words = [definitions[ref]["definition"]["statement"] for ref in saman["object_marking_refs"]
             if "definition" in definitions[ref]]  # fmt: skip
    assert any("Ask before use" in one for one in words)


def test_who_received_what_is_kept_and_audited(case: StixCase):
    access = case.access("nca")
    bundle = export_stix(
        access, reason="for the trial", recipient="a court", entities=[case.id_of("uk-3")]
    )
    assert bundle.entities == 1
    kept = Disclosure.objects.get(recipient="a court")
    assert kept.items.count() == len(by_type(bundle.content)["identity"][1]["extensions"]
                                     [STATEMENTS]["statements"])  # fmt: skip
    entry = AuditEntry.records.order_by("-pk").first()
    assert entry is not None
    assert "for the trial" in str(vars(entry))


def test_only_who_may_export_gets_a_bundle(case: StixCase):
    with pytest.raises(AccessDenied):
        export_stix(case.access("nca", "liaison"), reason="a test")


def test_an_entity_that_is_hidden_is_as_unknown_as_one_that_is_not_there(case: StixCase):
    hidden = case.id_of("fr-9", "fr")
    for one in (hidden, "0" * 32):
        with pytest.raises(EntityNotFound):
            export_stix(case.access("nca"), reason="a test", entities=[one])


def test_the_id_of_an_object_leads_back_to_its_entity(case: StixCase):
    ids = {entity_of(one["id"]) for one in by_type(exported(case))["identity"]}
    assert case.id_of("uk-3") in ids
