"""How the entities of a row are told from those of other rows: never by a name alone.

Two that are one can still be joined later; two that were made one can no longer be told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hawkari.evidence.loaders.proposing.proposal import ColumnProposal
from hawkari.evidence.loaders.proposing.vocabulary import concepts

__all__ = ["MAIN", "PLAIN_TARGETS", "SUBS", "Identity", "begins_anew", "split_target"]

MAIN = {
    "people": "Person", "payments": "Payment", "calls": "Call", "vehicles": "Vehicle",
    "seizures": "Event",
}  # fmt: skip
PLAIN_TARGETS = ("id", "notes", "ignore", "seen", "grade", "handling")
SUBS = {
    "bank": ("BankAccount", ("iban", "accountNumber"), "account"),
    "vehicle": ("Vehicle", ("registrationNumber",), "vehicle"),
    "account": ("UserAccount", ("username",), "user"),
    "location": ("Address", ("latitude", "longitude"), "place"),
}
"""Things of a person: schema, the properties that tell one from another, and prefix of its id."""

ANYWHERE = {"bank": ("iban",), "location": ("latitude", "longitude")}
"""What tells a thing from every other by itself."""

WITHIN = {"bank": ("bankName", "bic"), "account": ("service",), "vehicle": ("country",)}
"""In what the others tell it apart: a number is one account's only within its bank."""

IDENTIFYING = frozenset(
    one.target.rpartition(".")[2] for one in concepts().values() if one.identifier
) - {"notes"} | {"transactionNumber"}
"""Properties by which two rows of the same cells are about the same: no name, no date."""

Rules = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Identity:
    """The ids of the entities of one table's rows.

    `columns` are the table's, `id` the column that tells its rows' people apart, if there is one
    (`counts`: only within its file), `schema` that of whom each row is about.
    """

    columns: Sequence[ColumnProposal]
    schema: str
    id: str
    counts: bool = False

    def of_main(self, rules: Rules) -> Any:
        """Of whom or what each row is about, with its rules."""
        if self.id and self.schema == "Person":
            # Numbers that a list counts by are counted anew in the partner's next file.
            in_file = {"columns": [self.id], "prefix": "person", "file": True}
            return in_file if self.counts else self.id
        if self.schema == "Vehicle" and "registrationNumber" in rules:
            return self.of_thing("vehicle", rules)
        prefix = {"Person": "person", "Call": "call", "Payment": "payment"}
        return {
            "columns": self._row([]),
            "prefix": prefix.get(self.schema, "row"),
            **self._apart(),
        }

    def of_row(self, columns: Sequence[str], prefix: str) -> dict[str, Any]:
        """Of a person or a tie of this row alone: one of the same name elsewhere may be another."""
        return {
            "columns": list(columns),
            "prefix": prefix,
            "within": self._row(columns),
            **self._apart(),
            **({"file": True} if self.counts else {}),
        }

    def of_thing(self, sub: str, rules: Rules) -> dict[str, Any]:
        """Of a thing of `SUBS`: by what tells it everywhere, else within its bank, else its row."""
        columns = _columns_of(rules, SUBS[sub][1])
        anywhere = _columns_of(rules, ANYWHERE.get(sub, ()))
        within = [] if anywhere else _columns_of(rules, WITHIN.get(sub, ()))
        stated: dict[str, Any] = {"columns": columns, "prefix": SUBS[sub][2]}
        if within:
            stated["within"] = within
        if set(columns) - set(anywhere):
            stated["apart"] = {"unless": anywhere or within, "by": self._row(columns)}
        return stated

    def _apart(self) -> dict[str, Any]:
        """What keeps rows of the same cells apart where no number tells them: their place."""
        if self.id:
            return {}
        unless = [
            one.column
            for one in self.columns
            if one.target not in PLAIN_TARGETS
            and split_target(one.target)[3] in IDENTIFYING
            and not (self.schema == "Person" and one.role)
        ]
        return {"apart": {"unless": unless}}

    def _row(self, but: Sequence[str]) -> list[str]:
        """The columns that tell one row from another: the id, else all that mean something."""
        if self.id:
            return [self.id]
        used = [one.column for one in self.columns if one.target != "ignore"]
        return [column for column in used if column not in but] or used


def begins_anew(values: Sequence[str]) -> bool:
    """Whether ids are such small numbers as a list counts by that knows no other file.

    In any order and with gaps, but none above twice the number of rows that were looked at.
    """
    if not values:
        return False
    most = 2 * len(values)
    return all(value.isdecimal() and len(value) < 10 and int(value) <= most for value in values)


def split_target(target: str) -> tuple[str, int, str, str]:
    """Role, number, thing and property of a target such as ``passenger 2.vehicle.model``."""
    *before, prop = target.split(".")
    sub = before.pop() if before and before[-1] in SUBS else ""
    role, _, number = before[0].partition(" ") if before else ("", "", "")
    return role, int(number or 0), sub, prop


def _columns_of(rules: Rules, props: Iterable[str]) -> list[str]:
    """The columns of some properties, in their order."""
    return [rules[prop][0]["column"] for prop in props if prop in rules]
