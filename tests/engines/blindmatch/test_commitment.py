"""An auditor can check one input of a query; nobody can show another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch.commitment import Opening, commit, is_committed


@given(st.integers(1, 70))
def test_every_input_can_be_shown_at_its_place_and_nowhere_else(size: int):
    inputs = [bytes([n]) for n in range(size)]
    made = commit(inputs)
    for place, data in enumerate(inputs):
        shown = made.opening(inputs, place)
        assert is_committed(data, shown, root=made.root, size=size)
        assert not is_committed(b"other", shown, root=made.root, size=size)
        moved = Opening((place + 1) % size, shown.salt, shown.path)
        assert size == 1 or not is_committed(data, moved, root=made.root, size=size)


@pytest.mark.parametrize("path", [(), (bytes(32),), (bytes(32),) * 40])
def test_a_path_of_another_length_shows_nothing(path: tuple[bytes, ...]):
    made = commit([b"a", b"b", b"c"])
    assert not is_committed(b"a", Opening(0, made.salts[0], path), root=made.root, size=3)


def test_the_root_says_nothing_of_inputs_that_can_be_guessed():
    assert commit([b"+447700900001"]).root != commit([b"+447700900001"]).root


def test_nothing_can_be_moved_between_salt_and_input():
    made = commit([b"12345", b"other"])
    shown = made.opening([b"12345", b"other"], 0)
    for salt, data in ((shown.salt + b"1", b"2345"), (shown.salt[:-1], shown.salt[-1:] + b"12345")):
        assert not is_committed(data, Opening(0, salt, shown.path), root=made.root, size=2)


def test_salts_are_not_shown():
    made = commit([b"+447700900001"])
    assert repr(made.salts[0]) not in repr(made)
