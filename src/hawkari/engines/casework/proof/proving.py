"""The whole proof of one guard table."""

from dataclasses import dataclass

from hawkari.engines.casework.proof.search import (
    Breach,
    Found,
    search,
    worlds_alone,
    worlds_in_pairs,
)
from hawkari.engines.casework.proof.stopping import stopping
from hawkari.engines.casework.table import GuardTable
from hawkari.engines.casework.values import Route, State

__all__ = ["Proof", "prove"]


@dataclass(frozen=True)
class Proof:
    """What the search of a table found.

    Attributes:
        states: states of a case that were looked at.
        edges: what may happen to a case in them: steps that the table allows, and other events.
        breaches: steps that the table allows and the law forbids.
        breaks: events that should have stopped a case and did not.
        blocked: routes on which nobody at all can depart: then the search was of nothing.
    """

    states: int
    edges: int
    breaches: tuple[Breach, ...]
    breaks: tuple[str, ...]
    blocked: tuple[Route, ...]

    @property
    def holds(self) -> bool:
        """No unlawful state is reachable, and lawful departures are."""
        return not (self.breaches or self.breaks or self.blocked)

    @property
    def departure(self) -> Breach | None:
        """An unlawful departure; None when there is none."""
        return next((one for one in self.breaches if one.to is State.DEPARTED), None)


def prove(table: GuardTable, shipped: GuardTable | None = None) -> Proof:
    """Search a table: every subject alone, every pair, and every event that must stop a case.

    A table on which a subject alone already breaks the law is not searched in pairs.

    Args:
        table: the guard table.
        shipped: the whole table, where `table` is a broken one: what can happen in a case does not
            depend on what was broken.
    """
    shipped = shipped or table
    found = Found()
    for worlds in worlds_alone(shipped).values():
        found.add(search(table, worlds))
    if not found.breaches:
        for worlds in worlds_in_pairs(shipped):
            found.add(search(table, worlds))
    stopped = stopping(table)
    return Proof(
        states=found.states + stopped.states,
        edges=found.edges + stopped.edges,
        breaches=tuple(found.breaches),
        breaks=stopped.breaks,
        blocked=tuple(route for route in Route if route not in found.departures),
    )
