"""Who works with whom: cells that are dense inside, a few brokers between them.

Ratios after Campana 2018 ("Out of Africa", 292 actors, no edges published): a tie within one stage
of the route is about 7 times likelier, a tie between two of the same role 3 times less likely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from hawkari.engines.corridor.values import Person, Tie

__all__ = ["SAME_ROLE", "SAME_STAGE", "Brokers", "tie_cell"]

TIES_A_MEMBER = 3.2
SAME_STAGE = 7.0
SAME_ROLE = 1 / 3
HIGHEST = 0.95
KEPT_BROKERS = 400  # earlier brokers that a new cell may be tied to


@dataclass(slots=True)
class Brokers:
    """Earlier cells' brokers; the latest few hundred, so that memory stays bounded."""

    known: list[Person] = field(default_factory=list)

    def join(self, people: Sequence[Person], rng: Random) -> Iterator[Tie]:
        """Tie a cell's brokers to those of earlier cells, then remember them."""
        mine = [person for person in people if person.broker]
        for place, person in enumerate(mine):
            for _ in range(2 if place == 0 else rng.randrange(2)):
                if self.known:
                    yield Tie(person, rng.choice(self.known), "works with")
        self.known += mine
        del self.known[:-KEPT_BROKERS]


def tie_cell(people: Sequence[Person], rng: Random) -> list[Tie]:
    """Ties among a cell's members, and of each migrant to two or three who serve them.

    Every member has at least one tie, to an organiser if to nobody else.
    """
    members = [person for person in people if person.role]
    ties = list(_working(members, rng))
    tied = {person.id for tie in ties for person in (tie.left, tie.right)}
    head = next(person for person in members if person.broker)
    alone = [one for one in members if one.id not in tied and one is not head]
    ties += [Tie(head, member, "works with") for member in alone]
    servers = [person for person in members if person.role != "money"] or members
    for person in people:
        if person.category == "migrant":
            chosen = rng.sample(servers, min(len(servers), rng.choice((1, 2, 2, 3))))
            ties += [Tie(server, person, "smuggled") for server in chosen]
    return ties


def _working(members: Sequence[Person], rng: Random) -> Iterator[Tie]:
    pairs = list(combinations(members, 2))
    weights = [_weight(left, right) for left, right in pairs]
    total = sum(weights)
    wanted = TIES_A_MEMBER * len(members) / 2
    for (left, right), weight in zip(pairs, weights, strict=True):
        if rng.random() < min(HIGHEST, weight * wanted / total):
            yield Tie(left, right, "works with")


def _weight(left: Person, right: Person) -> float:
    stage = SAME_STAGE if left.stage == right.stage else 1.0
    return stage * (SAME_ROLE if left.role == right.role else 1.0)
