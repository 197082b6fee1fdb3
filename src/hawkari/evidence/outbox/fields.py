"""What a package to a receiving authority may hold: an allow-list of fields, each of a closed form.

There is no field for how or why somebody returns, for a barrier, or for what they asked of this
country. A field holds a code of its list, a name, a number of a document, a day, an instant, a
flight, or a note; only a note is free text, and a note leaves only after a person who did not
write it has read it. Anything else in a package is refused, at the sender and at the recipient.
Not legal advice; verified by: nobody yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FIELDS", "NOTE", "Field", "Form", "PackageKind", "codes_of"]


class PackageKind(StrEnum):
    """What a package is. Its message has the same kind, with ``return-`` before it."""

    REQUEST = "request"
    REPLY = "reply"
    BOOKING = "booking"
    ARRIVAL = "arrival"
    WITHDRAWN = "withdrawn"


class Form(StrEnum):
    """How a field is written."""

    CODE = "code"
    NAME = "name"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    FLIGHT = "flight"
    NOTE = "note"


NOTE = "note"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its form, its codes where it has a closed list, and whether it must be there."""

    form: Form
    codes: tuple[str, ...] = ()
    is_needed: bool = False


GOVERNORATES = (
    "anbar", "babil", "baghdad", "basra", "dhi_qar", "diyala", "duhok", "erbil", "halabja",
    "karbala", "kirkuk", "maysan", "muthanna", "najaf", "nineveh", "qadisiyyah", "salah_al_din",
    "sulaymaniyah", "wasit", "abroad",
)  # fmt: skip
AUTHORITIES = ("baghdad", "erbil")
SEXES = ("female", "male", "not_stated")
CIVIL_DOCUMENTS = (
    "passport", "inid", "csid", "registration_1957", "family_book", "nationality_certificate",
)  # fmt: skip
TRAVEL_DOCUMENTS = (
    "passport", "laissez_passer", "eu_letter", "chicago_letter", "emergency_travel_document",
)  # fmt: skip
AIRPORTS = (
    "LHR", "LGW", "STN", "LTN", "MAN", "BHX", "EDI", "GLA", "BFS", "IST", "SAW", "AMM", "DOH",
    "DXB", "BGW", "EBL", "ISU", "BSR", "NJF", "KIK",
)  # fmt: skip
LANGUAGES = ("en", "ar", "ckb", "kmr")

PERSON: Mapping[str, Field] = {
    "full_name": Field(Form.NAME),
    "other_name": Field(Form.NAME),
    "father_name": Field(Form.NAME),
    "grandfather_name": Field(Form.NAME),
    "mother_name": Field(Form.NAME),
    "born": Field(Form.DAY),
    "birth_place": Field(Form.CODE, GOVERNORATES),
    "registered_in": Field(Form.CODE, GOVERNORATES),
    "sex": Field(Form.CODE, SEXES),
    "document_kind": Field(Form.CODE, CIVIL_DOCUMENTS),
    "document_number": Field(Form.NUMBER),
    "document_issued": Field(Form.DAY),
}
"""Who somebody is: what a civil registry can look up, and no more."""

FIELDS: Mapping[PackageKind, Mapping[str, Field]] = {
    PackageKind.REQUEST: {
        **PERSON,
        "full_name": Field(Form.NAME, is_needed=True),
        "asked": Field(
            Form.CODE, ("identity", "interview", "travel_document", "acceptance"), is_needed=True
        ),
        "authority": Field(Form.CODE, AUTHORITIES, is_needed=True),
        "reply_by": Field(Form.DAY),
        "language": Field(Form.CODE, LANGUAGES),
        NOTE: Field(Form.NOTE),
    },
    PackageKind.REPLY: {
        **PERSON,
        "answer": Field(
            Form.CODE,
            (
                "identity_confirmed", "identity_not_confirmed", "more_needed", "interview",
                "document_agreed", "document_issued", "document_refused", "accepted", "refused",
            ),
            is_needed=True,
        ),
        "reason": Field(
            Form.CODE,
            (
                "no_record", "another_person", "document_not_genuine", "not_a_national",
                "names_differ", "information_missing", "other",
            ),
        ),
        "authority": Field(Form.CODE, AUTHORITIES, is_needed=True),
        "travel_document": Field(Form.CODE, TRAVEL_DOCUMENTS),
        "travel_document_number": Field(Form.NUMBER),
        "issued": Field(Form.DAY),
        "expires": Field(Form.DAY),
        "interview_at": Field(Form.INSTANT),
        "interview_how": Field(Form.CODE, ("video", "at_mission", "at_office")),
        NOTE: Field(Form.NOTE),
    },
    PackageKind.BOOKING: {
        "flight": Field(Form.FLIGHT, is_needed=True),
        "leaves_from": Field(Form.CODE, AIRPORTS, is_needed=True),
        "lands_at": Field(Form.CODE, AIRPORTS, is_needed=True),
        "leaves": Field(Form.INSTANT, is_needed=True),
        "lands": Field(Form.INSTANT, is_needed=True),
        "travel_document": Field(Form.CODE, TRAVEL_DOCUMENTS, is_needed=True),
        "travel_document_number": Field(Form.NUMBER, is_needed=True),
        "help_on_arrival": Field(Form.CODE, ("none", "wheelchair", "child_met")),
        "authority": Field(Form.CODE, AUTHORITIES, is_needed=True),
        NOTE: Field(Form.NOTE),
    },
    PackageKind.ARRIVAL: {
        "outcome": Field(Form.CODE, ("arrived", "refused"), is_needed=True),
        "at": Field(Form.INSTANT, is_needed=True),
        "landed_at": Field(Form.CODE, AIRPORTS),
        "reason": Field(
            Form.CODE,
            ("document_not_accepted", "identity_not_accepted", "not_expected", "other"),
        ),
        "authority": Field(Form.CODE, AUTHORITIES, is_needed=True),
        NOTE: Field(Form.NOTE),
    },
    PackageKind.WITHDRAWN: {"authority": Field(Form.CODE, AUTHORITIES, is_needed=True)},
}  # fmt: skip
"""Every field that may leave. That a request is withdrawn is said without a reason."""


def codes_of(kind: PackageKind, name: str) -> tuple[str, ...]:
    """The codes of a field, in the order in which a form lists them."""
    return FIELDS[kind][name].codes
