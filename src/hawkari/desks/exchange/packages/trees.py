"""The Merkle tree over a package's statements: one hash that the signature covers.

Whoever holds the signed head and a proof can show that one statement was in the package, without
showing the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hawkari.engines.envelopes import canonical
from hawkari.engines.merkle import (
    Frontier,
    inclusion_proof,
    is_included,
    leaf_hash,
    subtree_of_leaves,
)

__all__ = ["digests", "head_of", "is_in_package", "proof_of"]


def digests(statements: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The leaf hash of each statement: of its canonical JSON (RFC 8785)."""
    return [leaf_hash(canonical(dict(one))) for one in statements]


def head_of(leaves: Sequence[bytes]) -> str:
    """The tree head over leaf hashes, in hexadecimal."""
    tree = Frontier()
    for one in leaves:
        tree = tree.append(one)
    return tree.root().hex()


def proof_of(leaves: Sequence[bytes], position: int) -> list[str]:
    """The proof that one statement is in the tree, from the leaf up, in hexadecimal.

    Raises:
        ValueError: if there is no such position.
    """
    steps = inclusion_proof(subtree_of_leaves(leaves), position, len(leaves))
    return [one.hex() for one in steps]


def is_in_package(
    statement: Mapping[str, Any], position: int, *, size: int, root: str, proof: Sequence[str]
) -> bool:
    """Whether a proof shows that a statement stands at a position of the package of a head."""
    (leaf,) = digests([statement])
    steps = [bytes.fromhex(one) for one in proof]
    return is_included(leaf, position, size=size, root=bytes.fromhex(root), proof=steps)
