"""Attacks through the API and the pages: odd values are refused in words, and nobody sees more."""

import json

import pytest
from django.urls import reverse

from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import propose_departure
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.engines.casework import State
from tests.desks.returns.playing import Desk
from tests.desks.returns.test_case_pages import browser

pytestmark = pytest.mark.django_db


def post(access, case, path: str, body: object):
    return browser(access).post(
        f"/returns/api/cases/{case.reference}/{path}", json.dumps(body), "application/json"
    )


@pytest.mark.parametrize(
    "odd",
    [
        {"at": "2026-11-20T10:00:00"},
        {"at": "0001-01-01T00:00:00+00:00"},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "9999-12-31T23:59:59-14:00"},
        {"source": "\ud800"},
        {"source": " "},
        {"source": "\x00"},
        {"barrier": "made_up"},
        {"ends": "9999-12-31", "barrier": ""},
        {"barrier": "__class__"},
    ],
    ids=str,
)
def test_an_odd_barrier_is_refused_in_words_and_the_case_stays_readable(desk: Desk, odd):
    officer = desk.officer()
    case = desk.case(officer)
    answer = post(officer, case, "barriers", {"barrier": "rule39", "source": "letter"} | odd)
    assert 400 <= answer.status_code < 500, answer.content
    assert answer.json()["error"]["message"]
    assert len(events_of(case)) == 1
    assert browser(officer).get(reverse("returns:case", args=[case.reference])).status_code == 200


@pytest.mark.parametrize("ends", ["9999-12-31", "0001-01-01"])
def test_a_barrier_at_the_end_of_time_leaves_the_case_readable(desk: Desk, ends: str):
    officer = desk.officer()
    case = desk.case(officer)
    body = {"barrier": "appeal_window", "source": "letter", "ends": ends, "review": ends}
    post(officer, case, "barriers", body)
    assert browser(officer).get(reverse("returns:case", args=[case.reference])).status_code == 200
    why = browser(officer).get(f"/returns/api/cases/{case.reference}/why")
    assert "appeal_window" in {one["guard"] for one in why.json()["reasons"]}


def test_another_agency_gets_the_same_answer_for_a_case_that_is_and_one_that_is_not(desk: Desk):
    officer = desk.officer()
    case = desk.case(officer)
    open_barrier(officer, case.reference, "asylum_claim", source="said so")
    theirs = browser(desk.officer("reviewer", agency="krg-interior"))
    for path in ("/returns/api/cases/{}/why", "/returns/cases/{}"):
        there = theirs.get(path.format(case.reference))
        nowhere = theirs.get(path.format("R-2026-222222"))
        assert there.status_code == nowhere.status_code >= 400
        said = there.content.decode().replace(case.reference, "")
        assert "asylum" not in said.lower()
        assert len(said) == len(nowhere.content.decode().replace("R-2026-222222", ""))


def test_a_departure_is_not_confirmed_by_whoever_never_saw_the_proposal(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    assert post(first, case, "departure/proposal", {"why": "seen"}).status_code == 200
    answer = post(second, case, "departure/confirmation", {})
    assert answer.status_code in {400, 422}
    assert facts_of(case).state is State.BOOKED


def test_the_second_officer_reads_what_they_confirm_and_confirms_nothing_else(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    seen = propose_departure(first, case.reference, why="papers seen, person asked")[0].number
    address = reverse("returns:step", args=[case.reference, "confirm"])
    shown = browser(second).get(address).content.decode()
    assert "papers seen, person asked" in shown
    assert "RJ 118" in shown
    assert f'value="{seen}"' in shown
    assert browser(second).post(address, {}).status_code == 400
    browser(second).post(address, {"seen": seen - 1})
    assert facts_of(case).state is State.BOOKED
    browser(second).post(address, {"seen": seen})
    assert facts_of(case).state is State.DEPARTED
