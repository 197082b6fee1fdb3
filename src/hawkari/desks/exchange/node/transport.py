"""Carries sealed bytes to a partner's node over mutual TLS, and brings back what it answers."""

import http.client
import json
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from hawkari.desks.exchange.models import Partner
from hawkari.desks.exchange.node.tls import NODE_NAME, partner_context
from hawkari.engines.envelopes import LARGEST
from hawkari.errors import HawkariError

__all__ = ["Carried", "NotReached", "carry"]

SECONDS = 60


class NotReached(HawkariError):
    """A partner's node could not be reached, or could not take anything now: try again later.

    Args:
        why: what went wrong, in plain words, without a full stop.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Carried:
    """What a partner's node answered: `body`, or the `code` and `words` with which it refused."""

    body: bytes = b""
    code: str = ""
    words: str = ""


def carry(path: str, sealed: bytes, *, to: Partner) -> Carried:
    """Bring sealed bytes to one of the addresses of a partner's node (`node.wsgi`).

    Raises:
        NotReached: if the node cannot be reached, is not the one we pinned, or cannot take it now.
    """
    if not to.address or not to.tls_certificate:
        raise NotReached("the partner's node has no address; use a stick")
    parts = urlsplit(to.address)
    connection = http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=SECONDS, context=partner_context(to)
    )
    try:
        _connect(connection, partner_context(to))
        headers = {"Content-Type": "application/octet-stream", "Host": NODE_NAME}
        connection.request("POST", path, sealed, headers)
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
    except ssl.SSLError as error:
        raise NotReached(
            f"the two nodes do not know one another's certificate ({error.reason})"
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotReached(
            f"the partner's node cannot be reached ({type(error).__name__})"
        ) from error
    finally:
        connection.close()
    return _read(answer.status, body)


def _connect(connection: http.client.HTTPSConnection, context: ssl.SSLContext) -> None:
    """Connect, and check the certificate under the name that every node's has."""
    http.client.HTTPConnection.connect(connection)
    connection.sock = context.wrap_socket(connection.sock, server_hostname=NODE_NAME)


def _read(status: int, body: bytes) -> Carried:
    if status in (200, 204):
        return Carried(body)
    try:
        said = json.loads(body)
        code, words = str(said["code"])[:40], str(said["words"])[:2000]
    except (ValueError, KeyError, TypeError):
        raise NotReached(f"the partner's node answers {status}") from None
    if status == 503:
        raise NotReached(words)
    return Carried(code=code, words=words)
