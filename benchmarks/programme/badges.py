"""Badges: how long issuing and verifying take beside the library alone, and how many flips pass.

    .venv/bin/python benchmarks/programme/badges.py [--flips 10000] [--rounds 300]

The peer is openbadgeslib by itself: sign a credential of the same content, verify it. Ours signs by
the same library, and verifies more: the one spelling of each part, the issuer that is trusted, the
days, the holder, and a status list of 131,072 places. Flips are of single bits of a badge.
"""

import argparse
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from openbadgeslib.ob3 import OB3Signer, OB3Verifier, OpenBadgeCredential

from hawkari.desks.programme.badges import (
    Award,
    BadgeState,
    Holder,
    Issuer,
    holder_hash,
    issuer_did,
    new_holder_code,
    sign_badge,
    sign_status,
    verify_badge,
)
from hawkari.desks.programme.badges.reading import public_pem, signed_part
from hawkari.engines.envelopes import SigningKey

HOLDING = (BadgeState.VALID, BadgeState.UNCHECKED, BadgeState.REVOKED)
NAME = "Invented Officer"


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--flips", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=300)
    asked = parser.parse_args()
    issuer, code = Issuer("Invented Academy", SigningKey.new().pem), new_holder_code()
    award = Award(
        number="0b7d2c52-54f7-4d0e-9e2c-5d1f4c4b8a11", subject="document_fraud 1",
        name="Document fraud, version 1", description="Three days", criteria="Attended and passed",
        holders=(holder_hash(NAME, code),), given_on=datetime.now(UTC).date(), index=4711,
    )  # fmt: skip
    did = issuer_did(issuer)
    pem = public_pem(did)
    token = sign_badge(issuer, award)
    status = sign_status(issuer, [1, 2, 3], now=datetime.now(UTC))
    credential = OpenBadgeCredential.from_jwt_payload(signed_part(token, pem))

    def peer() -> None:
        signed = OB3Signer(issuer.pem, algorithm="EdDSA").sign(credential)
        OB3Verifier(pem).verify(signed)

    def ours(listed: str | None, holder: Holder | None) -> None:
        signed = sign_badge(issuer, award)
        found = verify_badge(signed, trusted=[did], status=listed, holder=holder)
        assert found.state in HOLDING

    def all_of_it() -> None:
        ours(status, Holder(NAME, code))

    def without_status() -> None:
        ours(None, None)

    # In turns, so that what else the machine does slows all alike.
    times: dict[str, list[float]] = {}
    for _ in range(asked.rounds):
        for name, work in (("openbadgeslib alone", peer), ("without a status list", without_status),
                           ("with list and holder", all_of_it)):  # fmt: skip
            times.setdefault(name, []).append(milliseconds(work))
    for name, taken in times.items():
        print(f"issue and verify, {name}: median {statistics.median(taken):.2f} ms")
    print(f"of {asked.flips} flipped bits accepted: {accepted(token, did, asked.flips)}")


def milliseconds(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def accepted(token: str, did: str, flips: int) -> int:
    """How many of so many single flipped bits leave a badge that holds."""
    whole = token.encode()
    chance = random.Random(11)
    count = 0
    for _ in range(flips):
        place = chance.randrange(8 * len(whole))
        flipped = bytearray(whole)
        flipped[place // 8] ^= 1 << place % 8
        found = verify_badge(flipped.decode("latin-1"), trusted=[did])
        count += found.state in HOLDING
    return count


if __name__ == "__main__":
    main()
