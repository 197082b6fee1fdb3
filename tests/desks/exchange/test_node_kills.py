"""Killed with SIGKILL between any two steps, a node loses nothing and does nothing twice.

Each kill is on a copy of the same beginning. Afterwards the same work is done again, and the end
must be what it is without a kill: each message kept and handled once, each confirmed, both audit
logs whole.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from hawkari.desks.exchange.models import Delivery, InMessage, OutMessage
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.handing import next_waiting, sealed_bytes, take_receipt
from hawkari.desks.exchange.node.handling import Received, handles
from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.receiving import open_question, receive
from hawkari.desks.exchange.node.sending import send
from hawkari.desks.exchange.node.sticks import export_to, import_from
from hawkari.desks.exchange.node.syncing import sync
from hawkari.desks.exchange.node.transport import Carried
from hawkari.evidence import audit
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Agency, AuditEntry
from tests.desks.exchange.killing import KILLED, forked, snapshot, started
from tests.desks.exchange.nodes import Node, Nodes, file_copy, make_nodes

SHARES = 8
ASK, ANSWER = "test-ask", "test-answer"


@dataclass
class Scene:
    """Two nodes on disk, and what they do to one another."""

    nodes: Nodes
    folder: Path

    @property
    def uk(self) -> Node:
        return self.nodes.uk

    @property
    def krg(self) -> Node:
        return self.nodes.krg

    @property
    def stick(self) -> Path:
        return self.uk.home.parent / "stick"

    def ask(self) -> None:
        with self.uk as uk:
            send(ASK, {"words": "سڵاو"}, to=[uk.agency_of(self.krg)], by=uk.user())

    def export(self, node: Node, to: Node) -> None:
        with node:
            export_to(self.stick / node.name, to.slug, by="tests")

    def take(self, node: Node, of: Node) -> None:
        with node:
            results = list(import_from([self.stick / of.name], by="tests"))
            assert all(one.is_ok for one in results), results

    def stick_there_and_back(self) -> None:
        """By stick: the message there, receipt and answer back, the answer's receipt there."""
        for node, to in ((self.uk, self.krg), (self.krg, self.uk), (self.uk, self.krg)):
            self.export(node, to)
            self.take(to, node)

    def sync(self) -> None:
        """Over a network that is a function: both sides are killed at once."""
        with self.uk:
            (done,) = sync(["asayish"], by="tests", carrier=self._carry)
            assert not done.problem

    def _carry(self, path: str, sealed: bytes, _to: object) -> Carried:
        with self.krg:
            if path == "/messages":
                return Carried(receive(sealed))
            if path == "/receipts":
                take_receipt(sealed)
                return Carried()
            waiting = next_waiting(*open_question(sealed))
            return Carried() if waiting is None else Carried(sealed_bytes(waiting))

    def end(self) -> dict[str, object]:
        """What there is at both nodes, without what differs from run to run."""
        found: dict[str, object] = {}
        for node in (self.uk, self.krg):
            with node:
                found[node.name] = {
                    "sent": sorted(OutMessage.objects.values_list("kind", flat=True)),
                    "states": sorted(Delivery.objects.values_list("message__kind", "state")),
                    "kept": sorted(InMessage.objects.values_list("kind", "outcome")),
                    "handled": Agency.objects.filter(slug__startswith="made-by").count(),
                    "whole": audit.verify().problems == (),
                    "logged": sorted(
                        AuditEntry.records.filter(
                            act="exchange", detail__contains='"test-'
                        ).values_list("recipient", "outcome")
                    ),
                }
        return found


@pytest.fixture
def scene(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    assert connection.vendor == "sqlite", "processes of these tests share databases in files"
    handling.load_handlers()  # here, not in each process again
    monkeypatch.setattr(handling, "_handlers", dict(handling._handlers))

    def on_ask(message: Received) -> None:
        """Make something and answer: doing it twice would show."""
        number = Agency.objects.filter(slug__startswith="made-by").count()
        ensure_agency(f"made-by-ask-{number}")
        send(ANSWER, {}, to=[message.sender], by=_somebody(), in_reply_to=message.id)

    def on_answer(_message: Received) -> None:
        number = Agency.objects.filter(slug__startswith="made-by").count()
        ensure_agency(f"made-by-answer-{number}")

    handles(ASK)(on_ask)
    handles(ANSWER)(on_answer)
    base = tmp_path / "homes"
    copies = [file_copy(base / name) for name in ("uk", "krg")]
    nodes = make_nodes(base, ("uk", "krg"), copies)
    yield Scene(nodes, tmp_path)
    for copy in copies:
        copy.close()


def _somebody():
    from hawkari.evidence.models import User

    values = {"agency": own_agency()}
    return User.objects.get_or_create(username="duty-officer", defaults=values)[0]


WORK: dict[str, Callable[[Scene], None]] = {
    "stick": Scene.stick_there_and_back,
    "network": Scene.sync,
}


def killed_everywhere(scene: Scene, work: str, *, every: int, first: int = 1) -> int:
    """Kill the work at every nth step, do it again, compare; gives how many kills there were."""
    scene.ask()
    back = snapshot(scene.nodes, scene.folder / "kept")
    do = WORK[work]
    steps = forked(scene.nodes, lambda: do(scene))
    expected = scene.end()
    assert expected["uk"]["states"] == [(ASK, "received")]
    assert expected["krg"]["handled"] == expected["uk"]["handled"] == 1
    kills = 0
    for point in range(first, steps + 1, every):
        back()
        ended = forked(scene.nodes, lambda: do(scene), die_at=point)
        # A run may have a step fewer than another; it has then ended before its kill.
        assert ended == KILLED or ended < point, (ended, point)
        forked(scene.nodes, lambda: do(scene))
        assert scene.end() == expected, f"killed at step {point} of {steps}"
        kills += ended == KILLED
    assert steps // every - kills <= 1, "nearly every kill must come before the work has ended"
    return kills


@pytest.mark.parametrize("work", WORK)
def test_a_kill_between_two_steps_loses_and_doubles_nothing(scene: Scene, work: str):
    assert killed_everywhere(scene, work, every=17) >= 5


@pytest.mark.full
@pytest.mark.parametrize("share", range(1, SHARES + 1))
@pytest.mark.parametrize("work", WORK)
def test_a_kill_between_any_two_steps_loses_and_doubles_nothing(
    scene: Scene, work: str, share: int, record_property
):
    kills = killed_everywhere(scene, work, every=SHARES, first=share)
    record_property(
        "line", f"node: {work}, share {share} of {SHARES}: {kills} kills, 0 lost or twice"
    )


@pytest.mark.parametrize("point", range(1, 60, 7))
def test_a_message_is_sent_whole_or_not_at_all(scene: Scene, point: int):
    forked(scene.nodes, scene.ask, die_at=point)
    with scene.uk:
        counts = {
            OutMessage.objects.count(),
            Delivery.objects.count(),
            AuditEntry.records.filter(act="exchange").count(),
        }
        assert len(counts) == 1
        assert not audit.verify().problems


def test_four_processes_that_take_the_same_message_at_once_keep_it_once(scene: Scene):
    scene.ask()
    with scene.uk:
        (delivery,) = Delivery.objects.select_related("partner")
        sealed = sealed_bytes(delivery)

    def take() -> None:
        with scene.krg:
            receive(sealed)

    ends = [started(scene.nodes, take) for _ in range(4)]
    assert all(end() > 0 for end in ends)
    with scene.krg:
        assert InMessage.objects.get().outcome == "ok"
        assert Agency.objects.filter(slug__startswith="made-by").count() == 1
        assert audit.verify().ok
