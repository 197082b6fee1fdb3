"""Turn records into what is compared: name keys, dates, digits, folded identifiers."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hawkari.engines.linkage.dates import BirthDate, common_dates, read_birth_date
from hawkari.engines.linkage.values import Record
from hawkari.engines.names import blocking_keys, fold, skeletons

__all__ = ["Prepared", "family_of", "place_keys", "prepare"]

_NAMES = ("name", "previousName")
_ALIASES = ("alias", "weakAlias")
_PHONES = ("phone", "mobile")
_IDENTIFIERS = (
    "idNumber", "passportNumber", "registrationNumber", "taxNumber", "imoNumber", "iban",
    "accountNumber", "publicKey", "email", "handle",
)  # fmt: skip
_PLACES = ("birthPlace",)
_COUNTRIES = ("nationality", "citizenship")
_ORGANIZATIONS = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})
# Letters that scanners and clerks take for digits.
_CONFUSED = str.maketrans("OQDILSBZ", "00011582")
_MOST_NAMES = 12


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


def prepare(records: Sequence[Record]) -> list[Prepared]:
    """Prepare records, in their order.

    A date of birth that far too many of them hold is marked as common, and then counts as a year.
    """
    prepared = [_prepare(record) for record in records]
    common = common_dates(one.births for one in prepared)
    if not common:
        return prepared
    return [replace(one, births=tuple(_marked(one.births, common))) for one in prepared]


def _marked(births: Iterable[BirthDate], common: frozenset[BirthDate]) -> Iterable[BirthDate]:
    return (replace(date, is_common=date in common) for date in births)


def _prepare(record: Record) -> Prepared:
    aliases = _values(record, _ALIASES)
    nicknames = [alias for alias in aliases if _is_nickname(alias)]
    names = _distinct(_values(record, _NAMES) + [a for a in aliases if a not in nicknames])
    names = names or _distinct(nicknames)
    births = (read_birth_date(value) for value in _values(record, ("birthDate",)))
    return Prepared(
        record=record,
        family=family_of(record.schema),
        names=names[:_MOST_NAMES],
        keys=tuple(blocking_keys(name) for name in names[:_MOST_NAMES]),
        parts=tuple(frozenset(skeletons(name)) for name in names[:_MOST_NAMES]),
        nicknames=frozenset(word for alias in nicknames for word in skeletons(alias)),
        births=tuple(sorted({b for b in births if b is not None}, key=str)),
        phones=frozenset(filter(None, map(_digits, _values(record, _PHONES)))),
        identifiers=frozenset(filter(None, map(_folded, _values(record, _IDENTIFIERS)))),
        places=frozenset(k for value in _values(record, _PLACES) for k in place_keys(value)),
        countries=frozenset(v.strip().lower() for v in _values(record, _COUNTRIES)),
        genders=frozenset(v.strip().lower() for v in _values(record, ("gender",))),
    )


@lru_cache(maxsize=1 << 14)
def _is_nickname(alias: str) -> bool:
    """Whether an alias is one word; a kunya (*Abu Kamal*) folds to one."""
    return len(fold(alias).tokens) <= 1


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.strip() for value in values))


def family_of(schema: str) -> str:
    """Which records a record may be compared with: organisations of all kinds are one family."""
    return "Organization" if schema in _ORGANIZATIONS else schema


def _values(record: Record, names: tuple[str, ...]) -> list[str]:
    return [v for name in names for v in record.properties.get(name, ()) if v.strip()]


def _digits(text: str) -> str:
    digits = "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
    return digits.removeprefix("00") if len(digits) >= 7 else ""


def _folded(text: str) -> str:
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    return plain.translate(_CONFUSED) if len(plain) >= 4 else ""


@lru_cache(maxsize=1 << 14)
def place_keys(text: str) -> tuple[str, ...]:
    """Keys of a place name; places are written across scripts as names are."""
    return blocking_keys(re.split(r"[,(/]", text)[0])
