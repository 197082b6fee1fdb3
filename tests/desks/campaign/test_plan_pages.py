"""Pages and API of plans: what was drawn, what it could show, what it showed and with what."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hawkari.desks.campaign.models import Plan
from hawkari.desks.campaign.services.plan_files import load_answers, load_counts, load_measures
from hawkari.desks.campaign.services.sealing import seal_plan
from tests.desks.campaign.planning import (
    WEEK,
    answers_file,
    counts_file,
    made_plan,
    new_plan,
    passed,
)
from tests.desks.campaign.playing import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def access(desk):
    return desk.officer()


@pytest.fixture
def browser(access) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(access.user)
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_a_plan_is_made_loaded_sealed_and_measured_on_its_pages(browser, access):
    typed = {name: getattr(new_plan(access), name) for name in new_plan(access).__slots__}
    answer = browser.post(reverse("campaign:new_plan"), {**typed, "change": "-30"})
    plan = Plan.objects.get()
    page = reverse("campaign:plan", args=[plan.reference])
    assert answer.url == page
    assert "Load counts a week of every place first." in text(browser.get(page))
    file = SimpleUploadedFile("counts.csv", counts_file(plan.first - 40 * WEEK, 40))
    load = reverse("campaign:load_plan", args=[plan.reference, "counts"])
    assert "480 rows were taken in." in text(browser.post(load, {"file": file}, follow=True))
    seal = reverse("campaign:seal_plan", args=[plan.reference])
    shown = text(browser.post(seal, follow=True))
    assert "The roll-out is drawn" in shown
    assert Plan.objects.get().digest[:16] in shown
    assert "No week of the campaign is counted yet." in shown
    assert "sealed: nothing of it changes" in text(browser.post(seal, follow=True))


def test_the_effect_stands_on_the_page_with_its_interval_and_comparison(browser, access):
    plan = made_plan(access)
    load_counts(access, plan.reference, counts_file(plan.first - 40 * WEEK, 40))
    passed(access, seal_plan(access, plan.reference), effect=0.5, weeks=20)
    so = {one.name: (25, 10 if one.wave else 25) for one in plan.places.all()}
    load_answers(access, plan.reference, answers_file(so))
    week = plan.first - WEEK
    load_measures(
        access, plan.reference, f"week,kind,value\n{week},spent,10\n{week},reach,100".encode()
    )
    shown = text(browser.get(reverse("campaign:plan", args=[plan.reference])))
    assert "95 % interval" in shown
    assert "places with the campaign" in shown
    assert "Chance alone explains this badly." in shown
    assert "0.1000 GBP" in shown
    assert "-30 (" in shown
    assert 'in <bdi class="num">29</bdi> of 100 pairs' in shown
    found = browser.get(reverse("campaign:api:plan", args=[plan.reference])).json()
    assert found["effect"]["lo"] < found["effect"]["log_effect"] < found["effect"]["hi"] < 0
    assert found["effect"]["compared"] == 6
    (listed,) = browser.get(reverse("campaign:api:plans")).json()
    assert listed["sealed"] is True
    course = text(browser.get(reverse("campaign:plan_file", args=[plan.reference, "course"])))
    assert course.splitlines()[0] == "\ufeffweek,with_campaign,without"
    assert len(course.splitlines()) == 61


def test_what_is_wrong_in_a_plan_stands_at_its_field(browser, access):
    typed = {name: getattr(new_plan(access), name) for name in new_plan(access).__slots__}
    wrong = {**typed, "change": "-30", "first": "2026-01-06", "sponsor": ""}
    answer = browser.post(reverse("campaign:new_plan"), wrong)
    assert answer.status_code == 422
    assert "sponsor" in answer.context["form"].errors
    answer = browser.post(reverse("campaign:new_plan"), {**wrong, "sponsor": "Office"})
    assert "Give a Monday that is still to come." in text(answer)
    assert not Plan.objects.exists()


@pytest.mark.parametrize("what", ["counts", "measures", "answers"])
def test_a_table_that_cannot_be_read_is_said_and_nothing_is_kept(browser, access, what):
    plan = made_plan(access)
    load = reverse("campaign:load_plan", args=[plan.reference, what])
    for content in (b"\xff\xfe", b"a,b\n1,2", b"place,week,count,kind,value,round\nx,y,z,k,v,r"):
        file = SimpleUploadedFile("table.csv", content)
        assert "taken in" not in text(browser.post(load, {"file": file}, follow=True))
    assert not plan.places.exists()
    assert "Choose a file." in text(browser.post(load, follow=True))


def test_the_survey_s_form_comes_once_the_places_are_known(browser, access):
    plan = made_plan(access)
    address = reverse("campaign:plan_survey", args=[plan.reference])
    assert "Load counts a week" in text(browser.get(address, follow=True))
    load_counts(access, plan.reference, counts_file(plan.first - 9 * WEEK, 9))
    assert browser.get(address)["Content-Type"].startswith("application/xml")


def test_another_operation_s_plan_is_not_there(browser):
    plan = made_plan(Desk().officer())
    assert browser.get(reverse("campaign:plan", args=[plan.reference])).status_code == 404
    assert browser.get(reverse("campaign:api:plan", args=[plan.reference])).status_code == 404


def test_effects_are_released_as_indicators_or_it_is_said_why_not(browser, access):
    release = reverse("campaign:release_effects")
    assert "No plan has an effect" in text(browser.post(release, follow=True))
    plan = made_plan(access)
    load_counts(access, plan.reference, counts_file(plan.first - 40 * WEEK, 40))
    passed(access, seal_plan(access, plan.reference), effect=0.5, weeks=40)
    assert "are released to the programme desk" in text(browser.post(release, follow=True))
    assert "released already" in text(browser.post(release, follow=True))
