"""Skeletons and blocking keys: the same across scripts, and shared by likely matches."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.names import KEY_VERSION, blocking_keys, skeletons
from tests.engines.names.known import ONE_PERSON


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Barzan Majid", "بەرزان مەجید"), ("Karwan Aziz", "کاروان عەزیز"), ("Salih", "صالح")],
)
def test_a_skeleton_is_the_same_in_every_script(latin: str, arabic: str):
    assert skeletons(latin) == skeletons(arabic)


@given(st.permutations(["Karwan", "Azad", "Sherko", "Rizgar"]))
def test_the_order_of_names_does_not_change_the_set_of_skeletons(order: list[str]):
    assert sorted(skeletons(" ".join(order))) == sorted(skeletons("Karwan Azad Sherko Rizgar"))


@pytest.mark.parametrize(("one", "other"), ONE_PERSON)
def test_likely_matches_share_a_blocking_key(one: str, other: str):
    assert set(blocking_keys(one)) & set(blocking_keys(other))


@given(st.text(max_size=60))
def test_keys_are_short_and_without_repeats(name: str):
    keys = blocking_keys(name)
    assert len(set(keys)) == len(keys)
    assert all(0 < len(key) <= 40 for key in keys)


def test_titles_give_no_key_beside_a_name():
    assert blocking_keys("Azad Khan") == blocking_keys("Azad")
    assert blocking_keys("Khan") != ()


def test_a_letter_read_in_two_ways_gives_both_keys():
    assert set(blocking_keys("Reza")) & set(blocking_keys("رضا"))
    assert set(blocking_keys("Gamal")) & set(blocking_keys("جمال"))


def test_the_documented_keys_are_those_given():
    page = Path(__file__).parents[3] / "docs" / "reference" / "names-keys.md"
    rows = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \|$", page.read_text("utf-8"), re.MULTILINE)
    assert len(rows) >= 6
    for name, keys in rows:
        assert blocking_keys(name) == tuple(re.findall("`([^`]+)`", keys))
    assert f"(now {KEY_VERSION})" in page.read_text("utf-8")
