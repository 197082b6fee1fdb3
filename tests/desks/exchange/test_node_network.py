"""Nodes as processes of their own: mutual TLS with pinned certificates, both ways of a message."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from hawkari.desks.exchange.models import Delivery, InMessage, PartnerHead
from hawkari.desks.exchange.node.handing import open_deliveries
from hawkari.desks.exchange.node.heads import send_due_heads
from hawkari.desks.exchange.node.partners import own_card, pin_partner, revoke_partner
from hawkari.desks.exchange.node.syncing import sync
from hawkari.desks.exchange.node.transport import NotReached, carry
from tests.desks.exchange.nodes import Node, Nodes, file_copy, make_nodes

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def started(node: Node, port: int) -> subprocess.Popen[str]:
    """The node's door as a process of its own, once it listens."""
    command = "from hawkari.cli import main; main()"
    door = subprocess.Popen(
        [sys.executable, "-c", command, "node", "serve", "--port", str(port)],
        env={**os.environ, "HAWKARI_HOME": str(node.home), "PYTHONPATH": str(ROOT / "src")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert door.stderr is not None
    for line in door.stderr:
        if "listens at" in line:
            return door
    raise AssertionError("the door did not open")


@pytest.fixture(scope="module")
def served(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Nodes]:
    """UK without a door of its own; the Kurdistan Region's door as a process; Iraq a stranger."""
    assert connection.vendor == "sqlite", "processes of these tests share databases in files"
    with django_db_blocker.unblock():
        yield from doors(tmp_path_factory.mktemp("nodes"))


def doors(tmp_path: Path) -> Iterator[Nodes]:
    port = free_port()
    names = ("uk", "iraq", "krg")
    copies = [file_copy(tmp_path / name) for name in names]
    nodes = make_nodes(tmp_path, names, copies, {"krg": f"https://127.0.0.1:{port}"})
    with nodes.krg:
        revoke_partner("federal-police", by="tests", reason="it is a stranger here")
    door = started(nodes.krg, port)
    try:
        yield nodes
    finally:
        door.terminate()
        door.wait(timeout=60)
        door.stderr.close()
        for copy in copies:
            copy.close()


def wait_for(door: str) -> None:
    """Until the server accepts connections; it says that it listens just before it does."""
    host, port = door.removeprefix("https://").split(":")
    while True:
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except ConnectionRefusedError:
            continue
        return


def test_messages_go_both_ways_though_only_one_node_has_a_door(served: Nodes):
    uk, krg = served.uk, served.krg
    with krg:
        send_due_heads()
    with uk:
        wait_for(uk.partner(krg).address)
        send_due_heads()
        (done,) = sync(["asayish"], by="tests")
        assert (done.problem, done.received, done.fetched) == ("", 1, 1)
        assert not open_deliveries().filter(partner=uk.partner(krg)).exists()
        assert PartnerHead.objects.get().standing == "first"
        assert sync(["asayish"], by="tests")[0].received == 0
    with krg:
        assert InMessage.objects.get().kind == "tree-head"
        assert Delivery.objects.get(partner=krg.partner(uk)).state == "received"


def test_a_door_that_is_not_the_pinned_one_is_not_used(served: Nodes):
    with served.uk as uk:
        partner = uk.partner(served.krg)
        wait_for(partner.address)
        partner.tls_certificate = uk.partner(served.iraq).tls_certificate
        with pytest.raises(NotReached, match="certificate"):
            carry("/messages", b"x", to=partner)


def test_what_the_door_does_not_take_it_says_in_words(served: Nodes):
    with served.uk as uk:
        partner = uk.partner(served.krg)
        wait_for(partner.address)
        assert carry("/messages", b"no message", to=partner).code == "unreadable"
        assert carry("/elsewhere", b"x", to=partner).code == "no-such-address"
        assert carry("/waiting", b"x", to=partner).code == "unreadable"


def test_who_is_not_pinned_gets_in_only_once_pinned_and_without_a_new_start(served: Nodes):
    with served.iraq as iraq:
        card, partner = own_card(), iraq.partner(served.krg)
        wait_for(partner.address)
        send_due_heads()
        (done,) = sync(["asayish"], by="tests")
        assert "certificate" in done.problem or "reached" in done.problem
        assert Delivery.objects.get(partner=partner).state == "waiting"
    with served.krg:
        pin_partner(card, by="tests")
    with served.iraq:
        # The door reads its partners anew within a second or two.
        while sync(["asayish"], by="tests")[0].problem:
            pass
        assert Delivery.objects.get(partner=partner).state == "received"
