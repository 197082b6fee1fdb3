"""Seals bytes to recipients with age (age-encryption.org/v1), and opens what was sealed to us."""

from collections.abc import Collection

import pyrage  # type: ignore[import-untyped]
from pyrage import DecryptError, x25519

from hawkari.engines.envelopes.canonical import LARGEST
from hawkari.engines.envelopes.errors import EnvelopeRefused, RefusalCode
from hawkari.engines.envelopes.keys import SealingKey, check_sealing_recipient

__all__ = ["seal", "unseal"]

AGE_HEAD = b"age-encryption.org/v1\n"


def seal(content: bytes, recipients: Collection[str]) -> bytes:
    """Seal bytes so that only these recipients read them.

    Raises:
        BadInput: if a recipient is none.
        ValueError: without recipients.
    """
    if not recipients:
        raise ValueError("sealed to nobody")
    to = [x25519.Recipient.from_str(check_sealing_recipient(one)) for one in sorted(recipients)]
    return bytes(pyrage.encrypt(content, to))


def unseal(sealed: bytes, key: SealingKey, *, largest: int = LARGEST) -> bytes:
    """The bytes that were sealed to a key.

    Raises:
        EnvelopeRefused: if they are too large, no sealed bytes, sealed to another key, or changed.
    """
    if len(sealed) > largest:
        raise EnvelopeRefused(RefusalCode.TOO_LARGE, f"more than {largest} bytes")
    if not sealed.startswith(AGE_HEAD):
        raise EnvelopeRefused(RefusalCode.UNREADABLE, "this is no sealed message")
    try:
        return bytes(pyrage.decrypt(sealed, [x25519.Identity.from_str(key.text)]))
    except DecryptError as error:
        raise EnvelopeRefused(
            RefusalCode.TAMPERED, "the message was changed on its way, or is sealed to another key"
        ) from error
