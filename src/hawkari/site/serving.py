"""Runs the server: on loopback unless said otherwise, and says its address once it answers."""

import encodings.idna  # noqa: F401  so that the thread in `serve` imports nothing
import os
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing
from ipaddress import ip_address

from hawkari.errors import BadInput

__all__ = ["checked_host", "free_port", "serve"]

WAIT_SECONDS = 600.0
# Bytes of stack a thread of the server gets. Linear algebra on a network of some hundred people
# takes more than the 2 MiB that they get by themselves, and then the whole server dies.
STACK = 32 * 2**20


def checked_host(host: str, allowed: str | None) -> str:
    """The host to listen on.

    Args:
        host: an address or ``localhost``.
        allowed: the value of `HAWKARI_HOSTS`; None when it is not set.

    Raises:
        BadInput: if the host is reached from other machines while nobody named the server: then
            each request would be refused, and a page might be shown under any name.
    """
    if host == "localhost":
        return host
    try:
        outward = not ip_address(host).is_loopback
    except ValueError as error:
        raise BadInput(
            f"{host!r} is no address to listen on", "Give an IP address, such as 127.0.0.1."
        ) from error
    if outward and not allowed:
        raise BadInput(
            f"other machines would reach {host}",
            "Set HAWKARI_HOSTS to the names that the server may answer to, then try again.",
        )
    return host


def free_port(host: str, port: int) -> int:
    """`port` itself, or one that is free when it is 0.

    Raises:
        BadInput: if the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"port {port} of {host} cannot be used ({error.strerror})",
                "Give another with --port, or 0 for any free one.",
            ) from error
        return int(probe.getsockname()[1])


def address(host: str, port: int) -> str:
    """The server's address as a browser takes it, without a slash at the end."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(host: str, port: int, *, announce: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Args:
        host: where to listen; see `checked_host`.
        port: a free port.
        announce: told the address as soon as the server answers there.
    """
    os.environ.setdefault("RUST_MIN_STACK", str(STACK))  # read when the server makes its threads
    from granian import Granian  # noqa: PLC0415  imported by the one command that serves
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    # The worker is forked while this thread knocks: it may hold no lock then, so it imports nothing
    # (names of hosts are encoded with idna, which is why that is imported above).
    waiting = threading.Thread(target=_announce, args=(host, port, announce), daemon=True)
    waiting.start()
    # One process: SQLite has one writer, and the compiled functions are loaded once. No access
    # log: addresses hold search words and one-time tokens.
    Granian(
        "hawkari.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=min(8, 2 * (os.cpu_count() or 1)),
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


def _announce(host: str, port: int, announce: Callable[[str], None]) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            announce(address(host, port))
            return
