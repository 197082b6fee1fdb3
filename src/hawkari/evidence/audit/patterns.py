"""Plain rules that point an auditor at what to ask about. None of them says that it was wrong.

The thresholds are data: ``resources/audit-patterns.json``.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from django.db.models import QuerySet

from hawkari.evidence.audit.hours import is_within, zone_of
from hawkari.evidence.audit.reading import LOOKS
from hawkari.evidence.models.audit import Act, AuditEntry, WorkingHours

__all__ = ["Pattern", "Striking", "patterns", "striking"]

NOT_PEOPLE = ("audit log", "sources")
COLUMNS = ("at", "seq", "act", "actor", "justification", "object_ids", "count", "outcome", "detail")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule: how many within one window, an ``hour`` or a ``day``, make it worth asking."""

    id: str
    threshold: int
    window: str


@dataclass(frozen=True, slots=True)
class Striking:
    """What one rule points at.

    Attributes:
        pattern: the rule.
        actor: whose entries.
        start: beginning of the window, on the clock of the operation's working hours.
        found: how many there were, at least the rule's threshold.
    """

    pattern: Pattern
    actor: str
    start: datetime
    found: int


@cache
def patterns() -> dict[str, Pattern]:
    """The rules by id, in the order of the file."""
    return {one["id"]: Pattern(**one) for one in _resource()["patterns"]}


@cache
def _things() -> frozenset[str]:
    """What can be looked at that is no person: posts, promises, money."""
    return frozenset(_resource()["things"])


def _resource() -> dict[str, Any]:
    path = resources.files("hawkari.evidence") / "resources" / "audit-patterns.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class _Look:
    """One entry as the rules see it; `at` is on the clock of the working hours."""

    at: datetime
    seq: int
    act: str
    actor: str
    justification: str
    object_ids: list[str]
    count: int
    outcome: str
    detail: dict[str, object]

    @property
    def is_look(self) -> bool:
        return self.act in LOOKS and self.detail.get("what") not in NOT_PEOPLE


@dataclass(slots=True)
class _Situation:
    """What the rules know besides the entry: the hours, and whom the operation is about."""

    hours: WorkingHours
    people: frozenset[str] = field(default_factory=frozenset)


Rule = Callable[[_Look, _Situation], Iterable[str]]
"""Gives what of an entry counts; a thing that comes twice within a window counts once."""


def _people(look: _Look, _: _Situation) -> Iterable[str]:
    return look.object_ids if look.is_look else ()


def _outside(look: _Look, situation: _Situation) -> Iterable[str]:
    inside = is_within(situation.hours, weekday=look.at.isoweekday(), hour=look.at.hour)
    return (str(look.seq),) if look.is_look and not inside else ()


def _no_task(look: _Look, situation: _Situation) -> Iterable[str]:
    if look.act != Act.CONSULT or not look.is_look or look.justification:
        return ()
    if look.detail.get("what") in _things():
        return ()
    return [one for one in look.object_ids if one not in situation.people]


def _denied(look: _Look, _: _Situation) -> Iterable[str]:
    refused = look.act == Act.DENY or (look.act == Act.LOGIN and look.outcome == "refused")
    return (str(look.seq),) if refused else ()


def _empty(look: _Look, _: _Situation) -> Iterable[str]:
    if look.act != Act.SEARCH or look.count:
        return ()
    # Half a name often finds nothing: those of one minute of typing count once.
    return (f"{look.at:%H:%M} typed",) if look.detail.get("as_typed") else (str(look.seq),)


RULES: dict[str, Rule] = {
    "many_people": _people,
    "outside_hours": _outside,
    "no_task": _no_task,
    "repeated_denials": _denied,
    "empty_searches": _empty,
}


def striking(
    entries: QuerySet[AuditEntry], *, hours: WorkingHours, people: Iterable[str] = ()
) -> list[Striking]:
    """What the rules point at, newest window first, then by rule and actor.

    Args:
        entries: those of the period, each looked at once.
        hours: when work is expected.
        people: every id of those whom the operation has to do with: for the rule on looks at
            people without a task.
    """
    situation = _Situation(hours, frozenset(people))
    counted: dict[tuple[str, str, datetime], set[str]] = defaultdict(set)
    for look in _looks(entries, hours):
        for name, pattern in patterns().items():
            counts = RULES[name](look, situation)
            if counts:
                counted[name, look.actor, _start(look.at, pattern.window)].update(counts)
    found = [
        Striking(patterns()[name], actor, start, len(counts))
        for (name, actor, start), counts in counted.items()
        if len(counts) >= patterns()[name].threshold
    ]
    order = list(patterns())
    return sorted(
        found, key=lambda one: (-one.start.timestamp(), order.index(one.pattern.id), one.actor)
    )


def _looks(entries: QuerySet[AuditEntry], hours: WorkingHours) -> Iterator[_Look]:
    zone = zone_of(hours)
    for at, *rest in entries.values_list(*COLUMNS).iterator(chunk_size=5000):
        yield _Look(at.astimezone(zone), *rest)


def _start(at: datetime, window: str) -> datetime:
    start = at.replace(minute=0, second=0, microsecond=0)
    return start if window == "hour" else start.replace(hour=0)
