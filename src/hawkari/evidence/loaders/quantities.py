"""Quantities of goods: exact decimals in one unit a measure; what is ambiguous is not read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from hawkari.evidence.loaders.code_words import code_word
from hawkari.evidence.loaders.digits import fold_digits
from hawkari.evidence.loaders.folding import folded_words
from hawkari.evidence.loaders.goods import goods_data, kind_of
from hawkari.evidence.loaders.numbers import decimal_mark

__all__ = ["Quantity", "read_quantity"]

_AMOUNT = re.compile(r"\s*(\d[\d.,' \u00a0\u202f]*)\s*(.*)", re.DOTALL)
_GROUPING = re.compile(r"[ '\u00a0\u202f]")
_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_FURTHER = re.compile(r"\d\s*([^\W\d]+)")
LONGEST = 18


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much.

    Attributes:
        value: exact, 0 or more.
        unit: ``kg`` for masses, ``l`` for volumes, ``piece``, or a currency (ISO 4217).
    """

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.unit}"


def read_quantity(written: str) -> Quantity | None:
    """The quantity at the beginning of a text, such as ``2.5 kg heroin`` or ``٣٠٠ حبة كبتاجون``.

    Returns:
        The quantity in its measure's unit; a number without a unit counts pieces where goods that
        are counted stand behind it (``40 life jackets``). None where there is no number, its
        decimal mark cannot be told (``1.500``), the unit is not known, or a second amount of the
        same measure follows (``5 kg 200 g``): it stays as written.
    """
    match = _AMOUNT.fullmatch(fold_digits(written))
    number = None if match is None else _number(match[1])
    if match is None or number is None:
        return None
    unit = _unit(match[2])
    if unit is None:
        return None
    factor, name = unit
    if _says_more(match[2], name):
        return None
    return Quantity(number * factor, name)


def _number(text: str) -> Decimal | None:
    bare = _GROUPING.sub("", text).rstrip(".,")
    mark = decimal_mark(bare)
    if mark is None or len(bare) > LONGEST:
        return None
    whole, _, rest = bare.partition(mark) if mark else (bare, "", "")
    grouped = whole.replace(",", ".")
    if not (_GROUPED if "." in grouped else _DIGITS).fullmatch(grouped):
        return None
    if rest and not _DIGITS.fullmatch(rest):
        return None
    return Decimal(f"{grouped.replace('.', '')}.{rest or 0}")


def _unit(rest: str) -> tuple[Decimal, str] | None:
    """What a number is multiplied by, and the unit it then has; from the words behind it."""
    first = rest.split(maxsplit=1)[0].strip(".,;:") if rest.strip() else ""
    currency = code_word("currency", first)
    if currency:
        return Decimal(1), currency
    known = _units().get(folded_words(first))
    counted = known is None and kind_of(rest) in goods_data()["counted"]
    return (Decimal(1), "piece") if counted else known


def _says_more(rest: str, unit: str) -> bool:
    """Whether words behind a first amount name another of the same measure; whose, who knows."""
    units = (_units().get(folded_words(more[1])) for more in _FURTHER.finditer(rest))
    return any(known is not None and known[1] == unit for known in units)


@cache
def _units() -> Mapping[tuple[str, ...], tuple[Decimal, str]]:
    data = goods_data()
    return {
        folded_words(word): (Decimal(one["factor"]), data["measures"][one["of"]])
        for one in data["units"].values()
        for word in one["words"]
    }
