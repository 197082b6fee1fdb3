"""Why an envelope is not accepted: one code a reason, the same on both sides of the wire."""

from enum import StrEnum

from hawkari.errors import HawkariError

__all__ = ["EnvelopeRefused", "RefusalCode"]


class RefusalCode(StrEnum):
    """Why an envelope was not accepted. The words are part of the format: add, never change."""

    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    UNREADABLE = "unreadable"
    TAMPERED = "tampered"
    UNKNOWN_SIGNER = "unknown-signer"
    REVOKED_SIGNER = "revoked-signer"
    WRONG_RECIPIENT = "wrong-recipient"
    EXPIRED = "expired"
    NOT_YET = "not-yet"
    REPLAY = "replay"


class EnvelopeRefused(HawkariError):
    """An envelope that is not accepted.

    Args:
        code: why.
        words: the same in plain words, without a full stop; never a part of the content.
    """

    def __init__(self, code: RefusalCode, words: str) -> None:
        self.code = code
        self.words = words
        super().__init__(f"{words} ({code.value})")
