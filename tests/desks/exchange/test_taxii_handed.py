"""Programs hand objects in by TAXII 2.1; a person loads them, and nothing is evidence before."""

import json

import pytest

from hawkari.desks.exchange.models import Door
from hawkari.desks.exchange.services.taxii_handed import handed_in, load_handed_in
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import visible_to
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.taxii_case import TAXII, Program, identity

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(name="case")
def loaded_case() -> StixCase:
    return StixCase().load()


@pytest.fixture(name="program")
def liaisons_program(case: StixCase) -> Program:
    return Program(case, case.world.member("fr", "liaison"))


def test_what_is_handed_in_is_read_again_as_it_was(program: Program):
    answer = program.hand_in(identity(1), identity(2))
    assert answer.status_code == 202
    assert answer.json()["status"] == "complete"
    assert (answer.json()["success_count"], answer.json()["failure_count"]) == (2, 0)
    assert program.objects("handed") == [identity(1), identity(2)]


def test_the_status_says_what_became_of_each(program: Program):
    wrong = [{"id": "x"}, identity(3) | {"type": "malware"}, identity(4, spec_version="2.0"),
             identity(5, modified="yesterday"), "text", identity(6, name="a\x00b")]  # fmt: skip
    body = program.hand_in(identity(1), *wrong).json()
    assert (body["success_count"], body["failure_count"], body["total_count"]) == (1, 6, 7)
    assert all(one["message"] for one in body["failures"])
    assert program.get(f"{program.root}status/{body['id']}/").json() == body


def test_a_status_is_told_to_its_own_agency_alone(case: StixCase, program: Program):
    number = program.hand_in(identity(1)).json()["id"]
    other = Program(case, case.world.member("nca", "liaison"))
    assert other.get(f"{other.root}status/{number}/").status_code == 404
    assert other.get(f"{other.root}status/what/").status_code == 404


def test_agencies_do_not_read_what_others_handed_in(case: StixCase, program: Program):
    program.hand_in(identity(1))
    other = Program(case, case.world.member("nca", "liaison"))
    assert other.objects("handed") == []


def test_the_same_version_twice_is_kept_once_and_is_no_failure(program: Program):
    program.hand_in(identity(1))
    assert program.hand_in(identity(1), identity(1)).json()["failure_count"] == 0
    assert len(program.objects("handed", **{"match[version]": "all"})) == 1


VERSIONS = ("2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z", "2026-03-01T00:00:00.123456Z")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, VERSIONS[2:]),
        ("last", VERSIONS[2:]),
        ("first", VERSIONS[:1]),
        ("first,last", (VERSIONS[0], VERSIONS[2])),
        ("all", VERSIONS),
        (VERSIONS[1], VERSIONS[1:2]),
        (f"{VERSIONS[1]},last", VERSIONS[1:]),
        ("2016-01-01T00:00:00.000Z", ()),
    ],
)
def test_versions_are_chosen_by_what_the_filter_says(
    program: Program, asked: str | None, told: tuple[str, ...]
):
    program.hand_in(*(identity(1, modified=one) for one in VERSIONS))
    filters = {"match[version]": asked} if asked else {}
    found = program.objects("handed", **filters)
    assert tuple(one["modified"] for one in found) == told


def test_the_versions_of_an_object_are_listed_newest_first(program: Program):
    program.hand_in(*(identity(1, modified=one) for one in VERSIONS))
    address = program.at("handed", "objects", identity(1)["id"], "versions")
    assert program.get(address).json()["versions"] == list(VERSIONS[::-1])


def test_an_object_without_versions_is_kept_as_it_came_first(program: Program):
    account = {"type": "email-addr", "spec_version": "2.1", "value": "a@example.org",
               "id": "email-addr--00000001-0000-4000-8000-000000000000"}  # fmt: skip
    program.hand_in(account)
    program.hand_in(account | {"value": "b@example.org"})
    assert program.objects("handed") == [account]


def test_a_deleted_object_is_gone(program: Program):
    program.hand_in(*(identity(1, modified=one) for one in VERSIONS), identity(2))
    address = program.at("handed", "objects", identity(1)["id"])
    one_version = f"{address}?match[version]={VERSIONS[0]}"
    assert program.client.delete(one_version).status_code == 200
    assert len(program.objects("handed", **{"match[version]": "all"})) == 3
    assert program.client.delete(address).status_code == 200
    assert program.objects("handed", **{"match[id]": identity(1)["id"]}) == [
        identity(1, modified=VERSIONS[1])
    ]
    assert program.client.delete(f"{address}?match[version]=all").status_code == 200
    assert [one["id"] for one in program.objects("handed")] == [identity(2)["id"]]
    assert program.client.delete(address).status_code == 404
    assert program.get(address).status_code == 404


def test_nothing_is_written_where_things_are_only_read(program: Program):
    body = '{"objects": [{}]}'
    answer = program.client.post(program.at("seen", "objects"), body, content_type=TAXII)
    assert answer.status_code == 403
    seen = program.objects(**{"match[type]": "identity"})[-1]["id"]
    assert program.client.delete(program.at("seen", "objects", seen)).status_code == 403


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        ("{}", TAXII, 422),
        ('{"objects": []}', TAXII, 202),
        ('{"objects": {}}', TAXII, 422),
        ("[]", TAXII, 422),
        ("{", TAXII, 400),
        ("[" * 100_000, TAXII, 400),
        ('{"objects": [NaN]}', TAXII, 400),
        ('{"objects": [1e999]}', TAXII, 202),
        ('{"objects": ["\\ud800"]}', TAXII, 202),
        ('{"objects": [{}]}', "application/json", 415),
        ('{"objects": [{}]}', "application/taxii+json;version=2.0", 415),
        ('{"objects": [{}]}', "application/taxii+json", 202),
        (" " * ((10 << 20) + 1), TAXII, 413),
    ],
)
def test_what_is_no_envelope_is_refused(
    program: Program, content: str, content_type: str, status: int
):
    answer = program.client.post(
        program.at("handed", "objects"), content, content_type=content_type
    )
    assert answer.status_code == status
    assert program.objects("handed") == []


@pytest.mark.parametrize("bad", ['"\\ud800"', "1e999"])
def test_an_object_that_no_database_keeps_is_a_failure(program: Program, bad: str):
    text = json.dumps({"objects": [identity(1)]}).replace('"Invented"', bad)
    answer = program.client.post(program.at("handed", "objects"), text, content_type=TAXII)
    assert answer.json()["failure_count"] == 1


def test_what_is_handed_in_is_no_evidence_before_a_person_loads_it(
    case: StixCase, program: Program
):
    program.hand_in(identity(1, "Ferhad Salih"), identity(2, "Dilan Omar"))
    analyst = case.access("nca")
    assert not visible_to(analyst).filter(value="Ferhad Salih").exists()
    assert [(one.agency, one.objects) for one in handed_in(analyst)] == [("fr", 2)]
    report = load_handed_in(analyst, "fr", grade="3D")
    assert (report.agency, report.source, report.refused) == ("fr", "taxii-fr", ())
    found = visible_to(analyst).filter(source__slug="taxii-fr", prop="name")
    assert set(found.values_list("value", flat=True)) == {"Ferhad Salih", "Dilan Omar"}


def test_what_was_deleted_since_is_retracted_by_the_next_load(case: StixCase, program: Program):
    analyst = case.access("nca")
    program.hand_in(identity(1, "Ferhad Salih"), identity(2, "Dilan Omar"))
    load_handed_in(analyst, "fr")
    program.client.delete(program.at("handed", "objects", identity(1)["id"]))
    program.hand_in(identity(2, "Dilan Omer", modified="2026-05-01T00:00:00.000Z"))
    load_handed_in(analyst, "fr")
    found = visible_to(analyst).filter(source__slug="taxii-fr", prop="name")
    assert set(found.values_list("value", flat=True)) == {"Dilan Omer"}


def test_only_who_may_load_loads(case: StixCase, program: Program):
    program.hand_in(identity(1))
    liaison = case.access("nca", "liaison")
    with pytest.raises(AccessDenied):
        load_handed_in(liaison, "fr")
    with pytest.raises(AccessDenied):
        handed_in(liaison)
    with pytest.raises(BadInput, match="nothing"):
        load_handed_in(case.access("nca"), "krg")


def test_a_token_that_only_hands_in_does_not_read(case: StixCase):
    blind = Program(case, case.world.member("fr", "liaison"), (Door.TAXII_ADD,))
    assert blind.hand_in(identity(1)).status_code == 202
    assert blind.get(blind.at("handed", "objects")).status_code == 403
