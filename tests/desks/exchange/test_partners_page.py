"""The page of partners: for administrators, without any content; nobody is added unheard."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hawkari.desks.exchange.models import Partner, PartnerHead
from hawkari.desks.exchange.node.cards import Card, read_card, write_card
from hawkari.desks.exchange.node.partners import own_card
from hawkari.desks.exchange.services.waiting import waiting_for
from hawkari.engines.envelopes import SealingKey, SigningKey
from hawkari.errors import BadInput
from hawkari.evidence.models import AuditEntry
from tests.desks.exchange.playing import be_node, partner_of
from tests.desks.oversight.test_access_pages import client_of
from tests.evidence.factories import World

pytestmark = pytest.mark.django_db
PAGE = "exchange:partners"


def card(slug: str = "asayish") -> Card:
    return Card(slug, "ئاسایش", "IQ", "", SigningKey.new().public, SealingKey.new().public)


@pytest.fixture
def pages(client: Client) -> Client:
    world = World()
    return client_of(world.member("nca", "administrator"), world.operation, client)


def sent(pages: Client, found: Card, fingerprint: str):
    file = SimpleUploadedFile("card.json", write_card(found).encode())
    return pages.post(reverse(PAGE), {"card": file, "fingerprint": fingerprint})


def test_an_installation_that_is_no_node_says_with_which_command_to_start(pages: Client):
    assert "hawkari node init" in pages.get(reverse(PAGE)).content.decode()
    assert pages.get(reverse("exchange:partner_card")).status_code == 302


def test_a_partner_is_added_with_the_fingerprint_that_was_heard(pages: Client):
    be_node("nca")
    found = card()
    heard = found.fingerprint.upper().replace(" ", "  ")
    assert sent(pages, found, heard).status_code == 302
    assert Partner.objects.get().agency.slug == "asayish"
    page = pages.get(reverse(PAGE)).content.decode()
    assert "ئاسایش" in page
    assert AuditEntry.records.filter(detail__contains='"pinned"').count() == 1


def test_another_fingerprint_adds_nobody_and_does_not_tell_the_right_one(pages: Client):
    be_node("nca")
    found = card()
    answer = sent(pages, found, card().fingerprint)
    assert answer.status_code == 422
    assert "Compare again by voice" in answer.content.decode()
    assert found.fingerprint not in answer.content.decode()
    assert not Partner.objects.exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 9999, b"x" * 70_000, b"null"])
def test_what_is_no_card_is_refused_in_words(pages: Client, content: bytes):
    be_node("nca")
    file = SimpleUploadedFile("card.json", content)
    answer = pages.post(reverse(PAGE), {"card": file, "fingerprint": "x"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_ones_own_card_is_a_file_that_the_partner_can_read(pages: Client):
    be_node("nca")
    assert read_card(pages.get(reverse("exchange:partner_card")).content) == own_card()


@pytest.mark.parametrize(
    "change",
    [{"signing_key": "x"}, {"sealing_key": "age1x"}, {"tls_certificate": "x"},
     {"address": "http://x:1"}, {"agency": "A B"}, {"name": ""}],
)  # fmt: skip
def test_a_card_with_a_key_that_is_none_is_refused(pages: Client, change: dict[str, str]):
    be_node("nca")
    fields = {**json.loads(write_card(card())), **change}
    found = read_card(json.dumps(fields))
    assert sent(pages, found, found.fingerprint).status_code == 422
    assert not Partner.objects.exists()


def test_a_partner_is_revoked_with_a_reason_only(pages: Client):
    be_node("nca")
    partner_of(World().operation)
    address = reverse("exchange:revoke_partner")
    pages.post(address, {"partner": "asayish", "reason": " "})
    assert Partner.objects.get().state == "pinned"
    pages.post(address, {"partner": "asayish", "reason": "a laptop was lost"})
    assert Partner.objects.get().state == "revoked"
    assert AuditEntry.records.filter(justification="a laptop was lost").exists()


def test_an_administrator_of_another_agency_is_told_whose_node_it_is(pages: Client):
    be_node("police-nationale")
    partner_of(World().operation)
    told = "This node speaks for its own agency only."
    found = card("dgsi")
    assert told in sent(pages, found, found.fingerprint).content.decode()
    revoked = pages.post(
        reverse("exchange:revoke_partner"), {"partner": "asayish", "reason": "x"}, follow=True
    )
    assert told in revoked.content.decode()


def test_an_analyst_does_not_look_after_partners(client: Client):
    world = World()
    be_node("nca")
    pages = client_of(world.member("nca", "analyst"), world.operation, client)
    assert pages.get(reverse(PAGE)).status_code == 403


def test_a_rewritten_log_of_a_partner_waits_for_the_administrator():
    world = World()
    be_node("nca")
    partner_of(world.operation)
    PartnerHead.objects.create(
        partner=Partner.objects.get(), size=1, root="0" * 64, standing="broken",
        received_at="2026-11-27T00:00:00Z",
    )  # fmt: skip
    found = waiting_for(world.access("nca", "administrator"))
    assert [one.what for one in found] == ["Find out why a partner's audit log was rewritten"]


def test_a_fingerprint_is_of_the_agency_and_every_key():
    found = card()
    for change in ("agency", "signing_key", "sealing_key", "tls_certificate"):
        fields = {**json.loads(write_card(found)), change: "other"}
        with pytest.raises(BadInput, match="not the card's"):
            read_card(json.dumps(fields)).check_fingerprint(found.fingerprint)
