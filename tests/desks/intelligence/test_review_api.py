"""The API's operations on the review queue: the same pairs, decisions and refusals as the page."""

import pytest
from django.test import Client

from hawkari.evidence.judgements import JudgementKind, judge, live_events
from hawkari.evidence.models import Statement
from tests.desks.intelligence.case import Case
from tests.desks.intelligence.test_api import BASE, error_of

pytestmark = pytest.mark.django_db
PAIR = {"left": "krg-1", "right": "uk-1"}


def send(client: Client, path: str, **given):
    return client.post(f"{BASE}{path}", given, content_type="application/json")


def test_the_queue_gives_pairs_with_reasons_and_where_they_stand(case: Case):
    first = case.propose()
    case.propose("uk-3", "uk-5", probability=0.5)
    client = case.client()
    found = client.get(f"{BASE}/review/queue").json()
    assert (found["waiting"], len(found["pairs"])) == (2, 2)
    pair = found["pairs"][0]
    assert (pair["left"]["id"], pair["left"]["file"]) == ("krg-1", "krg-1.csv")
    assert [one["comparison"] for one in pair["reasons"]] == ["name", "birth date", "phone"]
    behind = client.get(f"{BASE}/review/queue", {"after": f"pair-{first.pk}", "limit": 1}).json()
    assert [one["left"]["id"] for one in behind["pairs"]] == ["uk-3"]


def test_a_decision_is_kept_undone_and_withdrawn(case: Case):
    case.propose()
    user = case.world.member("nca")
    client = case.client_of(user)
    kept = send(client, "/review/decisions", **PAIR, judgement="negative", reason="brothers")
    (event,) = live_events(case.access_of(user))
    assert kept.json() == {"kept": "negative", "event": event.event}
    assert event.reason == "brothers"
    assert client.get(f"{BASE}/review/queue").json()["undo"] == event.event
    assert send(client, "/review/undo", event=event.event).json() == {"pair": ["krg-1", "uk-1"]}
    assert client.get(f"{BASE}/review/queue").json()["undo"] == 0
    assert send(client, "/review/undo", event=10**6).status_code == 422
    again = send(client, "/review/decisions", **PAIR, judgement="positive").json()["event"]
    back = send(client, "/review/withdrawals", event=again, reason="a mistake")
    assert back.json() == {"withdrawn": again}
    assert live_events(case.access_of(user)) == []


def test_a_contradiction_is_409_with_the_chain(case: Case):
    access = case.access()
    judge(access, "uk-1", "krg-1", JudgementKind.POSITIVE)
    judge(access, "krg-1", "krg-2", JudgementKind.NEGATIVE)
    answer = send(
        case.client(), "/review/decisions", left="krg-2", right="uk-1", judgement="positive"
    )
    assert answer.status_code == 409
    error = error_of(answer)
    assert error["code"] == "conflict"
    assert "uk-1" in error["message"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({**PAIR, "judgement": "perhaps"}, 422),
        ({**PAIR, "judgement": "withdrawn"}, 422),
        ({"judgement": "settle", "item": "conflict-99", "reason": "seen"}, 422),
        ({"judgement": "withdraw", "event": 99, "reason": "seen"}, 422),
        ({"judgement": "unsure", "item": "reading-99"}, 422),
        ({"left": "krg-1", "right": "krg-1", "judgement": "positive"}, 422),
        ({"left": "krg-1", "right": "fr-9", "judgement": "positive"}, 404),
        ({"left": "a\x00b", "right": "uk-1", "judgement": "positive"}, 422),
    ],
)
def test_a_decision_that_cannot_be_kept_says_why(case: Case, given: dict[str, str], status: int):
    answer = send(case.client(), "/review/decisions", **given)
    assert answer.status_code == status
    assert error_of(answer)["message"]


def test_a_source_row_is_given_with_its_provenance(case: Case):
    pk = Statement.objects.get(entity_id="krg-1", prop="name").pk
    found = case.client().get(f"{BASE}/rows/{pk}").json()
    assert found["file"] == "krg-1.csv"
    assert {one["property"] for one in found["values"]} == {"name", "birthDate", "phone"}
    hidden = Statement.objects.get(entity_id="fr-9", prop="name").pk
    assert case.client().get(f"{BASE}/rows/{hidden}").status_code == 404


def test_the_model_is_null_until_a_run_may_be_shown(case: Case):
    client = case.client()
    assert client.get(f"{BASE}/model").json() == {"model": None}
    case.propose()
    assert client.get(f"{BASE}/model").json()["model"]["version"] == "test"


@pytest.mark.parametrize("after", ["x", "pair-" + "9" * 30, "pair-١٢"])
def test_a_cursor_that_can_be_none_is_said(case: Case, after: str):
    answer = case.client().get(f"{BASE}/review/queue", {"after": after})
    assert answer.status_code == 422
    assert error_of(answer)["code"] == "bad_input"


def test_the_queue_is_narrowed_by_kind_and_agencies(case: Case):
    case.propose(agencies="krg nca")
    case.propose("uk-3", "uk-5", agencies="nca")
    client = case.client()

    def ids(**asked):
        found = client.get(f"{BASE}/review/queue", asked).json()["pairs"]
        return [one["left"]["id"] for one in found]

    assert ids() == ["krg-1", "uk-3"]
    assert ids(agency=["krg", "nca"]) == ["krg-1"]
    assert ids(agency=["nca"]) == ["uk-3"]
    assert ids(kind=["cut"]) == []


@pytest.mark.parametrize("path", ["/review/queue", "/model"])
def test_who_may_not_judge_is_refused(case: Case, path: str):
    answer = case.client("nca", "auditor").get(BASE + path)
    assert answer.status_code == 403
    assert error_of(answer)["code"] == "denied"
