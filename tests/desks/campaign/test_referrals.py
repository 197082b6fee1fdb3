"""The log of referrals to platforms: recorded by people, sent by nobody here."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hawkari.desks.campaign.models import Referral
from hawkari.desks.campaign.services.referrals import (
    NewReferral,
    NewStep,
    find_referrals,
    record_referral,
    record_step,
    referral_view,
    subject_words,
)
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import NOON, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def officer(desk: Desk) -> Access:
    return desk.officer()


@pytest.fixture
def subject(desk: Desk, officer: Access) -> str:
    post = desk.post(desk.imported(officer), operator="op1", is_advert=True)
    return f"post:{post.pk}"


def report(access: Access, subject: str, **fields: Any) -> Referral:
    new = {
        "platform": "Telegram", "subject": subject, "what": "An advert for boats",
        "basis": "osa", "ground": "priority illegal content", "sent_on": access.today,
        "sent_by": "officer Kawa",
    } | fields  # fmt: skip
    return record_referral(access, NewReferral(**new))


def test_a_report_waits_until_somebody_records_what_came_of_it(officer: Access, subject: str):
    made = report(officer, subject)
    assert made.reference.startswith("F-")
    assert find_referrals(officer, state="open") == [made]
    record_step(officer, made.reference, NewStep(officer.today, outcome="removed"))
    assert find_referrals(officer, state="open") == []
    assert [one.outcome for one in find_referrals(officer, state="removed")] == ["removed"]
    acts = [entry.act for entry in AuditEntry.records.filter(detail__contains="referrals")]
    assert "disclose" in acts


def test_the_same_is_not_reported_twice_while_no_answer_came(officer: Access, subject: str):
    made = report(officer, subject)
    with pytest.raises(BadInput, match=made.reference):
        report(officer, subject, platform="telegram ")
    report(officer, subject, platform="Meta")
    record_step(officer, made.reference, NewStep(officer.today, outcome="kept"))
    report(officer, subject)


def test_what_is_seen_again_after_a_removal_is_shown_and_recorded(
    desk: Desk, officer: Access, subject: str
):
    made = report(officer, subject, sent_on=NOON.date())
    day = NOON.date() + timedelta(days=1)
    record_step(officer, made.reference, NewStep(day, outcome="removed"))
    assert referral_view(officer, made.reference).seen_since == 0
    again = desk.post(desk.imported(officer), operator="op1", at=NOON + timedelta(days=2))
    view = referral_view(officer, made.reference)
    assert (view.seen_since, view.operator) == (1, "op1")
    step = NewStep(day + timedelta(days=1), seen_again=True, post=again.pk, address="t.me/invented")
    record_step(officer, made.reference, step)
    view = referral_view(officer, made.reference)
    assert [one.seen_again for one in view.steps] == [False, True]
    assert view.referral.outcome == "removed"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"platform": " "}, "platform"),
        ({"ground": ""}, "ground"),
        ({"sent_by": ""}, "sent_by"),
        ({"basis": "none"}, "basis"),
    ],
)
def test_a_report_says_to_whom_by_whom_and_on_which_ground(
    officer: Access, subject: str, fields: dict[str, Any], field: str
):
    with pytest.raises(BadInput) as refused:
        report(officer, subject, **fields)
    assert refused.value.where == (field,)
    assert not Referral.objects.exists()


def test_days_are_neither_in_the_future_nor_before_the_report(officer: Access, subject: str):
    tomorrow = officer.today + timedelta(days=1)
    with pytest.raises(BadInput, match="future"):
        report(officer, subject, sent_on=tomorrow)
    made = report(officer, subject)
    with pytest.raises(BadInput, match="future"):
        record_step(officer, made.reference, NewStep(tomorrow, outcome="kept"))
    with pytest.raises(BadInput, match="before"):
        record_step(officer, made.reference, NewStep(officer.today - timedelta(days=1), "kept"))
    with pytest.raises(BadInput, match="nothing"):
        record_step(officer, made.reference, NewStep(officer.today))
    with pytest.raises(BadInput, match="no such post"):
        record_step(officer, made.reference, NewStep(officer.today, seen_again=True, post=999_999))


def test_another_agency_and_another_role_know_of_no_report(
    desk: Desk, officer: Access, subject: str
):
    made = report(officer, subject)
    other = desk.officer(agency="asayish")
    assert find_referrals(other) == []
    for ask in (
        lambda: referral_view(other, made.reference),
        lambda: record_step(other, made.reference, NewStep(other.today, outcome="kept")),
        lambda: report(other, subject),
        lambda: report(other, "channel:1x"),
        lambda: report(other, "person:1"),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(AccessDenied):
        find_referrals(desk.officer("liaison"))


def test_the_log_leaves_as_a_table_and_for_programs(desk: Desk, officer: Access, subject: str):
    report(officer, subject, what="=HYPERLINK(1)")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer.user)
    answer = client.get("/campaign/referrals.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[0]["what"] == "'=HYPERLINK(1)"
    assert rows[0]["basis"] == "osa"
    told = client.get("/campaign/referrals.json").json()["referrals"]
    assert told[0]["what"] == "=HYPERLINK(1)"
    assert client.get("/campaign/api/referrals").json()["referrals"] == told


def test_a_page_records_a_report_and_then_what_came_of_it(
    desk: Desk, officer: Access, subject: str
):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer.user)
    asked = client.get("/campaign/referrals/new", {"subject": subject})
    assert "Telegram" in asked.content.decode()
    sent = {
        "subject": subject, "platform": "Telegram", "what": "Boats", "basis": "osa",
        "ground": "illegal content", "sent_on": officer.today.isoformat(), "sent_by": "Kawa",
    }  # fmt: skip
    assert client.post("/campaign/referrals/new", sent | {"ground": ""}).status_code == 400
    answer = client.post("/campaign/referrals/new", sent, follow=True)
    assert "The referral is in the log." in answer.content.decode()
    again = client.post("/campaign/referrals/new", sent)
    assert again.status_code == 400
    assert "referred already" in again.content.decode()
    page = f"/campaign/referrals/{Referral.objects.get().reference}"
    step = {"outcome": "removed", "on": officer.today.isoformat()}
    assert "Removed" in client.post(page, step, follow=True).content.decode()
    assert "Removed" in client.get("/campaign/referrals", {"state": "removed"}).content.decode()
    assert client.get("/campaign/referrals/F-2026-XXXXXX").status_code == 404
    assert client.get("/campaign/referrals/new", {"subject": "post:0"}).status_code == 404


def test_the_name_of_one_persons_account_is_not_shown(desk: Desk):
    officer = desk.officer()
    post = desk.post(desk.imported(officer), channel="karwan.private")
    post.channel.is_person = True
    post.channel.save()
    for subject in (f"post:{post.pk}", f"channel:{post.channel.pk}"):
        assert "karwan" not in subject_words(officer, subject)
