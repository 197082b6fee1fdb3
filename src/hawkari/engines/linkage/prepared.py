"""One record, ready to be blocked and compared."""

from dataclasses import dataclass

from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.values import Record

__all__ = ["Prepared"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """One record, ready to be blocked and compared.

    Attributes:
        record: as given.
        family: records of different families are never compared.
        names: as written, the main name first, at most 12, no repeats. Aliases of one word, such as
            kunyas and nicknames, only where nothing else stands.
        keys: blocking keys of each name, in the order of `names`.
        parts: skeletons of each name's parts, in the order of `names`.
        nicknames: skeletons of the aliases of one word: they are too common to stand for a name.
        births: dates of birth that could be read, in order.
        phones: digits with country code, no `+`.
        identifiers: folded: letters that pass for digits are digits, no separators.
        places: blocking keys of the places of birth.
        countries: lower-case.
        genders: lower-case.
    """

    record: Record
    family: str
    names: tuple[str, ...]
    keys: tuple[tuple[str, ...], ...]
    parts: tuple[frozenset[str], ...]
    nicknames: frozenset[str]
    births: tuple[BirthDate, ...]
    phones: frozenset[str]
    identifiers: frozenset[str]
    places: frozenset[str]
    countries: frozenset[str]
    genders: frozenset[str]

    @property
    def name_keys(self) -> frozenset[str]:
        """Blocking keys of all names."""
        return frozenset(key for keys in self.keys for key in keys)
