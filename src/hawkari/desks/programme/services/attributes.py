"""What can be claimed of an item, and what a reader asks of each kind of item."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hawkari.desks.programme.models import ItemKind, RegisterItem
from hawkari.errors import BadInput

__all__ = [
    "ATTRIBUTES",
    "BOUNDS",
    "CURRENCIES",
    "STATES",
    "Attribute",
    "Form",
    "asked_of",
    "attribute",
]

CURRENCIES = ("GBP", "USD", "EUR", "IQD")
BOUNDS = ("exact", "at_most", "at_least")
STATES = ("planned", "running", "done", "behind", "stopped")


class Form(StrEnum):
    """What the value of an attribute is."""

    TEXT = "text"
    AMOUNT = "amount"
    NUMBER = "number"
    DAY = "day"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One thing that can be claimed of an item.

    Attributes:
        name: stable.
        form: of its value.
        many: whether several of them stand together without contradicting each other.
        changes: whether it changes with time, so that a reporter's newest claim is what they say.
        internal: whether it is the agency's own steering, which the public view never shows.
    """

    name: str
    form: Form = Form.TEXT
    many: bool = False
    changes: bool = False
    internal: bool = False


_ALL = (
    Attribute("what"),
    Attribute("made_on", Form.DAY),
    Attribute("parties"),
    Attribute("signed_by"),
    Attribute("words"),
    Attribute("amount", Form.AMOUNT),
    Attribute("committed", Form.AMOUNT, changes=True),
    Attribute("spent", Form.AMOUNT, changes=True),
    Attribute("number", Form.NUMBER),
    Attribute("trained", Form.NUMBER, changes=True),
    Attribute("returned", Form.NUMBER, changes=True),
    Attribute("called"),
    Attribute("partner"),
    Attribute("implementer"),
    Attribute("funder"),
    Attribute("place"),
    Attribute("legal_basis"),
    Attribute("starts", Form.DAY),
    Attribute("ends", Form.DAY),
    Attribute("happened", many=True),
    Attribute("state", Form.STATE, changes=True),
    Attribute("owner", changes=True, internal=True),
    Attribute("next_step", changes=True, internal=True),
    Attribute("next_date", Form.DAY, changes=True, internal=True),
    Attribute("behind_why", changes=True, internal=True),
    Attribute("risk", many=True, internal=True),
    Attribute("baseline", Form.NUMBER),
    Attribute("target", Form.NUMBER),
    Attribute("actual", Form.NUMBER, changes=True),
    Attribute("unit"),
)
ATTRIBUTES: Mapping[str, Attribute] = {one.name: one for one in _ALL}
"""Every attribute by its name, in the order in which pages show them."""

_ASKED: Mapping[str, tuple[str, ...]] = {
    ItemKind.AGREEMENT: ("made_on", "parties", "signed_by", "words"),
    ItemKind.COMMITMENT: ("made_on", "parties", "amount", "spent", "happened"),
    ItemKind.ACTIVITY: ("partner", "implementer", "starts", "spent", "state"),
    ItemKind.OUTPUT: ("state",),
    ItemKind.INDICATOR: (),
}


def attribute(name: str) -> Attribute:
    """The attribute of this name.

    Raises:
        BadInput: if there is none.
    """
    found = ATTRIBUTES.get(name)
    if found is None:
        raise BadInput(
            f"there is no attribute {name[:40]!r}",
            f"Use one of {', '.join(ATTRIBUTES)}.",
            where=("attribute",),
        )
    return found


def asked_of(item: RegisterItem) -> tuple[str, ...]:
    """What a reader asks of an item: where nobody says it, it is "not published"."""
    own = [one for one in item.asked if one in ATTRIBUTES]
    return tuple(dict.fromkeys([*_ASKED[item.kind], *own]))
