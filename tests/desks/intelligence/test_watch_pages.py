"""Pages of watchlists: place, be told, answer, silence, review, remove; in every language."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from hawkari.evidence.models import AuditEntry, WatchAlert, WatchEntry
from hawkari.evidence.watchlists import match_standing
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
ENTRIES, ALERTS = reverse("intelligence:watch_entries"), reverse("intelligence:watch")


@pytest.fixture
def user(case: Case):
    return case.world.member("nca", name="hana")


@pytest.fixture
def client(case: Case, user):
    return case.client_of(user)


def filled(case: Case, **changed: Any) -> dict[str, Any]:
    last = case.access().today + timedelta(days=30)
    return {
        "kind": "name",
        "value": "Rebwar Hama Amin",
        "ground": "investigation",
        "reason": "boats at dawn",
        "expires": last.isoformat(),
        "at_least": "0.5",
    } | changed


def test_an_entry_is_placed_and_its_match_shown_with_row_and_grade(case: Case, user, client):
    assert client.post(ENTRIES, filled(case)).status_code == 302
    assert match_standing(case.access_of(user)).raised >= 1
    page = text_of(client.get(ALERTS))
    assert "ڕێبوار محەمەد ئەمین" in page
    assert "krg-1.csv" in page
    assert "<b>1B</b>" in page
    assert "Rebwar Amine" not in page  # for France alone
    assert "watch alerts" in text_of(client.get("/"))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "Rebwar"}, "give two at least"),
        ({"category": "victim"}, "keep them from harm only"),
        ({"reason": ""}, "This field is required"),
    ],
)
def test_what_cannot_be_watched_is_said_beside_the_form(
    case: Case, client, changed: dict, said: str
):
    answer = client.post(ENTRIES, filled(case, **changed))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert WatchEntry.objects.count() == 0


def test_answers_stand_as_the_entrys_precision(case: Case, user, client):
    client.post(ENTRIES, filled(case, kind="phone", value="+44 7700 900155"))
    match_standing(case.access_of(user))
    first, second = WatchAlert.objects.order_by("pk").values_list("pk", flat=True)
    answer = reverse("intelligence:watch_answer")
    client.post(answer, {"alert": first, "answer": "acknowledged"})
    page = client.post(answer, {"alert": second, "answer": "dismissed"}, follow=True)
    assert "Say why it is somebody or something else." in text_of(page)
    client.post(answer, {"alert": second, "answer": "dismissed", "reason": "a shop's"})
    assert "a shop&#x27;s" in text_of(client.get(ALERTS))
    assert "of 2" in text_of(client.get(ENTRIES))
    assert "0.50" in text_of(client.get(ENTRIES))


def test_somebody_protected_stands_apart_and_without_a_probability(case: Case, user, client):
    client.post(ENTRIES, filled(case, value="Nawzad Rahim"))
    match_standing(case.access_of(user))
    page = text_of(client.get(ALERTS))
    assert "To keep somebody from harm" in page
    assert "Probability that both" not in page


def test_an_entry_is_silenced_kept_and_removed(case: Case, user, client):
    client.post(ENTRIES, filled(case))
    match_standing(case.access_of(user))
    entry = WatchEntry.objects.get()
    one = reverse("intelligence:watch_entry", args=[entry.pk])
    today = case.access().today.isoformat()
    client.post(one, {"action": "mute", "until": today})
    assert "silent for now" in text_of(client.get(ALERTS))
    client.post(one, {"action": "keep", "review_due": today, "why": "still at sea"})
    assert client.post(one, {"action": "remove", "reason": ""}).status_code == 422
    assert client.post(one, {"action": "remove", "reason": "arrested"}).status_code == 302
    assert client.get(one).status_code == 404
    entry.refresh_from_db()
    assert (entry.value, entry.review_due.isoformat()) == ("", today)


def test_another_agencys_page_shows_no_way_to_change_an_entry(case: Case, client):
    told = case.world.member("krg", name="dilan")
    client.post(ENTRIES, filled(case, told=["dilan"]))
    number = WatchEntry.objects.get().pk
    page = case.client_of(told).get(reverse("intelligence:watch_entry", args=[number]))
    assert "Remove it for good" not in text_of(page)


def test_a_role_without_watchlists_is_refused_and_sees_no_way_there(case: Case):
    client = case.client("nca", "liaison")
    assert client.get(ALERTS).status_code == 403
    assert ALERTS not in text_of(client.get("/"))


def test_the_list_of_entries_counts_alerts_without_reading_out_whom_they_are_about(
    case: Case, user, client
):
    client.post(ENTRIES, filled(case))
    match_standing(case.access_of(user))
    before = AuditEntry.records.count()
    assert client.get(ENTRIES).status_code == 200
    looks = [one.detail["what"] for one in AuditEntry.records.order_by("seq")[before:]]
    assert looks == ["watchlist"]
