"""Merkle tree hash of an append-only log, kept as its frontier.

Source: RFC 9162 (Certificate Transparency 2.0), section 2.1.1, with SHA-256. A tree of n leaves is
held as the roots of its complete subtrees, one for each bit of n, so that appending a leaf and
taking the tree head cost O(log n) hashes and the leaves are not needed again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["EMPTY_ROOT", "Frontier", "leaf_hash", "node_hash"]

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data), 32 bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right), 32 bytes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """A tree of `size` leaves as the roots of its complete subtrees, largest (leftmost) first.

    Args:
        size: number of leaves, >= 0.
        peaks: one 32-byte hash for each one-bit of `size`.

    Raises:
        ValueError: if there are not as many peaks as one-bits.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size.bit_count() != len(self.peaks):
            raise ValueError(f"{len(self.peaks)} peaks do not make a tree of {self.size} leaves")

    @classmethod
    def from_hex(cls, size: int, peaks: Sequence[str]) -> "Frontier":
        """Read back what `size` and `hex_peaks` gave."""
        return cls(size, tuple(bytes.fromhex(peak) for peak in peaks))

    @property
    def hex_peaks(self) -> list[str]:
        """The peaks in hexadecimal, for storing."""
        return [peak.hex() for peak in self.peaks]

    def append(self, leaf: bytes) -> "Frontier":
        """The tree with one more leaf; `leaf` is a `leaf_hash`, 32 bytes. Amortised O(1)."""
        peaks, size = self.peaks, self.size
        while size & 1:
            leaf = node_hash(peaks[-1], leaf)
            peaks = peaks[:-1]
            size >>= 1
        return Frontier(self.size + 1, (*peaks, leaf))

    def root(self) -> bytes:
        """The tree head, 32 bytes; `EMPTY_ROOT` for no leaves. O(log size)."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root
