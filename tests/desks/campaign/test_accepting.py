"""A person says which selectors are a smuggler's; only then do they stand in evidence."""

import re
from typing import Any

import pytest
from django.test import Client

from hawkari.desks.campaign.models import AdvertAcceptance, Post, PostSelector
from hawkari.desks.campaign.services.accepting import Accepted, accept, offer_of, subject_of
from hawkari.desks.campaign.services.advert_entities import blacked_out
from hawkari.desks.campaign.services.refusals import NotFound
from hawkari.errors import AccessDenied, BadInput
from hawkari.evidence.access import Access, visible_to
from hawkari.evidence.entities import network_ties
from hawkari.evidence.models import AuditEntry
from tests.desks.campaign.playing import ADVERT, Desk

pytestmark = [pytest.mark.django_db, pytest.mark.contract]

SMUGGLER, RELATIVE = "+447700900163", "+447700900999"
PHONE = f"phone {SMUGGLER}"


def with_phone(post: Post, value: str, written: str, **fields: Any) -> None:
    start = post.text.index(written)
    PostSelector.objects.create(
        post=post, kind="phone", value=value, start=start, end=start + len(written),
        rule="international", **fields,
    )  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def analyst(desk: Desk) -> Access:
    return desk.officer("analyst")


@pytest.fixture
def adverts(desk: Desk, analyst: Access) -> list[Post]:
    """Two adverts of an operator; the second names a relative's number too."""
    imported = desk.imported(analyst)
    first = desk.post(imported, operator="op1", is_advert=True, services=["boat"])
    second = desk.post(imported, ADVERT + "، برام +44 7700 900999", operator="op1", is_advert=True)
    for post in (first, second):
        with_phone(post, SMUGGLER, "+44 7700 900163")
    with_phone(second, RELATIVE, "+44 7700 900999")
    PostSelector.objects.create(
        post=first, kind="handle", value="telegram:invented_boats", start=0, end=5, rule="handle"
    )
    return [first, second]


def said(access: Access, prop: str) -> set[str]:
    return set(visible_to(access).filter(prop=prop).values_list("value", flat=True))


def test_an_offer_shows_each_way_to_reach_somebody_and_where_else_it_stands(
    desk: Desk, analyst: Access, adverts: list[Post]
):
    elsewhere = desk.post(adverts[0].imported, "call +44 7700 900163", operator="op2")
    with_phone(elsewhere, SMUGGLER, "+44 7700 900163")
    offer = offer_of(analyst, "operator:op1")
    shown = {one.value: (one.posts, one.others) for one in offer.candidates}
    assert shown == {SMUGGLER: (2, 1), RELATIVE: (1, 0), "telegram:invented_boats": (1, 0)}
    assert not AdvertAcceptance.objects.exists()
    assert not visible_to(analyst).exists()


def test_what_is_accepted_becomes_an_operator_its_account_its_channel_and_its_messages(
    analyst: Access, adverts: list[Post]
):
    chosen = (PHONE, "handle telegram:invented_boats")
    kept = accept(analyst, "operator:op1", Accepted(chosen, "the same number in both"))
    assert kept.entity == "home-office-adverts:operator-operator-op1"
    assert said(analyst, "phone") == {SMUGGLER}
    assert said(analyst, "username") == {"invented_boats"}
    schemata = set(visible_to(analyst).values_list("schema", flat=True))
    assert schemata == {"Organization", "UserAccount", "Message"}
    grades = set(visible_to(analyst).values_list(
        "part__marking__source_evaluation", "part__marking__intelligence_assessment"))  # fmt: skip
    assert grades == {("2", "D")}
    entry = AuditEntry.records.latest("pk")
    assert (entry.act, entry.detail["what"]) == ("decide", "adverts accepted into evidence")
    kinds = {tie.kind for tie in network_ties(analyst)}
    assert {"owner", "message"} <= kinds


def test_what_is_not_accepted_goes_nowhere_and_is_black_in_the_text(
    analyst: Access, adverts: list[Post]
):
    accept(analyst, "operator:op1", Accepted((PHONE,), "seen in both"))
    everything = " ".join(visible_to(analyst).values_list("value", flat=True))
    assert "900163" in everything
    assert "900999" not in everything
    assert "invented_boats" not in everything
    assert "███" in everything


def test_accepting_again_retracts_what_is_left_out(analyst: Access, adverts: list[Post]):
    both = (PHONE, f"phone {RELATIVE}")
    accept(analyst, "operator:op1", Accepted(both, "thought so"))
    assert said(analyst, "phone") == {SMUGGLER, RELATIVE}
    accept(analyst, "operator:op1", Accepted((PHONE,), "the other is a brother's"))
    assert said(analyst, "phone") == {SMUGGLER}
    assert AdvertAcceptance.objects.count() == 2


def test_a_single_advert_can_be_accepted_by_itself(analyst: Access, adverts: list[Post]):
    subject = subject_of("post", str(adverts[0].pk))
    kept = accept(analyst, subject, Accepted((PHONE,), "known from another case"))
    assert kept.posts == 1


@pytest.mark.parametrize(
    ("selectors", "why", "field"),
    [
        ((), "x", "selectors"),
        (("phone +447700900111",), "x", "selectors"),
        ((PHONE,), "  ", "why"),
    ],
)
def test_nothing_enters_without_a_choice_of_theirs_and_a_reason(
    analyst: Access, adverts: list[Post], selectors: tuple[str, ...], why: str, field: str
):
    with pytest.raises(BadInput) as refused:
        accept(analyst, "operator:op1", Accepted(selectors, why))
    assert refused.value.where == (field,)
    assert not visible_to(analyst).exists()


def test_only_who_may_load_accepts_and_only_the_importing_agency_finds(
    desk: Desk, adverts: list[Post]
):
    with pytest.raises(AccessDenied):
        offer_of(desk.officer("communications"), "operator:op1")
    with pytest.raises(AccessDenied):
        accept(desk.officer("communications"), "operator:op1", Accepted((PHONE,), "x"))
    other = desk.officer("analyst", agency="asayish")
    for subject in ("operator:op1", f"post:{adverts[0].pk}", "operator:none"):
        with pytest.raises(NotFound):
            offer_of(other, subject)


@pytest.mark.parametrize(
    ("kind", "name"), [("person", "1"), ("post", "x"), ("post", "٣"), ("operator", "")]
)
def test_what_names_no_adverts_is_not_found(kind: str, name: str):
    with pytest.raises(NotFound):
        subject_of(kind, name)


def test_blacking_out_keeps_the_length_and_the_accepted(desk: Desk, analyst: Access):
    post = desk.post(desk.imported(analyst), "ab cd ef")
    for kind, value, start in (("phone", "+1", 0), ("handle", "telegram:x", 3)):
        PostSelector.objects.create(
            post=post, kind=kind, value=value, start=start, end=start + 2, rule="r"
        )
    assert blacked_out(post, {("phone", "+1")}) == "ab ██ ef"


def test_nobody_who_was_not_accepted_is_named_in_evidence(desk: Desk, analyst: Access):
    text = f"{ADVERT}\nAsk Ahmed Hassan, 12345678901, a.b@example.org"
    post = desk.post(desk.imported(analyst), text)
    with_phone(post, SMUGGLER, "+44 7700 900163")
    accept(analyst, f"post:{post.pk}", Accepted((PHONE,), "seen by two officers"))
    (body,) = said(analyst, "bodyText")
    assert "+44 7700 900163" in body
    for hidden in ("Ahmed", "Hassan", "12345678901", "a.b@example.org"):
        assert hidden not in body


def test_names_and_numbers_that_were_not_accepted_are_black_and_nothing_moves(
    desk: Desk, analyst: Access
):
    text = "Mr Rebwar: +44 7700 900163, ask @invented or 07700 900999"
    post = desk.post(desk.imported(analyst), text)
    with_phone(post, SMUGGLER, "+44 7700 900163")
    shown = blacked_out(post, {("phone", SMUGGLER)})
    assert len(shown) == len(text)
    assert "+44 7700 900163" in shown
    for hidden in ("Rebwar", "invented", "900999"):
        assert hidden not in shown


def test_the_name_of_a_persons_own_account_does_not_enter(desk: Desk, analyst: Access):
    post = desk.post(desk.imported(analyst), channel="Rebwar Amin")
    post.channel.is_person = True
    post.channel.save()
    with_phone(post, SMUGGLER, "+44 7700 900163")
    accept(analyst, f"post:{post.pk}", Accepted((PHONE,), "known"))
    assert "Rebwar" not in " ".join(visible_to(analyst).values_list("value", flat=True))


def test_a_page_puts_an_operator_into_evidence_and_leads_to_the_chart(
    analyst: Access, adverts: list[Post]
):
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(analyst.user)
    page = "/campaign/adverts/operator/op1/accept"
    assert SMUGGLER in client.get(page).content.decode()
    sent = {"selectors": [PHONE], "why": "in both", "grade": "2D"}
    assert client.post(page, sent | {"why": ""}).status_code == 400
    answer = client.post(page, sent, follow=True).content.decode()
    assert "It stands in evidence now." in answer
    chart = re.search(r'href="(/[^"]*focus=[^"]*)"', answer)
    assert chart is not None
    shown = client.get(chart[1].replace("&amp;", "&"))
    assert shown.status_code == 200
    assert "Advert operator op1" in shown.content.decode()
    assert client.get("/campaign/adverts/operator/none/accept").status_code == 404
    assert client.get("/campaign/adverts/person/op1/accept").status_code == 404
