"""The zero that is dialled at home only, where it stands behind a country code."""

from functools import cache

import phonenumbers

__all__ = ["without_trunk_zero"]

SHORTEST_CODE, LONGEST_CODE = 1, 3


def without_trunk_zero(number: str, *, is_marked: bool = False) -> str:
    """``+4407700900123`` without the zero that is dialled at home only; Italy's belongs to it.

    Which countries have such a zero, phonenumbers' metadata say.

    Args:
        number: ``+`` and digits; anything else comes back as it is.
        is_marked: whether it was written as ``(0)``, so that it goes wherever the number is of no
            possible length with it, assigned or not.
    """
    for end in range(1 + SHORTEST_CODE, 2 + LONGEST_CODE):
        code, rest = number[1:end], number[end:]
        if not rest.startswith("0") or code not in _calling_codes():
            continue
        try:
            read = phonenumbers.parse(number)
        except phonenumbers.NumberParseException:
            return number
        plain = f"+{code}{rest[1:]}"
        is_plain = plain == phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)
        return plain if is_plain or (is_marked and not _is_possible(read)) else number
    return number


def _is_possible(number: phonenumbers.PhoneNumber) -> bool:
    return bool(phonenumbers.is_possible_number(number))


@cache
def _calling_codes() -> frozenset[str]:
    return frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))
