"""One message as it travels: who says what to whom, until when, under two signatures.

Sender, recipient and expiry are inside what is signed, so that a message can be neither
re-addressed nor kept for later. The format is described in ``docs/explanation/envelopes.md``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hawkari.engines.envelopes.canonical import canonical, parse
from hawkari.engines.envelopes.errors import EnvelopeRefused, RefusalCode
from hawkari.engines.envelopes.keys import SigningKey
from hawkari.engines.envelopes.signing import payload_of, sign, verify

__all__ = ["FORMAT", "Envelope", "KnownSender", "Party", "close_envelope", "open_envelope"]

FORMAT = "hawkari-envelope/1"
CLOCKS_DIFFER = timedelta(hours=1)
"""How far a sender's clock may go before ours: laptops at a border stand wrong by minutes."""

_ID = re.compile(r"[0-9a-f]{32}")
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,40}")
_KEYS = frozenset({
    "format", "id", "kind", "from", "signer", "to", "sent_at", "expires_at", "in_reply_to",
    "operation", "body",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """A sender, signer or recipient: its name, and the public key that stands for it here.

    A signer without a name is the node by itself; its key is then the agency's.
    """

    name: str
    key: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is signed.

    Attributes:
        id: random, 32 hexadecimal digits.
        kind: what sort of message it is: lower-case letters, digits, hyphens.
        sender: the agency and its signing key.
        signer: the person who releases it, as their agency names them, and that person's key.
        recipient: the agency that it is for and its sealing key.
        sent_at, expires_at: whole seconds, UTC.
        body: the content; JSON.
        in_reply_to: id of the message that it answers, or empty.
        operation: short name of the operation at the sender, or empty.
    """

    id: str
    kind: str
    sender: Party
    signer: Party
    recipient: Party
    sent_at: datetime
    expires_at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)
    in_reply_to: str = ""
    operation: str = ""

    @property
    def payload(self) -> bytes:
        """The canonical text that the signatures cover.

        Raises:
            ValueError: if the body has no canonical text, or a field is not of its form.
        """
        value = {
            "format": FORMAT,
            "id": self.id,
            "kind": self.kind,
            "from": {"agency": self.sender.name, "key": self.sender.key},
            "signer": {"name": self.signer.name, "key": self.signer.key},
            "to": {"agency": self.recipient.name, "key": self.recipient.key},
            "sent_at": _spelled(self.sent_at),
            "expires_at": _spelled(self.expires_at),
            "in_reply_to": self.in_reply_to,
            "operation": self.operation,
            "body": self.body,
        }
        if not _has_form(value):
            raise ValueError("a field of the envelope is not of its form")
        return canonical(value)


@dataclass(frozen=True, slots=True)
class KnownSender:
    """What a recipient keeps of a partner.

    Attributes:
        key: the pinned signing key.
        revoked: whether the partner is revoked.
        revoked_people: keys of people of theirs that no longer sign.
    """

    key: str
    revoked: bool = False
    revoked_people: frozenset[str] = frozenset()


def close_envelope(envelope: Envelope, *, person: SigningKey, agency: SigningKey) -> bytes:
    """The envelope's text under both signatures.

    Raises:
        ValueError: if a key is not the one that the envelope names, or the body is no JSON.
    """
    if (person.public, agency.public) != (envelope.signer.key, envelope.sender.key):
        raise ValueError("the envelope names other keys")
    return sign(envelope.payload, person=person, agency=agency)


def open_envelope(
    signed: bytes,
    *,
    recipient: Party,
    known: Callable[[str], KnownSender | None],
    now: datetime,
) -> Envelope:
    """The message of a signed text, after everything about it was checked but replay.

    Whether its id was seen before only the recipient's store knows.

    Args:
        signed: what `close_envelope` gave.
        recipient: who we are.
        known: what is kept of an agency by its name; None for a stranger.
        now: an aware time.

    Raises:
        EnvelopeRefused: with the code that says why.
    """
    envelope = _read(parse(payload_of(signed)))
    sender = known(envelope.sender.name)
    if sender is None or sender.key != envelope.sender.key:
        raise EnvelopeRefused(RefusalCode.UNKNOWN_SIGNER, "the sender's key is not one we pinned")
    if not envelope.signer.name and envelope.signer.key != sender.key:
        raise EnvelopeRefused(RefusalCode.UNKNOWN_SIGNER, "nobody's name stands by the signature")
    verify(signed, person=envelope.signer.key, agency=sender.key)
    if sender.revoked or envelope.signer.key in sender.revoked_people:
        raise EnvelopeRefused(RefusalCode.REVOKED_SIGNER, "the signer was revoked")
    if envelope.recipient != recipient:
        raise EnvelopeRefused(RefusalCode.WRONG_RECIPIENT, "the message is for somebody else")
    if envelope.sent_at > now + CLOCKS_DIFFER:
        raise EnvelopeRefused(
            RefusalCode.NOT_YET, "the message is from the future: compare the two clocks"
        )
    if envelope.expires_at <= now:
        raise EnvelopeRefused(RefusalCode.EXPIRED, "the message has expired")
    return envelope


def _read(value: Any) -> Envelope:
    if not _has_form(value):
        raise EnvelopeRefused(RefusalCode.UNREADABLE, f"this is no message of {FORMAT}")
    return Envelope(
        id=value["id"],
        kind=value["kind"],
        sender=Party(value["from"]["agency"], value["from"]["key"]),
        signer=Party(value["signer"]["name"], value["signer"]["key"]),
        recipient=Party(value["to"]["agency"], value["to"]["key"]),
        sent_at=datetime.fromisoformat(value["sent_at"]),
        expires_at=datetime.fromisoformat(value["expires_at"]),
        body=value["body"],
        in_reply_to=value["in_reply_to"],
        operation=value["operation"],
    )


def _has_form(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _KEYS
        and value["format"] == FORMAT
        and _is_text(value["id"], _ID)
        and _is_text(value["kind"], _KIND)
        and _is_party(value["from"], "agency")
        and _is_party(value["to"], "agency")
        and _is_party(value["signer"], "name")
        and all(_is_time(value[name]) for name in ("sent_at", "expires_at"))
        and (value["in_reply_to"] == "" or _is_text(value["in_reply_to"], _ID))
        and (value["operation"] == "" or _is_text(value["operation"], _SLUG))
        and isinstance(value["body"], Mapping)
    )


def _is_text(value: Any, form: re.Pattern[str]) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _is_party(value: Any, name: str) -> bool:
    fits = (
        isinstance(value, dict)
        and set(value) == {name, "key"}
        and all(isinstance(one, str) and len(one) <= 150 for one in value.values())
    )
    return fits and (name != "agency" or _is_text(value[name], _SLUG))


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and _spelled(datetime.fromisoformat(value)) == value
    except (ValueError, OverflowError):
        return False


def _spelled(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
