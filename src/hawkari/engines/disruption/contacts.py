"""Whom people are tied to: contacts in common, and what lies around one person by kind of tie."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import fsum

from hawkari.engines.disruption.strands import span
from hawkari.engines.disruption.values import Strand

__all__ = ["Around", "CommonContact", "common_contacts", "ego", "kinds_around"]


@dataclass(frozen=True, slots=True)
class CommonContact:
    """Somebody tied to each of some people.

    Attributes:
        node: the contact's id.
        ties: the strands to each of them, in their order.
        probability: that the contact is tied to all of them, 0-1, by each one's surest strand.
    """

    node: str
    ties: tuple[tuple[Strand, ...], ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Around:
    """The ties of one kind that a person has, before they are put on a chart.

    Attributes:
        kind: of tie.
        people: how many it leads to.
        new: how many of them are not among those shown already.
        sightings: of all these ties.
        first: the earliest, ``""`` if none is dated.
        last: the latest.
    """

    kind: str
    people: int
    new: int
    sightings: float
    first: str
    last: str


def common_contacts(strands: Iterable[Strand], people: Collection[str]) -> list[CommonContact]:
    """Everybody tied to each of these people, by id; nobody is ranked.

    Args:
        strands: as `strands` gives them.
        people: two ids or more; they are not their own contacts.
    """
    asked = sorted(set(people))
    tied: dict[str, dict[str, list[Strand]]] = defaultdict(lambda: defaultdict(list))
    for one in strands:
        for end, other in ((one.low, one.high), (one.high, one.low)):
            if end in asked and other not in asked:
                tied[other][end].append(one)
    found = []
    for node in sorted(tied):
        if len(tied[node]) == len(asked):
            ties = tuple(tuple(sorted(tied[node][one], key=lambda tie: tie.kind)) for one in asked)
            probability = 1.0
            for parts in ties:
                probability *= max(tie.probability for tie in parts)
            found.append(CommonContact(node, ties, probability))
    return found


def ego(strands: Iterable[Strand], person: str, *, hops: int = 1) -> list[Strand]:
    """Every tie among those at most so many ties away from a person, the person included.

    Args:
        strands: as `strands` gives them, whose order is kept.
        person: id; somebody without ties has none around.
        hops: 1 for the contacts and what ties them to one another.
    """
    known = list(strands)
    near, ring = {person}, {person}
    for _ in range(hops):
        ring = {
            other
            for one in known
            for end, other in ((one.low, one.high), (one.high, one.low))
            if end in ring and other not in near
        }
        near |= ring
    return [one for one in known if one.low in near and one.high in near]


def kinds_around(
    strands: Iterable[Strand], person: str, *, shown: Collection[str] = ()
) -> list[Around]:
    """What a person's ties lead to, by kind, in text order: counts before anything is added.

    Args:
        strands: as `strands` gives them.
        person: id.
        shown: who is on the chart already.
    """
    by_kind: dict[str, list[tuple[str, Strand]]] = defaultdict(list)
    for one in strands:
        if person in (one.low, one.high):
            by_kind[one.kind].append((one.high if one.low == person else one.low, one))
    return [_around(kind, by_kind[kind], frozenset(shown)) for kind in sorted(by_kind)]


def _around(kind: str, ties: list[tuple[str, Strand]], shown: frozenset[str]) -> Around:
    first, last = span([date for _, one in ties for date in (one.first, one.last) if date])
    return Around(
        kind=kind,
        people=len(ties),
        new=sum(other not in shown for other, _ in ties),
        sightings=fsum(one.count for _, one in ties),
        first=first,
        last=last,
    )
