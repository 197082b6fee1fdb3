"""A querier's commitment to what it asked: an auditor can check it later, the holder reads nothing.

The root of a Merkle tree over salted inputs goes into the signed query. Later the querier can show
an auditor any input with its salt and path, and no other. That these inputs are the ones behind the
blinded values is the word of the querier's own server, which makes both; nothing here proves it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from hawkari.engines.merkle import inclusion_proof, is_included, leaf_hash, subtree_of_leaves

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
        leaves = _leaves(self.salts, inputs)
        path = inclusion_proof(subtree_of_leaves(leaves), place, len(leaves))
        return Opening(place, self.salts[place], tuple(path))


def commit(inputs: Sequence[bytes]) -> Commitment:
    """Commit to the inputs of a query, at least one."""
    salts = tuple(secrets.token_bytes(_SALT) for _ in inputs)
    return Commitment(subtree_of_leaves(_leaves(salts, inputs))(0, len(inputs)), salts)


def is_committed(data: bytes, opening: Opening, *, root: bytes, size: int) -> bool:
    """Whether an input is the one at its place of a query of `size` inputs with this root."""
    # a salt of another length would move the border between salt and input
    if len(opening.salt) != _SALT:
        return False
    leaf = leaf_hash(opening.salt + data)
    return is_included(leaf, opening.place, size=size, root=root, proof=opening.path)


def _leaves(salts: Sequence[bytes], inputs: Sequence[bytes]) -> list[bytes]:
    return [leaf_hash(salt + data) for salt, data in zip(salts, inputs, strict=True)]
