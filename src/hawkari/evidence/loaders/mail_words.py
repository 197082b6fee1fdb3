"""The words of mail headers: encoded words (RFC 2047) to text, after the structure is known.

What an encoded word holds is text and never structure: a ``<`` or ``,`` in it begins no address.
"""

import binascii
import re
from collections.abc import Callable

from hawkari.evidence.loaders.encodings import text_codec

__all__ = ["Decode", "decoded_words", "unfolded"]

Decode = Callable[[bytes], str]
"""Makes text of bytes that state no charset."""

# No part holds the mark that ends it, so that the time is linear.
_WORD = re.compile(r"=\?([^\s?]{1,80})\?([bBqQ])\?([^?\r\n]*)\?=")


def unfolded(raw: str, decode: Decode) -> str:
    """A header as one line: bytes beyond ASCII decoded, its line ends and runs of blanks one blank.

    Args:
        raw: as the standard library's parser gives it, bytes beyond ASCII as lone surrogates.
        decode: for such bytes.
    """
    text = raw
    if not raw.isascii():
        text = decode(raw.encode("utf-8", "surrogateescape"))
    return " ".join(text.split())


def decoded_words(text: str) -> str:
    """A text with its encoded words decoded; one that cannot be decoded stays as it is.

    Blanks between two encoded words are no blanks of the text; pieces of one character in two
    words are put together.
    """
    pieces: list[str] = []
    waiting: list[tuple[str, bytes]] = []
    at = 0
    for found in _WORD.finditer(text):
        between = text[at : found.start()]
        data = _bytes_of(found[2], found[3])
        charset = text_codec(found[1].partition("*")[0])
        if data is None or not charset:
            continue
        if between.strip() or not waiting:
            pieces += [_decoded(waiting), between]
            waiting = []
        waiting.append((charset, data))
        at = found.end()
    pieces += [_decoded(waiting), text[at:]]
    return "".join(pieces)


def _decoded(words: list[tuple[str, bytes]]) -> str:
    """Encoded words that follow one another, those of one charset decoded together."""
    text, held, last = [], b"", ""
    for charset, data in [*words, ("", b"")]:
        if charset != last and held:
            text.append(held.decode(last, "replace"))
            held = b""
        held, last = held + data if held else data, charset
    return "".join(text)


def _bytes_of(how: str, written: str) -> bytes | None:
    if how in "qQ":
        return binascii.a2b_qp(written.encode("utf-8", "surrogateescape"), header=True)
    try:
        return binascii.a2b_base64(written.encode("ascii", "ignore") + b"==")
    except binascii.Error:
        return None
