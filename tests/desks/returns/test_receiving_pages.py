"""Letters, packages and comparisons driven through their pages, as officers do it."""

import pytest
from django.test import Client

from hawkari.desks.returns.models import IdentityCheck, MadeLetter
from hawkari.desks.returns.services.recording import facts_of
from hawkari.engines.casework import State
from hawkari.evidence.models import OutgoingPackage
from tests.desks.returns.playing import Desk
from tests.desks.returns.receiving import REQUEST, comes, comes_to, with_receiver
from tests.desks.returns.test_receiving import asked

pytestmark = pytest.mark.django_db
LETTER = {
    "kind": "intention", "language": "ckb", "destination": "Erbil, Iraq",
    "route": "London Heathrow, Istanbul, Erbil", "place": "england-wales",
    "office": "Returns team", "advice_name": "Fenwick Law Centre",
    "advice_phone": "+44 7700 900123", "interpreter_name": "Interpreters",
    "interpreter_phone": "+44 7700 900124", "questions_name": "Returns team",
    "questions_phone": "+44 7700 900125",
}  # fmt: skip
WHY = {"basis": "public task", "purpose": "To find out who he is"}


@pytest.fixture
def desk() -> Desk:
    return with_receiver(Desk())


def browser(access) -> Client:
    made = Client()
    made.force_login(access.user)
    return made


def test_a_request_is_prepared_read_released_and_its_answer_taken(desk):
    officer, colleague = desk.officer(), desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    mine, theirs = browser(officer), browser(colleague)
    place = f"/returns/cases/{case.reference}/receiver"
    form = mine.get(f"{place}/request").content.decode()
    assert "هێمن قادر ڕەسووڵ" in form
    given = {**REQUEST, **WHY, "recipient": "civil-status", "note": "Family lives in Soran."}
    assert mine.post(f"{place}/request", given).status_code == 302
    package = OutgoingPackage.objects.get()
    mine.post(f"/returns/packages/{package.reference}/release")
    package.refresh_from_db()
    assert package.state == "draft"
    assert "read the note" in theirs.get(place).content.decode()
    theirs.post(f"/returns/packages/{package.reference}/read")
    mine.post(f"/returns/packages/{package.reference}/release")
    package.refresh_from_db()
    assert package.state == "released"
    came = comes(officer, package.reference, answer="accepted", expires="2027-03-01")
    assert case.reference in mine.get("/returns/inbox").content.decode()
    mine.post(f"{place}/{came.pk}/take")
    assert facts_of(case).acceptance.answer == "accepted"


def test_a_word_that_tells_is_refused_on_the_page_and_nothing_is_kept(desk):
    officer = desk.officer()
    case = desk.case(officer)
    given = {**REQUEST, **WHY, "recipient": "civil-status", "note": "He asked for asylum"}
    answer = browser(officer).post(f"/returns/cases/{case.reference}/receiver/request", given)
    assert answer.status_code == 400
    assert "would tell of asylum" in answer.content.decode()
    assert not OutgoingPackage.objects.exists()


def test_records_are_compared_after_basis_and_purpose_are_given_and_the_decision_kept(desk):
    officer = desk.officer()
    case = desk.case(officer)
    came = comes(
        officer, asked(desk, officer, case), answer="identity_confirmed",
        full_name="Hemin Qadir Rasul", born="1994-01-01",
    )  # fmt: skip
    mine = browser(officer)
    place = f"/returns/cases/{case.reference}/receiver/{came.pk}"
    assert "Hemin Qadir Rasul" not in mine.get(f"{place}/compare").content.decode()
    shown = mine.post(f"{place}/compare", WHY).content.decode()
    assert "Hemin Qadir Rasul" in shown
    assert "where the real one is not known" in shown
    mine.post(f"{place}/decide", {**WHY, "outcome": "same", "why": "Father known to both"})
    assert IdentityCheck.objects.get().outcome == "same"


def test_a_letter_is_made_looked_at_and_served_on_its_page(desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    mine, place = browser(officer), f"/returns/cases/{case.reference}/letters"
    assert mine.post(place, LETTER).status_code == 302
    letter = MadeLetter.objects.get()
    assert mine.get(f"{place}/{letter.reference}.pdf").content.startswith(b"%PDF")
    assert "translation not checked" in mine.get(place).content.decode()
    served = {"how": "in person", "place": "england-wales", "read_to_person": "on"}
    mine.post(f"{place}/{letter.reference}/served", {**served, "at": "2020-01-01T10:00"})
    assert facts_of(case).notices == ()
    made = f"{letter.made_at:%Y-%m-%dT%H:%M}"
    mine.post(f"{place}/{letter.reference}/served", {**served, "at": made})
    assert [one.language for one in facts_of(case).notices] == ["ckb"]


def test_a_letter_that_lacks_its_route_is_refused_with_words(desk):
    officer = desk.officer()
    case = desk.case(officer)
    place = f"/returns/cases/{case.reference}/letters"
    answer = browser(officer).post(place, {**LETTER, "route": ""})
    assert answer.status_code == 400
    assert "not complete" in answer.content.decode()


def test_the_receiving_side_answers_from_its_inbox(desk):
    officer = desk.officer(agency="civil-status")
    came = comes_to(officer)
    mine = browser(officer)
    assert "هێمن قادر ڕەسووڵ" in mine.get("/returns/inbox").content.decode()
    given = {"answer": "identity_confirmed", "authority": "erbil", **WHY}
    mine.post(f"/returns/inbox/{came.pk}/reply", given)
    package = OutgoingPackage.objects.get()
    mine.post(f"/returns/packages/{package.reference}/release")
    package.refresh_from_db()
    assert (package.state, package.answers) == ("released", came.reference)


def test_what_came_is_set_aside_with_a_reason(desk):
    officer = desk.officer()
    came = comes(officer, asked(desk, officer, desk.case(officer)), answer="accepted")
    mine = browser(officer)
    mine.post(f"/returns/inbox/{came.pk}/aside", {"words": ""})
    came.refresh_from_db()
    assert came.state == "waiting"
    mine.post(f"/returns/inbox/{came.pk}/aside", {"words": "Of another person"})
    came.refresh_from_db()
    assert came.state == "set aside"


@pytest.mark.parametrize("path", ["receiver", "letters", "history"])
def test_a_monitor_reads_and_is_offered_nothing_to_change(desk, path: str):
    officer = desk.officer()
    case = desk.case(officer)
    asked(desk, officer, case)
    answer = browser(desk.officer("monitor")).get(f"/returns/cases/{case.reference}/{path}")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[-1].split("</main>")[0]
    assert "<form" not in main


@pytest.mark.parametrize("path", ["receiver", "letters", "history", "receiver/request"])
def test_another_agency_finds_no_such_page(desk, path: str):
    case = desk.case(desk.officer())
    other = browser(desk.officer(agency="civil-status"))
    assert other.get(f"/returns/cases/{case.reference}/{path}").status_code == 404
