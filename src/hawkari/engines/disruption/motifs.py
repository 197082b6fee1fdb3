"""Small patterns of people and ties to search for, such as a phone that two operators share."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType

from hawkari.engines.disruption.values import RANKABLE, Strand

__all__ = ["ONE_PHONE", "TWO_MASTERS", "Match", "Motif", "matches"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Motif:
    """A pattern of roles and the ties between them.

    Attributes:
        roles: name of each role and the label that whoever fills it must have, ``""`` for any.
        ties: pairs of roles that must be tied, and by which kind, ``""`` for any.
        strangers: pairs of roles that must not be tied at all.
        apart: pairs of roles whose people must be in different groups; somebody in no group is in
            none that differs.
    """

    roles: Mapping[str, str]
    ties: tuple[tuple[str, str, str], ...]
    strangers: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """People who fill a motif's roles: something to look at, no finding.

    Attributes:
        people: id by role, in the motif's order of roles.
        strands: what ties them, in the motif's order of ties.
        probability: that all of these ties are real, 0-1.
    """

    people: Mapping[str, str]
    strands: tuple[Strand, ...]
    probability: float


# Two operators who use one phone.
ONE_PHONE = Motif(
    roles={"one": "operator", "other": "operator"}, ties=(("one", "other", "shared phone"),)
)
# Somebody whose money goes to or comes from people of two gangs who are not tied to one another.
TWO_MASTERS = Motif(
    roles={"money man": "", "one": "", "other": ""},
    ties=(("money man", "one", "payment"), ("money man", "other", "payment")),
    strangers=(("one", "other"),),
    apart=(("one", "other"),),
)


def matches(
    strands: Iterable[Strand],
    motif: Motif,
    *,
    labels: Mapping[str, frozenset[str]] = MappingProxyType({}),
    groups: Mapping[str, str] = MappingProxyType({}),
    categories: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> list[Match]:
    """Everywhere the motif is found, the most probable first, then by ids.

    The same people with the same ties are found once, however their roles could be exchanged.
    Victims, migrants and witnesses fill no role. Of several strands of a wanted kind the surest
    counts.

    Args:
        strands: as `strands` gives them.
        motif: what to search for.
        labels: what each person is known to be, such as ``operator``.
        groups: gang, community or operation of each person.
        categories: subject categories by person.

    Cost: people · (contacts) to the power of roles - 1.
    """
    tied: dict[str, dict[str, list[Strand]]] = defaultdict(lambda: defaultdict(list))
    for one in strands:
        if all(categories.get(end, _NONE) <= RANKABLE for end in (one.low, one.high)):
            tied[one.low][one.high].append(one)
            tied[one.high][one.low].append(one)
    search = _Search(motif, tied, labels, groups)
    found: dict[tuple[Strand, ...], Match] = {}
    for people in search.fill({}):
        match = search.match(people)
        key = tuple(sorted(match.strands, key=lambda one: (one.low, one.high, one.kind)))
        found.setdefault(key, match)
    return sorted(
        found.values(), key=lambda match: (-match.probability, tuple(match.people.values()))
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """One search: roles are filled in order, and what cannot be is given up at once."""

    motif: Motif
    tied: Mapping[str, Mapping[str, list[Strand]]]
    labels: Mapping[str, frozenset[str]]
    groups: Mapping[str, str]

    def fill(self, people: dict[str, str]) -> Iterator[dict[str, str]]:
        """Every way to fill the roles that are left, ids ascending."""
        if len(people) == len(self.motif.roles):
            yield people
            return
        role = list(self.motif.roles)[len(people)]
        for node in sorted(self._candidates(role, people)):
            tried = people | {role: node}
            if node not in people.values() and self._fits(role, tried):
                yield from self.fill(tried)

    def match(self, people: dict[str, str]) -> Match:
        chosen = tuple(
            max(
                self._strands(people[one], people[two], kind),
                key=lambda strand: (strand.probability, strand.kind),
            )
            for one, two, kind in self.motif.ties
        )
        return Match(people, chosen, prod(strand.probability for strand in chosen))

    def _candidates(self, role: str, people: dict[str, str]) -> Iterable[str]:
        """Contacts of whoever the role is tied to; everyone for the first role."""
        for one, two, _ in self.motif.ties:
            for mine, other in ((one, two), (two, one)):
                if mine == role and other in people:
                    return self.tied[people[other]]
        return self.tied

    def _fits(self, role: str, people: dict[str, str]) -> bool:
        label = self.motif.roles[role]
        if label and label not in self.labels.get(people[role], _NONE):
            return False
        ties = [tie for tie in self.motif.ties if role in tie[:2] and {*tie[:2]} <= set(people)]
        if not all(self._strands(people[one], people[two], kind) for one, two, kind in ties):
            return False
        return not any(
            people[two] in self.tied[people[one]]
            for one, two in self._known(self.motif.strangers, people)
        ) and all(
            self._differ(people[one], people[two])
            for one, two in self._known(self.motif.apart, people)
        )

    def _known(
        self, pairs: tuple[tuple[str, str], ...], people: dict[str, str]
    ) -> list[tuple[str, str]]:
        return [(one, two) for one, two in pairs if one in people and two in people]

    def _differ(self, one: str, two: str) -> bool:
        first, second = self.groups.get(one, ""), self.groups.get(two, "")
        return bool(first) and bool(second) and first != second

    def _strands(self, one: str, two: str, kind: str) -> list[Strand]:
        there = self.tied[one].get(two, []) if one in self.tied else []
        return [strand for strand in there if kind in ("", strand.kind)]
