"""Bodies that no honest node sends: each is refused in words, and none breaks the node.

An error that is no refusal would make the sender try the same message again for ever.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import CharField, Model
from django.db.models.signals import pre_save

from hawkari.desks.exchange.models import InMessage, PackageEvent, ReceivedPackage
from hawkari.desks.exchange.node.handling import Received, Refuse, handler_of
from hawkari.desks.exchange.services import recalling, telling
from hawkari.errors import BadInput
from tests.desks.exchange.nodes import Node, Nodes
from tests.desks.exchange.story import play

pytestmark = [pytest.mark.django_db]

STRANGE: tuple[Any, ...] = (None, 7, "x" * 5000, [None], {"x": None})
OTHERS = ("entities", "categories", "declined", "decoys")
"""Keys that only some messages of a kind have."""
ONCE = ("event", "request", "reference", "id")
"""Keys whose value no second message may have."""


def play_on(nodes: Nodes) -> None:
    """All kinds of messages, with feedback, a recall and its answer."""
    play(nodes)
    with nodes.uk:
        reference = ReceivedPackage.objects.get().reference
        telling.give_feedback(nodes.uk.access(), reference, code="useful", words="Found him")
    with nodes.krg:
        recalling.recall(nodes.krg.access("reviewer"), reference, words="Wrong man")
    nodes.deliver_all()
    with nodes.uk:
        event = PackageEvent.objects.get(kind="recall").reference
        telling.answer(nodes.uk.access(), event, words="Told nobody")
    nodes.deliver_all()


def strange_bodies(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A body with one of its fields replaced, left out, or put in that it has not."""
    for key in (*body, *OTHERS):
        yield {name: value for name, value in body.items() if name != key}
        yield from ({**body, key: value} for value in STRANGE)


def as_new(body: dict[str, Any], number: int) -> dict[str, Any]:
    """The same under references that nobody has seen yet, so that it is read to its end."""
    fresh = {key: f"{number:032x}" for key in ONCE if len(str(body.get(key, ""))) == 32}
    return {**body, **fresh}


def take(message: Received) -> str:
    """What becomes of a message: ``taken``, or why not; nothing of it stays."""
    handler = handler_of(message.kind)
    assert handler is not None
    with transaction.atomic():
        try:
            with transaction.atomic():
                handler(message)
        except (Refuse, BadInput) as refusal:
            return str(refusal)
        else:
            return "taken"
        finally:
            transaction.set_rollback(True)


@pytest.fixture
def too_long() -> Iterator[set[str]]:
    """Columns that were given more than they may hold: SQLite takes it, and PostgreSQL fails."""
    found: set[str] = set()

    def look(sender: type[Model], instance: Model, **_: Any) -> None:
        for column in sender._meta.concrete_fields:
            value = getattr(instance, column.attname)
            if isinstance(column, CharField) and len(value) > (column.max_length or len(value)):
                found.add(f"{sender.__name__}.{column.name}")

    pre_save.connect(look)
    yield found
    pre_save.disconnect(look)


def attack(node: Node, known: set[str]) -> set[str]:
    """Try strange bodies at a node; the kinds of message, but those known, that it got."""
    kinds: set[str] = set()
    with node:
        for kept in InMessage.objects.select_related("sender__agency"):
            if kept.kind in kinds | known:
                continue
            kinds.add(kept.kind)
            for number, body in enumerate(strange_bodies(kept.body)):
                message = Received(
                    number=kept.number, id="f" * 32, kind=kept.kind, sender=kept.sender.agency,
                    signer=kept.signer, body=as_new(body, number), sent_at=kept.sent_at,
                    in_reply_to=kept.in_reply_to, operation=kept.operation,
                )  # fmt: skip
                assert take(message), kept.kind
    return kinds


def test_no_strange_body_breaks_a_node(three_nodes: Nodes, too_long: set[str]):
    play_on(three_nodes)
    kinds: set[str] = set()
    for node in (three_nodes.uk, three_nodes.krg):
        kinds |= attack(node, kinds)
    assert {"package", "package-event", "request", "blind-query", "joint-task"} <= kinds
    assert not too_long
