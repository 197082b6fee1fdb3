"""A badge small enough for a QR code on paper: the same bytes, compressed, in the letters of QR.

``HB1:`` and then base 45 (RFC 9285) of the zlib stream of the badge's three parts: header and
content as JSON, signature as 64 bytes, with line feeds between them. Unpacking gives the badge back
letter by letter, so its signature still holds. It is the way of the EU's health certificates.
"""

import zlib

from hawkari.engines.envelopes.keys import decoded, encoded

__all__ = ["PREFIX", "packed", "unpacked"]

PREFIX = "HB1:"
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LONGEST = 65_536
"""Bytes of a badge after unpacking; a small text must not become a large one."""


def packed(token: str) -> str:
    """The text of a badge's QR code."""
    head, body, signature = (decoded(part) for part in token.split("."))
    return PREFIX + _written(zlib.compress(b"\n".join((head, body, signature)), level=9))


def unpacked(text: str) -> str:
    """The badge of a QR code's text.

    Raises:
        ValueError: if it holds none.
    """
    stream = zlib.decompressobj()
    try:
        raw = stream.decompress(_read(text.removeprefix(PREFIX)), LONGEST)
    except zlib.error as error:
        raise ValueError("this is no badge") from error
    # The signature may hold line feeds, the two before it hold none: JSON writes them otherwise.
    parts = raw.split(b"\n", 2)
    if not stream.eof or stream.unused_data or len(parts) != 3:
        raise ValueError("this is no badge")
    return ".".join(encoded(part) for part in parts)


def _written(raw: bytes) -> str:
    """Base 45: two bytes are three letters, a last single byte two."""
    found = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(3 if len(pair) == 2 else 2):
            number, rest = divmod(number, 45)
            found.append(LETTERS[rest])
    return "".join(found)


def _read(text: str) -> bytes:
    found = bytearray()
    for at in range(0, len(text), 3):
        group = text[at : at + 3]
        number = sum(LETTERS.index(letter) * 45**place for place, letter in enumerate(group))
        if len(group) == 1 or number >= 256 ** (len(group) - 1):
            raise ValueError("this is no base 45")
        found += number.to_bytes(len(group) - 1, "big")
    return bytes(found)
