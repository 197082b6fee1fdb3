"""Doors of the exchange desk: its first page, and translations of texts."""

from hawkari.desks.exchange.services.texts import Written, keeps_texts
from tests.trust.visits import Visit

__all__ = ["VISITS"]

TRANSLATION = {"kind": "door", "reference": "1", "field": "what", "language": "en", "words": "x"}
VISITS = (
    Visit("exchange:waiting"),
    Visit("exchange:translate", "post", data=lambda _: TRANSLATION),
)
# A text that everybody who may exchange reads.
keeps_texts("door")(lambda _access, _reference: {"what": Written("شتێک", "ckb")})
