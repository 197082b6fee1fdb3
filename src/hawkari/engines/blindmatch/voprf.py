"""RFC 9497 over ristretto255 and SHA-512: the oblivious function itself, on batches.

The querier blinds; the holder evaluates what it cannot read, and proves which key it used; the
querier checks and unblinds. Mode 0 has no proof; between agencies use mode 1. Nothing here counts
or refuses: see `evaluation` for that.
"""

import hashlib
import struct
from collections.abc import Sequence
from enum import IntEnum
from typing import Self

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.errors import BadElement, BadProof
from hawkari.engines.blindmatch.group import split
from hawkari.engines.blindmatch.scalars import SCALAR, SecretScalars

__all__ = ["LARGEST_BATCH", "PROOF", "Blinding", "Mode", "evaluate_own", "prove", "verify"]

PROOF = 64
"""Bytes of a proof; one a batch, whatever its size."""
LARGEST_BATCH = 0xFFFF
"""Elements that one proof can cover: their number is written in two bytes."""
_LONGEST_INPUT = 0xFFFF
_OF_ELEMENT = struct.pack(">H", SCALAR)


class Mode(IntEnum):
    """Mode of RFC 9497."""

    BASE = 0
    VERIFIABLE = 1

    @property
    def context(self) -> bytes:
        """The context string of the suite in this mode."""
        return b"OPRFV1-" + bytes([self]) + b"-ristretto255-SHA512"


class Blinding:
    """What a querier keeps between asking and reading the answer: its inputs and their blinds.

    Args:
        inputs: what to ask for, each of at most 65,535 bytes; at least one.
        mode: of the protocol.
        blinds: for test vectors; drawn at random when None. They are destroyed when finished.

    Raises:
        BadElement: if there are no inputs, or one cannot be hashed.
    """

    def __init__(
        self, inputs: Sequence[bytes], mode: Mode, *, blinds: SecretScalars | None = None
    ) -> None:
        if not inputs or max(map(len, inputs)) > _LONGEST_INPUT:
            raise BadElement
        self.mode = mode
        self._inputs = list(inputs)
        self._blinds = blinds or SecretScalars.random(len(inputs))
        hashed = group.hash_to_group(self._inputs, b"HashToGroup-" + mode.context)
        self.blinded: bytes = group.times_each(hashed, self._blinds)

    @classmethod
    def resumed(cls, inputs: Sequence[bytes], mode: Mode, *, kept: bytes) -> Self:
        """The blinding of a query that was sent earlier.

        Args:
            inputs: as then, in the same order.
            mode: as then.
            kept: what `keep` gave.

        Raises:
            BadElement: if it does not fit the inputs.
        """
        return cls(inputs, mode, blinds=SecretScalars.of(kept))

    def keep(self) -> bytes:
        """The blinds, where the answer comes to another process; erase them when it has come.

        Who has them and the query can tell whether a value was asked for.
        """
        return self._blinds.encoded()

    def __repr__(self) -> str:
        return f"<blinding of {len(self._inputs)} inputs, mode {int(self.mode)}>"

    def finish(self, evaluated: bytes, *, proof: bytes = b"", public: bytes = b"") -> list[bytes]:
        """The output of each input, 64 bytes each; the blinds are destroyed.

        Args:
            evaluated: the holder's answer, one element an input.
            proof: the holder's proof; mode 1 only.
            public: the holder's public key, from a place the holder cannot change for one query.

        Raises:
            BadElement: if the answer is not one element an input.
            BadProof: in mode 1, if the proof does not hold.
        """
        if len(evaluated) != len(self.blinded):
            raise BadElement
        if self.mode is Mode.VERIFIABLE:
            verify(public, self.blinded, evaluated, proof=proof)
        with self._blinds, self._blinds.inverses() as inverses:
            unblinded = group.times_each(evaluated, inverses)
        return _outputs(self._inputs, unblinded)


def evaluate_own(key: SecretScalars, inputs: Sequence[bytes], mode: Mode) -> list[bytes]:
    """Outputs of inputs that the holder itself knows: what its index is made of, 64 bytes each."""
    hashed = group.hash_to_group(inputs, b"HashToGroup-" + mode.context)
    return _outputs(inputs, group.times(hashed, key))


def prove(
    key: SecretScalars, blinded: bytes, evaluated: bytes, *, nonce: SecretScalars | None = None
) -> bytes:
    """Prove, in 64 bytes, that one key made all of a batch's evaluations.

    Args:
        key: the holder's private key.
        blinded: what was asked.
        evaluated: what is answered.
        nonce: for test vectors; drawn at random when None.

    Source: RFC 9497 section 2.2.1 (GenerateProof).
    """
    public = group.base_times(key)
    combined = group.weighted_sum(blinded, _weights(public, blinded, evaluated))
    image = group.times(combined, key)
    with nonce or SecretScalars.random() as drawn:
        commitments = group.base_times(drawn), group.times(combined, drawn)
        challenge = _challenge(public, (combined, image, *commitments))
        return challenge + drawn.minus_product(challenge, key)


def verify(public: bytes, blinded: bytes, evaluated: bytes, *, proof: bytes) -> None:
    """Check that the key behind `public` made all of a batch's evaluations.

    Raises:
        BadElement: if something is not an element.
        BadProof: if the proof does not hold.

    Source: RFC 9497 section 2.2.2 (VerifyProof).
    """
    challenge, answer = proof[:SCALAR], proof[SCALAR:]
    if len(public) != SCALAR or not (group.is_scalar(challenge) and group.is_scalar(answer)):
        raise BadProof
    weights = _weights(public, blinded, evaluated)
    combined, image = (group.weighted_sum(batch, weights) for batch in (blinded, evaluated))
    with SecretScalars.of(answer) as held:
        own = group.base_times(held)
    commitments = (
        group.add(own, group.weighted_sum(public, challenge)),
        group.weighted_sum(combined + image, answer + challenge),
    )
    if _challenge(public, (combined, image, *commitments)) != challenge:
        raise BadProof


def _weights(public: bytes, blinded: bytes, evaluated: bytes) -> bytes:
    """One public scalar an element, which nobody can foresee before both batches are fixed."""
    size = group.count_of(blinded)
    if not 0 < size <= LARGEST_BATCH or len(evaluated) != len(blinded):
        raise BadElement
    context = Mode.VERIFIABLE.context
    seed = hashlib.sha512(_prefixed(public) + _prefixed(b"Seed-" + context)).digest()
    head, dst = _prefixed(seed), b"HashToScalar-" + context
    return b"".join(
        group.hash_to_scalar(
            head + struct.pack(">H", place) + _OF_ELEMENT + c + _OF_ELEMENT + d + b"Composite", dst
        )
        for place, (c, d) in enumerate(zip(split(blinded), split(evaluated), strict=True))
    )


def _challenge(public: bytes, elements: tuple[bytes, ...]) -> bytes:
    transcript = b"".join(map(_prefixed, (public, *elements))) + b"Challenge"
    return group.hash_to_scalar(transcript, b"HashToScalar-" + Mode.VERIFIABLE.context)


def _outputs(inputs: Sequence[bytes], elements: bytes) -> list[bytes]:
    sha512 = hashlib.sha512
    ending = b"Finalize"
    return [
        sha512(_prefixed(given) + _OF_ELEMENT + element + ending).digest()
        for given, element in zip(inputs, split(elements), strict=True)
    ]


def _prefixed(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data
