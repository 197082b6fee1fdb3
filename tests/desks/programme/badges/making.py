"""An issuer and badges of it, for the tests."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hawkari.desks.programme.badges import Award, Issuer, holder_hash, sign_badge
from hawkari.engines.envelopes import SigningKey

__all__ = ["AWARD", "CODE", "NAME", "SORANI", "badge", "issuer"]

NAME, SORANI = "Rêzan Ehmed Karîm", "ڕێزان ئەحمەد کەریم"
CODE = "7KQ4XM-22F9RT-HH3V8A-9WZ2CD"
AWARD = Award(
    number="0b7d2c52-54f7-4d0e-9e2c-5d1f4c4b8a11",
    subject="document_fraud 2",
    name="Document fraud, version 2",
    description="تزویری بەڵگەنامە، وەشانی ٢",
    criteria="At least 80 % of the sessions attended; at least 60 % of the final test right.",
    holders=(holder_hash(NAME, CODE), holder_hash(SORANI, CODE)),
    given_on=datetime.now(UTC).date(),
    index=4711,
)


def issuer(name: str = "Joint taskforce") -> Issuer:
    """Somebody who issues badges, with a key of their own."""
    return Issuer(name, SigningKey.new().pem)


def badge(of: Issuer, **changes: Any) -> str:
    """A badge of an issuer."""
    return sign_badge(of, replace(AWARD, **changes))
