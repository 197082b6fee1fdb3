"""What one side holds about a person, in the few fields that both sides can have."""

from dataclasses import dataclass

__all__ = ["FIELDS", "Record"]

FIELDS = (
    "full_name", "other_name", "father_name", "grandfather_name", "mother_name", "born",
    "birth_place", "registered_in", "sex", "document_kind", "document_number",
)  # fmt: skip
"""The fields in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record; an empty text is not known there.

    Attributes:
        full_name: in its own script.
        other_name: another name, or the same in another script.
        father_name: of the father.
        grandfather_name: of the father's father.
        mother_name: of the mother.
        born: ``1994-03-07``, ``1994-03`` or ``1994``.
        birth_place: in words or as a code.
        registered_in: governorate of the civil register.
        sex: ``female``, ``male`` or ``other``.
        document_kind: of the document whose number is given.
        document_number: as written on it.
    """

    full_name: str = ""
    other_name: str = ""
    father_name: str = ""
    grandfather_name: str = ""
    mother_name: str = ""
    born: str = ""
    birth_place: str = ""
    registered_in: str = ""
    sex: str = ""
    document_kind: str = ""
    document_number: str = ""
