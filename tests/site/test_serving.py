"""The server listens on loopback unless it is told its name, and says when a port is taken."""

import os
import socket

import granian
import pytest

from hawkari.errors import BadInput
from hawkari.site import serving
from hawkari.site.serving import address, checked_host, free_port


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_loopback_needs_no_name(host: str):
    assert checked_host(host, None) == host


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_other_machines_are_let_in_only_under_a_name(host: str):
    with pytest.raises(BadInput, match="HAWKARI_HOSTS"):
        checked_host(host, None)
    assert checked_host(host, "hawkari.example") == host


def test_a_host_must_be_an_address():
    with pytest.raises(BadInput, match="no address"):
        checked_host("somewhere", "somewhere")


def test_a_taken_port_is_refused_with_a_remedy_and_zero_finds_a_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BadInput, match="--port"):
            free_port("127.0.0.1", taken.getsockname()[1])
    assert free_port("127.0.0.1", 0) > 0


def test_an_address_is_written_as_browsers_take_it():
    assert address("127.0.0.1", 80) == "http://127.0.0.1:80"
    assert address("::1", 80) == "http://[::1]:80"


def test_threads_of_the_server_have_room_for_linear_algebra(monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []

    class Server:
        def __init__(self, *_: object, **__: object) -> None:
            seen.append(os.environ["RUST_MIN_STACK"])

        def serve(self) -> None:
            """Serves nothing."""

    monkeypatch.setenv("RUST_MIN_STACK", "1")
    monkeypatch.delenv("RUST_MIN_STACK")
    monkeypatch.setattr(granian, "Granian", Server)
    monkeypatch.setattr(serving, "_announce", lambda *_: None)
    serving.serve("127.0.0.1", 1, announce=lambda _: None)
    assert int(seen[0]) >= 16 * 2**20
