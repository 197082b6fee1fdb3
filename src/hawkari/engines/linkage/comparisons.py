"""What is compared: every comparison with its levels, the properties it reads, and for whom.

One list holds the comparisons of all families; where a record lacks what one reads, its level is
`MISSING`. Places in the list are columns of the matrix of levels.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from hawkari.engines.linkage.dates import BIRTH_LEVELS
from hawkari.engines.linkage.numbers import ACCOUNTS, DOCUMENTS, MARKS

__all__ = [
    "ACCOUNT",
    "ADDRESS",
    "BIRTH",
    "COMPARED",
    "COMPARISONS",
    "COUNTRY",
    "FATHER",
    "GENDER",
    "IDENTIFIER",
    "LEGAL_FORM",
    "MARK",
    "MISSING",
    "MOTHER",
    "NAME",
    "NICKNAME",
    "PHONE",
    "PLACE",
    "SOURCE",
    "Comparison",
    "comparisons_of",
    "family_of",
]

MISSING = -1


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: its key (a column), its name, and its levels from worst to best."""

    key: str
    name: str
    levels: tuple[str, ...]


_NUMBER_LEVELS = (
    "different",
    "one character differs",
    "the same but for letters like digits",
    "the same",
)
_PARENT_LEVELS = ("another name", "hardly alike", "alike in part", "the same", "the same, rare")

COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        "name",
        "name",
        (
            "another name",
            "hardly alike",
            "little alike",
            "somewhat alike",
            "alike in part",
            "could be the same",
            "rather the same",
            "the same, common",
            "the same",
            "the same, seldom by chance",
            "the same, rare",
        ),
    ),
    Comparison("birth", "birth date", BIRTH_LEVELS),
    Comparison(
        "phone",
        "phone",
        ("different", "shared by many", "the same without its country code", "the same"),
    ),
    Comparison("identifier", "identifier", _NUMBER_LEVELS),
    Comparison("place", "place of birth", ("different", "one in the other", "the same")),
    Comparison("nickname", "nickname", ("different", "the same")),
    Comparison("country", "nationality", ("different", "the same")),
    Comparison("gender", "gender", ("different", "the same")),
    Comparison("source", "source", ("one source", "two sources")),
    Comparison("father", "father's name", _PARENT_LEVELS),
    Comparison("mother", "mother's name", _PARENT_LEVELS),
    Comparison(
        "account",
        "account",
        ("different", "shared by many", "the same name on another platform", "the same"),
    ),
    Comparison("address", "address", ("different", "alike in part", "the same")),
    Comparison("mark", "registration mark", _NUMBER_LEVELS),
    Comparison("form", "legal form", ("different", "the same")),
)
(
    NAME,
    BIRTH,
    PHONE,
    IDENTIFIER,
    PLACE,
    NICKNAME,
    COUNTRY,
    GENDER,
    SOURCE,
    FATHER,
    MOTHER,
    ACCOUNT,
    ADDRESS,
    MARK,
    LEGAL_FORM,
) = range(len(COMPARISONS))


COMPARED: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "alias", "weakAlias", "previousName"),
    "birth date": ("birthDate", "incorporationDate", "buildDate"),
    "phone": ("phone", "mobile"),
    "identifier": (*DOCUMENTS, "accountNumber"),
    "place of birth": ("birthPlace",),
    "nickname": ("alias", "weakAlias"),
    "nationality": ("nationality", "citizenship", "flag", "jurisdiction"),
    "gender": ("gender",),
    "father's name": ("fatherName",),
    "mother's name": ("motherName",),
    "account": tuple(ACCOUNTS),
    "address": ("address",),
    "registration mark": (*MARKS, "registrationNumber"),
    "legal form": ("legalForm", "name"),
}
"""The FollowTheMoney properties that each comparison looks at, by its name; `source` has none."""

_PERSON = (
    NAME, BIRTH, PHONE, IDENTIFIER, PLACE, NICKNAME, COUNTRY, GENDER, SOURCE, FATHER, MOTHER,
    ACCOUNT, ADDRESS,
)  # fmt: skip
_OF_FAMILY = {
    "Person": _PERSON,
    "Organization": (
        NAME, BIRTH, PHONE, IDENTIFIER, NICKNAME, COUNTRY, SOURCE, ACCOUNT, ADDRESS, LEGAL_FORM,
    ),
    "Vessel": (NAME, BIRTH, IDENTIFIER, COUNTRY, SOURCE, MARK),
    "Vehicle": (BIRTH, IDENTIFIER, SOURCE, MARK),
    "Airplane": (BIRTH, IDENTIFIER, SOURCE, MARK),
    "UserAccount": (NAME, PHONE, SOURCE, ACCOUNT),
    "BankAccount": (IDENTIFIER, SOURCE, ACCOUNT),
    "CryptoWallet": (SOURCE, ACCOUNT),
}  # fmt: skip


_ORGANIZATIONS = frozenset({"Organization", "Company", "PublicBody", "LegalEntity"})


def family_of(schema: str) -> str:
    """Which records a record may be compared with: organisations of all kinds are one family."""
    return "Organization" if schema in _ORGANIZATIONS else schema


def comparisons_of(schema: str) -> tuple[Comparison, ...]:
    """The comparisons that tell records of a schema's family apart, in the order of `COMPARISONS`.

    Args:
        schema: of FollowTheMoney; for one whose family has no model of its own, all comparisons.
    """
    mine = _OF_FAMILY.get(family_of(schema), range(len(COMPARISONS)))
    return tuple(COMPARISONS[place] for place in sorted(mine))
