"""Pages and API of the register: what was promised, with every claim of it and who says so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hawkari.desks.programme.models import Claim, RegisterItem
from hawkari.desks.programme.services.entry_values import NewDecision
from hawkari.desks.programme.services.milestones import add_decision
from tests.desks.programme.promising import SIGNED, Programme, browser_of, claim, item, money

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return Programme().officer()


@pytest.fixture
def browser(officer):
    return browser_of(officer)


def text(answer) -> str:
    return answer.content.decode()


def at(name: str, *arguments: object) -> str:
    return reverse(f"programme:{name}", args=arguments)


def test_the_register_says_what_was_promised_by_whom_how_much_and_what_since(browser, officer):
    promise = item(officer, "agreement", name="Statement on borders")
    commitment = item(officer, parent=promise.reference, names={"ckb": "ڕاهێنانی پۆلیس"})
    claim(officer, commitment, "made_on", day=SIGNED)
    claim(officer, commitment, "parties", value="Home Office")
    money(officer, commitment, "300000", bound="at_most")
    claim(officer, commitment, "happened", value="A room was opened", day=SIGNED)
    shown = text(browser.get(at("register")))
    for words in ("2024-11-28", "Home Office", "up to £300,000", "A room was opened", "1 reporter"):
        assert words in shown
    assert "not published" in shown
    browser.cookies["django_language"] = "ckb"
    assert "ڕاهێنانی پۆلیس" in text(browser.get(at("register")))


def test_an_item_is_added_a_claim_recorded_and_one_preferred_on_the_pages(browser, officer):
    answer = browser.post(at("new_item"), {"kind": "commitment", "name": "Train the police"})
    made = RegisterItem.objects.get()
    assert answer.url == at("item", made.reference)
    typed = {
        "attribute": "amount", "language": "en", "amount": "300000", "bound": "at_most",
        "currency": "GBP", "reported_by": "The Gazette", "grade": "2B",
    }  # fmt: skip
    answer = browser.post(at("new_claim", made.reference), typed, follow=True)
    assert "beside the others" in text(answer)
    browser.post(at("new_claim", made.reference), {**typed, "amount": "250000"})
    first, second = Claim.objects.order_by("pk")
    assert "reports disagree" in text(browser.get(at("item", made.reference)))
    decide = at("claim_status", made.reference, second.pk)
    assert "Fill this in." in text(browser.post(decide, {"status": "preferred"}, follow=True))
    said = {"status": "preferred", "why": "a later edition"}
    shown = text(browser.post(decide, said, follow=True))
    assert "a later edition" in shown
    assert "up to £300,000" in shown
    assert Claim.objects.get(pk=first.pk).status == "reported"


def test_what_is_wrong_stands_at_its_field(browser, officer):
    answer = browser.post(at("new_item"), {"kind": "output", "name": "x", "parent": ""})
    assert answer.status_code == 302
    top = item(officer, "agreement")
    typed = {"kind": "indicator", "name": "x", "parent": top.reference}
    answer = browser.post(at("new_item"), typed)
    assert answer.status_code == 422
    assert "parent" in answer.context["form"].errors
    claimed = {"attribute": "made_on", "language": "en", "bound": "exact", "value": "soon"}
    answer = browser.post(at("new_claim", top.reference), claimed)
    assert "Write a day like 2024-11-28." in text(answer)
    assert not Claim.objects.exists()


def test_pages_of_items_are_turned_and_strange_questions_find_a_page(browser, officer):
    for number in range(51):
        item(officer, name=f"Promise {number}")
    shown = text(browser.get(at("register")))
    assert 'rel="next"' in shown
    assert "Promise 50" in text(browser.get(at("register"), {"page": 2}))
    for asked in ({"page": "-1"}, {"page": "x"}, {"page": "9" * 30}, {"kind": "wish"},
                  {"q": "\0", "strand": "\0"}):  # fmt: skip
        assert browser.get(at("register"), asked).status_code == 200
    assert "Nothing is found" in text(browser.get(at("register"), {"q": "no such thing"}))


def test_what_is_not_known_is_404_on_pages_and_api(browser, officer):
    other = item(Programme().officer())
    for name in ("item", "new_claim", "api:item"):
        assert browser.get(at(name, other.reference)).status_code == 404
    assert browser.get(at("item", "P-\0")).status_code == 404


def test_a_reader_is_offered_nothing_to_change():
    programme = Programme()
    of = item(programme.officer())
    reader = browser_of(programme.officer("liaison"))
    for page in (at("register"), at("item", of.reference)):
        assert "btn-primary" not in text(reader.get(page))
    assert reader.get(at("new_item")).status_code == 403


def test_the_api_gives_each_cell_with_its_claims(browser, officer):
    of = item(officer)
    money(officer, of, "300000", bound="at_most")
    money(officer, of, "250000", reported_by="Another paper")
    found = browser.get(at("api:items"), {"kind": "commitment"}).json()
    assert (found["total"], found["pages"]) == (1, 1)
    cells = {
        one["attribute"]: one for one in browser.get(at("api:item", of.reference)).json()["cells"]
    }
    assert (cells["spent"]["published"], cells["spent"]["claims"]) == (False, [])
    assert cells["amount"]["conflict"]
    assert [one["amount"] for one in cells["amount"]["claims"]] == ["300000.00", "250000.00"]
    assert browser.get(at("api:items"), {"page": 0}).status_code == 422


def test_decisions_stand_on_the_item_s_page_and_late_actions_among_what_is_behind(browser, officer):
    of = item(officer, "activity")
    decided = NewDecision(
        "decision", SIGNED, "Steering group", "Rent the hall", why="It is free",
        action="Sign the lease", action_owner="Head of training", action_due=SIGNED,
    )  # fmt: skip
    add_decision(officer, of.reference, decided)
    shown = text(browser.get(at("item", of.reference)))
    for words in ("Rent the hall", "It is free", "Steering group", "Sign the lease"):
        assert words in shown
    assert "Sign the lease" in text(browser.get(at("behind")))


def test_a_list_takes_as_many_queries_for_fifty_items_as_for_five(browser, officer):
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            browser.get(at("register"), {"kind": "activity"})
        return len(context)

    promise = item(officer)
    for number in range(5):
        claim(officer, item(officer, "activity", parent=promise.reference), value=f"{number}")
    queries()
    few = queries()
    for number in range(45):
        claim(officer, item(officer, "activity", parent=promise.reference), value=f"x{number}")
    assert queries() == few


def test_what_hangs_on_an_item_beyond_a_page_is_counted_and_found(browser, officer):
    promise = item(officer)
    for number in range(52):
        item(officer, "activity", parent=promise.reference, name=f"Course {number}")
    shown = text(browser.get(at("item", promise.reference)))
    assert "and 2 more" in shown
    found = {"kind": "", "under": promise.reference, "page": 2}
    assert "Course 51" in text(browser.get(at("register"), found))
