"""The group ristretto255 with SHA-512, on batches: one buffer of 32 bytes an element.

Source: RFC 9496 (group), RFC 9380 section 5.3.1 (expand_message_xmd), RFC 9497 section 4.1 (suite).
"""

import ctypes
import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from hawkari.engines.blindmatch.errors import BadElement
from hawkari.engines.blindmatch.scalars import SCALAR, SecretScalars
from hawkari.engines.blindmatch.sodium import sodium

__all__ = [
    "ORDER",
    "add",
    "base_times",
    "check",
    "count_of",
    "hash_to_group",
    "hash_to_scalar",
    "is_scalar",
    "split",
    "times",
    "times_each",
    "weighted_sum",
]

ORDER = 2**252 + 27742317777372353535851937790883648493
"""Order of the group (RFC 9496 section 4.4)."""
_UNIFORM = 64


def split(elements: bytes) -> list[bytes]:
    """The elements of a batch, one by one."""
    return [elements[at : at + SCALAR] for at in range(0, len(elements), SCALAR)]


def count_of(elements: bytes) -> int:
    """How many elements a batch holds.

    Raises:
        BadElement: if it is not a whole number of them.
    """
    if len(elements) % SCALAR:
        raise BadElement
    return len(elements) // SCALAR


def is_scalar(data: bytes) -> bool:
    """Whether these bytes are a scalar in its one canonical form, and not zero."""
    return len(data) == SCALAR and 0 < int.from_bytes(data, "little") < ORDER


def check(elements: bytes) -> None:
    """Check that a batch is made of elements in their one canonical form, none the identity.

    Costs about a tenth of a multiplication.

    Raises:
        BadElement: at the first that is not.
    """
    size, held = count_of(elements), _filled(elements)
    here, is_valid = ctypes.addressof(held), sodium().crypto_core_ristretto255_is_valid_point
    identity = bytes(SCALAR)
    for place in range(size):
        offset = SCALAR * place
        if not is_valid(here + offset) or elements[offset : offset + SCALAR] == identity:
            raise BadElement(place)


def hash_to_group(messages: Sequence[bytes], dst: bytes) -> bytes:
    """Hash each message to an element; nobody knows a relation between any two."""
    out, uniform = _room(SCALAR * len(messages)), _room(_UNIFORM)
    here, source = ctypes.addressof(out), ctypes.addressof(uniform)
    map_to_group = sodium().crypto_core_ristretto255_from_hash
    for place, expanded in enumerate(_expand(messages, dst)):
        uniform.raw = expanded
        map_to_group(here + SCALAR * place, source)
    return out.raw


def hash_to_scalar(message: bytes, dst: bytes) -> bytes:
    """Hash a message to a scalar, little-endian."""
    out, uniform = _room(SCALAR), _room(_UNIFORM)
    uniform.raw = next(iter(_expand([message], dst)))
    sodium().crypto_core_ristretto255_scalar_reduce(
        ctypes.addressof(out), ctypes.addressof(uniform)
    )
    return out.raw


def times(elements: bytes, scalar: SecretScalars) -> bytes:
    """Multiply each element by one scalar.

    Raises:
        BadElement: at the first that is not canonical, or whose product is the identity.
    """
    return _products(elements, scalar.address, step=0)


def times_each(elements: bytes, scalars: SecretScalars) -> bytes:
    """Multiply each element by the scalar in its own place; errors as for `times`."""
    if scalars.count != count_of(elements):
        raise BadElement
    return _products(elements, scalars.address, step=SCALAR)


def base_times(scalar: SecretScalars) -> bytes:
    """Multiply the generator by a scalar."""
    out = _room(SCALAR)
    if sodium().crypto_scalarmult_ristretto255_base(ctypes.addressof(out), scalar.address):
        raise BadElement(0)
    return out.raw


def add(first: bytes, second: bytes) -> bytes:
    """Add two elements.

    Raises:
        BadElement: if either is not canonical.
    """
    out, pair = _room(SCALAR), _filled(first + second)
    here = ctypes.addressof(pair)
    if sodium().crypto_core_ristretto255_add(ctypes.addressof(out), here, here + SCALAR):
        raise BadElement
    return out.raw


def weighted_sum(elements: bytes, weights: bytes) -> bytes:
    """Sum of the elements, each multiplied by its own public weight.

    Raises:
        BadElement: at the first that is not canonical, or whose product is the identity.
    """
    size, library = count_of(elements), sodium()
    held, factors = _filled(elements), _filled(weights)
    total, product = _room(SCALAR), _room(SCALAR)
    at, by = ctypes.addressof(held), ctypes.addressof(factors)
    sum_at, product_at = ctypes.addressof(total), ctypes.addressof(product)
    multiply = library.crypto_scalarmult_ristretto255
    plus = library.crypto_core_ristretto255_add
    for offset in range(0, SCALAR * size, SCALAR):
        if multiply(product_at, by + offset, at + offset):
            raise BadElement(offset // SCALAR)
        plus(sum_at, sum_at, product_at)
    return total.raw


def _products(elements: bytes, scalars: int, *, step: int) -> bytes:
    size, held = count_of(elements), _filled(elements)
    out = _room(SCALAR * size)
    source, target = ctypes.addressof(held), ctypes.addressof(out)
    multiply = sodium().crypto_scalarmult_ristretto255
    for place in range(size):
        offset = SCALAR * place
        if multiply(target + offset, scalars + step * place, source + offset):
            raise BadElement(place)
    return out.raw


def _expand(messages: Iterable[bytes], dst: bytes) -> Iterable[bytes]:
    """64 uniform bytes a message (expand_message_xmd with SHA-512: one output block)."""
    first, second, tail = _states(dst)
    for message in messages:
        inner = first.copy()
        inner.update(message + tail)
        outer = second.copy()
        outer.update(inner.digest() + b"\x01" + tail[3:])
        yield outer.digest()


@lru_cache(maxsize=16)
def _states(dst: bytes) -> "tuple[hashlib._Hash, hashlib._Hash, bytes]":
    """Hash states that every message shares, and what follows the message."""
    ending = dst + len(dst).to_bytes(1, "big")
    tail = _UNIFORM.to_bytes(2, "big") + b"\x00" + ending
    return hashlib.sha512(bytes(128)), hashlib.sha512(), tail


def _room(size: int) -> "ctypes.Array[ctypes.c_char]":
    return (ctypes.c_char * size)()


def _filled(data: bytes) -> "ctypes.Array[ctypes.c_char]":
    return (ctypes.c_char * len(data)).from_buffer_copy(data)
