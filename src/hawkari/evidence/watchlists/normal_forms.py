"""The normal form of what is watched and of what is said, and which of the two may meet."""

from collections.abc import Sequence

from followthemoney import model

from hawkari.engines import names
from hawkari.errors import BadInput
from hawkari.evidence.audit.terms import keyed_hash
from hawkari.evidence.models import WatchKind
from hawkari.evidence.phone_forms import as_phones
from hawkari.evidence.search_keys import identifier_key, name_keys

__all__ = [
    "MATCHED_TYPES",
    "check_value",
    "digest",
    "is_named",
    "keys_of_entry",
    "may_meet",
    "probabilities",
]

NAME, PHONE, IDENTIFIER = "name", "phone", "identifier"
MATCHED_TYPES = (NAME, PHONE, IDENTIFIER)
FEWEST_WORDS = 2
FEWEST_DIGITS = 7
FEWEST_LETTERS = 4


def check_value(kind: str, value: str) -> None:
    """Refuse what would match too much: a lone name, a number of a few digits.

    Raises:
        BadInput: if the value cannot be watched.
    """
    if kind == WatchKind.NAME and len(names.fold(value).tokens) < FEWEST_WORDS:
        raise BadInput(
            "one word of a name is borne by too many", "Give two words of the name at least."
        )
    marks = [char for char in value if char.isalnum()]
    if kind == WatchKind.PHONE and sum(char.isdecimal() for char in marks) < FEWEST_DIGITS:
        raise BadInput("this is no whole telephone number", "Give it with its country's code.")
    if len(marks) < FEWEST_LETTERS:
        raise BadInput(
            "this is too short to be told apart", "Give four letters or digits at least."
        )


def keys_of_entry(kind: str, value: str) -> tuple[str, ...]:
    """The search keys that an entry is found by, sorted; see `hawkari.evidence.search_keys`."""
    found: set[str] = set()
    if kind in {WatchKind.NAME, WatchKind.BOAT}:
        found.update(name_keys(value))
    if kind != WatchKind.NAME:
        found.add(identifier_key(value))
    if kind == WatchKind.PHONE:
        found.update(map(identifier_key, as_phones(value)))
    return tuple(sorted(found - {""}))


def is_named(prop_type: str) -> bool:
    """Whether values of a property's type are compared as names, not by their normal form."""
    return prop_type == NAME


def may_meet(kind: str, schema: str, prop_type: str) -> bool:
    """Whether what is watched can be what a property of a record says.

    Args:
        kind: of the entry.
        schema: FollowTheMoney schema of the record.
        prop_type: FollowTheMoney type of the property.
    """
    if kind == WatchKind.PHONE:
        return prop_type == PHONE
    if prop_type == NAME:
        return kind == WatchKind.NAME or (kind == WatchKind.BOAT and _is_boat(schema))
    return kind != WatchKind.NAME and prop_type == IDENTIFIER


def _is_boat(schema: str) -> bool:
    found = model.get(schema)
    return found is not None and found.is_a("Vessel")


def digest(prop_type: str, value: str) -> str:
    """A keyed hash of a value's normal form, 32 hexadecimal digits: which value an alert is of."""
    normal = value.casefold() if is_named(prop_type) else identifier_key(value)
    return keyed_hash(f"watch {'name' if is_named(prop_type) else 'number'} {normal}")


def probabilities(watched: str, values: Sequence[str]) -> dict[str, float]:
    """For each of some names, how probably it and the watched one are one person's (0-1)."""
    listed = sorted(set(values))
    scores = names.compare_many([watched] * len(listed), listed)
    return dict(zip(listed, map(float, scores), strict=True))
