"""Compares numbers of documents as they are copied by hand: digits of any script, one slip."""

import unicodedata

__all__ = ["compare_numbers", "plain_number"]


def plain_number(number: str) -> str:
    """Letters in upper case and Western digits alone."""
    plain = unicodedata.normalize("NFKC", number).upper()
    return "".join(_digit(one) for one in plain if one.isalnum())


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def compare_numbers(a: str, b: str) -> tuple[str, tuple[str, ...]]:
    """How two numbers stand to each other.

    Returns:
        ``same``, ``near`` or ``different``, with a code: ``written_otherwise`` (other digits or
        separators), ``one_sign`` (one changed, left out or added), ``neighbours`` (two swapped).
    """
    left, right = plain_number(a), plain_number(b)
    if left == right:
        return "same", () if a == b else ("written_otherwise",)
    if _is_swap(left, right):
        return "near", ("neighbours",)
    return ("near", ("one_sign",)) if _is_one_sign(left, right) else ("different", ())


def _is_swap(a: str, b: str) -> bool:
    apart = [place for place, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]]
    if len(a) != len(b) or len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return a[first] == b[second] and a[second] == b[first]


def _is_one_sign(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(one != other for one, other in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    if len(long) != len(short) + 1:
        return False
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
