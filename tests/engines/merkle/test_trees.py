"""The Merkle tree is that of RFC 9162."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.merkle import EMPTY_ROOT, Frontier, grow, leaf_hash, node_hash

# The eight entries, and the tree heads after 0 to 8 of them, of the Certificate Transparency
# project's published test vectors (certificate-transparency-go, merkle tree tests).
ENTRIES = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]  # fmt: skip
HEADS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


def tree_hash(leaves: list[bytes]) -> bytes:
    """The definition in RFC 9162 section 2.1.1, word by word: the slow twin."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


def grown(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf_hash(leaf))
    return frontier


@pytest.mark.parametrize("size", sorted(HEADS))
def test_the_published_tree_heads_come_out(size):
    leaves = [bytes.fromhex(entry) for entry in ENTRIES[:size]]
    assert grown(leaves).root().hex() == HEADS[size]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert Frontier().root() == EMPTY_ROOT == hashlib.sha256(b"").digest()


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_frontier_gives_the_head_of_the_whole_tree(leaves):
    assert grown(leaves).root() == tree_hash(leaves)


@given(st.lists(st.binary(max_size=4), max_size=40))
def test_a_stored_frontier_reads_back(leaves):
    frontier = grown(leaves)
    assert Frontier.from_hex(frontier.size, frontier.hex_peaks) == frontier


def test_a_frontier_with_a_missing_peak_is_refused():
    with pytest.raises(ValueError, match="3 leaves"):
        Frontier.from_hex(3, ["00" * 32])


@given(st.lists(st.binary(max_size=4), max_size=40), st.integers(1, 16))
def test_growing_by_blocks_is_growing_leaf_by_leaf(leaves, block):
    hashes = [leaf_hash(leaf) for leaf in leaves]
    whole, expected = Frontier(), []
    for leaf in hashes:
        whole = whole.append(leaf)
        expected.append(whole.peaks[-1])
    frontier, nodes = Frontier(), []
    for start in range(0, len(hashes), block):
        frontier, more = grow(frontier, hashes[start : start + block])
        nodes += more
    assert (frontier, nodes) == (whole, expected)


def test_the_node_of_an_entry_is_the_largest_complete_subtree_that_ends_there():
    leaves = [bytes([number]) for number in range(16)]
    _, nodes = grow(Frontier(), [leaf_hash(leaf) for leaf in leaves])
    for index, node in enumerate(nodes):
        width = (index + 1) & -(index + 1)
        assert node == tree_hash(leaves[index + 1 - width : index + 1])
