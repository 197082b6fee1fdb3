"""Unpacks streams of a PDF within a bound, whatever filters they are packed with one in another.

A few hundred bytes packed twice unpack to gigabytes, and pdfminer unpacks all of a stream at once.
"""

import base64
import binascii
import zlib
from collections.abc import Callable
from io import BytesIO

from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream
from pdfminer.runlength import rldecode

__all__ = ["unpack"]

MOST_FILTERS = 4
"""One in another; writers of PDF use two at most."""

_BROKEN = (zlib.error, ValueError, LookupError, binascii.Error)


class _Broken(ValueError):
    """What is packed ends too early, or in a way that no filter writes."""


def unpack(content: PDFStream, most: int) -> int | None:
    """Unpack a stream in place, so that pdfminer does not.

    Args:
        content: the stream.
        most: bytes that it may unpack to.

    Returns:
        Its bytes unpacked, or any number above `most`, and then it is not to be read; None if it is
        broken, and then it holds no more than could be saved.
    """
    if content.rawdata is None:
        return len(content.data or b"")
    filters = [(getattr(name, "name", ""), params) for name, params in content.get_filters()]
    data = _deciphered(content)
    if len(filters) > MOST_FILTERS or len(data) > 4 * most:
        return most + 1
    predicted = any(isinstance(params, dict) and "Predictor" in params for _, params in filters)
    names = [name for name, _ in filters]
    if predicted and names not in _PREDICTABLE:
        content.data, content.rawdata = b"", None
        return None
    is_whole = True
    try:
        data = _unpacked(data, names, most)
    except _BROKEN:
        data, is_whole = _saved(data, most) if names in _INFLATED else b"", False
    if len(data) <= most and not (predicted and is_whole):
        content.data, content.rawdata = data, None
    return len(data) if is_whole or len(data) > most else None


def _deciphered(content: PDFStream) -> bytes:
    data = content.rawdata or b""
    if content.decipher is None or content.objid is None or content.genno is None:
        return data
    return content.decipher(content.objid, content.genno, data, content.attrs)


def _unpacked(data: bytes, filters: list[str], most: int) -> bytes:
    """The data behind all filters, or more than `most` bytes behind any.

    Raises:
        Exception: one of `_BROKEN`.
    """
    for name in filters:
        data = _STEPS[name](data, most)
        if len(data) > most:
            break
    return data


def _saved(data: bytes, most: int) -> bytes:
    """What a stream holds of which the end or the check sum is missing or wrong."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[2:], most + 1)
    except zlib.error:
        return b""


def _inflated(data: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj()
    found = unpacking.decompress(data, most + 1)
    if not unpacking.eof and len(found) <= most:
        raise _Broken
    return found


def _lzw(data: bytes, most: int) -> bytes:
    found = bytearray()
    for piece in LZWDecoder(BytesIO(data)).run():
        found += piece
        if len(found) > most:
            break
    return bytes(found)


def _runs(data: bytes, most: int) -> bytes:
    """Runs of bytes, measured before they are made (ISO 32000-1, 7.4.5)."""
    at = size = 0
    while at < len(data) and data[at] != _END_OF_RUNS:
        is_run = data[at] > _END_OF_RUNS
        size += 257 - data[at] if is_run else data[at] + 1
        at += 2 if is_run else data[at] + 2
    if at > len(data):
        raise _Broken
    return bytes(size) if size > most else rldecode(data)


def _ascii85(data: bytes, most: int) -> bytes:
    """Five letters for four bytes, and ``z`` for four of none (ISO 32000-1, 7.4.3)."""
    if 4 * data.count(b"z") > most:
        return bytes(most + 1)
    end = data.rfind(b"~")
    stated = (data if end < 0 else data[:end]).lstrip()
    return base64.a85decode(stated.removeprefix(b"<~"))


def _hexadecimal(data: bytes, most: int) -> bytes:  # noqa: ARG001  it only shrinks
    """Two letters for a byte (ISO 32000-1, 7.4.2)."""
    digits = b"".join(data.partition(b">")[0].split())
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


_END_OF_RUNS = 128
_STEPS: dict[str, Callable[[bytes, int], bytes]] = {
    "FlateDecode": _inflated, "Fl": _inflated, "LZWDecode": _lzw, "LZW": _lzw,
    "RunLengthDecode": _runs, "RL": _runs, "ASCII85Decode": _ascii85, "A85": _ascii85,
    "ASCIIHexDecode": _hexadecimal, "AHx": _hexadecimal,
}  # fmt: skip
_INFLATED = (["FlateDecode"], ["Fl"])
_PREDICTABLE = (*_INFLATED, ["LZWDecode"], ["LZW"])
