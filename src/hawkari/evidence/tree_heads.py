"""Signed tree heads of the audit log: what the log was at one moment, in a few hundred bytes.

Whoever keeps a signed head elsewhere can later tell whether the log was cut back or rewritten,
whatever was done to the database. Source of the idea: RFC 9162 section 4.10; the form is our own,
signed with Ed25519 (RFC 8032).
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from hawkari.errors import BadInput
from hawkari.evidence.key_files import read_or_make

__all__ = ["SignedHead", "SigningKey", "key_id", "public_key", "public_pem"]

CONTEXT = "hawkari audit tree head 1"
KEYS = ("size", "root", "at", "key", "signature")


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The tree head of a log, signed.

    Attributes:
        size: number of entries.
        root: tree head over them, 64 hexadecimal digits.
        at: when it was signed, ISO 8601 in UTC.
        key: `key_id` of the key that signed it.
        signature: 128 hexadecimal digits.
    """

    size: int
    root: str
    at: str
    key: str
    signature: str

    @property
    def signed_text(self) -> bytes:
        """What the signature covers."""
        return f"{CONTEXT}\n{self.size}\n{self.root}\n{self.at}\n{self.key}\n".encode()

    def is_signed_by(self, key: Ed25519PublicKey) -> bool:
        """Whether the signature is this key's, over exactly these fields."""
        if self.key != key_id(key) or self.signature != self.signature.lower():
            return False
        try:
            key.verify(bytes.fromhex(self.signature), self.signed_text)
        except (InvalidSignature, ValueError):
            return False
        return True

    def to_json(self) -> str:
        """One line of JSON, without its end."""
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def from_json(cls, text: str | bytes, *, where: tuple[str, ...] = ()) -> "SignedHead":
        """Read back what `to_json` gave. The signature is not checked here.

        Raises:
            BadInput: if it is no signed head.
        """
        try:
            return cls.of(orjson.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadInput(
                "this is no signed tree head",
                "Give a file that hawkari audit head or hawkari audit ship wrote.",
                where=where,
            ) from error

    @classmethod
    def of(cls, fields: dict[str, Any]) -> "SignedHead":
        """A head from its parsed JSON.

        Raises:
            ValueError: if a field is missing, unknown or of another type.
        """
        kinds = tuple(type(fields.get(name)) for name in KEYS)
        if set(fields) != set(KEYS) or kinds != (int, str, str, str, str):
            raise ValueError("not the fields of a signed head")
        return cls(**fields)


class SigningKey:
    """The key that signs this installation's heads, in a PEM file made at first use.

    Args:
        path: the file; PKCS #8, not encrypted, readable by its owner only.

    Raises:
        BadInput: if the file holds no Ed25519 key.
    """

    def __init__(self, path: Path) -> None:
        text = read_or_make(path, _new_key)
        problem = BadInput(
            "this is no Ed25519 private key", "Restore the file from a backup.", where=(str(path),)
        )
        try:
            key = load_pem_private_key(text, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise problem from error
        if not isinstance(key, Ed25519PrivateKey):
            raise problem
        self._key = key

    @property
    def public(self) -> Ed25519PublicKey:
        """The public half, which partners and auditors keep."""
        return self._key.public_key()

    def sign(self, size: int, root: str, *, at: datetime) -> SignedHead:
        """The signed head of a log of `size` entries."""
        moment = at.astimezone(UTC).isoformat(timespec="seconds")
        head = SignedHead(size, root, moment, key_id(self.public), "")
        signature = self._key.sign(head.signed_text).hex()
        return SignedHead(size, root, moment, head.key, signature)


def _new_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key: Ed25519PublicKey) -> str:
    """A public key as PEM text (SubjectPublicKeyInfo)."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def public_key(pem: str | bytes, *, where: tuple[str, ...] = ()) -> Ed25519PublicKey:
    """Read back what `public_pem` gave.

    Raises:
        BadInput: if it is no Ed25519 public key.
    """
    problem = BadInput(
        "this is no Ed25519 public key",
        "Give the file that hawkari audit head --public-key wrote.",
        where=where,
    )
    try:
        key = load_pem_public_key(pem.encode() if isinstance(pem, str) else pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise problem from error
    if not isinstance(key, Ed25519PublicKey):
        raise problem
    return key


def key_id(key: Ed25519PublicKey) -> str:
    """Name of a public key: SHA-256 of its 32 raw bytes, 64 hexadecimal digits."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()
