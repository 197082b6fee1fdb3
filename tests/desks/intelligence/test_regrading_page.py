"""A value's codes in words on its entity's page, and the form that grades it anew."""

import re
from dataclasses import replace

import pytest

from hawkari.evidence.access import visible_to
from hawkari.evidence.grading import Grade, HandlingCode
from hawkari.evidence.marking_terms import Condition, MarkingTerms
from hawkari.evidence.models import Regrading
from tests.desks.intelligence.case import Case
from tests.evidence.factories import row

pytestmark = pytest.mark.django_db

GIVEN = MarkingTerms(
    Grade.parse("2B"),
    HandlingCode.CONDITIONS,
    Condition("Within the originating agency only", ("nca",)),
    originals={"uk-5x5x5": {"source": "B", "information": "2", "handling": "4"}},
    tlp="AMBER",
)
ANEW = {"source": "1", "intelligence": "A", "handling": "P", "reason": "met the source"}


@pytest.fixture
def case() -> Case:
    made = Case().load()
    rows = [replace(row("x-1", "name", "Nashwan Invented"), marking=GIVEN)]
    made.world.load("krg", rows, slot="graded.csv")
    return made


def number(case: Case, value: str) -> int:
    return visible_to(case.access()).get(value=value).pk


def address(entity: str, statement: int) -> str:
    return f"/entities/{entity}/values/{statement}/grade"


@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_the_entity_page_tells_every_code_in_the_reader_s_language(case: Case, language: str):
    client = case.client()
    client.cookies["django_language"] = language
    page = client.get(f"/entities/{case.id_of('x-1')}", follow=True).content.decode()
    assert "uk-5x5x5 B24" in page
    assert "TLP:AMBER" in page
    words = {"en": "Mostly reliable", "ar": "موثوق في الغالب", "ckb": "زۆربەی کات جێی متمانە"}
    assert words[language] in page


def test_the_words_of_h3_stand_beside_the_value_for_whoever_may_read_it(case: Case):
    marking = MarkingTerms(
        Grade.parse("2B"), HandlingCode.PERMITTED, europol=("H3",), europol_text="Not on Fridays"
    )
    case.world.load(
        "krg", [replace(row("y-1", "name", "Dilan Invented"), marking=marking)], slot="h"
    )
    page = case.client().get(f"/entities/{case.id_of('y-1')}", follow=True).content.decode()
    before_details = page.split("Dilan Invented", 2)[-1].partition("<details")[0]
    assert "Not on Fridays" in before_details


def test_a_value_is_graded_anew_on_its_own_page_and_taken_back(case: Case):
    client, entity = case.client(), case.id_of("uk-1")
    statement = number(case, "Rebwar Hama Amin")
    page = client.get(address(entity, statement))
    assert page.status_code == 200
    assert "Rebwar Hama Amin" in page.content.decode()
    done = client.post(address(entity, statement), ANEW, follow=True)
    text = done.content.decode()
    assert "graded anew" in text
    assert "met the source" in text
    event = Regrading.objects.get()
    assert event.is_rise
    undo = f"/entities/{entity}/regradings/{event.pk}/undo"
    assert "say why" in client.post(undo, {}, follow=True).content.decode()
    client.post(undo, {"reason": "a mistake"})
    assert Regrading.objects.get(undoes=event).reason == "a mistake"


def test_what_has_the_grade_already_is_left_alone(case: Case):
    client, entity = case.client(), case.id_of("uk-1")
    same = {**ANEW, "source": "2", "intelligence": "B"}
    done = client.post(address(entity, number(case, "Rebwar Hama Amin")), same, follow=True)
    assert "nothing was changed" in done.content.decode()
    assert not Regrading.objects.exists()


@pytest.mark.parametrize(
    "spoilt",
    [{"reason": ""}, {"source": "9"}, {"handling": "C"}, {"tlp": "MAUVE"}, {"gsc": "SECRET"},
     {"handling": "C", "condition": "Ask", "until": "soon"}],
)  # fmt: skip
def test_a_form_that_cannot_be_read_says_what_is_wrong(case: Case, spoilt: dict):
    client, entity = case.client(), case.id_of("uk-1")
    answer = client.post(address(entity, number(case, "Rebwar Hama Amin")), {**ANEW, **spoilt})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Regrading.objects.exists()


def test_a_partner_may_judge_but_not_loosen_and_is_told_what_would_do(case: Case):
    client, entity = case.client(), case.id_of("x-1")
    statement = number(case, "Nashwan Invented")
    shown = client.get(address(entity, statement)).content.decode()
    assert re.search(r"may be any of.*1, 2", shown)
    refused = client.post(address(entity, statement), ANEW)
    assert refused.status_code == 422
    assert "Only the originator" in refused.content.decode()
    kept = {**ANEW, "handling": "C", "condition": GIVEN.condition.text, "agencies": ["nca"],
            "tlp": "AMBER"}  # fmt: skip
    client.post(address(entity, statement), kept)
    event = Regrading.objects.get()
    assert event.after.originals == event.before.originals == GIVEN.originals
    assert event.after.condition_id == event.before.condition_id
    assert event.after.source_evaluation == "1"


def test_a_value_of_another_entity_or_a_hidden_one_is_not_found(case: Case):
    client = case.client()
    other = number(case, "Nashwan Invented")
    assert client.get(address(case.id_of("uk-1"), other)).status_code == 404
    assert client.get(address(case.id_of("uk-1"), 10**9)).status_code == 404


def test_whoever_may_not_regrade_sees_no_way_to_and_is_refused(case: Case):
    reader = case.client(role="liaison")
    entity = case.id_of("uk-1")
    page = reader.get(f"/entities/{entity}", follow=True)
    assert page.status_code == 200
    assert "Grade this value anew" not in page.content.decode()
    statement = number(case, "Rebwar Hama Amin")
    assert reader.get(address(entity, statement)).status_code == 403
    assert reader.post(address(entity, statement), ANEW).status_code == 403
