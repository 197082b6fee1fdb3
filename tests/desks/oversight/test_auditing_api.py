"""The API of the audit log: the same answers as on the pages, under the same access."""

from typing import Any

import pytest
from django.test import Client

from hawkari.evidence.entities import get_entity, search
from hawkari.evidence.models.audit import AuditEntry
from tests.desks.intelligence.case import Case

pytestmark = pytest.mark.django_db
ROOT = "/oversight/api/audit"
PATHS = ("entries", "patterns", "health")


@pytest.fixture
def case() -> Case:
    return Case().load()


def answer(client: Client, path: str, **query: str) -> Any:
    response = client.get(f"{ROOT}/{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_who_saw_a_person_is_answered_with_ids_and_counts_only(case: Case):
    access = case.access()
    get_entity(access, "uk-1")
    found = answer(case.client(role="auditor"), "entries", person="uk-1", act="look")
    assert [entry["actor"] for entry in found["entries"]] == [access.user.get_username()]
    assert found["entries"][0]["ids"] == [case.id_of("uk-1")]
    assert "Rebwar" not in str(found)


def test_a_term_is_asked_for_by_post_and_kept_nowhere(case: Case):
    search(case.access(), "Rebwar")
    client = case.client(role="auditor")
    given = {"term": "rebwar"}
    found = client.post(f"{ROOT}/term", given)
    assert (found.status_code, found.json()["total"]) == (200, 1)
    assert not any("rebwar" in str(one).lower() for one in AuditEntry.records.values_list("detail"))


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_logged(case: Case, path: str):
    client = case.client(role="auditor")
    before = AuditEntry.records.count()
    answer(client, path)
    assert AuditEntry.records.count() == before + 1


@pytest.mark.parametrize("path", PATHS)
def test_an_analyst_is_refused_and_a_stranger_told_to_log_in(case: Case, path: str):
    refused = case.client(role="analyst").get(f"{ROOT}/{path}")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "denied")
    stranger = Client(headers={"host": "127.0.0.1"}).get(f"{ROOT}/{path}")
    assert (stranger.status_code, stranger.json()["error"]["code"]) == (401, "not_logged_in")


@pytest.mark.parametrize("query", [{"act": "spy"}, {"first": "soon"}, {"page": "0"}])
def test_what_cannot_be_meant_is_said(case: Case, query: dict[str, str]):
    response = case.client(role="auditor").get(f"{ROOT}/entries", query)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_input")
