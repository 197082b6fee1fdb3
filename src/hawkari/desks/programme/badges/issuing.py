"""Signing badges. An issuer is named by its key (did:key), so that nothing has to be looked up."""

import uuid
from datetime import UTC, date, datetime, time

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from openbadgeslib.ob3 import (
    Achievement,
    IdentityObject,
    OB3Signer,
    OpenBadgeCredential,
    did_key_from_pem,
    status_entry,
)
from openbadgeslib.ob3 import Issuer as Profile

from hawkari.desks.programme.badges.values import Award, Issuer

__all__ = ["ALGORITHM", "issuer_did", "list_address", "sign_badge"]

ALGORITHM = "EdDSA"
IDENTITY = "name"
"""What was hashed, by the standard's list of identifiers. Never an e-mail address."""


def issuer_did(issuer: Issuer) -> str:
    """The issuer's name to programs, e.g. ``did:key:z6Mk…``: the public key itself."""
    key = load_pem_private_key(issuer.pem, password=None).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return str(did_key_from_pem(pem))


def list_address(did: str) -> str:
    """What an issuer's status list is called. It is a file that is handed on, so no web address."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{did}#status").urn


def sign_badge(issuer: Issuer, award: Award) -> str:
    """The badge as a JWT: an OpenBadgeCredential of Open Badges 3.0."""
    did = issuer_did(issuer)
    credential = OpenBadgeCredential(
        id=f"urn:uuid:{award.number}",
        issuer=Profile(id=did, name=issuer.name),
        recipient_id=None,
        achievement=Achievement(
            id=uuid.uuid5(uuid.NAMESPACE_URL, f"{did}#{award.subject}").urn,
            name=award.name,
            description=award.description,
            criteria_narrative=award.criteria,
            achievement_type="Certificate",
        ),
        identifiers=[IdentityObject(one, IDENTITY, hashed=True) for one in award.holders],
        issuance_date=_start(award.given_on),
        expiration_date=None if award.until is None else _end(award.until),
        credential_status=[status_entry(list_address(did), "revocation", award.index)],
    )
    return str(OB3Signer(issuer.pem, algorithm=ALGORITHM).sign(credential))


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), UTC)
