"""The fields that may be published, and what happens to each unless an officer says otherwise.

What names a person or a place, or tells how an operation works, is withheld by default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["FIELDS", "Does", "Field", "Guards", "Rule", "Rules", "rules_of"]


class Does(StrEnum):
    """What a rule does with a field."""

    PUBLISH = "publish"
    AGGREGATE = "aggregate"
    DELAY = "delay"
    WITHHOLD = "withhold"


class Guards(StrEnum):
    """What a field may give away."""

    NOTHING = "nothing"
    PERSON = "person"
    PLACE = "place"
    OPERATION = "operation"
    PARTNER = "partner"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that has a rule.

    Attributes:
        key: its stable name.
        guards: what it may give away.
        default: what happens to it unless an officer says otherwise.
        may: what an officer may choose.
    """

    key: str
    guards: Guards
    default: Does
    may: tuple[Does, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to a field, and why; `days` only counts for a delay. No `why`: by default."""

    does: Does
    why: str = ""
    days: int = 0


Rules = Mapping[str, Rule]

_OPEN = (Does.PUBLISH, Does.WITHHOLD)
_TOTALS = (Does.PUBLISH, Does.AGGREGATE, Does.WITHHOLD)
_MONEY = (Does.PUBLISH, Does.AGGREGATE, Does.DELAY, Does.WITHHOLD)

FIELDS: Mapping[str, Field] = {
    one.key: one
    for one in (
        Field("description", Guards.OPERATION, Does.PUBLISH, _OPEN),
        Field("party", Guards.NOTHING, Does.PUBLISH, _TOTALS),
        Field("implementer", Guards.PARTNER, Does.AGGREGATE, _TOTALS),
        Field("place", Guards.PLACE, Does.WITHHOLD, _TOTALS),
        Field("contact", Guards.PERSON, Does.WITHHOLD, _TOTALS),
        Field("related", Guards.NOTHING, Does.PUBLISH, _OPEN),
        Field("budget", Guards.NOTHING, Does.PUBLISH, _TOTALS),
        Field("transaction", Guards.NOTHING, Does.PUBLISH, _MONEY),
        Field("transaction_reference", Guards.OPERATION, Does.WITHHOLD, _OPEN),
        Field("transaction_description", Guards.OPERATION, Does.WITHHOLD, _OPEN),
        Field("provider", Guards.NOTHING, Does.PUBLISH, _TOTALS),
        Field("receiver", Guards.PARTNER, Does.AGGREGATE, _TOTALS),
        Field("result", Guards.NOTHING, Does.PUBLISH, _OPEN),
        Field("result_description", Guards.OPERATION, Does.WITHHOLD, _OPEN),
        Field("baseline", Guards.NOTHING, Does.PUBLISH, _OPEN),
        Field("target", Guards.NOTHING, Does.PUBLISH, _OPEN),
        Field("actual", Guards.NOTHING, Does.PUBLISH, (Does.PUBLISH, Does.DELAY, Does.WITHHOLD)),
        Field("note", Guards.OPERATION, Does.WITHHOLD, _OPEN),
    )
}
"""By key. What is not here and has no place in a published activity never leaves at all.

Title, status, dates, country, sectors and the kinds of aid have no rule: IATI knows no activity
without them, so an activity that must not show them is not published.
"""


def rules_of(*layers: Rules) -> Rules:
    """The rules that hold: the defaults, then each layer over those before it."""
    held: dict[str, Rule] = {key: Rule(one.default) for key, one in FIELDS.items()}
    for layer in layers:
        held.update((key, rule) for key, rule in layer.items() if key in FIELDS)
    return held
