"""The same message at the same moment through several doors: kept and handled once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections

from hawkari.desks.exchange.models import InMessage
from hawkari.desks.exchange.node import handling
from hawkari.desks.exchange.node.handling import Received, handles
from hawkari.desks.exchange.node.receiving import receive
from hawkari.evidence import audit
from hawkari.evidence.models import Agency, AuditEntry
from tests.desks.exchange.nodes import connected, connection_to, file_copy
from tests.desks.exchange.playing import be_node, partner_of
from tests.evidence.factories import World

pytestmark = [pytest.mark.contract, pytest.mark.django_db(transaction=True)]
KIND = "test-note"
AT_ONCE = 8


@pytest.fixture
def open_door(tmp_path: Path) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """What gives a thread its own connection to the node's database.

    In memory SQLite has one writer, so the node lives in a file there.
    """
    if connections["default"].vendor != "sqlite":
        yield nullcontext
        return
    node = file_copy(tmp_path / "node")
    path = node.settings_dict["NAME"]

    @contextmanager
    def opened() -> Iterator[None]:
        own = connection_to(path)
        with connected(own):
            yield
        own.close()

    with connected(node):
        yield opened
    node.close()


def test_eight_doors_take_the_same_message_at_once(open_door, monkeypatch: pytest.MonkeyPatch):
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
            with open_door():
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
