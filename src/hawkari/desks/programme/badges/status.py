"""The status list: one bit a badge, set when it is revoked (W3C Bitstring Status List 1.0).

A list is a file that the issuer hands to whoever verifies; it says when it was signed and until
when it may be used, so that an old one cannot bring a revoked badge back for ever.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from openbadgeslib.ob3 import (
    OB3VerificationError,
    build_status_list_credential,
    decode_encoded_list,
    sign_status_list_credential,
)

from hawkari.desks.programme.badges.issuing import ALGORITHM, issuer_did, list_address
from hawkari.desks.programme.badges.reading import Unreadable, signed_part
from hawkari.desks.programme.badges.values import Issuer

__all__ = ["KEPT_FOR", "LIST_SIZE", "Status", "StatusRefused", "read_status", "sign_status"]

LIST_SIZE = 131_072
"""Bits of a list: the least that the standard allows, so that one badge hides among many."""
KEPT_FOR = timedelta(days=90)
"""How long a list may be used by those who verify offline."""
SKEW = timedelta(minutes=5)
"""By how much clocks may differ."""


class StatusRefused(ValueError):
    """A status list that says nothing of this badge: another issuer's, too old, not whole."""


@dataclass(frozen=True, slots=True)
class Status:
    """What a list says: when it was signed, and which places are set."""

    signed: datetime
    bits: bytes

    def has(self, index: int) -> bool:
        """Whether the place is set.

        Raises:
            StatusRefused: if the list has no such place.
        """
        if not 0 <= index < 8 * len(self.bits):
            raise StatusRefused("the list has no such place")
        return bool(self.bits[index // 8] & (0x80 >> (index % 8)))


def sign_status(issuer: Issuer, revoked: Iterable[int], *, now: datetime) -> str:
    """The list as a JWT, to be handed to whoever verifies badges."""
    did = issuer_did(issuer)
    made = build_status_list_credential(
        did, list_address(did), "revocation", revoked,
        size_bits=LIST_SIZE, issued=now, valid_until=now + KEPT_FOR,
    )  # fmt: skip
    return str(sign_status_list_credential(made, issuer.pem, ALGORITHM))


def read_status(text: str, *, did: str, pem: bytes, now: datetime) -> Status:
    """A list that this issuer signed and that may be used now.

    Raises:
        StatusRefused: if it is anything else.
    """
    try:
        said = signed_part(text.strip(), pem)
    except Unreadable as error:
        raise StatusRefused("this is no status list that the issuer signed") from error
    subject = said.get("credentialSubject")
    kinds = said.get("type")
    if not (
        isinstance(subject, dict)
        and isinstance(kinds, list)
        and "BitstringStatusListCredential" in kinds
        and said.get("issuer") == did
        and said.get("id") == list_address(did)
        and subject.get("statusPurpose") == "revocation"
        and subject.get("statusSize", 1) == 1
    ):
        raise StatusRefused("this is no list of this issuer's revoked badges")
    signed, until = _moment(said, "validFrom"), _moment(said, "validUntil")
    if signed > now + SKEW:
        raise StatusRefused("the list is from the future: set this machine's clock")
    if until < now:
        raise StatusRefused("the list is too old: ask the issuer for a new one")
    try:
        bits = decode_encoded_list(str(subject.get("encodedList")))
    except (OB3VerificationError, ValueError) as error:
        raise StatusRefused("the list is not whole") from error
    return Status(signed, bits)


def _moment(said: dict[str, Any], name: str) -> datetime:
    try:
        found = datetime.fromisoformat(said[name])
    except (KeyError, TypeError, ValueError) as error:
        raise StatusRefused(f"the list has no {name}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
