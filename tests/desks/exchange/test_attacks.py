"""What a partner, a member of another agency or bad luck may try against the exchange desk.

All people are invented; numbers are from ranges reserved for fiction.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from hawkari.desks.exchange.blind.ledger import suspend
from hawkari.desks.exchange.models import InMessage, PackageEvent, ReceivedPackage
from hawkari.desks.exchange.models.deconfliction import DeconflictionNotice
from hawkari.desks.exchange.services import (
    deconflicting,
    joint_lists,
    joint_tasks,
    partners,
    recalling,
    requests,
    suspending,
    telling,
)
from hawkari.desks.exchange.services.joint_tasks import Proposal
from hawkari.desks.exchange.services.requests import Asked
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Operation, OperationMember, User
from tests.desks.exchange.nodes import OPERATION, Node
from tests.desks.exchange.sharing import Sharing, today

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


def guest(node: Node, role: str = "liaison") -> Access:
    """A member of the operation at a node who works for another agency than the node's."""
    user = User.objects.create(username="guest", agency=ensure_agency("federal-police"))
    OperationMember.objects.create(operation=node.operation(), user=user, role=role)
    return open_access(user, OPERATION)


def test_somebody_of_another_agency_does_not_speak_in_the_nodes_name(sharing):
    with sharing.asker:
        stranger = guest(sharing.asker)
        with pytest.raises(BadInput, match="speaks for nca"):
            joint_tasks.propose(stranger, Proposal("asayish", "question", "Who drives?"))
        asked = Asked("asayish", "Who?", "Invented", "Invented", deadline=today())
        with pytest.raises(BadInput, match="speaks for nca"):
            requests.ask(stranger, asked)


def test_somebody_of_another_agency_sees_no_task_notice_or_alarm_of_the_node(sharing):
    with sharing.asker:
        access, stranger = sharing.asker.access(), guest(sharing.asker)
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
        with pytest.raises(BadInput, match="not your agency's node"):
            deconflicting.set_desk(stranger, "Call us instead")


def test_an_administrator_of_another_agency_ends_no_partner_of_the_node(sharing):
    with sharing.asker:
        with pytest.raises(BadInput, match="the node of nca"):
            partners.end_partner(guest(sharing.asker, "administrator"), "asayish", "A test")
        partners.end_partner(sharing.asker.access("administrator"), "asayish", "A test")
