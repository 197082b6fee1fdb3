"""Doors of the exchange desk for whoever runs the node: its keys, partners, sticks."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hawkari.desks.exchange.models import Node, Partner
from hawkari.desks.exchange.node.cards import Card, write_card
from hawkari.engines.envelopes import SealingKey, SigningKey
from hawkari.evidence.local import ensure_agency
from tests.trust.visits import Call, Ground, Need, Visit

__all__ = ["COMMANDS", "EXEMPT_COMMANDS", "VISITS"]

OWN = "nca"


def _node() -> None:
    """This installation as a node; written straight to the store, for no log may be needed."""
    if not Node.objects.exists():
        Node.objects.create(agency=ensure_agency(OWN), made_at=timezone.now())


def _card(slug: str) -> Card:
    """The card of an invented partner, by stick only."""
    return Card(slug, slug, "FR", "", SigningKey.new().public, SealingKey.new().public)


def _partner() -> str:
    _node()
    card = _card("police-nationale")
    Partner.objects.get_or_create(
        agency=ensure_agency(card.agency),
        defaults={
            "signing_key": card.signing_key, "sealing_key": card.sealing_key,
            "pinned_by": "tests", "pinned_at": timezone.now(),
        },
    )  # fmt: skip
    return card.agency


def _set(_ground: Ground, _folder: Path) -> list[str]:
    _node()
    return []


def _adding(_ground: Ground, folder: Path) -> list[str]:
    _node()
    card, path = _card("a-new-partner"), folder / "card.json"
    path.write_text(write_card(card), encoding="utf-8")
    return [str(path), "--fingerprint", card.fingerprint]


def _empty(_ground: Ground, folder: Path) -> list[str]:
    _node()
    (folder / "stick").mkdir(exist_ok=True)
    return [str(folder / "stick")]


class _Adding(Visit):
    """Adds a partner by its card and fingerprint."""

    def go(self, client: Client, ground: Ground) -> Any:
        _node()
        card = _card("another-new-partner")
        data = {
            "card": SimpleUploadedFile("card.json", write_card(card).encode()),
            "fingerprint": card.fingerprint,
        }
        return client.post(reverse(self.name), data)


ADMINISTRATOR = "administrator"
VISITS = (
    _Adding("exchange:partners", "post", role=ADMINISTRATOR),
    Visit("exchange:partner_card", role=ADMINISTRATOR, ready=lambda _: _node()),
    Visit(
        "exchange:revoke_partner",
        "post",
        data=lambda _: {"partner": _partner(), "reason": "a test"},
        role=ADMINISTRATOR,
    ),
)
# Those that need no partner stand before those that add one for good.
COMMANDS = {
    "node init": Call(lambda *_: ["--agency", OWN], need=Need.AUDIT),
    "node show": Call(_set, need=Need.AUDIT),
    "node sync": Call(_set, need=Need.AUDIT),
    "node import": Call(_empty, need=Need.AUDIT),
    "node partner-add": Call(_adding, need=Need.AUDIT),
    "node export": Call(lambda _, folder: [_partner(), str(folder / "out")], need=Need.AUDIT),
    "node partner-revoke": Call(lambda *_: [_partner(), "--reason", "a test"], need=Need.AUDIT),
}
EXEMPT_COMMANDS = {
    "node serve": "serves one door for pinned nodes, whose messages are audited one by one: "
    "tests/desks/exchange/test_nodes.py",
}
