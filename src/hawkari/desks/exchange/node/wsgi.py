"""The door for partners' nodes: three addresses, sealed bytes in and out. Behind mutual TLS.

| Address | Takes | Answers |
|---|---|---|
| ``POST /messages`` | a sealed message | 200 and the sealed receipt |
| ``POST /waiting`` | a sealed question | 200 and the next message that waits for them, or 204 |
| ``POST /receipts`` | a sealed receipt | 204 |

What is not accepted gets 422 and ``{"code", "words"}``; 413 when too large; 503 when it may be
tried again. Nothing here knows sessions, pages or people who log in.
"""

import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import close_old_connections

from hawkari.desks.exchange.node.handing import next_waiting, sealed_bytes, take_receipt
from hawkari.desks.exchange.node.receiving import open_question, receive
from hawkari.desks.exchange.services.posting import post_released
from hawkari.engines.envelopes import LARGEST, EnvelopeRefused, RefusalCode
from hawkari.errors import HawkariError

__all__ = ["application"]

logger = logging.getLogger(__name__)
Answer = tuple[str, bytes]
OK, NOTHING = "200 OK", "204 No Content"


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], Any]
) -> Iterable[bytes]:
    """Answer one request of a partner's node (PEP 3333)."""
    close_old_connections()
    try:
        status, body = _answer(environ)
    finally:
        close_old_connections()
    kind = "application/octet-stream" if status == OK else "application/json"
    start_response(
        status,
        [("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")],
    )
    return [body]


def _answer(environ: dict[str, Any]) -> Answer:
    door = DOORS.get(environ.get("PATH_INFO", ""))
    if door is None:
        return _refused("404 Not Found", "no-such-address", "there is nothing at this address")
    if environ.get("REQUEST_METHOD") != "POST":
        return _refused("405 Method Not Allowed", "post-only", "only POST is answered here")
    length = str(environ.get("CONTENT_LENGTH") or "")
    if not length.isdecimal():
        return _refused("411 Length Required", "no-length", "say how many bytes there are")
    if int(length) > LARGEST:
        return _refused(
            "413 Content Too Large", RefusalCode.TOO_LARGE.value, f"more than {LARGEST} bytes"
        )
    try:
        return door(environ["wsgi.input"].read(int(length)))
    except EnvelopeRefused as refusal:
        return _refused("422 Unprocessable Content", refusal.code.value, refusal.words)
    except HawkariError as error:
        logger.warning("a partner's message was not taken: %s", error)
    except Exception:
        logger.exception("a partner's message was not taken")
    return _refused("503 Service Unavailable", "try-again", "the node could not take it now")


def _messages(sealed: bytes) -> Answer:
    return OK, receive(sealed)


def _waiting(sealed: bytes) -> Answer:
    partner, skip = open_question(sealed)
    post_released()
    delivery = next_waiting(partner, skip)
    return (NOTHING, b"") if delivery is None else (OK, sealed_bytes(delivery))


def _receipts(sealed: bytes) -> Answer:
    take_receipt(sealed)
    return NOTHING, b""


def _refused(status: str, code: str, words: str) -> Answer:
    return status, json.dumps({"code": code, "words": words}).encode()


DOORS = {"/messages": _messages, "/waiting": _waiting, "/receipts": _receipts}
