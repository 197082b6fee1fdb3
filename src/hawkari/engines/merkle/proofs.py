"""Proofs about a Merkle tree: that an entry is in it, that an older tree is its beginning.

Source: RFC 9162 (Certificate Transparency 2.0), sections 2.1.3 and 2.1.4. A proof is a list of
32-byte hashes; whoever checks it needs the tree head and nothing else of the log.
"""

from collections.abc import Callable, Sequence

from hawkari.engines.merkle.trees import EMPTY_ROOT, node_hash

__all__ = [
    "Subtree",
    "consistency_proof",
    "inclusion_proof",
    "is_consistent",
    "is_included",
    "subtree_of",
    "subtree_of_leaves",
]

Subtree = Callable[[int, int], bytes]
"""Gives the tree hash of the leaves from `start` (inclusive) to `end` (exclusive), `start` < `end`.

Only ranges that RFC 9162 itself splits a tree into are asked for.
"""


def split(size: int) -> int:
    """The largest power of two smaller than `size`, for `size` > 1: k of RFC 9162."""
    return 1 << ((size - 1).bit_length() - 1)


def subtree_of(node: Callable[[int], bytes], leaf: Callable[[int], bytes]) -> Subtree:
    """Tree hashes from what is kept beside each entry.

    Args:
        node: the root of the largest complete subtree that ends with an entry, by its number.
        leaf: the leaf hash of an entry, by its number.

    A hash costs O(log n) look-ups.
    """

    def subtree(start: int, end: int) -> bytes:
        width = end - start
        if width == 1:
            return leaf(start)
        complete = not width & (width - 1)
        if complete and not (start // width) & 1:
            return node(end - 1)
        middle = start + split(width)
        return node_hash(subtree(start, middle), subtree(middle, end))

    return subtree


def subtree_of_leaves(leaves: Sequence[bytes]) -> Subtree:
    """Tree hashes from the leaf hashes themselves; a hash costs O(n)."""

    def subtree(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaves[start]
        middle = start + split(end - start)
        return node_hash(subtree(start, middle), subtree(middle, end))

    return subtree


def inclusion_proof(subtree: Subtree, index: int, size: int) -> list[bytes]:
    """PATH(index, D[size]) of RFC 9162 section 2.1.3.1, from the leaf up.

    Raises:
        ValueError: unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no entry {index} in a tree of {size}")
    start, end, path = 0, size, list[bytes]()
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def is_included(leaf: bytes, index: int, *, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that `leaf` is entry `index` of the tree: RFC 9162 section 2.1.3.2.

    Args:
        leaf: its leaf hash.
        index: its number, from 0.
        size: of the tree.
        root: the tree head.
        proof: from `inclusion_proof`.
    """
    if not 0 <= index < size:
        return False
    first, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(step, found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            found = node_hash(found, step)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(subtree: Subtree, old: int, new: int) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 9162 section 2.1.4.1; empty where nothing is to be shown.

    Raises:
        ValueError: unless 0 <= old <= new.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} cannot be the beginning of one of {new}")
    start, end, path, known = 0, new, list[bytes](), True
    if old == 0:
        return path
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, known = middle, False
    # The old tree itself is known to whoever holds its head; an inner subtree of it is not.
    return path[::-1] if known else [subtree(start, end), *path[::-1]]


def is_consistent(old: tuple[int, bytes], new: tuple[int, bytes], proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that one tree is the beginning of another: RFC 9162 section 2.1.4.2.

    Args:
        old: size and tree head of the older tree.
        new: size and tree head of the newer one.
        proof: from `consistency_proof`.
    """
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT and new_size >= 0
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size > new_size:
        return False
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    return bool(path) and _walk(old_size - 1, new_size - 1, path) == (old_root, new_root)


def _walk(first: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two heads that a consistency path leads to; None if its length is wrong."""
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if first & 1 or first == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, step)
        first, last = first >> 1, last >> 1
    return (old, new) if last == 0 else None
