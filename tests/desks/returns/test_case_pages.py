"""The case page and what is recorded by it, in three languages; the API and the commands."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from hawkari.desks.returns.case_steps import STEPS
from hawkari.desks.returns.due_words import DUES
from hawkari.desks.returns.models import Standing
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure
from hawkari.desks.returns.services.keeping import dispose_case, due_for_review, keep_case
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.rebuilding import rebuild_standings
from hawkari.desks.returns.services.recording import facts_of
from hawkari.engines.casework import State, load_table
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from tests.desks.returns.playing import HEMIN, Desk, proposed

pytestmark = pytest.mark.django_db


def browser(access: Access, language: str = "en") -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    client.force_login(access.user)
    return client


def page(access: Access, case, language: str = "en") -> str:
    answer = browser(access, language).get(reverse("returns:case", args=[case.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_says_what_stops_a_return_on_whose_authority_and_since_when(
    desk: Desk, language: str
):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    rows = open_barrier(officer, case.reference, "appeal_pending", source="IA/123")
    shown, guard = page(officer, case, language), load_table().guards["appeal_pending"]
    assert guard.title[language] in shown
    assert guard.authority in shown
    assert load_table().say("lifts_on", guard.lifts_on, language) in shown
    assert rows[0].at.date().isoformat() in shown
    assert HEMIN.name in shown


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_a_grant_that_is_recorded_on_the_page_lifts_nothing(desk: Desk, language: str):
    officer = desk.officer()
    case = desk.case(officer)
    opening = open_barrier(officer, case.reference, "asylum_claim", source="said so")[0]
    where = reverse("returns:step", args=[case.reference, "lift"])
    asked = {"barrier": "asylum_claim", "opening": opening.number}
    client, table = browser(officer, language), load_table()
    assert table.say("outcomes", "granted", language) in client.get(where, asked).content.decode()
    told = asked | {"document": "HO 1", "dated": opening.at.date().isoformat()}
    assert client.post(where, told | {"paper": "decision_notice/home_office"}).status_code != 302
    granted = told | {"paper": "decision_notice/home_office/granted"}
    assert client.post(where, granted).status_code == 302
    assert facts_of(case).barrier("asylum_claim").status == "open"
    said = f"{table.guards['asylum_claim'].title[language]} ("
    assert said in page(officer, case, language)


def test_a_new_case_counts_what_nobody_looked_for(desk: Desk):
    officer = desk.officer()
    shown = page(officer, desk.case(officer))
    assert "kinds of barrier" in shown
    assert "Move on to: Screening" in shown


def test_another_agencys_case_is_not_found(desk: Desk):
    case = desk.case(desk.officer())
    theirs = browser(desk.officer(agency="krg-interior"))
    for address in (
        reverse("returns:case", args=[case.reference]),
        reverse("returns:step", args=[case.reference, "note"]),
        f"/returns/api/cases/{case.reference}/why",
    ):
        assert theirs.get(address).status_code == 404


def test_a_monitor_reads_the_case_and_is_offered_nothing_to_change(desk: Desk):
    case = desk.to(desk.officer(), State.BOOKED)
    shown = page(desk.officer("monitor"), case)
    assert "btn-primary" not in shown
    assert "/open_barrier" not in shown


@pytest.mark.parametrize("name", sorted(STEPS))
@pytest.mark.parametrize("language", ["en", "ckb"])
def test_every_step_has_a_page(desk: Desk, name: str, language: str):
    officer = desk.officer()
    case = desk.case(officer)
    address = reverse("returns:step", args=[case.reference, name])
    answer = browser(officer, language).get(address, {"barrier": "rule39", "opening": "1"})
    assert answer.status_code == 200


def test_a_case_is_taken_from_its_opening_to_departure_by_its_pages(desk: Desk):
    first, second = desk.officer(), desk.officer("reviewer")
    case = desk.to(first, State.BOOKED)
    assert "Propose the departure" in page(first, case)
    send(first, case, "propose", why="papers seen")
    assert "Look at the proposed departure" in page(second, case)
    seen = Standing.objects.get(case=case).events
    send(second, case, "confirm", seen=seen)
    assert facts_of(case).state is State.DEPARTED
    send(first, case, "refused", why="not admitted")
    assert facts_of(case).state is State.REFUSED_ON_ARRIVAL


def send(access: Access, case, name: str, **data: str) -> str:
    address = reverse("returns:step", args=[case.reference, name])
    answer = browser(access).post(address, data, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_refused_step_says_which_guards_forbid_it(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    send(officer, case, "move", to="screening")
    shown = send(officer, case, "move", to="liable")
    assert "Nothing was changed" in shown
    assert load_table().guards["asylum_claim"].title["en"] in shown
    assert facts_of(case).state is State.SCREENING


def test_a_case_is_opened_by_its_page(desk: Desk):
    officer = desk.officer()
    answer = browser(officer).post(
        reverse("returns:new_case"), {"name": "شیرین عەزیز", "route": "voluntary"}
    )
    assert answer.status_code == 302
    assert Standing.objects.get().route == "voluntary"
    wrong = browser(officer).post(reverse("returns:new_case"), {"name": "x", "birth_date": "may"})
    assert wrong.status_code == 400


def test_cases_are_found_by_name_in_its_script(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    client = browser(officer)
    assert case.reference in client.get(reverse("returns:cases"), {"q": "هێمن"}).content.decode()
    found = client.get(reverse("returns:cases"), {"q": "nobody"}).content.decode()
    assert case.reference not in found


def test_the_api_lists_the_reasons_and_takes_both_steps_of_a_departure(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    base = f"/returns/api/cases/{case.reference}"
    assert browser(first).get(f"{base}/why").json()["can_depart"] is True

    def post(who: Access, path: str, body: dict) -> tuple[int, dict]:
        answer = browser(who).post(f"{base}/{path}", body, content_type="application/json")
        return answer.status_code, answer.json()

    code, told = post(first, "departure/proposal", {"why": "seen"})
    seen = {"seen": int(told["events"][0].split()[0])}
    assert code == 200
    code, told = post(first, "departure/confirmation", seen)
    assert (code, [one["guard"] for one in told["reasons"]]) == (409, ["four_eyes"])
    code, _told = post(second, "barriers", {"barrier": "rule39", "source": "letter"})
    assert code == 200
    code, told = post(second, "departure/confirmation", seen)
    assert code == 409
    assert "rule39" in {one["guard"] for one in told["reasons"]}
    why = browser(first).get(f"{base}/why").json()
    assert why["reasons"][0]["guard"] == "rule39"
    assert why["reasons"][0]["mark"] == "open"
    assert why["reasons"][0]["authority"]


def test_what_is_open_and_what_nobody_looked_at_comes_before_conditions(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    open_barrier(officer, case.reference, "rule39", source="letter")
    found = browser(officer).get(f"/returns/api/cases/{case.reference}/why").json()["reasons"]
    order = ("open", "unknown", "condition")
    marks = [order.index(one["mark"]) for one in found]
    assert marks == sorted(marks)
    assert set(marks) == {0, 1, 2}


def test_who_was_on_a_voided_booking_says_that_they_know(desk: Desk):
    first, other = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    open_barrier(other, case.reference, "rule39", source="letter")
    client = browser(first)
    assert "What you must know" in client.get(reverse("returns:cases")).content.decode()
    number = case.told.get(user=first.user).pk
    client.post(reverse("returns:told", args=[case.reference, number]))
    assert "What you must know" not in client.get(reverse("returns:cases")).content.decode()


def test_disposal_erases_the_person_and_what_events_say_and_leaves_a_tombstone(desk: Desk):
    officer, reviewer = desk.officer(), desk.officer("reviewer")
    case = desk.to(officer, State.BOOKED)
    with pytest.raises(BadInput, match="only a closed case"):
        dispose_case(reviewer, case.reference, why="time")
    with pytest.raises(AccessDenied):
        dispose_case(officer, case.reference, why="time")
    close(officer, case.reference, "own_choice", why="went to his brother")
    dispose_case(reviewer, case.reference, why="retention period over")
    case.refresh_from_db()
    assert (case.person.name, case.person.documents) == ("", [])
    assert set(case.events.values_list("erased", flat=True)) == {True}
    assert not any(case.events.values_list("body", flat=True))
    assert not Standing.objects.filter(case=case).exists()
    assert "This case was erased" in page(officer, case)
    assert json.dumps(HEMIN.name) not in json.dumps(list(case.events.values("body", "actor")))


def test_a_case_due_for_review_is_kept_until_a_later_day(desk: Desk):
    officer, reviewer = desk.officer(), desk.officer("reviewer")
    case = desk.case(officer)
    assert due_for_review(reviewer, within_days=400) == [case]
    assert due_for_review(reviewer) == []
    until = reviewer.today + timedelta(days=700)
    keep_case(reviewer, case.reference, until=until, why="appeal")
    case.refresh_from_db()
    assert case.review_due == until


def test_standings_are_computed_anew(desk: Desk):
    officer, second = desk.officer(), desk.officer()
    case = desk.to(officer, State.BOOKED)
    proposed(officer, case.reference)
    confirm_departure(second, case.reference)
    assert rebuild_standings(actor="owner").changed == 0
    Standing.objects.filter(case=case).update(state="booked")
    assert rebuild_standings(actor="owner").changed == 1
    assert Standing.objects.get(case=case).state == "departed"


def test_the_words_of_a_page_follow_the_readers_language(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    with translation.override("ckb"):
        assert 'dir="rtl"' in page(officer, case, "ckb")


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_what_was_looked_for_is_due_again_and_then_unknown(
    desk: Desk, language: str, monkeypatch: pytest.MonkeyPatch
):
    officer = desk.officer()
    counts = timedelta(days=load_table().looking.counts_days)
    with translation.override(language):
        due, unknown = str(DUES["look_again"]), gettext("Nobody has looked, or too long ago")
    today = page(officer, desk.to(officer, State.DOCUMENTING), language)
    assert due in today
    assert unknown not in today
    long_ago = timezone.now() - counts - timedelta(hours=1)
    with monkeypatch.context() as then:
        then.setattr(timezone, "now", lambda: long_ago)
        case = desk.to(officer, State.DOCUMENTING)
    old = page(officer, case, language)
    assert unknown in old
    assert (long_ago + counts).date().isoformat() in old
