"""Certificates: only for who passed a signed course, revoked by two, unknown to other agencies."""

from datetime import timedelta
from uuid import UUID

import pytest

from hawkari.desks.programme.badges import Holder, verify_badge
from hawkari.desks.programme.models import Certificate
from hawkari.desks.programme.services.badges import (
    certificate_view,
    issuer_name,
    open_badge,
    status_list,
    verify_here,
)
from hawkari.desks.programme.services.certificates import (
    course_certificates,
    find_certificates,
    issue,
    issue_to_all,
)
from hawkari.desks.programme.services.refusals import NotFound
from hawkari.desks.programme.services.revocations import (
    keep_certificate,
    propose_revocation,
    revoke,
)
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access
from hawkari.evidence.models import AuditEntry
from tests.desks.programme.certifying import SORANI, certified, passed_course
from tests.desks.programme.teaching import School

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def trainer(school: School) -> Access:
    return school.trainer()


def test_who_passed_is_certified_and_the_badge_holds_elsewhere(school: School, trainer: Access):
    made = certified(school, trainer)

    assert made.reference.startswith("B-")
    trusted, status = [issuer_name(trainer)], status_list(trainer)
    for name in ("Invented Officer 1", SORANI):
        found = verify_badge(
            open_badge(trainer, made.reference),
            trusted=trusted, status=status, holder=Holder(name, made.code),
        )  # fmt: skip
        assert found.state == "valid"
    assert found.name == "Document fraud, version 1"
    assert found.description == "ساختەکاریی بەڵگەنامە"
    assert UUID(found.number) == made.number


def test_whoever_did_not_pass_or_of_an_unsigned_course_gets_none(school: School, trainer: Access):
    course = passed_course(school, trainer)
    with pytest.raises(BadInput, match="did not pass"):
        issue(trainer, course.reference, 2)
    course.signed_at = course.signed_by = None
    course.save()
    with pytest.raises(BadInput, match="second person"):
        issue(trainer, course.reference, 1)
    with pytest.raises(BadInput, match="second person"):
        issue_to_all(trainer, course.reference)
    assert course_certificates(trainer, course.reference).due == 0
    assert not Certificate.objects.exists()


def test_all_who_passed_are_certified_once(school: School, trainer: Access):
    course = passed_course(school, trainer, trainees=4)
    assert course_certificates(trainer, course.reference).due == 3

    made = issue_to_all(trainer, course.reference)

    assert {one.enrolment.number for one in made} == {1, 2, 3}
    assert len({one.place for one in made}) == len({one.code for one in made}) == 3
    with pytest.raises(BadInput, match="nobody is due"):
        issue_to_all(trainer, course.reference)
    with pytest.raises(BadInput, match="already"):
        issue(trainer, course.reference, 1)


def test_nobody_whose_name_was_erased_is_certified(school: School, trainer: Access):
    course = passed_course(school, trainer)
    course.enrolments.update(name="", names={})

    with pytest.raises(BadInput, match="erased"):
        issue(trainer, course.reference, 1)
    assert course_certificates(trainer, course.reference).due == 0


def test_one_proposes_and_another_revokes_and_then_it_is_seen(school: School, trainer: Access):
    made, second = certified(school, trainer), school.trainer()
    with pytest.raises(BadInput, match="reason"):
        propose_revocation(trainer, made.reference, " ")
    for wrong in ("a\0b", "half \ud800", "x" * 501):
        with pytest.raises(BadInput):
            propose_revocation(trainer, made.reference, wrong)
    with pytest.raises(BadInput, match="nobody proposed"):
        revoke(second, made.reference)
    propose_revocation(trainer, made.reference, "The wrong person was certified")
    with pytest.raises(BadInput, match="yourself"):
        revoke(trainer, made.reference)
    assert certificate_view(trainer, made.reference).verdict.state == "valid"

    revoke(second, made.reference)

    assert certificate_view(trainer, made.reference).verdict.state == "revoked"
    assert verify_here(trainer, made.token).state == "revoked"
    handed = verify_badge(
        made.token, trusted=[made.issuer], status=status_list(trainer)
    )  # what somebody offline finds
    assert handed.state == "revoked"
    for late in (revoke, keep_certificate):
        with pytest.raises(BadInput, match="revoked already"):
            late(second, made.reference)
    again = issue(trainer, made.enrolment.course.reference, 1)
    assert (again.number, again.place) != (made.number, made.place)
    assert verify_here(trainer, again.token).state == "valid"


def test_a_proposal_that_is_declined_leaves_the_certificate(school: School, trainer: Access):
    made, second = certified(school, trainer), school.trainer()
    propose_revocation(trainer, made.reference, "A misspelt name")
    assert [one.pk for one in find_certificates(trainer, state="proposed")] == [made.pk]

    keep_certificate(second, made.reference)

    assert [one.pk for one in find_certificates(trainer, state="holds")] == [made.pk]
    assert verify_here(trainer, made.token).state == "valid"


def test_a_certificate_lapses_after_its_day(school: School, trainer: Access):
    course = passed_course(school, trainer)
    with pytest.raises(BadInput, match="lapsed already"):
        issue(trainer, course.reference, 1, until=trainer.today)
    made = issue(trainer, course.reference, 1, until=trainer.today + timedelta(days=1))

    assert verify_here(trainer, made.token).state == "valid"
    Certificate.objects.update(until=trainer.today - timedelta(days=1))
    assert [one.pk for one in find_certificates(trainer, state="lapsed")] == [made.pk]
    assert find_certificates(trainer, state="holds") == []


def test_another_agency_knows_of_no_certificate_and_a_reader_reads_none(
    school: School, trainer: Access
):
    made = certified(school, trainer)
    other = school.trainer(agency="coastguard")
    assert find_certificates(other) == []
    for door in (certificate_view, open_badge, revoke, keep_certificate):
        with pytest.raises(NotFound):
            door(other, made.reference)
    with pytest.raises(NotFound):
        issue(other, made.enrolment.course.reference, 1)
    reader = school.trainer("analyst")
    for door in (certificate_view, open_badge, revoke, keep_certificate):
        with pytest.raises(AccessDenied):
            door(reader, made.reference)
    # But whoever reads the programme may verify what they are shown.
    assert verify_here(reader, made.token).state == "valid"
    assert verify_here(other, made.token).state == "other_issuer"


def test_what_is_done_is_logged_and_no_name_or_code_with_it(school: School, trainer: Access):
    made = certified(school, trainer)
    verify_here(trainer, made.token, holder=Holder("Invented Officer 1", made.code))
    propose_revocation(trainer, made.reference, "Issued in error")
    revoke(school.trainer(), made.reference)

    logged = [str(vars(one)) for one in AuditEntry.records.all()]
    assert any("certificate issued" in one for one in logged)
    assert any("certificate revoked" in one for one in logged)
    assert not any("Invented Officer" in one or made.code in one for one in logged)
