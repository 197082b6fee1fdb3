"""Retention rules as data: how long until a review, for what, by whose authority."""

import calendar
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from hawkari.errors import BadInput

__all__ = ["RetentionRule", "RetentionRules", "add_months", "retention_rules"]


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """One rule of the table.

    Attributes:
        id: its name, e.g. ``own-source``.
        version: rises with every change.
        applies_to: ``source`` or ``entity``.
        title: what it says, in a sentence, in English.
        review_months: months until the next review.
        keep_to_age: age in years to which the source of the rule lets records be kept; None if it
            names none. Shown to the reviewer; nothing is disposed of by itself.
        authority: the law or practice it follows.
        source: where its words were read.
        source_date: ISO date of that reading.
        status: ``unconfirmed`` until a qualified person has checked it.
        verified_by: who checked it; None for nobody yet.
    """

    id: str
    version: int
    applies_to: str
    title: str
    review_months: int
    authority: str
    source: str
    source_date: str
    status: str
    verified_by: str | None
    keep_to_age: int | None = None

    def due_after(self, day: date) -> date:
        """The day of the next review, counted from a day."""
        return add_months(day, self.review_months)


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """The whole table.

    `defaults` names the rule of a source, of a person without a category (``unset``) and of each
    category; `extend_at_most_months` bounds an extension; `hold_review_months` is the period after
    which a hold is reviewed.
    """

    version: int
    extend_at_most_months: int
    hold_review_months: int
    defaults: Mapping[str, str]
    rules: Mapping[str, RetentionRule]

    def named(self, name: str, applies_to: str) -> RetentionRule:
        """The rule of a name.

        Raises:
            BadInput: if there is none, or it is for something else.
        """
        found = self.rules.get(name)
        if found is None or found.applies_to != applies_to:
            known = ", ".join(sorted(self._for(applies_to)))
            raise BadInput(f"no retention rule for a {applies_to} is called {name!r}", known)
        return found

    def _for(self, applies_to: str) -> list[str]:
        return [rule.id for rule in self.rules.values() if rule.applies_to == applies_to]

    def of_source(self) -> RetentionRule:
        """The rule of every source."""
        return self.rules[self.defaults["source"]]

    def of_entity(self, categories: Collection[str], *, is_child: bool = False) -> RetentionRule:
        """The rule of a person: of several categories, that which is reviewed soonest.

        Args:
            categories: subject categories set in the operation; empty for unset.
            is_child: whether a source says that the person is under 18.
        """
        names = [self.defaults[one] for one in sorted(categories)] or [self.defaults["unset"]]
        if is_child:
            names.append("own-child")
        return min(
            (self.rules[name] for name in names), key=lambda rule: (rule.review_months, rule.id)
        )


@cache
def retention_rules() -> RetentionRules:
    """The table in ``resources/retention.json``."""
    path = resources.files("hawkari.evidence") / "resources" / "retention.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    rules = [RetentionRule(**rule) for rule in data["rules"]]
    return RetentionRules(
        version=data["version"],
        extend_at_most_months=data["extend_at_most_months"],
        hold_review_months=data["hold_review_months"],
        defaults=data["defaults"],
        rules={rule.id: rule for rule in rules},
    )


def add_months(day: date, months: int) -> date:
    """The same day of a later month; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
