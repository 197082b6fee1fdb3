"""The JSON cursor reads what the standard library reads, however the bytes are cut."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.evidence.loaders.json_stream import BrokenJson, JsonStream

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=9,
)


class Dribble(io.BytesIO):
    """Gives a few bytes at a time, whatever is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(3)


def stream(document: Any) -> JsonStream:
    return JsonStream(Dribble(json.dumps(document, ensure_ascii=False).encode()))


@given(values)
def test_a_value_is_read_as_it_was_written(value: Any):
    assert stream(value).value() == value


@given(st.lists(values, max_size=6))
def test_the_elements_of_an_array_come_one_by_one(items: list[Any]):
    cursor = stream(items)
    assert [cursor.value() for _ in cursor.elements()] == items
    assert cursor.peek() == ""


@given(st.dictionaries(st.text(max_size=5), values, max_size=6))
def test_the_members_of_an_object_come_one_by_one(members: dict[str, Any]):
    cursor = stream(members)
    assert {key: cursor.value() for key in cursor.members()} == members


@pytest.mark.parametrize("text", [b"", b"[1, 2", b"{1: 2}", b"[1 2]", b'{"a" 1}', b"[\xff]"])
def test_a_broken_document_says_so(text: bytes):
    cursor = JsonStream(io.BytesIO(text))
    walk = cursor.members() if text.startswith(b"{") else cursor.elements()
    with pytest.raises(BrokenJson):
        list(cursor.value() for _ in walk)  # noqa: C400  a comprehension is two statements here


def test_a_value_nested_too_deep_is_refused():
    with pytest.raises(BrokenJson, match="deep"):
        JsonStream(io.BytesIO(b"[" * 200_000)).value()
