"""Proofs of inclusion and of consistency are those of RFC 9162."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    grow,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    subtree_of,
    subtree_of_leaves,
)
from tests.engines.merkle.test_trees import ENTRIES, tree_hash

# Published with the tree heads of `tests.engines.merkle.test_trees`: the proofs of the Certificate
# Transparency project's merkle tree tests. Numbers there count leaves from 1.
INCLUSION = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LEAVES = st.lists(st.binary(max_size=3), min_size=1, max_size=40)


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH(m, D_n), RFC 9162 section 2.1.3.1, word by word: the slow twin."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), tree_hash(leaves[k:])]
    return [*path(index - k, leaves[k:]), tree_hash(leaves[:k])]


def proof(old: int, leaves: list[bytes]) -> list[bytes]:
    """PROOF(m, D_n), RFC 9162 section 2.1.4.1, word by word."""
    return subproof(old, leaves, whole=True) if old else []


def subproof(old: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [tree_hash(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*subproof(old, leaves[:k], whole=whole), tree_hash(leaves[k:])]
    return [*subproof(old - k, leaves[k:], whole=False), tree_hash(leaves[:k])]


def source(leaves: list[bytes]):
    """Both ways to tree hashes; they must agree."""
    hashes = [leaf_hash(leaf) for leaf in leaves]
    _, nodes = grow(Frontier(), hashes)
    kept = subtree_of(nodes.__getitem__, hashes.__getitem__)
    slow = subtree_of_leaves(hashes)

    def both(start: int, end: int) -> bytes:
        assert kept(start, end) == slow(start, end)
        return kept(start, end)

    return both


def published(size: int) -> list[bytes]:
    return [bytes.fromhex(entry) for entry in ENTRIES[:size]]


@pytest.mark.parametrize(("asked", "steps"), INCLUSION.items())
def test_the_published_inclusion_proofs_come_out(asked, steps):
    index, size = asked
    found = inclusion_proof(source(published(size)), index, size)
    assert [step.hex() for step in found] == steps


@pytest.mark.parametrize(("asked", "steps"), CONSISTENCY.items())
def test_the_published_consistency_proofs_come_out(asked, steps):
    old, new = asked
    found = consistency_proof(source(published(new)), old, new)
    assert [step.hex() for step in found] == steps


@given(LEAVES, st.data())
def test_an_inclusion_proof_is_the_definitions_and_is_accepted(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    found = inclusion_proof(source(leaves), index, len(leaves))
    assert found == path(index, leaves)
    leaf, size, root = leaf_hash(leaves[index]), len(leaves), tree_hash(leaves)
    assert is_included(leaf, index, size=size, root=root, proof=found)


@given(LEAVES, st.data())
def test_a_consistency_proof_is_the_definitions_and_is_accepted(leaves, data):
    old = data.draw(st.integers(0, len(leaves)))
    found = consistency_proof(source(leaves), old, len(leaves))
    assert found == proof(old, leaves)
    heads = (old, tree_hash(leaves[:old])), (len(leaves), tree_hash(leaves))
    assert is_consistent(*heads, found)


def spoilt(data, steps: list[bytes]) -> list[bytes]:
    """A proof with one thing wrong: a step changed, dropped, doubled or added."""
    place = data.draw(st.integers(0, max(0, len(steps) - 1)))
    how = data.draw(st.sampled_from(["change", "drop", "double"] if steps else ["add"]))
    if how == "add":
        return [bytes(32)]
    if how == "change":
        changed = bytes([steps[place][0] ^ 1]) + steps[place][1:]
        return [*steps[:place], changed, *steps[place + 1 :]]
    return [*steps[:place], *([steps[place]] * 2 if how == "double" else []), *steps[place + 1 :]]


@given(LEAVES, st.data())
def test_a_spoilt_inclusion_proof_is_refused(leaves, data):
    size, root = len(leaves), tree_hash(leaves)
    index = data.draw(st.integers(0, size - 1))
    steps = spoilt(data, inclusion_proof(source(leaves), index, size))
    assert not is_included(leaf_hash(leaves[index]), index, size=size, root=root, proof=steps)


@given(LEAVES, st.data())
def test_no_proof_holds_for_another_entry_or_another_head(leaves, data):
    size, root = len(leaves), tree_hash(leaves)
    index = data.draw(st.integers(0, size - 1))
    steps = inclusion_proof(source(leaves), index, size)
    other = leaf_hash(leaves[index] + b"!")
    assert not is_included(other, index, size=size, root=root, proof=steps)
    assert not is_included(leaf_hash(leaves[index]), index, size=size, root=bytes(32), proof=steps)
    assert not is_included(leaf_hash(leaves[index]), size, size=size, root=root, proof=steps)


@given(LEAVES, st.data())
def test_a_spoilt_consistency_proof_or_a_rewritten_beginning_is_refused(leaves, data):
    new = len(leaves), tree_hash(leaves)
    old = data.draw(st.integers(1, len(leaves)))
    steps = consistency_proof(source(leaves), old, len(leaves))
    before = old, tree_hash(leaves[:old])
    assert not is_consistent(before, new, spoilt(data, steps))
    rewritten = [leaves[0] + b"!", *leaves[1:old]]
    assert not is_consistent((old, tree_hash(rewritten)), new, steps)


def test_what_cannot_be_asked_is_refused():
    tree = source([b"a", b"b"])
    with pytest.raises(ValueError, match="no entry 2"):
        inclusion_proof(tree, 2, 2)
    with pytest.raises(ValueError, match="beginning"):
        consistency_proof(tree, 3, 2)
    assert not is_consistent((3, bytes(32)), (2, bytes(32)), [])
    assert is_consistent((0, EMPTY_ROOT), (2, bytes(32)), [])
