"""Messages between nodes: signed, sealed, kept once on each side, refused with a reason."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hawkari.desks.exchange.models import Delivery, InMessage, OutMessage
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.forgetting import KEPT_FOR, forget_settled
from hawkari.desks.exchange.node.handing import open_deliveries, sealed_bytes
from hawkari.desks.exchange.node.handling import Received, Refuse, handles, hears_receipts_of
from hawkari.desks.exchange.node.identity import NodeUnset, own_agency
from hawkari.desks.exchange.node.keys import person_key, signing_key
from hawkari.desks.exchange.node.partners import revoke_partner, revoke_person
from hawkari.desks.exchange.node.receiving import receive
from hawkari.desks.exchange.node.sending import send
from hawkari.engines.envelopes import EnvelopeRefused, canonical, seal
from hawkari.engines.envelopes.keys import decoded
from hawkari.engines.envelopes.signing import sign
from hawkari.errors import BadInput
from hawkari.evidence.models import Agency, AuditEntry
from tests.desks.exchange.nodes import Node, Nodes

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

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


def test_a_revoked_person_signs_no_more_and_others_do(three_nodes: Nodes, got: list[Received]):
    uk, krg = three_nodes.uk, three_nodes.krg
    say(uk, krg)
    three_nodes.deliver_all()
    with krg:
        revoke_person("nca", "nca-liaison", by="tests", reason="left the agency")
        with pytest.raises(BadInput, match="nobody named"):
            revoke_person("nca", "nobody", by="tests", reason="x")
    say(uk, krg)
    with uk:
        send(KIND, {}, to=[uk.agency_of(krg)], by=uk.user("analyst"))
        sealed = [sealed_bytes(one) for one in open_deliveries()]
    with krg:
        with pytest.raises(EnvelopeRefused, match="revoked-signer"):
            receive(sealed[0])
        receive(sealed[1])
    assert [one.signer for one in got] == ["nca-liaison", "nca-analyst"]


def test_another_message_under_a_known_id_is_refused(three_nodes: Nodes, got: list[Received]):
    uk, krg = three_nodes.uk, three_nodes.krg
    first, second = say(uk, krg), say(uk, krg, {"words": "another"})
    with uk:
        one, other = open_deliveries()
        sealed, text = sealed_bytes(one), json.loads(other.signed)
        payload = json.loads(decoded(text["payload"]))
        payload["id"] = first.id
        forged = sign(canonical(payload), person=person_key("nca-liaison"), agency=signing_key())
        replayed = seal(forged, [uk.partner(krg).sealing_key])
    with krg:
        receive(sealed)
        with pytest.raises(EnvelopeRefused, match="replay"):
            receive(replayed)
    assert [one.id for one in got] == [first.id]
    assert second.id != first.id


def test_the_same_id_of_two_partners_is_two_messages(three_nodes: Nodes, got: list[Received]):
    """Else a partner who got a message too could keep it from the others."""
    uk, iraq, krg = three_nodes.uk, three_nodes.iraq, three_nodes.krg
    first = say(uk, krg)
    say(iraq, krg)
    with iraq:
        (other,) = open_deliveries()
        payload = json.loads(decoded(json.loads(other.signed)["payload"]))
        payload["id"] = first.id
        forged = sign(
            canonical(payload), person=person_key("federal-police-liaison"), agency=signing_key()
        )
        sealed = seal(forged, [iraq.partner(krg).sealing_key])
    with krg:
        receive(sealed)
    with uk:
        sealed = sealed_bytes(open_deliveries().get())
    with krg:
        receive(sealed)
    assert [one.sender.slug for one in got] == ["federal-police", "nca"]


@pytest.mark.parametrize(
    ("body", "refused"),
    [({"n": 1.5}, "n"), ({"n": True}, "n"), ({"t": ["x"]}, "t"), ({"t": "x" * 11}, "t"),
     ({"m": "2026-11-27"}, "m"), ({"m": "yesterday"}, "m"), ({"l": {}}, "l"), ({"f": []}, "f")],
)  # fmt: skip
def test_what_a_body_should_not_hold_is_refused_by_name(body: dict, refused: str):
    moment = datetime(2026, 11, 27, tzinfo=UTC)
    good = {"n": 1, "t": "x", "m": "2026-11-27T12:00:00Z", "l": [], "f": {}}
    found = Received(1, "ab" * 16, KIND, Agency(slug="nca"), "", {**good, **body}, moment, "", "")
    ask = {
        "n": lambda: found.number_of("n"), "t": lambda: found.text("t", longest=10),
        "m": lambda: found.moment("m"), "l": lambda: found.listed("l"),
        "f": lambda: found.fields("f"),
    }  # fmt: skip
    for name, asked in ask.items():
        if name == refused:
            with pytest.raises(Refuse, match=f"{name} is no"):
                asked()
        else:
            asked()


def test_words_of_settled_messages_are_forgotten_and_open_ones_are_kept(
    three_nodes: Nodes, got: list[Received]
):
    uk, krg = three_nodes.uk, three_nodes.krg
    say(uk, krg, {"words": "told long ago"})
    three_nodes.deliver_all()
    old = timezone.now() - KEPT_FOR - timedelta(days=1)
    with uk:
        Delivery.objects.update(at=old)
    say(uk, krg, {"words": "still on its way"})
    with uk:
        assert forget_settled() == 1
        assert forget_settled() == 0
        bodies = list(OutMessage.objects.order_by("created_at").values_list("body", flat=True))
        assert {"words": "still on its way"} in bodies
        assert {"words": "told long ago"} not in bodies
        assert Delivery.objects.get(state="received").signed == ""
    three_nodes.deliver_all()
    with krg:
        InMessage.objects.filter(body={"words": "told long ago"}).update(received_at=old)
        assert forget_settled() == 1


def test_a_stranger_is_no_recipient(three_nodes: Nodes):
    with three_nodes.uk as uk, pytest.raises(BadInput, match="no such partner"):
        send(KIND, {}, to=[Agency.objects.create(slug="police-nationale", name="x")], by=uk.user())


@pytest.mark.django_db
def test_an_installation_that_is_no_node_says_what_to_do():
    with pytest.raises(NodeUnset, match="hawkari node init"):
        own_agency()
