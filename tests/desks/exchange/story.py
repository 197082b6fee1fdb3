"""Everything that happens at the desk, played between two nodes, for tests of its pages.

All people are invented; numbers are from ranges reserved for fiction.
"""

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connections
from django.test import Client, override_settings
from django.urls import resolve

from hawkari.desks.exchange.models import JointStep, JointTask
from hawkari.desks.exchange.services import asking, joint_tasks, publishing, ticketing
from hawkari.desks.exchange.services.joint_tasks import Proposal, Words
from hawkari.engines.blindmatch import IdentifierType
from hawkari.evidence.models import Agency
from tests.desks.exchange.nodes import Node, Nodes
from tests.desks.exchange.sharing import Sharing
from tests.desks.intelligence.case import Case
from tests.evidence.factories import World

__all__ = ["addresses", "play", "put_on"]

NAMES = {"nca": "National Crime Agency (invented)", "asayish": "ئاسایش (invented)"}
PHONE = "+9647000000001"
LINK = re.compile(r'href="([^"#]+)')
QUESTION = "ئایا ئەم ژمارەیە هێشتا بەکار دێت؟"


def play(nodes: Nodes) -> None:
    """Ask blindly, confirm, request, share; and set tasks in every state."""
    for node in (nodes.uk, nodes.krg):
        with node:
            node.operation()
            for slug, name in NAMES.items():
                Agency.objects.filter(slug=slug).update(name=name)
    _share(nodes)
    _ask_blindly(nodes)
    _set_tasks(nodes)


def _share(nodes: Nodes) -> None:
    """One package loaded, one draft, one request that waits."""
    sharing = Sharing(nodes)
    sharing.share()
    sharing.draft(sharing.ask())
    sharing.ask()


def _ask_blindly(nodes: Nodes) -> None:
    """One hit confirmed by both, one that waits at the holder, one at the asker."""
    uk, krg = nodes.uk, nodes.krg
    phones = [PHONE, "+447700900142", "+447700900155"]
    with krg:
        for number, phone in enumerate(phones):
            World(krg.operation()).person(
                "asayish", f"asayish:held-{number}", name=f"Invented Man {number}", phone=phone
            )
    for node in (uk, krg):
        with node:
            publishing.publish_indexes(kinds=(IdentifierType.PHONE,))
    nodes.deliver_all()
    with uk:
        asking.ask(
            uk.access(),
            asking.Asked(("asayish",), "phone", phones, "DPA 2018 s.73", "find him", "needed"),
        )
    nodes.deliver_all()
    with uk:
        first, second, _ = [one.reference for one in ticketing.tickets_of(uk.access())]
        for one in (first, second):
            ticketing.say_of_ticket(uk.access(), one, "confirmed", call="Desk +44 7700 900001")
    nodes.deliver_all()
    with krg:
        ticketing.say_of_ticket(krg.access(), first, "confirmed", call="Desk +964 700 000 0009")
    nodes.deliver_all()


def _set_tasks(nodes: Nodes) -> None:
    """Tasks both ways: proposed, overdue, done; one of the plan that was answered."""
    uk, krg = nodes.uk, nodes.krg
    with krg:
        joint_tasks.propose(
            krg.access(),
            Proposal(
                "nca", "question", QUESTION, language="ckb", handling="C", condition="بۆ ئێوە"
            ),
        )
        late = joint_tasks.propose(krg.access(), Proposal("nca", "action", "بەلەمەکە بگرن"))
    with uk:
        Case(World(uk.operation())).load()
        done = joint_tasks.propose(
            uk.access(), Proposal("asayish", "question", "Who drives the lorry?", language="en")
        )
    nodes.deliver_all()
    with uk:
        access = uk.access()
        joint_tasks.accept(access, late.reference, due=access.today, words=Words("Yes", "en"))
        day = access.today - timedelta(days=3)
        JointTask.objects.filter(reference=late.reference).update(due=day)
        JointStep.objects.filter(state="accepted").update(due=day)
        sent = {"kind": "joint-task", "field": "what", "language": "en", "words": "Still in use?"}
        reference = JointTask.objects.get(what=QUESTION).reference
        uk.client().post("/exchange/translations", sent | {"reference": reference})
    with krg:
        access = krg.access()
        joint_tasks.accept(access, done.reference, due=access.today, words=Words())
        joint_tasks.finish(
            access, done.reference, words=Words("نەبینرا", "ckb"), answer="cannot tell"
        )
    nodes.deliver_all()


def put_on(node: Node) -> Callable[[], None]:
    """Let the test's own database and server be a node; the result ends it."""
    settings = override_settings(NODE_FOLDER=node.home / "node")
    settings.enable()
    live = connections["default"]
    live.ensure_connection()
    node.connection.connection.backup(live.connection)
    return settings.disable


def addresses(client: Client, start: str = "/exchange/") -> dict[str, str]:
    """An address of every page of the desk that links lead to, by the page's name."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        address = waiting.pop(0)
        name = resolve(address.partition("?")[0]).view_name
        if name in found:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        if not answer.headers["Content-Type"].startswith("text/html"):
            continue
        found[name] = address
        text = answer.content.decode()
        links = LINK.findall(text)
        waiting += [one.replace("&amp;", "&") for one in links if one.startswith("/exchange/")]
    return found
