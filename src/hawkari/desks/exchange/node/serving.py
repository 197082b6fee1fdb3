"""Runs the door for partners' nodes until interrupted, under mutual TLS."""

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connections

from hawkari.desks.exchange.node.identity import own_agency
from hawkari.desks.exchange.node.tls import certificate_file, partners_file, write_partners
from hawkari.errors import BadInput

__all__ = ["serve_node"]

LOOK_EVERY_S = 1.0


def serve_node(host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve until interrupted. A partner pinned or revoked meanwhile counts within seconds.

    Args:
        host: the address to listen on.
        port: the port.
        say: told what is going on.

    Raises:
        NodeUnset: before ``hawkari node init``.
        BadInput: if no partner is pinned: then nobody could connect.
    """
    from granian import Granian  # noqa: PLC0415  imported by the one command that serves
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    own = own_agency()
    if not write_partners():
        raise BadInput(
            "no partner with a certificate is pinned, so nobody could connect",
            "Add a partner's card first: hawkari node partner-add CARD",
        )
    connections.close_all()  # the worker is forked, and must not inherit one
    threading.Thread(target=_reload_on_change, args=(partners_file(),), daemon=True).start()
    say(f"node of {own.slug}: listens at https://{host}:{port}")
    # One process: SQLite has one writer, and messages are few.
    Granian(
        "hawkari.desks.exchange.node.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_access=False,
        log_level=LogLevels.warning,
        ssl_cert=certificate_file(),
        ssl_key=certificate_file(),
        ssl_ca=partners_file(),
        ssl_client_verify=True,
    ).serve()


def _reload_on_change(path: Path) -> None:
    """Let the server read the pinned certificates anew whenever their file was replaced."""
    seen = path.stat().st_ino
    while True:
        time.sleep(LOOK_EVERY_S)
        found = path.stat().st_ino
        if found != seen:
            seen = found
            os.kill(os.getpid(), signal.SIGHUP)
