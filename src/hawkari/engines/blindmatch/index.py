"""The standing index: what a holder publishes to one partner, and how it grows.

An index is the set of the first 8 bytes of each record's output, in order of the tags, so that
nothing of a record's place is left, padded with random tags to a size bucket. Whoever has it can
tell nothing about a value without asking the holder to evaluate it.

The chance that any of q asked values meets one of n tags by accident is at most q·n/2^64: one in
18 million for a million values asked against a million records. `confirm` makes a hit certain.
"""

import hashlib
import hmac
import secrets
import struct
from collections.abc import Sequence
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hawkari.engines.blindmatch.coding import Tags, decode, encode
from hawkari.engines.blindmatch.errors import BadMessage
from hawkari.engines.blindmatch.scope import Scope

__all__ = ["Index", "PublishedIndex", "bucket", "confirm", "tags_of", "witness"]

TAG = 8
_WITNESS = 24
_SMALLEST = 64
_HEAD = struct.Struct(">4s32sI32s")  # magic, scope and key, number in the chain, digest before
_WHOLE, _DELTA, _SAVED = b"HBI1", b"HBD1", b"HBS1"
_START = bytes(32)


def tags_of(outputs: Sequence[bytes]) -> Tags:
    """The first 8 bytes of each output as numbers, in the order of the outputs."""
    joined = b"".join(output[:TAG] for output in outputs)
    return np.frombuffer(joined, dtype=">u8").astype(np.uint64)


def witness(output: bytes) -> bytes:
    """What a querier shows the holder of one hit: bytes of the output that no index holds.

    Only who had the value evaluated knows them, so nobody can claim a hit by pointing at a tag.
    """
    return output[TAG : TAG + _WITNESS]


def confirm(shown: bytes, output: bytes) -> bool:
    """Whether a witness fits the holder's own output: false with certainty to within 2^-192."""
    return len(shown) == _WITNESS and hmac.compare_digest(shown, witness(output))


def bucket(size: int) -> int:
    """The size that a set is padded to: at most 1 in 32 more, at least 64."""
    step = 1 << max(0, size.bit_length() - 6)
    return max(_SMALLEST, -(-size // step) * step)


class Index:
    """The holder's side of an index: publishes it, and each change as a delta.

    Args:
        scope: what it is for.
        public: the public key of the scope, 32 bytes.
        tags: of the holder's records, in any order.
    """

    def __init__(self, scope: Scope, public: bytes, tags: Tags) -> None:
        self._head = _scope_digest(scope, public)
        self._tags = _padded(_sorted_set(tags), taken=np.zeros(0, dtype=np.uint64))
        self._number, self._digest = 0, _START

    @classmethod
    def restored(cls, scope: Scope, public: bytes, saved: bytes) -> Self:
        """The index as it was when `saved` gave these bytes.

        Raises:
            BadMessage: if they are cut, altered, or for another scope or key.
        """
        made = cls(scope, public, np.zeros(0, dtype=np.uint64))
        made._number, made._digest, made._tags = _restored(saved, made._head)
        return made

    def saved(self) -> bytes:
        """Everything of it as bytes, to be kept by whoever publishes it; no message."""
        return _sealed((_SAVED, self._head, self._number, self._digest), encode(self._tags))

    @property
    def number(self) -> int:
        """How many changes were made."""
        return self._number

    def __len__(self) -> int:
        return len(self._tags)

    def publish(self) -> bytes:
        """The whole index as a message."""
        message = _sealed((_WHOLE, self._head, self._number, _START), encode(self._tags))
        self._digest = message[-32:]
        return message

    def change(self, *, added: Tags | None = None, removed: Tags | None = None) -> bytes:
        """A message that brings the partner's copy up to date, in order of the changes made.

        Costs what is changed, not what is held. A set of changes is padded like an index.

        Args:
            added: tags of new records; those already in it are passed over.
            removed: tags of values that no record holds any longer; the partner sees which tags
                go. One that is also added stays: a record was replaced.
        """
        none = np.zeros(0, dtype=np.uint64)
        given = _sorted_set(none if added is None else added)
        new = given[~_is_in(given, self._tags)]
        new = _padded(new, taken=self._tags) if len(new) else new
        gone = _sorted_set(none if removed is None else removed)
        gone = gone[_is_in(gone, self._tags) & ~_is_in(gone, given)]
        if self._digest == _START:
            self.publish()
        self._tags = _changed(self._tags, new, gone)
        self._number += 1
        body = encode(new) + encode(gone)
        message = _sealed((_DELTA, self._head, self._number, self._digest), body)
        self._digest = message[-32:]
        return message


class PublishedIndex:
    """The partner's copy of an index.

    Args:
        message: the whole index, as published.
        scope: what it must be for.
        public: the public key that answers must be proved with.

    Raises:
        BadMessage: if it is cut, altered, or for another scope or key.
    """

    def __init__(self, message: bytes, scope: Scope, public: bytes) -> None:
        self._head = _scope_digest(scope, public)
        self._number, _, body, self._digest = _opened(message, _WHOLE, self._head)
        self._tags, end = decode(body)
        if end != len(body):
            raise BadMessage("The index goes on after its end")

    @classmethod
    def restored(cls, scope: Scope, public: bytes, saved: bytes) -> Self:
        """The copy as it was when `saved` gave these bytes.

        Raises:
            BadMessage: if they are cut, altered, or for another scope or key.
        """
        made = cls.__new__(cls)
        made._head = _scope_digest(scope, public)
        made._number, made._digest, made._tags = _restored(saved, made._head)
        return made

    def saved(self) -> bytes:
        """Everything of it as bytes, to be kept by the partner; no message."""
        return _sealed((_SAVED, self._head, self._number, self._digest), encode(self._tags))

    @property
    def number(self) -> int:
        """The number of the last change that was taken in."""
        return self._number

    def __len__(self) -> int:
        return len(self._tags)

    def apply(self, message: bytes) -> None:
        """Take a change in.

        Raises:
            BadMessage: if it is cut, altered, or not the one that follows.
        """
        number, before, body, digest = _opened(message, _DELTA, self._head)
        if number != self._number + 1 or before != self._digest:
            raise BadMessage(f"Change {number} does not follow change {self._number}")
        added, middle = decode(body)
        removed, end = decode(body[middle:])
        if middle + end != len(body):
            raise BadMessage("The change goes on after its end")
        self._tags = _changed(self._tags, added, removed)
        self._number, self._digest = number, digest

    def find(self, outputs: Sequence[bytes]) -> NDArray[np.bool_]:
        """For each output whether its tag is in the index."""
        return _is_in(tags_of(outputs), self._tags)


def _padded(tags: Tags, *, taken: Tags) -> Tags:
    """Tags and random ones up to the size bucket, in order."""
    goal = bucket(len(tags))
    while len(tags) < goal:
        more = np.frombuffer(secrets.token_bytes(TAG * (goal - len(tags))), dtype=np.uint64)
        tags = _sorted_set(np.concatenate((tags, more[~_is_in(more, taken)])))
    return tags


def _sorted_set(tags: Tags) -> Tags:
    """The different tags in order; numpy's own `unique` takes some fifty times as long."""
    tags = np.sort(tags)
    fresh = np.ones(len(tags), dtype=np.bool_)
    np.not_equal(tags[1:], tags[:-1], out=fresh[1:])
    return tags[fresh]


def _changed(tags: Tags, added: Tags, removed: Tags) -> Tags:
    """Sorted tags with some more and some fewer, in one pass over them."""
    if len(removed):
        tags = tags[~_is_in(tags, removed)]
    if len(added):
        added = added[~_is_in(added, tags)]
        tags = np.insert(tags, np.searchsorted(tags, added), added)
    return tags


def _is_in(tags: Tags, held: Tags) -> NDArray[np.bool_]:
    if not len(held):
        return np.zeros(len(tags), dtype=np.bool_)
    places = np.minimum(np.searchsorted(held, tags), len(held) - 1)
    return np.asarray(held[places] == tags, dtype=np.bool_)


def _scope_digest(scope: Scope, public: bytes) -> bytes:
    return hashlib.sha256(scope.encoded() + public).digest()


def _sealed(head: tuple[bytes, bytes, int, bytes], body: bytes) -> bytes:
    message = _HEAD.pack(*head) + body
    return message + hashlib.sha256(message).digest()


def _restored(saved: bytes, head: bytes) -> tuple[int, bytes, Tags]:
    number, digest, body, _ = _opened(saved, _SAVED, head)
    tags, end = decode(body)
    if end != len(body):
        raise BadMessage("What was saved goes on after its end")
    return number, digest, tags


def _opened(message: bytes, magic: bytes, head: bytes) -> tuple[int, bytes, bytes, bytes]:
    content, digest = message[:-32], message[-32:]
    if len(content) < _HEAD.size or hashlib.sha256(content).digest() != digest:
        raise BadMessage("The message is cut or altered")
    kind, described, number, before = _HEAD.unpack_from(content)
    if kind != magic:
        raise BadMessage("The message is of another kind or version")
    if described != head:
        raise BadMessage("The message is for another holder, partner, type, epoch or key")
    return number, before, content[_HEAD.size :], digest
