"""Blocking rules: parts of a name beside another value, each with what it may propose.

A rule gives a record keys; records that share a key of a rule are a candidate pair. Each is a
product: every group of so many parts of one name, with every value of another field.
"""

from dataclasses import dataclass

__all__ = ["ALWAYS", "RULES", "Rule"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: as plans and reasons say it.
        parts: how many parts of one name are shared, 0–3, in any order.
        beside: what is shared besides: a field, a form of the date of birth, or empty. `day` is a
            full date, day and month in either order; `calendar day` that without its year; `year`
            the year; `near years` years at most two apart.
        first: whether the part must be the first of a name on both sides.
        quota: pairs a record that the rule may propose: the largest blocks beyond it are stopped.
        most: most records that may share a key, whatever the quota.
    """

    name: str
    parts: int
    beside: str = ""
    first: bool = False
    quota: float = 40
    most: int = 400


RULES: tuple[Rule, ...] = (
    Rule("same phone", 0, "phone", most=30),
    Rule("same identifier", 0, "identifier", most=30),
    Rule("same day of birth, one name part", 1, "day", quota=20),
    Rule("birth year within two, two name parts", 2, "near years", quota=60),
    Rule("three name parts", 3, quota=60),
    Rule("same place of birth, two name parts", 2, "place"),
    Rule("two name parts", 2, quota=60),
    Rule("same birth year, first name part", 1, "year", first=True, quota=60),
    Rule("same birth year, one name part", 1, "year", quota=30),
    Rule("same calendar day of birth, one name part", 1, "calendar day", quota=20),
    Rule("same place of birth, first name part", 1, "place", first=True, quota=30),
    Rule("one rare name part", 1, quota=20),
    Rule("rare first name part", 1, first=True, quota=20),
    Rule("same nickname, one name part", 1, "nickname", quota=10),
    Rule("same day of birth", 0, "day", quota=10, most=30),
    Rule("same place and year of birth", 0, "place and year", quota=10, most=30),
)
ALWAYS = frozenset({"same phone", "same identifier"})
"""Rules whose pairs the budget takes before all others: training rests on all of them."""
