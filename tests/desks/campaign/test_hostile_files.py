"""Whatever a file holds, an import keeps its good posts or refuses it in words."""

import json
from typing import Any

import pytest

from hawkari.desks.campaign.models import Post
from hawkari.errors import BadInput
from tests.desks.campaign.test_importing import access, desk, take_in

__all__ = ["access", "desk", "take_in"]

pytestmark = [pytest.mark.contract, pytest.mark.django_db]
ODD: dict[str, Any] = {
    "not a number": float("nan"),
    "without end": [float("-inf")],
    "too large": {"a": 10**400},
    "nothing in it": {"a\0": "b\0"},
    "half a character": {"\ud83d": ["\ud83d"]},
    "much inside": json.loads("[" * 60 + "]" * 60),
}


def message(**more: Any) -> dict[str, Any]:
    one = {"id": 1, "type": "message", "date": "2026-11-18T12:00:00", "text": "to Dover"} | more
    return {"name": "K", "type": "public_channel", "id": 123, "messages": [one]}


@pytest.mark.parametrize("name", ODD)
def test_a_field_without_a_meaning_may_hold_anything(take_in, name: str):
    assert take_in("result.json", json.dumps(message(extra=ODD[name]))).posts == 1
    line = {"id": "1", "chat": "c", "body": "x", "timestamp": "2026-11-18T12:00:00Z"}
    assert take_in("lines.ndjson", json.dumps(line | {"extra": ODD[name]})).posts == 1
    assert json.dumps(Post.objects.latest("pk").other["extra"], allow_nan=False)


def test_a_count_that_nobody_can_have_is_kept_as_the_largest_or_as_none(take_in):
    take_in("result.json", message(reactions=[{"count": 10**18}, {"count": 10**30}]))
    assert Post.objects.get().likes in {None, (1 << 63) - 1}


def test_posts_whose_ids_begin_alike_are_not_taken_for_one_another(take_in):
    begin = "1" * 200
    rows = f"id,text,channel\n{begin}a,first,c\n{begin}b,second,c\n{begin}a,first,c2{begin}\n"
    assert take_in("table.csv", f"{rows}{begin}a,first,c2{begin}x\n").posts == 4


@pytest.mark.parametrize("content", ["[" * 30_000, '[{"id":' + "9" * 6_000 + ',"text":"a"}]'])
def test_what_is_nested_or_long_beyond_reason_is_refused_in_words(take_in, content: str):
    with pytest.raises(BadInput, match="nested too deep or too long"):
        take_in("posts.json", content)
