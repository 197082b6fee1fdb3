"""Certificates as Open Badges 3.0: signed, verified and revoked without a network or a database.

`sign_badge` makes a credential (a W3C Verifiable Credential as a JWT, EdDSA), `sign_status` the
list that says which are revoked, `verify_badge` judges a credential with it, and `packed` makes a
credential small enough for a QR code on paper. Who it was given to stands in it only as a hash
whose salt is not in it: see `holder_hash`.
"""

from hawkari.desks.programme.badges.holders import holder_hash, new_holder_code
from hawkari.desks.programme.badges.issuing import issuer_did, list_address, sign_badge
from hawkari.desks.programme.badges.packing import PREFIX, packed, unpacked
from hawkari.desks.programme.badges.status import LIST_SIZE, StatusRefused, sign_status
from hawkari.desks.programme.badges.values import Award, BadgeState, Holder, Issuer, Verdict
from hawkari.desks.programme.badges.verifying import verify_badge

__all__ = [
    "LIST_SIZE",
    "PREFIX",
    "Award",
    "BadgeState",
    "Holder",
    "Issuer",
    "StatusRefused",
    "Verdict",
    "holder_hash",
    "issuer_did",
    "list_address",
    "new_holder_code",
    "packed",
    "sign_badge",
    "sign_status",
    "unpacked",
    "verify_badge",
]
