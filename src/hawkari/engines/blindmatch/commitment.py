"""A querier's commitment to what it asked: an auditor can check it later, the holder reads nothing.

The root of a Merkle tree over salted inputs goes into the signed query. Later the querier can show
an auditor any input with its salt and path, and no other. That these inputs are the ones behind the
blinded values is the word of the querier's own server, which makes both; nothing here proves it.

Source: RFC 9162 section 2.1 (tree shape, leaf and node prefixes).
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Commitment", "Opening", "commit", "is_committed"]

_SALT = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """What shows that an input was committed to.

    Args:
        place: of the input in the query, from 0.
        salt: drawn for it.
        path: hashes from the leaf's sibling up.
    """

    place: int
    salt: bytes
    path: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Commitment:
    """A root, and the salts that the querier keeps: not shown, as they hide its inputs."""

    root: bytes
    salts: tuple[bytes, ...] = field(repr=False)

    def opening(self, inputs: Sequence[bytes], place: int) -> Opening:
        """Show one of the inputs that were committed to, in the order of then."""
        leaves = [_leaf(salt, data) for salt, data in zip(self.salts, inputs, strict=True)]
        return Opening(place, self.salts[place], tuple(_path(leaves, place)))


def commit(inputs: Sequence[bytes]) -> Commitment:
    """Commit to the inputs of a query, at least one."""
    salts = tuple(secrets.token_bytes(_SALT) for _ in inputs)
    root = _root([_leaf(salt, data) for salt, data in zip(salts, inputs, strict=True)])
    return Commitment(root, salts)


def is_committed(data: bytes, opening: Opening, *, root: bytes, size: int) -> bool:
    """Whether an input is the one at its place of a query of `size` inputs with this root."""
    # a salt of another length would move the border between salt and input
    if len(opening.salt) != _SALT or not 0 <= opening.place < size:
        return False
    return _climb(size, data, opening) == root


def _climb(size: int, data: bytes, opening: Opening) -> bytes | None:
    """The root that a leaf and its path lead to; None if the path is too long (section 2.1.3.2)."""
    place, last, found = opening.place, size - 1, _leaf(opening.salt, data)
    for sibling in opening.path:
        if not last:
            return None
        if place % 2 or place == last:
            found = _node(sibling, found)
            while place and not place % 2:
                place, last = place // 2, last // 2
        else:
            found = _node(found, sibling)
        place, last = place // 2, last // 2
    return found if not last else None


def _leaf(salt: bytes, data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + salt + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """The largest power of two below a size above 1."""
    return 1 << (size - 1).bit_length() - 1


def _root(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return _node(_root(leaves[:middle]), _root(leaves[middle:]))


def _path(leaves: Sequence[bytes], place: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if place < middle:
        return [*_path(leaves[:middle], place), _root(leaves[middle:])]
    return [*_path(leaves[middle:], place - middle), _root(leaves[:middle])]
