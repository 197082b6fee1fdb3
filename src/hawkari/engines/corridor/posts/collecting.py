"""Who advertises: some recruiters of the corridor, with their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from hawkari.engines.corridor.values import Person

__all__ = ["OPERATORS", "Recruiters"]

OPERATORS = 12


@dataclass(slots=True)
class Recruiters:
    """The first recruiters of a sample who have a number, one a cell."""

    people: list[Person] = field(default_factory=list)

    def meet(self, cell: Iterable[Person]) -> None:
        """Take the recruiter of a cell, if there is room for one more."""
        if len(self.people) < OPERATORS:
            found = (one for one in cell if one.role == "recruiter" and one.phones)
            self.people.extend(list(found)[:1])
