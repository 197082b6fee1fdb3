"""JSON with one spelling only: the JSON Canonicalization Scheme, RFC 8785.

A signature covers bytes, and people agree on values. `canonical` gives the one spelling of a
value; `parse` takes no other, so that two different texts never pass for the same value.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from hawkari.engines.envelopes.errors import EnvelopeRefused, RefusalCode

__all__ = ["DEEPEST", "LARGEST", "canonical", "parse"]

LARGEST = 32 * 2**20
"""Bytes of the largest envelope, sealed or open."""
DEEPEST = 40
"""How many lists and objects may stand within one another."""
SAFE_INTEGER = 2**53 - 1
WIDEST = 10**21

_ESCAPED = re.compile(r'[\x00-\x1f"\\]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def canonical(value: Any) -> bytes:
    """The one spelling of a value: None, truth values, numbers, texts, lists, objects.

    Raises:
        ValueError: if JSON has no exact place for it: NaN, infinities, whole numbers that it
            would round (RFC 7493), half of a surrogate pair, keys that are no text, other types;
            a null character, which databases do not keep; or more than `DEEPEST` levels.
    """
    return _text(value, DEEPEST).encode()


def _text(value: Any, levels: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        # Beyond 2^53 only some whole numbers have a place in JSON (RFC 7493).
        if abs(value) > SAFE_INTEGER and (abs(value) > WIDEST or _number(value) != str(value)):
            raise ValueError(f"{value} is beyond what JSON keeps exactly; give it as text")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if not levels:
        raise ValueError(f"more than {DEEPEST} levels")
    if isinstance(value, Mapping):
        # RFC 8785 section 3.2.3: keys in the order of their UTF-16 code units.
        keys = sorted(value, key=_utf16)
        return "{" + ",".join(f"{_quoted(k)}:{_text(value[k], levels - 1)}" for k in keys) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(_text(one, levels - 1) for one in value) + "]"
    raise ValueError(f"JSON has no {type(value).__name__}")


def _utf16(key: Any) -> bytes:
    if isinstance(key, str):
        return key.encode("utf-16-be", "surrogatepass")
    raise ValueError(f"{key!r} is no text")


def _quoted(text: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("half of a surrogate pair")
    if "\0" in text:
        raise ValueError("a null character, which no database keeps")
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04x}", text) + '"'


def _number(value: float) -> str:
    """As ECMAScript writes it (RFC 8785 section 3.2.2.3)."""
    value = float(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number of JSON")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    # The number is 0.DIGITS times ten to the power of `point`.
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    return sign + _placed(digits.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = f"e{point - 1:+d}"
    return f"{digits[0]}.{digits[1:]}{power}" if count > 1 else digits + power


def parse(text: bytes, *, largest: int = LARGEST, deepest: int = DEEPEST) -> Any:
    """The value of a canonical text.

    Raises:
        EnvelopeRefused: if it is too large or too deep, no JSON, or not in the canonical spelling.
    """
    if len(text) > largest:
        raise EnvelopeRefused(RefusalCode.TOO_LARGE, f"more than {largest} bytes")
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if "depth limit" in str(error):
            raise EnvelopeRefused(RefusalCode.TOO_DEEP, f"more than {deepest} levels") from error
        raise EnvelopeRefused(RefusalCode.UNREADABLE, "this is no JSON in UTF-8") from error
    if _deeper_than(value, deepest):
        raise EnvelopeRefused(RefusalCode.TOO_DEEP, f"more than {deepest} levels")
    try:
        same = canonical(value) == text
    except ValueError:
        same = False
    if not same:
        raise EnvelopeRefused(RefusalCode.TAMPERED, "the text is not in its canonical spelling")
    return value


def _deeper_than(value: Any, levels: int) -> bool:
    """Whether lists and objects stand deeper within one another; without recursion."""
    row = _containers([value])
    for _ in range(levels):
        if not row:
            return False
        row = _containers(
            inner for one in row for inner in (one.values() if isinstance(one, dict) else one)
        )
    return bool(row)


def _containers(values: Iterable[Any]) -> list[Any]:
    return [one for one in values if isinstance(one, dict | list)]
