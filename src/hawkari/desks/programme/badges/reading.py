"""Reading a signed text of anybody: one spelling only, of bounded length, by one issuer's key."""

import json
import re
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from openbadgeslib.ob3 import OB3VerificationError, resolve_did

from hawkari.engines.envelopes.keys import decoded

__all__ = ["LONGEST", "Unreadable", "public_pem", "signed_part"]

LONGEST = 1 << 20
"""Of a signed text. A badge has some 2,500 characters; a status list may have many more."""
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+", re.ASCII)


class Unreadable(ValueError):
    """This is no signed text, or the key did not sign it."""


def public_pem(did: str) -> bytes:
    """The public key that a did:key is.

    Raises:
        Unreadable: if it is none, or of another kind than Ed25519.
    """
    if not did.startswith("did:key:z6Mk"):
        raise Unreadable("this is not the did:key of an Ed25519 key")
    try:
        return bytes(resolve_did(did))
    except (OB3VerificationError, ValueError) as error:
        raise Unreadable("this is not the did:key of an Ed25519 key") from error


def signed_part(token: str, pem: bytes) -> dict[str, Any]:
    """What a compact JWS says, after its signature was found to be of this key.

    Stricter than the standard: each part in its one spelling, so that no two texts are the same
    badge. The key that the text itself may carry is not looked at.

    Raises:
        Unreadable: if it is anything else.
    """
    if len(token) > LONGEST or not COMPACT.fullmatch(token):
        raise Unreadable("this is no signed text")
    head, body, signature = token.split(".")
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise Unreadable("this is not an Ed25519 key")
    try:
        key.verify(decoded(signature), f"{head}.{body}".encode("ascii"))
        header, said = json.loads(decoded(head)), json.loads(decoded(body))
    except (ValueError, InvalidSignature, RecursionError) as error:
        raise Unreadable("the key did not sign this") from error
    if not (isinstance(header, dict) and header.get("alg") == "EdDSA" and isinstance(said, dict)):
        raise Unreadable("this is not signed as badges are")
    return said
