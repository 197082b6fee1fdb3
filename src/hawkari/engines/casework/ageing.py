"""How many barriers keep a case from departing as time passes and nobody records anything.

What somebody found by looking ceases to count by itself. So how many barriers are unknown is no
number that can be kept: what is kept is when each becomes unknown.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hawkari.engines.casework.facts import Facts
from hawkari.engines.casework.look import Look
from hawkari.engines.casework.reading_barriers import ALWAYS, unknown_from
from hawkari.engines.casework.readings import read
from hawkari.engines.casework.table import Guard, GuardTable
from hawkari.engines.casework.values import State

__all__ = ["BarrierCounts", "barrier_counts", "growing_unknown"]


@dataclass(frozen=True, slots=True)
class BarrierCounts:
    """How many barriers keep a case from departing, as its history says it.

    Attributes:
        open: known to be open.
        unknown: nobody looked, or what was found is no answer, whatever the day.
        turns: when others become unknown, and how many then; the earliest first.
    """

    open: int
    unknown: int
    turns: tuple[tuple[datetime, int], ...]

    def unknown_at(self, at: datetime) -> int:
        """How many are unknown at an instant."""
        return self.unknown + sum(kinds for turn, kinds in self.turns if turn <= at)


def barrier_counts(table: GuardTable, facts: Facts) -> BarrierCounts:
    """Count the barriers that keep a case from departing.

    Args:
        table: the guard table.
        facts: what is known of the case.
    """
    look = Look(table, facts, ALWAYS)
    standing = Counter(_standing(look, guard) for guard in _barriers(table))
    hard = {one.name for one in _barriers(table) if one.barrier and one.barrier.kind == "hard"}
    turns = Counter(at for kind, at in growing_unknown(table, facts).items() if kind in hard)
    return BarrierCounts(standing["open"], standing["unknown"], tuple(sorted(turns.items())))


def growing_unknown(table: GuardTable, facts: Facts) -> dict[str, datetime]:
    """The barriers that somebody looked for, and from when on each keeps a case as unknown.

    Args:
        table: the guard table.
        facts: what is known of the case.
    """
    look = Look(table, facts, ALWAYS)
    found = {
        guard.name: unknown_from(look, guard.name)
        for guard in _barriers(table)
        if _is_looked_for(guard) and not _standing(look, guard) and _keeps(look, guard, "unknown")
    }
    return {kind: at for kind, at in found.items() if at not in {None, ALWAYS}}


def _barriers(table: GuardTable) -> Iterator[Guard]:
    return (one for one in table.looking_before[State.DEPARTED] if one.barrier is not None)


def _is_looked_for(guard: Guard) -> bool:
    """Whether somebody looks for it; others are read off the papers."""
    return guard.subject.startswith("barrier:")


def _keeps(look: Look, guard: Guard, reading: str) -> bool:
    return not guard.lets_through(State.DEPARTED, look.facts.route, reading)


def _standing(look: Look, guard: Guard) -> str:
    """``open`` or ``unknown`` where a barrier keeps a case whatever the day; else empty."""
    reading = read(guard.subject, look).value
    if not _keeps(look, guard, reading):
        return ""
    if any(one.lift is None for one in look.facts.barrier(guard.name).openings):
        return "open"
    if guard.barrier is None or guard.barrier.kind != "hard":
        # A condition that is not met is none of the barriers that are counted.
        return ""
    return "unknown" if reading in {"unknown", "none"} else "open"
