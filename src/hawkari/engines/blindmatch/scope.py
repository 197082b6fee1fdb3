"""What one key and one index are for: holder, partner, type of identifier, epoch."""

import struct
from dataclasses import dataclass

from hawkari.engines.blindmatch.identifiers import RULES_VERSION, IdentifierType

__all__ = ["PROTOCOL", "Scope"]

PROTOCOL = "hbm1"
"""The protocol of blind matching, first version."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Holder, partner, type and epoch: values of two scopes never match, nor do their keys.

    Args:
        holder: who holds the records.
        partner: who may ask.
        kind: type of identifier.
        epoch: number of the key epoch.
    """

    holder: str
    partner: str
    kind: IdentifierType
    epoch: int

    def encoded(self) -> bytes:
        """The scope as bytes, each field with its length, so that no two scopes look alike."""
        fields = (
            PROTOCOL,
            f"{self.kind}@{RULES_VERSION}",
            str(self.epoch),
            self.holder,
            self.partner,
        )
        return b"".join(map(_prefixed, (field.encode() for field in fields)))

    def inputs(self, values: list[str]) -> list[bytes]:
        """What is put into the oblivious function for normal forms of this scope's type."""
        head = self.encoded()
        return [head + _prefixed(value.encode()) for value in values]


def _prefixed(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data
