"""The values of a record, property by property: what is read, and what could not be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial

from hawkari.engines.linkage.addresses import address_words
from hawkari.engines.linkage.dates import BirthDate, in_order, read_birth_dates
from hawkari.engines.linkage.numbers import (
    ACCOUNTS,
    DOCUMENTS,
    MARKS,
    Number,
    confused,
    is_iban,
    is_vin,
    read_account,
    read_document,
    read_mark,
    read_phone,
)
from hawkari.engines.linkage.stated import read_gender, says_nothing
from hawkari.engines.linkage.values import Record, UnreadValue

__all__ = ["NOTHING_KNOWN", "Values", "read_values"]

NOTHING_KNOWN = "says that nothing is known"
"""Why a value is left aside that stands where a register knows nothing."""

_BIRTHS = ("birthDate", "incorporationDate", "buildDate")
_PHONES = ("phone", "mobile")
_COUNTRIES = ("nationality", "citizenship", "flag", "jurisdiction")
_PLATFORMS = ("service", "platform")
# Families whose registration number is what they bear, in the script of the place.
_REGISTERED = frozenset({"Vehicle", "Vessel", "Airplane"})


@dataclass(slots=True)
class Values:
    """What a record states but for its names and places; see `Prepared` for each."""

    births: tuple[BirthDate, ...] = ()
    phones: frozenset[str] = frozenset()
    documents: tuple[Number, ...] = ()
    marks: tuple[Number, ...] = ()
    accounts: tuple[Number, ...] = ()
    addresses: tuple[frozenset[str], ...] = ()
    countries: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()

    @property
    def identifiers(self) -> frozenset[str]:
        """Documents, marks and accounts with letters that pass for digits as digits."""
        numbers = (*self.documents, *self.marks, *self.accounts)
        return frozenset(confused(number.value.upper()) for number in numbers)


@dataclass(slots=True)
class _Reading:
    """Values of one record as they are read."""

    record: Record
    family: str
    unread: list[UnreadValue]

    def births(self, prop: str, values: Iterable[str], into: Values) -> None:
        found = set(into.births)
        for value in values:
            dates = read_birth_dates(value)
            found.update(dates)
            if not dates:
                self.refuse(prop, value, "no date that is known how to read")
        into.births = in_order(found) if len(found) > 1 else tuple(found)

    def phones(self, prop: str, values: Iterable[str], into: Values) -> None:
        found = set(into.phones)
        for value in values:
            digits = read_phone(value)
            if digits:
                found.add(digits)
            else:
                self.refuse(prop, value, "no telephone number of 7 to 15 digits")
        into.phones = frozenset(found)

    def documents(self, prop: str, values: Iterable[str], into: Values) -> None:
        if prop == "registrationNumber" and self.family in _REGISTERED:
            self._registered(list(values), into)
            return
        into.documents = self._numbers(
            prop, values, into.documents, read=lambda value: read_document(prop, value)
        )

    def _registered(self, values: list[str], into: Values) -> None:
        """Read what a craft is registered as: a plate, but for a number of its maker's."""
        made = [value for value in values if is_vin(value)]
        plates = [value for value in values if value not in made]
        if plates:
            self.marks("licensePlate", plates, into)
        into.documents = self._numbers(
            "vin", made, into.documents, read=lambda value: read_document("vin", value)
        )

    def marks(self, prop: str, values: Iterable[str], into: Values) -> None:
        into.marks = self._numbers(
            prop, values, into.marks, read=lambda value: read_mark(prop, value)
        )

    def accounts(self, prop: str, values: Iterable[str], into: Values) -> None:
        if prop == "accountNumber" and self.family == "BankAccount":
            self._numbered(list(values), into)
            return
        held = self.record.properties
        platforms = [value for name in _PLATFORMS for value in held.get(name, ())]
        into.accounts = self._numbers(
            prop,
            values,
            into.accounts,
            read=lambda value: read_account(prop, value, platforms=platforms),
        )

    def _numbered(self, values: list[str], into: Values) -> None:
        """Read numbers of accounts: one that names no bank may be another bank's too."""
        international = [value for value in values if is_iban(value)]
        into.documents = self._numbers(
            "accountNumber",
            (value for value in values if value not in international),
            into.documents,
            read=partial(read_account, "accountNumber"),
        )
        into.accounts = self._numbers(
            "accountNumber", international, into.accounts, read=partial(read_account, "iban")
        )

    def addresses(self, _prop: str, values: Iterable[str], into: Values) -> None:
        found = {address_words(value) for value in values} - {frozenset()}
        into.addresses = tuple(sorted(found, key=sorted))

    def countries(self, _prop: str, values: Iterable[str], into: Values) -> None:
        into.countries |= _lowered(tuple(values))

    def genders(self, prop: str, values: Iterable[str], into: Values) -> None:
        found = {value: read_gender(value) for value in values}
        into.genders = frozenset(filter(None, found.values()))
        for value, gender in found.items():
            if not gender:
                self.refuse(prop, value, NOTHING_KNOWN)

    def _numbers(
        self,
        prop: str,
        values: Iterable[str],
        known: tuple[Number, ...],
        *,
        read: Callable[[str], Number | None],
    ) -> tuple[Number, ...]:
        found = set(known)
        for value in values:
            number = read(value)
            if number is None:
                self.refuse(prop, value, "too short for a number, or one sign repeated")
            else:
                found.add(number)
        return tuple(sorted(found))

    def refuse(self, prop: str, value: str, why: str) -> None:
        self.unread.append(UnreadValue(self.record.id, prop, value, why))


_Reader = Callable[[_Reading, str, Iterable[str], Values], None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(_BIRTHS, _Reading.births),
    **dict.fromkeys(_PHONES, _Reading.phones),
    **dict.fromkeys(DOCUMENTS, _Reading.documents),
    **dict.fromkeys(MARKS, _Reading.marks),
    **dict.fromkeys(ACCOUNTS, _Reading.accounts),
    **dict.fromkeys(_COUNTRIES, _Reading.countries),
    "address": _Reading.addresses,
    "gender": _Reading.genders,
}


def read_values(record: Record, family: str, unread: list[UnreadValue]) -> Values:
    """Read what a record states.

    Args:
        record: with properties in any order.
        family: `preparing.family_of` its schema.
        unread: what cannot be read is added here.
    """
    reading = _Reading(record, family, unread)
    values = Values()
    for prop, stated in record.properties.items():
        reader = _READERS.get(prop)
        if reader is not None:
            said = [value for value in stated if value and not value.isspace()]
            known = [value for value in said if not says_nothing(value)]
            if known:
                reader(reading, prop, known, values)
            for value in said if len(known) < len(said) else ():
                if says_nothing(value):
                    reading.refuse(prop, value, NOTHING_KNOWN)
    return values


@lru_cache(maxsize=1 << 12)
def _lowered(values: tuple[str, ...]) -> frozenset[str]:
    return frozenset(value.strip().lower() for value in values)
