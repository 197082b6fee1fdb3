"""Two or three nodes in one test, without a network.

Each node has a database of its own (a copy of the empty one), its own keys and its own audit log.
Only one is on stage at a time: inside ``with nodes.uk:`` the whole program is that node::

    def test_a_request_reaches_the_originator(three_nodes: Nodes):
        uk, krg = three_nodes.uk, three_nodes.krg
        with uk:
            send("request", {"reason": "…"}, to=[uk.agency_of(krg)], by=uk.user())
        three_nodes.deliver_all()
        with krg:
            assert InMessage.objects.get().kind == "request"

Objects read on one node belong to that node: never save one under another.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import connections
from django.test import Client, override_settings

from hawkari.desks.exchange.models import Delivery, Partner
from hawkari.desks.exchange.node.cards import Card
from hawkari.desks.exchange.node.handing import open_deliveries, sealed_bytes, take_receipt
from hawkari.desks.exchange.node.identity import init_node
from hawkari.desks.exchange.node.partners import own_card, pin_partner
from hawkari.desks.exchange.node.receiving import receive
from hawkari.evidence.access import Access, open_access
from hawkari.evidence.local import ensure_agency
from hawkari.evidence.models import Agency, Operation, OperationMember, User

OPERATION = "op-corridor"
AGENCIES = {"uk": ("nca", "GB"), "iraq": ("federal-police", "IQ"), "krg": ("asayish", "IQ")}


@dataclass
class Node:
    """One node of a test. `user()` and `access()` make people of its own agency on it."""

    name: str
    slug: str
    country: str
    home: Path
    connection: object
    _stages: list[ExitStack] = field(default_factory=list)
    _users: dict[tuple[str, str], str] = field(default_factory=dict)

    def __enter__(self) -> "Node":
        """Let the whole program be this node until the end of the block."""
        stage = ExitStack()
        stage.enter_context(connected(self.connection))
        stage.enter_context(
            override_settings(
                NODE_FOLDER=self.home / "node",
                AUDIT_SIGNING_KEY_FILE=self.home / "audit-signing-key.pem",
                AUDIT_HASH_KEY_FILE=self.home / "audit-hash-key",
            )
        )
        self._stages.append(stage)
        return self

    def __exit__(self, *_error: object) -> None:
        self._stages.pop().close()

    # What follows works on this node's database, so call it inside ``with node:``.

    def agency_of(self, node: "Node") -> Agency:
        """Another node's agency, as this node knows it."""
        return Agency.objects.get(slug=node.slug)

    def partner(self, node: "Node") -> Partner:
        """Another node as a partner of this one."""
        return Partner.objects.get(agency__slug=node.slug)

    def operation(self) -> Operation:
        """The operation that the test's people work in, with every agency of the three in it."""
        operation, made = Operation.objects.get_or_create(
            slug=OPERATION,
            defaults={
                "name": "Corridor", "purpose": "Test", "starts": date(2026, 1, 1),
                "legal_basis": "An invented basis",
            },
        )  # fmt: skip
        if made:
            operation.agencies.set([ensure_agency(slug) for slug, _ in AGENCIES.values()])
        return operation

    def user(self, role: str = "liaison", name: str = "") -> User:
        """A member of the operation, of this node's agency; the same one each time."""
        username = name or f"{self.slug}-{role}"
        user, made = User.objects.get_or_create(
            username=username, defaults={"agency": ensure_agency(self.slug)}
        )
        if made:
            OperationMember.objects.create(operation=self.operation(), user=user, role=role)
        return user

    def access(self, role: str = "liaison", name: str = "") -> Access:
        """That member's access."""
        return open_access(self.user(role, name), OPERATION)

    def guest(self, role: str = "liaison") -> Access:
        """A member of the operation who works for another agency than this node's."""
        agency, operation = ensure_agency("gendarmerie"), self.operation()
        operation.agencies.add(agency)
        user, made = User.objects.get_or_create(
            username=f"guest-{role}", defaults={"agency": agency}
        )
        if made:
            OperationMember.objects.create(operation=operation, user=user, role=role)
        return open_access(user, OPERATION)

    def client(self, role: str = "liaison", name: str = "") -> Client:
        """That member's browser; use it inside ``with node:`` too."""
        client = Client()
        client.force_login(self.user(role, name))
        return client


@dataclass
class Nodes:
    """The nodes of a test by name, each other's partners."""

    by_slug: dict[str, Node]
    passed: list[tuple[str, str, str]] = field(default_factory=list)

    def __getattr__(self, name: str) -> Node:
        for node in self.by_slug.values():
            if node.name == name:
                return node
        raise AttributeError(name)

    def deliver_all(
        self, *, lose: Callable[[Delivery], bool] = lambda _: False, rounds: int = 20
    ) -> int:
        """Pass messages between the nodes until none waits; gives how many arrived.

        Args:
            lose: for which deliveries the receipt gets lost on its way, once each.
            rounds: answers may cause answers, but not for ever.

        `passed` says what went: sender, recipient, kind, in order.
        """
        lost: set[int] = set()
        for turn in range(rounds):
            moved = sum(self._pass_from(node, lose, lost) for node in self.by_slug.values())
            if not moved:
                return turn and len(self.passed)
        raise AssertionError(f"messages still cause messages after {rounds} rounds")

    def _pass_from(self, node: Node, lose: Callable[[Delivery], bool], lost: set[int]) -> int:
        with node:
            waiting = [(one, sealed_bytes(one)) for one in open_deliveries()]
        for delivery, sealed in waiting:
            to = self.by_slug[delivery.partner.agency.slug]
            with to:
                receipt = receive(sealed)
            if lose(delivery) and delivery.pk not in lost:
                lost.add(delivery.pk)
                continue
            with node:
                take_receipt(receipt)
            self.passed.append((node.slug, to.slug, delivery.message.kind))
        return len(waiting)


@contextmanager
def connected(connection: object) -> Iterator[None]:
    """Let this thread use another database than its own."""
    before = connections["default"]
    connections["default"] = connection
    try:
        yield
    finally:
        connections["default"] = before


def make_nodes(
    folder: Path,
    names: tuple[str, ...],
    copies: list[object],
    addresses: dict[str, str] | None = None,
) -> Nodes:
    """Nodes on copies of the empty database, each with keys and the others pinned."""
    made = [
        Node(name, *AGENCIES[name], folder / name, connection)
        for name, connection in zip(names, copies, strict=True)
    ]
    cards: dict[str, Card] = {}
    for node in made:
        with node:
            address = (addresses or {}).get(node.name, "")
            init_node(node.slug, by="tests", name=node.slug, country=node.country, address=address)
            cards[node.slug] = own_card()
    for node in made:
        with node:
            for slug, card in cards.items():
                if slug != node.slug:
                    pin_partner(card, by="tests")
    return Nodes({node.slug: node for node in made})


def memory_copy() -> object:
    """A connection to a copy in memory of the empty SQLite database of the tests."""
    copy = connection_to(":memory:")
    copy.connection.deserialize(_empty())
    return copy


def file_copy(home: Path) -> object:
    """A connection to such a copy in a folder, which processes of their own can open too."""
    home.mkdir(mode=0o700, parents=True)
    path = home / "hawkari.sqlite3"
    path.write_bytes(_empty())
    return connection_to(str(path))


def _empty() -> bytes:
    source = connections["default"]
    source.ensure_connection()
    return source.connection.serialize()


def connection_to(name: str) -> object:
    """A connection of its own to a database of the tests' server, or to a file."""
    copy = connections.create_connection("default")
    copy.settings_dict = {**copy.settings_dict, "NAME": name}
    copy.ensure_connection()
    return copy
