"""Two agencies that work on the same subject learn it, and whom to call; nothing else."""

import pytest

from hawkari.desks.exchange.models import BlindQuery, BlindTicket, DeconflictionNotice, OutMessage
from hawkari.desks.exchange.services.deconflicting import (
    deconflict,
    notices_of,
    see_notice,
    set_desk,
)
from hawkari.desks.exchange.services.publishing import publish_indexes
from hawkari.engines.blindmatch import IdentifierType
from hawkari.evidence.categories import set_category
from hawkari.evidence.models import Category
from tests.desks.exchange.nodes import Node, Nodes
from tests.desks.exchange.test_blind_flow import PHONE, hold

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

KINDS = (IdentifierType.PHONE, IdentifierType.NAME)


def works_on(node: Node, category: Category = Category.SUSPECT, *, call: str = "") -> None:
    """An operation of the node with one subject, who uses the number."""
    hold(node, name="Rebwar Mohammed Amin", phone=PHONE)
    with node:
        access = node.access("analyst")
        set_category(access, f"{node.slug}-1", category, basis="fact")
        if call:
            set_desk(access, call)


def night(nodes: Nodes) -> None:
    for node in (nodes.uk, nodes.krg):
        with node:
            node.operation()
            publish_indexes(kinds=KINDS)
    nodes.deliver_all()
    for node in (nodes.uk, nodes.krg):
        with node:
            deconflict()
    nodes.deliver_all()


@pytest.fixture
def nodes(three_nodes: Nodes) -> Nodes:
    works_on(three_nodes.uk, call="NCA desk")
    return three_nodes


def test_both_get_a_notice_with_whom_to_call_and_nothing_else(nodes: Nodes):
    works_on(nodes.krg, call="Asayish desk")
    night(nodes)
    for node, call in ((nodes.uk, "Asayish desk"), (nodes.krg, "NCA desk")):
        with node:
            (notice,) = notices_of(node.access("analyst"))
            assert (notice.call, notice.caption) == (call, "Rebwar Mohammed Amin")
            assert not BlindTicket.objects.exists()
            sent = str(list(OutMessage.objects.values_list("body", flat=True)))
            assert "Rebwar" not in sent
            assert PHONE not in sent
            see_notice(node.access("analyst"), notice.id)
            assert BlindQuery.objects.exclude(subjects=[]).count() == 0


def test_the_next_night_says_nothing_again(nodes: Nodes):
    works_on(nodes.krg, call="Asayish desk")
    night(nodes)
    night(nodes)
    with nodes.uk:
        assert DeconflictionNotice.objects.count() == 1


def test_an_operation_that_named_nobody_takes_no_part(nodes: Nodes):
    works_on(nodes.krg)
    night(nodes)
    for node in (nodes.uk, nodes.krg):
        with node:
            assert not DeconflictionNotice.objects.exists()


@pytest.mark.parametrize("category", [Category.VICTIM, Category.CONTACT])
def test_only_suspects_and_the_convicted_are_subjects(nodes: Nodes, category: Category):
    works_on(nodes.krg, category, call="Asayish desk")
    night(nodes)
    for node in (nodes.uk, nodes.krg):
        with node:
            assert not DeconflictionNotice.objects.exists()
