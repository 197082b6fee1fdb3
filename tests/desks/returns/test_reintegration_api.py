"""What programs ask and send after arrival."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from hawkari.desks.returns.services.follow_up import form_for
from tests.desks.returns.playing import Desk
from tests.desks.returns.settling import arrived, helped, submission

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def officers(desk: Desk):
    return desk.officer(), desk.officer("reviewer")


def as_user(access) -> Client:
    client = Client()
    client.force_login(access.user)
    return client


def test_how_somebody_stands_is_told_without_a_name(desk, officers):
    case = helped(desk, *officers)
    address = reverse("returns:api:reintegration", args=[case.reference])
    answer = as_user(officers[0]).get(address)
    told = answer.json()
    assert (told["left"], told["plans"]) == ("2459.50", 1)
    assert [one["amount"] for one in told["aid"]] == ["240.50", "300.00"]
    assert [one["month"] for one in told["surveys"]] == [0, 3]
    assert "Hêmin" not in answer.content.decode()
    other = as_user(desk.officer(agency="iom"))
    assert other.get(address).status_code == 404


def test_interviews_are_sent_in_by_a_program_and_sending_again_changes_nothing(desk, officers):
    case = arrived(desk, *officers)
    client = as_user(officers[0])
    due = client.get(reverse("returns:api:follow_ups")).json()["due"]
    assert [(one["case"], one["month"]) for one in due] == [(case.reference, 0)]
    code, _form = form_for(officers[0], case.reference, 0)
    sent = [
        {"name": "a.xml", "xml": submission(code, 0).decode()},
        {"name": "b.xml", "xml": "<broken"},
    ]
    states = []
    for _ in range(2):
        answer = client.post(
            reverse("returns:api:interviews"),
            json.dumps({"interviews": sent}),
            content_type="application/json",
        )
        states.append([one["state"] for one in answer.json()["interviews"]])
    assert states == [["taken", "refused"], ["known", "refused"]]
    assert client.get(reverse("returns:api:follow_ups")).json()["due"] == []
