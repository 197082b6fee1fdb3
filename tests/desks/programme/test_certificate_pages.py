"""Pages of certificates: from those who passed to a paper, a verdict and a revocation."""

import io

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pdfminer.high_level import extract_text

from hawkari.desks.programme.badges import issuer_did, packed
from hawkari.desks.programme.models import Certificate
from hawkari.desks.programme.services.badges import status_list
from hawkari.evidence.access import Access
from tests.desks.programme.badges.making import badge, issuer
from tests.desks.programme.certifying import SORANI, certified, passed_course
from tests.desks.programme.promising import browser_of
from tests.desks.programme.teaching import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School()


@pytest.fixture
def trainer(school: School) -> Access:
    return school.trainer()


@pytest.fixture
def client(trainer: Access) -> Client:
    return browser_of(trainer)


def at(name: str, *arguments: str) -> str:
    return reverse(f"programme:{name}", args=arguments)


def read(client: Client, name: str, *arguments: str) -> str:
    answer = client.get(at(name, *arguments))
    assert answer.status_code == 200
    return answer.content.decode()


def verdict(client: Client, **said: object) -> str:
    answer = client.post(at("verify_certificate"), said)
    assert answer.status_code == 200
    return answer.content.decode()


def test_all_who_passed_are_certified_from_the_course_page(
    school: School, trainer: Access, client: Client
):
    course = passed_course(school, trainer, trainees=3)
    page = read(client, "course_certificates", course.reference)
    assert "attended too little" in page

    answer = client.post(at("course_certificates", course.reference), {"until": ""}, follow=True)

    assert "2 certificates issued." in answer.content.decode()
    listed = read(client, "certificates")
    assert all(one.reference in listed for one in Certificate.objects.all())
    late = client.post(at("course_certificates", course.reference), {"until": "2001-01-01"})
    assert late.status_code == 400
    assert "Give a later day" in late.content.decode()


def test_the_paper_says_who_holds_it_in_two_languages_and_carries_the_badge(
    school: School, trainer: Access, client: Client
):
    made = certified(school, trainer)
    answer = client.get(at("certificate_paper", made.reference))

    assert answer["Content-Type"] == "application/pdf"
    said = extract_text(io.BytesIO(answer.content))
    for word in ("Invented Officer 1", "Certificate", made.reference, made.code, "Document fraud"):
        assert word in said
    assert any("\u0600" <= letter <= "\u06ff" or letter >= "\ufb50" for letter in said)
    badge_file = client.get(at("badge_file", made.reference)).content.decode()
    assert badge_file == made.token
    assert SORANI not in badge_file


def test_what_was_revoked_or_erased_is_not_printed(school: School, trainer: Access, client: Client):
    made = certified(school, trainer)
    made.enrolment.name = ""
    made.enrolment.save()
    answer = client.get(at("certificate_paper", made.reference), follow=True)
    assert "erased" in answer.content.decode()


def test_a_second_person_revokes_on_the_page(school: School, trainer: Access, client: Client):
    made = certified(school, trainer)
    second = browser_of(school.trainer())
    empty = client.post(at("certificate", made.reference), {"why": ""})
    assert empty.status_code == 400
    client.post(at("certificate", made.reference), {"why": "The wrong person was certified"})
    own = client.post(at("revoke_certificate", made.reference), follow=True).content.decode()
    assert "Ask a colleague" in own
    assert "Take the proposal back" in own

    done = second.post(at("revoke_certificate", made.reference), follow=True).content.decode()

    assert "Hand out the new status list." in done
    assert "the issuer revoked it" in verdict(client, text=made.token)


def test_verifying_says_what_is_known_and_keeps_nothing(
    school: School, trainer: Access, client: Client
):
    made = certified(school, trainer)
    assert "It holds: the issuer signed it" in verdict(client, text=packed(made.token))
    sent = SimpleUploadedFile("badge.jwt", made.token.encode())
    whose = verdict(client, file=sent, name=SORANI, code=made.code)
    assert "Of this person" in whose
    assert "not given to the person" in verdict(
        client, text=made.token, name="Somebody Else", code=made.code
    )
    assert "This is no certificate." in verdict(client, text="hello")
    stranger = issuer("Elsewhere")
    assert "that you do not trust" in verdict(client, text=badge(stranger))
    alone = verdict(client, text=badge(stranger), issuer=issuer_did(stranger))
    assert "give the issuer&#x27;s status list" in alone
    wrong_list = SimpleUploadedFile("status.jwt", status_list(trainer).encode())
    listed = verdict(client, text=badge(stranger), issuer=issuer_did(stranger), status=wrong_list)
    assert "another issuer&#x27;s, too old or not whole" in listed
    for said in ({}, {"text": made.token, "name": "Only a name"}):
        assert client.post(at("verify_certificate"), said).status_code == 400


def test_another_agency_finds_none_of_it(school: School, trainer: Access):
    made = certified(school, trainer)
    other = browser_of(school.trainer(agency="coastguard"))
    course = made.enrolment.course.reference
    for name, reference in (
        ("certificate", made.reference),
        ("badge_file", made.reference),
        ("certificate_paper", made.reference),
        ("course_certificates", course),
    ):
        assert other.get(at(name, reference)).status_code == 404
    assert made.reference not in read(other, "certificates")


@pytest.mark.parametrize("language", ["ar", "ckb"])
def test_the_pages_speak_the_readers_language(
    school: School, trainer: Access, client: Client, language: str
):
    made = certified(school, trainer)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = read(client, "certificate", made.reference)
    assert 'dir="rtl"' in page
    assert "It holds" not in page


def test_the_api_lists_certificates_without_names(school: School, trainer: Access, client: Client):
    made = certified(school, trainer)
    answer = client.get(reverse("programme:api:certificates"))

    (row,) = answer.json()["certificates"]
    assert (row["reference"], row["state"]) == (made.reference, "holds")
    assert "Invented Officer" not in answer.content.decode()
    assert client.get(reverse("programme:api:certificates"), {"state": "revoked"}).json() == {
        "certificates": []
    }
