"""The name of an item of the queue: one form, and everything else is refused alike."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.errors import BadInput
from hawkari.evidence.reviewing.kinds import ItemKey, ItemKind

ODD = (
    "", "pair", "pair-", "-1", "pair--1", "pair-²", "pair-٣", "pair-1\n", "pair-+1", "Pair-1",
    "pair-01", "pair-1.0", "pair-1_0", "pair-" + "9" * 19, "other-1", " pair-1", "pair-1-2",
)  # fmt: skip


@given(st.sampled_from(ItemKind), st.integers(min_value=0, max_value=10**18 - 1))
def test_what_is_written_is_read_again(kind: ItemKind, number: int):
    assert ItemKey.parse(str(ItemKey(kind, number))) == ItemKey(kind, number)


@given(
    st.text()
    | st.builds("{}-{}".format, st.sampled_from([*map(str, ItemKind), "pairs"]), st.text())
)
def test_any_text_is_the_one_name_of_an_item_or_refused(text: str):
    with suppress(BadInput):
        assert str(ItemKey.parse(text)) == text


@pytest.mark.parametrize("text", ODD)
def test_what_only_looks_like_a_key_is_refused(text: str):
    with pytest.raises(BadInput, match="no item of the queue"):
        ItemKey.parse(text)
