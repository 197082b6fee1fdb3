"""Messages between nodes: signed, sealed, kept once on each side, refused with a reason."""

import pytest

from hawkari.desks.exchange.models import Delivery, InMessage, OutMessage
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.handing import open_deliveries, sealed_bytes
from hawkari.desks.exchange.node.handling import Received, Refuse, handles, hears_receipts_of
from hawkari.desks.exchange.node.identity import NodeUnset, own_agency
from hawkari.desks.exchange.node.partners import revoke_partner
from hawkari.desks.exchange.node.receiving import receive
from hawkari.desks.exchange.node.sending import send
from hawkari.engines.envelopes import EnvelopeRefused
from hawkari.errors import BadInput
from hawkari.evidence.models import Agency, AuditEntry
from tests.desks.exchange.nodes import Node, Nodes

KIND = "test-note"


@pytest.fixture
def got(monkeypatch: pytest.MonkeyPatch) -> list[Received]:
    """What the handler of the tests' kind was given."""
    handling.load_handlers()
    monkeypatch.setattr(handling, "_handlers", dict(handling._handlers))
    monkeypatch.setattr(handling, "_listeners", dict(handling._listeners))
    got: list[Received] = []
    handles(KIND)(got.append)
    return got


def say(node: Node, to: Node, body: dict | None = None, **more: str) -> OutMessage:
    with node:
        return send(
            KIND, body or {"words": "سڵاو"}, to=[node.agency_of(to)], by=node.user(), **more
        )


def test_a_message_arrives_once_and_both_sides_know(three_nodes: Nodes, got: list[Received]):
    uk, krg = three_nodes.uk, three_nodes.krg
    sent = say(uk, krg, {"words": "سڵاو"}, operation="op-corridor")
    three_nodes.deliver_all()
    assert [(one.sender.slug, one.signer, one.body, one.operation) for one in got] == [
        ("nca", "nca-liaison", {"words": "سڵاو"}, "op-corridor")
    ]
    with krg:
        assert InMessage.objects.get().id == sent.id
        assert AuditEntry.records.filter(act="exchange", object_ids=[sent.id]).count() == 1
    with uk:
        assert Delivery.objects.get().state == "received"
        assert not open_deliveries().exists()
        assert AuditEntry.records.filter(act="exchange", object_ids=[sent.id]).count() == 2


def test_nobody_else_can_read_or_take_it(three_nodes: Nodes, got: list[Received]):
    say(three_nodes.uk, three_nodes.krg)
    with three_nodes.uk:
        sealed = sealed_bytes(open_deliveries().get())
    with three_nodes.iraq:
        with pytest.raises(EnvelopeRefused, match="tampered"):
            receive(sealed)
        assert AuditEntry.records.filter(act="deny").count() == 1
    assert got == []


def test_a_lost_receipt_means_the_same_message_again_and_nothing_twice(
    three_nodes: Nodes, got: list[Received]
):
    say(three_nodes.uk, three_nodes.krg)
    three_nodes.deliver_all(lose=lambda _: True)
    assert len(got) == 1
    with three_nodes.krg:
        assert InMessage.objects.count() == 1
    with three_nodes.uk:
        assert Delivery.objects.get().state == "received"


def test_two_recipients_do_not_learn_of_one_another(three_nodes: Nodes, got: list[Received]):
    uk = three_nodes.uk
    with uk:
        to = [uk.agency_of(three_nodes.krg), uk.agency_of(three_nodes.iraq)]
        send(KIND, {}, to=to, by=uk.user())
        texts = {one.partner.agency.slug: one.signed for one in Delivery.objects.all()}
    import base64
    import json

    for slug, other in (("asayish", "federal-police"), ("federal-police", "asayish")):
        payload = json.loads(texts[slug])["payload"]
        said = base64.urlsafe_b64decode(payload + "==").decode()
        assert slug in said
        assert other not in said
    three_nodes.deliver_all()
    assert len(got) == 2


def test_a_handler_that_refuses_keeps_nothing_of_its_own_and_tells_why(
    three_nodes: Nodes, got: list[Received]
):
    heard: list[str] = []

    def refusing(message: Received) -> None:
        Agency.objects.create(slug="made-by-handler", name="x")
        raise Refuse("no-such-ticket", "the ticket is not one of ours")

    handling._handlers[KIND] = refusing
    hears_receipts_of(KIND)(lambda delivery: heard.append(delivery.outcome))
    say(three_nodes.uk, three_nodes.krg)
    three_nodes.deliver_all()
    with three_nodes.krg:
        assert InMessage.objects.get().outcome == "no-such-ticket"
        assert not Agency.objects.filter(slug="made-by-handler").exists()
    with three_nodes.uk:
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.last_error) == ("failed", "the ticket is not one of ours")
    assert heard == ["no-such-ticket"]


def test_a_kind_that_nobody_handles_is_refused_in_words(three_nodes: Nodes):
    with three_nodes.uk as uk:
        send("test-unheard-of", {}, to=[uk.agency_of(three_nodes.krg)], by=uk.user())
    three_nodes.deliver_all()
    with three_nodes.uk:
        assert "does not know" in Delivery.objects.get().last_error


def test_an_error_of_a_handler_keeps_nothing_so_that_it_is_tried_again(
    three_nodes: Nodes, got: list[Received]
):
    def broken(message: Received) -> None:
        raise RuntimeError("the disk is full")

    handling._handlers[KIND] = broken
    say(three_nodes.uk, three_nodes.krg)
    with pytest.raises(RuntimeError):
        three_nodes.deliver_all()
    with three_nodes.krg:
        assert not InMessage.objects.exists()
    handling._handlers[KIND] = got.append
    three_nodes.deliver_all()
    assert len(got) == 1


def test_nothing_is_sent_to_or_taken_from_a_revoked_partner(
    three_nodes: Nodes, got: list[Received]
):
    uk, krg = three_nodes.uk, three_nodes.krg
    say(uk, krg)
    with uk:
        sealed = sealed_bytes(open_deliveries().get())
        revoke_partner("asayish", by="tests", reason="a laptop was lost")
        assert Delivery.objects.get().state == "failed"
        with pytest.raises(BadInput, match="revoked"):
            send(KIND, {}, to=[uk.agency_of(krg)], by=uk.user())
    with krg:
        revoke_partner("nca", by="tests", reason="a laptop was lost")
        with pytest.raises(EnvelopeRefused, match="revoked-signer"):
            receive(sealed)
    assert got == []


def test_a_stranger_is_no_recipient(three_nodes: Nodes):
    with three_nodes.uk as uk, pytest.raises(BadInput, match="no such partner"):
        send(KIND, {}, to=[Agency.objects.create(slug="police-nationale", name="x")], by=uk.user())


@pytest.mark.django_db
def test_an_installation_that_is_no_node_says_what_to_do():
    with pytest.raises(NodeUnset, match="hawkari node init"):
        own_agency()
