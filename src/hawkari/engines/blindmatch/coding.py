"""Sorted tags in few bytes: Golomb–Rice codes of the gaps between them.

Random tags of 64 bits cost log2(2^64 / n) + about 1.6 bits each: 5.7 bytes at a million, which is
within a tenth of a bit of what any coding of such a set needs.

Source: Rice and Plaunt (1971); the choice of the divisor is Kiely (2004), equation 8.
"""

import math
import struct

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.blindmatch.errors import BadMessage

__all__ = ["Tags", "decode", "encode"]

Tags = NDArray[np.uint64]
_BITS = 64
_HEAD = struct.Struct(">IBI")  # count, bits of the remainder, bytes of the quotients
_MOST = 1 << 28


def encode(tags: Tags) -> bytes:
    """The bytes of a sorted array of different tags."""
    size = len(tags)
    if not size:
        return _HEAD.pack(0, 0, 0)
    gaps = np.diff(tags, prepend=np.uint64(0))
    low = _divisor_bits(size)
    quotients = (gaps >> np.uint64(low)).astype(np.int64)
    ends = np.cumsum(quotients + 1) - 1
    unary = np.zeros(int(ends[-1]) + 1, dtype=np.uint8)
    unary[ends] = 1
    packed = np.packbits(unary).tobytes()
    return _HEAD.pack(size, low, len(packed)) + packed + _packed(gaps, low)


def decode(data: bytes) -> tuple[Tags, int]:
    """The tags that some bytes begin with, sorted, and how many bytes they took.

    Raises:
        BadMessage: if the bytes are cut, or are not the code of a sorted set.
    """
    if len(data) < _HEAD.size:
        raise BadMessage("The index is cut short")
    size, low, room = _HEAD.unpack_from(data)
    if not size:
        return np.zeros(0, dtype=np.uint64), _HEAD.size
    end = _HEAD.size + room + _bytes_of(size, low)
    if size > _MOST or not 0 < low < _BITS or end > len(data):
        raise BadMessage("The index is cut short, or says that it is longer than it is")
    unary = np.unpackbits(np.frombuffer(data, np.uint8, room, _HEAD.size))
    ends = np.flatnonzero(unary)
    if len(ends) != size:
        raise BadMessage("The index does not hold as many tags as it says")
    quotients = np.diff(ends, prepend=-1) - 1
    if int(quotients.max()) >> (_BITS - low):
        raise BadMessage("The index holds a tag that is too large")
    gaps = quotients.astype(np.uint64) << np.uint64(low)
    gaps |= _unpacked(data[_HEAD.size + room : end], size, low)
    tags = np.cumsum(gaps, dtype=np.uint64)
    if not bool(np.all(tags[1:] > tags[:-1])):
        raise BadMessage("The tags of the index are not in order")
    return tags, end


def _divisor_bits(size: int) -> int:
    mean = 2.0**_BITS / size
    return min(_BITS - 1, max(1, math.ceil(math.log2(mean * math.log(2)))))


def _packed(gaps: Tags, low: int) -> bytes:
    """The lowest bits of each gap, without space between; 64 gaps fill `low` words."""
    groups = -(-len(gaps) // _BITS)
    rows = np.zeros((groups, _BITS), dtype=np.uint64)
    rows.ravel()[: len(gaps)] = gaps & np.uint64((1 << low) - 1)
    words = np.zeros((groups, low), dtype=np.uint64)
    for lane in range(_BITS):
        word, shift = divmod(lane * low, _BITS)
        over = shift + low - _BITS
        if over <= 0:
            words[:, word] |= rows[:, lane] << np.uint64(-over)
        else:
            words[:, word] |= rows[:, lane] >> np.uint64(over)
            words[:, word + 1] |= rows[:, lane] << np.uint64(_BITS - over)
    return words.astype(">u8").tobytes()[: _bytes_of(len(gaps), low)]


def _unpacked(data: bytes, size: int, low: int) -> Tags:
    groups = -(-size // _BITS)
    whole = np.frombuffer(data.ljust(8 * groups * low, b"\x00"), dtype=">u8")
    words = whole.astype(np.uint64).reshape(groups, low)
    rows = np.zeros((groups, _BITS), dtype=np.uint64)
    for lane in range(_BITS):
        word, shift = divmod(lane * low, _BITS)
        over = shift + low - _BITS
        if over <= 0:
            rows[:, lane] = words[:, word] >> np.uint64(-over)
        else:
            rows[:, lane] = words[:, word] << np.uint64(over)
            rows[:, lane] |= words[:, word + 1] >> np.uint64(_BITS - over)
    return (rows.ravel() & np.uint64((1 << low) - 1))[:size]


def _bytes_of(size: int, low: int) -> int:
    return (size * low + 7) // 8
