"""Tree heads between nodes: daily, shown to follow, and a rewritten log found by the partner."""

from datetime import timedelta

import pytest

from hawkari.desks.exchange.models import OutMessage, PartnerHead
from hawkari.desks.exchange.node.heads import send_due_heads
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.models import AuditEntry, AuditHead
from tests.desks.exchange.nodes import Node, Nodes

pytestmark = [pytest.mark.contract, pytest.mark.django_db]


def heads(node: Node, of: Node) -> list[str]:
    """How each head of a partner's log, as kept at a node, follows from the one before."""
    with node:
        found = PartnerHead.objects.filter(partner__agency__slug=of.slug)
        return list(found.order_by("pk").values_list("standing", flat=True))


def next_day(nodes: Nodes, node: Node) -> None:
    """Let a day pass at a node, and its heads arrive."""
    with node:
        for message in OutMessage.objects.filter(kind="tree-head"):
            message.created_at -= timedelta(days=1)
            message.save()
        send_due_heads()
    nodes.deliver_all()


def test_each_partner_gets_one_head_a_day_and_sees_that_the_log_only_grew(three_nodes: Nodes):
    uk, krg = three_nodes.uk, three_nodes.krg
    with uk:
        assert len(send_due_heads()) == 2
        assert send_due_heads() == []
    three_nodes.deliver_all()
    for _ in range(3):
        next_day(three_nodes, uk)
    assert heads(krg, uk) == ["first", "grown", "grown", "grown"]


def test_a_log_that_was_rewritten_is_found_by_the_partner(three_nodes: Nodes):
    uk, krg = three_nodes.uk, three_nodes.krg
    next_day(three_nodes, uk)
    with uk:
        AuditEntry.records.all()._raw_delete("default")
        AuditHead.objects.all().delete()
        for _ in range(100):
            audit.record(Act.LOGIN, actor="somebody else")
    next_day(three_nodes, uk)
    assert heads(krg, uk) == ["first", "broken"]


def test_a_head_that_was_lost_on_the_way_breaks_nothing(three_nodes: Nodes):
    uk, krg = three_nodes.uk, three_nodes.krg
    next_day(three_nodes, uk)
    with krg:
        PartnerHead.objects.update(size=1, root="0" * 64)  # restored from an older backup
    next_day(three_nodes, uk)
    assert heads(krg, uk) == ["first", "unshown"]
