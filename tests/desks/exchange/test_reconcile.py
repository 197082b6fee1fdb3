"""The reconciliation service as OpenRefine asks it, over a real port."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from hawkari.desks.exchange.models import Door
from hawkari.evidence.models import AuditEntry, Disclosure
from tests.desks.exchange import reconcile_schemas as schemas
from tests.desks.exchange.tokens import bearer, token_of
from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db(transaction=True)
BASE = "/exchange/reconcile/"
PATIENCE = 300  # seconds; the first answer of a process waits for its compiler
BARZAN = {"query": "بەرزان مەجید", "type": "Person",
          "properties": [{"pid": "birthDate", "v": "1991-03-04"}]}  # fmt: skip


@pytest.fixture
def case() -> Case:
    case = Case().load()
    case.world.person(
        "nca", "uk-8", name="Barzan Majid", birthDate="1991-03-04", phone="+447700900177"
    )
    return case


@dataclass
class Service:
    """The service at an address that holds a token."""

    client: httpx.Client
    address: str

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self.client.get(self.address + path, **how)

    def post(self, **how: Any) -> httpx.Response:
        return self.client.post(self.address, **how)


@pytest.fixture
def service(case: Case, live_server) -> Iterator[Service]:
    """The address holds the token of an analyst of the NCA."""
    token = token_of(case.world.member("nca"), case.world.operation, Door.RECONCILE)
    with httpx.Client(timeout=PATIENCE) as client:
        yield Service(client, f"{live_server.url}{BASE}{token}")


def asked(service: Service, what: str, body: Any) -> Any:
    """What the service answers to a form, as OpenRefine sends it."""
    answer = service.post(data={what: json.dumps(body)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def fits(answer: Any, schema: dict[str, Any]) -> Any:
    Draft202012Validator(schema).validate(answer)
    return answer


def test_the_manifest_leads_to_every_part_of_the_service(service):
    manifest = fits(service.get("").json(), schemas.MANIFEST)
    assert {"id": "Person", "name": "Person"} in manifest["defaultTypes"]
    for kind in ("entity", "property", "type"):
        part = manifest["suggest"][kind]
        answer = httpx.get(
            part["service_url"] + part["service_path"], params={"prefix": "b"}, timeout=PATIENCE
        )
        fits(answer.json(), schemas.SUGGESTIONS)
    part = manifest["extend"]["propose_properties"]
    answer = httpx.get(
        part["service_url"] + part["service_path"], params={"type": "Person"}, timeout=PATIENCE
    )
    proposed = fits(answer.json(), schemas.PROPOSED)
    assert {"id": "birthDate", "name": "Birth date"} in proposed["properties"]


def test_a_batch_of_cells_is_answered_each_by_its_key(service, case):
    batch = {
        "q0": BARZAN,
        "q1": {"query": "Barzan Majid", "type": "Person"},
        "q2": {"query": "0044 7700 900177"},
        "q3": {"query": "Nobody Atall", "type": "Person"},
        "q4": {"query": ""},
    }
    answers = fits(asked(service, "queries", batch), schemas.RESULTS)
    assert list(answers) == list(batch)
    best = answers["q0"]["result"][0]
    assert (best["id"], best["name"], best["match"]) == (
        case.id_of("uk-8"), "Barzan Majid", True,
    )  # fmt: skip
    assert best["score"] > 90
    assert {one["id"] for one in best["features"]} == {"name", "birth date"}
    by_name = answers["q1"]["result"][0]
    assert (by_name["id"], by_name["match"]) == (best["id"], False)
    assert answers["q2"]["result"][0]["id"] == best["id"]
    assert not any(one["match"] for one in answers["q3"]["result"])
    assert answers["q4"] == {"result": []}


def test_two_that_are_as_likely_are_both_left_to_a_person(service, case):
    case.world.person("krg", "krg-8", name="بەرزان مەجید", birthDate="1991-03-04")
    (answer,) = asked(service, "queries", {"q": BARZAN}).values()
    assert len([one for one in answer["result"] if one["score"] > 90]) == 2
    assert not any(one["match"] for one in answer["result"])


def test_a_query_by_address_is_answered_like_one_by_form(service):
    by_form = asked(service, "queries", {"q": BARZAN})
    by_address = service.get("", params={"queries": json.dumps({"q": BARZAN})}).json()
    assert by_form == by_address


def test_values_are_put_beside_rows_and_hidden_rows_stay_empty(service, case):
    case.world.load(
        "nca",
        [
            row("acc-1", "holder", "uk-8", schema="Identification"),
            row("acc-1", "number", "X1234567", schema="Identification"),
        ],
        slot="documents.csv",
    )
    ids = [case.id_of("uk-8"), "fr-9", "acc-1"]
    wanted = [{"id": "birthDate"}, {"id": "holder"}]
    answer = asked(service, "extend", {"ids": ids, "properties": wanted})
    rows = fits(answer, schemas.EXTENSION)["rows"]
    assert answer["meta"][0] == {"id": "birthDate", "name": "Birth date"}
    assert rows[ids[0]]["birthDate"] == [{"str": "1991-03-04"}]
    assert rows["fr-9"] == {"birthDate": [], "holder": []}
    assert rows["acc-1"]["holder"] == [{"id": ids[0], "name": "Barzan Majid"}]


def test_who_types_is_suggested_what_search_finds(service, case):
    answer = service.get("/suggest/entity", params={"prefix": "Barz"}).json()
    fits(answer, schemas.SUGGESTIONS)
    assert answer["result"][0]["id"] == case.id_of("uk-8")
    assert AuditEntry.records.filter(act="search").last().detail["as_typed"]


def test_a_preview_may_be_framed_by_openrefine_and_by_nobody_else(service, case):
    answer = service.get("/preview", params={"id": case.id_of("uk-8")})
    assert "Barzan Majid" in answer.text
    assert "1991-03-04" in answer.text
    assert 'data-handling="P"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors http://127.0.0.1:3333 http://localhost:3333" in policy
    assert "X-Frame-Options" not in answer.headers
    assert service.get("/preview", params={"id": "fr-9"}).status_code == 404


def test_any_origin_may_read_what_the_token_opens_and_no_cookie_counts(service, case, live_server):
    assert service.get("").headers["Access-Control-Allow-Origin"] == "*"
    assert httpx.options(service.address, timeout=PATIENCE).status_code == 204
    client = case.client()
    answer = client.get(f"{BASE}-", headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_token_may_stand_in_the_header_instead(case, live_server):
    token = token_of(case.world.member("nca"), case.world.operation, Door.RECONCILE)
    answer = httpx.get(f"{live_server.url}{BASE}-", headers=bearer(token), timeout=PATIENCE)
    assert fits(answer.json(), schemas.MANIFEST)["authentication"]["in"] == "header"
    assert token not in answer.text


def test_a_token_for_something_else_opens_no_address(case, live_server):
    token = token_of(case.world.member("nca"), case.world.operation, Door.MATCH)
    assert httpx.get(f"{live_server.url}{BASE}{token}", timeout=PATIENCE).status_code == 403


def test_what_a_token_is_told_is_audited_by_it_and_kept(service):
    asked(service, "queries", {"q": BARZAN})
    entry = AuditEntry.records.filter(act="search").last()
    assert entry.detail["token"]
    assert entry.detail["questions"] == 1
    assert Disclosure.objects.latest("pk").medium == "api"


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("queries", "["),
        ("queries", "[]"),
        ("queries", "{" * 5000),
        ("queries", json.dumps({"q": "Barzan"})),
        ("queries", json.dumps({"q": {"query": {"a": 1}}})),
        ("queries", json.dumps({"q": {"query": "Barzan", "type": "Unicorn"}})),
        ("queries", json.dumps({"q": {"query": "Barzan", "limit": "five"}})),
        ("queries", json.dumps({"q": {"query": "Barzan", "properties": [{"v": 1}]}})),
        ("queries", json.dumps({str(n): {"query": "x"} for n in range(101)})),
        ("extend", json.dumps({"ids": "uk-8", "properties": []})),
        ("extend", json.dumps({"ids": [], "properties": [{}]})),
        ("extend", json.dumps({"ids": ["x"] * 501, "properties": []})),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(service, what, body):
    answer = service.post(data={what: body})
    assert answer.status_code == 400
    assert answer.json()["detail"]
