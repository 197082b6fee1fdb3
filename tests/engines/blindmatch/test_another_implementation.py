"""Another implementation of RFC 9497 (Rust, curve25519-dalek) and ours understand each other."""

import secrets

import pytest
from voprf import ristretto as other

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.voprf import (
    PROOF,
    Blinding,
    Mode,
    evaluate_own,
    prove,
)
from tests.engines.blindmatch.deriving import derive_scalar

INFO = b"another implementation"
INPUTS = [b"\x00", b"+9647700900001", "هاوکاری".encode(), *(bytes([n]) * n for n in range(1, 40))]


@pytest.fixture
def keys():
    seed = secrets.token_bytes(32)
    return derive_scalar(seed, INFO, Mode.VERIFIABLE), other.Evaluator.from_seed(seed, INFO)


def test_both_make_the_same_key_and_the_same_outputs(keys):
    ours, theirs = keys
    assert theirs.public_key.serialize() == group.base_times(ours)
    outputs = [theirs.evaluate_known_input(given) for given in INPUTS]
    assert outputs == evaluate_own(ours, INPUTS, Mode.VERIFIABLE)


def test_our_querier_accepts_their_holder(keys):
    _, theirs = keys
    asked = Blinding(INPUTS, Mode.VERIFIABLE)
    wanted = [other.BlindedInput.deserialize(element) for element in group.split(asked.blinded)]
    answer = bytes(theirs.evaluate_batch(wanted).serialize())
    proof, evaluated = answer[:PROOF], answer[PROOF:]
    outputs = asked.finish(evaluated, proof=proof, public=theirs.public_key.serialize())
    assert outputs == [theirs.evaluate_known_input(given) for given in INPUTS]


def test_their_querier_accepts_our_holder(keys):
    ours, theirs = keys
    clients, wanted = zip(*map(other.Client.blind, INPUTS), strict=True)
    blinded = b"".join(element.serialize() for element in wanted)
    evaluated = group.times(blinded, ours)
    answer = other.VerifiableBatchOutput.deserialize(prove(ours, blinded, evaluated) + evaluated)
    outputs = other.Client.finalize_batch(clients, answer, theirs.public_key)
    assert outputs == evaluate_own(ours, INPUTS, Mode.VERIFIABLE)
