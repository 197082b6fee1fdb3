"""An index and its copy go on after a restart as if there had been none."""

import numpy as np
import pytest

from hawkari.engines.blindmatch import BadMessage, IdentifierType, Index, Keyring, PublishedIndex
from hawkari.engines.blindmatch.scope import Scope
from tests.engines.blindmatch.nodes import TODAY

NONE = np.zeros(0, dtype=np.uint64)


def tags(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


@pytest.fixture
def scope() -> tuple[Scope, bytes]:
    keys = Keyring("krg")
    (made,) = keys.rotate([("uk", IdentifierType.PHONE)], TODAY)
    return made, keys.public(made)


def test_both_sides_go_on_from_what_was_saved(scope):
    index = Index(*scope, tags(1, 2, 3))
    copy = PublishedIndex(index.publish(), *scope)
    copy.apply(index.change(added=tags(4)))
    index = Index.restored(*scope, index.saved())
    copy = PublishedIndex.restored(*scope, copy.saved())
    copy.apply(index.change(added=tags(5), removed=tags(1)))
    assert copy.number == index.number == 2
    assert list(copy.find([n.to_bytes(64, "little")[:8][::-1] for n in (1, 2, 4, 5)])) == [
        False, True, True, True,
    ]  # fmt: skip


def test_what_was_saved_is_no_message_and_is_refused_when_it_is_cut(scope):
    saved = Index(*scope, tags(1)).saved()
    with pytest.raises(BadMessage):
        PublishedIndex(saved, *scope)
    for broken in (saved[:-1], saved[:40] + bytes([saved[40] ^ 1]) + saved[41:]):
        with pytest.raises(BadMessage):
            Index.restored(*scope, broken)


def test_taking_a_key_makes_none():
    assert not Keyring("krg").take(Scope("krg", "uk", IdentifierType.PHONE, 0))
