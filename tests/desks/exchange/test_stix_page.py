"""The page of STIX: what programs handed in is loaded with one button, a bundle is taken along."""

import json

import pytest

from hawkari.evidence.access import visible_to
from hawkari.evidence.models import Disclosure
from tests.desks.exchange.stix_case import StixCase
from tests.desks.exchange.taxii_case import Program, identity
from tests.desks.intelligence.case import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.contract]


@pytest.fixture(name="case")
def loaded_case() -> StixCase:
    return StixCase().load()


@pytest.fixture(name="program")
def liaisons_program(case: StixCase) -> Program:
    return Program(case, case.world.member("fr", "liaison"))


def test_what_was_handed_in_waits_until_it_is_loaded(case: StixCase, program: Program):
    analyst = case.client()
    assert "Programs handed in nothing" in text_of(analyst.get("/exchange/stix"))
    program.hand_in(identity(1, "Ferhad Salih"))
    assert "Load what programs handed in" in text_of(analyst.get("/exchange/"))
    done = text_of(analyst.post("/exchange/stix/load", {"agency": "fr"}, follow=True))
    assert "Loaded: one statement is new" in done
    assert "Load what programs handed in" not in text_of(analyst.get("/exchange/"))
    assert visible_to(case.access("krg")).filter(value="Ferhad Salih").exists()
    again = text_of(analyst.post("/exchange/stix/load", {"agency": "fr"}, follow=True))
    assert "Loaded: 0 statements are new" in again


def test_what_was_handed_in_without_a_marking_is_passed_on_after_asking_alone(
    case: StixCase, program: Program
):
    program.hand_in(identity(1, "Ferhad Salih"))
    case.client().post("/exchange/stix/load", {"agency": "fr"})
    statement = visible_to(case.access("nca")).get(value="Ferhad Salih")
    assert statement.part.marking.handling == "C"
    assert "ask the originator" in statement.part.marking.condition.text


def test_loading_nothing_says_so(case: StixCase):
    done = case.client().post("/exchange/stix/load", {"agency": "krg\x00"}, follow=True)
    assert "Nothing was loaded." in text_of(done)


def test_a_bundle_is_saved_with_its_reason_and_recipient(case: StixCase):
    given = {"why": "for the trial", "recipient": "a court"}
    answer = case.client().post("/exchange/stix/bundle", given)
    assert answer["Content-Disposition"].startswith("attachment")
    assert json.loads(answer.content)["type"] == "bundle"
    assert Disclosure.objects.get(recipient="a court").reason == "for the trial"


def test_a_bundle_needs_a_reason(case: StixCase):
    answer = case.client().post("/exchange/stix/bundle", {"why": " "})
    assert answer.status_code == 422
    assert not Disclosure.objects.exists()


def test_each_sees_what_they_may_do(case: StixCase):
    reviewer = text_of(case.client(role="reviewer").get("/exchange/stix"))
    assert "Take a bundle along" in reviewer
    assert "What programs handed in" not in reviewer
    assert case.client(role="liaison").get("/exchange/stix").status_code == 403
