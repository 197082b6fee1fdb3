"""Two signatures over one payload, a person's and their agency's: JWS general JSON (RFC 7515).

``alg`` is ``Ed25519`` (RFC 9864). The text of a signed payload is canonical (RFC 8785), so that no
bit of it can be changed and the signatures still hold.
"""

from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from hawkari.engines.envelopes.canonical import DEEPEST, LARGEST, canonical, parse
from hawkari.engines.envelopes.errors import EnvelopeRefused, RefusalCode
from hawkari.engines.envelopes.keys import SigningKey, decoded

__all__ = ["payload_of", "sign", "verify"]

ALGORITHM = "Ed25519"
ROLES = ("person", "agency")


def sign(payload: bytes, *, person: SigningKey, agency: SigningKey) -> bytes:
    """The payload with the person's and the agency's signature, as canonical JWS general JSON."""
    keys = dict(zip(ROLES, (person, agency), strict=True))
    members = [{"protected": {"alg": ALGORITHM, "kid": role}} for role in ROLES]
    signed = jws.serialize_json(
        members,  # type: ignore[arg-type]  # its type demands an unprotected header too
        payload,
        lambda member: OKPKey.import_key(keys[member.headers()["kid"]].pem),
        algorithms=[ALGORITHM],
    )
    return canonical(signed)


def verify(signed: bytes, *, person: str, agency: str) -> bytes:
    """The payload of a signed text, both of whose signatures hold.

    Args:
        signed: what `sign` gave.
        person: the public key of the person who must have signed.
        agency: that of their agency.

    Raises:
        EnvelopeRefused: if it is no such text, or a signature does not hold.
    """
    value, _ = _read(signed)
    keys = dict(zip(ROLES, (person, agency), strict=True))
    try:
        found = jws.deserialize_json(
            value,
            lambda member: OKPKey.import_key(_public(keys[member.headers()["kid"]])),
            algorithms=[ALGORITHM],
        )
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise EnvelopeRefused(
            RefusalCode.TAMPERED, "a signature does not hold: the message was changed"
        ) from error
    return bytes(found.payload or b"")


def payload_of(signed: bytes) -> bytes:
    """What a signed text says, before its signatures were looked at: only to learn whose they are.

    Raises:
        EnvelopeRefused: if it is no such text.
    """
    return _read(signed)[1]


def _read(signed: bytes) -> tuple[Any, bytes]:
    value = parse(signed, largest=2 * LARGEST, deepest=DEEPEST)
    try:
        roles = [parse(decoded(one["protected"])) for one in value["signatures"]]
        shapes = [set(one) == {"protected", "signature"} for one in value["signatures"]]
        fits = set(value) == {"payload", "signatures"} and all(shapes)
        # Base64url with stray bits at its end would be another text with the same signature.
        _ = [decoded(one["signature"]) for one in value["signatures"]]
        payload = decoded(value["payload"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EnvelopeRefused(RefusalCode.UNREADABLE, "this is no signed message") from error
    if not fits or roles != [{"alg": ALGORITHM, "kid": role} for role in ROLES]:
        raise EnvelopeRefused(RefusalCode.UNREADABLE, "this is no signed message")
    return value, payload


def _public(text: str) -> Any:
    return {"kty": "OKP", "crv": "Ed25519", "x": text}
