"""What of an activity passes the rules, and what stays inside and why.

The published activity is made anew from what passes; nothing is taken away from a whole one, so a
field that nobody thought of stays inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from hawkari.desks.programme.iati_out.fields import Does, Rule, Rules
from hawkari.desks.programme.iati_out.values import (
    Activity,
    Budget,
    Contact,
    Details,
    Indicator,
    Org,
    Party,
    Period,
    Place,
    Result,
    Transaction,
)

__all__ = ["NOT_DESCRIBED", "NOT_NAMED", "Passed", "Withheld", "pass_on"]

NOT_NAMED = "Organisation not named"
"""Stands where only the kind of an organisation is published."""
NOT_DESCRIBED = "Not described here"
"""Stands where a description is withheld, because IATI knows no activity without one."""
IMPLEMENTING = "4"


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that stays inside.

    Attributes:
        field: its key.
        does: which rule kept it.
        what: the value itself, for the officer; it never leaves.
        why: the reason that the rule gives; empty for the default's own.
        until: the day from which it may leave; None if never.
    """

    field: str
    does: Does
    what: str
    why: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """What leaves, and what stays inside."""

    activity: Activity
    withheld: tuple[Withheld, ...]


class _Gate:
    """Asks the rules field by field, and notes what stays."""

    def __init__(self, rules: Rules, today: date) -> None:
        self.rules, self.today = rules, today
        self.kept: list[Withheld] = []

    def rule(self, key: str) -> Rule:
        return self.rules.get(key, Rule(Does.WITHHOLD))

    def keep(self, key: str, what: str, *, until: date | None = None) -> None:
        rule = self.rule(key)
        self.kept.append(Withheld(key, rule.does, what, rule.why, until))

    def text(self, key: str, value: str) -> str:
        """A text that leaves whole, or stays."""
        if not value or self.rule(key).does is Does.PUBLISH:
            return value
        self.keep(key, value)
        return ""

    def number(self, key: str, value: Decimal | None, *, at: date) -> Decimal | None:
        """A number that leaves, stays, or waits until some days after `at`."""
        rule = self.rule(key)
        if value is None or rule.does is Does.PUBLISH:
            return value
        until = at + timedelta(days=rule.days) if rule.does is Does.DELAY else None
        if until is not None and until <= self.today:
            return value
        self.keep(key, f"{at.isoformat()}: {value:f}", until=until)
        return None

    def org(self, key: str, org: Org) -> Org:
        """An organisation that leaves by name, by its kind alone, or not at all."""
        rule = self.rule(key)
        if org == Org() or rule.does is Does.PUBLISH:
            return org
        self.keep(key, " ".join(filter(None, (org.ref, org.name))))
        return Org(name=NOT_NAMED, kind=org.kind) if rule.does is Does.AGGREGATE else Org()


def pass_on(activity: Activity, rules: Rules, today: date) -> Passed:
    """What of an activity leaves under these rules on a day, and what stays.

    Args:
        activity: everything that is known.
        rules: as `rules_of` gives them; a field without a rule stays inside.
        today: the day, for delays and for quarters that are not over.
    """
    gate = _Gate(rules, today)
    passed = Activity(
        reference="",
        identifier=activity.identifier,
        publisher=activity.publisher,
        details=_details(gate, activity.details),
        budgets=_budgets(gate, activity.budgets),
        transactions=_transactions(gate, activity.transactions),
        results=_results(gate, activity.results),
        related=_related(gate, activity.related),
    )
    return Passed(passed, tuple(gate.kept))


def _details(gate: _Gate, said: Details) -> Details:
    described = dict(said.description)
    if described and gate.rule("description").does is not Does.PUBLISH:
        for text in described.values():
            gate.keep("description", text)
        described = {"en": NOT_DESCRIBED}
    return replace(
        said,
        description=described,
        parties=tuple(_parties(gate, said.parties)),
        place=_place(gate, said.place),
        contact=_contact(gate, said.contact),
    )


def _parties(gate: _Gate, parties: Iterable[Party]) -> Iterable[Party]:
    for one in parties:
        key = "implementer" if one.role == IMPLEMENTING else "party"
        org = gate.org(key, one.org)
        if org != Org():
            yield Party(one.role, org)


def _place(gate: _Gate, place: Place) -> Place:
    does = gate.rule("place").does
    if place == Place() or does is Does.PUBLISH:
        return place
    if does is Does.AGGREGATE:
        if place.name:
            gate.keep("place", place.name)
        return Place(area=place.area)
    gate.keep("place", ", ".join(filter(None, (place.area, place.name))))
    return Place()


def _contact(gate: _Gate, contact: Contact) -> Contact:
    does = gate.rule("contact").does
    if contact == Contact() or does is Does.PUBLISH:
        return contact
    person = ", ".join(filter(None, (contact.person, contact.email, contact.telephone)))
    if does is Does.AGGREGATE:
        if person:
            gate.keep("contact", person)
        return Contact(organisation=contact.organisation)
    gate.keep("contact", ", ".join(filter(None, (contact.organisation, person))))
    return Contact()


def _related(gate: _Gate, related: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in related if gate.text("related", one[1]))


def _budgets(gate: _Gate, budgets: tuple[Budget, ...]) -> tuple[Budget, ...]:
    does = gate.rule("budget").does
    if not budgets or does is Does.PUBLISH:
        return budgets
    for one in budgets:
        gate.keep("budget", f"{one.first} – {one.last}: {one.value:f} {one.currency}")
    if does is not Does.AGGREGATE:
        return ()

    def group(one: Budget) -> tuple[int, str, str, str]:
        return one.first.year, one.currency, one.kind, one.status

    return tuple(_one_budget(list(rows)) for _, rows in groupby(sorted(budgets, key=group), group))


def _one_budget(rows: list[Budget]) -> Budget:
    """One budget for a calendar year, in place of all that begin in it."""
    first = date(rows[0].first.year, 1, 1)
    total = sum((one.value for one in rows), Decimal())
    return replace(
        rows[0], first=first, last=date(first.year, 12, 31), value=total, value_date=first
    )


def _transactions(gate: _Gate, rows: tuple[Transaction, ...]) -> tuple[Transaction, ...]:
    rule = gate.rule("transaction")
    does = rule.does
    if does is Does.PUBLISH:
        return tuple(_transaction(gate, one) for one in rows)
    if does is Does.DELAY:
        due = {one: one.day + timedelta(days=rule.days) for one in rows}
        for one, until in due.items():
            if until > gate.today:
                gate.keep("transaction", _said(one), until=until)
        return tuple(_transaction(gate, one) for one in rows if due[one] <= gate.today)
    if does is Does.AGGREGATE:
        return tuple(_quarters(gate, rows))
    for one in rows:
        gate.keep("transaction", _said(one))
    return ()


def _transaction(gate: _Gate, one: Transaction) -> Transaction:
    return replace(
        one,
        ref=gate.text("transaction_reference", one.ref),
        description=gate.text("transaction_description", one.description),
        provider=gate.org("provider", one.provider),
        receiver=gate.org("receiver", one.receiver),
    )


def _quarters(gate: _Gate, rows: tuple[Transaction, ...]) -> Iterable[Transaction]:
    """One sum a quarter, type and currency. A quarter that is not over stays inside whole."""

    def group(one: Transaction) -> tuple[date, str, str]:
        return _quarter_end(one.day), one.kind, one.currency

    for (last, kind, currency), found in groupby(sorted(rows, key=group), group):
        together = list(found)
        waits = last >= gate.today
        for one in together:
            gate.keep("transaction", _said(one), until=last + timedelta(days=1) if waits else None)
        if not waits:
            total = sum((one.value for one in together), Decimal())
            yield Transaction("", kind, last, total, currency, last)


def _quarter_end(day: date) -> date:
    month = (day.month + 2) // 3 * 3
    following = date(day.year + (month == 12), month % 12 + 1, 1) if day.year < 9999 else None
    return following - timedelta(days=1) if following else date(day.year, 12, 31)


def _said(one: Transaction) -> str:
    names = (one.ref, one.description, one.provider.name, one.receiver.name)
    words = ", ".join(filter(None, names))
    return f"{one.day.isoformat()}: {one.value:f} {one.currency}" + (f" ({words})" if words else "")


def _results(gate: _Gate, results: tuple[Result, ...]) -> tuple[Result, ...]:
    if gate.rule("result").does is not Does.PUBLISH:
        for one in results:
            gate.keep("result", _first(one.title.values()))
        return ()
    return tuple(
        replace(
            one,
            description=gate.text("result_description", one.description),
            indicators=tuple(_indicator(gate, found) for found in one.indicators),
        )
        for one in results
    )


def _indicator(gate: _Gate, one: Indicator) -> Indicator:
    known_from = date(one.baseline_year or 1, 1, 1)
    baseline = gate.number("baseline", one.baseline, at=known_from)
    return replace(
        one,
        description=gate.text("result_description", one.description),
        baseline=baseline,
        baseline_note=gate.text("note", one.baseline_note),
        periods=tuple(_period(gate, found) for found in one.periods),
    )


def _period(gate: _Gate, one: Period) -> Period:
    return replace(
        one,
        target=gate.number("target", one.target, at=one.last),
        target_note=gate.text("note", one.target_note),
        actual=gate.number("actual", one.actual, at=one.last),
        actual_note=gate.text("note", one.actual_note),
    )


def _first(texts: Iterable[str]) -> str:
    return next(iter(texts), "")
