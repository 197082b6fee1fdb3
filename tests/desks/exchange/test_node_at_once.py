"""The same message at the same moment through several doors: kept and handled once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from hawkari.desks.exchange.models import InMessage
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.handling import Received, handles
from hawkari.desks.exchange.node.receiving import receive
from hawkari.evidence import audit
from hawkari.evidence.models import Agency, AuditEntry
from tests.desks.exchange.playing import be_node, partner_of
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]
KIND = "test-note"
AT_ONCE = 8


def test_eight_doors_take_the_same_message_at_once(monkeypatch: pytest.MonkeyPatch):
    if connections["default"].vendor == "sqlite":
        pytest.skip("in memory there is one writer; on files: test_node_kills")
    handling.load_handlers()
    monkeypatch.setattr(handling, "_handlers", dict(handling._handlers))

    def on_note(_message: Received) -> None:
        number = Agency.objects.filter(slug__startswith="made-by").count()
        Agency.objects.create(slug=f"made-by-{number}", name="x")

    handles(KIND)(on_note)
    be_node("nca")
    sealed = partner_of(World().operation).sealed(KIND, {"words": "سڵاو"})
    together = Barrier(AT_ONCE)

    def take() -> bytes:
        together.wait()
        try:
            return receive(sealed)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        receipts = [one.result() for one in [pool.submit(take) for _ in range(AT_ONCE)]]
    assert all(receipts)
    assert InMessage.objects.get().outcome == "ok"
    assert Agency.objects.filter(slug__startswith="made-by").count() == 1
    assert AuditEntry.records.filter(act="exchange").count() == 1
    assert audit.verify().ok
