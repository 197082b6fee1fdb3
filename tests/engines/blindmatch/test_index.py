"""The index is small, exact, grows by deltas, and refuses what is altered or out of turn."""

import secrets

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.blindmatch import (
    BadMessage,
    IdentifierType,
    Index,
    PublishedIndex,
    Scope,
    confirm,
    tags_of,
    witness,
)
from hawkari.engines.blindmatch.coding import decode, encode
from hawkari.engines.blindmatch.index import bucket

SCOPE = Scope("krg", "uk", IdentifierType.PHONE, 3)
KEY = bytes(range(32))


def outputs(count: int) -> list[bytes]:
    return [secrets.token_bytes(64) for _ in range(count)]


def published(held: list[bytes]) -> tuple[Index, PublishedIndex]:
    index = Index(SCOPE, KEY, tags_of(held))
    return index, PublishedIndex(index.publish(), SCOPE, KEY)


@given(st.sets(st.integers(0, 2**64 - 1), max_size=300))
def test_any_set_of_tags_comes_back_from_its_code(tags: set[int]):
    held = np.array(sorted(tags), dtype=np.uint64)
    code = encode(held)
    read, end = decode(code + b"more")
    assert end == len(code)
    assert read.tolist() == held.tolist()


@pytest.mark.parametrize("size", [1, 63, 64, 65, 1000, 70_000])
def test_sets_of_every_size_come_back(size: int):
    held = np.sort(np.random.default_rng(size).integers(0, 2**64, size, dtype=np.uint64))
    assert decode(encode(held))[0].tolist() == held.tolist()


def test_a_million_items_take_less_than_six_bytes_each():
    tags = np.random.default_rng(1).integers(0, 2**64, 1_000_000, dtype=np.uint64)
    assert len(Index(SCOPE, KEY, tags).publish()) < 6_000_000


@pytest.mark.parametrize("tags", [[5, 5], [2**63, 2**62], [7, 2**64 - 1, 1]])
def test_tags_that_repeat_or_are_out_of_order_are_refused(tags: list[int]):
    with pytest.raises(BadMessage):
        decode(encode(np.array(tags, dtype=np.uint64)))


def test_what_is_held_is_found_and_nothing_else():
    held = outputs(500)
    _, copy = published(held)
    assert copy.find(held).all()
    assert not copy.find(outputs(20_000)).any()


def test_a_hundred_thousand_values_that_are_not_held_meet_none_of_a_hundred_thousand():
    rng = np.random.default_rng(7)
    copy = published([])[1]
    copy._tags = np.sort(rng.integers(0, 2**64, 100_000, dtype=np.uint64))
    assert not copy.find([rng.bytes(64) for _ in range(100_000)]).any()


def test_a_change_is_all_the_partner_needs():
    first, more, gone = outputs(300), outputs(40), outputs(5)
    index, copy = published(first + gone)
    copy.apply(index.change(added=tags_of(more)))
    copy.apply(index.change(removed=tags_of(gone)))
    assert copy.find(first + more).all()
    assert not copy.find(gone).any()
    assert len(copy) == len(index)
    whole = PublishedIndex(index.publish(), SCOPE, KEY)
    assert whole.find(first + more).all()


def test_a_record_that_is_replaced_by_one_with_the_same_value_is_still_found():
    held = outputs(3)
    index, copy = published(held)
    copy.apply(index.change(added=tags_of(held[:1]), removed=tags_of(held[:2])))
    assert copy.find(held).tolist() == [True, False, True]


def test_a_thousand_records_are_added_without_sending_the_rest():
    index, copy = published(outputs(20_000))
    more = outputs(1000)
    change = index.change(added=tags_of(more))
    assert len(change) < 8 * 1024
    copy.apply(change)
    assert copy.find(more).all()


def test_changes_are_taken_in_turn_once_each():
    index, copy = published(outputs(10))
    first = index.change(added=tags_of(outputs(3)))
    second = index.change(added=tags_of(outputs(3)))
    with pytest.raises(BadMessage, match="does not follow"):
        copy.apply(second)
    copy.apply(first)
    copy.apply(second)
    with pytest.raises(BadMessage, match="does not follow"):
        copy.apply(second)


def test_a_change_of_another_history_is_refused():
    (index, _), (other, _) = published(outputs(10)), published(outputs(10))
    copy = PublishedIndex(index.publish(), SCOPE, KEY)
    with pytest.raises(BadMessage, match="does not follow"):
        copy.apply(other.change(added=tags_of(outputs(1))))


def test_an_index_for_another_scope_or_key_is_refused():
    message = Index(SCOPE, KEY, tags_of(outputs(3))).publish()
    other = Scope("krg", "uk", IdentifierType.PHONE, 4)
    for scope, key in ((other, KEY), (SCOPE, bytes(32))):
        with pytest.raises(BadMessage, match="another"):
            PublishedIndex(message, scope, key)


def test_every_cut_and_every_changed_byte_is_noticed():
    message = Index(SCOPE, KEY, tags_of(outputs(5))).publish()
    for length in range(0, len(message), 7):
        with pytest.raises(BadMessage):
            PublishedIndex(message[:length], SCOPE, KEY)
    for place in range(0, len(message), 5):
        changed = bytearray(message)
        changed[place] ^= 1
        with pytest.raises(BadMessage):
            PublishedIndex(bytes(changed), SCOPE, KEY)


@given(st.binary(max_size=200))
def test_bytes_of_anybody_are_read_or_refused_and_nothing_worse(data: bytes):
    try:
        tags, end = decode(data)
    except BadMessage:
        return
    assert end <= len(data)
    assert sorted(set(tags.tolist())) == tags.tolist()


def test_the_size_says_only_which_bucket_a_list_is_in():
    sizes = {len(published(outputs(count))[1]) for count in (1, 20, 64)}
    assert sizes == {64}
    for size in range(1, 5000, 13):
        assert size <= bucket(size) <= max(64, size * 33 / 32 + 1)


def test_a_hit_is_confirmed_by_bytes_that_no_index_holds():
    held, other = outputs(2)
    assert confirm(witness(held), held)
    assert not confirm(witness(other), held)
    assert not confirm(b"", held)
    message = Index(SCOPE, KEY, tags_of([held])).publish()
    assert witness(held) not in message
