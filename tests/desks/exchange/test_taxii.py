"""Programs read what their person may see by TAXII 2.1, in pages, and learn what changed."""

from typing import Any

import pytest
from django.test import Client
from stix2validator import ValidationOptions, validate_instance

from hawkari.desks.exchange.models import Door
from hawkari.evidence.judgements import judge
from hawkari.evidence.models import AuditEntry, Disclosure
from hawkari.evidence.stix.terms import ENTITY_TYPE
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.taxii_case import TAXII, Program

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(name="case")
def loaded_case() -> StixCase:
    return StixCase().load()


@pytest.fixture(name="program")
def analysts_program(case: StixCase) -> Program:
    return Program(case, case.world.member("nca"))


def names(objects: list[dict[str, Any]]) -> set[str]:
    return {one["name"] for one in objects if one["type"] in {"identity", ENTITY_TYPE}}


def ids(objects: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in objects]


def test_discovery_leads_to_the_one_operation_of_the_token(program: Program):
    answer = program.get("/taxii2/")
    assert answer["Content-Type"] == TAXII
    assert answer.json()["api_roots"] == [program.root]
    assert answer.json()["default"] == program.root
    root = program.get(program.root).json()
    assert root["versions"] == [TAXII]
    assert root["max_content_length"] > 0


def test_there_is_one_collection_to_read_and_one_to_hand_in(program: Program):
    found = program.get(f"{program.root}collections/").json()["collections"]
    assert [(one["alias"], one["can_read"], one["can_write"]) for one in found] == [
        ("seen", True, False),
        ("handed", True, True),
    ]
    by_id = program.get(program.at(found[0]["id"])).json()
    assert by_id == program.get(program.at("seen")).json() == found[0]


def test_objects_are_what_the_person_may_see_and_nothing_else(case: StixCase, program: Program):
    assert {"Rebwar Hama Amin", "Saman Karim", "AB12 CDE"} <= names(program.objects())
    assert "Rebwar Amine" not in names(program.objects())
    of_france = Program(case, case.world.member("fr"))
    assert "Rebwar Amine" in names(of_france.objects())
    assert "AB12 CDE" not in names(of_france.objects())


def test_every_object_is_valid_stix(program: Program):
    for one in program.objects():
        result = validate_instance(one, ValidationOptions(version="2.1"))
        assert result.is_valid, (one, [str(error) for error in result.errors])


def test_what_objects_refer_to_is_in_the_collection_too(program: Program):
    objects = program.objects()
    known = set(ids(objects))
    refs = {ref for one in objects for ref in one.get("object_marking_refs", [])}
    refs |= {extension for one in objects for extension in one.get("extensions", {})}
    refs |= {one[end] for one in objects if one["type"] == "relationship"
             for end in ("source_ref", "target_ref")}  # fmt: skip
    assert refs
    assert refs <= known


def test_pages_follow_one_another_and_hold_each_object_once(program: Program):
    whole = ids(program.objects())
    found: list[str] = []
    following: dict[str, str] = {}
    while True:
        body = program.get(program.at("seen", "objects"), limit="3", **following).json()
        found += ids(body["objects"])
        assert len(body["objects"]) <= 3
        if not body["more"]:
            break
        following = {"next": body["next"]}
    assert found == whole
    assert len(set(found)) == len(found)


def test_the_headers_say_when_the_first_and_last_were_added(program: Program):
    entries = program.get(program.at("seen", "manifest")).json()["objects"]
    answer = program.get(program.at("seen", "objects"))
    assert answer["X-TAXII-Date-Added-First"] == entries[0]["date_added"]
    assert answer["X-TAXII-Date-Added-Last"] == entries[-1]["date_added"]


def test_the_manifest_names_each_object_with_its_version(program: Program):
    entries = program.get(program.at("seen", "manifest")).json()["objects"]
    objects = program.objects()
    assert [one["id"] for one in entries] == ids(objects)
    versions = {one["id"]: one["modified"] for one in objects if "modified" in one}
    assert versions == {one["id"]: one["version"] for one in entries if one["id"] in versions}
    assert {one["media_type"] for one in entries} == {"application/stix+json;version=2.1"}


def test_filters_choose_by_type_and_id_and_both(program: Program):
    people = program.objects(**{"match[type]": "identity"})
    assert {one["type"] for one in people} == {"identity"}
    wanted = people[-1]["id"]
    assert ids(program.objects(**{"match[id]": f"{wanted},identity--0"})) == [wanted]
    both = {"match[id]": wanted, "match[type]": "location"}
    assert program.get(program.at("seen", "objects"), **both).json() == {}
    kinds = program.objects(**{"match[type]": "identity,user-account"})
    assert {one["type"] for one in kinds} == {"identity", "user-account"}


def test_no_object_is_of_another_version_of_stix(program: Program):
    assert program.objects(**{"match[spec_version]": "2.0"}) == []
    assert program.objects(**{"match[spec_version]": "2.0,2.1"}) == program.objects()


def test_nothing_was_added_after_the_last(program: Program):
    last = program.get(program.at("seen", "objects"))["X-TAXII-Date-Added-Last"]
    assert program.objects(added_after=last) == []
    assert program.objects(added_after="1970-01-01T00:00:00Z") == program.objects()


def test_what_a_later_load_adds_is_added_after(case: StixCase, program: Program):
    last = program.get(program.at("seen", "objects"))["X-TAXII-Date-Added-Last"]
    case.world.person("nca", "uk-77", name="Ferhad Salih")
    assert names(program.objects(added_after=last)) == {"Ferhad Salih"}


def test_what_changed_is_told_again_as_a_newer_version(case: StixCase, program: Program):
    before = next(one for one in program.objects() if one.get("name") == "Kawa Osman")
    last = program.get(program.at("seen", "objects"))["X-TAXII-Date-Added-Last"]
    case.world.thing("krg", "uk-5", "Person", alias="Kawa the driver")
    (after,) = program.objects(added_after=last, **{"match[type]": "identity"})
    assert after["id"] == before["id"]
    assert after["created"] == before["created"]
    assert after["modified"] > before["modified"]
    assert program.objects(**{"match[id]": after["id"]}) == [after]


def test_what_may_be_seen_no_more_is_revoked_without_what_it_said(case: StixCase, program: Program):
    people = program.objects(**{"match[type]": "identity"})
    kawa = next(one for one in people if one["name"] == "Kawa Osman")
    last = program.get(program.at("seen", "objects"))["X-TAXII-Date-Added-Last"]
    case.world.operation.agencies.remove(case.world.agency("krg"))
    told = program.objects(added_after=last)
    gone = [one for one in told if one.get("revoked")]
    assert {"identity", "relationship", ENTITY_TYPE} <= {one["type"] for one in gone}
    assert "ئاراس جەمال" not in names(told)
    for one in gone:
        result = validate_instance(one, ValidationOptions(version="2.1"))
        assert result.is_valid, (one, [str(error) for error in result.errors])
    assert kawa["id"] not in {one["id"] for one in gone}


def test_joining_two_records_revokes_one_and_renews_the_other(case: StixCase, program: Program):
    program.objects()
    last = program.get(program.at("seen", "objects"))["X-TAXII-Date-Added-Last"]
    judge(case.access("nca", "reviewer"), "krg-1", "uk-1", "positive", reason="one man")
    people = program.objects(added_after=last, **{"match[type]": "identity"})
    assert sorted(bool(one.get("revoked")) for one in people) == [False, True]


def test_looking_again_when_nothing_changed_tells_nothing_new(program: Program):
    first = program.get(program.at("seen", "manifest")).json()
    assert program.get(program.at("seen", "manifest")).json() == first


def test_one_object_by_its_id_and_its_versions(program: Program):
    one = program.objects(**{"match[type]": "identity"})[-1]
    body = program.get(program.at("seen", "objects", one["id"])).json()
    assert body == {"more": False, "objects": [one]}
    versions = program.get(program.at("seen", "objects", one["id"], "versions")).json()
    assert versions == {"more": False, "versions": [one["modified"]]}
    other = program.get(
        program.at("seen", "objects", one["id"]), **{"match[version]": "2016-01-01T00:00:00.000Z"}
    )
    assert (other.status_code, other.json()) == (200, {})


@pytest.mark.parametrize(
    ("parts", "filters", "status"),
    [
        (("seen", "objects"), {"limit": "0"}, 400),
        (("seen", "objects"), {"limit": "-2"}, 400),
        (("seen", "objects"), {"limit": "many"}, 400),
        (("seen", "objects"), {"limit": "9" * 400}, 400),
        (("seen", "objects"), {"added_after": "yesterday"}, 400),
        (("seen", "objects"), {"added_after": "2026-02-31T00:00:00Z"}, 400),
        (("seen", "objects"), {"match[version]": "newest"}, 400),
        (("seen", "objects"), {"match[id]": "a\x00b"}, 400),
        (("seen", "objects"), {"next": "what"}, 400),
        (("seen", "objects"), {"next": "\x00é"}, 400),
        (("none-such", "objects"), {}, 404),
        (("none-such", "manifest"), {}, 404),
        (("none-such",), {}, 404),
        (("seen", "objects", "identity--0"), {}, 404),
        (("seen", "objects", "identity--0", "versions"), {}, 404),
        (("seen", "objects", "identity--0%00"), {}, 404),
    ],
)
def test_what_cannot_be_answered_says_so_in_taxiis_form(
    program: Program, parts: tuple[str, ...], filters: dict[str, str], status: int
):
    answer = program.get(program.at(*parts), **filters)
    assert answer.status_code == status
    assert answer["Content-Type"] == TAXII
    assert answer.json()["http_status"] == str(status)


def test_a_page_is_not_gone_on_from_under_other_filters(program: Program):
    following = program.get(program.at("seen", "objects"), limit="2").json()["next"]
    filters = {"next": following, "match[type]": "identity"}
    assert program.get(program.at("seen", "objects"), **filters).status_code == 400


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("application/taxii+json;version=2.1", 200),
        ("application/taxii+json; version=2.1", 200),
        ("application/taxii+json", 200),
        ("text/html, application/taxii+json;version=2.1;q=0.5", 200),
        ("*/*", 200),
        ("application/taxii+json;version=2.0", 406),
        ("application/vnd.oasis.taxii+json", 406),
        ("application/json", 406),
    ],
)
def test_only_who_takes_taxii_is_answered(program: Program, accept: str, status: int):
    answer = program.client.get(program.at("seen", "objects"), headers={"accept": accept})
    assert answer.status_code == status


def test_without_a_token_nothing_is_told(case: StixCase, program: Program):
    for address in ("/taxii2/", program.root, program.at("seen", "objects")):
        answer = Client(headers={"host": "127.0.0.1", "accept": TAXII}).get(address)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"]
        assert answer["Content-Type"] == TAXII
    logged_in = case.client()
    assert logged_in.get("/taxii2/", headers={"accept": TAXII}).status_code == 401


def test_a_token_opens_what_it_says_and_its_own_operation(case: StixCase, program: Program):
    other = StixCase().world.operation
    elsewhere = program.get(f"/taxii2/{other.slug}/")
    unknown = program.get("/taxii2/none-such/")
    assert (elsewhere.status_code, elsewhere.json()) == (404, unknown.json())
    of_match = Program(case, case.world.member("nca"), (Door.MATCH,))
    assert of_match.get("/taxii2/").status_code == 403
    reader = Program(case, case.world.member("nca"), (Door.TAXII,))
    assert reader.hand_in({}).status_code == 403


def test_a_role_that_takes_no_part_in_the_exchange_is_refused(case: StixCase):
    caseworker = Program(case, case.world.member("nca", "caseworker"))
    assert caseworker.get(caseworker.at("seen", "objects")).status_code == 403


def test_a_liaison_officers_program_reads_no_phones(case: StixCase):
    liaison = Program(case, case.world.member("nca", "liaison"))
    body = liaison.get(liaison.at("seen", "objects")).content.decode()
    assert "Saman Karim" in body
    assert "+4477009" not in body


def test_who_was_told_what_is_kept_and_in_the_log(program: Program):
    told = Disclosure.objects.count()
    program.objects()
    assert Disclosure.objects.count() == told + 1
    newest = Disclosure.objects.latest("pk")
    assert newest.medium == "api"
    assert newest.items.exists()
    entry = AuditEntry.records.order_by("-seq").first()
    assert entry is not None
    assert entry.detail["export"] == "taxii"


def test_an_address_has_only_its_methods(program: Program):
    answer = program.client.put(program.at("seen", "objects"), {}, content_type=TAXII)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
