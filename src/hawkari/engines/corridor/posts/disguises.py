"""A number as posts write it so that machines pass over it."""

from collections.abc import Callable
from random import Random

__all__ = ["DISGUISES", "disguised"]

_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_WIDE = str.maketrans("+0123456789", "＋０１２３４５６７８９")
_CODE_DIGITS = {"964": 3, "447": 2, "336": 2, "491": 2, "901": 2}


def _code(digits: str) -> int:
    return _CODE_DIGITS.get(digits[:3], 2)


def _spaced(digits: str) -> str:
    code = _code(digits)
    rest = digits[code:]
    return f"+{digits[:code]} {rest[:3]} {rest[3:6]} {rest[6:]}"


def _split(digits: str) -> str:
    code = _code(digits)
    rest = digits[code:]
    return f"+{digits[:code]} {rest[:3]} xx {rest[3:6]} xx {rest[6:]}"


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": lambda digits: f"+{digits}",
    "spaced": _spaced,
    "zeros": lambda digits: f"00{digits}",
    "eastern": lambda digits: _spaced(digits).translate(_EASTERN),
    "persian": lambda digits: f"00{digits}".translate(_PERSIAN),
    "wide": lambda digits: _spaced(digits).translate(_WIDE),
    "keycaps": lambda digits: "+" + "".join(one + "\ufe0f\u20e3" for one in digits),
    "letter": lambda digits: "OO" + digits.replace("0", "O"),
    "dotted": lambda digits: "+" + ".".join(digits[at : at + 2] for at in range(0, len(digits), 2)),
    "apart": lambda digits: "+" + " ".join(digits),
    "split": _split,
    "hidden": lambda digits: _spaced(digits).replace(" ", "\u200f \u200c"),
    "link": lambda digits: f"https://wa.me/{digits}",
}


def disguised(number: str, rng: Random) -> tuple[str, str]:
    """A number in E.164 in one of the ways, and the name of the way."""
    name = rng.choice(sorted(DISGUISES))
    return DISGUISES[name](number.removeprefix("+")), name
