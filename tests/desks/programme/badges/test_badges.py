"""Badges: what holds, what is refused, and that nothing but the very text that was signed holds."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hawkari.desks.programme.badges import (
    PREFIX,
    BadgeState,
    Holder,
    Issuer,
    holder_hash,
    issuer_did,
    new_holder_code,
    packed,
    sign_status,
    unpacked,
    verify_badge,
)
from hawkari.engines.envelopes.keys import decoded, encoded
from tests.desks.programme.badges.making import AWARD, CODE, NAME, SORANI, badge, issuer

NOW = datetime.now(UTC)
HOLDING = (BadgeState.VALID, BadgeState.UNCHECKED, BadgeState.REVOKED)
US = issuer()
DID = issuer_did(US)
TOKEN = badge(US)
CLEAN = sign_status(US, [], now=NOW)


def state(text: str, *, status: str | None = CLEAN, holder: Holder | None = None) -> BadgeState:
    """What is found of a text by somebody who trusts us."""
    return verify_badge(text, trusted=[DID], status=status, holder=holder).state


def test_a_badge_holds_and_says_what_was_achieved() -> None:
    found = verify_badge(TOKEN, trusted=[DID], status=CLEAN)

    assert found.state == BadgeState.VALID
    assert (found.name, found.description, found.criteria) == (
        AWARD.name, AWARD.description, AWARD.criteria,
    )  # fmt: skip
    assert (found.number, found.issuer, found.issuer_name) == (
        AWARD.number, DID, "Joint taskforce",
    )  # fmt: skip
    assert found.given_on == AWARD.given_on
    assert found.status_of is not None


def test_without_a_status_list_nobody_says_that_it_is_not_revoked() -> None:
    assert state(TOKEN, status=None) == BadgeState.UNCHECKED


def test_a_revoked_badge_is_seen_and_its_neighbours_hold() -> None:
    revoked = sign_status(US, [AWARD.index], now=NOW)

    assert state(TOKEN, status=revoked) == BadgeState.REVOKED
    for place in (AWARD.index - 1, AWARD.index + 1, AWARD.index ^ 7):
        assert state(badge(US, index=place), status=revoked) == BadgeState.VALID


def test_no_one_but_the_issuer_can_say_what_is_revoked() -> None:
    stranger = issuer()
    for wrong in (
        sign_status(stranger, [], now=NOW),
        sign_status(US, [], now=NOW - timedelta(days=91)),
        sign_status(US, [], now=NOW + timedelta(days=1)),
        TOKEN,
        CLEAN[:-4],
        CLEAN.replace(".", ".."),
        "",
        "\0",
    ):
        assert state(TOKEN, status=wrong) == BadgeState.BAD_STATUS


def test_a_list_without_the_badges_place_says_nothing_of_it() -> None:
    assert state(badge(US, index=10**6)) == BadgeState.BAD_STATUS


def test_an_issuer_that_is_not_trusted_is_named_as_such() -> None:
    stranger = issuer("Somebody")

    assert state(badge(stranger)) == BadgeState.OTHER_ISSUER


def test_a_badge_that_names_us_but_is_signed_by_another_is_forged() -> None:
    head, body, _ = TOKEN.split(".")
    other_head, _, signature = badge(issuer()).split(".")

    assert state(f"{head}.{body}.{signature}") == BadgeState.FORGED
    assert state(f"{other_head}.{body}.{signature}") == BadgeState.FORGED


def test_the_key_that_a_badge_carries_itself_is_never_believed() -> None:
    thief = issuer()
    said = json.loads(decoded(badge(thief).split(".")[1]))
    said["issuer"]["id"] = said["iss"] = DID

    assert state(signed_by(thief, said)) == BadgeState.FORGED


def signed_by(of: Issuer, said: dict) -> str:
    """A text that an issuer signed, whatever it says."""
    from openbadgeslib.ob3 import OB3Signer

    return OB3Signer(of.pem, algorithm="EdDSA").sign_payload(said)


@pytest.mark.parametrize("alg", ["none", "HS256", "ES256"])
def test_no_other_way_of_signing_is_taken(alg: str) -> None:
    _, body, signature = TOKEN.split(".")
    head = encoded(json.dumps({"alg": alg, "typ": "JWT"}).encode())

    assert state(f"{head}.{body}.{signature}") == BadgeState.FORGED
    assert state(f"{head}.{body}.") == BadgeState.FORGED


def test_days_before_and_after_it_holds() -> None:
    today = NOW.date()

    assert state(badge(US, given_on=today + timedelta(days=2))) == BadgeState.NOT_YET
    past = {"given_on": date(2020, 1, 1), "until": date(2020, 12, 31)}
    assert state(badge(US, **past)) == BadgeState.LAPSED
    assert state(badge(US, until=today + timedelta(days=30))) == BadgeState.VALID


def test_name_and_code_together_tell_whose_it_is() -> None:
    assert state(TOKEN, holder=Holder(NAME, CODE)) == BadgeState.VALID
    assert state(TOKEN, holder=Holder(f" {NAME.upper()} ", CODE.lower())) == BadgeState.VALID
    assert state(TOKEN, holder=Holder(SORANI, CODE)) == BadgeState.VALID
    assert state(TOKEN, holder=Holder("Karwan Ali Salih", CODE)) == BadgeState.OTHER_HOLDER
    assert state(TOKEN, holder=Holder(NAME, new_holder_code())) == BadgeState.OTHER_HOLDER


def test_the_badge_itself_tells_nothing_of_who_holds_it() -> None:
    said = json.loads(decoded(TOKEN.split(".")[1]))

    assert said["credentialSubject"]["identifier"] == [
        {"type": "IdentityObject", "hashed": True, "identityType": "name",
         "identityHash": holder_hash(name, CODE)}
        for name in (NAME, SORANI)
    ]  # fmt: skip
    assert "id" not in said["credentialSubject"]
    for part in (*NAME.split(), *SORANI.split(), *CODE.split("-")):
        assert part not in json.dumps(said, ensure_ascii=False)


def test_two_badges_of_one_person_have_nothing_in_common() -> None:
    codes = {new_holder_code() for _ in range(100)}

    assert len({holder_hash(NAME, code) for code in codes}) == 100


def test_of_10_000_flipped_bits_none_is_accepted() -> None:
    chance = random.Random(20241128)
    whole = TOKEN.encode()
    for place in chance.sample(range(8 * len(whole)), 10_000):
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        assert state(flipped.decode("latin-1"), status=None) not in HOLDING


def test_of_flipped_bits_in_a_status_list_none_lets_a_revoked_badge_through() -> None:
    whole = sign_status(US, [AWARD.index], now=NOW).encode()
    for place in random.Random(1).sample(range(8 * len(whole)), 300):
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        assert state(TOKEN, status=flipped.decode("latin-1")) != BadgeState.VALID


def test_every_other_spelling_of_the_same_badge_is_refused() -> None:
    within = [TOKEN.replace(".", f"{sign}.", 1) for sign in "=\n A"]
    around = [TOKEN + sign for sign in ("=", "==", ".", "A")]
    for other in (*within, *around, f".{TOKEN}", TOKEN[:-1], TOKEN.upper()):
        assert state(other) not in HOLDING


def test_a_badge_on_paper_is_the_same_badge_and_fits_a_qr_code() -> None:
    text = packed(TOKEN)

    assert unpacked(text) == TOKEN
    assert state(text) == BadgeState.VALID
    # What version 25 holds with low correction: 117 dots a side, half a millimetre each at 6 cm.
    assert len(text) <= 1_853
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def test_a_misread_qr_code_never_becomes_another_badge() -> None:
    text = packed(TOKEN)
    letters = sorted(set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
    chance = random.Random(3)
    for _ in range(300):
        place = chance.randrange(len(PREFIX), len(text))
        read = text[:place] + chance.choice(letters) + text[place + 1 :]
        if state(read) in HOLDING:
            assert unpacked(read.strip()) == TOKEN


@settings(max_examples=60, deadline=None)
@given(st.text() | st.text().map(PREFIX.__add__) | st.text("abcXYZ019_-.", max_size=90))
def test_no_text_whatever_is_a_badge_or_an_error(text: str) -> None:
    assert state(text) == BadgeState.NO_BADGE


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["VerifiableCredential"]},
        {"@context": []},
        {"issuer": DID, "iss": "did:key:z6Mkother"},
        {"credentialSubject": None},
        {"credentialSubject": {"achievement": {"id": "a", "name": "b"}}},
        {"validFrom": "yesterday"},
        {"nbf": None},
        {"jti": "urn:uuid:another"},
        {"credentialStatus": {"type": "BitstringStatusListEntry", "statusListIndex": "-1"}},
        {"credentialStatus": None},
    ],
)
def test_what_is_signed_but_is_no_badge_of_the_standard_is_refused(change: dict) -> None:
    said = json.loads(decoded(TOKEN.split(".")[1])) | change

    assert state(signed_by(US, said)) in {BadgeState.NO_BADGE, BadgeState.BAD_STATUS}


def test_the_key_never_shows() -> None:
    assert "PRIVATE" not in repr(US)
    assert "PRIVATE" not in repr(replace(US, name="x"))
