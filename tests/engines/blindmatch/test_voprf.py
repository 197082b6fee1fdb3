"""The oblivious function keeps to RFC 9497, and refuses what is not of the group."""

import copy
import json
import pickle
from pathlib import Path

import pytest

from hawkari.engines.blindmatch import group
from hawkari.engines.blindmatch.errors import BadElement, BadProof
from hawkari.engines.blindmatch.scalars import SecretScalars
from hawkari.engines.blindmatch.voprf import (
    Blinding,
    Mode,
    evaluate_own,
    prove,
    verify,
)
from tests.engines.blindmatch.deriving import derive_scalar

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
CASES = [(mode, case) for mode in VECTORS["modes"] for case in mode["vectors"]]
NAMES = [f"mode {m['mode']}, {len(c['input'])} of {c['input'][-1][:4]}" for m, c in CASES]
NOT_ELEMENTS = {
    "the identity": bytes(32),
    "all ones": b"\xff" * 32,
    "a negative number": b"\x01" + bytes(31),
    "a number as large as the field": (2**255 - 19).to_bytes(32, "little"),
}


def joined(values: list[str]) -> bytes:
    return b"".join(map(bytes.fromhex, values))


def key_of(mode: dict) -> SecretScalars:
    return SecretScalars.of(bytes.fromhex(mode["secret"]))


@pytest.mark.parametrize("mode", VECTORS["modes"], ids=lambda mode: f"mode {mode['mode']}")
def test_the_key_of_the_standard_comes_out_of_its_seed(mode: dict):
    seed, info = bytes.fromhex(VECTORS["seed"]), bytes.fromhex(VECTORS["info"])
    derived, expected = derive_scalar(seed, info, Mode(mode["mode"])), key_of(mode)
    assert group.base_times(derived) == group.base_times(expected)
    if "public" in mode:
        assert group.base_times(derived).hex() == mode["public"]


@pytest.mark.parametrize(("mode", "case"), CASES, ids=NAMES)
def test_every_vector_of_the_standard_comes_out(mode: dict, case: dict):
    kind, key = Mode(mode["mode"]), key_of(mode)
    inputs = list(map(bytes.fromhex, case["input"]))
    asked = Blinding(inputs, kind, blinds=SecretScalars.of(joined(case["blind"])))
    assert asked.blinded == joined(case["blinded"])
    evaluated = group.times(asked.blinded, key)
    assert evaluated == joined(case["evaluated"])
    proof, public = b"", b""
    if kind is Mode.VERIFIABLE:
        public = bytes.fromhex(mode["public"])
        nonce = SecretScalars.of(bytes.fromhex(case["nonce"]))
        proof = prove(key, asked.blinded, evaluated, nonce=nonce)
        assert proof.hex() == case["proof"]
    outputs = asked.finish(evaluated, proof=proof, public=public)
    assert [output.hex() for output in outputs] == case["output"]
    assert [output.hex() for output in evaluate_own(key, inputs, kind)] == case["output"]


def test_what_a_querier_reads_is_what_the_holder_computes_itself():
    key = SecretScalars.random()
    inputs = [f"item {n}".encode() for n in range(50)]
    for mode in Mode:
        asked = Blinding(inputs, mode)
        evaluated = group.times(asked.blinded, key)
        proof = prove(key, asked.blinded, evaluated) if mode is Mode.VERIFIABLE else b""
        outputs = asked.finish(evaluated, proof=proof, public=group.base_times(key))
        assert outputs == evaluate_own(key, inputs, mode)
        assert len(set(outputs)) == 50


def test_a_blinding_that_was_kept_reads_the_answer_as_the_first_would_have():
    key, inputs = SecretScalars.random(), [b"one", b"two"]
    first = Blinding(inputs, Mode.VERIFIABLE)
    again = Blinding.resumed(inputs, Mode.VERIFIABLE, kept=first.keep())
    assert again.blinded == first.blinded
    evaluated = group.times(first.blinded, key)
    proof, public = prove(key, first.blinded, evaluated), group.base_times(key)
    outputs = again.finish(evaluated, proof=proof, public=public)
    assert outputs == evaluate_own(key, inputs, Mode.VERIFIABLE)
    with pytest.raises(BadElement):
        Blinding.resumed([b"one"], Mode.VERIFIABLE, kept=Blinding(inputs, Mode.VERIFIABLE).keep())


def test_the_same_input_is_blinded_differently_each_time():
    first, second = Blinding([b"+4479"], Mode.BASE), Blinding([b"+4479"], Mode.BASE)
    assert first.blinded != second.blinded


def a_batch(size: int = 4) -> tuple[SecretScalars, bytes, bytes, bytes]:
    key = SecretScalars.random()
    blinded = Blinding([bytes([n]) for n in range(size)], Mode.VERIFIABLE).blinded
    evaluated = group.times(blinded, key)
    return key, blinded, evaluated, prove(key, blinded, evaluated)


def test_a_proof_holds_only_for_its_key_batch_and_order():
    key, blinded, evaluated, proof = a_batch()
    public, other = group.base_times(key), group.base_times(SecretScalars.random())
    verify(public, blinded, evaluated, proof=proof)
    swapped = evaluated[32:64] + evaluated[:32] + evaluated[64:]
    another = group.times(blinded, SecretScalars.random())
    wrong = [(other, evaluated), (public, swapped), (public, another)]
    for claimed, answer in wrong:
        with pytest.raises(BadProof):
            verify(claimed, blinded, answer, proof=proof)


def test_one_element_under_another_key_breaks_the_proof():
    key, blinded, evaluated, _ = a_batch()
    tagged = evaluated[:96] + group.times(blinded[96:], SecretScalars.random())
    with pytest.raises(BadProof):
        verify(group.base_times(key), blinded, tagged, proof=prove(key, blinded, tagged))


def test_every_changed_bit_of_a_proof_is_noticed():
    key, blinded, evaluated, proof = a_batch(2)
    public = group.base_times(key)
    for bit in range(8 * len(proof)):
        changed = bytearray(proof)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadProof):
            verify(public, blinded, evaluated, proof=bytes(changed))


def test_a_proof_with_a_scalar_that_is_not_reduced_is_refused():
    key, blinded, evaluated, proof = a_batch(1)
    answer = int.from_bytes(proof[32:], "little") + group.ORDER
    with pytest.raises(BadProof):
        verify(
            group.base_times(key),
            blinded,
            evaluated,
            proof=proof[:32] + answer.to_bytes(32, "little"),
        )


def test_a_querier_in_mode_1_takes_no_answer_without_a_proof():
    asked, key = Blinding([b"x"], Mode.VERIFIABLE), SecretScalars.random()
    with pytest.raises(BadProof):
        asked.finish(group.times(asked.blinded, key), public=group.base_times(key))


@pytest.mark.parametrize("element", NOT_ELEMENTS.values(), ids=NOT_ELEMENTS)
def test_what_is_no_element_is_refused_with_its_place(element: bytes):
    good = Blinding([b"a"], Mode.BASE).blinded
    with pytest.raises(BadElement) as refused:
        group.times(good + element, SecretScalars.random())
    assert refused.value.place == 1
    with pytest.raises(BadElement):
        Blinding([b"a"], Mode.BASE).finish(element)


@pytest.mark.parametrize("length", [1, 31, 33])
def test_a_batch_of_another_length_is_refused(length: int):
    with pytest.raises(BadElement):
        group.times(bytes(length), SecretScalars.random())


def test_an_answer_of_another_size_is_refused():
    asked = Blinding([b"a", b"b"], Mode.BASE)
    with pytest.raises(BadElement):
        asked.finish(asked.blinded[:32])


def test_inputs_that_cannot_be_hashed_are_refused():
    for inputs in ([], [b"x" * 65_536]):
        with pytest.raises(BadElement):
            Blinding(inputs, Mode.BASE)


def test_blinds_are_gone_once_the_answer_is_read():
    blinds = SecretScalars.random(2)
    asked = Blinding([b"a", b"b"], Mode.BASE, blinds=blinds)
    asked.finish(group.times(asked.blinded, SecretScalars.random()))
    with pytest.raises(RuntimeError, match="destroyed"):
        _ = blinds.address
    with pytest.raises(RuntimeError):
        asked.finish(asked.blinded)


def test_secrets_are_not_shown_copied_or_stored():
    secret = SecretScalars.of(bytes.fromhex(VECTORS["modes"][0]["secret"]))
    assert VECTORS["modes"][0]["secret"] not in repr(secret)
    for attempt in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            attempt(secret)


def test_inverting_a_batch_at_once_gives_each_its_own_inverse():
    scalars = SecretScalars.random(5)
    points = Blinding([bytes([n]) for n in range(5)], Mode.BASE).blinded
    assert group.times_each(group.times_each(points, scalars), scalars.inverses()) == points
