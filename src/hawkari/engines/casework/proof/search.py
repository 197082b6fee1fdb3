"""The search: whether the table allows a step that the law forbids.

A *world* is a case's events in which one or two subjects stand in some way, and all others as they
must for a case that may depart. Between two steps anything may happen, so the search goes freely
from world to world; that is more than can happen in truth, and covers two users and any order of
events. All subjects at once would be more worlds than can be counted. One at a time is enough: a
guard looks at one subject only, and so does each thing that the law forbids; pairs are searched all
the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from hawkari.engines.casework.checking import refusing
from hawkari.engines.casework.events import Event
from hawkari.engines.casework.facts import Facts
from hawkari.engines.casework.folding import fold
from hawkari.engines.casework.proof.drafts import MORNING, draft
from hawkari.engines.casework.proof.history import History
from hawkari.engines.casework.proof.law import unlawful
from hawkari.engines.casework.proof.scenes import Scene, scenes
from hawkari.engines.casework.readings import Hands, Look, Reading, read
from hawkari.engines.casework.table import BarrierRule, GuardTable
from hawkari.engines.casework.values import Route, State

__all__ = ["Breach", "Found", "World", "search", "worlds_alone", "worlds_in_pairs"]


@dataclass
class World:
    """A case in which some subjects stand in some way.

    Attributes:
        route: how the person returns.
        scenes: in which ways which subjects stand.
        events: the case's events.
        hands: who takes steps.
    """

    route: Route
    scenes: tuple[Scene, ...]
    events: tuple[Event, ...]
    hands: Hands
    read: dict[str, Reading] = field(default_factory=dict)
    read_by: tuple[tuple[str, BarrierRule | None], ...] = ()
    judged: dict[tuple[State | None, State], tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def facts(self) -> Facts:
        """What the events say, by the same fold as everywhere."""
        return fold(self.events)

    def reading(self, table: GuardTable) -> Callable[[str], Reading]:
        """What subjects read here, under a table."""
        look = Look(table, self.facts, MORNING, self.hands)

        # Rules of barriers, which a broken table may have changed, are part of what is read.
        if self.read_by != table.rules:
            self.read_by = table.rules
            self.read.clear()

        def reading_of(subject: str) -> Reading:
            known = self.read.get(subject)
            if known is None:
                known = self.read[subject] = read(subject, look)
            return known

        return reading_of

    def wrongs(self, before: State | None, to: State) -> tuple[str, ...]:
        """What the law says against a step here."""
        if (before, to) not in self.judged:
            history = History(self.events, MORNING, self.hands.actor, self.hands.second)
            self.judged[before, to] = tuple(unlawful(before, to, history))
        return self.judged[before, to]

    def __str__(self) -> str:
        return ", ".join(
            f"{one.subject.removeprefix('barrier:')}: {one.name}" for one in self.scenes
        )


@dataclass(frozen=True, slots=True)
class Breach:
    """A step that the table allows and the law forbids.

    Attributes:
        route: on which route.
        path: the states that the case came through, the forbidden one last.
        world: how the case stands when it takes the last step.
        wrongs: what the law says against it.
    """

    route: Route
    path: tuple[State, ...]
    world: str
    wrongs: tuple[str, ...]

    @property
    def to(self) -> State:
        """The state that the case should not have come to."""
        return self.path[-1]


@dataclass
class Found:
    """What a search found.

    Attributes:
        states: states of a case looked at: where it stands, and how its subjects stand.
        edges: steps between them that the table allows.
        departures: routes on which a case came to depart, so that the search was not of nothing.
        breaches: steps that the law forbids.
    """

    states: int = 0
    edges: int = 0
    departures: set[Route] = field(default_factory=set)
    breaches: list[Breach] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Take in what another search found."""
        self.states += other.states
        self.edges += other.edges
        self.departures |= other.departures
        self.breaches += other.breaches


def worlds_alone(table: GuardTable) -> dict[tuple[Route, str], list[World]]:
    """For each route and subject, a world for each of its scenes."""
    every = scenes(table)
    found: dict[tuple[Route, str], list[World]] = {}
    for route in Route:
        for one in every:
            if route in one.routes:
                world = _world(table, route, (one,))
                found.setdefault((route, one.subject), []).append(world)
    return found


def worlds_in_pairs(table: GuardTable) -> Iterator[list[World]]:
    """For each pair of subjects, a world for each pair of their readings.

    Of routes that the table treats alike one stands for the others; alone, each is searched.
    """
    plain: dict[str, dict[str, Scene]] = {}
    for one in scenes(table):
        plain.setdefault(one.subject, {}).setdefault(one.reading, one)
    for route in _different_routes(table):
        alone = {
            subject: [_world(table, route, (one,)) for one in ways.values()]
            for subject, ways in plain.items()
        }
        for first, second in combinations(plain, 2):
            # The first reading of each is the good one: with it, the other stands alone.
            pairs = product([*plain[first].values()][1:], [*plain[second].values()][1:])
            both = [_world(table, route, pair) for pair in pairs]
            yield [*alone[first], *alone[second][1:], *both]


def _different_routes(table: GuardTable) -> list[Route]:
    """One of each set of routes that every need, step and barrier treats alike."""
    sets = [need.routes for guard in table.guards.values() for need in guard.needs]
    sets += [step.routes for step in table.steps]
    rules = [guard.barrier for guard in table.guards.values() if guard.barrier is not None]
    sets += [rule.forced_routes for rule in rules]
    alike = {tuple(route in one for one in sets): route for route in reversed(Route)}
    return list(alike.values())


def _world(table: GuardTable, route: Route, chosen: tuple[Scene, ...]) -> World:
    case = draft(table, route)
    for one in chosen:
        one.change(case)
    return World(route, chosen, case.events(), Hands(case.actor, case.second))


def search(
    table: GuardTable, worlds: Sequence[World], *, stop: Callable[[Breach], bool] | None = None
) -> Found:
    """Search every state that a case can come to in these worlds, going freely between them.

    Args:
        table: the guard table.
        worlds: worlds of one route.
        stop: ends the search at a breach for which it is true; None: search everything.
    """
    found = Found()
    came: dict[State, tuple[State, ...]] = {State.INTAKE: (State.INTAKE,)}
    waiting = [State.INTAKE]
    open_to = [_open_to(table, world) for world in worlds]
    while waiting:
        state = waiting.pop(0)
        found.states += len(worlds)
        # Anything may happen to a case where it stands: an edge to each other world.
        found.edges += len(worlds) * (len(worlds) - 1)
        for world, opens in zip(worlds, open_to, strict=True):
            for to in opens.get(state, ()):
                found.edges += 1
                path = (*came[state], to)
                wrongs = world.wrongs(state, to)
                if wrongs:
                    found.breaches.append(Breach(world.route, path, str(world), wrongs))
                    if stop is not None and stop(found.breaches[-1]):
                        return found
                if to is State.DEPARTED and not wrongs:
                    found.departures.add(world.route)
                if to not in came:
                    came[to] = path
                    waiting.append(to)
    return found


def _open_to(table: GuardTable, world: World) -> Mapping[State, list[State]]:
    """From each state the states that a case may come to in a world."""
    reading_of = world.reading(table)
    route = world.facts.route
    passed: dict[State, bool] = {}
    found: dict[State, list[State]] = {}
    for step in table.steps:
        if step.to not in passed:
            refused = refusing(table, step.to, route, reading_of=reading_of)
            passed[step.to] = next(refused, None) is None
        if passed[step.to]:
            for source in step.sources:
                if step.is_on(route) and step.to not in found.get(source, ()):
                    found.setdefault(source, []).append(step.to)
    return found
