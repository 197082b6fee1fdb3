"""Entries as syslog lines, over UDP and TCP on this machine."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from hawkari.errors import BadInput
from hawkari.evidence import audit
from hawkari.evidence.audit import Act
from hawkari.evidence.audit.shipping import ShippingGap
from hawkari.evidence.audit.syslog import Collector, send
from hawkari.evidence.models.audit import AuditEntry
from tests.evidence.test_audit import rewrite_from, write

pytestmark = [pytest.mark.contract, pytest.mark.django_db]

# RFC 5424 section 6: priority, version, time, host, program, process, kind, one element.
LINE = re.compile(
    r"<109>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z \S+ hawkari - [a-z]+ "
    r'\[hawkari@32473( [a-z]+="(?:[^"\\\]]|\\["\\\]])*")+\]'
)


@contextmanager
def tcp_collector() -> Iterator[tuple[Collector, list[bytes]]]:
    """Collects whatever connects; the bytes are whole once the block has ended."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            server.settimeout(600)
            link, _ = server.accept()
            with link:
                while part := link.recv(65536):
                    received.append(part)

        thread = threading.Thread(target=listen)
        thread.start()
        yield Collector("tcp", "127.0.0.1", server.getsockname()[1]), received
        thread.join(600)


def frames(stream: bytes) -> list[str]:
    """Messages by their length, RFC 6587 section 3.4.1."""
    found = []
    while stream:
        length, _, stream = stream.partition(b" ")
        found.append(stream[: int(length)].decode())
        stream = stream[int(length) :]
    return found


def test_every_entry_is_sent_once_over_tcp():
    write(3)
    audit.record(Act.CONSULT, actor='a"b]c\\d\ne', objects=["person"], justification="a name")
    with tcp_collector() as (collector, received):
        assert send(collector, host="server 1") == (0, 4)
    lines = frames(b"".join(received))
    assert len(lines) == 4
    assert all(LINE.fullmatch(line) for line in lines), lines
    assert 'actor="a\\"b\\]c\\\\d e"' in lines[3]
    assert AuditEntry.records.get(seq=3).leaf_hash in lines[3]
    assert "person" not in lines[3]
    assert "a name" not in lines[3]
    assert send(collector) == (4, 4)


def test_udp_sends_one_message_a_line_and_goes_on_where_it_stopped():
    write(2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(600)
        collector = Collector.parse(f"udp://127.0.0.1:{server.getsockname()[1]}")
        assert send(collector) == (0, 2)
        write(1)
        assert send(collector) == (2, 3)
        lines = [server.recv(65536).decode() for _ in range(3)]
    assert [re.search(r'seq="(\d+)"', line)[1] for line in lines] == ["0", "1", "2"]


def test_a_log_that_no_longer_holds_what_was_sent_is_an_error():
    write(5)
    with tcp_collector() as (collector, _received):
        send(collector)
    rewrite_from(2, "someone else")
    with pytest.raises(ShippingGap):
        send(collector)


def test_a_collector_that_is_not_there_is_said_and_nothing_is_remembered():
    write(1)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(BadInput, match="cannot be reached"):
        send(Collector("tcp", "127.0.0.1", port))
    with tcp_collector() as (collector, _received):
        assert send(collector) == (0, 1)


@pytest.mark.parametrize(
    "address", ["", "host:514", "tls://host:1", "tcp://host", "tcp://host:0", "udp://a b:514"]
)
def test_another_form_of_address_is_refused(address):
    with pytest.raises(BadInput, match="no syslog address"):
        Collector.parse(address)


def test_an_address_reads_back():
    assert str(Collector.parse("tcp://log.example.org:6514")) == "tcp://log.example.org:6514"
    assert Collector.parse("udp://[::1]:514").host == "::1"
