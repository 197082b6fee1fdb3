"""The API: its answers, its one error shape, and who is refused."""

import json

import pytest
from django.test import Client

from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db
BASE = "/api/intelligence"


def error_of(response) -> dict[str, str]:
    body = json.loads(response.content)
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "remedy"}
    assert body["error"]["message"]
    return body["error"]


def test_search_gives_hits_with_what_matched(case: Case):
    found = case.client().get(f"{BASE}/search", {"q": "ڕێبوار"}).json()
    assert found["state"] == "found"
    hit = found["hits"][0]
    assert hit["schema"] == "Person"
    assert 0 <= hit["probability"] <= 1
    assert hit["matched_source"]


def test_an_entity_has_every_value_with_its_provenance(case: Case):
    entity = case.client().get(f"{BASE}/entities/{case.id_of('krg-1')}").json()
    assert entity["caption"] == "ڕێبوار محەمەد ئەمین"
    phone = next(value for value in entity["values"] if value["property"] == "phone")
    assert (phone["grade"], phone["handling"], phone["file"]) == ("1B", "P", "krg-1.csv")


def test_the_network_has_positions_and_says_what_was_left_out(case: Case):
    network = case.client().get(f"{BASE}/network.json", {"most": 4}).json()
    assert len(network["nodes"]) + len(network["edges"]) <= 4
    assert network["left_out_nodes"] > 0
    assert all(0 <= node["x"] <= 1 for node in network["nodes"])


def test_filters_are_those_of_the_page(case: Case):
    network = case.client().get(f"{BASE}/network.json", {"kind": ["call"], "grade": "B"}).json()
    assert {tie["kind"] for edge in network["edges"] for tie in edge["ties"]} == {"call"}
    narrowed = {"agency": "nca", "begin": "2026-03-04", "end": "2026-03-04"}
    network = case.client().get(f"{BASE}/network.json", narrowed).json()
    assert {tie["first"] for edge in network["edges"] for tie in edge["ties"]} == {"2026-03-04"}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/search", 422, "bad_input"),
        ("/search?q=x&limit=0", 422, "bad_input"),
        ("/network.json?hops=9", 422, "bad_input"),
        ("/network.json?most=100000", 422, "bad_input"),
        ("/network.json?grade=Z", 422, "bad_input"),
        ("/network.json?begin=soon", 422, "bad_input"),
        ("/network.json?focus=nobody", 404, "not_found"),
        ("/entities/nobody", 404, "not_found"),
        ("/entities/fr-9", 404, "not_found"),
    ],
)
def test_every_error_has_one_shape(case: Case, path: str, status: int, code: str):
    response = case.client().get(BASE + path)
    assert response.status_code == status
    assert error_of(response)["code"] == code


@pytest.mark.parametrize("path", ["/search?q=Rebwar", "/network.json", "/entities/uk-1"])
def test_a_program_that_is_not_logged_in_is_told_so(case: Case, path: str):
    response = Client(headers={"host": "127.0.0.1"}).get(BASE + path)
    assert response.status_code == 401
    assert error_of(response)["code"] == "not_logged_in"


@pytest.mark.parametrize("path", ["/search?q=Rebwar", "/network.json", "/entities/uk-1"])
def test_a_role_that_reads_no_content_is_refused(case: Case, path: str):
    response = case.client("nca", "administrator").get(BASE + path)
    assert response.status_code == 403
    assert error_of(response)["code"] == "denied"


def test_the_schema_documents_every_answer(case: Case):
    schema = case.client().get(f"{BASE}/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method in methods.values():
            assert set(method["responses"]) >= {"200", "401", "403", "422", "503"}, path
            assert method["summary"]


def test_names_are_readable_and_not_escaped(case: Case):
    body = case.client().get(f"{BASE}/search", {"q": "ڕێبوار"}).content.decode()
    assert "ڕێبوار" in body
