"""The independent view: everything of a case, readable by a monitor, changed by nobody, audited."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pdfminer.high_level import extract_text

from hawkari.desks.returns.models import CaseEvent
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.history import history_of
from hawkari.desks.returns.services.keeping import dispose_case
from hawkari.desks.returns.services.moving import close, move
from hawkari.desks.returns.services.recording import events_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def client(access) -> Client:
    made = Client()
    made.force_login(access.user)
    return made


def departed(desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    propose_departure(first, case.reference, why="papers seen")
    confirm_departure(second, case.reference)
    return case, first, second


def test_a_monitor_reads_every_event_with_both_officers(desk):
    case, first, second = departed(desk)
    found = history_of(desk.officer("monitor"), case.reference)
    assert len(found.entries) == CaseEvent.objects.filter(case=case).count()
    last = found.entries[-1].event
    assert (last.actor, last.second) == (second.user.username, first.user.username)
    assert found.faults == ()


def test_what_was_learned_late_and_what_was_wrong_is_marked(desk):
    officer = desk.officer()
    case = desk.to(officer, State.SCREENING)
    open_barrier(
        officer, case.reference, "asylum_claim", source="letter",
        at=timezone.now() - timedelta(days=3),
    )  # fmt: skip
    late = [one for one in history_of(officer, case.reference).entries if one.is_late]
    assert [one.event.body["barrier"] for one in late] == ["asylum_claim"]


def test_a_step_that_was_refused_stands_there_too(desk):
    officer = desk.officer()
    case = desk.to(officer, State.SCREENING)
    with pytest.raises(StepRefused):
        move(officer, case.reference, State.LIABLE)
    refused = history_of(desk.officer("monitor"), case.reference).refused
    assert [(one.actor, one.what) for one in refused] == [(officer.user.username, "liable")]


def test_a_step_that_no_guard_would_have_allowed_is_named(desk, monkeypatch):
    case, _, _ = departed(desk)
    # The store forbids changing events; whoever holds the database's password might all the same.
    monkeypatch.setattr(
        "hawkari.desks.returns.services.history.events_of",
        lambda of: [one for one in events_of(of) if one.kind != "receiver_answered"],
    )
    assert history_of(desk.officer("monitor"), case.reference).faults


def test_reading_is_audited_and_printing_is_a_disclosure(desk):
    case, _, _ = departed(desk)
    monitor = desk.officer("monitor")
    history_of(monitor, case.reference)
    history_of(monitor, case.reference, is_printed=True)
    acts = [(one.act, one.role) for one in AuditEntry.records.order_by("-seq")[:2]]
    assert acts == [("disclose", "monitor"), ("consult", "monitor")]
    looked = history_of(desk.officer(), case.reference).looks
    assert {one.actor for one in looked} >= {monitor.user.username}


@pytest.mark.parametrize("role", ["analyst", "auditor", "administrator", "liaison"])
def test_others_do_not_read_it(desk, role: str):
    case, _, _ = departed(desk)
    with pytest.raises(AccessDenied):
        history_of(desk.officer(role), case.reference)


def test_a_monitor_of_another_agency_does_not_know_the_case(desk):
    case, _, _ = departed(desk)
    with pytest.raises(BadInput, match="no case"):
        history_of(desk.officer("monitor", agency="civil-status"), case.reference)


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_page_and_the_paper_hold_every_event(desk, language: str):
    case, first, second = departed(desk)
    browser = client(desk.officer("monitor"))
    headers = {"accept-language": language}
    page = browser.get(f"/returns/cases/{case.reference}/history", headers=headers)
    assert page.status_code == 200
    said = page.content.decode()
    for name in (first.user.username, second.user.username, case.reference):
        assert name in said
    paper = browser.get(f"/returns/cases/{case.reference}/history.pdf", headers=headers)
    assert paper["Content-Type"] == "application/pdf"
    text = extract_text(io.BytesIO(paper.content))
    assert case.reference in text
    assert text.count(first.user.username) > 3


def test_an_erased_case_still_says_who_did_what_and_when(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    close(officer, case.reference, "own_choice", why="went by himself")
    dispose_case(desk.officer("reviewer"), case.reference, why="kept long enough")
    page = client(desk.officer("monitor")).get(f"/returns/cases/{case.reference}/history")
    said = page.content.decode()
    assert "were erased" in said
    assert officer.user.username in said
    assert "هێمن" not in said


def test_an_unknown_case_is_no_page(desk):
    assert client(desk.officer()).get("/returns/cases/R-2026-XXXXXX/history").status_code == 404
