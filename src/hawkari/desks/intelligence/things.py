"""What kind of thing a record is of, as questions call it."""

from collections.abc import Mapping

__all__ = ["PERSON", "thing_of"]

PERSON = "person"
_OF_SCHEMA: Mapping[str, str] = {
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Vehicle": "vehicle",
    "Airplane": "aircraft",
    "BankAccount": "account",
    "CryptoWallet": "account",
    "UserAccount": "account",
}


def thing_of(left: str, right: str) -> str:
    """What two records are of, by their schemata; what is not told apart is asked of as a person.

    Returns:
        ``person``, ``organisation``, ``vessel``, ``vehicle``, ``aircraft`` or ``account``.
    """
    mine, other = _OF_SCHEMA.get(left, PERSON), _OF_SCHEMA.get(right, PERSON)
    return mine if mine == other else PERSON
