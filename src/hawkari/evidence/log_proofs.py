"""Checks a proof about the audit log with nothing but the log's public key."""

from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hawkari.engines.merkle import is_consistent, is_included, leaf_hash
from hawkari.errors import BadInput
from hawkari.evidence.tree_heads import SignedHead

__all__ = ["check_proof"]


def check_proof(text: str, *, key: Ed25519PublicKey, older: SignedHead | None = None) -> list[str]:
    """What is wrong with a proof; nothing if it holds.

    Args:
        text: JSON, as `hawkari audit prove` writes it.
        key: the log's public key, got from elsewhere.
        older: the older head that the log must have grown from; then the proof must be one since
            that head's size.

    Raises:
        BadInput: if it is no proof at all.
    """
    try:
        proof = orjson.loads(text)
        return _problems(proof, key, older)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadInput("this is no proof", "Give what hawkari audit prove wrote.") from error


def _problems(proof: dict[str, Any], key: Ed25519PublicKey, older: SignedHead | None) -> list[str]:
    head = SignedHead.of(proof["head"])
    root = bytes.fromhex(head.root)
    leaf = leaf_hash(proof["entry"].encode())
    steps = [bytes.fromhex(step) for step in proof["inclusion"]]
    problems = []
    if not head.is_signed_by(key):
        problems.append("its head is not signed by the key given")
    if leaf.hex() != proof["leaf"]:
        problems.append("the entry is not that of the leaf hash")
    if not is_included(leaf, proof["seq"], size=head.size, root=root, proof=steps):
        problems.append("the entry is not in the log of this head, or at another place")
    if older is not None:
        problems += _since(proof, key, older)
    return problems


def _since(proof: dict[str, Any], key: Ed25519PublicKey, older: SignedHead) -> list[str]:
    if not older.is_signed_by(key):
        return ["the older head is not signed by the key given"]
    if proof["since"] != older.size:
        return [f"it shows nothing of the older head: ask for one since {older.size}"]
    head = SignedHead.of(proof["head"])
    grown = is_consistent(
        (older.size, bytes.fromhex(older.root)),
        (head.size, bytes.fromhex(head.root)),
        [bytes.fromhex(step) for step in proof["consistency"]],
    )
    return [] if grown else ["the log did not grow from the older head"]
