"""Seizures, and groups whose people stand in trips and in seizures: what is stated, and no more.

A group is what the engine finds tied more densely inside than by chance. It is said to move people
and goods only where trips and seizures are stated of people of it who may be ranked; each of them
is named with its statements. Who was smuggled moves nobody: victims, migrants and witnesses count
for no group, and nobody is said to have done anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal

from hawkari.desks.intelligence.services.analysing import MOST_PEOPLE
from hawkari.desks.intelligence.services.learning import (
    Answers,
    answers_in,
    told,
    with_answers,
)
from hawkari.desks.intelligence.services.networks import Filters, Whole, whole
from hawkari.desks.intelligence.services.what_if_values import Person, person_of
from hawkari.desks.intelligence.services.worked_out import work_out
from hawkari.desks.intelligence.values import strictest
from hawkari.engines.disruption import Network
from hawkari.engines.disruption.communities import Community, stable_communities
from hawkari.errors import BadInput
from hawkari.evidence.access import Access, Action, require
from hawkari.evidence.entities import entities_of
from hawkari.evidence.goods import (
    Quantity,
    SeizureView,
    TripView,
    group_of,
    kinds,
    seizures_of,
    trips_of,
)

__all__ = ["UNKNOWN", "GoodsPage", "Group", "Member", "Seized", "Total", "goods_page", "groups_in"]

SHOWN = 200
NAMED = 8
UNKNOWN = "unknown"
"""What the filter calls goods of no known kind."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a group, with how many of its trips and seizures name them."""

    who: Person
    trips: int
    seizures: int


@dataclass(frozen=True, slots=True)
class Total:
    """Goods of one kind added up.

    Attributes:
        kind: its code; empty for goods of no known kind.
        quantities: the sums, one a unit.
        seizures: of how many seizures.
        uncounted: statements of how much that could not be reckoned, or of none.
    """

    kind: str
    quantities: tuple[Quantity, ...]
    seizures: int
    uncounted: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group whose people stand in trips and in seizures.

    Attributes:
        members: those named by either who may be ranked, most named first; `NAMED` at most.
        more: how many more of them there are.
        size: everybody and everything in the group.
        unranked: victims, migrants and witnesses among them, who count for nothing here.
        trips, seizures: newest first.
        totals: what was seized, by kind.
        holds: mean share (0-1) of the others in one group with each, over the networks that the
            evidence allows.
    """

    members: tuple[Member, ...]
    more: int
    size: int
    unranked: int
    trips: tuple[TripView, ...]
    seizures: tuple[SeizureView, ...]
    totals: tuple[Total, ...]
    holds: float

    @property
    def handling(self) -> str:
        """Strictest of what states its trips and seizures."""
        stated = [one.values for one in self.trips] + [one.values for one in self.seizures]
        return strictest([value.handling for held in stated for value in held])

    @property
    def has_drugs(self) -> bool:
        """Whether drugs are among the goods."""
        return any(group_of(one.kind) == "drugs" for one in self.totals)


@dataclass(frozen=True, slots=True)
class Seized:
    """A seizure with whom and what it names."""

    seizure: SeizureView
    people: tuple[Person, ...]
    things: tuple[Person, ...]
    trips: tuple[TripView, ...]


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """Everything the page shows.

    Attributes:
        goods: the filter: a kind, a group such as ``drugs``, `UNKNOWN`, or empty.
        offered: kinds among all seizures that may be seen, with how many; `UNKNOWN` last.
        seizures: those of the filter, newest first; `SHOWN` at most.
        found: how many there are.
        totals: of all of them, by kind.
        groups: those that move people and goods, most seizures first.
        too_many: whether the network is too large to look for groups on a page.
        waits: whether the groups wait to be asked for, and are not looked for yet.
        learnt: how many answers of tasks the groups are reckoned with.
        handling: strictest of everything shown.
    """

    goods: str
    offered: tuple[tuple[str, int], ...]
    seizures: tuple[Seized, ...]
    found: int
    totals: tuple[Total, ...]
    groups: tuple[Group, ...]
    too_many: bool
    waits: bool
    learnt: int
    handling: str


def goods_page(access: Access, goods: str = "", *, with_groups: bool = True) -> GoodsPage:
    """What was seized, with whom, and which groups move people as well.

    Args:
        access: who asks; the looks are audited.
        goods: a kind of goods, a group of kinds, or `UNKNOWN`; empty for all.
        with_groups: whether to look for groups, which takes seconds in a large network.

    Raises:
        AccessDenied: if the role reads no content; audited.
        BadInput: if no goods are called so.
    """
    require(access, Action.READ)
    if goods and goods not in _names():
        raise BadInput("no goods are called so", "Give a kind or group of goods, or none for all.")
    everything, trips = seizures_of(access), trips_of(access)
    wanted = [one for one in everything if _is_of(one, goods)]
    shown = wanted[:SHOWN]
    people = _people(access, {end for one in shown for end in (*one.involved, *one.things)})
    looks = with_groups and bool(wanted and trips)
    network = whole(access, Filters()) if looks else Whole({})
    too_many = len(network.nodes) > MOST_PEOPLE
    answers: Answers = {} if too_many or not looks else told(answers_in(access, network))
    groups: tuple[Group, ...] = ()
    if looks and not too_many:
        people |= _people(access, network.nodes)
        groups = _groups(_communities(network, answers), people, trips=trips, seizures=wanted)
    by_id = {one.id: one for one in trips}
    # Sums, offered kinds and groups tell of more seizures than the table shows.
    stated = [one.values for one in everything] + [one.values for one in trips]
    values = [value.handling for held in stated for value in held]
    return GoodsPage(
        goods=goods,
        offered=_offered(everything),
        seizures=tuple(_seized(one, people, by_id) for one in shown),
        found=len(wanted),
        totals=_totals(wanted),
        groups=groups,
        too_many=too_many,
        waits=not with_groups and bool(wanted and trips),
        learnt=len(answers),
        handling=strictest([*values, *(one.handling for one in people.values())]),
    )


def groups_in(access: Access, network: Whole, answers: Answers) -> tuple[Group, ...]:
    """The groups of a network that move people and goods, most seizures first; audited.

    Args:
        access: who asks.
        network: the network, of `MOST_PEOPLE` at most.
        answers: what was learnt of its ties.

    Raises:
        AccessDenied: if the role reads no content; audited.
    """
    seizures, trips = seizures_of(access), trips_of(access)
    if not seizures or not trips or not network.edges:
        return ()
    people = _people(access, network.nodes)
    return _groups(_communities(network, answers), people, trips=trips, seizures=seizures)


def _groups(
    found: Iterable[Community],
    people: Mapping[str, Person],
    *,
    trips: Sequence[TripView],
    seizures: Sequence[SeizureView],
) -> tuple[Group, ...]:
    groups = [_group(one, people, trips=trips, seizures=seizures) for one in found]
    both = [one for one in groups if one.trips and one.seizures]
    return tuple(sorted(both, key=lambda one: (-len(one.seizures), -len(one.trips))))


def _people(access: Access, ids: Iterable[str]) -> dict[str, Person]:
    asked = sorted(ids)
    views = entities_of(access, asked) if asked else {}
    return {one: person_of(view) for one, view in views.items()}


def _is_of(seizure: SeizureView, goods: str) -> bool:
    named = {one.kind or UNKNOWN for one in seizure.goods} or {UNKNOWN}
    return not goods or goods in named or any(one.group == goods for one in seizure.goods)


def _names() -> set[str]:
    return {*kinds(), *map(group_of, kinds()), UNKNOWN}


def _offered(seizures: Sequence[SeizureView]) -> tuple[tuple[str, int], ...]:
    counts = [(kind, sum(_is_of(one, kind) for one in seizures)) for kind in (*kinds(), UNKNOWN)]
    return tuple((kind, count) for kind, count in counts if count)


def _totals(seizures: Iterable[SeizureView]) -> tuple[Total, ...]:
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    counted: dict[str, set[str]] = defaultdict(set)
    uncounted: dict[str, int] = defaultdict(int)
    for seizure in seizures:
        for one in seizure.goods:
            counted[one.kind].add(seizure.id)
            if one.quantity is None:
                uncounted[one.kind] += 1
            else:
                sums[one.kind][one.quantity.unit] += one.quantity.value
    return tuple(
        Total(
            kind,
            tuple(Quantity(value, unit) for unit, value in sorted(sums[kind].items())),
            len(counted[kind]),
            uncounted[kind],
        )
        for kind in (*kinds(), "")
        if kind in counted
    )


def _seized(
    seizure: SeizureView, people: Mapping[str, Person], trips: Mapping[str, TripView]
) -> Seized:
    return Seized(
        seizure,
        tuple(people[one] for one in seizure.involved if one in people),
        tuple(people[one] for one in seizure.things if one in people),
        tuple(trips[one] for one in seizure.trips if one in trips),
    )


def _group(
    found: Community,
    people: Mapping[str, Person],
    *,
    trips: Sequence[TripView],
    seizures: Sequence[SeizureView],
) -> Group:
    able = {one for one in found.members if one in people and people[one].may_be_chosen}
    own_trips = tuple(one for one in trips if not able.isdisjoint(one.involved))
    own = tuple(one for one in seizures if not able.isdisjoint(one.involved))
    members = [
        Member(
            people[one],
            sum(one in trip.involved for trip in own_trips),
            sum(one in seizure.involved for seizure in own),
        )
        for one in sorted(able)
    ]
    named = [one for one in members if one.trips or one.seizures]
    named.sort(key=lambda one: (-min(one.trips, one.seizures), -one.trips - one.seizures))
    return Group(
        members=tuple(named[:NAMED]),
        more=max(0, len(named) - NAMED),
        size=len(found.members),
        unranked=sum(one in people and not people[one].may_be_chosen for one in found.members),
        trips=own_trips,
        seizures=own,
        totals=_totals(own),
        holds=sum(found.stays) / max(1, len(found.stays)),
    )


def _communities(network: Whole, answers: Answers) -> list[Community]:
    """The groups, kept an hour under a digest of all that they were made from."""
    learned = sorted([*pair, holds] for pair, holds in answers.items())
    said = [[astuple(tie) for tie in network.ties], network.nodes, learned]

    def work() -> list[Community]:
        graph = with_answers(Network.from_ties(network.ties, nodes=network.nodes), answers)
        return stable_communities(graph)

    return work_out("groups", said, work)
