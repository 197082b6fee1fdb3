"""Keys from a seed, as the vectors of RFC 9497 have them; ours are drawn."""

import struct

from hawkari.engines.blindmatch import Mode, group
from hawkari.engines.blindmatch.scalars import SecretScalars


def derive_scalar(seed: bytes, info: bytes, mode: Mode) -> SecretScalars:
    """The private key of 32 secret bytes and public information (section 3.2.1)."""
    stem = seed + struct.pack(">H", len(info)) + info
    return SecretScalars.of(group.hash_to_scalar(stem + b"\x00", b"DeriveKeyPair" + mode.context))
