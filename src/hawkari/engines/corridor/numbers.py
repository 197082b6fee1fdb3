"""Phone, file and document numbers that nobody real can have.

The ranges lie in ``resources/phone-ranges.json`` with their source and who checked them.
"""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from hawkari.engines.corridor.tables import load_json

__all__ = ["PhoneBook", "References", "document_number", "is_invented_number", "phone_prefixes"]

_PRIME = 9_999_991  # below 10^7: seven digits name each of so many records once
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@cache
def phone_prefixes() -> dict[str, tuple[tuple[str, int], ...]]:
    """For each country the prefixes in E.164 and how many digits follow, in order of use."""
    ranges = load_json("phone-ranges.json")["ranges"]
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for entry in ranges:
        country = entry["country"]
        found[country] = (*found.get(country, ()), (entry["prefix"], entry["digits"]))
    return found


def is_invented_number(number: str) -> bool:
    """Whether an E.164 number lies in one of the ranges that nobody can be assigned."""
    return any(
        number.startswith(prefix) and len(number) == len(prefix) + digits
        for ranges in phone_prefixes().values()
        for prefix, digits in ranges
    )


@dataclass(slots=True)
class PhoneBook:
    """Gives out numbers, each once, in an order that says nothing about who gets them.

    Ranges kept for fiction come first; larger unassignable ones serve when they are used up.
    """

    rng: Random
    _given: dict[str, int] = field(default_factory=dict)
    _steps: dict[str, tuple[int, int]] = field(default_factory=dict)

    def number(self, country: str) -> str:
        """The next number of a country, in E.164."""
        count = self._given.get(country, 0)
        self._given[country] = count + 1
        ranges = phone_prefixes()[country]
        for prefix, digits in ranges:
            size = 10**digits
            if count < size or (prefix, digits) == ranges[-1]:
                return prefix + str(self._scattered(prefix, count % size, size)).zfill(digits)
            count -= size
        raise AssertionError(country)

    def _scattered(self, prefix: str, count: int, size: int) -> int:
        """A permutation of 0 … size - 1; size is a power of ten, so the step shares no factor."""
        if prefix not in self._steps:
            step = self.rng.randrange(size) // 10 * 10 + self.rng.choice((1, 3, 7, 9))
            self._steps[prefix] = (step, self.rng.randrange(size))
        step, start = self._steps[prefix]
        return (start + step * count) % size


@dataclass(slots=True)
class References:
    """File numbers of one register: a prefix and seven digits, each once, in no telling order."""

    prefix: str
    rng: Random
    _count: int = 0
    _step: int = 0
    _start: int = 0

    def __post_init__(self) -> None:
        self._step = self.rng.randrange(1_000_000, _PRIME)
        self._start = self.rng.randrange(_PRIME)

    def next(self) -> str:
        """A number not given before."""
        value = (self._start + self._step * self._count) % _PRIME
        self._count += 1
        return f"{self.prefix}{value:07d}"


def document_number(rng: Random) -> str:
    """A document number of an invented form: ``X``, a letter and seven digits."""
    return f"X{rng.choice(_LETTERS)}{rng.randrange(10**7):07d}"
