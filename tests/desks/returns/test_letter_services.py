"""Letters of a case: made whole or not at all, kept as made, and served with time enough."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from hawkari.desks.returns.letters import Appeal, Contact, LetterKind
from hawkari.desks.returns.models import MadeLetter
from hawkari.desks.returns.services.letters import (
    Asked,
    Served,
    letter_content,
    letters_of,
    make_letter,
    serve_letter,
    usual,
)
from hawkari.desks.returns.services.recording import facts_of
from hawkari.engines.casework import Place, deadline
from hawkari.errors import AccessDenied, BadInput
from tests.desks.returns.letters import FONTS
from tests.desks.returns.playing import Desk

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
ASKED = Asked(
    kind=LetterKind.INTENTION,
    language="ckb",
    office="Returns team, Croydon",
    advice=Contact("Fenwick Law Centre", "+44 7700 900123"),
    interpreter=Contact("Interpreters' desk", "+44 7700 900124"),
    questions=Contact("Returns team", "+44 7700 900125"),
    appeal=Appeal(),
    destination="Erbil, Iraq",
    route=("London Heathrow", "Istanbul", "Erbil"),
    place="england-wales",
)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def made(officer, case, **other) -> MadeLetter:
    return make_letter(officer, case.reference, replace(ASKED, **other), fonts=FONTS)


def test_a_letter_names_the_end_of_the_period_that_the_clock_gives(desk):
    officer = desk.officer()
    served = datetime(2026, 12, 22, 10, tzinfo=UTC)
    letter = made(officer, desk.case(officer), serve_at=served)
    assert letter.earliest == deadline("removal_notice", served, Place.ENGLAND_WALES).binding
    assert letter.earliest.date() > date(2026, 12, 30)


def test_what_is_kept_is_what_was_made(desk):
    officer = desk.officer()
    case = desk.case(officer)
    letter = made(officer, case)
    assert letter_content(officer, case.reference, letter.reference).startswith(b"%PDF")
    assert [one.reference for one in letters_of(officer, case.reference)] == [letter.reference]
    assert letter.said["person"] == "هێمن قادر ڕەسووڵ"
    assert not letter.is_signed


def test_serving_a_letter_serves_the_notice_of_the_case(desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    letter = made(officer, case)
    serve_letter(
        officer, case.reference, letter.reference,
        served=Served("in person", "england-wales", read_to_person=True, at=letter.made_at),
    )  # fmt: skip
    notice = facts_of(case).notices[0]
    assert (notice.kind, notice.language, notice.destination) == ("intention", "ckb", "Erbil, Iraq")
    assert notice.route == "London Heathrow → Istanbul → Erbil"
    assert notice.appeal_details
    assert notice.lawyer_details
    letter.refresh_from_db()
    assert letter.served_event == notice.number
    with pytest.raises(BadInput, match="served already"):
        serve_letter(
            officer, case.reference, letter.reference,
            served=Served("in person", "england-wales", read_to_person=True),
        )  # fmt: skip


def test_the_notice_of_a_served_letter_holds_the_day_and_the_carrier_that_it_names(desk):
    officer = desk.officer()
    case, departs = desk.case(officer, route="enforced"), timezone.now() + timedelta(days=40)
    letter = made(
        officer, case, kind=LetterKind.DEPARTURE, departs=departs, carrier="RJ 118",
        departs_from="London Heathrow",
    )  # fmt: skip
    serve_letter(
        officer, case.reference, letter.reference,
        served=Served("in person", "england-wales", read_to_person=True, at=letter.made_at),
    )  # fmt: skip
    notice = facts_of(case).notices[0]
    assert (notice.departs, notice.carrier) == (departs, "RJ 118")


def test_a_letter_served_so_late_that_it_promises_too_little_time_is_not_served(desk):
    officer = desk.officer()
    case = desk.case(officer, route="enforced")
    letter = made(officer, case, serve_at=timezone.now() - timedelta(days=10))
    with pytest.raises(BadInput, match="ends later than the letter says"):
        serve_letter(
            officer, case.reference, letter.reference,
            served=Served("by post", "england-wales", read_to_person=False),
        )  # fmt: skip
    assert facts_of(case).notices == ()


def test_a_letter_that_asks_for_consent_is_no_notice(desk):
    officer = desk.officer()
    case = desk.case(officer)
    letter = made(officer, case, kind=LetterKind.CONSENT, receiver="Erbil")
    assert letter.earliest is None
    with pytest.raises(BadInput, match="asks for consent"):
        serve_letter(
            officer, case.reference, letter.reference,
            served=Served("in person", "england-wales", read_to_person=True),
        )  # fmt: skip


def test_a_letter_without_what_the_person_needs_is_not_kept(desk):
    officer = desk.officer()
    case = desk.case(officer)
    with pytest.raises(BadInput, match="route"):
        made(officer, case, route=())
    with pytest.raises(BadInput, match="has no calendar"):
        made(officer, case, place="mars")
    assert not MadeLetter.objects.exists()


def test_the_next_letter_begins_with_the_office_of_the_last(desk):
    officer = desk.officer()
    assert usual(officer) == {}
    made(officer, desk.case(officer))
    assert usual(officer)["office"] == "Returns team, Croydon"
    assert usual(desk.officer(agency="civil-status")) == {}


@pytest.mark.parametrize("role", ["monitor", "analyst", "auditor"])
def test_who_does_not_work_on_cases_makes_and_serves_no_letter(desk, role: str):
    officer, other = desk.officer(), desk.officer(role)
    case = desk.case(officer)
    letter = made(officer, case)
    with pytest.raises(AccessDenied):
        made(other, case)
    with pytest.raises(AccessDenied):
        serve_letter(
            other, case.reference, letter.reference,
            served=Served("in person", "england-wales", read_to_person=True),
        )  # fmt: skip


def test_a_monitor_reads_the_letter_and_another_agency_does_not(desk):
    officer = desk.officer()
    case = desk.case(officer)
    letter = made(officer, case)
    assert letter_content(desk.officer("monitor"), case.reference, letter.reference)
    with pytest.raises(BadInput, match="no case"):
        letter_content(desk.officer(agency="civil-status"), case.reference, letter.reference)
