"""Decoys and hit rates stop an officer on both sides before they see anything; a reviewer lifts."""

import pytest
from django.test import override_settings

from hawkari.desks.exchange.models import BlindQuery, BlindSuspension, BlindTicket, PartnerIndex
from hawkari.desks.exchange.services.asking import ask
from hawkari.desks.exchange.services.suspending import lift_suspension, suspensions_of
from hawkari.errors import BadInput
from tests.desks.exchange.nodes import Nodes
from tests.desks.exchange.test_blind_flow import PHONE, asked, hold, publish

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

BLOCK = ("+96475012", 2, 50)


@pytest.fixture
def nodes(three_nodes: Nodes) -> Nodes:
    """Half of a block of a hundred numbers that nobody has are decoys."""
    hold(three_nodes.krg, name="ئاراس جەمال", phone=PHONE)
    with override_settings(BLIND_DECOYS=[BLOCK]):
        publish(three_nodes)
    return three_nodes


def try_block(nodes: Nodes) -> None:
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE, *(f"{BLOCK[0]}{n:02d}" for n in range(100))))
    nodes.deliver_all()


def test_a_decoy_stops_the_officer_on_both_sides_within_one_batch_and_shows_nothing(nodes: Nodes):
    try_block(nodes)
    with nodes.uk as uk:
        query = BlindQuery.objects.get()
        assert (query.state, query.rule, query.hits, query.subjects) == (
            "stopped", "canary", 0, [],
        )  # fmt: skip
        assert not BlindTicket.objects.exists()
        with pytest.raises(BadInput, match="stopped"):
            ask(uk.access(), asked(PHONE))
        assert [one.is_ours for one in suspensions_of(uk.access("reviewer"))] == [True]
    with nodes.krg:
        row = BlindSuspension.objects.get()
        assert (row.agency.slug, row.officer, row.told_by.slug) == ("nca", "nca-liaison", "nca")


def test_after_a_reviewer_of_one_side_lifts_it_the_other_side_still_refuses(nodes: Nodes):
    try_block(nodes)
    with nodes.uk as uk:
        row = BlindSuspension.objects.get()
        lift_suspension(uk.access("reviewer"), row.pk, reason="a mistyped list")
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with nodes.uk:
        query = BlindQuery.objects.order_by("asked_at").last()
        assert query is not None
        assert (query.state, query.rule.split(":")[0]) == ("refused", "suspended")
    with nodes.krg as krg:
        lift_suspension(krg.access("reviewer"), BlindSuspension.objects.get().pk, reason="agreed")
    with nodes.uk as uk:
        ask(uk.access(), asked(PHONE))
    nodes.deliver_all()
    with nodes.uk:
        newest = BlindQuery.objects.order_by("asked_at").last()
        assert newest is not None
        assert (newest.state, newest.hits) == ("answered", 1)


def test_decoys_are_told_to_the_server_only(nodes: Nodes):
    with nodes.uk:
        row = PartnerIndex.objects.get(kind="phone", purpose="records")
        assert len(row.decoys) == 50


def test_a_list_of_which_nothing_is_held_looks_like_fishing(nodes: Nodes):
    for start in (0, 400):
        with nodes.uk as uk:
            lines = [f"+4477009{n:05d}" for n in range(start, start + 400)]
            ask(uk.access(), asked(*lines))
        nodes.deliver_all()
    with nodes.uk:
        states = BlindQuery.objects.order_by("asked_at").values_list("state", "rule")
        assert list(states) == [("answered", ""), ("stopped", "fishing")]


def test_an_officer_with_a_valid_login_is_stopped_before_a_thousand_values(nodes: Nodes):
    learned = 0
    for batch in range(10):
        with nodes.uk as uk:
            lines = [f"+4477009{n:05d}" for n in range(batch * 300, batch * 300 + 300)]
            try:
                ask(uk.access(), asked(*lines))
            except BadInput:
                break
        nodes.deliver_all()
        with nodes.uk:
            learned = sum(
                BlindQuery.objects.filter(state="answered").values_list("asked_for", flat=True)
            )
    with nodes.uk:
        assert BlindSuspension.objects.exists()
    assert learned < 1000
