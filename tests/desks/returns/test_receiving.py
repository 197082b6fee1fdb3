"""Nothing is told to a receiving authority without a person, and no answer comes true alone."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from hawkari.desks.returns.models import IdentityCheck
from hawkari.desks.returns.services.barriers import open_barrier
from hawkari.desks.returns.services.departing import confirm_departure, propose_departure
from hawkari.desks.returns.services.identity import (
    Decision,
    Why,
    compare_with,
    decide_identity,
)
from hawkari.desks.returns.services.keeping import dispose_case
from hawkari.desks.returns.services.moving import close
from hawkari.desks.returns.services.notices import withdraw_consent
from hawkari.desks.returns.services.receiving import (
    Given,
    answer_request,
    known_fields,
    packages_of,
    prepare_package,
    release_package,
    take_package,
    waiting_packages,
)
from hawkari.desks.returns.services.recording import events_of, facts_of
from hawkari.desks.returns.services.refusals import StepRefused
from hawkari.engines.casework import State, load_table, why_not
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.models import AuditEntry, OutgoingPackage
from hawkari.evidence.outbox import PackageKind
from tests.desks.returns.playing import Desk, look
from tests.desks.returns.receiving import REQUEST, comes, comes_to, request, with_receiver

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
WHY = Why("public task", "To find out who he is")


@pytest.fixture
def desk() -> Desk:
    return with_receiver(Desk())


def asked(desk: Desk, officer, case, **more) -> str:
    """A request about the case that was released; its reference."""
    look(officer, case.reference)
    package = prepare_package(officer, case.reference, request(**more))
    release_package(officer, case.reference, package.reference)
    return package.reference


def kinds(case) -> list[str]:
    return [one.kind.value for one in events_of(case)]


def test_a_request_holds_what_the_case_knows_and_its_release_stands_in_the_history(desk):
    officer = desk.officer()
    case = desk.case(officer)
    known = known_fields(officer, case.reference)
    assert known["full_name"] == "هێمن قادر ڕەسووڵ"
    assert known["born"] == "1994-05-18"
    assert set(known) <= {*REQUEST, "other_name", "sex"}
    reference = asked(desk, officer, case)
    sent = facts_of(case).requests[-1]
    assert reference in sent.request
    assert sent.fields == ("date_of_birth", "names")


def test_what_is_told_is_what_the_guard_table_permits(desk):
    officer = desk.officer()
    case = desk.case(officer)
    every = {
        "full_name": "Hemin", "other_name": "Hêmin", "father_name": "Qadir",
        "mother_name": "Nasrin", "grandfather_name": "Resul", "born": "1994-05-18",
        "birth_place": "erbil", "sex": "male",
        "registered_in": "erbil", "document_kind": "csid", "document_number": "1234567",
        "document_issued": "2010-01-01", "language": "ckb", "reply_by": "2027-01-01",
    }  # fmt: skip
    asked(desk, officer, case, fields=every)
    assert set(facts_of(case).requests[-1].fields) <= load_table().permitted_fields
    guards = {one.guard for one in why_not(load_table(), facts_of(case), timezone.now())}
    assert "only_permitted_fields" not in guards


def test_nothing_stands_in_the_history_until_a_person_released_it(desk):
    officer = desk.officer()
    case = desk.case(officer)
    prepare_package(officer, case.reference, request())
    assert "receiver_asked" not in kinds(case)


def test_only_the_authority_that_the_case_names_is_told(desk):
    officer = desk.officer()
    case = desk.case(officer)
    with pytest.raises(BadInput, match="only the authority that the case names"):
        prepare_package(officer, case.reference, request(fields={"authority": "baghdad"}))


def test_consent_is_a_basis_only_while_it_stands(desk):
    officer = desk.officer()
    fresh = desk.case(officer)
    with pytest.raises(BadInput, match="no informed consent"):
        prepare_package(officer, fresh.reference, request(basis="consent"))
    case = desk.to(officer, State.DOCUMENTING)
    draft = prepare_package(officer, case.reference, request(basis="consent"))
    withdraw_consent(officer, case.reference, how="by telephone")
    with pytest.raises(BadInput, match="no informed consent"):
        release_package(officer, case.reference, draft.reference)
    with pytest.raises(BadInput, match="was withdrawn"):
        prepare_package(officer, case.reference, request())
    assert OutgoingPackage.objects.get().state == "draft"


def test_a_request_that_was_released_does_not_leave_once_consent_is_withdrawn(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    asked(desk, officer, case, basis="consent")
    assert OutgoingPackage.objects.get().state == "released"
    withdraw_consent(officer, case.reference, how="by telephone")
    assert OutgoingPackage.objects.get().state == "dropped"


def test_a_request_that_was_released_does_not_leave_once_somebody_asks_for_protection(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    asked(desk, officer, case)
    open_barrier(officer, case.reference, "injunction", source="order of the court")
    assert OutgoingPackage.objects.get().state == "released"
    open_barrier(officer, case.reference, "asylum_claim", source="said so to the escort")
    assert OutgoingPackage.objects.get().state == "dropped"


def test_a_reply_changes_nothing_until_somebody_takes_it(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    reference = asked(desk, officer, case)
    came = comes(officer, reference, answer="accepted", expires="2027-03-01")
    assert facts_of(case).acceptance is None
    assert waiting_packages(officer) == [(came, case.reference)]
    take_package(officer, case.reference, came.pk)
    acceptance = facts_of(case).acceptance
    assert acceptance is not None
    assert (acceptance.answer, acceptance.receiver) == ("accepted", "erbil")
    assert came.reference in acceptance.document
    assert acceptance.expires.isoformat() == "2027-03-01"
    assert waiting_packages(officer) == []


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("interview", "interview"),
        ("document_agreed", "agreed"),
        ("document_issued", "issued"),
        ("document_refused", "refused"),
    ],
)
def test_a_reply_moves_the_travel_document_on(desk, answer: str, status: str):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    more = {"travel_document_number": "LP123456"} if status == "issued" else {}
    came = comes(officer, asked(desk, officer, case), answer=answer, **more)
    take_package(officer, case.reference, came.pk)
    assert status in {one.status for one in facts_of(case).documents}


def test_a_refusal_without_a_number_is_of_the_document_that_the_case_has(desk):
    officer = desk.officer()
    case = desk.to(officer, State.ACCEPTED_BY_RECEIVER)
    came = comes(officer, asked(desk, officer, case), answer="document_refused")
    take_package(officer, case.reference, came.pk)
    assert [(one.document, one.status) for one in facts_of(case).documents] == [("LP-7", "refused")]


def test_a_reply_for_another_authority_than_was_asked_is_not_kept(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    reference = asked(desk, officer, case)
    with pytest.raises(BadInput, match="answers no package"):
        comes(officer, reference, answer="accepted", authority="baghdad")


def test_a_reply_is_taken_into_the_case_that_it_answers_and_no_other(desk):
    officer = desk.officer()
    case, other = desk.to(officer, State.DOCUMENTING), desk.case(officer)
    came = comes(officer, asked(desk, officer, case), answer="accepted")
    with pytest.raises(BadInput, match="answers another case"):
        take_package(officer, other.reference, came.pk)
    take_package(officer, case.reference, came.pk)
    with pytest.raises(BadInput, match="no such package waits"):
        take_package(officer, case.reference, came.pk)
    assert kinds(case).count("receiver_answered") == 1


def departed(desk: Desk):
    first, second = desk.officer(), desk.officer()
    case = desk.to(first, State.BOOKED)
    propose_departure(first, case.reference, why="papers seen")
    confirm_departure(second, case.reference)
    return first, case


def booking(answers: str) -> Given:
    fields = {
        "flight": "RJ 118", "leaves_from": "LHR", "lands_at": "EBL", "authority": "erbil",
        "leaves": "2026-12-08T14:05+00:00", "lands": "2026-12-08T20:00+00:00",
        "travel_document": "laissez_passer", "travel_document_number": "LP123456",
    }  # fmt: skip
    return (
        request(kind=PackageKind.BOOKING, answers=answers)
        if not fields
        else Given(
            PackageKind.BOOKING, "civil-status", fields, "public task", "So that he is met", answers
        )
    )


def test_the_flight_is_told_and_the_arrival_comes_back(desk):
    officer, case = departed(desk)
    reference = asked(desk, officer, case)
    package = prepare_package(officer, case.reference, booking(reference))
    release_package(officer, case.reference, package.reference)
    now = timezone.now().astimezone(UTC).isoformat(timespec="minutes")
    came = comes(
        officer, package.reference, PackageKind.ARRIVAL, outcome="arrived", at=now, landed_at="EBL"
    )
    with pytest.raises((BadInput, StepRefused)):
        take_package(officer, desk.case(officer).reference, came.pk)
    take_package(officer, case.reference, came.pk)
    assert facts_of(case).state is State.ARRIVED


def test_somebody_refused_on_arrival_is_screened_anew(desk):
    officer, case = departed(desk)
    at = timezone.now().astimezone(UTC).isoformat(timespec="minutes")
    came = comes(
        officer, asked(desk, officer, case), PackageKind.ARRIVAL, outcome="refused", at=at,
        reason="document_not_accepted",
    )  # fmt: skip
    take_package(officer, case.reference, came.pk)
    assert facts_of(case).state is State.REFUSED_ON_ARRIVAL


def test_an_arrival_before_the_departure_is_refused_and_still_waits(desk):
    officer, case = departed(desk)
    at = (timezone.now() - timedelta(hours=2)).astimezone(UTC).isoformat(timespec="minutes")
    came = comes(officer, asked(desk, officer, case), PackageKind.ARRIVAL, outcome="arrived", at=at)
    with pytest.raises(BadInput, match="before the departure"):
        take_package(officer, case.reference, came.pk)
    assert facts_of(case).state is State.DEPARTED
    assert [one.pk for one, _ in waiting_packages(officer)] == [came.pk]


def test_an_arrival_of_somebody_who_has_not_left_is_refused_and_still_waits(desk):
    officer = desk.officer()
    case = desk.to(officer, State.BOOKED)
    at = (timezone.now() - timedelta(minutes=1)).astimezone(UTC).isoformat(timespec="minutes")
    came = comes(officer, asked(desk, officer, case), PackageKind.ARRIVAL, outcome="arrived", at=at)
    with pytest.raises((StepRefused, BadInput)):
        take_package(officer, case.reference, came.pk)
    assert [one.pk for one, _ in waiting_packages(officer)] == [came.pk]


def test_another_agency_answers_what_it_is_asked_without_a_case_of_its_own(desk):
    officer = desk.officer(agency="civil-status")
    came = comes_to(officer)
    fields = {"answer": "identity_confirmed", "authority": "erbil", "full_name": "Hemin"}
    given = Given(PackageKind.REPLY, "", fields, "legal duty", "To answer")
    made = answer_request(officer, came.pk, given)
    assert (made.recipient.slug, made.answers, made.state) == (
        "home-office",
        came.reference,
        "draft",
    )
    assert waiting_packages(officer) == []


def test_records_stand_side_by_side_and_the_officer_decides(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    came = comes(
        officer, asked(desk, officer, case), answer="identity_not_confirmed",
        full_name="Hemin Qadir Rasul", born="1994-01-01",
    )  # fmt: skip
    rows = {one.field: one for one in compare_with(officer, case.reference, came.pk, why=WHY)}
    assert rows["born"].reasons == ("made_up",)
    assert rows["full_name"].explained is not None
    assert not IdentityCheck.objects.exists()
    kept = decide_identity(
        officer, case.reference, came.pk, why=WHY, decision=Decision("same", "Father known to both")
    )
    assert (kept.outcome, kept.theirs["born"], kept.by) == ("same", "1994-01-01", officer.user)
    assert events_of(case)[-1].body["about"] == "identity_same"
    assert facts_of(case).barrier("nationality_in_doubt").status != "lifted"


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (Why("", "x"), "is no basis"),
        (Why("public task", " "), "needs its purpose"),
        (Why("consent", "x"), "no consent stands"),
    ],
)
def test_no_comparison_without_basis_and_purpose(desk, why: Why, said: str):
    officer = desk.officer()
    case = desk.case(officer)
    came = comes(officer, asked(desk, officer, case), answer="identity_confirmed")
    with pytest.raises(BadInput, match=said):
        compare_with(officer, case.reference, came.pk, why=why)


@pytest.mark.parametrize("role", ["monitor", "analyst", "auditor", "liaison"])
def test_who_does_not_work_on_cases_tells_takes_and_decides_nothing(desk, role: str):
    officer = desk.officer()
    case = desk.case(officer)
    package = prepare_package(officer, case.reference, request())
    other = desk.officer(role)
    for act in (
        lambda: prepare_package(other, case.reference, request()),
        lambda: release_package(other, case.reference, package.reference),
        lambda: take_package(other, case.reference, 1),
        lambda: compare_with(other, case.reference, 1, why=WHY),
        lambda: decide_identity(other, case.reference, 1, why=WHY, decision=Decision("same", "x")),
        lambda: answer_request(other, 1, request()),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_another_agency_of_the_operation_sees_neither_case_nor_packages(desk):
    officer = desk.officer()
    case = desk.case(officer)
    asked(desk, officer, case)
    other = desk.officer(agency="civil-status")
    with pytest.raises(BadInput, match="no case"):
        packages_of(other, case.reference)
    assert waiting_packages(other) == []


def test_a_disposed_case_leaves_no_words_in_its_packages_or_comparisons(desk):
    officer = desk.officer()
    case = desk.to(officer, State.DOCUMENTING)
    came = comes(officer, asked(desk, officer, case), answer="accepted", full_name="Hemin")
    decide_identity(officer, case.reference, came.pk, why=WHY, decision=Decision("same", "seen"))
    take_package(officer, case.reference, came.pk)
    close(officer, case.reference, "own_choice", why="went by himself")
    dispose_case(desk.officer("reviewer"), case.reference, why="kept long enough")
    out, came_again = packages_of(officer, case.reference)
    assert [one.body for one in (*out, *came_again)] == [{}, {}]
    assert IdentityCheck.objects.get().theirs == {}


def test_the_history_says_that_records_were_compared_and_for_what_and_the_log_only_that(desk):
    officer = desk.officer()
    case = desk.case(officer)
    came = comes(officer, asked(desk, officer, case), answer="identity_confirmed")
    compare_with(officer, case.reference, came.pk, why=WHY)
    assert events_of(case)[-1].body["purpose"] == WHY.purpose
    entry = AuditEntry.records.last()
    assert (entry.act, entry.object_ids) == ("consult", [case.reference])
    # Another agency's auditor of the operation reads the log: no words of a case stand in it.
    assert not any(one.justification for one in AuditEntry.records.all())
