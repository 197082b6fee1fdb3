"""What a partner, a member of another agency or bad luck may try against the exchange desk.

All people are invented; numbers are from ranges reserved for fiction.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils import timezone

from hawkari.desks.exchange.blind.ledger import suspend
from hawkari.desks.exchange.blind.wire import head
from hawkari.desks.exchange.models import InMessage, PackageEvent, ReceivedPackage
from hawkari.desks.exchange.models.blind import Purpose
from hawkari.desks.exchange.models.deconfliction import DeconflictionNotice
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.handing import open_deliveries, sealed_bytes
from hawkari.desks.exchange.node.handling import Received, Refuse, load_handlers
from hawkari.desks.exchange.node.keys import node_folder
from hawkari.desks.exchange.node.partners import (
    card_of,
    own_card,
    pin_partner,
    revoke_partner,
    revoke_person,
)
from hawkari.desks.exchange.node.receiving import receive
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.node.sticks import export_to, import_from
from hawkari.desks.exchange.node.syncing import sync
from hawkari.desks.exchange.node.tls import NODE_NAME
from hawkari.desks.exchange.node.transport import Carried
from hawkari.desks.exchange.node.wsgi import DOORS
from hawkari.desks.exchange.services import (
    deciding,
    deconflicting,
    joint_lists,
    joint_tasks,
    partners,
    recalling,
    receiving,
    releasing,
    requests,
    suspending,
    telling,
)
from hawkari.desks.exchange.services.deciding import Given
from hawkari.desks.exchange.services.joint_tasks import Proposal
from hawkari.desks.exchange.services.packages import sent_package
from hawkari.desks.exchange.services.requests import Asked
from hawkari.desks.exchange.services.telling_again import tell_again
from hawkari.desks.exchange.services.ticketing import take_ticket
from hawkari.errors import BadInput
from hawkari.evidence.access import visible_to
from hawkari.evidence.categories import set_category
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Category, Operation
from tests.desks.exchange.nodes import OPERATION, Node
from tests.desks.exchange.sharing import Sharing, today
from tests.evidence.factories import World

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def sharing(three_nodes) -> Sharing:
    return Sharing(three_nodes)


def ended(node: Node) -> None:
    """The operation is over at a node since yesterday."""
    with node:
        Operation.objects.filter(slug=OPERATION).update(ends=today() - timedelta(days=1))


def test_a_recall_holds_although_the_operation_is_over_at_the_recipient(sharing):
    package = sharing.share()
    ended(sharing.asker)
    with sharing.giver:
        recalling.recall(sharing.giver.access("reviewer"), package.reference, words="Wrong man")
    sharing.nodes.deliver_all()
    with sharing.asker:
        assert InMessage.objects.get(kind="package-event").outcome == "ok"
        assert ReceivedPackage.objects.get().state == "recalled"


def test_an_answer_to_a_recall_counts_although_the_operation_is_over_at_the_originator(sharing):
    package = sharing.share()
    with sharing.giver:
        recalling.recall(sharing.giver.access("reviewer"), package.reference, words="Wrong man")
    sharing.nodes.deliver_all()
    ended(sharing.giver)
    with sharing.asker:
        event = PackageEvent.objects.get()
        telling.answer(sharing.asker.access(), event.reference, words="Told nobody")
    sharing.nodes.deliver_all()
    with sharing.giver:
        assert PackageEvent.objects.get().answer == "Told nobody"


def test_somebody_of_another_agency_does_not_speak_in_the_nodes_name(sharing):
    with sharing.asker:
        stranger = sharing.asker.guest()
        with pytest.raises(BadInput, match="speaks for nca"):
            joint_tasks.propose(stranger, Proposal("asayish", "question", "Who drives?"))
        asked = Asked("asayish", "Who?", "Invented", "Invented", deadline=today())
        with pytest.raises(BadInput, match="speaks for nca"):
            requests.ask(stranger, asked)


def test_somebody_of_another_agency_sees_no_task_notice_or_alarm_of_the_node(sharing):
    with sharing.asker:
        access, stranger = sharing.asker.access(), sharing.asker.guest()
        joint_tasks.propose(access, Proposal("asayish", "question", "Who drives?"))
        suspend("nca", "nca-liaison", reason="canary")
        DeconflictionNotice.objects.create(
            operation=access.operation, partner=ensure_agency("asayish"), record="nca:1",
            kind="phone", reference="0" * 32, call="Desk", raised_at=timezone.now(),
        )  # fmt: skip
        for reader, sees in ((access, True), (stranger, False)):
            assert bool(joint_lists.joint_list(reader).tasks) is sees
            assert bool(suspending.suspensions_of(reader)) is sees
            assert bool(deconflicting.notices_of(reader)) is sees
        with pytest.raises(BadInput, match="no such notice"):
            deconflicting.see_notice(stranger, DeconflictionNotice.objects.get().pk)
        with pytest.raises(BadInput, match="speaks for nca"):
            deconflicting.set_desk(stranger, "Call us instead")


def test_an_administrator_of_another_agency_ends_no_partner_of_the_node(sharing):
    with sharing.asker:
        with pytest.raises(BadInput, match="speaks for nca"):
            partners.end_partner(sharing.asker.guest("administrator"), "asayish", "A test")
        partners.end_partner(sharing.asker.access("administrator"), "asayish", "A test")


def test_words_in_place_of_a_reference_are_refused_for_they_would_not_replace_it(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        access = sharing.giver.access("analyst")
        World(sharing.giver.operation()).thing(
            "asayish", "asayish:van", "Vehicle", owner=sharing.person, name="Invented Van"
        )
        set_category(access, "asayish:van", Category.OTHER, basis="fact")
        deciding.add_entity(access, package.reference, "asayish:van")
        owner = visible_to(access).get(prop="owner").pk
        row = package.rows.get(number=owner).pk
        given = Given("release", sanitised="a man of the group")
        with pytest.raises(BadInput, match="cannot be put in other words"):
            deciding.decide(access, package.reference, [row], given=given)


def test_who_set_the_terms_or_the_transfer_does_not_sign(sharing):
    sharing.hold()
    package = sharing.draft(sharing.ask())
    with sharing.giver:
        reviewer = sharing.giver.access("reviewer")
        deciding.set_transfer(reviewer, package.reference, "nca", ceiling="OFFICIAL-SENSITIVE")
        releasing.submit(sharing.giver.access("analyst"), package.reference)
        with pytest.raises(BadInput, match="had a hand in"):
            releasing.sign(reviewer, package.reference)
        releasing.sign(sharing.giver.access("reviewer", "second-reviewer"), package.reference)


def test_a_second_recipient_learns_nothing_of_who_asked_nor_a_reference_that_they_know(sharing):
    sharing.hold()
    iraq = sharing.nodes.iraq
    with iraq:
        iraq.operation()
    package = sharing.draft(sharing.ask(), recipients=[iraq.slug])
    sharing.release(package)
    with sharing.asker:
        asked = ReceivedPackage.objects.get()
        items = set(asked.items.values_list("item", flat=True))
        assert (asked.reference, asked.body["legal_basis"]) == (
            package.reference, "An invented basis",
        )  # fmt: skip
    with iraq:
        other = ReceivedPackage.objects.get()
        assert other.body["legal_basis"] == ""
        assert other.body["request"] != asked.body["request"]
        assert other.reference != package.reference
        assert items.isdisjoint(other.items.values_list("item", flat=True))
        receiving.load_package(iraq.access(), other.reference)
        telling.give_feedback(iraq.access(), other.reference, code="useful", words="Found him")
    sharing.nodes.deliver_all()
    with sharing.giver:
        to = package.recipients.get(agency__slug=iraq.slug)
        assert to.loaded_count == 2
        view = sent_package(sharing.giver.access(), package.reference)
        assert [one.kind for one in view.events] == ["feedback"]
        row = package.rows.first().pk
        recalling.recall(
            sharing.giver.access("reviewer"), package.reference, words="Wrong", rows=[row]
        )
    sharing.nodes.deliver_all()
    with iraq:
        assert other.items.filter(is_withdrawn=True).count() == 1


def new_keys(node: Node, at: Node) -> None:
    """A node gets new keys, and a partner pins them."""
    with node:
        (node_folder() / "sealing-key.txt").unlink()
        (node_folder() / "signing-key.pem").unlink()
        card = own_card()
    with at:
        pin_partner(card, by="tests")


def test_a_recall_that_waits_reaches_a_recipient_who_changed_its_keys(sharing):
    package = sharing.share()
    with sharing.giver:
        recalling.recall(sharing.giver.access("reviewer"), package.reference, words="Wrong man")
    new_keys(sharing.asker, at=sharing.giver)
    sharing.nodes.deliver_all()
    assert sharing.seen() == {}


def test_a_recall_that_could_not_be_sent_is_sent_again_once_the_partner_is_back(sharing):
    package = sharing.share()
    with sharing.giver:
        card = card_of(sharing.giver.partner(sharing.asker))
        revoke_partner("nca", by="tests", reason="A test")
        reviewer = sharing.giver.access("reviewer")
        (told,) = recalling.recall(reviewer, package.reference, words="Wrong man")
        assert told.problem
        with pytest.raises(BadInput, match="revoked"):
            tell_again(reviewer, package.reference, told.number)
        pin_partner(card, by="tests")
        assert not tell_again(reviewer, package.reference, told.number).problem
        with pytest.raises(BadInput, match="nothing of it is to be sent again"):
            tell_again(reviewer, package.reference, told.number)
    sharing.nodes.deliver_all()
    assert sharing.seen() == {}


def test_a_hit_among_subjects_that_nodes_match_by_themselves_makes_no_ticket(sharing):
    with sharing.giver:
        message = Received(
            number=1, id="e" * 32, kind="blind-ticket", sender=ensure_agency("nca"), signer="x",
            body={
                **head(Purpose.SUBJECTS, "phone", 1), "reference": "a" * 32, "shown": ["0" * 64],
            },
            sent_at=timezone.now(), in_reply_to="", operation=OPERATION,
        )  # fmt: skip
        with pytest.raises(Refuse, match="no hit among records"):
            take_ticket(message)


POISON, WHOLESOME = "test-poison", "test-wholesome"


@pytest.fixture
def poison(monkeypatch) -> None:
    """A kind of message that breaks whoever handles it, and one that does nothing."""

    def breaks(_: Received) -> None:
        raise RuntimeError("broken")

    load_handlers()
    monkeypatch.setitem(handling._handlers, POISON, breaks)
    monkeypatch.setitem(handling._handlers, WHOLESOME, lambda _: None)


def carried_by(node: Node):
    """A network that is a function: what `node` answers."""

    def carry(path: str, sealed: bytes, _to: object) -> Carried:
        with node:
            status, body = DOORS[path](sealed)
        return Carried(body) if status[:1] == "2" else Carried(code="no", words="no")

    return carry


@pytest.mark.usefixtures("poison")
def test_a_message_that_breaks_us_stops_no_other_file_and_no_other_partner(sharing, tmp_path):
    uk, krg, iraq = sharing.asker, sharing.giver, sharing.nodes.iraq
    for node, kinds in ((uk, (POISON, WHOLESOME)), (iraq, (WHOLESOME,))):
        with node:
            for kind in kinds:
                send(kind, {}, to=[node.agency_of(krg)], by=node.user())
            export_to(tmp_path, krg.slug, by="tests")
    networks = {uk.slug: carried_by(uk), iraq.slug: carried_by(iraq)}
    with krg:
        results = list(import_from([tmp_path], by="tests"))
        assert sorted(one.outcome for one in results) == ["ok", "ok", "try-again"]
        done = sync(by="tests", carrier=lambda *sent: networks[sent[2].agency.slug](*sent))
        assert {one.partner: bool(one.problem) for one in done} == {
            "nca": True, "federal-police": False,
        }  # fmt: skip


def test_a_message_that_we_refuse_holds_up_nothing_behind_it(sharing):
    uk, krg = sharing.asker, sharing.giver
    with uk:
        for name in ("nca-first", "nca-second"):
            send("test-unknown", {}, to=[uk.agency_of(krg)], by=uk.user(name=name))
        first, second = open_deliveries().order_by("pk")
        sealed = sealed_bytes(first)
    with krg:
        receive(sealed)
        revoke_person("nca", "nca-first", by="tests", reason="A test")
        (done,) = sync(["nca"], by="tests", carrier=carried_by(uk))
        assert (done.problem, done.fetched, len(done.refusals)) == ("", 1, 1)
        assert InMessage.objects.filter(id=second.message_id).exists()


def certificate(name: str, *, ca: bool) -> str:
    """A certificate that somebody made by hand."""
    key, now = ec.generate_private_key(ec.SECP256R1()), timezone.now()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    )
    return made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


@pytest.mark.parametrize(("name", "ca"), [(NODE_NAME, True), ("example.org", False)])
def test_a_card_whose_certificate_may_sign_others_or_names_no_node_is_not_pinned(sharing, name, ca):
    with sharing.asker:
        card = card_of(sharing.asker.partner(sharing.giver))
        pin_partner(replace(card, tls_certificate=certificate(NODE_NAME, ca=False)), by="tests")
        with pytest.raises(BadInput, match="not one that a node makes"):
            pin_partner(replace(card, tls_certificate=certificate(name, ca=ca)), by="tests")
