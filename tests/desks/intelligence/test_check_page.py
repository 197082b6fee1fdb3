"""The page of a border post: a desk to call or none, never why, and not without end."""

import pytest
from django.urls import reverse

from hawkari.evidence.frontline import checking
from tests.desks.intelligence.case import Case, text_of
from tests.evidence.watchlists.watched import NAME, PHONE, SORANI, place

pytestmark = pytest.mark.django_db
DESK = "+964 700 000 0009"


def test_the_page_says_no_hit_or_call_and_never_why(case: Case):
    officer, client = case.access(), case.client("krg", "border")
    place(officer, NAME, call=DESK, reason="an invented secret reason")
    address = reverse("intelligence:check")
    hit = text_of(client.post(address, {"asked": SORANI}))
    assert "Call this desk" in hit
    assert DESK in hit
    assert not [word for word in ("secret reason", "Rebwar", "watch", "ئەمین") if word in hit]
    miss = text_of(client.post(address, {"asked": "Sirwan Tahir Omer"}))
    assert "No hit" in miss
    assert DESK not in miss
    assert client.post(address, {"asked": "Rebwar"}).status_code == 422
    assert case.client("krg", "liaison").get(address).status_code == 403


def test_the_page_makes_a_post_that_guesses_wait(case: Case, monkeypatch):
    monkeypatch.setattr(checking, "MOST_IN_TEN_MINUTES", 0)
    answer = case.client("krg", "border").post(reverse("intelligence:check"), {"asked": PHONE})
    assert answer.status_code == 429
    assert "Too many checks" in text_of(answer)
