"""Which normal forms a record brings into an index, and how a typed line becomes what is asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from followthemoney import model

from hawkari.engines.blindmatch import IdentifierType, Person, asked_keys, composite_keys, normalize
from hawkari.errors import BadInput
from hawkari.evidence.blind_material import Said

__all__ = ["Subject", "forms_of", "is_person", "person_of", "read_line"]

DOCUMENTS = frozenset({
    "passportNumber", "idNumber", "socialSecurityNumber", "licenseNumber", "personalNumber",
    "documentNumber",
})  # fmt: skip
ACCOUNTS = frozenset({"iban", "accountNumber"})
WALLETS = frozenset({"publicKey", "cryptoAddress"})
VESSEL_LABELS = {"imoNumber": "IMO", "mmsi": "MMSI", "registrationNumber": "HULL"}


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that is asked for: as somebody wrote it, and the forms that are blinded.

    Attributes:
        label: as written.
        forms: one for an identifier, many for a person.
        birth: a person's date of birth, which the bound on what hits say needs.
    """

    label: str
    forms: tuple[str, ...] = field(repr=False)
    birth: str = ""


def is_person(schema: str) -> bool:
    """Whether a record of a schema is a person."""
    found = model.get(schema)
    return found is not None and found.is_a("Person")


def forms_of(kind: IdentifierType, said: Sequence[Said]) -> set[str]:
    """The normal forms of one type that a record states; of a person for names: composite keys."""
    if kind is IdentifierType.NAME:
        person = person_of(said)
        return set(composite_keys(person)) if person is not None else set()
    return {
        form
        for one in said
        for text in _TEXTS[kind](one, said)
        if (form := normalize(kind, text)) is not None
    }


def person_of(said: Sequence[Said]) -> Person | None:
    """A record as a person, or None if it is none; without a birth date if it states two."""
    if not any(is_person(one.schema) for one in said):
        return None
    names = [one.value for one in said if one.prop in {"name", "alias"}]
    if not names:
        return None

    def only(prop: str) -> str:
        found = sorted({one.value for one in said if one.prop == prop})
        return found[0] if len(found) == 1 else ""

    return Person(
        tuple(dict.fromkeys(sorted(names))), only("birthDate"), only("fatherName"),
        only("birthPlace"),
    )  # fmt: skip


def read_line(kind: IdentifierType, line: str) -> Subject:
    """What one typed line asks for.

    Args:
        kind: what it is; a person is ``name; birth date; father; birth place``, the last two
            optional.
        line: as typed.

    Raises:
        BadInput: if it cannot be read as one; a name with nothing beside it is never asked for.
    """
    text = line.strip()
    if kind is not IdentifierType.NAME:
        form = normalize(kind, text)
        if form is None:
            raise BadInput(
                f"{text!r} cannot be read as {kind.value}", "Write it as the table of forms says."
            )
        return Subject(text, (form,))
    names, birth, father, place = ([*map(str.strip, text.split(";")), "", "", ""])[:4]
    keys = asked_keys(Person((names,), birth, father, place))
    if not keys:
        raise BadInput(
            f"{text!r} is a name with too little beside it",
            "Give two names and a birth date as 1988-07-01 (or a year, a father or a birth place).",
        )
    return Subject(names, tuple(keys), birth)


def _of_type(prop_type: str) -> Callable[[Said, Sequence[Said]], Iterable[str]]:
    return lambda one, _: (one.value,) if one.prop_type == prop_type else ()


def _documents(one: Said, said: Sequence[Said]) -> Iterable[str]:
    is_document = one.prop in DOCUMENTS or (
        one.prop == "number" and _is(one.schema, "Identification")
    )
    if not is_document:
        return ()
    # whoever knows the country asks with it, whoever does not without: both are entered
    countries = {each.value for each in said if each.prop in {"country", "nationality"}}
    return (one.value, *(f"{country}:{one.value}" for country in sorted(countries)))


def _accounts(one: Said, _: Sequence[Said]) -> Iterable[str]:
    return (one.value,) if one.prop in ACCOUNTS else ()


def _imei(one: Said, _: Sequence[Said]) -> Iterable[str]:
    return (one.value,) if one.prop in {"imei", "serialNumber"} else ()


def _vessels(one: Said, _: Sequence[Said]) -> Iterable[str]:
    label = VESSEL_LABELS.get(one.prop)
    return (f"{label} {one.value}",) if label and _is(one.schema, "Vessel") else ()


def _plates(one: Said, said: Sequence[Said]) -> Iterable[str]:
    if one.prop != "registrationNumber" or one.schema != "Vehicle":
        return ()
    countries = {each.value for each in said if each.prop == "country"}
    return (one.value, *(f"{country}:{one.value}" for country in sorted(countries)))


def _handles(one: Said, said: Sequence[Said]) -> Iterable[str]:
    if one.prop != "username":
        return ()
    services = {each.value for each in said if each.prop == "service"}
    return (one.value, *(f"{service}:{one.value}" for service in sorted(services)))


def _wallets(one: Said, _: Sequence[Said]) -> Iterable[str]:
    return (one.value,) if one.prop in WALLETS else ()


def _is(schema: str, parent: str) -> bool:
    found = model.get(schema)
    return found is not None and found.is_a(parent)


_TEXTS: dict[IdentifierType, Callable[[Said, Sequence[Said]], Iterable[str]]] = {
    IdentifierType.PHONE: _of_type("phone"),
    IdentifierType.EMAIL: _of_type("email"),
    IdentifierType.DOCUMENT: _documents,
    IdentifierType.ACCOUNT: _accounts,
    IdentifierType.IMEI: _imei,
    IdentifierType.VESSEL: _vessels,
    IdentifierType.PLATE: _plates,
    IdentifierType.HANDLE: _handles,
    IdentifierType.WALLET: _wallets,
}
