"""Envelopes: two signatures, one recipient, one spelling; each refusal by its code."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from hawkari.engines.envelopes import (
    Envelope,
    EnvelopeRefused,
    KnownSender,
    Party,
    RefusalCode,
    SealingKey,
    SigningKey,
    close_envelope,
    open_envelope,
    seal,
    unseal,
)
from hawkari.engines.envelopes.keys import decoded, encoded

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass
class Pair:
    """A sender and a recipient who pinned one another."""

    agency: SigningKey
    person: SigningKey
    sealing: SealingKey

    def envelope(self, **more: Any) -> Envelope:
        made = Envelope(
            "ab" * 16, "request", Party("nca", self.agency.public),
            Party("anna", self.person.public), Party("asayish", self.sealing.public),
            NOW, NOW + DAY, {"reason": "هۆکار", "numbers": [1, 2.5]},
        )  # fmt: skip
        return replace(made, **more)

    def closed(self, **more: Any) -> bytes:
        return close_envelope(self.envelope(**more), person=self.person, agency=self.agency)

    def open(self, signed: bytes, **known: Any) -> Envelope:
        sender = KnownSender(**{"key": self.agency.public, **known})
        return open_envelope(
            signed,
            recipient=Party("asayish", self.sealing.public),
            known=lambda name: sender if name == "nca" else None,
            now=NOW + timedelta(hours=2),
        )


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair(SigningKey.new(), SigningKey.new(), SealingKey.new())


def test_what_was_closed_and_sealed_opens_as_it_was(pair: Pair):
    sealed = seal(pair.closed(), [pair.sealing.public])
    assert pair.open(unseal(sealed, pair.sealing)) == pair.envelope()
    assert "هۆکار".encode() not in sealed


def test_its_text_is_jws_general_json_with_two_signatures(pair: Pair):
    text = json.loads(pair.closed())
    heads = [json.loads(decoded(one["protected"])) for one in text["signatures"]]
    assert heads == [{"alg": "Ed25519", "kid": "person"}, {"alg": "Ed25519", "kid": "agency"}]


REFUSED: dict[RefusalCode, Callable[[Pair], Any]] = {
    RefusalCode.EXPIRED: lambda p: p.open(p.closed(expires_at=NOW + timedelta(hours=2))),
    RefusalCode.NOT_YET: lambda p: p.open(p.closed(sent_at=NOW + DAY, expires_at=NOW + 2 * DAY)),
    RefusalCode.WRONG_RECIPIENT: lambda p: p.open(
        p.closed(recipient=Party("asayish", SealingKey.new().public))
    ),
    RefusalCode.UNKNOWN_SIGNER: lambda p: p.open(p.closed(), key=SigningKey.new().public),
    RefusalCode.REVOKED_SIGNER: lambda p: p.open(p.closed(), revoked=True),
    RefusalCode.TAMPERED: lambda p: unseal(seal(b"x", [SealingKey.new().public]), p.sealing),
    RefusalCode.UNREADABLE: lambda p: unseal(b"a text", p.sealing),
    RefusalCode.TOO_LARGE: lambda p: unseal(b"x" * 101, p.sealing, largest=100),
}


@pytest.mark.parametrize("code", REFUSED)
def test_each_refusal_says_why_by_its_code(pair: Pair, code: RefusalCode):
    with pytest.raises(EnvelopeRefused) as refused:
        REFUSED[code](pair)
    assert refused.value.code == code


def test_a_person_whose_key_was_revoked_signs_no_more(pair: Pair):
    with pytest.raises(EnvelopeRefused, match="revoked-signer"):
        pair.open(pair.closed(), revoked_people=frozenset({pair.person.public}))


def test_a_stranger_cannot_sign_for_an_agency(pair: Pair):
    """They may seal to the recipient: everybody may. Their own key is not the pinned one."""
    stranger = SigningKey.new()
    named = pair.envelope(sender=Party("nca", stranger.public))
    closed = close_envelope(named, person=pair.person, agency=stranger)
    with pytest.raises(EnvelopeRefused, match="unknown-signer"):
        pair.open(closed)


def test_a_person_without_a_name_is_the_agency_itself_or_nobody(pair: Pair):
    nobody = pair.envelope(signer=Party("", pair.person.public))
    with pytest.raises(EnvelopeRefused, match="unknown-signer"):
        pair.open(close_envelope(nobody, person=pair.person, agency=pair.agency))


def test_the_signatures_do_not_change_places(pair: Pair):
    text = json.loads(pair.closed())
    text["signatures"].reverse()
    with pytest.raises(EnvelopeRefused):
        pair.open(json.dumps(text, separators=(",", ":"), sort_keys=True).encode())


def test_an_envelope_names_the_keys_that_close_it(pair: Pair):
    with pytest.raises(ValueError, match="other keys"):
        close_envelope(pair.envelope(), person=SigningKey.new(), agency=pair.agency)


def test_a_private_key_does_not_show_when_it_is_printed(pair: Pair):
    shown = f"{pair.agency!r} {pair.sealing!r} {pair!r}"
    assert "PRIVATE" not in shown
    assert "SECRET" not in shown


# Ten thousand changed messages, of two kinds: on the way (sealed), and by somebody who can open
# and seal again (signed).
SHARE = 2_500


def changed(text: bytes, dice: random.Random) -> bytes:
    """The bytes with one change: a bit, a byte, a piece out, in, twice or moved."""
    place = dice.randrange(len(text))
    end = min(len(text), place + dice.randint(1, 40))
    piece = text[place:end]
    return dice.choice((
        text[:place] + bytes([text[place] ^ (1 << dice.randrange(8))]) + text[place + 1 :],
        text[:place] + bytes([dice.randrange(256)]) + text[place + 1 :],
        text[:place] + text[end:],
        text[:end] + piece + text[end:],
        text[:place],
        text[:place] + dice.randbytes(dice.randint(1, 8)) + text[place:],
        text[end:] + text[:end],
        text + dice.randbytes(dice.randint(1, 8)),
    ))  # fmt: skip


def changed_inside(signed: bytes, dice: random.Random) -> bytes:
    """The signed text with one part of it decoded, changed and encoded again."""
    text = json.loads(signed)
    which, role = dice.choice(("payload", "signature", "protected")), dice.randrange(2)
    inside = text if which == "payload" else text["signatures"][role]
    inside[which] = encoded(changed(decoded(inside[which]), dice))
    return json.dumps(text, separators=(",", ":"), sort_keys=True).encode()


def said_otherwise(signed: bytes, dice: random.Random) -> bytes:
    """The payload with one field that still makes sense, but is another one."""
    text = json.loads(signed)
    payload = json.loads(decoded(text["payload"]))
    change = dice.choice((
        {"expires_at": "2027-11-27T12:00:00Z"}, {"id": f"{dice.getrandbits(128):032x}"},
        {"to": {**payload["to"], "agency": "federal-police"}}, {"operation": "another"},
        {"body": {**payload["body"], "reason": f"another {dice.random()}"}}, {"kind": "recall"},
        {"signer": {**payload["signer"], "name": "someone"}}, {"in_reply_to": "cd" * 16},
    ))  # fmt: skip
    payload.update(change)
    spelled = json.dumps(payload, separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    text["payload"] = encoded(spelled.encode())
    return json.dumps(text, separators=(",", ":"), sort_keys=True).encode()


def test_ten_thousand_changed_messages_are_all_refused(pair: Pair):
    dice = random.Random(20261127)
    signed = pair.closed()
    sealed = seal(signed, [pair.sealing.public])
    tries: list[Callable[[], bytes | None]] = [
        lambda: unseal(_other(changed(sealed, dice), sealed), pair.sealing),
        lambda: _other(changed(signed, dice), signed),
        lambda: _other(changed_inside(signed, dice), signed),
        lambda: _other(said_otherwise(signed, dice), signed),
    ]
    taken, refused = [], 0
    for attempt in tries:
        for _ in range(SHARE):
            try:
                given = attempt()
                pair.open(given)
            except EnvelopeRefused:
                refused += 1
            except Unchanged:
                refused += 1  # the dice gave the same bytes: no tampering, drawn again below
                _draw_again(attempt, pair)
            else:
                taken.append(given)
    assert taken == []
    assert refused == 4 * SHARE


class Unchanged(Exception):
    """The dice changed nothing."""


def _other(made: bytes, before: bytes) -> bytes:
    if made == before:
        raise Unchanged
    return made


def _draw_again(attempt: Callable[[], bytes], pair: Pair) -> None:
    while True:
        try:
            given = attempt()
        except Unchanged:
            continue
        except EnvelopeRefused:
            return
        with pytest.raises(EnvelopeRefused):
            pair.open(given)
        return
