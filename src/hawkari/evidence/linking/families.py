"""Links the records of a store family by family: people and organisations, and kinds of things.

People and organisations are linked together, by a model trained on them, as if there were nothing
else; vessels, vehicles, aircraft and accounts each by themselves, by the models that the engine
states for them. So what is known of cars moves no figure of a person, and nothing is ever joined
across. To whoever keeps the outcome it is one linkage.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import chain
from typing import overload

import numpy as np

from hawkari.engines import linkage
from hawkari.engines.linkage import Judged, Linkage, LinkState, Record, ScoredPair
from hawkari.engines.linkage.watching import Progress

__all__ = ["States", "is_thing", "link_families", "link_new", "people_among", "things_of"]

_KEPT = "things"
"""Under this name a run's parameters keep the models of things."""


def is_thing(schema: str) -> bool:
    """Whether records of a schema are linked as things, not as people or organisations."""
    return linkage.family_of(schema) in linkage.THINGS


def people_among(records: Collection[Record]) -> list[Record]:
    """Those of some records that are of people and organisations, in their order."""
    return [one for one in records if not is_thing(one.schema)]


def things_of(parameters: Mapping[str, object]) -> tuple[str, ...] | None:
    """The families of things that a run linked, by what it kept of its models.

    None for a run of a version that compared people and organisations alone: things in what it read
    are still to be compared.
    """
    kept = parameters.get(_KEPT)
    return tuple(sorted(kept)) if isinstance(kept, Mapping) else None


@dataclass(frozen=True, slots=True)
class States:
    """What a run leaves of every family that it linked.

    Attributes:
        people: of people and organisations.
        things: of each family of things that was met.
    """

    people: LinkState
    things: Mapping[str, LinkState]

    def all(self) -> tuple[LinkState, ...]:
        """Every state, people first."""
        return (self.people, *(self.things[one] for one in sorted(self.things)))

    def known(self, ids: Collection[str]) -> set[str]:
        """Those of some records that a state holds."""
        return {one for state in self.all() for one in state.rows(ids)}

    def pairs_with(self, ids: Collection[str]) -> int:
        """How many pairs of some records the states hold, of those that a linkage lists."""
        return sum(linkage.pairs_with(state, ids) for state in self.all())

    def holding(self, ids: Collection[str]) -> LinkState | None:
        """The state that holds all of some records; None where none does."""
        wanted = set(ids)
        return next((one for one in self.all() if wanted <= one.rows(ids).keys()), None)

    def clusters_around(self, ids: Collection[str]) -> dict[str, tuple[int, int]]:
        """The clusters that some records are in, by each record in these clusters."""
        found: dict[str, tuple[int, int]] = {}
        for place, state in enumerate(self.all()):
            names = state.clusters[list(state.rows(ids).values())]
            rows = np.flatnonzero(np.isin(state.clusters, names))
            together = zip(state.records(rows.tolist()), state.clusters[rows].tolist(), strict=True)
            found.update((record.id, (place, name)) for record, name in together)
        return found


@dataclass(frozen=True, slots=True)
class Asked:
    """How a store is linked: what is judged, the least probability to join, who is told."""

    judged: Sequence[Judged]
    join_at: float
    progress: Progress | None = None


def link_families(
    records: Collection[Record], asked: Asked, *, keep: bool
) -> tuple[Linkage, States | None]:
    """Link all records of a store.

    Args:
        records: of any schemata that are compared.
        asked: how; `progress` is told of people's steps, which take the time.
        keep: whether states are kept; None is returned for them otherwise.
    """
    people, things = _parted(records)
    found = {family: _linked(family, things[family], asked) for family in sorted(things)}
    judged, join_at, told = asked.judged, asked.join_at, asked.progress
    if keep:
        first, state = linkage.link_and_keep(people, judged=judged, join_at=join_at, progress=told)
        states = States(state, {family: one[1] for family, one in found.items()})
        return _together(first, {family: one[0] for family, one in found.items()}), states
    first = linkage.link(people, judged=judged, join_at=join_at, progress=told)
    return _together(first, {family: one[0] for family, one in found.items()}), None


def link_new(
    states: States, records: Collection[Record], asked: Asked, *, outdated: Collection[str] = ()
) -> tuple[Linkage, States]:
    """Link new records against what is known, each against those of its family.

    A family that is new is linked by itself; its stated model is that of a whole run.

    Args:
        states: what the run before left.
        records: that no state holds, or outdated.
        asked: how; records are joined at the probability that the states were joined at.
        outdated: ids of records that are not what they were, in whichever state; what they are now,
            which may be of another family, stands in `records`, if anything is left of them.
    """
    people, things = _parted(records)
    first, state = linkage.link_increment(
        states.people,
        people,
        outdated=outdated,
        judged=asked.judged,
        progress=asked.progress,
    )
    found: dict[str, Linkage] = {}
    kept: dict[str, LinkState] = {}
    for family in sorted({*things, *states.things}):
        new = things.get(family, [])
        if family in states.things:
            found[family], kept[family] = linkage.link_increment(
                states.things[family], new, outdated=outdated, judged=asked.judged
            )
        else:
            found[family], kept[family] = _linked(family, new, asked)
    return _together(first, found), States(state, kept)


def _parted(records: Collection[Record]) -> tuple[list[Record], dict[str, list[Record]]]:
    things: dict[str, list[Record]] = defaultdict(list)
    for one in records:
        if is_thing(one.schema):
            things[linkage.family_of(one.schema)].append(one)
    return people_among(records), things


def _linked(family: str, records: Collection[Record], asked: Asked) -> tuple[Linkage, LinkState]:
    return linkage.link_things(family, records, judged=asked.judged, join_at=asked.join_at)


def _together(people: Linkage, things: Mapping[str, Linkage]) -> Linkage:
    """One linkage of all families; its plan, guard and model are people's.

    What was linked of things stands in the parameters by family. A dispute among judgements, which
    every family is told of, is listed once.
    """
    every = (people, *things.values())
    models = {family: one.parameters for family, one in things.items()}
    return replace(
        people,
        pairs=_Pairs([one.pairs for one in every]) if things else people.pairs,
        clusters=dict(chain.from_iterable(one.clusters.items() for one in every)),
        cuts=tuple(dict.fromkeys(cut for one in every for cut in one.cuts)),
        parameters={**people.parameters, _KEPT: models},
        unread=tuple(chain.from_iterable(one.unread for one in every)),
    )


def _place(pair: ScoredPair) -> tuple[float, str, str]:
    return (-pair.weight, pair.left, pair.right)


@dataclass(frozen=True, slots=True)
class _Pairs(Sequence[ScoredPair]):
    """Pairs of several linkages, highest weight first, ties by id; read as they are needed."""

    parts: Sequence[Sequence[ScoredPair]]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[ScoredPair]:
        return merge(*self.parts, key=_place)

    @overload
    def __getitem__(self, place: int) -> ScoredPair: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ScoredPair]: ...
    def __getitem__(self, place: int | slice) -> ScoredPair | Sequence[ScoredPair]:
        return list(self)[place]
