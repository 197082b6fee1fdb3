"""Whether a column may be taken for what it seems, seeing that its values can tie people together.

What looks like a phone, an account, a document or a device is asked unless its header is surely
known: taken for something else, it would be lost, or tie people together who are not the same.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence

from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.proposing.values import KINDS, plain_kind, share_that_fits
from hawkari.evidence.loaders.proposing.vocabulary import Concept

__all__ = ["is_identifying", "may_be_taken"]

NEARLY_ALL = 0.9
PLAIN, KNOWN = 0.95, 0.9
"""How like a header must be to a phrase where values are hardly anything but identifiers, and where
they only may be."""

FEWEST_DIGITS = 7
SAME = {"iban": ("iban", "account"), "phone": ("phone", "account", "document", "imei")}
"""The kinds of meanings under which values that plainly are of a kind may stand."""


def may_be_taken(concept: Concept, likeness: float, values: Sequence[str]) -> bool:
    """Whether a column may become a meaning without being asked.

    Args:
        concept: the likeliest meaning.
        likeness: of its header and a phrase of that meaning, 0-1.
        values: the column's values.
    """
    plain = plain_kind(tuple(values))
    if plain in ("phone", "email", "iban"):
        fitting = SAME.get(plain, (plain,))
        if concept.identifier and concept.kind not in fitting:
            return False
        return concept.kind == plain or likeness >= PLAIN
    if concept.identifier:
        return True
    if any(_mostly(test, values) for test in _STRONG.values()):
        return likeness >= PLAIN
    return likeness >= KNOWN or not is_identifying(values)


def is_identifying(values: Sequence[str]) -> bool:
    """Whether nearly all values have the shape of a phone, account, document, plate or device."""
    if plain_kind(tuple(values)) in ("phone", "email", "iban"):
        return True
    if any(_mostly(test, values) for test in _STRONG.values()):
        return True
    shapes = (share_that_fits(kind, values) for kind in ("account", "document"))
    return max(shapes) >= NEARLY_ALL and _mostly(_has_many_digits, values)


def _mostly(test: Callable[[str], bool], values: Sequence[str]) -> bool:
    return bool(values) and sum(map(test, values)) >= NEARLY_ALL * len(values)


def _has_many_digits(text: str) -> bool:
    """Whether it has the digits of a document, and no mark of thousands or decimals."""
    return sum(map(str.isdigit, text)) >= FEWEST_DIGITS and not {".", ","} & set(text)


def _is_address_on_the_net(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _is_card(text: str) -> bool:
    """ITU-T E.118: a SIM card's number begins with 89 and has 18 to 20 digits."""
    return re.fullmatch(r"89\d{16,18}", fold_digits(text).replace(" ", "")) is not None


def _is_chassis(text: str) -> bool:
    """ISO 3779, with letters and digits both."""
    folded = text.upper().replace(" ", "")
    mixed = any(map(str.isdigit, folded)) and any(map(str.isalpha, folded))
    return mixed and re.fullmatch(r"[A-HJ-NPR-Z0-9]{17}", folded) is not None


_STRONG: Mapping[str, Callable[[str], bool]] = {
    "ip": _is_address_on_the_net,
    "imei": KINDS["imei"],
    "iccid": _is_card,
    "vin": _is_chassis,
}
