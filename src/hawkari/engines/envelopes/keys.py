"""Keys of people and agencies: Ed25519 to sign, X25519 to be sealed to.

Text forms, for files and cards: a private signing key is PEM (PKCS #8), a public one the
base64url text of its 32 bytes; the two sealing keys are age's own (``AGE-SECRET-KEY-1…``,
``age1…``).
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from pyrage import IdentityError, RecipientError, x25519  # type: ignore[import-untyped]

from hawkari.errors import BadInput

__all__ = [
    "SealingKey",
    "SigningKey",
    "check_sealing_recipient",
    "check_verifying_key",
    "decoded",
    "encoded",
    "fingerprint",
]

KEY_BYTES = 32


def encoded(raw: bytes) -> str:
    """Base64url without padding (RFC 7515 section 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """The bytes of a base64url text, of which only the one right spelling is taken.

    Raises:
        ValueError: if it is another spelling or none.
    """
    try:
        raw = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (UnicodeEncodeError, binascii.Error) as error:
        raise ValueError("this is no base64url") from error
    if encoded(raw) != text:
        raise ValueError("this is not the one spelling in base64url")
    return raw


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private Ed25519 key (RFC 8032). Its text never shows in what is printed of it."""

    _pem: bytes

    @classmethod
    def new(cls) -> "SigningKey":
        """A fresh one."""
        key = Ed25519PrivateKey.generate()
        return cls(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))

    @classmethod
    def of_pem(cls, pem: bytes, *, where: tuple[str, ...] = ()) -> "SigningKey":
        """The key of a PEM text.

        Raises:
            BadInput: if it holds none.
        """
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise BadInput(
                "this is no Ed25519 private key", "Restore it from a backup.", where=where
            )
        return cls(pem)

    def __repr__(self) -> str:
        return f"SigningKey(public={self.public!r})"

    @property
    def pem(self) -> bytes:
        """The text for the key's own file, and for nothing else."""
        return self._pem

    @property
    def public(self) -> str:
        """The public half."""
        key = load_pem_private_key(self._pem, password=None).public_key()
        return encoded(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A private X25519 key of age (age-encryption.org/v1), and its text."""

    _text: str

    @classmethod
    def new(cls) -> "SealingKey":
        """A fresh one."""
        return cls(str(x25519.Identity.generate()))

    @classmethod
    def of_text(cls, text: str, *, where: tuple[str, ...] = ()) -> "SealingKey":
        """The key of a text.

        Raises:
            BadInput: if it is none.
        """
        try:
            x25519.Identity.from_str(text)
        except IdentityError as error:
            raise BadInput(
                "this is no age identity", "Restore it from a backup.", where=where
            ) from error
        return cls(text)

    def __repr__(self) -> str:
        return f"SealingKey(public={self.public!r})"

    @property
    def text(self) -> str:
        """The text for the key's own file, and for nothing else."""
        return self._text

    @property
    def public(self) -> str:
        """The recipient that others seal to."""
        return str(x25519.Identity.from_str(self._text).to_public())


def check_verifying_key(text: str) -> str:
    """The text of a public signing key, as given.

    Raises:
        BadInput: if it is none.
    """
    try:
        fits = len(decoded(text)) == KEY_BYTES
    except ValueError:
        fits = False
    if not fits:
        raise BadInput(
            "this is no Ed25519 public key", "Give the key as its owner's node shows it."
        )
    return text


def check_sealing_recipient(text: str) -> str:
    """The text of a recipient to seal to, as given.

    Raises:
        BadInput: if it is none.
    """
    try:
        x25519.Recipient.from_str(text)
    except RecipientError as error:
        raise BadInput(
            "this is no age recipient", "Give the key as its owner's node shows it."
        ) from error
    return text


def fingerprint(*parts: str) -> str:
    """What two people read to one another to know that they have the same keys.

    SHA-256 over the parts' digests: 32 groups of two digits would tire, so the first 20 bytes are
    shown, in ten groups of four. 160 bits: nobody finds other keys with the same.
    """
    whole = hashlib.sha256(b"".join(hashlib.sha256(one.encode()).digest() for one in parts))
    digits = whole.hexdigest()[:40]
    return " ".join(digits[start : start + 4] for start in range(0, 40, 4))
