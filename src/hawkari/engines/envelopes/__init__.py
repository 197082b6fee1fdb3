"""Signed and sealed messages between agencies: canonical JSON, two signatures, age.

`close_envelope` signs what one agency says to another, as a person and as the agency; `seal` makes
it readable to the recipient alone. `unseal` and `open_envelope` are the way back, and refuse with a
code what is too large or deep, tampered with, expired, for somebody else, or of an unknown or
revoked signer.
"""

from hawkari.engines.envelopes.canonical import DEEPEST, LARGEST, canonical, parse
from hawkari.engines.envelopes.envelope import (
    FORMAT,
    Envelope,
    KnownSender,
    Party,
    close_envelope,
    open_envelope,
)
from hawkari.engines.envelopes.errors import EnvelopeRefused, RefusalCode
from hawkari.engines.envelopes.keys import (
    SealingKey,
    SigningKey,
    check_sealing_recipient,
    check_verifying_key,
    fingerprint,
)
from hawkari.engines.envelopes.sealing import seal, unseal

__all__ = [
    "DEEPEST",
    "FORMAT",
    "LARGEST",
    "Envelope",
    "EnvelopeRefused",
    "KnownSender",
    "Party",
    "RefusalCode",
    "SealingKey",
    "SigningKey",
    "canonical",
    "check_sealing_recipient",
    "check_verifying_key",
    "close_envelope",
    "fingerprint",
    "open_envelope",
    "parse",
    "seal",
    "unseal",
]
