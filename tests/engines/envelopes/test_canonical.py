"""Canonical JSON: RFC 8785's own examples, and no second spelling of anything."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hawkari.engines.envelopes import DEEPEST, EnvelopeRefused, canonical, parse

# RFC 8785, appendix B.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("aé\U0001f600ﬁ"), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(("bits", "text"), NUMBERS.items())
def test_numbers_are_written_as_rfc_8785_writes_them(bits: str, text: str):
    assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]).decode() == text


def test_the_example_of_rfc_8785_comes_out_as_there():
    given = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert canonical(given).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_keys_stand_in_the_order_of_their_utf_16_code_units():
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    found = list(json.loads(canonical(dict.fromkeys(keys, 0))))
    assert found == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@given(VALUES)
def test_a_value_comes_back_from_its_one_spelling(value: object):
    text = canonical(value)
    assert canonical(parse(text)) == text
    assert json.loads(text, parse_int=float) == value


@pytest.mark.parametrize(
    "text",
    [b'{"a":1,"a":1}', b'{"b":1,"a":1}', b"[1.0]", b"[1e0]", b'["\\u0041"]', b" [1]", b"[-0]"],
)
def test_no_second_spelling_is_taken(text: bytes):
    with pytest.raises(EnvelopeRefused, match="tampered"):
        parse(text)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b"[NaN]", b'["\\ud800"]'])
def test_what_is_no_json_is_refused(text: bytes):
    with pytest.raises(EnvelopeRefused, match="unreadable"):
        parse(text)


@pytest.mark.parametrize("levels", [DEEPEST + 1, 2_000, 1_000_000])
def test_what_is_too_deep_or_too_large_is_refused_before_it_harms(levels: int):
    with pytest.raises(EnvelopeRefused, match="too-deep"):
        parse(b"[" * levels + b"]" * levels)
    with pytest.raises(EnvelopeRefused, match="too-large"):
        parse(b"[" * levels, largest=levels - 1)
    assert parse(b"[" * DEEPEST + b"]" * DEEPEST)


@pytest.mark.parametrize(
    "value", [float("nan"), 2**53 + 1, 10**30, "\ud800", "\0", {1: 2}, b"x", {1}]
)
def test_what_json_cannot_say_exactly_is_refused(value: object):
    with pytest.raises(ValueError, match=r"."):
        canonical([value])
