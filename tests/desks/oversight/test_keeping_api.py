"""The API serves what is due for review and who is due to be told."""

import pytest

from hawkari.evidence.access import visible_to
from hawkari.evidence.disclosures import raise_notices, record_disclosure
from hawkari.evidence.models import Change, CorrectionNotice, Medium, Source
from tests.desks.oversight.test_retention_pages import browser_of
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
API = "/oversight/api"


@pytest.fixture
def reviewer():
    world = World()
    world.person("nca", "nca:1", name="Rebwar Amin")
    return world.access("nca", "reviewer")


def test_a_notice_is_served_and_moved_on(reviewer):
    numbers = list(visible_to(reviewer).values_list("pk", flat=True))
    record_disclosure(reviewer, numbers, recipient="Asayish", medium=Medium.BRIEF)
    raise_notices(numbers, Change.RETRACTED, cause="load:1")
    client = browser_of(reviewer)
    [notice] = client.get(f"{API}/corrections?state=due").json()["notices"]
    assert (notice["recipient"], notice["statements"]) == ("Asayish", numbers)
    sent = client.post(
        f"{API}/corrections/{notice['id']}", {"state": "sent"}, content_type="application/json"
    )
    assert sent.json()["state"] == "sent"
    assert CorrectionNotice.objects.get().state == "sent"
    again = client.post(
        f"{API}/corrections/{notice['id']}", {"state": "sent"}, content_type="application/json"
    )
    assert again.status_code == 422
    assert again.json()["error"]["code"] == "bad_input"


def test_what_is_due_is_served_with_its_rule(reviewer):
    Source.objects.update(review_due="2026-01-01")
    [item] = browser_of(reviewer).get(f"{API}/retention/due").json()["due"]
    assert (item["id"], item["overdue"], item["rule"]["id"]) == ("nca-persons", True, "own-source")


def test_an_auditor_is_refused(reviewer):
    world = World(reviewer.operation)
    client = browser_of(world.access("nca", "auditor"))
    assert client.get(f"{API}/corrections").status_code == 403
    assert client.get(f"{API}/retention/due").status_code == 403
