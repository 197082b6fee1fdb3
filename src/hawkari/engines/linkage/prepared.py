"""One record, ready to be blocked and compared."""

from dataclasses import dataclass

from hawkari.engines.linkage.dates import BirthDate
from hawkari.engines.linkage.numbers import Number
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
        keys: blocking keys of each name, in the order of `called`.
        parts: skeletons of each name's parts, in the order of `called`.
        nicknames: skeletons of the aliases of one word: they are too common to stand for a name.
        births: dates of birth that could be read, in our calendar, in order.
        phones: digits with country code, no `+`; of national numbers with the 0 before.
        identifiers: documents, marks and accounts to be blocked by: letters that pass for digits
            are digits, no separators.
        places: blocking keys of the places of birth.
        countries: lower-case; of a vessel its flag.
        genders: lower-case.
        regions: blocking keys of what the places of birth lie in.
        called: what is compared for each name: those of organisations without words for their
            legal form; behind them names with the father's put in, see `parents`.
        fathers: names of fathers, as written.
        mothers: names of mothers.
        carries_father: whether a name carries the father's.
        documents: numbers of documents, letters as written, in order.
        marks: plates, call signs and the like, in order.
        accounts: accounts and handles, in order.
        addresses: words of each address.
        legal_forms: what an organisation says of its legal form.
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
    regions: frozenset[str] = frozenset()
    called: tuple[str, ...] = ()
    fathers: tuple[str, ...] = ()
    mothers: tuple[str, ...] = ()
    carries_father: bool = False
    documents: tuple[Number, ...] = ()
    marks: tuple[Number, ...] = ()
    accounts: tuple[Number, ...] = ()
    addresses: tuple[frozenset[str], ...] = ()
    legal_forms: frozenset[str] = frozenset()

    @property
    def name_keys(self) -> frozenset[str]:
        """Blocking keys of all names."""
        return frozenset(key for keys in self.keys for key in keys)

    def name_at(self, place: int) -> str:
        """The name at a place of `Levels.best_names`, as written or as composed."""
        return self.names[place] if place < len(self.names) else self.called[place]
