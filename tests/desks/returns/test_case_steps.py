"""Who does the work, who is of the family, which notice counts: each put right on its own page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from hawkari.desks.returns.models import Case, Told
from hawkari.desks.returns.services.cases import join_family
from hawkari.desks.returns.services.departing import confirm_departure
from hawkari.desks.returns.services.moving import book, move
from hawkari.desks.returns.services.notices import serve_notice, void_notice
from hawkari.desks.returns.services.recording import facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from tests.desks.returns.playing import Desk, journey, notified, proposed
from tests.desks.returns.playing import notice as a_notice

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar", "ckb")


def browser(access: Access, language: str = "en") -> Client:
    client = Client(headers={"host": "127.0.0.1", "accept-language": language})
    client.force_login(access.user)
    return client


def address(case: Case, step: str) -> str:
    return reverse("returns:step", args=[case.reference, step])


def page(access: Access, case: Case, language: str = "en") -> str:
    where = reverse("returns:case", args=[case.reference])
    return browser(access, language).get(where).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_is_given_to_another_caseworker(desk: Desk, language: str):
    officer, other = desk.officer(), desk.officer()
    monitor, stranger = desk.officer("monitor"), desk.officer(agency="krg-interior")
    case, client = desk.case(officer), browser(officer, language)
    assert address(case, "assign") in page(officer, case, language)
    assert address(case, "assign") not in page(monitor, case, language)
    asked = client.get(address(case, "assign")).content.decode()
    offered = f'<option value="{officer.user.username}" selected>'
    assert offered in asked
    for unfit in (monitor, stranger):
        assert f'value="{unfit.user.username}"' not in asked
        wrong = client.post(address(case, "assign"), {"worker": unfit.user.username})
        assert wrong.status_code == 400
    client.post(address(case, "assign"), {"worker": other.user.username})
    case.refresh_from_db()
    assert case.caseworker == other.user
    assert case.standing.caseworker == other.user


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_taken_out_of_a_family_by_a_reason(desk: Desk, language: str):
    officer = desk.officer()
    mother, son = desk.case(officer), desk.case(officer)
    join_family(officer, son.reference, of=mother.reference)
    client, leaving = browser(officer, language), address(son, "leave")
    assert leaving in page(officer, son, language)
    assert client.post(leaving, {"why": " "}).status_code == 400
    client.post(leaving, {"why": "another surname"})
    for case in (mother, son):
        case.refresh_from_db()
    assert (son.family, mother.family is not None) == (None, True)
    assert leaving not in page(officer, son, language)
    again = client.post(leaving, {"why": "once more"}, follow=True).content.decode()
    with translation.override(language):
        assert gettext("The case is of no family.") in again


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_is_voided_and_the_journey_that_rested_on_it_falls(desk: Desk, language: str):
    officer, other = desk.officer(), desk.officer()
    case = desk.to(officer, State.BOOKED, route="enforced")
    notice = facts_of(case).live_notices()[0]
    client, voiding = browser(other, language), address(case, "void_notice")
    assert f"{voiding}?notice={notice.number}" in page(other, case, language)
    asked = client.get(voiding, {"notice": notice.number}).content.decode()
    assert f'<option value="{notice.number}" selected>' in asked
    assert f"\u2066{notice.served.date().isoformat()}\u2069" in asked
    assert client.post(voiding, {"notice": 9999, "why": "x"}).status_code == 400
    client.post(voiding, {"notice": notice.number, "why": "not the person's language"})
    facts = facts_of(case)
    assert notice.number not in {one.number for one in facts.live_notices()}
    assert (facts.state, facts.live_booking()) == (State.HELD, None)
    assert Told.objects.filter(case=case, user=officer.user).exists()
    with translation.override(language):
        assert gettext("Notice voided") in page(other, case, language)


def test_voiding_a_notice_stops_a_departure_that_two_officers_agreed_to(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED, route="enforced")
    notice = facts_of(case).live_notices()[0]
    proposed(first, case.reference)
    confirm_departure(second, case.reference)
    assert facts_of(case).state is State.DEPARTED
    assert address(case, "void_notice") in page(first, case)
    void_notice(first, case.reference, notice.number, why="read to nobody")
    assert facts_of(case).state is State.HELD


def test_voiding_a_notice_of_a_voluntary_return_leaves_the_journey(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED)
    told = a_notice("intention")
    number = serve_notice(officer, case.reference, told)[0].number
    void_notice(officer, case.reference, number, why="not needed")
    assert facts_of(case).state is State.BOOKED
    with pytest.raises(AccessDenied):
        void_notice(desk.officer("monitor"), case.reference, number, why="x")


@pytest.mark.parametrize(
    ("told", "fits"),
    [
        ({}, True),
        ({"days": 0, "carrier": " rj 118 "}, True),
        ({"days": 1}, False),
        ({"carrier": "QR 9"}, False),
    ],
)
def test_nobody_leaves_on_another_day_or_carrier_than_they_were_told(
    desk: Desk, told: dict, fits: bool
):
    officer, departs = desk.officer(), timezone.now() + timedelta(hours=3)
    planned = journey(departs=departs, lands=departs + timedelta(hours=6))
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER, route="enforced")
    said = {"carrier": told.get("carrier", "")}
    if "days" in told:
        said["departs"] = planned.departs + timedelta(days=told["days"])
    notified(officer, case.reference, **said)
    move(officer, case.reference, State.NOTICE_ELAPSED)
    if fits:
        book(officer, case.reference, planned)
        assert facts_of(case).state is State.BOOKED
        return
    with pytest.raises(StepRefused) as refused:
        book(officer, case.reference, planned)
    assert [one.guard for one in refused.value.reasons] == ["notice_of_departure_details"]
    assert refused.value.reasons[0].params["reading"] == "other_journey"


def test_a_notice_of_a_journey_before_its_own_period_is_over_is_not_recorded(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER, route="enforced")
    early = a_notice("departure_details", days_ago=1, departs=timezone.now() + timedelta(hours=3))
    with pytest.raises(BadInput, match="before the notice period"):
        serve_notice(officer, case.reference, early)


def test_the_page_takes_and_shows_the_day_and_the_carrier_of_a_notice(desk: Desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER, route="enforced")
    departs = timezone.now().replace(second=0, microsecond=0) + timedelta(days=40)
    told = {
        "kind": "departure_details", "language": "ckb", "route": "air", "destination": "Erbil",
        "departs": f"{departs:%Y-%m-%dT%H:%M}", "carrier": "RJ 118", "appeal_details": "on",
        "lawyer_details": "on", "served_how": "in person", "place": "england-wales",
    }  # fmt: skip
    assert browser(officer).post(address(case, "notice"), told).status_code == 302
    notice = facts_of(case).live_notices()[0]
    assert (notice.departs, notice.carrier) == (departs, "RJ 118")
    assert "RJ 118" in page(officer, case)
