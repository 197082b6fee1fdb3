"""Merkle trees of RFC 9162: one hash for many entries, and proofs of what is in them.

For whoever commits to a list and shows single entries of it later: the audit log, and the queries
of blind matching. Hashes and bytes in and out.
"""

from hawkari.engines.merkle.proofs import (
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    subtree_of,
    subtree_of_leaves,
)
from hawkari.engines.merkle.trees import EMPTY_ROOT, Frontier, grow, leaf_hash, node_hash

__all__ = [
    "EMPTY_ROOT",
    "Frontier",
    "consistency_proof",
    "grow",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "leaf_hash",
    "node_hash",
    "subtree_of",
    "subtree_of_leaves",
]
