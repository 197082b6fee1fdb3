"""The bodies of blind matching's messages: read strictly, since a partner wrote them."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hawkari.desks.exchange.models.blind import Purpose
from hawkari.engines.blindmatch import PROTOCOL, RULES_VERSION, Grounds, IdentifierType
from hawkari.errors import BadInput

__all__ = [
    "Head",
    "as_text",
    "bytes_of",
    "grounds_of",
    "head",
    "hex_of",
    "number_of",
    "read_head",
    "text_of",
    "texts_of",
]

LONGEST_TEXT = 4000
LONGEST_CONTENT = 1 << 22


@dataclass(frozen=True, slots=True)
class Head:
    """What every message of blind matching says first: of what, and in which epoch."""

    purpose: str
    kind: IdentifierType
    epoch: int


def head(purpose: str, kind: str, epoch: int) -> dict[str, Any]:
    """The head as it is sent, with the protocol and the version of the rules."""
    return {
        "protocol": PROTOCOL, "rules": RULES_VERSION, "of": str(purpose), "type": str(kind),
        "epoch": epoch,
    }  # fmt: skip


def read_head(body: Mapping[str, Any]) -> Head:
    """The head of a message.

    Raises:
        BadInput: if it is of another protocol, other rules, or of what there is not.
    """
    if body.get("protocol") != PROTOCOL or body.get("rules") != RULES_VERSION:
        raise BadInput(
            "the message is of another protocol, or of other rules of writing",
            "Both nodes need the same release of Hawkari.",
        )
    purpose, kind = text_of(body, "of"), text_of(body, "type")
    if purpose not in Purpose.values or kind not in list(IdentifierType):
        raise _bad("type")
    return Head(purpose, IdentifierType(kind), number_of(body, "epoch"))


def text_of(body: Mapping[str, Any], name: str) -> str:
    """A text of at most 4,000 characters; empty if it is not there."""
    found = body.get(name, "")
    if not isinstance(found, str) or len(found) > LONGEST_TEXT:
        raise _bad(name)
    return found


def texts_of(body: Mapping[str, Any], name: str, *, most: int) -> list[str]:
    """A list of texts, of at most so many."""
    found = body.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise _bad(name)
    if not all(isinstance(one, str) and len(one) <= LONGEST_TEXT for one in found):
        raise _bad(name)
    return found


def number_of(body: Mapping[str, Any], name: str) -> int:
    """A whole number from 0 to 2^31 - 1."""
    found = body.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 1 << 31:
        raise _bad(name)
    return found


def bytes_of(body: Mapping[str, Any], name: str) -> bytes:
    """Bytes in base64 (RFC 4648 section 4)."""
    found = body.get(name)
    if not isinstance(found, str) or len(found) > LONGEST_CONTENT:
        raise _bad(name)
    try:
        return base64.b64decode(found, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _bad(name) from error


def hex_of(text: str, *, size: int) -> bytes:
    """Bytes of a known number from hexadecimal."""
    try:
        found = bytes.fromhex(text)
    except ValueError as error:
        raise _bad("hexadecimal") from error
    if len(found) != size:
        raise _bad("hexadecimal")
    return found


def as_text(content: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(content).decode("ascii")


def grounds_of(body: Mapping[str, Any]) -> Grounds:
    """Why something is asked; what is missing is for the evaluation to refuse."""
    found = body.get("grounds")
    if not isinstance(found, dict):
        raise _bad("grounds")
    names = ("operation", "legal_basis", "purpose", "necessity", "officer", "authorizer")
    return Grounds(*(text_of(found, name) for name in names))


def _bad(name: str) -> BadInput:
    return BadInput(f"the message's {name} cannot be read", "The sender's node must mend it.")
