"""The demonstration keeps a programme: the published register, and an invented one beside it."""

import json
import time
from pathlib import Path

import pytest
from django.urls import reverse
from typer.testing import CliRunner

from hawkari.cli.app import build
from hawkari.desks.programme.models import Claim, RegisterItem, Transaction
from hawkari.desks.programme.services.badges import certificate_view
from hawkari.desks.programme.services.certificates import find_certificates
from hawkari.desks.programme.services.money import lines
from hawkari.desks.programme.services.public_view import public_items
from hawkari.desks.programme.services.publications import file_of, find_publications
from hawkari.desks.programme.services.results import results
from hawkari.engines import iati
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.models import User
from hawkari.site.programme_demo import PROGRAMME_OFFICER, load_programme
from tests.desks.programme.promising import browser_of

DUTIES = (
    "Approve sums of money, or say why not",
    "Do what is overdue in the activities",
    "Sign courses that a colleague closed",
)


@pytest.fixture
def officer(db: None) -> Access:
    load_programme("demo", seed=3)
    return open_access(User.objects.get(username=PROGRAMME_OFFICER))


def test_it_is_loaded_in_four_seconds_of_cpu_and_nothing_invented_is_under_a_real_promise(db: None):
    start = time.process_time()
    loaded = load_programme("demo", seed=3)
    assert time.process_time() - start < 4
    assert (loaded.promises, loaded.trainees) == (17, 36)
    assert loaded.claims > 100
    real, invented = RegisterItem.objects.exclude(seed=""), RegisterItem.objects.filter(seed="")
    assert invented.exists()
    assert not invented.filter(parent__in=real).exists()
    assert not Claim.objects.filter(item__in=invented, public=True).exists()


def test_its_money_course_and_results_are_there_to_be_looked_at(officer: Access):
    (line,) = lines(officer)
    assert (line.line.amount, line.paid) == (90_000, 39_500)
    assert Transaction.objects.filter(state="recorded").count() == 1
    (output,) = results(officer)
    assert [one.newest.standing for one in output.indicators if one.newest] == ["missed"]
    assert not RegisterItem.objects.filter(seed="", public=True).exists()
    assert len(public_items(officer)) == 17
    browser = browser_of(officer)
    for name in ("register", "money", "activities", "results", "courses", "behind", "report"):
        assert browser.get(reverse(f"programme:{name}")).status_code == 200


def test_a_certificate_verifies_and_a_trainee_who_failed_has_none(officer: Access):
    certificates = find_certificates(officer)
    assert 0 < len(certificates) < 12
    newest = certificate_view(officer, certificates[0].reference)
    assert newest.verdict.state == "valid"
    enrolled = newest.certificate.enrolment
    assert enrolled.names["ckb"]
    assert enrolled.course.signed_by != enrolled.course.closed_by


def test_the_reviewed_publication_breaks_no_rule_and_tells_no_place_or_person(officer: Access):
    (publication,) = find_publications(officer)
    assert publication.state == "approved"
    assert publication.reviewed_by != publication.prepared_by
    _, content = file_of(officer, publication.reference)
    verdict = iati.validate(content, today=officer.today)
    assert verdict.xsd_valid
    assert [dict(one.rules) for one in verdict.activities.values()] == [{}]
    for secret in ("Karwan", "07700", "7700 900155", "Invented crossing"):
        assert secret.encode() not in content


def test_at_the_prompt_a_badge_is_found_saved_and_verified(officer: Access, tmp_path: Path):
    def said(*words: str) -> str:
        run = CliRunner().invoke(build(), ["programme", *words])
        assert run.exit_code == 0, run.output
        return run.output

    courses = json.loads(said("training", "courses", "--json"))["rows"]
    assert [one["state"] for one in courses] == ["to sign", "signed"]
    of_course = ["--course", courses[1]["course"]]
    certificates = json.loads(said("badge", "list", *of_course, "--json"))["rows"]
    assert {one["state"] for one in certificates} == {"holds"}
    badge = str(tmp_path / "badge.jwt")
    said("badge", "save", certificates[0]["certificate"], "--out", badge)
    assert said("badge", "verify", badge).startswith("valid")
    listed = said("publish", "list").splitlines()
    assert listed[0].split("\t")[:2] == ["publication", "state"]
    assert listed[1].split("\t")[1:3] == ["approved", "1"]
    assert "Azad" not in str(courses) + str(certificates)
    bad = CliRunner().invoke(build(), ["programme", "badge", "save", "B-1", "--out", badge])
    assert bad.exit_code != 0
    assert bad.exception is None or "B-1" in str(bad.exception)


def test_the_officer_finds_on_the_home_page_what_waits(officer: Access):
    page = browser_of(officer).get("/").content.decode()
    for words in DUTIES:
        assert words in page
    behind = browser_of(officer).get(reverse("programme:behind")).content.decode()
    assert "The register of the course came late" in behind
    waiting = browser_of(officer).get(reverse("programme:waiting_money")).content.decode()
    assert "9,750" in waiting
