"""Judging a badge with nothing but its text, the issuers that are trusted, and a status list."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, OpenBadgeCredential

from hawkari.desks.programme.badges.holders import holder_hash
from hawkari.desks.programme.badges.issuing import list_address
from hawkari.desks.programme.badges.packing import PREFIX, unpacked
from hawkari.desks.programme.badges.reading import LONGEST, Unreadable, public_pem, signed_part
from hawkari.desks.programme.badges.status import SKEW, StatusRefused, read_status
from hawkari.desks.programme.badges.values import BadgeState, Holder, Verdict
from hawkari.engines.envelopes.keys import decoded

__all__ = ["verify_badge"]

WORDS = {
    BadgeState.VALID: "The issuer signed it, and it is not revoked.",
    BadgeState.UNCHECKED: "The issuer signed it. Whether it was revoked since is not known: "
    "no status list was given.",
    BadgeState.REVOKED: "The issuer signed it, and has revoked it.",
    BadgeState.NO_BADGE: "This is no badge.",
    BadgeState.FORGED: "The issuer that it names did not sign this.",
    BadgeState.OTHER_ISSUER: "It is signed, but by an issuer that is not among those trusted.",
    BadgeState.NOT_YET: "It holds only from a later day.",
    BadgeState.LAPSED: "It has lapsed.",
    BadgeState.OTHER_HOLDER: "It was not given to the person of this name and code.",
}


def verify_badge(
    text: str,
    *,
    trusted: Collection[str],
    status: str | None = None,
    holder: Holder | None = None,
    now: datetime | None = None,
) -> Verdict:
    """What is to be thought of a badge; never raises, whatever the text.

    Args:
        text: a badge as a JWT, or the text of a certificate's QR code.
        trusted: the issuers that are believed, each a did:key.
        status: the issuer's status list, signed; None for none, which leaves it unchecked.
        holder: who says that it is theirs.
        now: when it is judged; None for this machine's clock.
    """
    now = now or datetime.now(UTC)
    try:
        token = unpacked(text.strip()) if text.strip().startswith(PREFIX) else text.strip()
        did = _named_issuer(token)
        pem = public_pem(did)
    except (ValueError, RecursionError):
        return _found(BadgeState.NO_BADGE)
    try:
        said = signed_part(token, pem)
    except Unreadable:
        return _found(BadgeState.FORGED)
    try:
        credential = OpenBadgeCredential.from_jwt_payload(said)
    except (ValueError, TypeError, KeyError, OverflowError):
        return _found(BadgeState.NO_BADGE)
    told = _told(credential, did)
    if did not in trusted:
        return _stating(told, BadgeState.OTHER_ISSUER)
    if (wrong := _out_of_days(credential, now)) is not None:
        return _stating(told, wrong)
    try:
        OB3Verifier(pem, issuer_did=did).verify(token)
    except OB3VerificationError:
        return _found(BadgeState.NO_BADGE)
    if holder is not None:
        told = replace(told, is_holder=_is_of(credential, holder))
        if not told.is_holder:
            return _stating(told, BadgeState.OTHER_HOLDER)
    return _by_status(told, credential, status, pem=pem, now=now)


def _named_issuer(token: str) -> str:
    """Whom a badge names as its issuer, before anything of it is believed."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3:
        raise ValueError("this is no badge")
    said = json.loads(decoded(parts[1]))
    issuer = said.get("issuer") if isinstance(said, dict) else None
    did = issuer.get("id") if isinstance(issuer, dict) else issuer
    return did if isinstance(did, str) else ""


def _out_of_days(credential: OpenBadgeCredential, now: datetime) -> BadgeState | None:
    if credential.issuance_date is None or credential.issuance_date > now + SKEW:
        return BadgeState.NOT_YET
    if credential.expiration_date is not None and credential.expiration_date < now:
        return BadgeState.LAPSED
    return None


def _is_of(credential: OpenBadgeCredential, holder: Holder) -> bool:
    told = holder_hash(holder.name, holder.code)
    return any(one.hashed and one.identity_hash == told for one in credential.identifiers)


def _by_status(
    told: Verdict,
    credential: OpenBadgeCredential,
    status: str | None,
    *,
    pem: bytes,
    now: datetime,
) -> Verdict:
    """What the status list adds. A badge that names no list of its issuer is none of ours."""
    if status is None:
        return _stating(told, BadgeState.UNCHECKED)
    try:
        index = _index(credential, told.issuer)
        found = read_status(status, did=told.issuer, pem=pem, now=now)
        state = BadgeState.REVOKED if found.has(index) else BadgeState.VALID
    except StatusRefused as error:
        return replace(told, state=BadgeState.BAD_STATUS, why=f"It was not checked: {error}.")
    return replace(_stating(told, state), status_of=found.signed)


def _index(credential: OpenBadgeCredential, did: str) -> int:
    for one in credential.credential_status:
        if (one.get("type"), one.get("statusPurpose"), one.get("statusListCredential")) == (
            "BitstringStatusListEntry", "revocation", list_address(did),
        ):  # fmt: skip
            index = str(one.get("statusListIndex"))
            if index.isascii() and index.isdigit() and len(index) < 10:
                return int(index)
    raise StatusRefused("the badge names no place in this issuer's list")


def _told(credential: OpenBadgeCredential, did: str) -> Verdict:
    achieved = credential.achievement
    begins, until = credential.issuance_date, credential.expiration_date
    return Verdict(
        state=BadgeState.UNCHECKED,
        why="",
        number=str(credential.id).removeprefix("urn:uuid:"),
        issuer=did,
        issuer_name=str(credential.issuer.name),
        name=str(achieved.name),
        description=str(achieved.description),
        criteria=str(achieved.criteria_narrative),
        given_on=None if begins is None else begins.date(),
        until=None if until is None else until.date(),
    )


def _stating(told: Verdict, state: BadgeState) -> Verdict:
    return replace(told, state=state, why=WORDS[state])


def _found(state: BadgeState) -> Verdict:
    return Verdict(state, WORDS[state])
