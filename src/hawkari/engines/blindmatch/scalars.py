"""Secret scalars: kept in guarded memory, overwritten when done, never shown, copied or stored."""

import ctypes
from typing import NoReturn, Self

from hawkari.engines.blindmatch.errors import BadElement
from hawkari.engines.blindmatch.sodium import sodium

__all__ = ["SCALAR", "SecretScalars"]

SCALAR = 32
"""Bytes of a scalar, and of an element."""


class SecretScalars:
    """Some scalars modulo the group's order, in memory that libsodium guards.

    The memory is locked where the system allows it (so not written to swap), lies between guard
    pages, and is overwritten when it is given back. Use as a context, or call `destroy`.

    Args:
        count: how many; at least 1.
    """

    __slots__ = ("__weakref__", "_address", "count")

    def __init__(self, count: int = 1) -> None:
        self.count = count
        self._address: int | None = None
        address = sodium().sodium_malloc(SCALAR * count)
        if not address:
            raise MemoryError("no memory for secret scalars")
        self._address = address

    @classmethod
    def random(cls, count: int = 1) -> Self:
        """Fresh scalars, uniform and not zero."""
        made = cls(count)
        fill = sodium().crypto_core_ristretto255_scalar_random
        for place in range(count):
            fill(made.address + SCALAR * place)
        return made

    @classmethod
    def of(cls, values: bytes) -> Self:
        """Scalars from their canonical little-endian encodings.

        The bytes that are passed in remain in Python's memory: for test vectors, and for keys that
        come out of a key store.
        """
        if not values or len(values) % SCALAR:
            raise BadElement
        made = cls(len(values) // SCALAR)
        ctypes.memmove(made.address, values, len(values))
        return made

    def encoded(self) -> bytes:
        """Canonical little-endian encodings, which leave protected memory: to be kept only.

        Raises:
            RuntimeError: once destroyed.
        """
        return ctypes.string_at(self.address, SCALAR * self.count)

    @property
    def address(self) -> int:
        """Where the first scalar lies; for calls to libsodium only.

        Raises:
            RuntimeError: once destroyed.
        """
        if self._address is None:
            raise RuntimeError("these scalars are destroyed")
        return self._address

    def inverses(self) -> "SecretScalars":
        """The inverse of each, at the cost of one inversion and three products an item.

        Source: Montgomery (1987), section 10.3.1.
        """
        library, size = sodium(), self.count
        times = library.crypto_core_ristretto255_scalar_mul
        found = SecretScalars(size)
        here, there = self.address, found.address
        ctypes.memmove(there, here, SCALAR)
        for place in range(1, size):
            times(there + SCALAR * place, there + SCALAR * (place - 1), here + SCALAR * place)
        with SecretScalars() as running:
            last = there + SCALAR * (size - 1)
            if library.crypto_core_ristretto255_scalar_invert(running.address, last):
                raise BadElement
            for place in range(size - 1, 0, -1):
                times(there + SCALAR * place, running.address, there + SCALAR * (place - 1))
                times(running.address, running.address, here + SCALAR * place)
            ctypes.memmove(there, running.address, SCALAR)
        return found

    def minus_product(self, factor: bytes, other: "SecretScalars") -> bytes:
        """This scalar less a public one times a secret one: the answer of a proof, and public."""
        library = sodium()
        out, held = (ctypes.c_char * SCALAR)(), (ctypes.c_char * SCALAR).from_buffer_copy(factor)
        with SecretScalars() as product:
            library.crypto_core_ristretto255_scalar_mul(
                product.address, ctypes.addressof(held), other.address
            )
            library.crypto_core_ristretto255_scalar_sub(
                ctypes.addressof(out), self.address, product.address
            )
        return out.raw

    def destroy(self) -> None:
        """Overwrite and give back the memory; a second call does nothing."""
        address, self._address = self._address, None
        if address is not None:
            sodium().sodium_free(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.destroy()

    def __del__(self) -> None:
        self.destroy()

    def __repr__(self) -> str:
        return f"<{self.count} secret scalars>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secret scalars are neither copied nor stored")
