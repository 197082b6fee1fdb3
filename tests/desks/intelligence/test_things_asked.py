"""What is asked, answered and shown of vehicles, vessels and accounts is said of these."""

import io

import pytest
from django.urls import reverse

from hawkari.desks.intelligence.services.networks import Filters, whole
from hawkari.desks.intelligence.terminal import Session
from hawkari.desks.intelligence.things import thing_of
from hawkari.evidence.judgements import JudgementKind, judge
from tests.desks.intelligence.case import Case, text_of

pytestmark = pytest.mark.django_db
REVIEW = "intelligence:review"
BASE = "/api/intelligence"
MARK = {
    "comparison": "registration mark",
    "level": "the same",
    "weight": 13.0,
    "left": "٢١ ح ٣٣٤١٢",
    "right": "21 H 33412",
}
ASKED = [
    ("Vehicle", "vehicle", "registrationNumber"),
    ("Vessel", "vessel", "imoNumber"),
    ("BankAccount", "account", "iban"),
    ("Company", "organisation", "name"),
]


def propose(case: Case, schema: str, prop: str, **columns) -> None:
    case.world.thing("nca", "uk-car", schema, **{prop: "21 H 33412"})
    case.world.thing("krg", "krg-car", schema, **{prop: "٢١ ح ٣٣٤١٢"})
    case.propose("krg-car", "uk-car", probability=0.8, reasons=[MARK], **columns)


@pytest.mark.parametrize(("schema", "called", "prop"), ASKED)
def test_the_page_asks_answers_and_offers_in_words_of_the_thing(case: Case, schema, called, prop):
    propose(case, schema, prop)
    client = case.client()
    page = text_of(client.get(reverse(REVIEW)))
    assert f"Are these the same {called}?" in page
    assert f"for the same {called}: an answer settles it." in page
    assert "The same: join these records" in page
    assert "person: join" not in page
    given = {"left": "krg-car", "right": "uk-car", "judgement": "positive", "thing": called}
    page = text_of(client.post(reverse("intelligence:decide"), given, follow=True))
    assert f"Saved: the same {called}." in page


def test_the_terminal_and_the_api_say_what_is_asked_of(case: Case):
    propose(case, "Vehicle", "registrationNumber")
    out = io.StringIO()
    Session(case.access(), io.StringIO("q\n"), out).run()
    assert "Are these the same vehicle?" in out.getvalue()
    assert "for the same vehicle: an answer settles it." in out.getvalue()
    (pair,) = case.client().get(f"{BASE}/review/queue").json()["pairs"]
    assert pair["thing"] == "vehicle"


def test_what_is_of_two_kinds_or_of_none_is_asked_of_as_a_person():
    assert thing_of("Person", "Person") == "person"
    assert thing_of("Vessel", "Vehicle") == "person"
    assert thing_of("LegalEntity", "Company") == "person"


def test_words_that_no_form_sends_are_taken_for_no_thing(case: Case):
    case.propose()
    given = {"left": "krg-1", "right": "uk-1", "judgement": "positive", "thing": "<b>"}
    page = text_of(case.client().post(reverse("intelligence:decide"), given, follow=True))
    assert "Saved: the same person." in page


def test_a_joined_car_is_one_node_of_the_network_and_the_pages_hold(case: Case):
    for agency, car, man in (("nca", "uk-car", "uk-3"), ("krg", "krg-car", "krg-2")):
        case.world.thing(agency, car, "Vehicle", registrationNumber="21 H 33412", owner=man)
    access = case.access()
    judge(access, "uk-car", "krg-car", JudgementKind.POSITIVE)
    shared = case.id_of("krg-car")
    assert case.id_of("uk-car") == shared
    neighbours = whole(access, Filters()).neighbours
    assert {case.id_of("uk-3"), case.id_of("krg-2")} <= neighbours[shared]
    client = case.client()
    assert client.get(reverse("intelligence:network")).status_code == 200
    for name, one in (("entity", shared), ("brief", shared), ("brief", case.id_of("uk-3"))):
        answer = client.get(reverse(f"intelligence:{name}", args=[one]))
        assert answer.status_code == 200
