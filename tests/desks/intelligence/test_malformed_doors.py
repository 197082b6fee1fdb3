"""What the doors of files and programs cannot read is refused in words, and nothing leaves."""

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services import network_briefing
from hawkari.desks.intelligence.services.saved_charts import save_chart
from hawkari.evidence.models import Disclosure
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
HUGE = "9" * 20
LONG = "x" * 201
BRIEF = reverse("intelligence:network_brief", args=["docx"])
EXPORT = reverse("intelligence:export", args=["csv"])
API = "/api/intelligence/"
FILTERS = [
    ("begin", "2026-13-01", "Seen from:"),
    ("begin", "2026-03-01\x00", "Seen from:"),
    ("end", "yesterday", "Seen until:"),
    ("grade", "Z", "At least assessed:"),
    ("hops", HUGE, "Ties away:"),
    ("most", "1", "At most, people and lines:"),
    ("focus", "\x00", "Look around:"),
    ("focus", LONG, "Look around:"),
]
OF_A_BRIEF = [
    ("chart", "abc", "Chart:"),
    ("chart", "1\x00", "Chart:"),
    ("chart", "0", "Chart:"),
    ("chart", HUGE, "Chart:"),
    ("language", "fr", "Language of the brief:"),
]


@pytest.mark.parametrize(
    ("address", "head", "name", "value", "field"),
    [
        *((BRIEF, "No brief was made.", *one) for one in (*FILTERS, *OF_A_BRIEF)),
        *((EXPORT, "Nothing was exported.", *one) for one in FILTERS),
    ],
)
def test_a_file_is_of_all_that_was_asked_or_there_is_none(
    case: Case, address: str, head: str, name: str, value: str, field: str
):
    answer = case.client().get(address, {name: value, "kind": "call", "why": "x"}, follow=True)
    (to, status) = answer.redirect_chain[0]
    assert (to.partition("?")[0], status) == (reverse("intelligence:network"), 302)
    assert "kind=call" in to
    assert f"{head} {field}" in text_of(answer)
    assert not Disclosure.objects.exists()


def test_a_version_that_is_none_leads_back_to_the_chart(case: Case):
    chart = save_chart(case.access(), {"shown": [case.id_of("uk-1")]}, name="Harbour").chart_id
    answer = case.client().get(BRIEF, {"chart": chart, "version": "abc"}, follow=True)
    assert answer.redirect_chain == [(reverse("intelligence:saved_chart", args=[chart]), 302)]
    assert "No brief was made. Version:" in text_of(answer)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("MOST_PEOPLE", "More than 4 people or things"),
        ("MOST_STATEMENTS", "More than 4 statements"),
    ],
)
def test_it_is_said_of_what_there_is_too_much(case: Case, monkeypatch, limit: str, said: str):
    monkeypatch.setattr(network_briefing, limit, 4)
    answer = case.client().get(BRIEF, follow=True)
    assert f"No brief was made. {said}: too many for a brief" in text_of(answer)


@pytest.mark.parametrize("door", ["network-brief", "network.json"])
@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, value, _ in FILTERS if value not in {"1", "\x00"}]
)
def test_a_program_is_told_which_filter_cannot_be_read(
    case: Case, door: str, name: str, value: str
):
    answer = case.client().get(API + door, {name: value})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"chart": "abc"}, 422),
        ({"chart": HUGE}, 422),
        ({"chart": "1", "version": HUGE}, 422),
        ({"chart": str(2**31 - 1)}, 404),
        ({"focus": "\x00"}, 404),
        ({"language": "fr"}, 422),
        ({"format": "odt"}, 422),
        ({"why": "x" * 1001}, 422),
    ],
)
def test_a_program_gets_no_brief_of_something_else(case: Case, query: dict[str, str], status: int):
    answer = case.client().get(f"{API}network-brief", query)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("goods", ["zzz", "\x00", "heroin\x00", "x" * 40])
def test_goods_that_there_are_not_are_no_goods_and_not_all(case: Case, goods: str):
    client = case.client()
    assert client.get(reverse("intelligence:goods"), {"goods": goods}).status_code == 404
    answer = client.get(f"{API}network/goods.json", {"goods": goods})
    assert answer.status_code == 422
    assert answer.json()["error"]["message"] == "no goods are called so"
